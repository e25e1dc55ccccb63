/* Where in the HTML a template stands: it decides how a value is escaped, and what may not be
 * written there at all. */
#ifndef POLICEAI_MKTEMPLATES_HTML_H
#define POLICEAI_MKTEMPLATES_HTML_H

#include "template_source.h"

enum html_place { IN_TEXT, IN_TAG, IN_VALUE, IN_COMMENT };

struct html_context {
    enum html_place place;
    char tag[32];
    char attribute[40];
    size_t value_length; /* literal bytes of the attribute's value so far */
    bool from_root;      /* … which begins with '/' or '#' */
};

/* One step over literal HTML at `at`; returns where the next begins. Words in the text, script,
 * style and unquoted attributes end the program. */
size_t html_step(const struct source *source, struct html_context *context, size_t at);
bool html_same(const struct html_context *a, const struct html_context *b);
/* "text", "a tag", … */
const char *html_place_name(const struct html_context *context);
/* The op's member for a value here, ", .escape = …"; a value that cannot be escaped here ends
 * the program. `local`: it is a whole address. */
const char *html_escape_here(const struct source *source, struct html_context *context,
                             bool local);

#endif
