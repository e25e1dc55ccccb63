/* Lines of JSON that commands of a case print: one object a line, texts as they stand. */
#ifndef POLICEAI_CLI_CASE_JSON_H
#define POLICEAI_CLI_CASE_JSON_H

#include "base/jsonw.h"

/* Begins an object; `line` and `w` are the caller's. */
void case_json_begin(struct strbuf *line, struct jsonw *w);
/* Members document, page, start, end, path. */
void case_json_place(struct jsonw *w, int64_t document, int64_t page, int64_t start,
                     int64_t end, struct str path);
/* Ends the object, prints it with a line end and frees the line. */
void case_json_end(struct strbuf *line, struct jsonw *w);

#endif
