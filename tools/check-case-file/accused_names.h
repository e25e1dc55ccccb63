/* Who is accused, as forms and records of interview name them. */
#ifndef POLICEAI_CHECK_CASE_FILE_ACCUSED_NAMES_H
#define POLICEAI_CHECK_CASE_FILE_ACCUSED_NAMES_H

#include "case_check.h"

/* A name given to the accused, and where. */
struct accused {
    struct str name;
    struct place at;
    size_t paper;
};
/* Is a record of an interview (MG15) that of a witness, by its heading, its own words or the
 * list of witnesses? */
bool interview_of_witness(struct case_check *check, const struct form_found *form);
/* In the fields of forms, behind "Defendant" and the like, and in records of interview of who
 * is no witness. Returns how many. */
size_t accused_read(struct case_check *check, struct accused *list, size_t room);
/* Is there a witness of this name: whose statement it is, or who is listed? */
bool name_is_of_witness(struct case_check *check, struct str name);

#endif
