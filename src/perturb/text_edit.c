/* See text_edit.h. */
#include "perturb/text_edit.h"

#include "base/utf8.h"

enum err_code text_edit_begin(struct arena *arena, struct str text, size_t more,
                              struct text_edit *edit, struct err *err)
{
    size_t at = 0;
    size_t count = utf8_count(text);
    if (count > TEXT_EDIT_MAX) {
        return err_set(err, ERR_LIMIT, "a text of %zu letters: at most %d are taken", count,
                       TEXT_EDIT_MAX);
    }
    uint32_t *letters = arena_alloc(arena, (count + 1) * sizeof *letters);
    for (size_t i = 0; i < count; i++) {
        (void)utf8_next(text, &at, &letters[i]);
    }
    letters[count] = 0;
    *edit = (struct text_edit){.from = letters, .from_count = count};
    edit->to = arena_alloc(arena, (2 * count + more + 2) * sizeof *edit->to);
    edit->moved = arena_alloc(arena, (count + 1) * sizeof *edit->moved);
    return ERR_OK;
}

void text_edit_put(struct text_edit *edit, uint32_t letter)
{
    edit->to[edit->to_count++] = letter;
}

static void step(struct text_edit *edit)
{
    if (edit->at >= edit->from_count) {
        BUG("a letter past the end of the text");
    }
    edit->moved[edit->at++] = edit->to_count;
}

void text_edit_keep(struct text_edit *edit)
{
    text_edit_replace(edit, text_edit_ahead(edit, 0));
}

void text_edit_replace(struct text_edit *edit, uint32_t letter)
{
    step(edit);
    edit->to[edit->to_count++] = letter;
}

void text_edit_drop(struct text_edit *edit)
{
    step(edit);
}

uint32_t text_edit_ahead(const struct text_edit *edit, size_t by)
{
    return edit->at + by < edit->from_count ? edit->from[edit->at + by] : 0;
}

struct str text_edit_end(struct text_edit *edit, struct arena *arena)
{
    while (edit->at < edit->from_count) {
        text_edit_keep(edit);
    }
    edit->moved[edit->from_count] = edit->to_count;
    char *text = arena_alloc(arena, 4 * edit->to_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < edit->to_count; i++) {
        n += utf8_encode(edit->to[i], text + n);
    }
    text[n] = '\0';
    return str_n(text, n);
}
