/* See form_labels.h. */
#include "form_labels.h"

#include "loose_labels.h"

#include <string.h>

enum { SWAP_BYTES = 4 };

void labels_add(struct labels *labels, size_t field, size_t start, size_t end)
{
    if (labels->count == labels->room) {
        size_t room = labels->room * 2 + 32;
        struct label_place *items = arena_alloc(labels->arena, room * sizeof *items);
        if (labels->count > 0) {
            memcpy(items, labels->items, labels->count * sizeof *items);
        }
        labels->items = items;
        labels->room = room;
    }
    labels->items[labels->count++] = (struct label_place){field, start, end, false};
}

static void match_labels(const struct loose_words *words, size_t from, size_t to, bool whole,
                         const struct str *labels, size_t count, size_t field,
                         struct label_match *best)
{
    for (size_t k = 0; k < count; k++) {
        size_t n = loose_count(labels[k]);
        if (n == 0 || n > to - from || labels[k].n <= best->length ||
            (whole && n != to - from)) {
            continue;
        }
        struct str said = loose_join(words, to - n, to);
        if (loose_same(said, labels[k]) || loose_swap(said, labels[k], SWAP_BYTES)) {
            *best = (struct label_match){field, labels[k].n, to - n};
        }
    }
}

struct label_match label_before(const struct label_book *book, const struct loose_words *words,
                                size_t from, size_t to, bool whole)
{
    struct label_match best = {SIZE_MAX, 0, 0};
    for (size_t f = 0; f < book->form->field_count; f++) {
        const struct field_kind *field = &book->form->fields[f];
        match_labels(words, from, to, whole, field->labels, field->label_count, f, &best);
    }
    match_labels(words, from, to, whole, book->catalogue->others, book->catalogue->other_count,
                 LABEL_OTHER, &best);
    return best;
}

/* Is what stands at `at` a sign that a label ended: a colon, dots or lines to write on? */
static size_t sign_at(struct str text, size_t at)
{
    bool address = str_starts(str_from(text, at), STR("://"));
    if (text.p[at] == ':' && !address) {
        bool clock = at > 0 && at + 1 < text.n && text.p[at - 1] >= '0' &&
                     text.p[at - 1] <= '9' && text.p[at + 1] >= '0' && text.p[at + 1] <= '9';
        return clock ? 0 : 1;
    }
    size_t n = 0;
    while (at + n < text.n && (text.p[at + n] == '.' || text.p[at + n] == '_')) {
        n++;
    }
    return n >= 3 ? n : 0;
}

static bool is_number(struct str cell, const struct loose_words *words, size_t i)
{
    struct str word =
        str_sub(cell, words->items[i].start, words->items[i].end - words->items[i].start);
    bool digits = word.n <= 2;
    for (size_t k = 0; k < word.n; k++) {
        digits = digits && word.p[k] >= '0' && word.p[k] <= '9';
    }
    return digits;
}

size_t label_section_number(struct str cell, const struct loose_words *words)
{
    static const char *const sections[] = {"box", "sectlon", "fleld", "part", "questlon", "q"};
    if (words->count < 2) {
        return 0;
    }
    const struct loose_word *first = &words->items[0];
    for (size_t i = 0; i < sizeof sections / sizeof sections[0] && words->count > 2; i++) {
        if (str_is(first->folded, sections[i]) && is_number(cell, words, 1)) {
            return 2; /* "Box 3 Signature" */
        }
    }
    if (is_number(cell, words, 0)) {
        bool below = words->count > 2 && first->end + 1 == words->items[1].start &&
                     cell.p[first->end] == '.' && is_number(cell, words, 1);
        return below ? 2 : 1; /* "3.1 Signature" */
    }
    bool letter = first->folded.n == 1 && first->end < cell.n &&
                  (cell.p[first->end] == ')' || cell.p[first->end] == '.');
    return letter ? 1 : 0; /* "a) Signature" */
}

/* The sign that ends a label within some bytes, as sign_at tells it; *at: where, else the end
 * of the last look. */
static size_t sign_between(struct str cell, size_t low, size_t high, size_t *at)
{
    size_t sign = 0;
    *at = low;
    for (size_t i = low; i < high && sign == 0; i++) {
        sign = sign_at(cell, i);
        *at = i;
    }
    return sign;
}

/* A label has LABEL_WORDS at most, of words that are not used up. */
static size_t first_of_label(size_t last, size_t after)
{
    return last + 1 > LABEL_WORDS && last + 1 - LABEL_WORDS > after ? last + 1 - LABEL_WORDS
                                                                    : after;
}

/* Is a label the first of its cell, but for the number of its section, or for the same label in
 * another language ("Dyddiad / Date")? */
static bool begins_cell(struct str cell, const struct loose_words *words, size_t first,
                        size_t after, size_t number)
{
    if (first == number || after != number) {
        return first == number;
    }
    size_t from = words->items[first - 1].end;
    return str_has_byte(str_sub(cell, from, words->items[first].start - from), '/');
}

/* ---- labels that ask ---- */

enum { QUESTION_WORDS = 16, STEM = 5, CONTENT_BYTES = 3, UNSIGNED_WORDS = 5 };

/* Do two words begin alike, as "certify" and "certificate" do? */
static bool same_stem(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    n = n < STEM ? n : STEM;
    return n >= CONTENT_BYTES && str_eq(str_sub(a, 0, n), str_sub(b, 0, n));
}

/* Letters of the label's words, 0 unless all of them but small ones are asked for. */
static size_t asked_for(const struct loose_words *words, size_t from, size_t to,
                        struct str label)
{
    size_t letters = 0;
    struct str word;
    while (str_split(&label, ' ', &word)) {
        bool found = word.n <= CONTENT_BYTES;
        for (size_t i = from; i < to && !found; i++) {
            found = same_stem(words->items[i].folded, word);
        }
        if (!found) {
            return 0;
        }
        letters += word.n > CONTENT_BYTES ? word.n : 0;
    }
    return letters;
}

/* The field that a question asks for: by the phrases of readings.json, else by the words of its
 * labels; LABEL_OTHER when it asks for none. */
static size_t field_asked(const struct label_book *book, const struct loose_words *words,
                          size_t from, size_t to)
{
    size_t best = LABEL_OTHER;
    size_t most = 0;
    size_t first;
    size_t last;
    for (size_t f = 0; f < book->form->field_count; f++) {
        const struct field_kind *field = &book->form->fields[f];
        for (size_t i = 0; i < field->question_count; i++) {
            if (field->questions[i].source.n > most &&
                loose_phrase_find(&field->questions[i], words, from, to, &first, &last)) {
                best = f;
                most = field->questions[i].source.n;
            }
        }
    }
    if (most > 0) {
        return best;
    }
    for (size_t f = 0; f < book->form->field_count; f++) {
        const struct field_kind *field = &book->form->fields[f];
        for (size_t i = 0; i < field->label_count; i++) {
            size_t letters = asked_for(words, from, to, field->labels[i]);
            if (letters > most) {
                best = f;
                most = letters;
            }
        }
    }
    return best;
}

/* Is it a sign of another kind that stands between a label and what is written: a dash, an
 * arrow, "="? */
static bool is_dash(struct str between)
{
    static const char *const signs[] = {
        "-", "=", ">", "->", "=>", "]", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x86\x92"};
    between = str_trim(between);
    if (str_starts(between, STR(")"))) { /* "Charge(s) - theft" */
        between = str_trim(str_from(between, 1));
    }
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (str_is(between, signs[i])) {
            return true;
        }
    }
    return false;
}

/* "Purpose -> Whose marks are they?": a label stands before the question. */
static bool has_dash(struct str cell, const struct loose_words *words, size_t from, size_t to)
{
    for (size_t i = from; i + 1 < to; i++) {
        size_t end = words->items[i].end;
        struct str between = str_sub(cell, end, words->items[i + 1].start - end);
        if ((between.n > 1 || str_is(between, "=")) && is_dash(between)) {
            return true;
        }
    }
    return false;
}

/* "Whose statement is this? Ann Lee": the question is a label. Not one that somebody puts in an
 * interview ("Q: Were you there?"). */
static bool question_in_cell(struct labels *labels, const struct label_book *book,
                             struct str cell, const struct loose_words *words, size_t number,
                             size_t base)
{
    size_t mark = str_find(cell, STR("?"));
    size_t to = number;
    size_t sign_start;
    while (to < words->count && words->items[to].end <= mark) {
        to++;
    }
    bool indented = cell.n > 1 && cell.p[0] == ' ' && cell.p[1] == ' ';
    if (mark == SIZE_MAX || indented || to - number < 2 || to - number > QUESTION_WORDS ||
        !(cell.p[words->items[number].start] >= 'A' &&
          cell.p[words->items[number].start] <= 'Z') ||
        sign_between(cell, words->items[number].start, mark, &sign_start) > 0 ||
        has_dash(cell, words, number, to)) {
        return false;
    }
    size_t field = field_asked(book, words, number, to);
    if (field != LABEL_OTHER) {
        labels_add(labels, field, base + words->items[number].start, base + mark + 1);
    }
    return field != LABEL_OTHER;
}

/* "[signature]", "(signed)": a mark in brackets is no label. */
bool label_in_brackets(struct str cell)
{
    cell = str_trim(cell);
    if (cell.n < 3) {
        return false;
    }
    char close = (char)(cell.p[0] == '[' ? ']' : cell.p[0] == '(' ? ')' : '"');
    bool opens = cell.p[0] == '[' || cell.p[0] == '(' || cell.p[0] == '"';
    const char *first = memchr(cell.p + 1, close, cell.n - 1);
    return opens && first == cell.p + cell.n - 1; /* not "(witness) Signed: AL (initials)" */
}

/* "SIGNED BY THE MAKER", "DATE OF SIGNING": more of the label. */
static bool goes_on_as_label(struct str folded)
{
    static const char *const words[] = {"by", "of", "on", "the", "at", "for", "and", "to"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_is(folded, words[i])) {
            return true;
        }
    }
    return false;
}

/* "Signed A. Lee", "Date 4 May 2026": the label and what is written, no sign between. */
static bool goes_without_sign(const struct label_book *book, struct str cell,
                              const struct loose_words *words, size_t i,
                              const struct label_match *match)
{
    if (match->field >= FIELDS_MAX || (!book->bare && words->count > i + 1 + UNSIGNED_WORDS) ||
        str_ends(str_trim(cell), STR("?"))) {
        return false;
    }
    struct str id = book->form->fields[match->field].id;
    char next = cell.p[words->items[i + 1].start];
    bool begins = (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9');
    if (goes_on_as_label(words->items[i + 1].folded)) {
        return false;
    }
    return begins && (book->bare || str_is(id, "signature") || str_is(id, "date"));
}

/* A label that begins its cell and is followed by another sign, or by none. */
static bool label_otherwise(struct labels *labels, const struct label_book *book,
                            struct str cell, const struct loose_words *words, size_t number,
                            size_t i, size_t base)
{
    if (i + 1 >= words->count || i + 1 - number > LABEL_WORDS) {
        return false;
    }
    size_t end = words->items[i].end;
    struct str between = str_sub(cell, end, words->items[i + 1].start - end);
    bool dash = is_dash(between);
    if (between.n == 0) {
        return false; /* within a key: "dateSigned" */
    }
    if (!dash && words->count - number <= LABEL_WORDS &&
        label_before(book, words, number, words->count, true).length > 0) {
        return false; /* "SIGNATURE OF WITNESS" is all label, "Age - over 18" is not */
    }
    struct label_match match = label_before(book, words, number, i + 1, true);
    dash = dash && match.length > 0;
    if (!dash && (match.length == 0 || !goes_without_sign(book, cell, words, i, &match))) {
        return false;
    }
    labels_add(labels, match.field, base + words->items[0].start,
               dash ? base + words->items[i + 1].start : base + end);
    return true;
}

/* A few words at the head of the cell before a sign, and nothing that is known. */
static bool is_unknown_label(size_t sign, bool first, size_t i, size_t end)
{
    return sign > 0 && first && i < 6 && end > 2;
}

/* The label's first letter is a capital: "and the plea is: guilty" begins none. */
static bool sign_ends_label(struct str cell, size_t sign_start)
{
    size_t at = 0;
    while (at < sign_start &&
           !((cell.p[at] >= 'A' && cell.p[at] <= 'Z') ||
             (cell.p[at] >= 'a' && cell.p[at] <= 'z' && cell.p[at + 1] != ')'))) {
        at++;
    }
    return cell.p[at] >= 'A' && cell.p[at] <= 'Z';
}

/* A cell whose words are looked at one after the other. */
struct cell_reading {
    struct labels *labels;
    const struct label_book *book;
    struct str cell;
    size_t base; /* of the cell in the paper's text */
    struct loose_words words;
    size_t number; /* words of the number before the label */
    size_t after;  /* words before this one are used up */
};

/* A sign stands behind word i, or the cell ends with it: the label that ends there. */
static void take_label(struct cell_reading *r, size_t i, size_t sign, size_t sign_start)
{
    size_t end = r->words.items[i].end;
    size_t from = first_of_label(i, r->after);
    struct label_match match = label_before(r->book, &r->words, from, i + 1, sign == 0);
    bool begins = r->after == r->number;
    if (match.length == 0 || (begins && match.first > from)) {
        /* "Date of interview:" is the label of no "interview" */
        size_t field = sign > 0 && begins && sign_ends_label(r->cell, sign_start)
                           ? label_by_words(r->book, &r->words, r->number, i + 1)
                           : LABEL_OTHER;
        if (field != LABEL_OTHER && (match.length == 0 || field != match.field)) {
            labels_add(r->labels, field, r->base + r->words.items[0].start,
                       r->base + (sign == 1 ? sign_start + 1 : end));
            r->labels->items[r->labels->count - 1].loose = true;
            r->after = i + 1;
            return;
        }
    }
    if (match.length > 0) {
        size_t first =
            begins_cell(r->cell, &r->words, match.first, r->after, r->number) ? 0 : match.first;
        labels_add(r->labels, match.field, r->base + r->words.items[first].start,
                   r->base + (sign == 1 ? sign_start + 1 : end));
        r->after = i + 1;
    } else if (is_unknown_label(sign, begins, i, end)) {
        labels_add(r->labels, LABEL_UNKNOWN, r->base + r->words.items[0].start,
                   r->base + sign_start + (sign == 1 ? 1 : 0));
        r->after = i + 1;
    } else if (sign == 1 && r->after > r->number) {
        r->after = i + 1;
    }
}

void labels_in_cell(struct labels *labels, const struct label_book *book, struct str cell,
                    size_t base)
{
    struct cell_reading r = {labels, book, cell, base, {0}, 0, 0};
    loose_words_read(labels->arena, cell, &r.words);
    r.number = label_section_number(cell, &r.words);
    r.after = r.number;
    if (r.words.count > r.number &&
        (label_in_brackets(cell) ||
         question_in_cell(labels, book, cell, &r.words, r.number, base))) {
        return;
    }
    for (size_t i = 0; i < r.words.count; i++) {
        size_t next = i + 1 < r.words.count ? r.words.items[i + 1].start : cell.n;
        size_t sign_start;
        size_t sign = sign_between(cell, r.words.items[i].end, next, &sign_start);
        bool first = r.after == r.number;
        if (sign > 0 || (i + 1 == r.words.count && first)) {
            take_label(&r, i, sign, sign_start);
        } else if (first && label_otherwise(labels, book, cell, &r.words, r.number, i, base)) {
            r.after = i + 1;
        }
    }
}
