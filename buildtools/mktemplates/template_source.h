/* A template's text and where in it we are, for messages that name the line. */
#ifndef POLICEAI_MKTEMPLATES_SOURCE_H
#define POLICEAI_MKTEMPLATES_SOURCE_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>

struct source {
    const char *path;
    struct str text;
    size_t at;
};

/* Says "PATH:LINE: …" and ends the program. */
_Noreturn void source_fail(const struct source *source, const char *format, ...)
    PRINTF_LIKE(2, 3);
bool is_letter(char c);
bool is_blank(char c);

#endif
