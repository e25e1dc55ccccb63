/* What papers say of the event the case is about: the first sentence of the charge, of the
 * police report and of each statement that tells a day, with its time and place; the number
 * plates; who is accused. */
#ifndef POLICEAI_CHECK_CASE_FILE_ACCOUNTS_H
#define POLICEAI_CHECK_CASE_FILE_ACCOUNTS_H

#include "case_check.h"
#include "people_names.h"
#include "casetext/when.h"

struct account {
    size_t form; /* of case_check.forms */
    struct place sentence;
    struct when day;
    bool has_time, has_place;
    struct when time;
    struct str place; /* its first part: "Station Parade" */
    struct place day_at, time_at, place_at;
};

struct accounts {
    struct account *items;
    size_t count;
};

/* Superseded statements are left out. */
void accounts_read(struct case_check *check, struct accounts *accounts);

/* A name given to the accused, and where. */
struct accused {
    struct str name;
    struct place at;
    size_t paper;
};
/* Is a record of an interview (MG15) that of a witness, by its heading, its own words or the
 * list of witnesses? */
bool interview_of_witness(struct case_check *check, const struct form_found *form);
/* May the name be that of the accused of a front sheet, a report or a charge? */
bool person_is_accused(struct case_check *check, const struct person_words *own);
/* In the fields of forms and in records of interview of who is no witness. Returns how many. */
size_t accused_read(struct case_check *check, struct accused *list, size_t room);

/* A number plate: its letters and digits, and where. */
struct plate {
    char text[8];
    struct place at;
};
size_t plates_read(struct case_check *check, struct plate *list, size_t room);

#endif
