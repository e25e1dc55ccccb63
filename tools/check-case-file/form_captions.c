/* See form_captions.h. */
#include "form_captions.h"

#include "field_value.h"
#include "form_heading.h"
#include "line_cells.h"
#include "loose_labels.h"

#include <string.h>

enum { CAPTION_WORDS = 10, CAPTIONS_MIN = 2, CASE_CAPTIONS = 6, STROKES_MIN = 5 };

/* One line, and the block of lines above it without a blank one between. */
struct caption {
    size_t block, start, end;
};

/* The field of which the line is the label and nothing else, LABEL_OTHER: of none. `known`:
 * only the labels of readings.json count. */
static size_t field_of_line(struct arena *arena, const struct label_book *book, struct str line,
                            bool known)
{
    struct loose_words words;
    line = str_trim(line);
    if (line.n > 1 && line.p[0] == '(' && line.p[line.n - 1] == ')') {
        line = str_sub(line, 1, line.n - 2);
        known = false; /* what stands in brackets is written by the form */
    }
    loose_words_read(arena, line, &words);
    char last = line.n > 0 ? line.p[line.n - 1] : '.';
    if (words.count == 0 || words.count > CAPTION_WORDS || strchr(".,;:", last) != NULL ||
        !(line.p[0] >= 'A' && line.p[0] <= 'Z')) {
        return LABEL_OTHER;
    }
    struct label_match match = label_before(book, &words, 0, words.count, true);
    if (match.length > 0) {
        return match.field;
    }
    for (size_t i = 0; i < line.n && !known; i++) {
        known = line.p[i] >= '0' && line.p[i] <= '9';
    }
    return known || form_heading(arena, book->catalogue, line).form != SIZE_MAX
               ? LABEL_OTHER
               : label_by_words(book, &words, 0, words.count);
}

/* A line of strokes to write on: "________". */
static bool is_stroke(struct str line)
{
    line = str_trim(line);
    size_t n = 0;
    while (n < line.n && (line.p[n] == '_' || line.p[n] == '.')) {
        n++;
    }
    return n == line.n && n >= STROKES_MIN;
}

void form_captions_count(struct arena *arena, const struct label_book *book, struct str text,
                         size_t body, size_t end, struct label_styles *styles)
{
    bool blank_before = true;
    bool stroke_before = false;
    for (size_t at = body; at < end && !book->form->list;) {
        struct str line = line_next(text, &at, end);
        size_t next = at;
        bool blank_behind = str_trim(line_next(text, &next, end)).n == 0;
        /* below a stroke, words that go to a field are label enough */
        if (str_trim(line).n > 0 && blank_before != blank_behind &&
            field_of_line(arena, book, line, !stroke_before) < FIELDS_MAX) {
            styles->captions += !blank_before;
            styles->heads += blank_before;
        }
        blank_before = str_trim(line).n == 0;
        stroke_before = is_stroke(line);
    }
}

/* Do more labels end a block of lines than begin one, here, or in the whole case where this
 * form does not tell? */
static bool are_captions(const struct label_styles *own, const struct label_styles *all)
{
    bool here = own->captions >= CAPTIONS_MIN && own->captions > own->heads;
    return here || (own->captions >= own->heads && all != NULL &&
                    all->captions >= CASE_CAPTIONS && all->captions > all->heads);
}

static void take_caption(struct str text, size_t field, const struct caption *caption,
                         struct field_found *fields)
{
    struct field_found one = {0};
    field_take(text, caption->block, caption->start, &one);
    if (!fields[field].labelled || (one.filled && !fields[field].filled)) {
        fields[field] = (struct field_found){.labelled = true,
                                             .filled = one.filled,
                                             .gap = !one.filled,
                                             .label_start = caption->start,
                                             .label_end = caption->end,
                                             .start = one.start,
                                             .end = one.end};
    }
}

bool form_captions(struct arena *arena, const struct label_book *book, struct str text,
                   size_t body, size_t end, struct field_found *fields)
{
    struct caption caption = {body, 0, 0};
    if (book->form->list || !are_captions(book->styles, book->all_styles)) {
        return false;
    }
    for (size_t at = body; at < end;) {
        caption.start = at;
        struct str line = line_next(text, &at, end);
        caption.end = caption.start + line.n;
        size_t next = at;
        bool blank = str_trim(line).n == 0;
        bool last = str_trim(line_next(text, &next, end)).n == 0;
        size_t field = blank || !last ? LABEL_OTHER : field_of_line(arena, book, line, false);
        if (field < FIELDS_MAX) {
            take_caption(text, field, &caption, fields);
        }
        if (blank || field < FIELDS_MAX) {
            caption.block = at;
        }
    }
    return true;
}
