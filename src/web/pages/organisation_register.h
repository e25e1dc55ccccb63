/* Which organisations there are on a date, what they are called then, and what became of them:
 * reference/organisations.json, and over it what the log says (organisation.named/1,
 * organisation.succeeded/1). Read whole for a page: they are few. */
#ifndef POLICEAI_WEB_ORGANISATION_REGISTER_H
#define POLICEAI_WEB_ORGANISATION_REGISTER_H

#include "base/clock.h"
#include "web/page.h"

#include <stdbool.h>

struct organisation {
    struct str id;
    struct str name; /* on the date; its id when nobody names it */
    struct str kind; /* "territorial force", …; "" when nobody says */
    struct str region;
    struct str area_code;
    bool begun;             /* by the date */
    struct str ends;        /* the date it is succeeded, "" when it stands */
    struct str ends_by;     /* the statement that says so */
    struct str *successors; /* ids, sorted */
    size_t successor_count;
    int64_t statements; /* signed by its keys and logged by the date */
    int64_t inherited;  /* the same, of those that have become it, and its own */
};

struct organisation_register {
    struct page_context *page;
    char date[DATE_SIZE];
    struct organisation *list; /* sorted by id */
    size_t count;
    size_t capacity;
};

/* `date` NULL: today; the page then changes at the next date that the log names. All of it lies
 * in the page's arena. */
enum err_code register_read(struct organisation_register *reg, struct page_context *page,
                            const char *date, struct err *err) MUST_USE;
/* Fills `statements` and `inherited`. */
enum err_code register_count(struct organisation_register *reg, struct err *err) MUST_USE;
/* NULL when nobody knows the id. */
const struct organisation *register_find(const struct organisation_register *reg,
                                         struct str id);
/* By the date? One that ends later stands. */
bool organisation_ended(const struct organisation_register *reg,
                        const struct organisation *organisation);
/* What it has become by the date: itself while it stands, was divided, or ended without a
 * successor. */
const struct organisation *register_now(const struct organisation_register *reg,
                                        const struct organisation *organisation);
/* Members "id", "name", "kind", "region", "area_code" in the object now open. */
void organisation_write(struct jsonw *w, const struct organisation *organisation);
/* Array member "successors" of objects with "id" and "name", and "change" (became, becomes,
 * divided, divides, ended, ends), "ends", "ends_by", "successor_name" when there is one;
 * nothing while it stands. */
void organisation_write_change(const struct organisation_register *reg,
                               const struct organisation *organisation);

#endif
