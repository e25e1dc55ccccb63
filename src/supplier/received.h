/* What the centre has of a submission: submissions/ID/ of the data folder, private.
 *
 *     submission.note            what the supplier signed
 *     package/… or outputs.*     its files
 *     received.json              {"date","file"}: when, and the SHA-256 of the file that came
 *     claims.json                answers to its claims, once there is one
 *     results/NAME/              a result (lab/held.h); served.json, reply-N.note,
 * published.json
 *
 * submissions/suppliers/KEY is the key of a supplier as it was compared once: VKEY and a line
 * with its name. Acts are also statements of the private log: submission.received/1,
 * submission.served/1, submission.replied/1, submission.answered/1 (README.md). */
#ifndef POLICEAI_SUPPLIER_RECEIVED_H
#define POLICEAI_SUPPLIER_RECEIVED_H

#include "base/clock.h"
#include "lab/held.h"
#include "record/keeper_client.h"
#include "supplier/submission.h"

enum { RESULTS_MAX = 1000, REPLIES_MAX = 100 };

struct received {
    const char *folder;
    struct submission submission;
    struct str date; /* when it came */
};

/* Takes the file at `path` into the data folder, all of it or nothing, and states it in the
 * private log. `vkey`: the supplier's key as the supplier told it another way, needed the first
 * time, or NULL. Refused: what is no submission, is signed by a key that is not known here or
 * known for another supplier, has an id that is here, or a tool.json that says other things
 * than its note. `now`: seconds since 1970. */
enum err_code received_take(struct arena *arena, const struct datadir *dir, const char *path,
                            const char *vkey, int64_t now, struct received *received,
                            struct err *err) MUST_USE;
/* By id or the first digits of it that no other has. */
enum err_code received_open(struct arena *arena, const struct datadir *dir, const char *word,
                            struct received *received, struct err *err) MUST_USE;
/* Ids in order; none when there is no such folder. */
enum err_code received_list(struct arena *arena, const struct datadir *dir, const char ***ids,
                            size_t *count, struct err *err) MUST_USE;

/* One result of it. */
struct result_reply {
    const char *path;
    struct str bytes; /* the note */
    struct str date;  /* when it came */
    struct str text;  /* n == 0: a waiver */
};

struct result {
    const char *folder;
    struct held_result held;
    bool served;
    struct str served_on, until, source; /* when served */
    int64_t days;
    struct result_reply *replies; /* in the order in which they came */
    size_t reply_count;
    struct str published_on;  /* n == 0: its evidence is not published */
    size_t published_replies; /* how many had come by then */
};

/* All of them, by name. */
enum err_code results_read(struct arena *arena, const struct received *received,
                           struct result **results, size_t *count, struct err *err) MUST_USE;
/* The one that is meant: `run` is its run's id or the first digits of it, NULL the only one. */
enum err_code results_pick(struct arena *arena, const struct received *received,
                           const char *run, struct result *result, struct err *err) MUST_USE;

#endif
