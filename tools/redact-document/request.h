/* An item's input and output as JSON; their shape is the task's (src/task/document_redaction).
 */
#ifndef POLICEAI_REDACT_DOCUMENT_REQUEST_H
#define POLICEAI_REDACT_DOCUMENT_REQUEST_H

#include "base/jsonw.h"
#include "document.h"

/* ERR_FORMAT names the key that breaks the shape. */
enum err_code request_read(const struct js *input, struct request *request,
                           struct err *err) MUST_USE;
/* `with_text`: the text that start and end count in is written too, with the places of its
 * words if there are any. */
void answer_write(struct jsonw *output, const struct answer *answer, bool with_text);

#endif
