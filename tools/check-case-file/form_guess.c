/* See form_guess.h. */
#include "form_guess.h"

#include "form_heading.h"
#include "form_labels.h"
#include "line_cells.h"
#include "loose_labels.h"

#include <string.h>

enum { TITLE_WORDS = 9, EVIDENCE_LINES = 40, EVIDENCE_WORDS = 9, FIELDS_WANTED = 2 };

/* The words of a line that may be its label: up to a sign, else all of it. */
static struct str label_part(struct str line)
{
    static const char *const signs[] = {":",  "=",    "\t", "   ", "...",
                                        "__", " -> ", " [", " - "};
    size_t from = 0;
    while (from < line.n && strchr(" |[*(", line.p[from]) != NULL && line.p[from] != '\0') {
        from++;
    }
    struct str part = str_from(line, from);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t sign = str_find(part, str_of(signs[i]));
        part = sign != SIZE_MAX && sign > 0 ? str_sub(part, 0, sign) : part;
    }
    size_t bar = str_find(part, STR("|"));
    size_t close = str_find(part, STR("]"));
    part = bar != SIZE_MAX ? str_sub(part, 0, bar) : part;
    return str_trim(close != SIZE_MAX ? str_sub(part, 0, close) : part);
}

/* The words of a line that may be a title: its first cell, without strokes around it. */
static struct str title_part(struct str line)
{
    size_t from = 0;
    while (from < line.n && strchr(" |[*(\t,", line.p[from]) != NULL && line.p[from] != '\0') {
        from++;
    }
    line = str_from(line, from);
    return str_trim(str_sub(line, 0, line_cell_end(line, 0)));
}

/* The field of the form of which these words are a label; LABEL_OTHER: of none. */
static size_t field_of(struct arena *arena, const struct label_book *book, struct str part)
{
    struct loose_words words;
    loose_words_read(arena, part, &words);
    if (words.count == 0 || words.count > EVIDENCE_WORDS) {
        return LABEL_OTHER;
    }
    size_t number = label_section_number(part, &words);
    struct label_match match = label_before(book, &words, number, words.count, true);
    return match.length > 0 ? match.field : label_by_words(book, &words, number, words.count);
}

/* How many fields of the form have a label in the lines below a title; the first may be the
 * columns of a list. */
static size_t fields_below(struct arena *arena, const struct form_catalogue *catalogue,
                           size_t form, struct str text, size_t at, size_t end)
{
    const struct label_book book = {catalogue, &catalogue->forms[form], NULL, NULL, false,
                                    false};
    bool seen[FIELDS_MAX] = {false};
    size_t count = 0;
    for (int lines = 0; at < end && lines < EVIDENCE_LINES; lines++) {
        struct str line = line_next(text, &at, end);
        bool rows = book.form->list || book.form->column_count > 0;
        for (size_t cell = 0; cell < line.n;) {
            size_t stop = line_cell_end(line, cell);
            size_t field = field_of(arena, &book, label_part(str_sub(line, cell, stop - cell)));
            if (field < FIELDS_MAX && !seen[field]) {
                seen[field] = true;
                count++;
            }
            cell = rows || line.n > stop ? stop + 1 : line.n;
        }
    }
    return count;
}

size_t form_guess_heading(struct arena *arena, const struct form_catalogue *catalogue,
                          struct str line, struct str text, size_t at, size_t end, size_t open)
{
    struct loose_words words;
    struct str own = title_part(str_trim(line));
    struct str label = label_part(own);
    size_t best = SIZE_MAX;
    size_t most = 0;
    loose_words_read(arena, own, &words);
    char first = own.n > 0 ? own.p[0] : ' ';
    char last = own.n > 0 ? own.p[own.n - 1] : '.';
    if (words.count == 0 || words.count > TITLE_WORDS || first < 'A' || first > 'Z' ||
        strchr(".,;?", last) != NULL) {
        return SIZE_MAX;
    }
    if (open != SIZE_MAX) {
        const struct label_book book = {catalogue, &catalogue->forms[open], NULL, NULL, false,
                                        false};
        if (field_of(arena, &book, own) != LABEL_OTHER ||
            field_of(arena, &book, label) != LABEL_OTHER ||
            label_before(&book, &words, 0, words.count, true).length > 0) {
            return SIZE_MAX;
        }
    }
    for (size_t f = 0; f < catalogue->count; f++) {
        const struct form_kind *kind = &catalogue->forms[f];
        bool few = kind->field_count < FIELDS_WANTED || kind->list || kind->column_count > 0;
        size_t wanted =
            few || open == SIZE_MAX ? 1 : FIELDS_WANTED; /* a title of its own page */
        if (!form_heading_about(catalogue, &words, f)) {
            continue;
        }
        size_t fields = fields_below(arena, catalogue, f, text, at, end);
        if (fields >= wanted && fields > most) {
            best = f;
            most = fields;
        }
    }
    return best;
}
