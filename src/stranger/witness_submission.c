/* See witness_submission.h. */
#include "stranger/witness_submission.h"

#include "base/encode.h"

#include <string.h>

#define OLD "old "

static enum err_code read_hash(struct str line, struct sha256 *hash, struct err *err)
{
    struct strbuf raw;
    strbuf_init(&raw, 64);
    /* the longest text of 32 bytes is 44 characters: nothing longer is decoded */
    bool good = line.n == 44 && base64_decode(&raw, line) && raw.n == SHA256_SIZE;
    if (good) {
        memcpy(hash->bytes, raw.p, SHA256_SIZE);
    }
    strbuf_release(&raw);
    return good ? ERR_OK : err_set(err, ERR_FORMAT, "not base64 of 32 bytes");
}

enum err_code witness_submission_parse(struct str text, struct witness_submission *submission,
                                       struct err *err)
{
    struct str rest = text;
    struct str line;
    *submission = (struct witness_submission){0};
    if (!str_split(&rest, '\n', &line) || rest.p == NULL || !str_starts(line, STR(OLD)) ||
        !str_to_u64(str_from(line, strlen(OLD)), MERKLE_SIZE_MAX, &submission->old)) {
        return err_set(err, ERR_FORMAT, "line 1 is not \"old SIZE\"");
    }
    for (size_t number = 2; str_split(&rest, '\n', &line) && rest.p != NULL; number++) {
        if (line.n == 0) {
            submission->checkpoint = rest;
            return ERR_OK;
        }
        if (submission->proof.count == WITNESS_PROOF_LINES) {
            return err_set(err, ERR_FORMAT, "more than %d lines of proof", WITNESS_PROOF_LINES);
        }
        struct sha256 *hash = &submission->proof.hashes[submission->proof.count++];
        if (read_hash(line, hash, err) != ERR_OK) {
            err_prefix(err, "line %zu", number);
            return ERR_FORMAT;
        }
    }
    return err_set(err, ERR_FORMAT, "no empty line between proof and checkpoint");
}
