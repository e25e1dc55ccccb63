/* Marks of a text without pages: decided on, then as runs of bytes to be replaced. */
#ifndef POLICEAI_REDACT_DOCUMENT_HIDDEN_RUNS_H
#define POLICEAI_REDACT_DOCUMENT_HIDDEN_RUNS_H

#include "document.h"

struct hidden_run {
    size_t start, end; /* bytes of the text */
    const char *label;
    bool told; /* its label has been written */
};

struct hidden_runs {
    struct hidden_run *items;
    size_t count;
};

/* Marks of answer->text: exactly request->hide when that was given, else what is found. A mark
 * has offsets and no page. */
enum err_code text_decide(const struct request *request, struct answer *answer,
                          struct err *err) MUST_USE;
/* Sorts the answer's marks; those that overlap become one run under the label of the first. In
 * the answer's arena. */
struct hidden_runs hidden_runs_of(struct answer *answer);
/* Bytes `from` to `to` of `text` with "[LABEL]" once in place of each run; what of a run lies
 * in an earlier or later piece has been or will be left out there. Pieces come in order.
 * `escape` MAY be NULL: takes each kept piece. */
typedef void text_escape(struct strbuf *out, struct str text);
void hidden_runs_write(struct hidden_runs *runs, struct str text, size_t from, size_t to,
                       text_escape *escape, struct strbuf *out);
/* True when one of these bytes of the text is in a run. */
bool hidden_runs_hold(const struct hidden_runs *runs, size_t from, size_t to);

#endif
