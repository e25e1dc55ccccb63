/* The disclosure management document: what was gathered and read, which words were searched
 * for, which tools looked at it, what samples were drawn and by which rule the review stopped.
 * Only what the case file holds; what people have to say stands as headings to fill in. */
#ifndef POLICEAI_DISCLOSURE_MANAGEMENT_DOCUMENT_H
#define POLICEAI_DISCLOSURE_MANAGEMENT_DOCUMENT_H

#include "disclosure/disclosure_case.h"

/* A new .docx at `out`, whole or not there; ERR_CONFLICT when it is there. */
enum err_code management_document(struct casefile_acts *acts, const struct disclosure_act *act,
                                  const char *out, struct err *err) MUST_USE;
/* Records words that were searched for, why, and on how many pages they stand now. */
enum err_code management_term(struct casefile_acts *acts, const struct disclosure_act *act,
                              struct str words, struct str why, int64_t *pages,
                              struct err *err) MUST_USE;
/* A search that was recorded; texts are lent for the call. */
struct management_searched {
    struct str words, why, by, at;
    int64_t pages, documents; /* found, and in the case, when it was recorded */
};
/* In the order in which they were recorded. */
enum err_code management_terms(struct db *db,
                               void (*each)(void *data,
                                            const struct management_searched *searched),
                               void *data, struct err *err) MUST_USE;

#endif
