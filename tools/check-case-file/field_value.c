#include "field_value.h"

#include "loose_words.h"

#include <string.h>

enum { TICK_BYTES = 120, ASKING_BYTES = 60, ASKING_WORDS = 8 };

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
                                          "n k",
                                          "nbsp",
                                          "null",
                                          "nil entry",
                                          "not yet known",
                                          "not recorded",
                                          "missing",
                                          "not stated",
                                          "not filled in",
                                          "tbd",
                                          "to be decided",
                                          "none given",
                                          "click or tap here to enter text",
                                          "click here to enter text",
                                          "click to enter text",
                                          "enter text",
                                          "choose an item",
                                          "select an item",
                                          "please complete",
                                          "please select",
                                          "dd mm yyyy",
                                          "dd mm yy",
                                          "insert here",
                                          "insert name",
                                          "insert date",
                                          "to be filled in",
                                          "awaiting completion",
                                          "tick as appropriate",
                                          "delete as appropriate",
                                          "yes no",
                                          "yes no delete as appropriate",
                                          "empty",
                                          "left empty",
                                          "no entry",
                                          "not entered",
                                          "nothing entered",
                                          "none entered",
                                          "xxx",
                                          "xx",
                                          "x"};
    static const char *const asking[] = {"insert", "enter", "click", "please", "type here"};
    struct arena *arena = arena_new();
    struct str folded = loose_fold(arena, text);
    bool blank = folded.n == 0;
    for (size_t i = 0; i < sizeof asking / sizeof asking[0] && !blank; i++) {
        /* "[insert the date of signing]": what is to be written, not what is */
        struct str word = loose_fold(arena, str_of(asking[i]));
        bool begins =
            str_starts(folded, word) && (folded.n == word.n || folded.p[word.n] == ' ');
        blank = begins && folded.n <= ASKING_BYTES && loose_count(folded) <= ASKING_WORDS;
    }
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0] && !blank; i++) {
        blank = str_eq(folded, loose_fold(arena, str_of(nothing[i])));
    }
    arena_free(arena);
    return blank;
}

size_t field_box_at(struct str text, size_t at, bool *ticked)
{
    static const struct {
        struct str sign;
        bool ticked;
    } signs[] = {{{"[ ]", 3}, false},          {{"[  ]", 4}, false},
                 {{"[]", 2}, false},           {{"( )", 3}, false},
                 {{"\xE2\x98\x90", 3}, false}, {{"\xE2\x96\xA1", 3}, false},
                 {{"[x]", 3}, true},           {{"[X]", 3}, true},
                 {{"[*]", 3}, true},           {{"(x)", 3}, true},
                 {{"(X)", 3}, true},           {{"[\xE2\x9C\x93]", 5}, true},
                 {{"\xE2\x98\x91", 3}, true},  {{"\xE2\x98\x92", 3}, true},
                 {{"\xE2\x9C\x93", 3}, true},  {{"\xE2\x9C\x94", 3}, true},
                 {{"\xE2\x96\xA0", 3}, true}};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (str_starts(str_from(text, at), signs[i].sign)) {
            *ticked = signs[i].ticked;
            return signs[i].sign.n;
        }
    }
    return 0;
}

/* "[ ] Guilty  [ ] Not guilty": boxes to tick, none of them ticked, and few words beside. */
static bool is_unticked(struct str text)
{
    size_t boxes = 0;
    bool ticked = false;
    size_t first = str_find(text, STR("\n"));
    struct str line = str_sub(text, 0, first == SIZE_MAX ? text.n : first);
    for (size_t at = 0; at < line.n; at++) {
        boxes += field_box_at(line, at, &ticked) > 0;
    }
    if (boxes == 0) {
        return false; /* what is written, and the box of the next field below it */
    }
    boxes = 0;
    ticked = false;
    for (size_t at = 0; at < text.n && !ticked; at++) {
        size_t box = field_box_at(text, at, &ticked);
        boxes += box > 0;
        at += box > 0 ? box - 1 : 0;
    }
    return boxes > 0 && !ticked && text.n <= TICK_BYTES;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void field_take(struct str text, size_t start, size_t end, struct field_found *field)
{
    if (start < end && is_unticked(str_trim(str_sub(text, start, end - start)))) {
        return;
    }
    while (start < end &&
           (is_blank(text.p[start]) || strchr(".:_|-[]()=>*", text.p[start]) != NULL)) {
        start++;
    }
    while (end > start &&
           (is_blank(text.p[end - 1]) || strchr(":_|[(*", text.p[end - 1]) != NULL)) {
        end--;
    }
    if (start < end && !field_is_blank(str_sub(text, start, end - start))) {
        field->filled = true;
        field->start = start;
        field->end = end;
    }
}
