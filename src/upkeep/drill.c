/* See drill.h. */
#include "upkeep/drill.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "crypto/random.h"
#include "ledger/checkpoint.h"
#include "record/audit.h"
#include "record/key_admin.h"
#include "record/last_signed.h"
#include "record/projection.h"
#include "upkeep/backup.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct drill {
    struct arena *arena;
    const struct datadir *real;
    const struct drill_choice *choice;
    const char *scratch;
    struct datadir restored; /* the backup's folder, public.db in the scratch folder */
    struct db *db;
    struct leaf_log log;
};

static enum err_code make_backup(struct drill *drill, const char **words, struct err *err)
{
    struct backup_report report;
    const char *to = drill->choice->backup;
    if (to == NULL) {
        to = arena_printf(drill->arena, "%s/backup", drill->scratch);
        TRY(backup_make(drill->arena, drill->real, to, &report, err));
        *words = arena_printf(drill->arena, "made now: %" PRIu64 " files, %" PRIu64 " bytes",
                              report.files, report.bytes);
    } else {
        *words = arena_printf(drill->arena, "%s is taken", to);
    }
    TRY(datadir_at(drill->arena, to, &drill->restored, err));
    drill->restored.public_db = arena_printf(drill->arena, "%s/public.db", drill->scratch);
    return file_exists(drill->restored.ledger_db)
               ? ERR_OK
               : err_set(err, ERR_NOT_FOUND, "%s holds no ledger.db", to);
}

/* The whole audit of what lies in the backup, and how far it is behind. */
static enum err_code restore(struct drill *drill, const char **words, struct err *err)
{
    struct audit_report report;
    struct last_signed last;
    const char *path = arena_printf(drill->arena, "%s/last-signed", drill->real->keys);
    TRY(db_open(&drill->db, drill->restored.ledger_db, DB_READ, err));
    TRY(leaf_log_open(&drill->log, drill->db, LOG_PUBLIC, err));
    TRY(audit_log(drill->arena, drill->restored.log, NULL, &report, err));
    TRY(last_signed_read(&last, path, err));
    uint64_t size = drill->log.range.size;
    if (report.size > size) {
        return err_set(err, ERR_CONFLICT,
                       "its log/ has %" PRIu64 " leaves, its ledger.db %" PRIu64, report.size,
                       size);
    }
    if (last.size > size) {
        return err_set(err, ERR_CONFLICT,
                       "it is old: the last %" PRIu64 " of %" PRIu64
                       " signed statements would be lost, and the keeper would not sign on",
                       last.size - size, last.size);
    }
    *words = arena_printf(drill->arena, "%" PRIu64 " statements, all of them hold", size);
    return ERR_OK;
}

static enum err_code rebuild(struct drill *drill, const char **words, struct err *err)
{
    struct projection projection = {0};
    struct str note;
    const char *path = arena_printf(drill->arena, "%s/checkpoint", drill->restored.log);
    TRY(file_read(drill->arena, path, LIMIT_NOTE, &note, err));
    TRY(projection_open(&projection, &drill->restored, &drill->log, err));
    enum err_code code = projection_advance(&projection, &drill->log, note, err);
    uint64_t size = projection.size;
    projection_close(&projection);
    TRY(code);
    *words = arena_printf(drill->arena, "public.db made again from %" PRIu64 " leaves", size);
    return ERR_OK;
}

/* key.replaced/1 for the standing statement key, signed and judged, never appended. */
static enum err_code sign_and_judge(struct drill *drill, struct keyring *keyring,
                                    const struct keyring_key *old,
                                    const struct sig_secret *signer, struct err *err)
{
    char by[KEY_NAME_SIZE];
    struct signed_statement statement;
    struct js *value;
    struct strbuf note;
    struct str *prev;
    struct salt salt;
    bool late;
    struct sig_secret fresh = sig_generate();
    struct str body =
        key_admin_replacement(drill->arena, key_admin_vkey(drill->arena, &fresh.public), old);
    sig_secret_wipe(&fresh);
    key_name_of(by, &signer->public);
    struct statement header = {.at = drill->log.last_at,
                               .by = str_of(by),
                               .subject = str_of(old->subject),
                               .type = STR("key.replaced/1")};
    TRY(leaf_log_next_seq(&drill->log, header.by, &header.seq, err));
    TRY(leaf_log_heads(&drill->log, drill->arena, header.subject, &prev, &header.prev_count,
                       err));
    header.prev = prev;
    random_bytes(salt.bytes, sizeof salt.bytes);
    header.body = body_commitment(&salt, header.subject, header.type, body);
    strbuf_init(&note, LIMIT_LEAF);
    enum err_code code = statement_sign(&note, &header, signer, err);
    struct str bytes = arena_str(drill->arena, strbuf_view(&note));
    strbuf_release(&note);
    TRY(code);
    TRY(statement_parse(drill->arena, bytes, &statement, err));
    TRY(canon_parse(drill->arena, body, &value, err));
    TRY(keyring_judge(keyring, &statement, value, drill->log.range.size, &late, err));
    return keyring_apply(keyring, &statement.header, value, drill->log.range.size, err);
}

static const struct keyring_key *standing_key(const struct keyring *keyring)
{
    for (size_t i = 0; i < keyring_count(keyring); i++) {
        const struct keyring_key *key = keyring_at(keyring, i);
        if (key->use == KEY_STATEMENT && !key->away && key->until == UINT64_MAX) {
            return key;
        }
    }
    return NULL;
}

static enum err_code rotate(struct drill *drill, const char **words, struct err *err)
{
    struct keyring *keyring;
    struct sig_secret signer;
    const char *file = drill->choice->key != NULL
                           ? drill->choice->key
                           : arena_printf(drill->arena, "%s/centre", drill->real->keys);
    TRY(sig_secret_load(file, &signer, err));
    enum err_code code = key_admin_load(&drill->restored, &keyring, err);
    if (code == ERR_OK) {
        const struct keyring_key *old = standing_key(keyring);
        code = old != NULL ? sign_and_judge(drill, keyring, old, &signer, err)
                           : err_set(err, ERR_NOT_FOUND, "no statement key stands");
        keyring_free(keyring);
    }
    sig_secret_wipe(&signer);
    *words = "a new statement key would take the old one's place; nothing was appended";
    return code;
}

/* Leaf 0 with this program: signature, body, proof. */
static enum err_code oldest(struct drill *drill, const char **words, struct err *err)
{
    struct leaf leaf;
    struct signed_statement statement;
    struct js *value;
    struct merkle_proof proof;
    struct keyring *keyring = keyring_new();
    bool late;
    struct arena *arena = drill->arena;
    char at[TIME_SIZE];
    enum err_code code = leaf_log_get(&drill->log, arena, 0, &leaf, err);
    if (code == ERR_OK) {
        code = statement_parse(arena, leaf.note, &statement, err);
    }
    if (code == ERR_OK) {
        code = canon_parse(arena, leaf.body, &value, err);
    }
    if (code == ERR_OK) {
        code = keyring_judge(keyring, &statement, value, 0, &late, err);
    }
    keyring_free(keyring);
    TRY(code);
    TRY(body_verify(&statement.header, &leaf.salt, leaf.body, err));
    struct sha256 hash = merkle_leaf(leaf.note);
    uint64_t size = drill->log.range.size;
    TRY(merkle_prove_inclusion(&proof, 0, size, leaf_log_node, &drill->log, err));
    TRY(merkle_verify_inclusion(&proof, 0, size, &hash, &drill->log.root, err));
    time_format(at, statement.header.at);
    *words = arena_printf(arena, "leaf 0 of %s: signature, body and proof hold", at);
    return ERR_OK;
}

static bool take_step(struct drill *drill, struct drill_step *step, const char *name,
                      enum err_code (*run)(struct drill *, const char **, struct err *))
{
    struct err err = {0};
    int64_t start = clock_monotonic_us();
    *step = (struct drill_step){.name = name, .tried = true, .words = ""};
    step->holds = run(drill, &step->words, &err) == ERR_OK;
    step->microseconds = clock_monotonic_us() - start;
    if (!step->holds) {
        step->words = arena_strdup(drill->arena, err.message);
    }
    return step->holds;
}

enum err_code drill_run(struct arena *arena, const struct datadir *dir,
                        const struct drill_choice *choice, struct drill_step steps[DRILL_STEPS],
                        struct err *err)
{
    static const char *const names[DRILL_STEPS] = {"backup", "restore", "rebuild", "rotate",
                                                   "oldest"};
    struct drill drill = {.arena = arena, .real = dir, .choice = choice};
    if (!file_exists(dir->ledger_db)) {
        return err_set(err, ERR_NOT_FOUND, "%s holds no log", dir->root);
    }
    char *scratch = arena_printf(arena, "%s/policeai-drill-XXXXXX", choice->scratch);
    if (mkdtemp(scratch) == NULL) {
        return err_errno(err, "cannot make a folder in %s", choice->scratch);
    }
    drill.scratch = scratch;
    for (size_t i = 0; i < DRILL_STEPS; i++) {
        steps[i] = (struct drill_step){.name = names[i], .words = "not tried"};
    }
    if (take_step(&drill, &steps[0], names[0], make_backup) &&
        take_step(&drill, &steps[1], names[1], restore)) {
        take_step(&drill, &steps[2], names[2], rebuild);
        take_step(&drill, &steps[3], names[3], rotate);
        take_step(&drill, &steps[4], names[4], oldest);
    }
    db_close(drill.db);
    return file_remove_tree(scratch, err);
}
