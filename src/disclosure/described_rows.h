/* Answers that were checked, written into the case file some hundred in one transaction: a
 * transaction each would cost a sync of the disk each, and one held open while a tool works
 * would keep officers waiting. */
#ifndef POLICEAI_DISCLOSURE_DESCRIBED_ROWS_H
#define POLICEAI_DISCLOSURE_DESCRIBED_ROWS_H

#include "disclosure/describe_case.h"
#include "disclosure/described_answer.h"

enum { DESCRIBED_ROWS_MAX = 256, DESCRIBED_ROWS_MS = 1000 };

struct described_rows;

/* Borrows all four; `counts` grows by what was written. Freed with described_rows_free. */
struct described_rows *described_rows_new(struct db *db, const struct disclosure_act *act,
                                          struct str tool, struct describe_counts *counts);
/* NULL is allowed; what was not written is dropped. */
void described_rows_free(struct described_rows *rows);
/* Takes a copy. `why` is why there is no answer, "" when there is one. At most
 * DESCRIBED_ROWS_MAX are held: ask described_rows_due after each. */
void described_rows_add(struct described_rows *rows, int64_t document, struct str why,
                        const struct described_answer *answer);
/* DESCRIBED_ROWS_MAX wait, or the first waits for DESCRIBED_ROWS_MS. */
bool described_rows_due(const struct described_rows *rows);
/* All that wait, in one transaction; after an error they still wait. */
enum err_code described_rows_write(struct described_rows *rows, struct err *err) MUST_USE;

#endif
