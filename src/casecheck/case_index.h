/* Who, when, where and what the documents of a case speak of, found by tools/index-case in the
 * sandbox and kept in the case file: only documents that were read since are looked at again.
 */
#ifndef POLICEAI_CASECHECK_CASE_INDEX_H
#define POLICEAI_CASECHECK_CASE_INDEX_H

#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

enum { CASE_INDEX_WORKERS_MAX = 64 };

struct case_index_plan {
    const char *checks;    /* the folder of programs that the host asks */
    const char *scratch;   /* a folder for this call */
    int64_t workers;       /* tools at work at once, 1 to CASE_INDEX_WORKERS_MAX */
    bool again;            /* those of case_index_failed are asked about once more */
    bool (*stopped)(void); /* MAY be NULL */
    void (*progress)(void *data, int64_t done, int64_t left); /* MAY be NULL */
    void *data;
};
/* `db` is open for writing, with casecheck's tables. Each lot of documents is one transaction;
 * killed anywhere, the next call goes on. A lot that gets no good answer is asked about again
 * in parts, down to single documents; one of which there is none then either is taken for
 * indexed, with nothing found, and is one of case_index_failed. ERR_CANCELLED when it was
 * stopped: what was indexed by then is kept. */
enum err_code case_index_update(struct db *db, const struct case_index_plan *plan,
                                struct err *err) MUST_USE;
/* Documents that were read and are not indexed yet. */
enum err_code case_index_waiting(struct db *db, int64_t *count, struct err *err) MUST_USE;

/* Documents that the tool gave no good answer about, and why; a later version of the tool is
 * asked again, or the same one with `again` of the plan. *count: how many there are in all. */
enum err_code case_index_failed(struct db *db, int64_t max,
                                void (*each)(void *data, int64_t document, struct str path,
                                             struct str why),
                                void *data, int64_t *count, struct err *err) MUST_USE;

/* Something that is spoken of; texts are lent for the call. */
struct case_thing {
    struct str kind; /* person, phone, vehicle, place, mail, exhibit */
    struct str key;  /* by which it is known again: "ann lee", "07700900123", "AB12CDE" */
    struct str text; /* as first written */
    struct str also; /* of a person: how else they are written, with commas between; "" */
    int64_t mentions, documents;
};
/* Those of a kind ("" all), the most documents first, then the most mentions. */
enum err_code case_things(struct db *db, struct str kind, int64_t max,
                          void (*each)(void *data, const struct case_thing *thing), void *data,
                          struct err *err) MUST_USE;

/* How many of a kind there are ("" all). */
enum err_code case_things_count(struct db *db, struct str kind, int64_t *count,
                                struct err *err) MUST_USE;

struct case_mention {
    int64_t document, page, start, end;
    struct str path, text;
};
/* Where it is spoken of, by document and page. */
enum err_code case_mentions(struct db *db, struct str kind, struct str key, int64_t max,
                            void (*each)(void *data, const struct case_mention *mention),
                            void *data, struct err *err) MUST_USE;

struct case_moment {
    struct str day;  /* "2026-03-14"; "--03-14": its year is not said */
    int64_t minute;  /* of the day, -1: none is said */
    struct str time; /* "", "about", "half day": nothing says which half */
    struct str how;  /* "": the day is said there; "reckoned": by the one at the anchor; "by the
                        document's day" */
    int64_t document, page, start, end;
    int64_t anchor_start, anchor_end;
    int64_t sentence_start, sentence_end;
    struct str path, sentence; /* at most 600 bytes */
};
/* In the order of time, days without a year last; from and to "" or days ("2026-03-14"), both
 * included; `words` "" or what the sentence must hold (ASCII case aside). *found: how many
 * there are in all. */
enum err_code case_timeline(struct db *db, struct str from, struct str to, struct str words,
                            int64_t max, int64_t *found,
                            void (*each)(void *data, const struct case_moment *moment),
                            void *data, struct err *err) MUST_USE;

#endif
