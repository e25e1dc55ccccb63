/* See charged_property.h. */
#include "charged_property.h"

enum { THING_WORDS = 10, WORD_BYTES_MIN = 3, BETWEEN_WORDS = 3 };

static bool is_word(struct arena *arena, struct str folded, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (str_eq(folded, loose_fold(arena, str_of(*list)))) {
            return true;
        }
    }
    return false;
}

/* Adds what is named from word `at` on. */
static void take_things(struct arena *arena, const struct loose_words *words, size_t at,
                        size_t to, struct charged_property *property)
{
    static const char *const ends[] = {"belonging", "contrary", "valued", "value",   "worth",
                                       "intending", "property", "from",   "without", "being",
                                       "in",        "at",       "on",     "with",    NULL};
    static const char *const small[] = {"the",  "and",   "one",   "two",  "three",  "four",
                                        "some", "other", "items", "item", "namely", NULL};
    for (size_t i = at; i < to && i < at + THING_WORDS; i++) {
        struct str word = words->items[i].folded;
        if (is_word(arena, word, ends)) {
            return;
        }
        if (word.n >= WORD_BYTES_MIN && !is_word(arena, word, small) &&
            property->count < PROPERTY_WORDS_MAX) {
            property->words[property->count++] = word;
        }
    }
}

void charged_property_read(const struct case_check *check, struct charged_property *property)
{
    static const char *const verbs[] = {"stole",    "steal",    "damaged", "destroyed",
                                        "damage",   "destroy",  "robbed",  "stolen",
                                        "stealing", "damaging", "took",    NULL};
    *property = (struct charged_property){.count = 0};
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        const struct paper *paper = &check->papers->items[form->paper];
        size_t from;
        size_t to;
        if (!form_is(check, form, "MG4") && !form_is(check, form, "MG3") &&
            !form_is(check, form, "MG5")) {
            continue;
        }
        paper_words_in(paper, form->body, form->end, &from, &to);
        for (size_t w = from; w < to; w++) {
            if (is_word(check->arena, paper->words.items[w].folded, verbs)) {
                take_things(check->arena, &paper->words, w + 1, to, property);
            }
        }
    }
}

bool property_is_owned(const struct charged_property *property, const struct loose_words *words,
                       size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        struct str word = words->items[i].folded;
        if (!str_is(word, "my") && !str_is(word, "our") && !str_is(word, "hls") &&
            !str_is(word, "her") && !str_is(word, "thelr")) {
            continue;
        }
        for (size_t k = i + 1; k < to && k <= i + 1 + BETWEEN_WORDS; k++) {
            for (size_t p = 0; p < property->count; p++) {
                if (loose_same(words->items[k].folded, property->words[p])) {
                    return true;
                }
            }
        }
    }
    return false;
}
