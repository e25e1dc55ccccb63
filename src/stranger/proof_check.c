/* See proof_check.h. */
#include "stranger/proof_check.h"

#include "base/file.h"
#include "ledger/body.h"
#include "ledger/tlogproof.h"
#include "store/db.h"
#include "stranger_sql.h"

#include <inttypes.h>
#include <stdio.h>

struct checking {
    struct arena *arena;
    const struct proof_plan *plan;
    struct db *db; /* or NULL */
    struct tlogproof proof;
    struct tlogproof_extra extra;
    struct signed_checkpoint checkpoint;
    struct signed_statement statement;
};

static enum err_code key_of_log(struct checking *checking, struct note_key *key,
                                struct err *err)
{
    struct db_query *query;
    bool row;
    if (checking->plan->log_key != NULL) {
        return vkey_parse(str_of(checking->plan->log_key), key, err);
    }
    if (checking->db == NULL) {
        return err_set(err, ERR_NOT_FOUND,
                       "the log's key is not known: give --key or the --data of its log");
    }
    TRY(db_prepare(checking->db, sql_proof_meta, &query, err));
    db_bind_text(query, 1, STR("log_key"));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "the log in --data is empty");
    }
    struct str vkey = arena_str(checking->arena, db_text(query, 0));
    db_reset(query);
    return vkey_parse(vkey, key, err);
}

static enum err_code check_checkpoint(struct checking *checking, struct err *err)
{
    struct note_key key;
    TRY(key_of_log(checking, &key, err));
    return checkpoint_verify(&checking->checkpoint, &key, err);
}

static enum err_code check_inclusion(struct checking *checking, struct err *err)
{
    if (!checking->proof.has_extra) {
        return err_set(err, ERR_NOT_FOUND, "the file does not carry the statement");
    }
    struct sha256 leaf = merkle_leaf(checking->extra.entry);
    return merkle_verify_inclusion(&checking->proof.path, checking->proof.index,
                                   checking->checkpoint.head.size, &leaf,
                                   &checking->checkpoint.head.root, err);
}

/* The key stood at the leaf, says the log in --data. */
static enum err_code key_in_tables(struct checking *checking, struct note_key *key,
                                   struct err *err)
{
    struct db_query *query;
    struct str by = checking->statement.header.by;
    int64_t index = (int64_t)checking->proof.index;
    bool row;
    TRY(db_prepare(checking->db, sql_proof_key, &query, err));
    db_bind_text(query, 1, by);
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_INVALID, "%.*s is no key of the log in --data", STR_ARG(by));
    }
    struct str vkey = arena_str(checking->arena, db_text(query, 0));
    bool stood =
        db_int(query, 2) <= index && (db_is_null(query, 3) || db_int(query, 3) >= index);
    db_reset(query);
    if (!stood) {
        return err_set(err, ERR_INVALID, "%.*s did not stand at leaf %" PRId64, STR_ARG(by),
                       index);
    }
    return vkey_parse(vkey, key, err);
}

static enum err_code check_statement(struct checking *checking, struct err *err)
{
    struct note_key key;
    if (!checking->proof.has_extra) {
        return err_set(err, ERR_NOT_FOUND, "the file does not carry the statement");
    }
    if (checking->statement.version != STATEMENT_V1) {
        return err_set(err, ERR_NOT_FOUND,
                       "signed by an algorithm that this version does not know "
                       "(policeai-statement/v2): not checked");
    }
    if (checking->plan->signer != NULL) {
        TRY(vkey_parse(str_of(checking->plan->signer), &key, err));
    } else if (checking->db != NULL) {
        TRY(key_in_tables(checking, &key, err));
    } else {
        return err_set(err, ERR_NOT_FOUND, "the key %.*s is not known: give --signer or --data",
                       STR_ARG(checking->statement.header.by));
    }
    return statement_verify(&checking->statement, &key.public, err);
}

static enum err_code check_body(struct checking *checking, struct err *err)
{
    bool understood;
    const struct statement *header = &checking->statement.header;
    if (!checking->proof.has_extra) {
        return err_set(err, ERR_NOT_FOUND, "the file does not carry the body");
    }
    TRY(body_verify(header, &checking->extra.salt, checking->extra.body, err));
    return body_check(checking->arena, header->type, checking->extra.body, &understood, err);
}

static void judge(struct checking *checking, struct proof_level *level,
                  enum err_code (*check)(struct checking *, struct err *))
{
    struct err err = {0};
    enum err_code code = check(checking, &err);
    level->state = code == ERR_OK          ? PROOF_HOLDS
                   : code == ERR_NOT_FOUND ? PROOF_MISSING
                                           : PROOF_FAILS;
    snprintf(level->words, sizeof level->words, "%s", code == ERR_OK ? "" : err.message);
}

static enum err_code read_parts(struct checking *checking, struct proof_report *report,
                                struct err *err)
{
    struct arena *arena = checking->arena;
    struct tlogproof *proof = &checking->proof;
    TRY(tlogproof_parse(arena, checking->plan->text, proof, err));
    TRY(checkpoint_parse(arena, proof->checkpoint, &checking->checkpoint, err));
    report->origin = checking->checkpoint.head.origin;
    report->size = checking->checkpoint.head.size;
    report->index = proof->index;
    if (!proof->has_extra) {
        return ERR_OK;
    }
    TRY(tlogproof_extra_parse(proof->extra, &checking->extra, err));
    TRY(statement_parse(arena, checking->extra.entry, &checking->statement, err));
    report->id = str_of(arena_strdup(arena, checking->statement.id));
    report->type = checking->statement.header.type;
    report->body = checking->extra.body;
    return ERR_OK;
}

enum err_code proof_check(struct arena *arena, const struct proof_plan *plan,
                          struct proof_report *report, struct err *err)
{
    static const struct {
        const char *name;
        enum err_code (*check)(struct checking *, struct err *);
    } levels[PROOF_LEVELS] = {{"checkpoint", check_checkpoint},
                              {"inclusion", check_inclusion},
                              {"statement", check_statement},
                              {"body", check_body}};
    struct checking checking = {.arena = arena, .plan = plan};
    *report = (struct proof_report){.origin = STR(""), .id = STR(""), .type = STR("")};
    TRY(read_parts(&checking, report, err));
    if (plan->public_db != NULL && file_exists(plan->public_db)) {
        TRY(db_open(&checking.db, plan->public_db, DB_READ, err));
    }
    for (size_t i = 0; i < PROOF_LEVELS; i++) {
        report->levels[i].name = levels[i].name;
        judge(&checking, &report->levels[i], levels[i].check);
    }
    db_close(checking.db);
    return ERR_OK;
}

int proof_exit_status(const struct proof_report *report)
{
    bool missing = false;
    for (size_t i = 0; i < PROOF_LEVELS; i++) {
        if (report->levels[i].state == PROOF_FAILS) {
            return 1;
        }
        missing = missing || report->levels[i].state == PROOF_MISSING;
    }
    return missing ? 4 : 0;
}

const char *proof_state_word(enum proof_state state)
{
    static const char *const words[] = {"holds", "missing", "fails"};
    return words[state];
}
