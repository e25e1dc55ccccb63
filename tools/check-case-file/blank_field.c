#include "blank_field.h"

#include "base/arena.h"
#include "loose_words.h"

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
