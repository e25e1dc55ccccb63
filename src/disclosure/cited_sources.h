/* What the data files of reference/disclosure/ say of where their words come from.
 *
 *     "sources":[{"id","says","address","how","kind":"primary"|"secondary","read_on":"YYYY-MM-DD"},…]
 *
 * and, in an entry of a list,
 *
 *     "verified":"yes"|"secondary"|"no", "sources":[ID,…], "number":TEXT, "wording":TEXT
 *
 * "yes": a primary text was read that says so; "secondary": two or more others that do; "no":
 * neither, and then no official number or wording may stand there. */
#ifndef POLICEAI_DISCLOSURE_CITED_SOURCES_H
#define POLICEAI_DISCLOSURE_CITED_SOURCES_H

#include "base/err.h"
#include "base/json.h"

/* Checks the sources of a file; one without any is as good. The error names the source. */
enum err_code cited_sources_check(const struct js *root, struct err *err) MUST_USE;
/* Checks entry `number` (from 1) of the list `name` against the file's sources; an entry
 * without "verified" counts as "no". The error names list, entry and key. */
enum err_code cited_entry_check(const struct js *root, const char *name, size_t number,
                                const struct js *entry, struct err *err) MUST_USE;
/* Checks the array `key` of the printed paper `name`: for each of `headings` "no" or the id of
 * a source. A paper without it is as good. */
enum err_code cited_headings_check(const struct js *root, const char *name,
                                   const struct js *paper, const char *key, size_t headings,
                                   struct err *err) MUST_USE;

#endif
