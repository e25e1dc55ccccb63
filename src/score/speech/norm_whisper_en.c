/* whisper-en: the whole, and what is done to a text before its numbers; see norm_whisper.h. */
#include "score/speech/norm_whisper.h"

#include "base/utf8.h"
#include "metrics/unicode/unicode.h"
#include "score/speech/speech_norm.h"

#include <stdlib.h>

bool whisper_word_before(struct str text, size_t at)
{
    if (at == 0) {
        return false;
    }
    do {
        at--;
    } while (at > 0 && ((unsigned char)text.p[at] & 0xC0) == 0x80);
    return whisper_word_at(text, at);
}

bool whisper_word_at(struct str text, size_t at)
{
    return at < text.n && unicode_is_word(unicode_next(text, &at));
}

size_t whisper_space_run(struct str text, size_t at)
{
    size_t start = at;
    size_t space;
    while (at < text.n && (space = unicode_space_at(str_from(text, at))) > 0) {
        at += space;
    }
    return at - start;
}

size_t whisper_copy(struct strbuf *out, struct str text, size_t at)
{
    size_t start = at;
    (void)unicode_next(text, &at);
    strbuf_str(out, str_sub(text, start, at - start));
    return at;
}

void whisper_brackets(struct strbuf *out, struct str text)
{
    bool closes = true; /* there may be a closing bracket yet */
    for (size_t at = 0; at < text.n;) {
        size_t end = at + 1;
        if (closes && (text.p[at] == '<' || text.p[at] == '[')) {
            while (end < text.n && text.p[end] != '>' && text.p[end] != ']') {
                end++;
            }
            closes = end < text.n;
            if (closes) {
                at = end + 1;
                continue;
            }
        }
        strbuf_putc(out, text.p[at++]);
    }
}

void whisper_parentheses(struct strbuf *out, struct str text)
{
    bool closes = true;
    for (size_t at = 0; at < text.n;) {
        if (closes && text.p[at] == '(') {
            size_t inside = str_find(str_from(text, at + 1), STR(")"));
            closes = inside != SIZE_MAX;
            if (closes && inside > 0) { /* "()" stays */
                at += inside + 2;
                continue;
            }
        }
        strbuf_putc(out, text.p[at++]);
    }
}

void whisper_fillers(struct strbuf *out, struct str text)
{
    static const char *const fillers[] = {"hmm", "mm", "mhm", "mmm", "uh", "um"};
    for (size_t at = 0; at < text.n;) {
        size_t end = at;
        while (whisper_word_at(text, end)) {
            (void)unicode_next(text, &end);
        }
        if (end == at) {
            at = whisper_copy(out, text, at);
            continue;
        }
        struct str word = str_sub(text, at, end - at);
        bool filler = false;
        for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++) {
            filler = filler || str_is(word, fillers[i]);
        }
        if (!filler) {
            strbuf_str(out, word);
        }
        at = end;
    }
}

void whisper_apostrophes(struct strbuf *out, struct str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t space = whisper_space_run(text, at);
        if (space == 0) {
            at = whisper_copy(out, text, at);
            continue;
        }
        if (at + space == text.n || text.p[at + space] != '\'') {
            strbuf_str(out, str_sub(text, at, space));
        }
        at += space;
    }
}

void whisper_commas(struct strbuf *out, struct str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t next = at;
        bool digit = unicode_digit(unicode_next(text, &next)) >= 0;
        at = whisper_copy(out, text, at);
        if (!digit || at + 1 >= text.n || text.p[at] != ',') {
            continue;
        }
        next = at + 1;
        if (unicode_digit(unicode_next(text, &next)) >= 0) {
            at =
                whisper_copy(out, text, at + 1); /* this digit is no first one: 1,2,3 is 12,3 */
        }
    }
}

static bool is_ascii_digit_at(struct str text, size_t at)
{
    return at < text.n && text.p[at] >= '0' && text.p[at] <= '9';
}

void whisper_stops(struct strbuf *out, struct str text)
{
    for (size_t at = 0; at < text.n;) {
        if (text.p[at] != '.' || is_ascii_digit_at(text, at + 1)) {
            at = whisper_copy(out, text, at);
            continue;
        }
        strbuf_putc(out, ' ');
        at++;
        if (at < text.n) {
            at = whisper_copy(out, text, at); /* may be the second stop of two, and stays */
        }
    }
}

static void add_sign(struct strbuf *out, uint32_t c)
{
    static const struct {
        uint32_t from;
        const char *to;
    } letters[] = {{0x153, "oe"}, {0x152, "OE"}, {0xF8, "o"},  {0xD8, "O"},
                   {0xE6, "ae"},  {0xC6, "AE"},  {0xDF, "ss"}, {0x1E9E, "SS"},
                   {0x111, "d"},  {0x110, "D"},  {0xF0, "d"},  {0xD0, "D"},
                   {0xFE, "th"},  {0xDE, "th"},  {0x142, "l"}, {0x141, "L"}};
    for (size_t i = 0; c >= 0x80 && i < sizeof letters / sizeof letters[0]; i++) {
        if (letters[i].from == c) {
            strbuf_puts(out, letters[i].to);
            return;
        }
    }
    bool kept = c == '.' || c == '%' || c == '$' || c == 0xA2 || c == 0x20AC || c == 0xA3;
    enum unicode_class class = unicode_class_of(c);
    bool blank = class == UNICODE_PUNCTUATION || class == UNICODE_SYMBOL || unicode_is_mark(c);
    char bytes[4];
    size_t count = utf8_encode(!kept && blank ? ' ' : c, bytes);
    strbuf_add(out, bytes, count);
}

void whisper_signs(struct strbuf *out, struct str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t bare[UNICODE_BARE_MAX];
        size_t count = unicode_bare(unicode_next(text, &at), bare);
        for (size_t i = 0; i < count; i++) {
            add_sign(out, bare[i]);
        }
    }
}

void whisper_spelling(struct strbuf *out, struct str text)
{
    struct str word;
    for (size_t count = 0; unicode_word(&text, &word); count++) {
        size_t low = 0;
        size_t high = whisper_spellings_count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (str_cmp(str_of(whisper_spellings[middle].from), word) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        bool known = low < whisper_spellings_count && str_is(word, whisper_spellings[low].from);
        if (count > 0) {
            strbuf_putc(out, ' ');
        }
        strbuf_str(out, known ? str_of(whisper_spellings[low].to) : word);
    }
}

void whisper_stray_signs(struct strbuf *out, struct str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t next = at;
        uint32_t c = unicode_next(text, &next);
        bool sign = c == '.' || c == '$' || c == 0xA2 || c == 0x20AC || c == 0xA3;
        if (sign && next < text.n && !is_ascii_digit_at(text, next)) {
            strbuf_putc(out, ' ');
            at = next; /* the character after is done with, be it a sign */
        }
        at = whisper_copy(out, text, at);
    }
}

void whisper_stray_percents(struct strbuf *out, struct str text)
{
    for (size_t at = 0; at < text.n;) {
        bool digit = is_ascii_digit_at(text, at);
        at = whisper_copy(out, text, at);
        if (!digit && at < text.n && text.p[at] == '%') {
            strbuf_putc(out, ' ');
            at++;
        }
    }
}

void whisper_spaces(struct strbuf *out, struct str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t space = whisper_space_run(text, at);
        if (space > 0) {
            strbuf_putc(out, ' ');
            at += space;
        } else {
            at = whisper_copy(out, text, at);
        }
    }
}

/* A text and room for what the next step makes of it. */
struct stages {
    struct strbuf text;
    struct strbuf made;
};

static void swap(struct stages *stages)
{
    struct strbuf made = stages->made;
    stages->made = stages->text;
    stages->text = made;
    strbuf_clear(&stages->made);
}

static void run(struct stages *stages, whisper_step *const *steps, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        steps[i](&stages->made, strbuf_view(&stages->text));
        swap(stages);
    }
}

struct replacement {
    const char *from;
    const char *to;
    bool whole; /* no character of a word before it; none ever after it */
};

static void replace(struct stages *stages, const struct replacement *r)
{
    struct str text = strbuf_view(&stages->text);
    struct str from = str_of(r->from);
    size_t start = 0;
    size_t at = 0;
    size_t found;
    while ((found = str_find(str_from(text, at), from)) != SIZE_MAX) {
        at += found;
        if (whisper_word_at(text, at + from.n) || (r->whole && whisper_word_before(text, at))) {
            at++;
            continue;
        }
        strbuf_str(&stages->made, str_sub(text, start, at - start));
        strbuf_puts(&stages->made, r->to);
        at += from.n;
        start = at;
    }
    if (start > 0) {
        strbuf_str(&stages->made, str_from(text, start));
        swap(stages);
    }
}

static const struct replacement replacements[] = {/* in this order */
                                                  {"won't", "will not", true},
                                                  {"can't", "can not", true},
                                                  {"let's", "let us", true},
                                                  {"ain't", "aint", true},
                                                  {"y'all", "you all", true},
                                                  {"wanna", "want to", true},
                                                  {"gotta", "got to", true},
                                                  {"gonna", "going to", true},
                                                  {"i'ma", "i am going to", true},
                                                  {"imma", "i am going to", true},
                                                  {"woulda", "would have", true},
                                                  {"coulda", "could have", true},
                                                  {"shoulda", "should have", true},
                                                  {"ma'am", "madam", true},
                                                  {"mr", "mister ", true},
                                                  {"mrs", "missus ", true},
                                                  {"st", "saint ", true},
                                                  {"dr", "doctor ", true},
                                                  {"prof", "professor ", true},
                                                  {"capt", "captain ", true},
                                                  {"gov", "governor ", true},
                                                  {"ald", "alderman ", true},
                                                  {"gen", "general ", true},
                                                  {"sen", "senator ", true},
                                                  {"rep", "representative ", true},
                                                  {"pres", "president ", true},
                                                  {"rev", "reverend ", true},
                                                  {"hon", "honorable ", true},
                                                  {"asst", "assistant ", true},
                                                  {"assoc", "associate ", true},
                                                  {"lt", "lieutenant ", true},
                                                  {"col", "colonel ", true},
                                                  {"jr", "junior ", true},
                                                  {"sr", "senior ", true},
                                                  {"esq", "esquire ", true},
                                                  {"'d been", " had been", false},
                                                  {"'s been", " has been", false},
                                                  {"'d gone", " had gone", false},
                                                  {"'s gone", " has gone", false},
                                                  {"'d done", " had done", false},
                                                  {"'s got", " has got", false},
                                                  {"n't", " not", false},
                                                  {"'re", " are", false},
                                                  {"'s", " is", false},
                                                  {"'d", " would", false},
                                                  {"'ll", " will", false},
                                                  {"'t", " not", false},
                                                  {"'ve", " have", false},
                                                  {"'m", " am", false}};

struct str norm_whisper_en(struct arena *arena, struct str text)
{
    static whisper_step *const before[] = {unicode_lower, whisper_brackets, whisper_parentheses,
                                           whisper_fillers, whisper_apostrophes};
    static whisper_step *const after[] = {
        whisper_commas,         whisper_stops,    whisper_signs,    whisper_halves,
        whisper_boundaries,     whisper_suffixes, whisper_numbers,  whisper_cents,
        whisper_small_cents,    whisper_ones,     whisper_spelling, whisper_stray_signs,
        whisper_stray_percents, whisper_spaces};
    struct stages stages;
    strbuf_init(&stages.text, SIZE_MAX / 2);
    strbuf_init(&stages.made, SIZE_MAX / 2);
    strbuf_str(&stages.text, text);
    run(&stages, before, sizeof before / sizeof before[0]);
    for (size_t i = 0; i < sizeof replacements / sizeof replacements[0]; i++) {
        replace(&stages, &replacements[i]);
    }
    run(&stages, after, sizeof after / sizeof after[0]);
    struct str result = arena_str(arena, strbuf_view(&stages.text));
    strbuf_release(&stages.text);
    strbuf_release(&stages.made);
    return result;
}
