/* One item of unused material as it is scheduled: expected {"category","sensitive":"yes"|"no",
 * "must_say":[TEXT or [TEXT,…],…]}, output {"category","sensitive":[…],"description"}. This
 * project's own definitions; no reference exists. */
#ifndef POLICEAI_METRICS_SCHEDULE_ENTRY_H
#define POLICEAI_METRICS_SCHEDULE_ENTRY_H

#include "base/err.h"
#include "base/json.h"

#include <stdbool.h>
#include <stddef.h>

/* Different words of at least SCHEDULE_WORD_LETTERS letters, not all of them capitals, that a
 * description needs not to be thin. */
enum { SCHEDULE_WORDS_LEAST = 5, SCHEDULE_WORD_LETTERS = 3 };

/* The category that is none. */
#define SCHEDULE_NO_CATEGORY "none"

struct schedule_entry {
    bool answered;
    bool presumed;      /* expected in a category of the presumption */
    bool called;        /* put in one, whichever */
    bool same_category; /* "none" is one */
    bool sensitive;
    bool flagged;  /* said to be sensitive, for whatever reason */
    size_t wanted; /* things that the description must say */
    size_t said;
    bool thin;
};
/* `output` NULL: in no category, nothing flagged or said, thin. */
enum err_code schedule_entry_find(const struct js *expected, const struct js *output,
                                  struct schedule_entry *entry, struct err *err) MUST_USE;
/* A description that says too little for anybody to decide whether to look at the item: a
 * form's number, abbreviations, a few words. */
bool schedule_description_is_thin(struct str description);

#endif
