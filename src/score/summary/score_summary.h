/* `policeai score summary`: summaries against references and, where it is given, their source.
 */
#ifndef POLICEAI_SCORE_SUMMARY_SCORE_SUMMARY_H
#define POLICEAI_SCORE_SUMMARY_SCORE_SUMMARY_H

#include "score/score_report.h"

#include <stdbool.h>

struct score_summary {
    const char *ref;
    const char *hyp;
    const char *source; /* or NULL: no figure that needs it */
    bool stem;
    bool segments; /* each summary's own scores as well */
};

/* Fills the report. A file of text has a summary a line, in which the two characters \n stand
 * for a line break and, in a source, \f for the end of a page; a file whose first line begins
 * with '{' has an object a line with "text" or "pages". */
enum err_code score_summary(struct score_report *report, const struct score_summary *wanted,
                            struct err *err) MUST_USE;

/* What one line of a file says. */
struct summary_text {
    struct str text;
    struct str *pages; /* page N is pages[N - 1]; at least one */
    size_t page_count;
};
/* Reads a line of text (json false) or an object; all in the arena. ERR_FORMAT says what is
 * wrong with it. */
enum err_code summary_text_read(struct arena *arena, struct str line, bool json,
                                struct summary_text *text, struct err *err) MUST_USE;

#endif
