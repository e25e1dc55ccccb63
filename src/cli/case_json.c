/* See case_json.h. */
#include "cli/case_json.h"

#include <stdio.h>

enum { LINE_BYTES_MAX = 4 << 20 };

void case_json_begin(struct strbuf *line, struct jsonw *w)
{
    strbuf_init(line, LINE_BYTES_MAX);
    jsonw_init(w, line);
    jsonw_object(w);
}

void case_json_place(struct jsonw *w, int64_t document, int64_t page, int64_t start,
                     int64_t end, struct str path)
{
    jsonw_member_int(w, "document", document);
    jsonw_member_int(w, "page", page);
    jsonw_member_int(w, "start", start);
    jsonw_member_int(w, "end", end);
    jsonw_member_str(w, "path", path);
}

void case_json_end(struct strbuf *line, struct jsonw *w)
{
    jsonw_end(w);
    printf("%.*s\n", (int)line->n, line->p);
    strbuf_release(line);
}
