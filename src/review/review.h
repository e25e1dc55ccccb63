/* Review of a case's documents for one question at a time: issues, what is known of each
 * document, the queue. Rows of the case file (sql/review.sql), each act a line of its audit.
 *
 * Nothing here decides: it puts documents in an order, keeps what people say of them, and says
 * what is known and what not. A call that changes anything is one transaction, on the disk
 * before it returns; texts that are handed out lie in the arena or are lent for the call. */
#ifndef POLICEAI_REVIEW_REVIEW_H
#define POLICEAI_REVIEW_REVIEW_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "casefile/casefile.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    REVIEW_NAME_MAX = 100,     /* bytes of an issue's name, of a person's */
    REVIEW_SEED_MAX = 1 << 18, /* bytes of one seed text */
    REVIEW_REASON_MAX = 2000,  /* bytes */
    REVIEW_ALIKE_PERCENT = 80  /* from so much alike on, texts are shown as one */
};

/* Makes the tables when they are not there: call it once after casefile_open_to_act. The
 * functions that read find nothing when they are not. */
enum err_code review_open_tables(struct db *db, struct err *err) MUST_USE;
bool review_tables_there(struct db *db);

struct review_seed {
    struct str text;  /* "" when it is a document of the case */
    int64_t document; /* 0 when it is a text */
};
struct review_new_issue {
    struct str name;   /* "undermines identification": 1 to REVIEW_NAME_MAX bytes, one line */
    int64_t reviewers; /* 1; 2: each document is read by two, blind to each other */
    const struct review_seed *seeds; /* at least one: charge, defence statement, account … */
    size_t seed_count;
    struct str who;
};
/* ERR_CONFLICT: there is one of that name; ERR_NOT_FOUND names a document that is not there. */
enum err_code review_issue_add(struct casefile_acts *acts, const struct review_new_issue *issue,
                               int64_t now, int64_t *id, struct err *err) MUST_USE;

struct review_issue {
    int64_t id, reviewers, seeds;
    struct str name, who, at;
};
/* By name, or by number in digits. ERR_NOT_FOUND names those that there are. In the arena. */
enum err_code review_issue_find(struct db *db, struct arena *arena, struct str name,
                                struct review_issue *issue, struct err *err) MUST_USE;
enum err_code review_issues(struct db *db,
                            void (*each)(void *data, const struct review_issue *issue),
                            void *data, struct err *err) MUST_USE;

/* Which documents an issue is about: those of the case with a text, counted now. */
struct review_counts {
    int64_t documents;  /* with a text */
    int64_t unreadable; /* files that were read in part only or not: no order tells of them */
    int64_t in_batches; /* put before a person so far */
    int64_t open;       /* of batches and samples: not labelled yet, or not by both */
    int64_t relevant, not_relevant, unsure, disputed; /* by verdict, of all documents */
    int64_t sensitive;                                /* flagged by anybody */
    int64_t rounds;
};
enum err_code review_count(struct db *db, int64_t issue, struct review_counts *counts,
                           struct err *err) MUST_USE;

/* What is to be read next by `who`: first the samples, then the batches in their order. */
struct review_item {
    int64_t document; /* 0: nothing is open for them */
    const char *why;  /* "control", "elusion", "batch" */
    int64_t batch, place,
        of;       /* of a batch: which, and where in it; of a sample: 0, place, of */
    int64_t rank; /* in the order of its round, 0: of a sample */
    int64_t like; /* others that are shown with it: alike, or of its conversation */
    int64_t seen; /* hand it back with the label (struct review_choice) */
    struct str path;
};
/* `skip`: documents to pass over (opened and put aside), MAY be NULL. In the arena. */
enum err_code review_next(struct db *db, struct arena *arena, int64_t issue, struct str who,
                          const int64_t *skip, size_t skip_count, struct review_item *item,
                          struct err *err) MUST_USE;

#endif
