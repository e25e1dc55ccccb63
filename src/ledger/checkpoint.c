/* Checkpoints; see checkpoint.h. */
#include "ledger/checkpoint.h"

#include "base/encode.h"
#include "base/limits.h"
#include "ledger/merkle.h"

#include <string.h>

#define DEMO_PREFIX "demo.invalid/"

void checkpoint_demo_origin(char origin[DEMO_ORIGIN_SIZE], const struct sig_public *log_key)
{
    struct sha256 digest = sha256_of(str_n((const char *)log_key->bytes, SIG_PUBLIC_SIZE));
    memcpy(origin, DEMO_PREFIX, sizeof DEMO_PREFIX - 1);
    hex_encode(origin + sizeof DEMO_PREFIX - 1, digest.bytes, 8);
}

void checkpoint_text(struct strbuf *out, const struct checkpoint *head)
{
    if (!note_name_valid(head->origin)) {
        BUG("checkpoint of an origin that is no key name");
    }
    strbuf_printf(out, "%.*s\n%llu\n", STR_ARG(head->origin), (unsigned long long)head->size);
    base64_encode(out, head->root.bytes, SHA256_SIZE);
    strbuf_putc(out, '\n');
}

void checkpoint_sign(struct strbuf *out, const struct checkpoint *head,
                     const struct sig_secret *log_key)
{
    struct strbuf text;
    strbuf_init(&text, LIMIT_NOTE);
    checkpoint_text(&text, head);
    note_sign(out, strbuf_view(&text), head->origin, log_key);
    strbuf_release(&text);
}

static bool read_root(struct str line, struct sha256 *root)
{
    struct strbuf raw;
    strbuf_init(&raw, 64);
    bool good = base64_decode(&raw, line) && raw.n == SHA256_SIZE;
    if (good) {
        memcpy(root->bytes, raw.p, SHA256_SIZE);
    }
    strbuf_release(&raw);
    return good;
}

enum err_code checkpoint_parse(struct arena *arena, struct str bytes,
                               struct signed_checkpoint *checkpoint, struct err *err)
{
    struct str line[4];
    memset(checkpoint, 0, sizeof *checkpoint);
    if (bytes.n > LIMIT_NOTE) {
        return err_set(err, ERR_LIMIT, "checkpoint: larger than %u bytes", LIMIT_NOTE);
    }
    TRY(note_parse(arena, bytes, &checkpoint->note, err));
    struct str rest = checkpoint->note.text;
    for (size_t i = 0; i < 4; i++) {
        if (!str_split(&rest, '\n', &line[i])) {
            return err_set(err, ERR_FORMAT, "checkpoint: needs origin, size and root");
        }
    }
    if (line[3].n != 0 || rest.p != NULL) {
        return err_set(err, ERR_FORMAT, "checkpoint: has extension lines");
    }
    struct checkpoint *head = &checkpoint->head;
    head->origin = line[0];
    if (!note_name_valid(head->origin)) {
        return err_set(err, ERR_FORMAT, "checkpoint: the origin is no key name");
    }
    if (!str_to_u64(line[1], MERKLE_SIZE_MAX, &head->size)) {
        return err_set(err, ERR_FORMAT, "checkpoint: the size is no number");
    }
    if (!read_root(line[2], &head->root)) {
        return err_set(err, ERR_FORMAT, "checkpoint: the root is not base64 of 32 bytes");
    }
    checkpoint->bytes = bytes;
    return ERR_OK;
}

enum err_code checkpoint_verify(const struct signed_checkpoint *checkpoint,
                                const struct note_key *log_key, struct err *err)
{
    if (!str_eq(checkpoint->head.origin, log_key->name)) {
        return err_set(err, ERR_INVALID, "checkpoint: of %.*s, the key is of %.*s",
                       STR_ARG(checkpoint->head.origin), STR_ARG(log_key->name));
    }
    if (note_verify(&checkpoint->note, log_key, err) != ERR_OK) {
        return err_set(err, ERR_INVALID, "checkpoint: no good signature of %.*s",
                       STR_ARG(log_key->name));
    }
    return ERR_OK;
}
