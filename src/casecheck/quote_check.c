/* See quote_check.h. */
#include "casecheck/quote_check.h"

#include "base/ascii_case.h"
#include "base/utf8.h"
#include "casetext/when.h"

#include <string.h>

enum { SHOWN_MAX = 60 };

struct quoted_word {
    size_t start, end;
    bool kept;    /* of the source: it is in the line */
    size_t whole; /* of the source: words of one number have one unit; 0: of none */
};

struct quoted {
    struct str text;
    struct quoted_word *words;
    size_t count;
};

static bool is_word(char c)
{
    c = ascii_lower(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A quote or dash of U+2010 to U+2026 is no letter. */
static bool is_sign(struct str text, size_t at)
{
    return at + 2 < text.n && memcmp(text.p + at, "\xE2\x80", 2) == 0;
}

/* A word with marks within it ("12.50", "21:05", "O'Neil", "AB/1") is one. */
static bool joins(struct str text, size_t at)
{
    return at > 0 && at + 1 < text.n && strchr(".,:/'-@_", text.p[at]) != NULL &&
           is_word(text.p[at - 1]) && is_word(text.p[at + 1]) && !is_sign(text, at + 1);
}

static enum err_code read_words(struct arena *arena, struct str text, struct quoted *quoted,
                                const char *what, struct err *err)
{
    *quoted = (struct quoted){.text = text};
    if (!utf8_valid(text)) {
        return err_set(err, ERR_INVALID, "%s is no text", what);
    }
    quoted->words = arena_zalloc(arena, QUOTE_WORDS_MAX * sizeof *quoted->words);
    for (size_t at = 0; at < text.n;) {
        if (!is_word(text.p[at]) || is_sign(text, at)) {
            at += is_sign(text, at) ? 3 : 1;
            continue;
        }
        size_t start = at;
        while (at < text.n &&
               ((is_word(text.p[at]) && !is_sign(text, at)) || joins(text, at))) {
            at++;
        }
        if (quoted->count == QUOTE_WORDS_MAX) {
            return err_set(err, ERR_INVALID, "%s has more than %d words", what,
                           QUOTE_WORDS_MAX);
        }
        quoted->words[quoted->count++] = (struct quoted_word){.start = start, .end = at};
    }
    return ERR_OK;
}

static struct str word_of(const struct quoted *quoted, size_t i)
{
    return str_sub(quoted->text, quoted->words[i].start,
                   quoted->words[i].end - quoted->words[i].start);
}

static struct str bare(struct str word)
{
    return str_ends(word, STR("'s")) ? str_sub(word, 0, word.n - 2) : word;
}

static bool same_word(struct str a, struct str b)
{
    return str_eq_but_case(bare(a), bare(b));
}

/* Words without which a sentence says something else. */
static bool turns_sense(struct str word)
{
    static const char *const words[] = {
        "not",       "no",         "never",         "nobody",    "none",
        "nothing",   "neither",    "nor",           "without",   "cannot",
        "can't",     "didn't",     "don't",         "doesn't",   "wasn't",
        "weren't",   "isn't",      "aren't",        "hadn't",    "hasn't",
        "haven't",   "wouldn't",   "couldn't",      "won't",     "shouldn't",
        "denied",    "denies",     "deny",          "refused",   "failed",
        "alleged",   "allegedly",  "alleges",       "claimed",   "claims",
        "said",      "says",       "told",          "suspected", "believed",
        "believe",   "believes",   "thought",       "think",     "thinks",
        "assumed",   "apparently", "possibly",      "perhaps",   "maybe",
        "may",       "might",      "could",         "would",     "should",
        "about",     "around",     "approximately", "roughly",   "if",
        "unless",    "except",     "only",          "hardly",    "barely",
        "almost",    "nearly",     "unable",        "unsure",    "uncertain",
        "false",     "falsely",    "wrong",         "wrongly",   "mistaken",
        "before",    "after",      "until",         "un",        "both",
        "either",    "or",         "between",       "less",      "more",
        "least",     "most",       "reportedly",    "heard",     "seemed",
        "seems",     "appeared",   "appears",       "like",      "tried",
        "attempted", "another",    "other",         "others",    "someone",
        "somebody",  "ex",         "former",        "formerly",  "non"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (same_word(word, str_of(words[i]))) {
            return true;
        }
    }
    return str_ends(word, STR("n't")) || str_find(word, STR("n\xE2\x80\x99t")) != SIZE_MAX;
}

static bool has_digit(struct str word)
{
    for (size_t i = 0; i < word.n; i++) {
        if (is_digit(word.p[i])) {
            return true;
        }
    }
    return false;
}

static bool has_capital(struct str word)
{
    return word.n > 0 &&
           ((word.p[0] >= 'A' && word.p[0] <= 'Z') || (unsigned char)word.p[0] >= 0xC3);
}

/* Units of the source: a day or time, a number with the word beside it, capitals in a row. */
static void mark_wholes(struct arena *arena, struct quoted *source)
{
    struct whens whens;
    size_t unit = 0;
    when_find(arena, source->text, &whens);
    for (size_t i = 0; i < source->count; i++) {
        for (size_t k = 0; k < whens.count; k++) {
            if (source->words[i].start < whens.items[k].end &&
                source->words[i].end > whens.items[k].start) {
                source->words[i].whole = k + 1;
            }
        }
    }
    unit = whens.count + 1;
    for (size_t i = 0; i + 1 < source->count; i++) {
        struct quoted_word *a = &source->words[i];
        struct quoted_word *b = &source->words[i + 1];
        bool close = source->text.p[a->end] == ' ' &&
                     (b->start - a->end == 1 ||
                      (b->start - a->end == 2 && source->text.p[a->end + 1] == '('));
        bool names = has_capital(word_of(source, i)) && has_capital(word_of(source, i + 1));
        bool number = has_digit(word_of(source, i)) || has_digit(word_of(source, i + 1));
        if (close && a->whole == 0 && b->whole == 0 && (names || number)) {
            a->whole = unit++;
            b->whole = a->whole;
        } else if (close && a->whole > whens.count && b->whole == 0 && (names || number)) {
            b->whole = a->whole;
        }
    }
}

/* Finds the line's words in the source, in their order, each as early as it stands. */
static enum err_code match(struct quoted *source, const struct quoted *line, struct err *err)
{
    size_t at = 0;
    for (size_t i = 0; i < line->count; i++) {
        struct str word = word_of(line, i);
        while (at < source->count && !same_word(word_of(source, at), word)) {
            at++;
        }
        if (at == source->count) {
            return err_set(err, ERR_INVALID,
                           "\"%.*s\" does not stand there in the source, or not in this order",
                           STR_ARG(str_sub(word, 0, SHOWN_MAX)));
        }
        source->words[at++].kept = true;
    }
    return ERR_OK;
}

static enum err_code check_left_out(const struct quoted *source, struct err *err)
{
    for (size_t i = 0; i < source->count; i++) {
        struct str word = word_of(source, i);
        if (!source->words[i].kept && turns_sense(word)) {
            return err_set(err, ERR_INVALID, "\"%.*s\" is left out, which turns the sense",
                           STR_ARG(str_sub(word, 0, SHOWN_MAX)));
        }
    }
    return ERR_OK;
}

/* Does a mark of a clause stand between two words? */
static bool clause_between(const struct quoted *source, size_t a, size_t b)
{
    for (size_t at = source->words[a].end; at < source->words[b].start; at++) {
        if (strchr(",;:()[]", source->text.p[at]) != NULL || is_sign(source->text, at)) {
            return true;
        }
    }
    return false;
}

/* "Ann saw Bob hit Carl" must not become "Ann hit Carl": only whole clauses are left out. */
static enum err_code check_clauses(const struct quoted *source, struct err *err)
{
    for (size_t i = 0; i < source->count; i++) {
        if (source->words[i].kept) {
            continue;
        }
        size_t last = i;
        while (last + 1 < source->count && !source->words[last + 1].kept) {
            last++;
        }
        bool begins = i == 0 || clause_between(source, i - 1, i);
        bool ends = last + 1 == source->count || clause_between(source, last, last + 1);
        if (!begins || !ends) {
            return err_set(
                err, ERR_INVALID, "\"%.*s\" is left out, which is no whole clause",
                STR_ARG(str_sub(source->text, source->words[i].start,
                                source->words[last].end - source->words[i].start < 80
                                    ? source->words[last].end - source->words[i].start
                                    : 80)));
        }
        i = last;
    }
    return ERR_OK;
}

static enum err_code check_wholes(const struct quoted *source, struct err *err)
{
    for (size_t i = 0; i < source->count; i++) {
        for (size_t k = i + 1; source->words[i].whole > 0 && k < source->count; k++) {
            if (source->words[k].whole == source->words[i].whole &&
                source->words[k].kept != source->words[i].kept) {
                return err_set(err, ERR_INVALID,
                               "\"%.*s\" and \"%.*s\" belong together, and one is left out",
                               STR_ARG(str_sub(word_of(source, i), 0, SHOWN_MAX)),
                               STR_ARG(str_sub(word_of(source, k), 0, SHOWN_MAX)));
            }
        }
    }
    return ERR_OK;
}

enum err_code quote_check(struct arena *arena, struct str source, struct str line,
                          struct err *err)
{
    struct quoted quoted;
    struct quoted short_one;
    TRY(read_words(arena, source, &quoted, "the source", err));
    TRY(read_words(arena, line, &short_one, "the line", err));
    if (short_one.count == 0) {
        return err_set(err, ERR_INVALID, "the line says nothing");
    }
    mark_wholes(arena, &quoted);
    TRY(match(&quoted, &short_one, err));
    TRY(check_left_out(&quoted, err));
    TRY(check_clauses(&quoted, err));
    return check_wholes(&quoted, err);
}
