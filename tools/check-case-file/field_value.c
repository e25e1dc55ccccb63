#include "field_value.h"

#include "loose_words.h"

#include <string.h>

bool field_is_blank(struct str text)
{
    static const char *const nothing[] = {"not completed",
                                          "to be completed",
                                          "tbc",
                                          "tba",
                                          "blank",
                                          "not signed",
                                          "unsigned",
                                          "awaiting signature",
                                          "awaiting signed copy",
                                          "to be signed",
                                          "undated",
                                          "not dated",
                                          "pending",
                                          "to follow",
                                          "not yet completed",
                                          "left blank",
                                          "awaited",
                                          "to be confirmed",
                                          "to be added",
                                          "incomplete",
                                          "not yet signed",
                                          "signature awaited",
                                          "no signature",
                                          "not provided",
                                          "awaiting",
                                          "to be obtained",
                                          "signature to be obtained",
                                          "to be provided",
                                          "to be supplied",
                                          "to be advised",
                                          "nk",
                                          "not yet known",
                                          "not recorded",
                                          "missing",
                                          "not stated",
                                          "not filled in",
                                          "tbd",
                                          "to be decided",
                                          "none given",
                                          "xxx",
                                          "xx",
                                          "x"};
    struct arena *arena = arena_new();
    struct str folded = loose_fold(arena, text);
    bool blank = folded.n == 0;
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0] && !blank; i++) {
        blank = str_eq(folded, loose_fold(arena, str_of(nothing[i])));
    }
    arena_free(arena);
    return blank;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void field_take(struct str text, size_t start, size_t end, struct field_found *field)
{
    while (start < end &&
           (is_blank(text.p[start]) || strchr(".:_|-[]()", text.p[start]) != NULL)) {
        start++;
    }
    while (end > start &&
           (is_blank(text.p[end - 1]) || strchr(":_|[(", text.p[end - 1]) != NULL)) {
        end--;
    }
    if (start < end && !field_is_blank(str_sub(text, start, end - start))) {
        field->filled = true;
        field->start = start;
        field->end = end;
    }
}
