/* Proof files; see tlogproof.h. */
#include "ledger/tlogproof.h"

#include "base/encode.h"
#include "base/limits.h"

#include <string.h>

#define FIRST_LINE "c2sp.org/tlog-proof@v1"

enum { EXTRA_MAX = 2 + LIMIT_LEAF + SALT_SIZE + LIMIT_BODY };

void tlogproof_compose(struct strbuf *out, const struct tlogproof *proof)
{
    strbuf_puts(out, FIRST_LINE "\n");
    if (proof->has_extra) {
        strbuf_puts(out, "extra ");
        base64_encode(out, proof->extra.p, proof->extra.n);
        strbuf_putc(out, '\n');
    }
    strbuf_printf(out, "index %llu\n", (unsigned long long)proof->index);
    for (size_t i = 0; i < proof->path.count; i++) {
        base64_encode(out, proof->path.hashes[i].bytes, SHA256_SIZE);
        strbuf_putc(out, '\n');
    }
    strbuf_putc(out, '\n');
    strbuf_str(out, proof->checkpoint);
}

static enum err_code read_base64(struct arena *arena, struct str line, size_t max,
                                 struct str *bytes, struct err *err)
{
    struct strbuf raw;
    strbuf_init(&raw, max);
    bool good = base64_decode(&raw, line);
    if (good) {
        *bytes = arena_str(arena, strbuf_view(&raw));
    }
    strbuf_release(&raw);
    return good ? ERR_OK : err_set(err, ERR_FORMAT, "proof: bad base64");
}

static enum err_code read_hash(struct arena *arena, struct str line, struct merkle_proof *path,
                               struct err *err)
{
    struct str bytes;
    if (path->count == MERKLE_PROOF_MAX) {
        return err_set(err, ERR_LIMIT, "proof: more than %d hashes", MERKLE_PROOF_MAX);
    }
    TRY(read_base64(arena, line, 64, &bytes, err));
    if (bytes.n != SHA256_SIZE) {
        return err_set(err, ERR_FORMAT, "proof: a hash of %zu bytes", bytes.n);
    }
    memcpy(path->hashes[path->count++].bytes, bytes.p, SHA256_SIZE);
    return ERR_OK;
}

enum err_code tlogproof_parse(struct arena *arena, struct str text, struct tlogproof *proof,
                              struct err *err)
{
    struct str rest = text;
    struct str line;
    memset(proof, 0, sizeof *proof);
    if (!str_split(&rest, '\n', &line) || !str_is(line, FIRST_LINE) ||
        !str_split(&rest, '\n', &line)) {
        return err_set(err, ERR_FORMAT, "proof: the first line is not " FIRST_LINE);
    }
    if (str_starts(line, STR("extra "))) {
        proof->has_extra = true;
        TRY(read_base64(arena, str_from(line, 6), EXTRA_MAX, &proof->extra, err));
        (void)str_split(&rest, '\n', &line);
    }
    if (!str_starts(line, STR("index ")) ||
        !str_to_u64(str_from(line, 6), MERKLE_SIZE_MAX, &proof->index)) {
        return err_set(err, ERR_FORMAT, "proof: no index");
    }
    while (str_split(&rest, '\n', &line) && line.n > 0) {
        TRY(read_hash(arena, line, &proof->path, err));
    }
    if (rest.p == NULL || rest.n == 0) {
        return err_set(err, ERR_FORMAT, "proof: no checkpoint");
    }
    proof->checkpoint = rest;
    return ERR_OK;
}

enum err_code tlogproof_verify(struct arena *arena, const struct tlogproof *proof,
                               struct str entry, const struct note_key *log_key,
                               struct signed_checkpoint *checkpoint, struct err *err)
{
    struct sha256 leaf = merkle_leaf(entry);
    TRY(checkpoint_parse(arena, proof->checkpoint, checkpoint, err));
    TRY(checkpoint_verify(checkpoint, log_key, err));
    return merkle_verify_inclusion(&proof->path, proof->index, checkpoint->head.size, &leaf,
                                   &checkpoint->head.root, err);
}

enum err_code tlogproof_extra_compose(struct strbuf *out, const struct tlogproof_extra *extra,
                                      struct err *err)
{
    if (extra->entry.n > LIMIT_LEAF || extra->body.n > LIMIT_BODY) {
        return err_set(err, ERR_LIMIT, "proof: entry or body over its limit");
    }
    unsigned char length[2] = {(unsigned char)(extra->entry.n >> 8),
                               (unsigned char)extra->entry.n};
    strbuf_add(out, length, sizeof length);
    strbuf_str(out, extra->entry);
    strbuf_add(out, extra->salt.bytes, SALT_SIZE);
    strbuf_str(out, extra->body);
    return strbuf_check(out, "the proof's extra", err);
}

enum err_code tlogproof_extra_parse(struct str bytes, struct tlogproof_extra *extra,
                                    struct err *err)
{
    size_t length = bytes.n >= 2
                        ? (size_t)(unsigned char)bytes.p[0] << 8 | (unsigned char)bytes.p[1]
                        : LIMIT_LEAF + 1;
    if (length > LIMIT_LEAF || bytes.n < 2 + length + SALT_SIZE) {
        return err_set(err, ERR_FORMAT, "proof: extra is cut short");
    }
    extra->entry = str_sub(bytes, 2, length);
    memcpy(extra->salt.bytes, bytes.p + 2 + length, SALT_SIZE);
    extra->body = str_from(bytes, 2 + length + SALT_SIZE);
    return ERR_OK;
}
