/* Words, nets and texts of an utterance; see speech_words.h. */
#include "score/speech/speech_words.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "metrics/speech/words.h"

#include <stdlib.h>

bool speech_is_space(uint32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool has_capital(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] >= 'A' && text.p[i] <= 'Z') {
            return true;
        }
    }
    return false;
}

struct place {
    struct str text;
    uint32_t folded;
    uint32_t exact;
};

struct speech_maker {
    struct arena *arena;
    struct name_table *ids;
    const struct speech_rules *rules;
    struct net_builder *builder;
    struct place *places;
    size_t count;
    size_t room;
};

static bool is_optional(const struct speech_maker *maker, struct str text)
{
    return maker->rules->optional && text.n > 2 && text.p[0] == '(' &&
           text.p[text.n - 1] == ')';
}

static void add_word(struct speech_maker *maker, struct str text)
{
    bool optional = is_optional(maker, text);
    struct str word = optional ? str_sub(text, 1, text.n - 2) : text;
    struct str lower = has_capital(word) ? word_lower(maker->arena, word) : word;
    maker->places = mem_grow(maker->places, maker->count, &maker->room, sizeof *maker->places);
    struct place *place = &maker->places[maker->count++];
    place->text = text;
    place->exact = name_table_lend(maker->ids, word);
    place->folded = lower.p == word.p ? place->exact : name_table_lend(maker->ids, lower);
    uint32_t id = maker->rules->letters == CASE_KEPT ? place->exact : place->folded;
    net_builder_word(maker->builder, id,
                     optional            ? NET_OPTIONAL
                     : str_is(word, "@") ? NET_NOTHING
                                         : NET_WORD);
}

/* Words parted by ASCII white space. */
static void add_split(struct speech_maker *maker, struct str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t start = at;
        while (at < text.n &&
               !(text.p[at] == ' ' || (text.p[at] >= '\t' && text.p[at] <= '\r'))) {
            at++;
        }
        if (at > start) {
            add_word(maker, str_sub(text, start, at - start));
        }
        at++;
    }
}

/* A word that is not "@". */
static bool is_said(const struct token *token)
{
    return token->kind == TOKEN_WORD && !str_is(token->text, "@");
}

/* Words from token i on that stand without a mark between, normalised as one text. */
static size_t add_run(struct speech_maker *maker, const struct utterance *utterance, size_t i)
{
    struct strbuf run;
    strbuf_init(&run, SIZE_MAX / 2);
    for (; i < utterance->count && is_said(&utterance->tokens[i]); i++) {
        strbuf_puts(&run, run.n > 0 ? " " : "");
        strbuf_str(&run, utterance->tokens[i].text);
    }
    add_split(maker,
              arena_str(maker->arena, maker->rules->norm(maker->arena, strbuf_view(&run))));
    strbuf_release(&run);
    return i;
}

static void add_tokens(struct speech_maker *maker, const struct utterance *utterance)
{
    for (size_t i = 0; i < utterance->count;) {
        switch (utterance->tokens[i].kind) {
        case TOKEN_OPEN:
            net_builder_open(maker->builder);
            break;
        case TOKEN_OR:
            net_builder_or(maker->builder);
            break;
        case TOKEN_CLOSE:
            (void)net_builder_close(maker->builder);
            break;
        case TOKEN_WORD:
            if (maker->rules->norm != NULL && is_said(&utterance->tokens[i])) {
                i = add_run(maker, utterance, i);
                continue;
            }
            add_word(maker, utterance->tokens[i].text);
            break;
        }
        i++;
    }
}

/* jiwer: two or more white-space characters are one space; white space at both ends goes. */
static struct str squeezed(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t at = 0; at < text.n;) {
        size_t start = at;
        size_t end = at;
        size_t spaces = 0;
        uint32_t c;
        while (at < text.n && utf8_next(text, &at, &c) && speech_is_space(c)) {
            spaces++;
            end = at;
        }
        if (spaces == 0) {
            end = at;
        }
        if (spaces > 1) {
            out[n++] = ' ';
        }
        for (size_t i = start; spaces < 2 && i < end; i++) {
            out[n++] = text.p[i];
        }
        at = end;
    }
    return str_n(out, n);
}

static struct str stripped(struct str text)
{
    size_t start = text.n;
    size_t end = 0;
    for (size_t at = 0; at < text.n;) {
        size_t here = at;
        uint32_t c;
        if (!utf8_next(text, &at, &c)) {
            break;
        }
        if (!speech_is_space(c)) {
            start = start == text.n ? here : start;
            end = at;
        }
    }
    return end > start ? str_sub(text, start, end - start) : str_n("", 0);
}

static void add_jiwer(struct speech_maker *maker, struct str text, struct speech_words *words)
{
    struct str rest = stripped(squeezed(maker->arena, text));
    uint32_t *numbers = arena_alloc(maker->arena, (rest.n / 2 + 1) * sizeof *numbers);
    size_t count = 0;
    struct str word;
    while (str_split(&rest, ' ', &word)) {
        if (word.n > 0) {
            struct str used = maker->rules->letters == CASE_FOLDED && has_capital(word)
                                  ? word_lower(maker->arena, word)
                                  : word;
            numbers[count++] = name_table_lend(maker->ids, used);
        }
    }
    words->has_text = true;
    words->jiwer = (struct id_sequence){numbers, count};
    words->text = stripped(text);
}

/* Numbers of all places; `fold`: those of the lower-cased words. */
static const uint32_t *keep_numbers(const struct speech_maker *maker, bool fold)
{
    uint32_t *numbers = arena_alloc(maker->arena, (maker->count + 1) * sizeof *numbers);
    for (size_t i = 0; i < maker->count; i++) {
        numbers[i] = fold ? maker->places[i].folded : maker->places[i].exact;
    }
    return numbers;
}

static void keep_places(const struct speech_maker *maker, struct speech_words *words)
{
    size_t n = maker->count;
    struct str *texts = arena_alloc(maker->arena, (n + 1) * sizeof *texts);
    bool same = true;
    for (size_t i = 0; i < n; i++) {
        texts[i] = maker->places[i].text;
        same = same && maker->places[i].folded == maker->places[i].exact;
    }
    words->texts = texts;
    words->folded = keep_numbers(maker, true);
    words->exact = same ? words->folded : keep_numbers(maker, false);
    words->count = n;
}

struct speech_maker *speech_maker_new(struct arena *arena, struct name_table *ids,
                                      const struct speech_rules *rules)
{
    struct speech_maker *maker = xcalloc(1, sizeof *maker);
    *maker = (struct speech_maker){
        .arena = arena, .ids = ids, .rules = rules, .builder = net_builder_new(arena)};
    return maker;
}

void speech_maker_free(struct speech_maker *maker)
{
    free(maker->places);
    free(maker);
}

void speech_words_make(struct speech_maker *maker, const struct utterance *utterance,
                       struct speech_words *words)
{
    const struct speech_rules *rules = maker->rules;
    *words = (struct speech_words){.has_text = false};
    maker->count = 0;
    if (utterance->raw.p != NULL) {
        struct str text =
            rules->norm != NULL ? rules->norm(maker->arena, utterance->raw) : utterance->raw;
        add_split(maker, text);
        add_jiwer(maker, text, words);
    } else {
        add_tokens(maker, utterance);
    }
    words->net = net_builder_end(maker->builder);
    keep_places(maker, words);
}

struct id_sequence speech_characters(struct str text, bool fold)
{
    uint32_t *ids = xmalloc((text.n + 1) * sizeof *ids);
    size_t count = 0;
    for (size_t at = 0; at < text.n;) {
        uint32_t c;
        if (!utf8_next(text, &at, &c)) {
            break;
        }
        ids[count++] = fold && c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
    }
    return (struct id_sequence){ids, count};
}
