/* See template_source.h. */
#include "template_source.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void source_fail(const struct source *source, const char *format, ...)
{
    int line = 1;
    va_list list;
    for (size_t i = 0; i < source->at && i < source->text.n; i++) {
        line += source->text.p[i] == '\n';
    }
    fprintf(stderr, "%s:%d: ", source->path, line);
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fputc('\n', stderr);
    _Exit(1);
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}
