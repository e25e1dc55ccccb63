#include "cli/level_report.h"

#include "base/utf8.h"

#include <stdio.h>

void level_report_json(struct jsonw *w, const char *name, const char *state, const char *words)
{
    jsonw_object(w);
    jsonw_member(w, "level", name);
    jsonw_member(w, "state", state);
    jsonw_member(w, "words", words);
    jsonw_end(w);
}

void level_report_print(const char *name, const char *state, const char *words)
{
    struct strbuf text;
    strbuf_init(&text, 65536);
    utf8_visible(&text, str_of(words), false);
    printf("  %-10s %-9s%s%s\n", name, state, text.n > 0 ? " " : "", text.p);
    strbuf_release(&text);
}
