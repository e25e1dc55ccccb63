/* See loose_labels.h. */
#include "loose_labels.h"

#include "casetext/prose.h"
#include "field_value.h"
#include "form_heading.h"
#include "line_cells.h"

#include <string.h>

enum {
    LOOSE_LABEL_WORDS = 11,
    LOOSE_LABEL_BYTES = 90,
    CASE_STYLES = 4,
    CASE_SHARE = 4,
    BARE_LABELS = 2,
    VALUE_BLANKS = 6,
    KNOWN_LABELS = 2,
    CAPITAL_BYTES = 3,
    CASE_CAPITALS = 8,
    OTHER_BYTES = 6 /* shorter words may be initials of somebody */
};

static const struct str arrows[] = {{"->", 2}, {"=>", 2}, {"\xE2\x86\x92", 3}};
static const struct str dashes[] = {{"-", 1}, {"\xE2\x80\x93", 3}, {"\xE2\x80\x94", 3}};

static bool starts_one_of(struct str text, const struct str *signs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_starts(text, signs[i])) {
            return true;
        }
    }
    return false;
}

/* ---- how known labels stand ---- */

/* The line that holds the byte, and where it begins. */
static struct str line_of(struct str text, size_t at, size_t *base)
{
    *base = at;
    while (*base > 0 && text.p[*base - 1] != '\n') {
        (*base)--;
    }
    size_t next = *base;
    return line_next(text, &next, text.n);
}

static bool blank_above(struct str text, size_t base)
{
    size_t end = base > 0 ? base - 1 : 0;
    size_t start = end;
    while (start > 0 && text.p[start - 1] != '\n') {
        start--;
    }
    for (size_t i = start; i < end; i++) {
        if (strchr(" \t\r-=_*", text.p[i]) == NULL) {
            return false;
        }
    }
    return true; /* or a rule */
}

/* The sign behind a label whose last letter is before `at` of its line; LABEL_STYLES: none. */
static enum label_style style_behind(struct str line, size_t at, bool begins)
{
    size_t i = at;
    while (i < line.n && (line.p[i] == ')' || line.p[i] == '.' || line.p[i] == '?')) {
        i++;
    }
    size_t gap = i;
    while (i < line.n && line.p[i] == ' ') {
        i++;
    }
    struct str rest = str_from(line, i);
    if (str_starts(rest, STR(":"))) {
        return STYLE_COLON;
    }
    if (gap >= at + 3 || str_starts(rest, STR("...")) || str_starts(rest, STR("__"))) {
        return STYLE_DOTS;
    }
    if (starts_one_of(rest, arrows, sizeof arrows / sizeof arrows[0])) {
        return STYLE_ARROW;
    }
    if (str_starts(rest, STR("="))) {
        return STYLE_EQUALS;
    }
    if (gap < i && starts_one_of(rest, dashes, sizeof dashes / sizeof dashes[0])) {
        return STYLE_DASH;
    }
    if (str_starts(rest, STR("]"))) {
        return STYLE_BRACKETS;
    }
    bool bars = str_has_byte(line, '|') || str_has_byte(line, '\t');
    if (begins && str_trim(rest).n == 0 && !bars) {
        return STYLE_LINE;
    }
    bool cell = i >= gap + 3 || str_starts(rest, STR("|")) || str_starts(rest, STR("\t"));
    return begins && cell ? STYLE_CELL : LABEL_STYLES;
}

/* Cells in which something is written; those of "[      ]" are none. */
static size_t cells_of(struct str line)
{
    size_t cells = 0;
    bool bars = str_has_byte(line, '|');
    for (size_t at = 0; at < line.n;) {
        size_t stop = line_cell_end(line, at);
        while (bars && stop < line.n && line.p[stop] != '|') {
            stop++;
        }
        struct str cell = str_trim(str_sub(line, at, stop - at));
        cells += cell.n > 0 && !str_is(cell, "[") && !str_is(cell, "]");
        at = stop + 1;
    }
    return cells;
}

void label_styles_add(struct label_styles *styles, struct str text, const struct labels *labels)
{
    for (size_t i = 0; i < labels->count; i++) {
        const struct label_place *label = &labels->items[i];
        size_t base;
        struct str line = line_of(text, label->start, &base);
        size_t end = label->end < base + line.n ? label->end - base : line.n;
        if (label->field >= FIELDS_MAX || label->loose || label->start < base) {
            continue;
        }
        while (end > label->start - base && strchr(" :.-=>]_?()", line.p[end - 1]) != NULL) {
            end--;
        }
        struct str before = str_trim(str_sub(line, 0, label->start - base));
        bool begins =
            before.n == 0 || str_is(before, "|") || str_is(before, "(") || str_is(before, "*");
        char letter = line.p[label->start - base];
        if (letter >= 'a' && letter <= 'z' && before.n == 0) {
            continue; /* the rest of a label, or what is written */
        }
        enum label_style style = style_behind(line, end, begins);
        if (style == LABEL_STYLES || (style == STYLE_CELL && cells_of(line) > 2)) {
            continue; /* not that of a row of labels */
        }
        styles->seen[style]++;
        size_t behind = end;
        while (behind < line.n && strchr(" :.-=>]|\t_?()", line.p[behind]) != NULL) {
            behind++;
        }
        *(behind < line.n ? &styles->beside : &styles->below) += 1;
        if (style == STYLE_LINE) {
            styles->capitals += prose_all_capitals(str_trim(line));
            styles->spaced += blank_above(text, base);
        }
    }
}

void label_styles_join(struct label_styles *styles, const struct label_styles *more)
{
    for (size_t i = 0; i < LABEL_STYLES; i++) {
        styles->seen[i] += more->seen[i];
    }
    styles->beside += more->beside;
    styles->below += more->below;
    styles->capitals += more->capitals;
    styles->spaced += more->spaced;
    styles->captions += more->captions;
    styles->heads += more->heads;
    styles->bare_capitals += more->bare_capitals;
}

static size_t labels_seen(const struct label_styles *styles)
{
    size_t all = 0;
    for (size_t i = 0; i < LABEL_STYLES; i++) {
        all += styles->seen[i];
    }
    return all;
}

bool label_cells_in_use(const struct label_book *book)
{
    const struct label_styles *styles = book->styles;
    if (styles != NULL && labels_seen(styles) == 0) {
        styles = book->all_styles;
    }
    return styles != NULL && styles->seen[STYLE_CELL] > 0 &&
           styles->seen[STYLE_CELL] * 2 >= labels_seen(styles) &&
           styles->beside > styles->below;
}

/* "Occupation Baker": a label, a blank, what is written. */
static bool is_bare(struct arena *arena, const struct label_book *book, struct str line)
{
    struct loose_words words;
    loose_words_read(arena, line, &words);
    if (prose_all_capitals(str_trim(line)) ||
        label_before(book, &words, 0, words.count, true).length > 0) {
        return false; /* all label */
    }
    for (size_t i = 0; i + 1 < words.count && i < LABEL_WORDS; i++) {
        size_t end = words.items[i].end;
        size_t next = words.items[i + 1].start;
        char c = line.p[next];
        bool begins = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (begins && next == end + 1 && line.p[end] == ' ' &&
            label_before(book, &words, 0, i + 1, true).field < FIELDS_MAX) {
            return true;
        }
    }
    return false;
}

bool labels_are_bare(struct arena *arena, const struct label_book *book, struct str text,
                     size_t at, size_t end, const struct label_styles *styles)
{
    size_t bare = 0;
    size_t others = 0;
    while (at < end) {
        bare += is_bare(arena, book, line_next(text, &at, end));
    }
    for (size_t i = 0; i < LABEL_STYLES; i++) {
        others += i == STYLE_LINE ? 0 : styles->seen[i];
    }
    return bare >= BARE_LABELS && bare > others;
}

/* ---- words that go to a field ---- */

/* Words of speech are in no label: "He was cautioned at: …". */
static bool is_speech(struct str folded)
{
    static const char *const words[] = {"l", "he", "she", "they", "we", "was", "were", "had"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_is(folded, words[i])) {
            return true;
        }
    }
    return false;
}

/* "What was said in reply" is a label. */
static bool is_asking(struct str folded)
{
    static const char *const words[] = {"what", "who", "when", "where",
                                        "why",  "how", "was",  "were"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_is(folded, words[i])) {
            return true;
        }
    }
    return false;
}

size_t label_by_words(const struct label_book *book, const struct loose_words *words,
                      size_t from, size_t to)
{
    size_t first;
    size_t last;
    if (to <= from || to - from > LOOSE_LABEL_WORDS) {
        return LABEL_OTHER;
    }
    for (size_t i = from; i < to && !is_asking(words->items[from].folded); i++) {
        /* "This form was completed by ____", "Plea we expect" */
        bool ends = i + 2 >= to && i > from;
        if (is_speech(words->items[i].folded) && !ends) {
            return LABEL_OTHER;
        }
    }
    for (size_t i = 0; i < book->catalogue->foreign_count; i++) {
        if (loose_phrase_find(&book->catalogue->foreign[i], words, from, to, &first, &last)) {
            return LABEL_OTHER;
        }
    }
    for (size_t i = 0; i < book->form->cue_count; i++) {
        const struct label_cue *cue = &book->form->cues[i];
        if (loose_phrase_find(&cue->phrase, words, from, to, &first, &last)) {
            return cue->field < FIELDS_MAX ? cue->field : LABEL_OTHER;
        }
    }
    return LABEL_OTHER;
}

/* ---- labels in capitals, and no sign behind them ---- */

/* Does the word, of a line's capitals but not within brackets, begin what is written: a rank, a
 * family name before a comma, a figure, a sign, "I"? */
static bool begins_value(struct str word, bool first)
{
    static const char *const ranks[] = {"PC", "DC", "DS", "PS", "DI", "SGT", "INSP", "PCSO"};
    for (size_t i = 0; i < sizeof ranks / sizeof ranks[0]; i++) {
        if (str_is(word, ranks[i])) {
            return true;
        }
    }
    if (word.n == 0) {
        return false;
    }
    bool figure = word.p[0] >= '0' && word.p[0] <= '9';
    bool alone = word.n == 1 && (word.p[0] == 'I' || word.p[0] == 'A');
    return strchr("?-./", word.p[0]) != NULL || word.p[word.n - 1] == ',' ||
           (!first && (figure || alone));
}

static bool has_small(struct str word)
{
    for (size_t i = 0; i < word.n; i++) {
        if ((word.p[i] >= 'a' && word.p[i] <= 'z') || (word.p[i] & 0x80) != 0) {
            return true;
        }
    }
    return false;
}

/* The bytes of the words in capitals that begin a line: its label, where it is one. */
static size_t capitals_of(struct str line)
{
    size_t end = 0;
    bool bracket = false; /* within one: "AGE (WRITE OVER 18)" */
    for (size_t at = 0; at < line.n;) {
        size_t blank = str_find(str_from(line, at), STR(" "));
        size_t stop = blank == SIZE_MAX ? line.n : at + blank;
        struct str word = str_sub(line, at, stop - at);
        if (has_small(word) || (!bracket && begins_value(word, at == 0))) {
            break;
        }
        bracket = (bracket || str_has_byte(word, '(')) && !str_has_byte(word, ')');
        end = word.n > 0 ? stop : end;
        at = stop + 1;
    }
    return end;
}

/* The field of the words in capitals; LABEL_OTHER: of none. */
static size_t field_in_capitals(struct arena *arena, const struct label_book *book,
                                struct str said, bool *known)
{
    struct loose_words words;
    loose_words_read(arena, said, &words);
    if (words.count == 0 || words.count > LOOSE_LABEL_WORDS) {
        return LABEL_OTHER;
    }
    struct label_match match = label_before(book, &words, 0, words.count, true);
    *known = match.length > 0;
    return *known ? match.field : label_by_words(book, &words, 0, words.count);
}

void label_capitals_count(struct arena *arena, const struct label_book *book, struct str text,
                          size_t at, size_t end, struct label_styles *styles)
{
    size_t capitals = 0;
    while (at < end && !book->form->list) {
        struct str line = str_trim(line_next(text, &at, end));
        size_t stop = capitals_of(line);
        bool known;
        capitals += stop >= CAPITAL_BYTES && stop < line.n && line.p[stop - 1] != ':' &&
                    field_in_capitals(arena, book, str_sub(line, 0, stop), &known) < FIELDS_MAX;
    }
    styles->bare_capitals += capitals;
}

bool labels_are_capitals(const struct label_styles *own, const struct label_styles *all)
{
    bool many = own->bare_capitals >= BARE_LABELS ||
                (own->bare_capitals > 0 && all->bare_capitals >= CASE_CAPITALS);
    return many && own->bare_capitals > labels_seen(own) - own->seen[STYLE_LINE];
}

bool label_in_capitals(struct labels *labels, const struct label_book *book, struct str line,
                       size_t base)
{
    bool known = false;
    size_t stop = capitals_of(line);
    struct str said = str_sub(line, 0, stop);
    size_t field = stop < CAPITAL_BYTES ? LABEL_OTHER
                                        : field_in_capitals(labels->arena, book, said, &known);
    if (stop < CAPITAL_BYTES ||
        (field == LABEL_OTHER && (stop == line.n || stop < OTHER_BYTES))) {
        return false;
    }
    labels_add(labels, field, base, base + stop);
    labels->items[labels->count - 1].loose = !known;
    return true;
}

/* ---- a line that stands as labels do ---- */

/* Do known labels of the form stand so, or many of the whole case? Without a sign, only where
 * this form has none that stands otherwise. */
static bool is_in_use(const struct label_book *book, enum label_style style)
{
    size_t others = 0;
    size_t all = 0;
    for (size_t i = 0; i < LABEL_STYLES; i++) {
        others += i == style ? 0 : book->styles->seen[i];
        all += book->all_styles->seen[i];
    }
    bool sign = style != STYLE_LINE && style != STYLE_CELL;
    bool common = book->all_styles->seen[style] >= CASE_STYLES &&
                  book->all_styles->seen[style] * CASE_SHARE >= all;
    return book->styles->seen[style] > 0 || (common && (sign || others == 0));
}

/* Where the first of these signs stands between blanks, or at the end behind one. */
static size_t sign_in(struct str line, const struct str *signs, size_t count, size_t *length)
{
    for (size_t i = 1; i < line.n && i < LOOSE_LABEL_BYTES; i++) {
        for (size_t k = 0; k < count; k++) {
            size_t end = i + signs[k].n;
            bool apart = line.p[i - 1] == ' ' && (end == line.n || line.p[end] == ' ');
            if (str_starts(str_from(line, i), signs[k]) && (apart || line.p[i] == '=')) {
                *length = signs[k].n;
                return i;
            }
        }
    }
    return SIZE_MAX;
}

/* A part of a line that may be its label. */
struct part {
    size_t start, end; /* of the words */
    size_t behind;     /* where what is written begins */
    enum label_style style;
};

/* The part of the line before a sign, in brackets, in its first cell, or all of it. */
static bool part_of_line(const struct label_book *book, struct str line, struct part *part)
{
    static const struct str equals[] = {{"=", 1}};
    const struct {
        const struct str *signs;
        size_t count;
        enum label_style style;
    } ways[] = {{arrows, sizeof arrows / sizeof arrows[0], STYLE_ARROW},
                {equals, 1, STYLE_EQUALS},
                {dashes, sizeof dashes / sizeof dashes[0], STYLE_DASH}};
    size_t from = 0;
    while (from < line.n &&
           (line.p[from] == ' ' || line.p[from] == '|' || line.p[from] == '*')) {
        from++;
    }
    size_t close = str_find(line, STR("]"));
    if (from < line.n && line.p[from] == '[' && close != SIZE_MAX &&
        is_in_use(book, STYLE_BRACKETS)) {
        *part = (struct part){from + 1, close, close + 1, STYLE_BRACKETS};
        return true;
    }
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        size_t length = 0;
        size_t at = is_in_use(book, ways[i].style)
                        ? sign_in(line, ways[i].signs, ways[i].count, &length)
                        : SIZE_MAX;
        if (at != SIZE_MAX && at > from) {
            *part = (struct part){from, at, at + length, ways[i].style};
            return true;
        }
    }
    size_t stop = line_cell_end(line, from);
    bool parted = stop < line.n && (line.p[stop] == '\t' || str_has_byte(line, '|'));
    if (stop < line.n && cells_of(line) <= 2 && from < stop &&
        (parted || is_in_use(book, STYLE_CELL))) {
        *part = (struct part){from, stop, stop, STYLE_CELL};
        return true;
    }
    *part = (struct part){from, line.n, line.n, STYLE_LINE};
    return stop == line.n && !book->bare &&
           (is_in_use(book, STYLE_LINE) || (from <= 2 && is_in_use(book, STYLE_CELL)));
}

/* The style of a line that has two parts by any sign; LABEL_STYLES: it has none. */
static enum label_style any_style(struct str line, struct part *part)
{
    const struct label_styles every = {.seen = {1, 1, 1, 1, 1, 1, 1, 0}};
    const struct label_book book = {.styles = &every, .all_styles = &every};
    return part_of_line(&book, line, part) && part->style != STYLE_LINE ? part->style
                                                                        : LABEL_STYLES;
}

void label_styles_guess(struct arena *arena, const struct label_book *book, struct str text,
                        size_t body, size_t end, struct label_styles *styles)
{
    size_t known = labels_seen(styles);
    for (size_t at = body; at < end && known < KNOWN_LABELS && !book->form->list;) {
        struct str line = line_next(text, &at, end);
        struct part part;
        struct loose_words words;
        enum label_style style = any_style(line, &part);
        if (style == LABEL_STYLES || part.start > 0 || line.p[0] < 'A' || line.p[0] > 'Z') {
            continue;
        }
        struct str said = str_sub(line, part.start, part.end - part.start);
        loose_words_read(arena, said, &words);
        if (label_by_words(book, &words, 0, words.count) < FIELDS_MAX) {
            styles->seen[style]++;
            styles->beside += str_trim(str_from(line, part.behind)).n > 0;
        }
    }
}

/* Is the line what is written for the label above, which has nothing beside it, or no label by
 * its signs? */
static bool is_value(const struct labels *labels, struct str text, struct str line, size_t base)
{
    for (size_t i = 0; i < line.n; i++) {
        if (strchr(",:=>", line.p[i]) != NULL || (line.p[i] >= '0' && line.p[i] <= '9')) {
            return true;
        }
    }
    if (str_find(line, STR(" - ")) != SIZE_MAX) {
        return true;
    }
    if (labels->count == 0) {
        return false;
    }
    const struct label_place *last = &labels->items[labels->count - 1];
    size_t next = last->end;
    struct str beside = line_next(text, &next, text.n);
    struct field_found one = {0};
    field_take(text, last->end, last->end + beside.n, &one);
    return next == base && !one.filled;
}

static size_t blanks_in(struct str line)
{
    size_t count = 0;
    for (size_t i = 0; i < line.n; i++) {
        count += line.p[i] == ' ';
    }
    return count;
}

/* A line of its own is a label below a blank line and in capitals where the others are. */
static bool stands_alone(const struct labels *labels, const struct label_book *book,
                         struct str text, struct str line, size_t base)
{
    const struct label_styles *styles =
        book->styles->seen[STYLE_LINE] > 0 ? book->styles : book->all_styles;
    bool capitals = styles->capitals * 2 > styles->seen[STYLE_LINE];
    bool lines = is_in_use(book, STYLE_LINE);
    size_t next = base;
    (void)line_next(text, &next, text.n);
    struct str below = line_next(text, &next, text.n);
    line = str_trim(line);
    char last = line.n > 0 ? line.p[line.n - 1] : '.';
    if (!lines) { /* the cell beside it is empty, and so not there */
        return !book->bare && blanks_in(line) < VALUE_BLANKS &&
               !is_value(labels, text, line, base) &&
               (str_trim(below).n == 0 || below.p[0] != ' ');
    }
    const struct label_styles *wide =
        book->all_styles->seen[STYLE_LINE] >= CASE_STYLES ? book->all_styles : styles;
    bool spaced = wide->spaced * 4 >= wide->seen[STYLE_LINE] * 3;
    bool above = spaced ? blank_above(text, base) : !is_value(labels, text, line, base);
    return above && (!capitals || prose_all_capitals(line)) && strchr(".,;!", last) == NULL;
}

/* Is it the heading of a further sheet, or of the next form? "Bad character relied on" of that
 * form is none. */
static bool is_heading(struct arena *arena, const struct label_book *book, struct str line)
{
    struct heading heading = form_heading(arena, book->catalogue, line);
    size_t own = (size_t)(book->form - book->catalogue->forms);
    return heading.form != SIZE_MAX && (heading.form != own || heading.code || heading.more ||
                                        prose_all_capitals(str_trim(line)));
}

bool label_of_line(struct labels *labels, const struct label_book *book, struct str text,
                   struct str line, size_t base)
{
    struct part part;
    struct loose_words words;
    while (line.n > 0 && line.p[line.n - 1] == ' ') {
        line.n--;
    }
    if (book->styles == NULL || !part_of_line(book, line, &part)) {
        return false;
    }
    struct str said = str_sub(line, part.start, part.end - part.start);
    loose_words_read(labels->arena, said, &words);
    size_t number = label_section_number(said, &words);
    if (words.count <= number || words.count - number > LOOSE_LABEL_WORDS ||
        said.n > LOOSE_LABEL_BYTES) {
        return false;
    }
    char first = said.p[words.items[number].start];
    bool begins = first >= 'A' && first <= 'Z';
    if (!begins ||
        (part.style == STYLE_LINE && !stands_alone(labels, book, text, line, base))) {
        return false;
    }
    if (is_heading(labels->arena, book, line)) {
        return false;
    }
    size_t field = label_by_words(book, &words, number, words.count);
    if (field == LABEL_OTHER && (part.style == STYLE_LINE ||
                                 (part.style == STYLE_CELL && !is_in_use(book, STYLE_CELL)))) {
        return false; /* it may be what is written */
    }
    labels_add(labels, field, base + part.start + words.items[0].start, base + part.behind);
    labels->items[labels->count - 1].loose = true;
    return true;
}
