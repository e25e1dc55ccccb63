/* whisper-en: words of numbers become digits; see norm_whisper.h. A number under way is kept in
 * decimal digits, as an integer of any length or as a text such as "2." or "007": which of the
 * two it is decides what the next word does to it. */
#include "score/speech/norm_whisper.h"

#include "base/utf8.h"
#include "metrics/unicode/unicode.h"

#include <string.h>

#define POUND "\xC2\xA3"
#define EURO "\xE2\x82\xAC"
#define CENT "\xC2\xA2"

/* Python makes no number of more digits; it also keeps what is done for one word short. */
enum { DIGITS_MAX = 4300 };
enum state { NOTHING, INTEGER, TEXT };

struct numbers {
    struct strbuf *out;
    bool any;          /* something stands in out */
    struct str prefix; /* or empty */
    enum state state;  /* of value */
    struct strbuf value;
    struct str next;                   /* the word after, empty at the end */
    const struct whisper_word *before; /* what the words before and after are, or NULL */
    const struct whisper_word *after;
    bool skip; /* the next word is done with */
};

static bool is_one(const struct whisper_word *word)
{
    return word != NULL && word->kind == WHISPER_ONE && word->mark[0] == '\0';
}

static bool is_kind(const struct whisper_word *word, enum whisper_kind kind)
{
    return word != NULL && word->kind == kind && word->mark[0] == '\0';
}

static size_t digits_run(struct str text, size_t at)
{
    while (at < text.n) {
        size_t next = at;
        if (unicode_digit(unicode_next(text, &next)) < 0) {
            break;
        }
        at = next;
    }
    return at;
}

/* Digits, or digits, a point and digits. */
static bool is_numeric(struct str text)
{
    size_t whole = digits_run(text, 0);
    if (whole == 0 || whole == text.n) {
        return whole > 0;
    }
    return text.p[whole] == '.' && whole + 1 < text.n && digits_run(text, whole + 1) == text.n;
}

/* Puts out the prefix and `text`; the number under way is done. */
static void emit(struct numbers *n, struct str text, const char *suffix)
{
    if (n->any) {
        strbuf_putc(n->out, ' ');
    }
    n->any = true;
    strbuf_str(n->out, n->prefix);
    strbuf_str(n->out, text);
    strbuf_puts(n->out, suffix);
    n->prefix = STR("");
    n->state = NOTHING;
}

static void emit_value(struct numbers *n, const char *suffix)
{
    emit(n, strbuf_view(&n->value), suffix);
}

static void flush(struct numbers *n)
{
    if (n->state != NOTHING) {
        emit_value(n, "");
    }
}

static bool value_is_zero(const struct numbers *n)
{
    return n->state == INTEGER && str_is(strbuf_view(&n->value), "0");
}

/* The value as text to be lengthened; an integer 0 counts as nothing. */
static void text_of_value(struct numbers *n)
{
    if (n->state == NOTHING || value_is_zero(n)) {
        strbuf_clear(&n->value);
    }
    n->state = TEXT;
}

/* Drops zeros in front. */
static void set_integer(struct numbers *n, struct str digits)
{
    while (digits.n > 1 && digits.p[0] == '0') {
        digits = str_from(digits, 1);
    }
    strbuf_clear(&n->value);
    strbuf_str(&n->value, digits.n > 0 ? digits : STR("0"));
    n->state = INTEGER;
}

static void add_zeros(struct strbuf *out, size_t zeros)
{
    for (size_t i = 0; i < zeros; i++) {
        strbuf_putc(out, '0');
    }
}

static bool ends_in_zeros(const struct numbers *n, size_t zeros)
{
    struct str value = strbuf_view(&n->value);
    return value_is_zero(n) || (value.n >= zeros && str_ends(value, str_n("00", zeros)));
}

/* one to ninety, and their plurals and ordinals. */
static void add_small(struct numbers *n, const struct whisper_word *word)
{
    bool one = word->kind == WHISPER_ONE;
    size_t places = one && word->value < 10 ? 1 : 2;
    if (n->state == NOTHING) {
        strbuf_clear(&n->value);
        n->state = INTEGER;
    } else if (n->state == TEXT || (one && is_one(n->before))) {
        bool fills = one && places == 1 && is_kind(n->before, WHISPER_TEN) && n->value.n > 0;
        strbuf_truncate(&n->value, n->value.n - fills);
        n->state = TEXT;
    } else if (ends_in_zeros(n, places)) {
        size_t least = n->value.n < places ? n->value.n : places;
        strbuf_truncate(&n->value, n->value.n - least);
    } else {
        n->state = TEXT;
    }
    strbuf_printf(&n->value, "%d", word->value);
    if (word->mark[0] != '\0') {
        emit_value(n, word->mark);
    }
}

/* The text times 10^zeros in *digits, when it is a number and that an integer. */
static bool shifted(struct str text, size_t zeros, struct strbuf *digits)
{
    size_t point = digits_run(text, 0);
    size_t from = point < text.n && text.p[point] == '.' ? point + 1 : point;
    if (digits_run(text, from) != text.n || (point == 0 && from == text.n)) {
        return false;
    }
    size_t whole = 0;
    size_t decimals = 0;
    size_t used = 0; /* decimals up to the last that is no zero */
    for (size_t at = 0; at < text.n;) {
        bool after = at >= from && from > point;
        uint32_t c = unicode_next(text, &at);
        if (c != '.') {
            strbuf_putc(digits, (char)('0' + unicode_digit(c)));
            whole += !after;
            decimals += after;
            used = after && unicode_digit(c) > 0 ? decimals : used;
        }
    }
    if (used > zeros || whole > DIGITS_MAX || decimals > DIGITS_MAX) {
        return false;
    }
    if (decimals > zeros) {
        strbuf_truncate(digits, digits->n - (decimals - zeros));
    } else {
        add_zeros(digits, zeros - decimals);
    }
    return true;
}

/* The thousands of the value, and what is left times 10^zeros, summed. */
static void scale_rest(struct numbers *n, size_t zeros)
{
    struct str value = strbuf_view(&n->value);
    size_t rest = value.n > 3 ? 3 : value.n;
    struct strbuf product;
    struct strbuf sum;
    strbuf_init(&product, SIZE_MAX / 2);
    strbuf_init(&sum, SIZE_MAX / 2);
    strbuf_str(&product, str_from(value, value.n - rest));
    add_zeros(&product, zeros);
    size_t length = product.n > value.n ? product.n : value.n;
    add_zeros(&sum, length + 1);
    int carry = 0;
    for (size_t i = 0; i <= length; i++) {
        int digit = carry;
        digit += i < product.n ? product.p[product.n - 1 - i] - '0' : 0;
        digit += i >= 3 && i < value.n ? value.p[value.n - 1 - i] - '0' : 0;
        sum.p[length - i] = (char)('0' + digit % 10);
        carry = digit / 10;
    }
    set_integer(n, strbuf_view(&sum));
    strbuf_release(&product);
    strbuf_release(&sum);
}

/* hundred to decillion, and their plurals and ordinals. */
static void add_power(struct numbers *n, const struct whisper_word *word)
{
    size_t zeros = (size_t)word->value;
    struct strbuf digits;
    strbuf_init(&digits, SIZE_MAX / 2);
    if (n->state == TEXT && !shifted(strbuf_view(&n->value), zeros, &digits)) {
        flush(n);
        strbuf_clear(&digits);
    }
    if (n->state == INTEGER) {
        scale_rest(n, zeros);
    } else {
        if (n->state == NOTHING) {
            strbuf_putc(&digits, '1');
            add_zeros(&digits, zeros);
        }
        set_integer(n, strbuf_view(&digits));
    }
    strbuf_release(&digits);
    if (word->mark[0] != '\0') {
        emit_value(n, word->mark);
    }
}

/* One of - + £ € $ ¢ in front. */
static size_t sign_bytes(struct str text)
{
    static const char *const signs[] = {"-", "+", POUND, EURO, "$", CENT};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (str_starts(text, str_of(signs[i]))) {
            return strlen(signs[i]);
        }
    }
    return 0;
}

/* "3.14", "$20": false when it is no such word. */
static bool add_numeral(struct numbers *n, struct str word)
{
    size_t sign = sign_bytes(word);
    struct str number = str_from(word, sign);
    if (!is_numeric(number)) {
        return false;
    }
    if (n->state == TEXT && str_ends(strbuf_view(&n->value), STR("."))) {
        strbuf_str(&n->value, word);
        return true;
    }
    flush(n);
    if (sign > 0) {
        n->prefix = str_sub(word, 0, sign);
    }
    struct strbuf digits;
    strbuf_init(&digits, SIZE_MAX / 2);
    if (shifted(number, 0, &digits)) {
        set_integer(n, strbuf_view(&digits));
    } else {
        strbuf_clear(&n->value);
        strbuf_str(&n->value, number);
        n->state = TEXT;
    }
    strbuf_release(&digits);
    return true;
}

/* Signs before a number, currencies and per cent after one. */
static void add_mark(struct numbers *n, struct str text, const struct whisper_word *word)
{
    if (word->kind == WHISPER_SIGN) {
        flush(n);
        if (n->after != NULL || is_numeric(n->next)) {
            n->prefix = str_of(word->mark);
            return;
        }
    } else if (n->state != NOTHING && word->kind == WHISPER_CURRENCY) {
        n->prefix = str_of(word->mark);
        emit_value(n, "");
        return;
    } else if (n->state != NOTHING) {
        n->skip = word->kind == WHISPER_PER && str_is(n->next, "cent");
        bool marked = n->skip || word->kind == WHISPER_PERCENT;
        emit_value(n, marked ? "%" : "");
        if (marked) {
            return;
        }
    }
    emit(n, text, "");
}

/* and, double, triple, point */
static void add_special(struct numbers *n, struct str text, const struct whisper_word *word)
{
    bool numeral = is_numeric(n->next);
    bool stays = n->after == NULL && !numeral;
    if (!stays && word->kind == WHISPER_POINT) {
        if (whisper_is_decimal(n->after) || numeral) {
            text_of_value(n);
            strbuf_putc(&n->value, '.');
        }
        return;
    }
    if (!stays && word->kind == WHISPER_AND && is_kind(n->before, WHISPER_POWER)) {
        return;
    }
    if (!stays && word->kind == WHISPER_DOUBLE &&
        (is_one(n->after) || is_kind(n->after, WHISPER_ZERO))) {
        text_of_value(n);
        for (int i = 0; i < word->value; i++) {
            strbuf_printf(&n->value, "%d", n->after->value);
        }
        n->skip = true;
        return;
    }
    flush(n);
    emit(n, text, "");
}

static void add_word(struct numbers *n, struct str text, const struct whisper_word *word)
{
    if (add_numeral(n, text)) {
        return;
    }
    if (word == NULL) {
        flush(n);
        emit(n, text, "");
    } else if (word->kind == WHISPER_ZERO) {
        text_of_value(n);
        strbuf_putc(&n->value, '0');
    } else if (word->kind <= WHISPER_TEN) {
        add_small(n, word);
    } else if (word->kind == WHISPER_POWER) {
        add_power(n, word);
    } else if (word->kind <= WHISPER_PERCENT) {
        add_mark(n, text, word);
    } else {
        add_special(n, text, word);
    }
}

void whisper_numbers(struct strbuf *out, struct str text)
{
    struct numbers n = {.out = out};
    strbuf_init(&n.value, SIZE_MAX / 2);
    struct str word = STR("");
    bool more = unicode_word(&text, &word);
    const struct whisper_word *known = more ? whisper_word_of(word) : NULL;
    while (more) {
        n.next = STR("");
        more = unicode_word(&text, &n.next);
        n.after = more ? whisper_word_of(n.next) : NULL;
        if (n.skip) {
            n.skip = false;
        } else {
            add_word(&n, word, known);
        }
        n.before = known;
        word = n.next;
        known = n.after;
    }
    flush(&n);
    strbuf_release(&n.value);
}
