/* Logs of any statements, for tests: keys, salts and times follow from a label alone, so that
 * the same calls make the same bytes. Nothing is judged but the shape of bodies: a test may
 * write what a keeper would refuse. Whatever goes wrong ends the program. */
#ifndef POLICEAI_TESTS_LOG_MAKER_H
#define POLICEAI_TESTS_LOG_MAKER_H

#include "base/arena.h"
#include "base/err.h"
#include "crypto/note.h"
#include "ledger/statement.h"
#include "record/leaf_log.h"
#include "store/datadir.h"

#include <stdint.h>

enum {
    MAKER_CENTRE,
    MAKER_RECOVERY,
    MAKER_LOG,
    MAKER_KEEPER,
    MAKER_STATEMENT,
    MAKER_EVIDENCE,
    MAKER_AWAY,
    MAKER_FREE, /* from here on for the test to use */
    MAKER_KEYS = 24
};

struct log_maker {
    struct arena *arena;
    struct datadir dir;
    struct db *db;
    struct leaf_log log;
    const char *label;
    const char *origin;
    struct str continues; /* the checkpoint that genesis quotes; "" at first */
    struct sig_secret keys[MAKER_KEYS];
    char names[MAKER_KEYS][KEY_NAME_SIZE];
    const char *vkeys[MAKER_KEYS];    /* texts */
    const char *subjects[MAKER_KEYS]; /* of their introductions */
    int64_t seq[MAKER_KEYS];
    int64_t at;
    uint64_t made; /* salts and subjects so far */
    struct err err;
};

/* What may stand in place of the defaults of one statement. */
struct maker_entry {
    int by;
    const char *type;
    const char *subject; /* NULL: a fresh one */
    const struct str *prev;
    size_t prev_count;
    const char *body; /* JSON */
};

/* Makes the data folder; the log is empty. */
void log_maker_open(struct log_maker *maker, const char *folder, const char *label);
void log_maker_close(struct log_maker *maker);
/* 32 digits, never the same twice. */
const char *log_maker_subject(struct log_maker *maker);
/* The salt of the next statement, gap or private head. */
struct salt log_maker_salt(struct log_maker *maker);
/* Appends one leaf and returns its statement's id. */
const char *log_maker_add(struct log_maker *maker, const struct maker_entry *entry);
/* The same as a policeai-statement/v2: 2,420 made-up bytes of signature (as many as ML-DSA-44
 * has) in the name of the key, whose counter does not move. */
const char *log_maker_add_v2(struct log_maker *maker, const struct maker_entry *entry);
/* Genesis and the keys of the centre: keeper, statement, evidence. Five leaves with AWAY's. */
void log_maker_found(struct log_maker *maker);
const char *log_maker_introduce(struct log_maker *maker, int whom, const char *held,
                                const char *organisation, const char *use);
/* Signed head of the present size, in the arena. */
struct str log_maker_checkpoint(struct log_maker *maker);
/* tiles, bundles, bodies and checkpoint into dir.log */
void log_maker_publish(struct log_maker *maker);
/* Ends the program with place and words unless code is ERR_OK. */
void maker_must(enum err_code code, const struct err *err);

#endif
