/* Where else the words of a deployment stand, as public.db holds it: for each of its long texts
 * the other records with the same words (without regard to case and marks) or nearly the same
 * (shingles.h), counted. It states how alike texts are, never why. */
#ifndef POLICEAI_REGISTRY_TEXT_ALIKE_H
#define POLICEAI_REGISTRY_TEXT_ALIKE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "registry/entries.h"
#include "store/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    ALIKE_NUMERATOR = 4, /* nearly the same: 4 in 5 phrases of those in either */
    ALIKE_DENOMINATOR = 5,
    ALIKE_COMPARED = 24, /* other words that a text is compared with at most */
    ALIKE_SHOWN = 5,
    SHARED_SHOWN = 20
};

/* A record in which they stand. */
struct alike_record {
    struct str subject;
    struct str title;
    struct str organisation;
    struct str field;
    bool same;     /* the same words */
    size_t both;   /* else phrases in both */
    size_t either; /* of those in either */
};

struct alike_text {
    struct str field;
    int64_t words;
    int64_t records; /* other records, each once */
    int64_t same;    /* of those: word for word */
    bool at_least;   /* there may be more: not all that share a key were compared */
    struct alike_record first[ALIKE_SHOWN]; /* word for word first */
    size_t first_count;
};

/* Texts of `entry`, a current deployment statement, that stand in at least one other record;
 * *long_texts: how many long texts it has. All of it in the arena. */
enum err_code text_alike_read(struct db *db, struct arena *arena,
                              const struct registry_entry *entry, struct alike_text **list,
                              size_t *count, size_t *long_texts, struct err *err) MUST_USE;

/* Words that stand in several records, of all current deployments, those of most first. */
struct shared_text {
    struct alike_record record; /* one of those in which they stand */
    int64_t words;
    int64_t records;
};

struct shared_texts {
    struct shared_text list[SHARED_SHOWN];
    size_t count;
    int64_t texts;  /* of the same words, each counted once */
    int64_t places; /* records in which they stand, added up */
};

/* All texts in the arena. */
enum err_code shared_texts_read(struct db *db, struct arena *arena, struct shared_texts *shared,
                                struct err *err) MUST_USE;

/* A current deployment that lists more than one tool. */
struct several_row {
    struct str subject;
    struct str title; /* the subject's beginning when it has none */
    int64_t tools;
};

struct several_rows { /* those with most of them first */
    struct several_row list[SHARED_SHOWN];
    size_t count;
    int64_t all;
};

/* All texts in the arena. */
enum err_code several_rows_read(struct db *db, struct arena *arena, struct several_rows *rows,
                                struct err *err) MUST_USE;

/* Products that the deployment's texts name and its tools are not, and that another current
 * deployment uses, sorted by bytes. */
enum err_code text_products_read(struct db *db, struct arena *arena,
                                 const struct registry_entry *entry, struct str **products,
                                 size_t *count, struct err *err) MUST_USE;

#endif
