/* What papers say of the event the case is about: sentences of the charge, of the reports and
 * of each statement that tell a day, with times and places. One of them is what the paper is
 * held to, its account; the others may bear it out. */
#ifndef POLICEAI_CHECK_CASE_FILE_ACCOUNTS_H
#define POLICEAI_CHECK_CASE_FILE_ACCOUNTS_H

#include "case_check.h"
#include "casetext/when.h"

enum { TELLING_TIMES = 3, TELLING_PLACES = 3 };

struct told_time {
    struct when from, to; /* equal unless it is told as a span: "between 6 and 7 pm" */
    struct place at;
};

struct told_place {
    struct str name, town; /* "Station Parade"; "Aldermere", "" when it is not said */
    struct place at;
};

struct telling {
    size_t form;             /* of case_check.forms */
    bool own_day;            /* said here, not carried over from a sentence before */
    struct when day, day_to; /* equal unless it is told as a span */
    struct place day_at;
    struct told_time times[TELLING_TIMES];
    size_t time_count;
    struct told_place places[TELLING_PLACES];
    size_t place_count;
};

struct accounts {
    struct telling *items; /* one for each paper that has an account */
    size_t count;
    struct telling *tellings; /* all, form by form */
    size_t telling_count, telling_room;
};

/* Superseded statements are left out. */
void accounts_read(struct case_check *check, struct accounts *accounts);

#endif
