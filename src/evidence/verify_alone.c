/* The level "log" of verify.h for whoever has no tables: from two proofs and two keys. */
#include "evidence/verify_state.h"

#include "base/file.h"
#include "base/limits.h"
#include "ledger/tlogproof.h"

/* A statement as a proof beside the envelope carries it. */
struct carried {
    uint64_t index;
    struct signed_statement statement;
    struct str body;
};

static enum err_code read_proof(struct verification *verification, const char *ending,
                                struct tlogproof *proof, struct tlogproof_extra *extra,
                                struct err *err)
{
    struct str text;
    const char *path = arena_printf(verification->arena, "%s%s", verification->stem, ending);
    if (!file_exists(path)) {
        return err_set(err, ERR_NOT_FOUND, "bring %s and lay it beside the evidence", path);
    }
    TRY(file_read(verification->arena, path, 4 * LIMIT_BODY, &text, err));
    TRY(tlogproof_parse(verification->arena, text, proof, err));
    return proof->has_extra
               ? tlogproof_extra_parse(proof->extra, extra, err)
               : err_set(err, ERR_NOT_FOUND, "%s does not carry the statement", path);
}

/* In the log, signed by the issuer, and its body is what it commits to. */
static enum err_code open_carried(struct verification *verification, const char *ending,
                                  const struct note_key *log_key, const struct note_key *issuer,
                                  struct carried *carried, struct err *err)
{
    struct tlogproof proof;
    struct tlogproof_extra extra;
    struct signed_checkpoint checkpoint;
    const struct statement *header = &carried->statement.header;
    bool understood;
    TRY(read_proof(verification, ending, &proof, &extra, err));
    TRY(tlogproof_verify(verification->arena, &proof, extra.entry, log_key, &checkpoint, err));
    TRY(statement_parse(verification->arena, extra.entry, &carried->statement, err));
    if (!str_eq(header->by, issuer->name)) {
        return err_set(err, ERR_INVALID, "signed by %.*s, not by the key of --signer",
                       STR_ARG(header->by));
    }
    TRY(statement_verify(&carried->statement, &issuer->public, err));
    TRY(body_verify(header, &extra.salt, extra.body, err));
    TRY(body_check(verification->arena, header->type, extra.body, &understood, err));
    carried->index = proof.index;
    carried->body = extra.body;
    return ERR_OK;
}

/* Registered before it was scored: the predicate's checkpoint covers the run's leaf. */
static enum err_code check_run(struct verification *verification, const struct carried *run,
                               const struct note_key *log_key, struct err *err)
{
    struct signed_checkpoint checkpoint;
    if (!str_is(run->statement.header.type, "run.registered/1") ||
        !str_eq(str_of(run->statement.id), verification->predicate.run)) {
        return err_set(err, ERR_INVALID, "the proof of the run is of another statement");
    }
    TRY(verify_run_says(verification, run->body, err));
    TRY(checkpoint_parse(verification->arena, verification->predicate.checkpoint, &checkpoint,
                         err));
    TRY(checkpoint_verify(&checkpoint, log_key, err));
    return checkpoint.head.size > run->index
               ? ERR_OK
               : err_set(err, ERR_INVALID, "its checkpoint does not cover the run");
}

enum err_code verify_log_alone(struct verification *verification, struct err *err)
{
    const struct verify_plan *plan = verification->plan;
    struct note_key log_key;
    struct note_key issuer;
    struct carried issued;
    struct carried run;
    if (plan->log_key == NULL || plan->issuer == NULL) {
        return err_set(err, ERR_NOT_FOUND,
                       "the log is not here: give its --data, or --log-key and --signer");
    }
    TRY(vkey_parse(str_of(plan->log_key), &log_key, err));
    TRY(vkey_parse(str_of(plan->issuer), &issuer, err));
    TRY(open_carried(verification, ".tlog-proof", &log_key, &issuer, &issued, err));
    TRY(verify_issued_says(verification, issued.statement.header.type, issued.body, err));
    TRY(open_carried(verification, ".run.tlog-proof", &log_key, &issuer, &run, err));
    return check_run(verification, &run, &log_key, err);
}
