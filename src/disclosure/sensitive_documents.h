/* Which documents of a case hold for sensitive, for whatever quotes documents and must not
 * quote these. */
#ifndef POLICEAI_DISCLOSURE_SENSITIVE_DOCUMENTS_H
#define POLICEAI_DISCLOSURE_SENSITIVE_DOCUMENTS_H

#include "base/arena.h"
#include "base/err.h"
#include "store/db.h"

#include <stddef.h>
#include <stdint.h>

struct sensitive_documents {
    int64_t *items; /* rising, in the arena */
    size_t count;
    int64_t not_looked_at; /* neither the tool nor an officer said anything of so many */
};
/* An officer's word, else a passage that was flagged, else a reviewer's; what an officer marked
 * as evidence only when one said so of it. A case that nothing was described in has none, and
 * all of it was not looked at. */
enum err_code sensitive_documents_read(struct db *db, struct arena *arena,
                                       struct sensitive_documents *documents,
                                       struct err *err) MUST_USE;

#endif
