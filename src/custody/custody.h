/* Sealed benchmarks in custody: their items are opened through here alone, and each opening
 * stands in the private log before a file of theirs is read.
 *
 *     data/custody/HEX16/       0700; HEX16: the first digits of the digest of benchmark.json
 *       custody.json   what was stated of the set, and the secret of what was planted in it
 *       set/           benchmark.json, items.jsonl, files (0600)
 *       runs/KEY/      runs that were answered by the Ladder: results, never published
 *       evidence/      of evidence that was issued: results, stats, figures, timing
 *       open-NUMBER    while an opening lasts
 *
 * An opening that cannot be recorded does not happen. Nothing in here prints, and nothing but a
 * bench leaves it.
 *
 *     struct custody_ask ask = {.act = CUSTODY_RUN, .terms = {...}, .query = true};
 *     TRY(custody_find(arena, data, "redaction-cases", &set, err));        NULL: not here
 *     TRY(custody_open(arena, keeper, set, &ask, &opening, &bench, err));
 *     ...
 *     custody_close(set, &opening);
 */
#ifndef POLICEAI_CUSTODY_CUSTODY_H
#define POLICEAI_CUSTODY_CUSTODY_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "bench/bench.h"
#include "record/keeper_client.h"
#include "store/datadir.h"

#include <stdbool.h>
#include <stdint.h>

/* The words of "act" in sealed.opened/1, in this order. */
enum custody_act {
    CUSTODY_RUN,       /* a tool was run on it here */
    CUSTODY_EXPORTED,  /* its inputs left, without answers */
    CUSTODY_SCORED,    /* answers that came back were scored */
    CUSTODY_ISSUED,    /* full figures of a run were issued as evidence */
    CUSTODY_VERIFIED,  /* evidence was recomputed */
    CUSTODY_LEAKS,     /* a folder was searched for its items */
    CUSTODY_TAKEN_OUT, /* it was copied out whole */
};
const char *custody_act_word(enum custody_act act);

struct custody_set {
    const char *folder;
    const char *items; /* the benchmark's folder in it */
    struct str id, version, title, task, metric, holder, sensitivity;
    struct str canary;     /* the text in each row of its files; n == 0: none */
    const char *subject;   /* of all statements about it */
    const char *statement; /* its benchmark.sealed/1 */
    char digest[SHA256_HEX_SIZE];
    int64_t budget;                    /* queries of one requester */
    int64_t item_count, cluster_count; /* of split test, without what was planted */
    double step;
    const struct js *planted; /* array of item ids, sorted */
};

/* The set that `word` means: ID, ID@VERSION, the digest, or a folder within data/custody; NULL
 * when none is so called. ERR_CONFLICT when several versions of ID are in custody. */
enum err_code custody_find(struct arena *arena, const struct datadir *data, const char *word,
                           struct custody_set **found, struct err *err) MUST_USE;
enum err_code custody_list(struct arena *arena, const struct datadir *data,
                           struct custody_set **sets, size_t *count, struct err *err) MUST_USE;

/* Who opens and why. `requester` is on whose behalf, as the custodian names them: whoever
 * learns something by it. NULL where nobody does. */
struct custody_terms {
    const char *role;
    const char *purpose;
    const char *requester;
    bool new_requester; /* one that this set has not seen yet */
};

struct custody_ask {
    enum custody_act act;
    struct custody_terms terms;
    bool query;       /* counts against the requester's budget */
    const char *run;  /* id of run.registered/1, or NULL */
    const char *tool; /* digest of its identity, or NULL */
};

struct custody_opening {
    int64_t number;    /* of all openings of the set, from 1 */
    int64_t query;     /* of the requester's queries, this one with it; 0: none was counted */
    const char *found; /* of its files, before: "as left", "read since", "changed since" or "not
                          told" */
};

/* Records the opening, then reads the set; `bench` has the planted items marked
 * (bench_item_is_planted), or pass NULL to read nothing. ERR_DENIED, with nothing recorded,
 * when the terms do not allow it or the budget is spent; ERR_INVALID, with the opening
 * recorded, when a file is not the one that was sealed. Needs custody_close. */
enum err_code custody_open(struct arena *arena, struct keeper_client *keeper,
                           const struct custody_set *set, const struct custody_ask *ask,
                           struct custody_opening *opening, struct bench **bench,
                           struct err *err) MUST_USE;
/* The set once more within an opening that lasts. */
enum err_code custody_reopen(const struct custody_set *set, struct bench **bench,
                             struct err *err) MUST_USE;
/* From here on a reading of the files is not ours. */
void custody_close(const struct custody_set *set, const struct custody_opening *opening);

/* What the private log says of a set. */
struct custody_event {
    struct str at, act, role, purpose, requester, run, found; /* n == 0: not said */
    int64_t number, query;
    bool removed; /* its body was removed: an opening of which no more is known */
};
struct custody_answered {
    struct str run, requester, released; /* released.n == 0: no figure could be told */
    int64_t query;
    bool improved;
    const struct js *planted; /* {"chance","given","of"}, or NULL */
};
struct custody_history {
    struct custody_event *openings;
    size_t opening_count;
    struct custody_answered *answers;
    size_t answer_count;
};
enum err_code custody_history(struct arena *arena, struct keeper_client *keeper,
                              const struct custody_set *set, struct custody_history *history,
                              struct err *err) MUST_USE;
/* Two names of a requester are one when they have the same letters and digits in the same
 * words, small or capital. */
bool custody_same_requester(struct str a, struct str b);
/* What all spellings of a name have in common; in the arena. */
struct str custody_requester(struct arena *arena, struct str name);
/* Queries a requester has spent; a removed opening counts for everybody. */
int64_t custody_queries(const struct custody_history *history, struct str requester);
/* "in the house", "seen by the supplier" (this requester's inputs left) or "have left the
 * house" (another's did, or the set was taken out). */
const char *custody_inputs(const struct custody_history *history, struct str requester);

/* What a run came to, and what of it the requester is told: the Ladder's answer (ladder.h) over
 * all their runs. The same run gets the same answer again. */
struct custody_score {
    const char *run;
    const char *requester;
    int64_t query;
    bool defined; /* `value` is a figure */
    double value;
    bool higher_is_better;
    int64_t planted_given, planted_of; /* of 0: nothing was planted */
    double planted_chance;
};
enum err_code custody_answer(struct arena *arena, struct keeper_client *keeper,
                             const struct custody_set *set, const struct custody_score *score,
                             struct custody_answered *answer, struct err *err) MUST_USE;

/* Takes a benchmark folder of exposure "sealed" into custody: a copy that nobody else can read,
 * its public statement, and the set. What benchmark.json and items.jsonl planted lies in
 * FOLDER/planted.json (plant.h), if there is one. ERR_CONFLICT when it is in custody. */
struct custody_plan {
    const struct datadir *data;
    const char *folder;
    const char *holder;
    int64_t budget;
    double step;
};
enum err_code custody_take(struct arena *arena, struct keeper_client *keeper,
                           const struct custody_plan *plan, struct custody_set **set,
                           struct err *err) MUST_USE;

#endif
