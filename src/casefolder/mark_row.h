/* A mark as a row of the table (private to this part). */
#ifndef POLICEAI_CASEFOLDER_MARK_ROW_H
#define POLICEAI_CASEFOLDER_MARK_ROW_H

#include "casefolder/case_marks.h"

/* The columns of case_mention_row and its like. Texts go into the arena. */
void mark_row_read(struct arena *arena, struct db_query *query, struct case_mark *mark);
/* All rows of a query that is prepared and bound. */
enum err_code mark_rows_read(struct arena *arena, struct db_query *query,
                             struct case_marks *marks, struct err *err) MUST_USE;
/* label, NUL as a blank, the text folded. In the arena. */
struct str mark_likeness(struct arena *arena, struct str label, struct str text);

#endif
