/* Signed notes; see note.h. */
#include "crypto/note.h"

#include "base/encode.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "crypto/digest.h"

#include <stdlib.h>
#include <string.h>

/* em dash and blank that open a signature line */
#define LINE_START "\xE2\x80\x94 "

static uint32_t key_id(struct str name, unsigned char type, const struct sig_public *public)
{
    struct sha256_stream stream;
    sha256_begin(&stream);
    sha256_add(&stream, name.p, name.n);
    sha256_add(&stream, "\n", 1);
    sha256_add(&stream, &type, 1);
    sha256_add(&stream, public->bytes, SIG_PUBLIC_SIZE);
    struct sha256 digest = sha256_end(&stream);
    const unsigned char *b = digest.bytes;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

bool note_name_valid(struct str name)
{
    if (name.n == 0 || name.n > NOTE_NAME_MAX || !utf8_valid(name)) {
        return false;
    }
    uint32_t c;
    for (size_t at = 0; at < name.n;) {
        if (!utf8_next(name, &at, &c)) {
            return false;
        }
        bool blank = c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 ||
                     (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
                     c == 0x202F || c == 0x205F || c == 0x3000;
        if (blank || c == '+' || c < 0x20 || c == 0x7F) {
            return false;
        }
    }
    return true;
}

struct note_key note_key_typed(unsigned char type, struct str name,
                               const struct sig_public *public)
{
    return (struct note_key){name, key_id(name, type, public), *public};
}

struct note_key note_key_of(struct str name, const struct sig_public *public)
{
    return note_key_typed(NOTE_ED25519, name, public);
}

void vkey_format(struct strbuf *out, const struct note_key *key)
{
    vkey_format_typed(out, NOTE_ED25519, key);
}

void vkey_format_typed(struct strbuf *out, unsigned char type, const struct note_key *key)
{
    unsigned char typed[1 + SIG_PUBLIC_SIZE] = {type};
    memcpy(typed + 1, key->public.bytes, SIG_PUBLIC_SIZE);
    strbuf_printf(out, "%.*s+%08x+", STR_ARG(key->name), key->id);
    base64_encode(out, typed, sizeof typed);
}

enum err_code vkey_parse(struct str text, struct note_key *key, struct err *err)
{
    return vkey_parse_typed(NOTE_ED25519, text, key, err);
}

enum err_code vkey_parse_typed(unsigned char type, struct str text, struct note_key *key,
                               struct err *err)
{
    struct str rest = text;
    struct str name = {NULL, 0};
    struct str id = {NULL, 0};
    if (!str_split(&rest, '+', &name) || !str_split(&rest, '+', &id) || rest.p == NULL ||
        !note_name_valid(name) || !hex_is(id, 8)) {
        return err_set(err, ERR_FORMAT, "not a verifier key: expected NAME+ID+KEY");
    }
    struct strbuf raw;
    strbuf_init(&raw, 128);
    bool good =
        base64_decode(&raw, rest) && raw.n == 1 + SIG_PUBLIC_SIZE && raw.p[0] == (char)type;
    if (good) {
        memcpy(key->public.bytes, raw.p + 1, SIG_PUBLIC_SIZE);
    }
    strbuf_release(&raw);
    if (!good) {
        return err_set(err, ERR_FORMAT, "verifier key %.*s is not %s", STR_ARG(name),
                       type == NOTE_ED25519 ? "an Ed25519 key" : "a key for cosigning");
    }
    *key = note_key_typed(type, name, &key->public);
    char computed[9];
    unsigned char bytes[4] = {(unsigned char)(key->id >> 24), (unsigned char)(key->id >> 16),
                              (unsigned char)(key->id >> 8), (unsigned char)key->id};
    hex_encode(computed, bytes, 4);
    if (!str_is(id, computed)) {
        return err_set(err, ERR_FORMAT, "verifier key %.*s: its id is %s, not %.*s",
                       STR_ARG(name), computed, STR_ARG(id));
    }
    return ERR_OK;
}

/* One line after the empty one, without its '\n'. */
static enum err_code parse_signature(struct arena *arena, struct str line,
                                     struct note_signature *signature, struct err *err)
{
    if (!str_starts(line, STR(LINE_START))) {
        return err_set(err, ERR_FORMAT, "note: a signature line must open with a dash");
    }
    struct str rest = str_from(line, sizeof LINE_START - 1);
    struct str name = {NULL, 0};
    if (!str_split(&rest, ' ', &name) || !note_name_valid(name) || rest.p == NULL) {
        return err_set(err, ERR_FORMAT, "note: a signature line needs name and base64");
    }
    struct strbuf raw;
    strbuf_init(&raw, 8192);
    if (!base64_decode(&raw, rest) || raw.n < 5) {
        strbuf_release(&raw);
        return err_set(err, ERR_FORMAT, "note: the signature of %.*s is not base64",
                       STR_ARG(name));
    }
    const unsigned char *b = (const unsigned char *)raw.p;
    signature->name = name;
    signature->id = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
    signature->bytes = arena_str(arena, str_from(strbuf_view(&raw), 4));
    signature->line = str_n(line.p, line.n + 1);
    strbuf_release(&raw);
    return ERR_OK;
}

static bool has_control(struct str bytes)
{
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.p[i];
        if ((c < 0x20 && c != '\n') || c == 0x7F) {
            return true;
        }
    }
    return false;
}

/* Offset of the last "\n\n", or SIZE_MAX. */
static size_t last_empty_line(struct str bytes)
{
    for (size_t i = bytes.n; i >= 2; i--) {
        if (bytes.p[i - 1] == '\n' && bytes.p[i - 2] == '\n') {
            return i - 2;
        }
    }
    return SIZE_MAX;
}

/* One for each line, up to the limit. */
static size_t room_for(struct str lines)
{
    size_t room = 1;
    for (size_t i = 0; i < lines.n && room < NOTE_SIGNATURES_MAX; i++) {
        room += lines.p[i] == '\n';
    }
    return room;
}

enum err_code note_parse(struct arena *arena, struct str bytes, struct note *note,
                         struct err *err)
{
    if (!utf8_valid(bytes) || has_control(bytes)) {
        return err_set(err, ERR_FORMAT, "note: not UTF-8, or a control character in it");
    }
    size_t split = last_empty_line(bytes);
    if (split == SIZE_MAX || bytes.p[bytes.n - 1] != '\n' || split + 2 == bytes.n) {
        return err_set(err, ERR_FORMAT, "note: needs text, an empty line and signature lines");
    }
    memset(note, 0, sizeof *note);
    note->text = str_sub(bytes, 0, split + 1);
    struct str rest = str_sub(bytes, split + 2, bytes.n - split - 3);
    note->signatures = arena_zalloc(arena, room_for(rest) * sizeof *note->signatures);
    struct str line;
    while (str_split(&rest, '\n', &line)) {
        if (note->count == NOTE_SIGNATURES_MAX) {
            return err_set(err, ERR_LIMIT, "note: more than %d signatures",
                           NOTE_SIGNATURES_MAX);
        }
        TRY(parse_signature(arena, line, &note->signatures[note->count], err));
        note->count++;
    }
    return ERR_OK;
}

enum err_code note_verify(const struct note *note, const struct note_key *key, struct err *err)
{
    bool found = false;
    for (size_t i = 0; i < note->count; i++) {
        const struct note_signature *line = &note->signatures[i];
        if (!str_eq(line->name, key->name) || line->id != key->id) {
            continue;
        }
        struct sig sig;
        if (line->bytes.n != SIG_SIZE) {
            return err_set(err, ERR_INVALID, "note: signature of %.*s has %zu bytes",
                           STR_ARG(key->name), line->bytes.n);
        }
        memcpy(sig.bytes, line->bytes.p, SIG_SIZE);
        if (!sig_verify(&key->public, &sig, note->text)) {
            return err_set(err, ERR_INVALID, "note: signature of %.*s is bad",
                           STR_ARG(key->name));
        }
        found = true;
    }
    if (!found) {
        return err_set(err, ERR_NOT_FOUND, "note: no signature of %.*s", STR_ARG(key->name));
    }
    return ERR_OK;
}

void note_sign(struct strbuf *out, struct str text, struct str name,
               const struct sig_secret *secret)
{
    if (text.n == 0 || text.p[text.n - 1] != '\n' || !note_name_valid(name)) {
        BUG("note text without newline or bad key name");
    }
    struct note_key key = note_key_of(name, &secret->public);
    struct sig sig = sig_sign(secret, text);
    strbuf_str(out, text);
    strbuf_putc(out, '\n');
    note_line(out, &key, str_n((const char *)sig.bytes, SIG_SIZE));
}

void note_line(struct strbuf *out, const struct note_key *key, struct str signature)
{
    unsigned char blob[4 + 256] = {(unsigned char)(key->id >> 24),
                                   (unsigned char)(key->id >> 16),
                                   (unsigned char)(key->id >> 8), (unsigned char)key->id};
    if (signature.n > sizeof blob - 4) {
        BUG("a signature of %zu bytes", signature.n);
    }
    memcpy(blob + 4, signature.p, signature.n);
    strbuf_puts(out, LINE_START);
    strbuf_str(out, key->name);
    strbuf_putc(out, ' ');
    base64_encode(out, blob, 4 + signature.n);
    strbuf_putc(out, '\n');
}
