/* Statements as signed notes; see statement.h.
 *
 * Parsing is "read, check, write again, compare": canon_parse proves that the JSON is
 * canonical, the note that the signature line is alone, and statement_text repeats every check
 * of a header before signing, so nothing can be signed here that would not be read here. */
#include "ledger/statement.h"

#include "base/clock.h"
#include "base/encode.h"
#include "base/json.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/canon.h"

#include <string.h>

#define FIRST_LINE "policeai-statement/v1\n"
#define FIRST_LINE_V2 "policeai-statement/v2\n" /* as long */
#define KEY_PREFIX "policeai-key/"

static const int64_t seq_max = ((int64_t)1 << 53) - 1;

void key_name_of(char name[KEY_NAME_SIZE], const struct sig_public *public)
{
    struct sha256 digest = sha256_of(str_n((const char *)public->bytes, SIG_PUBLIC_SIZE));
    memcpy(name, KEY_PREFIX, sizeof KEY_PREFIX - 1);
    hex_encode(name + sizeof KEY_PREFIX - 1, digest.bytes, 16);
}

bool key_name_valid(struct str name)
{
    return str_starts(name, STR(KEY_PREFIX)) &&
           hex_is(str_from(name, sizeof KEY_PREFIX - 1), 32);
}

bool subject_valid(struct str subject)
{
    return hex_is(subject, 32);
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool type_name_valid(struct str name)
{
    if (name.n == 0 || !is_lower(name.p[0])) {
        return false;
    }
    bool after_mark = false;
    for (size_t i = 0; i < name.n; i++) {
        bool mark = name.p[i] == '.' || name.p[i] == '-';
        if ((mark && after_mark) || (!mark && !is_lower(name.p[i]) && !is_digit(name.p[i]))) {
            return false;
        }
        after_mark = mark;
    }
    return !after_mark;
}

bool statement_type_valid(struct str type)
{
    size_t slash = str_find(type, STR("/"));
    if (slash == SIZE_MAX || !type_name_valid(str_sub(type, 0, slash))) {
        return false;
    }
    struct str version = str_from(type, slash + 1);
    if (version.n == 0 || version.p[0] == '0') {
        return false;
    }
    for (size_t i = 0; i < version.n; i++) {
        if (!is_digit(version.p[i])) {
            return false;
        }
    }
    return true;
}

static enum err_code check_prev(const struct statement *header, struct err *err)
{
    for (size_t i = 0; i < header->prev_count; i++) {
        if (!hex_is(header->prev[i], 64)) {
            return err_set(err, ERR_FORMAT, "statement: prev %zu is not a statement id", i);
        }
        if (i > 0 && str_cmp(header->prev[i - 1], header->prev[i]) >= 0) {
            return err_set(err, ERR_FORMAT,
                           "statement: prev is not sorted, or holds an id twice");
        }
    }
    return ERR_OK;
}

static enum err_code check_header(const struct statement *header, struct err *err)
{
    if (!key_name_valid(header->by)) {
        return err_set(err, ERR_FORMAT, "statement: by is not a key name (policeai-key/HEX32)");
    }
    if (!subject_valid(header->subject)) {
        return err_set(err, ERR_FORMAT, "statement: subject is not 32 hexadecimal digits");
    }
    if (!statement_type_valid(header->type)) {
        return err_set(err, ERR_FORMAT, "statement: type is not of the form name/N");
    }
    if (header->seq < 0 || header->seq > seq_max) {
        return err_set(err, ERR_FORMAT, "statement: seq %lld is out of range",
                       (long long)header->seq);
    }
    return check_prev(header, err);
}

enum err_code statement_text(struct strbuf *out, const struct statement *header,
                             struct err *err)
{
    TRY(check_header(header, err));
    char at[TIME_SIZE];
    char body[SHA256_HEX_SIZE];
    time_format(at, header->at);
    sha256_hex(body, &header->body);
    strbuf_puts(out, FIRST_LINE);
    struct jsonw json;
    jsonw_init(&json, out);
    jsonw_object(&json);
    jsonw_member(&json, "at", at);
    jsonw_member(&json, "body", body);
    jsonw_member_str(&json, "by", header->by);
    jsonw_key(&json, "prev");
    jsonw_array(&json);
    for (size_t i = 0; i < header->prev_count; i++) {
        jsonw_str(&json, header->prev[i]);
    }
    jsonw_end(&json);
    jsonw_member_int(&json, "seq", header->seq);
    jsonw_member_str(&json, "subject", header->subject);
    jsonw_member_str(&json, "type", header->type);
    jsonw_end(&json);
    strbuf_putc(out, '\n');
    return ERR_OK;
}

enum err_code statement_sign(struct strbuf *out, const struct statement *header,
                             const struct sig_secret *secret, struct err *err)
{
    char name[KEY_NAME_SIZE];
    key_name_of(name, &secret->public);
    if (!str_is(header->by, name)) {
        return err_set(err, ERR_INVALID, "statement: by is %.*s, the key is %s",
                       STR_ARG(header->by), name);
    }
    struct strbuf text;
    strbuf_init(&text, LIMIT_LEAF);
    struct strbuf note;
    strbuf_init(&note, LIMIT_LEAF);
    enum err_code code = ERR_OK;
    TRY_OUT(statement_text(&text, header, err));
    TRY_OUT(strbuf_check(&text, "the statement", err));
    note_sign(&note, strbuf_view(&text), header->by, secret);
    TRY_OUT(strbuf_check(&note, "the statement", err));
    strbuf_str(out, strbuf_view(&note));
    TRY_OUT(strbuf_check(out, "the statement", err));
out:
    strbuf_release(&text);
    strbuf_release(&note);
    return code;
}

static enum err_code read_prev(struct arena *arena, const struct js *json,
                               struct statement *header, struct err *err)
{
    const struct js *prev = NULL;
    TRY(js_need(json, "prev", JS_ARRAY, &prev, err));
    size_t count = prev->array.count;
    struct str *ids = arena_alloc(arena, (count + 1) * sizeof *ids);
    for (size_t i = 0; i < count; i++) {
        if (prev->array.items[i].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "statement: prev %zu is not a string", i);
        }
        ids[i] = prev->array.items[i].string;
    }
    header->prev = ids;
    header->prev_count = count;
    return ERR_OK;
}

static enum err_code read_header(struct arena *arena, struct str text, struct statement *header,
                                 struct err *err)
{
    static const char *const names[] = {"at",  "body",    "by",   "prev",
                                        "seq", "subject", "type", NULL};
    struct js *json;
    TRY(canon_parse(arena, text, &json, err));
    if (json->type != JS_OBJECT) {
        return err_set(err, ERR_FORMAT, "statement: the header is not an object");
    }
    TRY(js_only(json, names, err));
    struct str at;
    struct str body;
    TRY(js_need_str(json, "at", &at, err));
    TRY(js_need_str(json, "body", &body, err));
    TRY(js_need_str(json, "by", &header->by, err));
    TRY(read_prev(arena, json, header, err));
    TRY(js_need_int(json, "seq", 0, seq_max, &header->seq, err));
    TRY(js_need_str(json, "subject", &header->subject, err));
    TRY(js_need_str(json, "type", &header->type, err));
    if (!time_parse(at, &header->at)) {
        return err_set(err, ERR_FORMAT, "statement: at is not a time (YYYY-MM-DDTHH:MM:SSZ)");
    }
    if (!sha256_from_hex(&header->body, body)) {
        return err_set(err, ERR_FORMAT, "statement: body is not 64 hexadecimal digits");
    }
    return check_header(header, err);
}

enum err_code statement_parse(struct arena *arena, struct str bytes,
                              struct signed_statement *statement, struct err *err)
{
    if (bytes.n > LIMIT_LEAF) {
        return err_set(err, ERR_LIMIT, "statement: %zu bytes, at most %u are allowed", bytes.n,
                       LIMIT_LEAF);
    }
    memset(statement, 0, sizeof *statement);
    struct note *note = &statement->note;
    TRY(note_parse(arena, bytes, note, err));
    if (!str_starts(note->text, STR(FIRST_LINE)) &&
        !str_starts(note->text, STR(FIRST_LINE_V2))) {
        return err_set(err, ERR_FORMAT,
                       "statement: the first line is not policeai-statement/v1 or /v2");
    }
    statement->version = str_starts(note->text, STR(FIRST_LINE)) ? STATEMENT_V1 : STATEMENT_V2;
    struct str json = str_from(note->text, sizeof FIRST_LINE - 1);
    if (json.n == 0) {
        return err_set(err, ERR_FORMAT, "statement: no header");
    }
    TRY(read_header(arena, str_sub(json, 0, json.n - 1), &statement->header, err));
    if (note->count != 1) {
        return err_set(err, ERR_FORMAT,
                       "statement: %zu signature lines, exactly one is allowed", note->count);
    }
    if (!str_eq(note->signatures[0].name, statement->header.by)) {
        return err_set(err, ERR_FORMAT, "statement: signed by %.*s, but by is %.*s",
                       STR_ARG(note->signatures[0].name), STR_ARG(statement->header.by));
    }
    if (statement->version == STATEMENT_V1 && note->signatures[0].bytes.n != SIG_SIZE) {
        return err_set(err, ERR_FORMAT, "statement: the signature has %zu bytes, not %d",
                       note->signatures[0].bytes.n, SIG_SIZE);
    }
    statement->bytes = bytes;
    statement_id_of(statement->id, note->text);
    return ERR_OK;
}

enum err_code statement_verify(const struct signed_statement *statement,
                               const struct sig_public *public, struct err *err)
{
    char name[KEY_NAME_SIZE];
    key_name_of(name, public);
    if (statement->version != STATEMENT_V1) {
        return err_set(err, ERR_UNSUPPORTED,
                       "statement %s: signed by an algorithm that is not known here "
                       "(policeai-statement/v2)",
                       statement->id);
    }
    if (!str_is(statement->header.by, name)) {
        return err_set(err, ERR_INVALID, "statement: by is %.*s, the key is %s",
                       STR_ARG(statement->header.by), name);
    }
    struct note_key key = note_key_of(str_of(name), public);
    if (note_verify(&statement->note, &key, err) != ERR_OK) {
        return err_set(err, ERR_INVALID, "statement %s: the signature of %s is bad",
                       statement->id, name);
    }
    return ERR_OK;
}

void statement_id_of(char id[STATEMENT_ID_SIZE], struct str note_text)
{
    struct sha256 digest = sha256_of(note_text);
    sha256_hex(id, &digest);
}
