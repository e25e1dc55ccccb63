/* See list_heads.h. */
#include "list_heads.h"

#include "loose_words.h"

#include <string.h>

/* Where among the words of a text one of the labels must stand. */
enum where { AT_THE_BEGINNING, ANYWHERE, ALL };

static bool is_of_others(struct arena *arena, struct str text, enum where where)
{
    static const char *const labels[] = {"defendant*",
                                         "accused",
                                         "suspect*",
                                         "person charged",
                                         "r v",
                                         "prepared",
                                         "completed",
                                         "compiled",
                                         "supervisor*",
                                         "officer in the case",
                                         "officer in charge",
                                         "oic",
                                         "urn",
                                         "case"};
    struct loose_words words;
    size_t first;
    size_t last;
    loose_words_read(arena, text, &words);
    for (size_t i = 0; i < sizeof labels / sizeof labels[0] && words.count > 0; i++) {
        struct loose_phrase label;
        loose_phrase_read(arena, str_of(labels[i]), &label);
        if ((loose_phrase_at(&label, &words, 0, words.count, &last) &&
             (where != ALL || last + 1 == words.count)) ||
            (where == ANYWHERE &&
             loose_phrase_find(&label, &words, 0, words.count, &first, &last))) {
            return true;
        }
    }
    return false;
}

bool list_head_names_other(struct arena *arena, struct str above, struct str line,
                           struct str below)
{
    size_t colon = str_find(line, STR(":"));
    struct str own = str_trim(line);
    below = str_trim(below);
    bool brackets = below.n > 2 && below.p[0] == '(' && below.p[below.n - 1] == ')';
    return is_of_others(arena, colon == SIZE_MAX ? own : str_sub(line, 0, colon),
                        colon != SIZE_MAX ? ANYWHERE : AT_THE_BEGINNING) ||
           (brackets && is_of_others(arena, below, ANYWHERE)) ||
           is_of_others(arena, above, ALL);
}
