/* The check of a case file, kept in it: what it lacks, where its papers differ, what was done
 * about each finding. Rows of the case file (sql/casecheck.sql), each act of a person a line of
 * its audit. It decides nothing.
 *
 * A call that changes anything is one transaction. Texts that are handed out are lent for the
 * call. */
#ifndef POLICEAI_CASECHECK_CASECHECK_H
#define POLICEAI_CASECHECK_CASECHECK_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "casefile/casefile.h"

#include <stdbool.h>
#include <stdint.h>

enum { CHECK_REASON_MAX = 2000, CHECK_PLACES_MAX = 200 };

/* Makes the tables when they are not there: call it once after casefile_open_to_act. What reads
 * finds nothing when they are not there. */
enum err_code casecheck_open_tables(struct db *db, struct err *err) MUST_USE;
bool casecheck_tables_there(struct db *db);

struct casecheck_plan {
    const char *tool;    /* the folder of a tool of the task case-file-check */
    const char *scratch; /* a folder for this call */
    const char *checks;  /* the folder of the tasks' output checks */
    struct str offence;  /* an id of offences.json */
    struct str plea;     /* guilty, not guilty, unknown */
    struct str test;     /* full code, threshold */
    bool unverified;     /* also the rules whose source was not read */
    struct str who;
    int64_t now;
    bool (*stopped)(void); /* MAY be NULL */
};
struct casecheck_report {
    int64_t run;
    int64_t documents; /* with a text: what was looked at */
    int64_t unread;    /* files read in part or not: what they hold is not known */
    int64_t findings, fresh, gone;
};
/* Asks the tool about the whole case, in the sandbox, and keeps what it says: findings that are
 * new, the same as before, or gone since. Killed before the end, all is as before.
 * ERR_NOT_FOUND: the case has no text; ERR_EXTERNAL: the tool's own words. */
enum err_code casecheck_run(struct casefile_acts *acts, const struct casecheck_plan *plan,
                            struct casecheck_report *report, struct err *err) MUST_USE;

struct casecheck_finding {
    int64_t id;
    struct str kind, subject, says, rule; /* finding kinds of the task case-file-check */
    struct str source;                    /* what the rule rests on, "" when it was not said */
    bool source_read;                     /* who wrote the rule read that source */
    struct str standing;                  /* "open", "dealt with", "not a defect", "gone" */
    struct str reason, who, at;           /* of the last decision, "" when none */
    bool fresh;                           /* not there in the run before */
    int64_t places;
};
/* Of the last run, by number; with `all` those that are gone or done with too. */
enum err_code casecheck_findings(struct db *db, bool all,
                                 void (*each)(void *data,
                                              const struct casecheck_finding *finding),
                                 void *data, struct err *err) MUST_USE;

/* Those of the last run that have a place in the document, whatever was decided. */
enum err_code casecheck_findings_of(struct db *db, int64_t document,
                                    void (*each)(void *data,
                                                 const struct casecheck_finding *finding),
                                    void *data, struct err *err) MUST_USE;

struct casecheck_place {
    int64_t document, page, start, end; /* code points of the page's text */
    struct str path;                    /* of the document's first file */
    struct str text;                    /* what stands there, at most 300 bytes */
};
/* Where a finding stands. ERR_NOT_FOUND: no such finding. */
enum err_code casecheck_places(struct db *db, int64_t finding,
                               void (*each)(void *data, const struct casecheck_place *place),
                               void *data, struct err *err) MUST_USE;

/* `standing` is "dealt with", "not a defect" or "open"; `reason` 1 to CHECK_REASON_MAX bytes of
 * UTF-8. ERR_NOT_FOUND: no such finding; ERR_INVALID says what is wrong with the words. */
enum err_code casecheck_decide(struct casefile_acts *acts, int64_t finding, struct str standing,
                               struct str reason, struct str who, int64_t now,
                               struct err *err) MUST_USE;

struct casecheck_last {
    int64_t run, documents, unread;
    struct str at, who, offence, plea, test, tool;
    bool unverified, changed; /* documents were read since */
};
/* The last run, in the arena; run 0 when there was none. */
enum err_code casecheck_last(struct db *db, struct arena *arena, struct casecheck_last *last,
                             struct err *err) MUST_USE;

#endif
