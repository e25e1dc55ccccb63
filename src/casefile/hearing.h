/* Sound of a case and the sound of its videos, heard by the built-in tool `transcribe` in its
 * sandbox: pages of source `speech`, machine-made (heard_pages.h). */
#ifndef POLICEAI_CASEFILE_HEARING_H
#define POLICEAI_CASEFILE_HEARING_H

#include "casefile/casefile_read.h"
#include "store/db.h"

/* ERR_NOT_FOUND and the like when the tool is not there. */
enum err_code hearing_check(const struct casefile_plan *plan, struct err *err) MUST_USE;

/* Hears what was not heard yet, as many side by side as the plan has workers. Each recording's
 * pages are one transaction: killed anywhere, the next call goes on with the others. What
 * cannot be decoded, has no speech or is over the tool's limits is told as the document's why.
 * Returns ERR_OK also when it was stopped. `root`: the folder of the case. */
enum err_code hearing_all(struct db *db, const struct casefile_plan *plan, struct str root,
                          struct err *err) MUST_USE;

#endif
