/* Each document of a case as an item: what the tool proposed, what an officer decided, and on
 * which schedule it is for that. Each is in exactly one place, so the sums add up. */
#ifndef POLICEAI_DISCLOSURE_SCHEDULE_ITEMS_H
#define POLICEAI_DISCLOSURE_SCHEDULE_ITEMS_H

#include "disclosure/disclosure_case.h"

enum schedule_place {
    SCHEDULE_EVIDENCE,      /* marked: it is on no schedule of unused material */
    SCHEDULE_NOT_RELEVANT,  /* marked */
    SCHEDULE_NON_SENSITIVE, /* an item of its own */
    SCHEDULE_SENSITIVE,
    SCHEDULE_BLOCK, /* counted in a block of the non-sensitive schedule */
    SCHEDULE_HELD,  /* neither described by the tool nor by an officer: no schedule is made */
    SCHEDULE_PLACES
};
const char *schedule_place_word(enum schedule_place place); /* "evidence", "not relevant", … */

/* Texts are lent for the call, "" where there is none. */
struct schedule_item {
    int64_t document, pages;
    struct str kind, fate, path;
    /* proposed */
    struct str not_described; /* why there is no proposal; "" when there is one */
    struct str proposed_category;
    bool proposed_sensitive;
    struct str proposed_description;
    /* reviewers' */
    bool relevant;          /* to an issue that was reviewed */
    bool flagged_in_review; /* should not be disclosed as it is */
    /* an officer's */
    int64_t acts; /* how often it was changed */
    struct str mark, mark_why;
    struct str own_category, own_sensitive, sensitive_why, own_description, location, bears;
    int64_t own_block;
    struct str by, at;
    /* what holds */
    enum schedule_place place;
    struct str category; /* "none" */
    bool sensitive;
    struct str description;
    int64_t block;      /* of SCHEDULE_BLOCK, else 0 */
    bool unmarked;      /* nobody marked it; it counts as unused */
    int64_t number;     /* on its schedule, 0: not numbered yet */
    int64_t numbers[2]; /* given on the non-sensitive, the sensitive schedule; 0: none */
};

/* Settles what holds, out of what was proposed and decided: unmarked counts as unused; the
 * officer's word before the tool's; sensitive, presumption and material items never in a block.
 */
void schedule_item_settle(struct schedule_item *item);
/* The tool did not describe it, and no officer said whether it is sensitive: a description of
 * their own alone does not put it on a schedule. */
bool schedule_item_unsaid(const struct schedule_item *item);

typedef enum err_code schedule_item_fn(void *data, const struct schedule_item *item,
                                       struct err *err);
/* Documents from id `from` on, `max` at most, in their order. */
enum err_code schedule_items(struct db *db, int64_t from, int64_t max, schedule_item_fn *each,
                             void *data, struct err *err) MUST_USE;
/* One; its texts in the arena. ERR_NOT_FOUND names it. */
enum err_code schedule_item_read(struct db *db, struct arena *arena, int64_t document,
                                 struct schedule_item *item, struct err *err) MUST_USE;

struct schedule_passage {
    int64_t page, start, end; /* code points of the page's text */
    struct str reason;        /* code of reference/disclosure/sensitive.json */
};
/* Passages flagged as perhaps sensitive, in the order of the text. */
enum err_code schedule_passages(struct db *db, int64_t document,
                                void (*each)(void *data,
                                             const struct schedule_passage *passage),
                                void *data, struct err *err) MUST_USE;

struct schedule_sums {
    int64_t documents;
    int64_t places[SCHEDULE_PLACES]; /* sum up to `documents` */
    int64_t unmarked;                /* of those on a schedule or in a block */
    int64_t presumption;             /* items of the presumption list on a schedule */
    int64_t no_bytes; /* files that hold no document: they have to be listed by hand */
};
enum err_code schedule_sums(struct db *db, struct schedule_sums *sums,
                            struct err *err) MUST_USE;

struct schedule_block {
    int64_t id, count; /* documents listed by it */
    int64_t number;    /* 0: not numbered yet */
    struct str description, why, by, at;
};
enum err_code schedule_blocks(struct db *db,
                              enum err_code (*each)(void *data,
                                                    const struct schedule_block *block,
                                                    struct err *err),
                              void *data, struct err *err) MUST_USE;

#endif
