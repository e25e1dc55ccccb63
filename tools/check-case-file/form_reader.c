/* See form_reader.h. */
#include "form_reader.h"

#include "field_value.h"
#include "form_captions.h"
#include "form_guess.h"
#include "form_heading.h"
#include "form_labels.h"
#include "form_tables.h"
#include "loose_labels.h"
#include "line_cells.h"

#include <string.h>

/* The line behind `at` that is not blank, or an empty one. */
static struct str line_below(struct str text, size_t at, size_t end)
{
    struct str line = STR("");
    while (at < end && str_trim(line).n == 0) {
        line = line_next(text, &at, end);
    }
    return line;
}

/* Three cells and more without a colon, above a line of as many. */
static bool is_head_of_rows(struct str line, struct str below)
{
    const struct str lines[] = {line, below};
    size_t cells[2] = {0, 0};
    for (size_t i = 0; i < 2; i++) {
        for (size_t at = 0; at < lines[i].n;) {
            size_t stop = line_cell_end(lines[i], at);
            cells[i] += str_trim(str_sub(lines[i], at, stop - at)).n > 0;
            at = stop + 1;
        }
    }
    return cells[0] > 2 && cells[1] >= cells[0] && !str_has_byte(line, ':');
}

/* ---- labels over several lines of a narrow column ---- */

enum { COLUMN_BYTES = 34, WRAPPED_LINES = 3 };

/* The first cell of a line that a label may go on in: it begins the line with a small letter, a
 * figure or a bracket, and is short; empty when it is none. */
static struct str label_rest(struct str line)
{
    struct str cell = str_trim(str_sub(line, 0, line_cell_end(line, 0)));
    bool begins = line.n > 0 && cell.n > 0 && cell.p == line.p && cell.n <= COLUMN_BYTES &&
                  ((line.p[0] >= 'a' && line.p[0] <= 'z') || line.p[0] == '(');
    return begins && strchr(".;:?", cell.p[cell.n - 1]) == NULL ? cell : STR("");
}

/* "Officer taking the        B Oakley", and below it "statement": the label goes on in its
 * column. Such a label is added whole; false when the line begins none. Only in a form in which
 * labels stand in cells of their own. */
static bool wrapped_label(struct labels *labels, const struct label_book *book, struct str text,
                          size_t *at, size_t end)
{
    const size_t base = *at;
    size_t next = base;
    struct str line = line_next(text, &next, end);
    size_t stop = line_cell_end(line, 0);
    struct str first = str_trim(str_sub(line, 0, stop));
    struct str joined = first;
    size_t behind = base + stop; /* of the label, where nothing is written beside it */
    size_t lines = 0;
    if (first.n == 0 || first.n > COLUMN_BYTES || first.p != line.p || first.p[0] < 'A' ||
        first.p[0] > 'Z' || strchr(".;:?", first.p[first.n - 1]) != NULL) {
        return false;
    }
    bool beside = !field_is_blank(str_trim(str_from(line, stop)));
    bool cell = str_trim(str_from(line, stop)).n > 0;
    for (size_t ahead = next; ahead < end && lines < WRAPPED_LINES; lines++) {
        size_t start = ahead;
        struct str below = line_next(text, &ahead, end);
        struct str rest = label_rest(below);
        beside = beside || (rest.n > 0 && rest.n != str_trim(below).n);
        if (rest.n == 0 || (!cell && rest.n != str_trim(below).n)) {
            break;
        }
        joined =
            str_of(arena_printf(labels->arena, "%.*s %.*s", STR_ARG(joined), STR_ARG(rest)));
        behind = start + below.n;
        next = ahead;
    }
    struct loose_words words;
    loose_words_read(labels->arena, joined, &words);
    if (lines == 0 || words.count == 0) {
        return false;
    }
    struct label_match match = label_before(book, &words, 0, words.count, true);
    bool known = match.length > 0;
    size_t field = known ? match.field : label_by_words(book, &words, 0, words.count);
    labels_add(labels, field, base, beside ? base + stop : behind);
    labels->items[labels->count - 1].loose = !known;
    *at = next;
    return true;
}

/* Labels of the cells of a line. The question that is written for the label before it,
 * "Purpose: x    Whose is it?", is none. */
static void cells_labels(struct labels *labels, const struct label_book *book, struct str line,
                         size_t base)
{
    size_t before = labels->count;
    for (size_t cell = 0; cell < line.n;) {
        size_t stop = line_cell_end(line, cell);
        struct str text = str_sub(line, cell, stop - cell);
        size_t mark = str_find(text, STR("?"));
        if (labels->count == before || mark == SIZE_MAX || str_find(text, STR(":")) < mark) {
            labels_in_cell(labels, book, text, base + cell);
        }
        cell = stop + 1;
    }
}

/* Where the last of several cells of a line begins, SIZE_MAX when it has but one. */
static size_t last_cell(struct str line)
{
    size_t last = SIZE_MAX;
    for (size_t cell = 0; cell < line.n;) {
        size_t stop = line_cell_end(line, cell);
        bool blank = str_trim(str_sub(line, cell, stop - cell)).n == 0;
        last = cell > 0 && !blank ? cell : last;
        cell = stop + 1;
    }
    return last;
}

/* "Officer: PC Lee        Plea", and below it "expected: guilty": the end of the line parts a
 * known label. It is added in place of what its halves were taken for, *at goes behind it;
 * false when it is not so. */
static bool split_label(struct labels *labels, const struct label_book *book, struct str text,
                        struct str line, size_t base, size_t *at, size_t end)
{
    size_t cell = last_cell(line);
    size_t next = *at;
    struct str below = line_next(text, &next, end);
    size_t colon = str_find(below, STR(":"));
    struct loose_words words;
    if (cell == SIZE_MAX || colon == SIZE_MAX || colon > COLUMN_BYTES || below.p[0] < 'a' ||
        below.p[0] > 'z' || str_has_byte(str_from(line, cell), ':')) {
        return false;
    }
    struct str joined =
        str_of(arena_printf(labels->arena, "%.*s %.*s", STR_ARG(str_from(line, cell)),
                            STR_ARG(str_sub(below, 0, colon))));
    loose_words_read(labels->arena, joined, &words);
    struct label_match match = label_before(book, &words, 0, words.count, true);
    if (words.count == 0 || match.length == 0) {
        return false;
    }
    while (labels->count > 0 && labels->items[labels->count - 1].start >= base + cell) {
        labels->count--;
    }
    labels_add(labels, match.field, base + cell, *at + colon + 1);
    *at += colon + 1;
    return true;
}

static void find_labels(struct labels *labels, const struct label_book *book, struct str text,
                        size_t body, size_t end, struct field_found *fields)
{
    for (size_t at = body; at < end;) {
        size_t base = at;
        if (form_table(labels, book, text, &at, end, fields) ||
            (label_cells_in_use(book) && wrapped_label(labels, book, text, &at, end))) {
            continue;
        }
        struct str line = line_next(text, &at, end);
        if (book->form->list && is_head_of_rows(line, line_below(text, at, end))) {
            continue; /* of a table that is not understood: nothing in it is told as empty */
        }
        size_t before = labels->count;
        if (book->capitals) {
            (void)label_in_capitals(labels, book, line, base);
            continue;
        }
        cells_labels(labels, book, line, base);
        if (split_label(labels, book, text, line, base, &at, end)) {
            continue;
        }
        if (labels->count == before) {
            (void)label_of_line(labels, book, text, line, base);
        }
    }
}

/* Does the label that ends at `at` end as a sentence with a gap does: "The plea is ....."? */
static bool is_sentence_gap(struct str text, size_t at)
{
    static const char *const words[] = {" is", " are", " was", " were", " by", " are:", " is:"};
    struct str before = str_trim(str_sub(text, 0, at));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_ends(before, str_of(words[i]))) {
            return true;
        }
    }
    return false;
}

/* "Plea: ________" and nothing else on the line, or dots behind a word of a sentence: its end,
 * SIZE_MAX when it is not so. */
static size_t left_blank(struct str text, size_t at, size_t end)
{
    size_t strokes = 0;
    bool gap = is_sentence_gap(text, at);
    while (at < end && text.p[at] != '\n') {
        if (text.p[at] == '_' || (gap && text.p[at] == '.')) {
            strokes++;
        } else if (text.p[at] != ' ' && text.p[at] != ':') {
            return SIZE_MAX;
        }
        at++;
    }
    return strokes >= 3 ? at : SIZE_MAX;
}

enum { WORDS_BEFORE = 40 }; /* bytes of the words of a label before those that are known */

/* "Age: to follow", and below a blank line the words of a statement: where the line ends,
 * SIZE_MAX when it is not so. */
static size_t blank_beside(struct str text, size_t at, size_t end)
{
    size_t next = at;
    struct str line = line_next(text, &next, end);
    size_t below = next;
    struct field_found one = {0};
    field_take(text, at, at + line.n, &one);
    return !one.filled && next < end && str_trim(line_next(text, &below, end)).n == 0
               ? at + line.n
               : SIZE_MAX;
}

/* Does the label begin its line, or a cell of it? */
static bool begins_line(struct str text, size_t at)
{
    if (at > 3 && (text.p[at - 1] == '\t' || memcmp(text.p + at - 3, "   ", 3) == 0)) {
        return true;
    }
    while (at > 0 && (text.p[at - 1] == ' ' || text.p[at - 1] == '|')) {
        at--;
    }
    return at == 0 || text.p[at - 1] == '\n';
}

/* Is nothing written beside the label that ends at `at`? */
static bool ends_line(struct str text, size_t at)
{
    struct str rest = line_next(text, &at, text.n);
    return str_trim(rest).n == 0;
}

/* "Indication of plea: guilty": where the line of label k begins when few words stand before
 * it and no other label, else the label. */
static size_t line_of_label(struct str text, const struct labels *labels, size_t i, size_t k)
{
    size_t start = labels->items[k].start;
    size_t base = start;
    while (base > labels->items[i].end && text.p[base - 1] != '\n') {
        base--;
    }
    bool own = base > labels->items[i].end;
    for (size_t j = i + 1; j < k; j++) {
        own = own && labels->items[j].end <= base;
    }
    return own && start - base <= WORDS_BEFORE ? base : start;
}

/* Where what is written for label i ends: at the next label; one that is only taken for a label
 * does not end what has not begun, unless the form has what is written beside its labels. */
static size_t value_end(struct str text, const struct labels *labels, bool beside, size_t i,
                        size_t end)
{
    size_t line_end = left_blank(text, labels->items[i].end, end);
    if (line_end == SIZE_MAX && beside) {
        line_end = blank_beside(text, labels->items[i].end, end);
    }
    if (line_end != SIZE_MAX) {
        return line_end;
    }
    for (size_t k = i + 1; k < labels->count; k++) {
        struct field_found so_far = {0};
        if (labels->items[k].field == LABEL_UNKNOWN &&
            !(beside && begins_line(text, labels->items[k].start))) {
            field_take(text, labels->items[i].end, labels->items[k].start, &so_far);
            if (!so_far.filled) {
                continue;
            }
        }
        return beside || ends_line(text, labels->items[k].end)
                   ? line_of_label(text, labels, i, k)
                   : labels->items[k].start;
    }
    return end;
}

/* Does the label end with a colon: is it no title of a box over further labels? */
static bool has_colon(struct str text, const struct label_place *label)
{
    return label->end > label->start && text.p[label->end - 1] == ':';
}

/* What is known of a field so far. */
struct field_state {
    bool known; /* a known label of it stands there */
    bool empty; /* with a colon and nothing behind it */
};

/* What stands behind a label goes into its field: a known label's before that of one told by
 * its words, which only tells something of a field that has no other, or one without a colon in
 * which nothing stands. */
static void take_label_value(const struct label_book *book, struct str text,
                             const struct label_place *label, size_t end,
                             struct field_state *state, struct field_found *field)
{
    struct field_found one = {0};
    bool first = !label->loose && !state->known;
    field_take(text, label->end, end, &one);
    if (!field->labelled || (!one.filled && !label->loose && book->form->list) || first) {
        field->labelled = true;
        field->label_start = label->start;
        field->label_end = label->end;
    }
    field->gap = field->gap || (!one.filled && !label->loose);
    state->empty = state->empty || (first && !one.filled && has_colon(text, label));
    if (first && state->empty) {
        field->filled = false;
    }
    if (one.filled && (first || (!field->filled && !(label->loose && state->empty)))) {
        field->filled = true;
        field->start = one.start;
        field->end = one.end;
    }
    state->known = state->known || !label->loose;
}

struct forms_reading {
    struct arena *arena;
    struct arena *passing; /* of one paper: words of its lines */
    const struct papers *papers;
    const struct form_catalogue *catalogue;
    struct forms_found *found;
};

/* Reads a form; `styles` gets how its known labels stand when it is not NULL, else those of
 * `all` and its own tell further labels. */
static void read_fields(const struct forms_reading *reading, struct form_found *form,
                        const struct label_styles *all, struct label_styles *styles)
{
    const struct form_catalogue *catalogue = reading->catalogue;
    struct str text = reading->papers->items[form->paper].text;
    struct labels labels = {.arena = reading->passing};
    struct label_styles own = {0};
    struct label_book book = {catalogue, &catalogue->forms[form->kind], NULL, NULL, false,
                              false};
    struct field_state states[FIELDS_MAX] = {{false, false}};
    find_labels(&labels, &book, text, form->body, form->end, form->fields);
    label_styles_add(&own, text, &labels);
    label_styles_guess(reading->passing, &book, text, form->body, form->end, &own);
    label_capitals_count(reading->passing, &book, text, form->body, form->end, &own);
    form_captions_count(reading->passing, &book, text, form->body, form->end, &own);
    if (styles != NULL) {
        label_styles_join(styles, &own);
        return;
    }
    memset(form->fields, 0, sizeof form->fields);
    book.styles = &own;
    book.all_styles = all;
    if (form_captions(reading->passing, &book, text, form->body, form->end, form->fields)) {
        return;
    }
    labels.count = 0;
    book.capitals = labels_are_capitals(&own, all);
    book.bare = !book.capitals &&
                labels_are_bare(reading->passing, &book, text, form->body, form->end, &own);
    find_labels(&labels, &book, text, form->body, form->end, form->fields);
    for (size_t i = 0; i < FIELDS_MAX; i++) {
        states[i].known = form->fields[i].labelled;
    }
    for (size_t i = 0; i < labels.count; i++) {
        const struct label_place *label = &labels.items[i];
        if (label->field < FIELDS_MAX) {
            take_label_value(&book, text, label,
                             value_end(text, &labels, own.beside > own.below, i, form->end),
                             &states[label->field], &form->fields[label->field]);
        }
    }
}

static struct form_found *add_form(struct arena *arena, struct forms_found *found)
{
    if (found->count == found->room) {
        size_t room = found->room * 2 + 16;
        struct form_found *items = arena_alloc(arena, room * sizeof *items);
        if (found->count > 0) {
            memcpy(items, found->items, found->count * sizeof *items);
        }
        found->items = items;
        found->room = room;
    }
    found->items[found->count] = (struct form_found){0};
    return &found->items[found->count++];
}

enum {
    TITLE_LINES = 5,
    LABELS_OF_FORM = 2,
    NEAR_LABELS = 40,
    SIGN_LINES = 8,
    SIGN_BYTES = 70,
    SIGNS_MIN = 2
};

/* Do some of the next lines have a sign behind a few words, as labels have, or brackets? */
static bool has_signs(struct str text, size_t at, size_t end)
{
    static const char *const signs[] = {":", "\t", "|", " -> ", " = ", "   ", "...", "__", "]"};
    size_t count = 0;
    for (int lines = 0; at < end && lines < SIGN_LINES; lines++) {
        struct str line = str_trim(line_next(text, &at, end));
        bool sign = false;
        for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
            size_t found = str_find(line, str_of(signs[i]));
            sign = sign || (found != SIZE_MAX && found > 0 && found < SIGN_BYTES);
        }
        count += sign;
    }
    return count >= SIGNS_MIN;
}

/* Do labels of two of the form's fields stand in the lines from `at` on; of one below a heading
 * that has code and title, or what may be labels? */
static bool has_fields(struct arena *arena, const struct form_catalogue *catalogue,
                       const struct heading *heading, struct str text, size_t at, size_t end)
{
    size_t kind = heading->form;
    const struct label_book book = {catalogue, &catalogue->forms[kind], NULL, NULL, false,
                                    false};
    struct labels labels = {.arena = arena};
    struct form_found form = {0};
    bool seen[FIELDS_MAX] = {false};
    size_t stop = at;
    size_t count = 0;
    for (int lines = 0; stop < end && lines < NEAR_LABELS; lines++) {
        (void)line_next(text, &stop, end);
    }
    find_labels(&labels, &book, text, at, stop, form.fields);
    for (size_t i = 0; i < labels.count; i++) {
        size_t field = labels.items[i].field;
        if (field < FIELDS_MAX) {
            seen[field] = true;
        }
    }
    for (size_t i = 0; i < book.form->field_count; i++) {
        count += seen[i] || form.fields[i].labelled;
    }
    bool sure = heading->code && heading->title;
    bool few = book.form->column_count > 0; /* "there is none", and who says so */
    return count >= LABELS_OF_FORM || (count > 0 && (sure || few || book.form->list)) ||
           (sure && has_signs(text, at, end));
}

/* Further forms of a page, one after the other: each ends the one before it. */
static void split_page(const struct forms_reading *reading, size_t index,
                       const struct paper_page *page, struct form_found *open)
{
    const struct form_catalogue *catalogue = reading->catalogue;
    struct str text = reading->papers->items[index].text;
    struct str above = STR("");
    bool blank_above = false;
    size_t first = open != NULL && open->body > page->start ? open->body : page->start;
    for (size_t at = first; at < page->end;) {
        size_t base = at;
        struct str line = line_next(text, &at, page->end);
        if (str_trim(line).n == 0) {
            blank_above = true;
            continue;
        }
        struct str own = str_trim(line);
        if (blank_above || str_starts(own, STR("Subject:"))) {
            struct heading heading = form_heading_inside(
                reading->passing, catalogue, line, above, line_below(text, at, page->end));
            bool goes_on = open != NULL && heading.form == open->kind && heading.more;
            bool heads = heading.form != SIZE_MAX && !goes_on &&
                         has_fields(reading->passing, catalogue, &heading, text, at, page->end);
            if (!heads && blank_above && heading.form == SIZE_MAX) {
                heading.form =
                    form_guess_heading(reading->passing, catalogue, line, text, at, page->end,
                                       open != NULL ? open->kind : SIZE_MAX);
                heads =
                    heading.form != SIZE_MAX && (open == NULL || heading.form != open->kind);
            }
            if (heads) {
                if (open != NULL) {
                    open->end = base;
                }
                open = add_form(reading->arena, reading->found);
                *open = (struct form_found){.kind = heading.form,
                                            .paper = index,
                                            .start = base,
                                            .body = at,
                                            .end = page->end};
            }
        }
        above = line;
        blank_above = false;
    }
}

/* The form that a title in other words heads, in one of the first lines of a page; *body: the
 * bytes behind it. */
static size_t guess_of_page(const struct forms_reading *reading, struct str text,
                            const struct paper_page *page, size_t *body)
{
    size_t at = page->start;
    for (int lines = 0; at < page->end && lines < TITLE_LINES;) {
        struct str line = line_next(text, &at, page->end);
        if (str_trim(line).n == 0) {
            continue;
        }
        lines++;
        size_t kind = form_guess_heading(reading->passing, reading->catalogue, line, text, at,
                                         page->end, SIZE_MAX);
        if (kind != SIZE_MAX) {
            *body = at;
            return kind;
        }
    }
    return SIZE_MAX;
}

static void read_paper(const struct forms_reading *reading, size_t index)
{
    const struct paper *paper = &reading->papers->items[index];
    const struct form_catalogue *catalogue = reading->catalogue;
    struct forms_found *found = reading->found;
    struct form_found *open = NULL;
    const size_t before = found->count;
    for (size_t i = 0; i < paper->page_count; i++) {
        const struct paper_page *page = &paper->pages[i];
        size_t body;
        if (form_list_of_papers(reading->passing, catalogue, paper->text, page->start,
                                page->end)) {
            open = NULL;
            continue;
        }
        bool more;
        size_t kind =
            form_heading_of_page(reading->passing, catalogue, paper, page, &more, &body);
        if (kind == SIZE_MAX && i == 0) {
            struct heading heading = form_heading(reading->passing, catalogue, paper->name);
            kind = heading.form;
            more = heading.more;
            body = page->start;
        }
        if (kind == SIZE_MAX) {
            kind = guess_of_page(reading, paper->text, page, &body);
        }
        bool same = open != NULL && kind == open->kind && more;
        if (kind != SIZE_MAX && !same) {
            open = add_form(reading->arena, found);
            open->kind = kind;
            open->paper = index;
            open->start = page->start;
            open->body = body;
        }
        if (open != NULL) {
            open->end = page->end;
        }
        split_page(reading, index, page, open);
        open = found->count > before ? &found->items[found->count - 1] : NULL;
    }
}

void forms_read(struct arena *arena, const struct papers *papers,
                const struct form_catalogue *catalogue, struct forms_found *found)
{
    const struct forms_reading reading = {arena, arena_new(), papers, catalogue, found};
    *found = (struct forms_found){0};
    for (size_t i = 0; i < papers->count; i++) {
        size_t before = found->count;
        papers_open(papers, i);
        read_paper(&reading, i);
        if (found->count > before) {
            papers_keep(papers, i);
        }
        arena_reset(reading.passing);
    }
    struct label_styles styles = {0};
    for (size_t i = 0; i < found->count; i++) { /* how labels stand in the whole case */
        read_fields(&reading, &found->items[i], &styles, &styles);
        memset(found->items[i].fields, 0, sizeof found->items[i].fields);
        arena_reset(reading.passing);
    }
    for (size_t i = 0; i < found->count; i++) {
        read_fields(&reading, &found->items[i], &styles, NULL);
        arena_reset(reading.passing);
    }
    arena_free(reading.passing);
}
