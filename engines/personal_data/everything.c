/* See everything.h. What the tagger sees, with fewer doubts than for the narrow scope, and
 * what needs no model: titles, days, nations, long numbers. */
#include "personal_data/everything.h"

#include "base/mem.h"

#include <stdlib.h>

enum {
    EVERYTHING_JOB_SCORE = 100,
    EVERYTHING_SMALL_SCORE = 60,
    CONFIDENCE_LISTED = 900,
    CONFIDENCE_NUMBER = 800,
    CONFIDENCE_UNKNOWN = 500,
    LONG_NUMBER = 5
};

struct reading {
    struct str text;
    const struct tokens *tokens;
    uint32_t *covered; /* by byte: 1 + the span of those that were there */
    size_t known;      /* how many were there */
    struct detect_spans *spans;
};

static void push(struct reading *reading, size_t start, size_t end, const char *label,
                 unsigned confidence)
{
    struct detect_spans *spans = reading->spans;
    spans->items = mem_grow(spans->items, spans->count, &spans->capacity, sizeof *spans->items);
    spans->items[spans->count++] =
        (struct detect_span){start, end, label, confidence, "everything"};
}

static bool cuts(const struct reading *reading, size_t start, size_t end)
{
    uint32_t first = reading->covered[start];
    uint32_t last = reading->covered[end - 1];
    return (first != 0 && reading->spans->items[first - 1].start < start) ||
           (last != 0 && reading->spans->items[last - 1].end > end);
}

/* The tokens from `first` to `last`: whole, or without what earlier spans have of it. */
static void add(struct reading *reading, size_t first, size_t last, const char *label,
                unsigned confidence)
{
    const struct token *tokens = reading->tokens->items;
    if (!cuts(reading, tokens[first].start, tokens[last].end)) {
        push(reading, tokens[first].start, tokens[last].end, label, confidence);
        return;
    }
    for (size_t i = first; i <= last; i++) {
        size_t end = i;
        while (end <= last && reading->covered[tokens[end].start] == 0 &&
               reading->covered[tokens[end].end - 1] == 0) {
            end++;
        }
        if (end > i) {
            push(reading, tokens[i].start, tokens[end - 1].end, label, confidence);
            i = end;
        }
    }
}

static bool is_age(const struct reading *reading, const struct tagger_run *run)
{
    const struct token *token = &reading->tokens->items[run->first];
    size_t end = reading->tokens->items[run->last].end;
    return token->kind == TOKEN_NUMBER && end - token->start < 4;
}

static bool is_nation(const struct reading *reading, const struct tagger_run *run)
{
    for (size_t i = run->first; i <= run->last; i++) {
        if ((reading->tokens->items[i].flags & LEX_NATION) != 0) {
            return true;
        }
    }
    return false;
}

/* What is written small needs more to be a name, and so does an occupation, which is a common
 * word. */
static int32_t least_score(const struct reading *reading, const struct tagger_run *run)
{
    bool small = true;
    for (size_t i = run->first; i <= run->last; i++) {
        const struct token *token = &reading->tokens->items[i];
        small = small && token->kind == TOKEN_WORD && token->shape == SHAPE_LOWER &&
                (token->flags & LEX_NAME) == 0;
    }
    bool name =
        run->kind == TAG_PERSON || run->kind == TAG_PLACE || run->kind == TAG_ORGANISATION;
    bool job = run->kind == TAG_NATIONALITY && !is_nation(reading, run);
    return job ? EVERYTHING_JOB_SCORE : small && name ? EVERYTHING_SMALL_SCORE : INT32_MIN;
}

static void add_runs(struct reading *reading, const struct tagger_runs *runs)
{
    static const char *const labels[] = {"PERSON", "PLACE",       "ORGANISATION", "ADDRESS",
                                         "DATE",   "NATIONALITY", "IDENTIFIER"};
    for (size_t i = 0; i < runs->count; i++) {
        const struct tagger_run *run = &runs->items[i];
        if (run->score < least_score(reading, run)) {
            continue;
        }
        const char *label = labels[(run->kind - 1) / 2];
        label = run->kind == TAG_DATE && is_age(reading, run)              ? "AGE"
                : run->kind == TAG_NATIONALITY && !is_nation(reading, run) ? "TITLE"
                                                                           : label;
        add(reading, run->first, run->last, label, run->per_mille);
    }
}

/* Mr, Dr.: the point belongs to it. */
static void add_titles(struct reading *reading)
{
    const struct tokens *tokens = reading->tokens;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        if ((token->flags & LEX_TITLE) == 0 || (token->flags & LEX_RANK) != 0 ||
            token->shape == SHAPE_UPPER) {
            continue;
        }
        bool point = i + 1 < tokens->count && tokens->items[i + 1].mark == '.' &&
                     tokens->items[i + 1].touches;
        const struct token *next = &tokens->items[i + (point ? 2 : 1)];
        bool named = i + (point ? 2 : 1) < tokens->count && next->kind == TOKEN_WORD &&
                     (next->shape != SHAPE_LOWER || (next->flags & LEX_NAME) != 0);
        if ((token->shape == SHAPE_LOWER && !point) || !named) {
            continue;
        }
        add(reading, i, point ? i + 1 : i, "TITLE", CONFIDENCE_LISTED);
    }
}

static bool is_day(const struct reading *reading, const struct token *token)
{
    static const char *const days[] = {"monday",    "tuesday",  "wednesday", "thursday",
                                       "friday",    "saturday", "sunday",    "january",
                                       "february",  "april",    "june",      "july",
                                       "september", "october",  "november",  "december"};
    enum { LONGEST = 9 }; /* of them, which are ASCII: what is longer folds to none of them */
    char folded[LEXICON_WORD_MAX];
    struct str word = str_n(reading->text.p + token->start, token->end - token->start);
    size_t n = token->kind == TOKEN_WORD ? lexicon_fold(word, folded) : 0;
    for (size_t i = 0; n > 0 && n <= LONGEST && i < sizeof days / sizeof *days; i++) {
        if (folded[0] == days[i][0] && str_is(str_n(folded, n), days[i])) {
            return true;
        }
    }
    return false;
}

/* Days, months that are no other word, nations: closed lists. */
static void add_listed(struct reading *reading)
{
    for (size_t i = 0; i < reading->tokens->count; i++) {
        const struct token *token = &reading->tokens->items[i];
        if (is_day(reading, token)) {
            add(reading, i, i, "DATE", CONFIDENCE_LISTED);
        } else if ((token->flags & LEX_NATION) != 0 &&
                   (token->shape != SHAPE_LOWER || (token->flags & LEX_WORD) == 0)) {
            add(reading, i, i, "NATIONALITY", CONFIDENCE_LISTED);
        }
    }
}

static struct str word_of(const struct reading *reading, const struct token *token)
{
    return str_n(reading->text.p + token->start, token->end - token->start);
}

/* Letters that are not Latin, which in an English text are nearly always a name. */
static void add_foreign(struct reading *reading)
{
    for (size_t i = 0; i < reading->tokens->count; i++) {
        const struct token *token = &reading->tokens->items[i];
        struct str word = word_of(reading, token);
        char folded[LEXICON_WORD_MAX];
        if (token->kind == TOKEN_WORD && word.n > 3 && word.n < LEXICON_WORD_MAX &&
            (word.p[0] & 0x80) != 0 && lexicon_fold(word, folded) == 0) {
            add(reading, i, i, "FOREIGN_TEXT", CONFIDENCE_NUMBER);
        }
    }
}

/* A word with a capital inside a sentence that is no word of English and in no list is a name
 * of something. */
static void add_unknown(struct reading *reading)
{
    for (size_t i = 0; i < reading->tokens->count; i++) {
        const struct token *token = &reading->tokens->items[i];
        if (token->kind == TOKEN_WORD && token->shape == SHAPE_CAPITAL && !token->first &&
            !token->initial && token->end - token->start > 2 &&
            !str_has_byte(word_of(reading, token), '\'') &&
            (token->flags & ~(unsigned)(LEX_NAME | LEX_PLACE | LEX_PLACE_PART)) == 0) {
            add(reading, i, i, "NAME", CONFIDENCE_UNKNOWN);
        }
    }
}

static void add_numbers(struct reading *reading)
{
    const struct tokens *tokens = reading->tokens;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        if (token->kind == TOKEN_NUMBER && token->end - token->start >= LONG_NUMBER) {
            add(reading, i, i, "IDENTIFIER", CONFIDENCE_NUMBER);
        }
    }
}

void everything_add(const struct tokens *tokens, const struct tagger_runs *tagged,
                    struct str text, struct detect_spans *spans)
{
    struct reading reading = {
        .text = text, .tokens = tokens, .known = spans->count, .spans = spans};
    reading.covered = xcalloc(text.n + 1, sizeof *reading.covered);
    for (size_t i = 0; i < spans->count; i++) {
        for (size_t at = spans->items[i].start; at < spans->items[i].end; at++) {
            reading.covered[at] = (uint32_t)i + 1;
        }
    }
    add_runs(&reading, tagged);
    add_titles(&reading);
    add_listed(&reading);
    add_numbers(&reading);
    add_foreign(&reading);
    add_unknown(&reading);
    free(reading.covered);
}

enum { GAP_MAX = 4 };

static bool is_gap(struct str text, size_t start, size_t end, const char *bytes)
{
    if (end - start > GAP_MAX) {
        return false;
    }
    for (size_t i = start; i < end; i++) {
        if (strchr(bytes, text.p[i]) == NULL) {
            return false;
        }
    }
    return true;
}

static bool is_labelled(const struct detect_span *span, const char *const *labels)
{
    for (; *labels != NULL; labels++) {
        if (strcmp(span->label, *labels) == 0) {
            return true;
        }
    }
    return false;
}

/* What a blank or a comma between two spans is to them. */
static const char *gap_bytes(const struct detect_span *span, const struct detect_span *next)
{
    static const char *const address[] = {"ADDRESS",    "PLACE",        "POSTCODE",
                                          "IDENTIFIER", "FOREIGN_TEXT", NULL};
    static const char *const apart[] = {"TITLE", "DATE", "AGE", NULL};
    if (is_labelled(span, apart) || is_labelled(next, apart)) {
        return "";
    }
    return is_labelled(span, address) && is_labelled(next, address) ? " \n,(" : " \n(";
}

/* "Stillwater Inc.": the point is the firm's. */
static bool ends_as_firm(struct str own)
{
    static const char *const ends[] = {" inc", " Inc",  " ltd",  " Ltd",  " co",
                                       " Co",  " corp", " Corp", " bros", " Bros"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (str_ends(own, str_of(ends[i]))) {
            return true;
        }
    }
    return false;
}

/* What follows a span and belongs to it: one byte or none. */
static size_t tail(struct str text, const struct detect_span *span)
{
    struct str own = str_n(text.p + span->start, span->end - span->start);
    if (span->end == text.n) {
        return 0;
    }
    bool open = str_has_byte(own, '(') || (span->start > 0 && text.p[span->start - 1] == '(');
    bool point = strcmp(span->label, "ADDRESS") == 0 || ends_as_firm(own);
    return (open && !str_has_byte(own, ')') && text.p[span->end] == ')') ||
                   (point && text.p[span->end] == '.')
               ? 1
               : 0;
}

/* "the corner of X and Y", "Ann and 4 High Street": one address. */
static bool is_corner(struct str text, const struct detect_span *span,
                      const struct detect_span *next)
{
    struct str own = str_n(text.p + span->start, span->end - span->start);
    bool corner = str_starts(own, STR("the corner")) || strcmp(next->label, "ADDRESS") == 0;
    return corner && str_eq(str_n(text.p + span->end, next->start - span->end), STR(" and "));
}

void everything_close_gaps(struct str text, struct detect_spans *spans)
{
    if (spans->items == NULL) {
        return;
    }
    for (size_t i = 0; i < spans->count; i++) {
        struct detect_span *span = &spans->items[i];
        const struct detect_span *next = i + 1 < spans->count ? span + 1 : NULL;
        if (next == NULL || next->start > span->end) {
            span->end += tail(text, span);
        }
        if (next == NULL || next->start <= span->end) {
            continue;
        }
        if (is_gap(text, span->end, next->start, gap_bytes(span, next)) ||
            is_corner(text, span, next)) {
            span->end = next->start;
        }
    }
}
