/* See schedule_entry.h. */
#include "metrics/casework/schedule_entry.h"

#include "metrics/casework/folded_text.h"
#include "metrics/unicode/unicode.h"

/* Takes the next run of letters off *text; false at the end. */
static bool next_letters(struct str *text, struct str *word, size_t *letters, bool *capitals)
{
    size_t at = 0;
    size_t start = 0;
    *letters = 0;
    *capitals = true;
    while (at < text->n) {
        size_t before = at;
        uint32_t c = unicode_next(*text, &at);
        if (!unicode_is_letter(c)) {
            if (*letters > 0) {
                at = before;
                break;
            }
            start = at;
            continue;
        }
        (*letters)++;
        *capitals = *capitals && unicode_is_upper(c);
    }
    *word = str_sub(*text, start, at - start);
    *text = str_from(*text, at);
    return *letters > 0;
}

bool schedule_description_is_thin(struct str description)
{
    struct arena *arena = arena_new();
    struct str known[SCHEDULE_WORDS_LEAST];
    size_t count = 0;
    size_t letters;
    bool capitals;
    for (struct str word; count < SCHEDULE_WORDS_LEAST &&
                          next_letters(&description, &word, &letters, &capitals);) {
        bool counts = letters >= SCHEDULE_WORD_LETTERS && !capitals;
        struct str folded = folded_text(arena, word);
        for (size_t i = 0; i < count; i++) {
            counts = counts && !str_eq(known[i], folded);
        }
        if (counts) {
            known[count++] = folded;
        }
    }
    arena_free(arena);
    return count < SCHEDULE_WORDS_LEAST;
}

/* A thing to say is a text, or several of which any will do. */
static bool is_said(struct arena *arena, struct str description, const struct js *thing)
{
    if (thing->type == JS_STRING) {
        return str_has_words(description, folded_words(arena, thing->string));
    }
    for (size_t i = 0; thing->type == JS_ARRAY && i < thing->array.count; i++) {
        if (is_said(arena, description, &thing->array.items[i])) {
            return true;
        }
    }
    return false;
}

static enum err_code look_at(const struct js *output, struct str category,
                             const struct js *must, struct schedule_entry *entry,
                             struct err *err)
{
    const struct js *sensitive = NULL;
    struct str called;
    struct str description;
    TRY(js_need_str(output, "category", &called, err));
    TRY(js_need(output, "sensitive", JS_ARRAY, &sensitive, err));
    TRY(js_need_str(output, "description", &description, err));
    entry->answered = true;
    entry->called = !str_is(called, SCHEDULE_NO_CATEGORY);
    entry->same_category = str_eq(called, category);
    entry->flagged = sensitive->array.count > 0;
    entry->thin = schedule_description_is_thin(description);
    struct arena *arena = arena_new();
    struct str words = folded_words(arena, description);
    for (size_t i = 0; i < must->array.count; i++) {
        entry->said += is_said(arena, words, &must->array.items[i]);
    }
    arena_free(arena);
    return ERR_OK;
}

enum err_code schedule_entry_find(const struct js *expected, const struct js *output,
                                  struct schedule_entry *entry, struct err *err)
{
    const struct js *must = NULL;
    struct str category;
    struct str sensitive;
    *entry = (struct schedule_entry){.thin = true};
    TRY(js_need_str(expected, "category", &category, err));
    TRY(js_need_str(expected, "sensitive", &sensitive, err));
    TRY(js_need(expected, "must_say", JS_ARRAY, &must, err));
    entry->presumed = !str_is(category, SCHEDULE_NO_CATEGORY);
    entry->sensitive = str_is(sensitive, "yes");
    entry->wanted = must->array.count;
    return output == NULL ? ERR_OK : look_at(output, category, must, entry, err);
}
