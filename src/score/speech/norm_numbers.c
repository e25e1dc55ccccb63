/* en-GB: number words and digits said one by one; see norm_tokens.h.
 *
 * "twenty-five" is 25, "two hundred and six" 206, "two thousand and twenty six" 2026, "ten
 * thirty" 1030, "nineteen ninety nine" 1999, "nine nine nine" 999, "one oh one" 101, "oh seven
 * double five" 0755. */
#include "score/speech/norm_tokens.h"

#include <stdint.h>
#include <stdlib.h>

enum kind {
    KIND_NONE,
    KIND_DIGIT,
    KIND_TEEN,
    KIND_TENS,
    KIND_HUNDRED,
    KIND_SCALE,
    KIND_OH,
    KIND_REPEAT
};

struct number_word {
    const char *word;
    enum kind kind;
    uint32_t value;
};

static const struct number_word number_words[] = {{"zero", KIND_DIGIT, 0},
                                                  {"nought", KIND_DIGIT, 0},
                                                  {"one", KIND_DIGIT, 1},
                                                  {"two", KIND_DIGIT, 2},
                                                  {"three", KIND_DIGIT, 3},
                                                  {"four", KIND_DIGIT, 4},
                                                  {"five", KIND_DIGIT, 5},
                                                  {"six", KIND_DIGIT, 6},
                                                  {"seven", KIND_DIGIT, 7},
                                                  {"eight", KIND_DIGIT, 8},
                                                  {"nine", KIND_DIGIT, 9},
                                                  {"ten", KIND_TEEN, 10},
                                                  {"eleven", KIND_TEEN, 11},
                                                  {"twelve", KIND_TEEN, 12},
                                                  {"thirteen", KIND_TEEN, 13},
                                                  {"fourteen", KIND_TEEN, 14},
                                                  {"fifteen", KIND_TEEN, 15},
                                                  {"sixteen", KIND_TEEN, 16},
                                                  {"seventeen", KIND_TEEN, 17},
                                                  {"eighteen", KIND_TEEN, 18},
                                                  {"nineteen", KIND_TEEN, 19},
                                                  {"twenty", KIND_TENS, 20},
                                                  {"thirty", KIND_TENS, 30},
                                                  {"forty", KIND_TENS, 40},
                                                  {"fifty", KIND_TENS, 50},
                                                  {"sixty", KIND_TENS, 60},
                                                  {"seventy", KIND_TENS, 70},
                                                  {"eighty", KIND_TENS, 80},
                                                  {"ninety", KIND_TENS, 90},
                                                  {"hundred", KIND_HUNDRED, 100},
                                                  {"thousand", KIND_SCALE, 1000},
                                                  {"million", KIND_SCALE, 1000000},
                                                  {"oh", KIND_OH, 0},
                                                  {"o", KIND_OH, 0},
                                                  {"double", KIND_REPEAT, 2},
                                                  {"triple", KIND_REPEAT, 3},
                                                  {"treble", KIND_REPEAT, 3}};

static struct number_word word_at(const struct norm_tokens *tokens, size_t i)
{
    struct number_word none = {"", KIND_NONE, 0};
    if (i >= tokens->count) {
        return none;
    }
    struct str text = tokens->items[i];
    if (text.n == 1 && norm_is_digit(text.p[0])) {
        return (struct number_word){"", KIND_DIGIT, (uint32_t)(text.p[0] - '0')};
    }
    for (size_t k = 0; k < sizeof number_words / sizeof number_words[0]; k++) {
        if (str_is(text, number_words[k].word)) {
            return number_words[k];
        }
    }
    return none;
}

/* A number below 100 from token i on: how many tokens, 0 for none. */
static size_t below_hundred(const struct norm_tokens *tokens, size_t i, uint32_t *value)
{
    struct number_word first = word_at(tokens, i);
    struct number_word second = word_at(tokens, i + 1);
    *value = first.value;
    if (first.kind == KIND_TENS && second.kind == KIND_DIGIT && second.value > 0) {
        *value += second.value;
        return 2;
    }
    return first.kind == KIND_DIGIT || first.kind == KIND_TEEN || first.kind == KIND_TENS;
}

static bool is_and(const struct norm_tokens *tokens, size_t i)
{
    return i < tokens->count && str_is(tokens->items[i], "and");
}

/* "two hundred and six": below 1000. */
static size_t below_thousand(const struct norm_tokens *tokens, size_t i, uint32_t *value)
{
    uint32_t rest;
    size_t used = below_hundred(tokens, i, value);
    if (used == 0 || word_at(tokens, i + used).kind != KIND_HUNDRED) {
        return used;
    }
    *value *= 100;
    used++;
    size_t skip = is_and(tokens, i + used);
    size_t more = below_hundred(tokens, i + used + skip, &rest);
    if (more > 0) {
        *value += rest;
        used += skip + more;
    }
    return used;
}

static size_t cardinal(const struct norm_tokens *tokens, size_t i, uint64_t *value)
{
    uint64_t total = 0;
    uint32_t part;
    uint64_t scale = UINT64_MAX;
    size_t used = 0;
    for (;;) {
        size_t skip = used > 0 && is_and(tokens, i + used);
        size_t more = below_thousand(tokens, i + used + skip, &part);
        if (more == 0) {
            break;
        }
        struct number_word next = word_at(tokens, i + used + skip + more);
        if (next.kind != KIND_SCALE || next.value >= scale) {
            total += part;
            used += skip + more;
            break;
        }
        scale = next.value;
        total += part * scale;
        used += skip + more + 1;
    }
    *value = total;
    return used;
}

/* Digits said one by one from token i on: at least two, or one doubled. */
static size_t spelt_digits(const struct norm_tokens *tokens, size_t i, char *text, size_t room,
                           size_t *length)
{
    size_t used = 0;
    size_t n = 0;
    bool real = false; /* more than "oh" */
    for (;;) {
        struct number_word word = word_at(tokens, i + used);
        uint32_t times = 1;
        if (word.kind == KIND_REPEAT) {
            times = word.value;
            word = word_at(tokens, i + used + 1);
        }
        bool digit = word.kind == KIND_DIGIT || word.kind == KIND_OH;
        if (!digit || n + times > room) {
            break;
        }
        real = real || word.kind == KIND_DIGIT;
        for (uint32_t k = 0; k < times; k++) {
            text[n++] = (char)('0' + word.value);
        }
        used += times > 1 ? 2 : 1;
    }
    enum kind after = word_at(tokens, i + used).kind;
    *length = n;
    return n < 2 || !real || after == KIND_HUNDRED || after == KIND_SCALE ? 0 : used;
}

/* "ten thirty", "nineteen ninety nine": two numbers from 10 on. */
static size_t pair_of_tens(const struct norm_tokens *tokens, size_t i, uint64_t *value)
{
    uint32_t first;
    uint32_t second;
    size_t used = below_hundred(tokens, i, &first);
    size_t more = used > 0 ? below_hundred(tokens, i + used, &second) : 0;
    enum kind after = word_at(tokens, i + used + more).kind;
    if (more == 0 || first < 10 || second < 10 || after == KIND_HUNDRED ||
        after == KIND_SCALE) {
        return 0;
    }
    *value = (uint64_t)first * 100 + second;
    return used + more;
}

void norm_numbers(struct norm_tokens *tokens)
{
    struct norm_tokens out = {.arena = tokens->arena};
    for (size_t i = 0; i < tokens->count;) {
        char digits[64];
        size_t length;
        uint64_t value;
        size_t used = spelt_digits(tokens, i, digits, sizeof digits, &length);
        if (used > 0) {
            norm_add(&out, str_of(arena_strndup(tokens->arena, digits, length)));
            i += used;
            continue;
        }
        used = pair_of_tens(tokens, i, &value);
        used = used > 0 ? used : cardinal(tokens, i, &value);
        if (used > 0) {
            norm_add(&out,
                     str_of(arena_printf(tokens->arena, "%llu", (unsigned long long)value)));
            i += used;
        } else {
            norm_add(&out, tokens->items[i++]);
        }
    }
    free(tokens->items);
    *tokens = out;
}
