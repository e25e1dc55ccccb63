/* What an officer decides of items. Each act is one transaction with its lines in the audit,
 * and says which state of the item it saw: two officers at once are a conflict, and the second
 * writes nothing. */
#ifndef POLICEAI_DISCLOSURE_SCHEDULE_CHANGE_H
#define POLICEAI_DISCLOSURE_SCHEDULE_CHANGE_H

#include "disclosure/disclosure_case.h"

#include <stddef.h>

enum { SCHEDULE_TEXT_MAX = 4000, SCHEDULE_CHANGED_MAX = 100000 };

/* NULL or negative: as it is. */
struct schedule_change {
    const char *mark;        /* evidence, unused, not-relevant */
    const char *category;    /* an id of reference/disclosure/presumption.json, or none */
    const char *sensitive;   /* yes, no */
    const char *why;         /* MUST with any of the three */
    const char *description; /* "": the proposed one again */
    const char *location;
    const char *bears; /* why it may undermine or assist; "": it does not */
    int64_t block;     /* 0: listed by itself */
};

/* All documents or none. `seen`: of each document the acts that were seen, or NULL: whatever
 * their state. `*changed`: how many were changed; one of which all holds already is left
 * as it is, without a line in the audit. ERR_CONFLICT: it was changed since; ERR_INVALID names
 * what is wrong. */
enum err_code schedule_change(struct casefile_acts *acts, const struct disclosure_act *act,
                              const int64_t *documents, size_t count, const int64_t *seen,
                              const struct schedule_change *change, size_t *changed,
                              struct err *err) MUST_USE;
/* A new block without documents; its id. */
enum err_code schedule_block_make(struct casefile_acts *acts, const struct disclosure_act *act,
                                  struct str description, struct str why, int64_t *block,
                                  struct err *err) MUST_USE;

#endif
