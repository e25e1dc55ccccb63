/* The tokeniser of TER; see translation_tokens.h. Slips of the source that decide scores are
 * kept: "\n-" where "-\n" was meant, U+3200-3F22 for U+3200-32FF, look-aheads that hold at the
 * end of the text only. SOURCE: sacrebleu/tokenizers/tokenizer_ter.py. */
#include "metrics/translation/token_passes.h"
#include "metrics/translation/translation_tokens.h"
#include "metrics/unicode/unicode.h"

/* Where the finished passes stand and where the next one writes. */
struct turns {
    struct str text;
    struct strbuf *buffers[2];
    int next;
};

static struct strbuf *turn(struct turns *turns)
{
    struct strbuf *out = turns->buffers[turns->next];
    turns->next = !turns->next;
    return out;
}

static void replace(struct turns *turns, struct str what, struct str by)
{
    turns->text = pass_replace(turn(turns), turns->text, what, by);
}

static void apart(struct turns *turns, pass_test_fn *test)
{
    turns->text = pass_apart(turn(turns), turns->text, test);
}

/* 's at the very end, or before a newline that ends the text, becomes " 's". */
static void split_last_possessive(struct turns *turns)
{
    struct str text = turns->text;
    size_t end = text.n - (text.n > 0 && text.p[text.n - 1] == '\n');
    struct strbuf *out = turn(turns);
    strbuf_clear(out);
    if (end >= 2 && text.p[end - 2] == '\'' && text.p[end - 1] == 's') {
        strbuf_add(out, text.p, end - 2);
        strbuf_putc(out, ' ');
        strbuf_str(out, str_from(text, end - 2));
    } else {
        strbuf_str(out, text);
    }
    turns->text = strbuf_view(out);
}

static void normalize_western(struct turns *turns)
{
    static const struct str entities[][2] = {
        {{"\n-", 2}, {"", 0}},    {{"\n", 1}, {" ", 1}},   {{"&quot;", 6}, {"\"", 1}},
        {{"&amp;", 5}, {"&", 1}}, {{"&lt;", 4}, {"<", 1}}, {{"&gt;", 4}, {">", 1}},
    };
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
        replace(turns, entities[i][0], entities[i][1]);
    }
    struct strbuf *out = turn(turns);
    strbuf_clear(out);
    strbuf_putc(out, ' ');
    strbuf_str(out, turns->text);
    strbuf_putc(out, ' ');
    turns->text = strbuf_view(out);
    apart(turns, pass_is_western);
    replace(turns, STR("'s "), STR(" 's "));
    split_last_possessive(turns);
    struct strbuf *now = turns->buffers[!turns->next];
    turns->text = pass_points(turns->text, now, turns->buffers[turns->next]);
    turns->next = turns->text.p == turns->buffers[0]->p;
}

static bool is_ideograph(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

static bool is_stroke(uint32_t c)
{
    return (c >= 0x31C0 && c <= 0x31EF) || (c >= 0x2E80 && c <= 0x2EFF);
}

static bool is_compatibility(uint32_t c)
{
    return (c >= 0x3300 && c <= 0x33FF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFE30 && c <= 0xFE4F);
}

static bool is_enclosed(uint32_t c)
{
    return c >= 0x3200 && c <= 0x3F22;
}

static bool is_asian_punctuation(uint32_t c)
{
    return c == 0x3001 || c == 0x3002 || (c >= 0x3008 && c <= 0x3011) ||
           (c >= 0x3014 && c <= 0x301F) || (c >= 0xFF61 && c <= 0xFF65) || c == 0x30FB;
}

static bool is_full_width_punctuation(uint32_t c)
{
    return c == 0xFF0E || c == 0xFF0C || c == 0xFF1F || c == 0xFF1A || c == 0xFF1B ||
           c == 0xFF01 || c == 0xFF02 || c == 0xFF08 || c == 0xFF09;
}

/* (^|^[first-last])([first-last]+)(?=$|^[first-last]): only a text all of one kana, or one
 * before a newline, matches; then a space stands on both sides of all but its first character,
 * or of all. By the time it is asked the text has a space at each end, so that it never
 * does. */
static void normalize_asian(struct turns *turns)
{
    apart(turns, is_ideograph);
    apart(turns, is_stroke);
    apart(turns, is_compatibility);
    apart(turns, is_enclosed);
    apart(turns, is_asian_punctuation);
    apart(turns, is_full_width_punctuation);
}

static void drop(struct turns *turns, pass_test_fn *test)
{
    struct strbuf *out = turn(turns);
    strbuf_clear(out);
    for (size_t at = 0; at < turns->text.n;) {
        size_t start = at;
        if (!test(unicode_next(turns->text, &at))) {
            strbuf_add(out, turns->text.p + start, at - start);
        }
    }
    turns->text = strbuf_view(out);
}

static bool is_dropped(uint32_t c)
{
    return c == '.' || c == ',' || c == '?' || c == ':' || c == ';' || c == '!' || c == '"' ||
           c == '(' || c == ')';
}

struct str tercom_tokenize(struct tercom_settings settings, struct str line,
                           struct translation_scratch *scratch)
{
    struct turns turns = {unicode_trim_end(line), {&scratch->one, &scratch->two}, 0};
    if (!settings.case_sensitive) {
        struct strbuf *out = turn(&turns);
        strbuf_clear(out);
        unicode_lower(out, turns.text);
        turns.text = strbuf_view(out);
    }
    if (settings.normalized && turns.text.n > 0) {
        normalize_western(&turns);
        if (settings.asian) {
            normalize_asian(&turns);
        }
    }
    if (settings.no_punct) {
        drop(&turns, is_dropped);
        if (settings.asian) {
            drop(&turns, is_asian_punctuation);
            drop(&turns, is_full_width_punctuation);
        }
    }
    return turns.text;
}
