/* Whose statement a statement is, and whether another takes its place. */
#ifndef POLICEAI_CHECK_CASE_FILE_STATEMENT_NAMES_H
#define POLICEAI_CHECK_CASE_FILE_STATEMENT_NAMES_H

#include "case_check.h"

/* The name as it is written; the document's name when there is none. */
struct str statement_witness(const struct case_check *check, const struct form_found *form);
/* Does it say whose it is? */
bool statement_is_named(const struct case_check *check, const struct form_found *form);
/* Does it say that it is a draft or was superseded, and is there another of the same witness?
 */
bool statement_is_replaced(const struct case_check *check, const struct form_found *form);

#endif
