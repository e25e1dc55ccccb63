/* See when_words.h. */
#include "casetext/when_words.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The digit that scanning takes for this letter. */
static int digit_like(char c)
{
    if (is_digit(c)) {
        return c - '0';
    }
    return c == 'O' || c == 'o' ? 0 : c == 'l' || c == 'I' ? 1 : -1;
}

static bool is_ordinal_end(struct str word)
{
    static const char *const ends[] = {"st", "nd", "rd", "th", "ST", "ND", "RD", "TH"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (str_is(word, ends[i])) {
            return true;
        }
    }
    return false;
}

static struct when_token *add(struct arena *arena, struct when_tokens *tokens,
                              struct when_token token)
{
    if (tokens->count == tokens->capacity) {
        size_t capacity = tokens->capacity * 2 + 64;
        struct when_token *items = arena_alloc(arena, capacity * sizeof *items);
        if (tokens->count > 0) {
            memcpy(items, tokens->items, tokens->count * sizeof *items);
        }
        tokens->items = items;
        tokens->capacity = capacity;
    }
    tokens->items[tokens->count] = token;
    return &tokens->items[tokens->count++];
}

/* A number written with digits and letters like digits, at least one of them a digit. */
static bool number_of(struct str run, struct when_token *token)
{
    bool real = false;
    int value = 0;
    for (size_t i = 0; i < run.n; i++) {
        int digit = digit_like(run.p[i]);
        if (digit < 0) {
            return false;
        }
        real = real || is_digit(run.p[i]);
        value = i < 4 ? value * 10 + digit : -1;
    }
    token->value = value;
    token->digits = (int)run.n;
    return real && run.n > 0;
}

/* A run of letters and digits as one number, or cut where letters and digits meet. */
static void add_run(struct arena *arena, struct when_tokens *tokens, size_t start, size_t end,
                    struct when_token like)
{
    struct str run = str_sub(tokens->text, start, end - start);
    bool ordinal = run.n > 2 && is_ordinal_end(str_from(run, run.n - 2));
    struct when_token token = like;
    if (number_of(ordinal ? str_sub(run, 0, run.n - 2) : run, &token)) {
        token.kind = WHEN_NUMBER;
        token.ordinal = ordinal;
        token.start = start;
        token.end = end;
        add(arena, tokens, token);
        return;
    }
    for (size_t at = start; at < end;) {
        size_t to = at;
        bool digits = is_digit(tokens->text.p[at]);
        while (to < end && is_digit(tokens->text.p[to]) == digits) {
            to++;
        }
        token = like;
        token.kind = digits ? WHEN_NUMBER : WHEN_WORD;
        token.start = at;
        token.end = to;
        token.glued = at > start || like.glued;
        if (digits) {
            (void)number_of(str_sub(tokens->text, at, to - at), &token);
        }
        add(arena, tokens, token);
        at = to;
    }
}

void when_tokens_read(struct arena *arena, struct str text, struct when_tokens *tokens)
{
    *tokens = (struct when_tokens){.text = text};
    size_t at = 0;
    while (at < text.n) {
        int lines = 0;
        size_t before = at;
        while (at < text.n && is_blank(text.p[at])) {
            lines += text.p[at] == '\n';
            at++;
        }
        if (at == text.n) {
            break;
        }
        struct when_token like = {
            .value = -1, .glued = at == before && at > 0, .apart = lines > 1};
        size_t start = at;
        while (at < text.n && (is_digit(text.p[at]) || is_letter(text.p[at]))) {
            at++;
        }
        if (at > start) {
            add_run(arena, tokens, start, at, like);
        } else {
            like.kind = WHEN_MARK;
            like.start = at;
            like.end = at + 1;
            like.mark = text.p[at];
            add(arena, tokens, like);
            at++;
        }
    }
}

const struct when_token *when_token_at(const struct when_tokens *tokens, size_t i)
{
    return i < tokens->count ? &tokens->items[i] : NULL;
}

static bool same_word(struct str word, const char *text)
{
    size_t n = strlen(text);
    if (word.n != n) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        char c = word.p[i];
        c = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        if (c != text[i]) {
            return false;
        }
    }
    return true;
}

bool when_is(const struct when_tokens *tokens, size_t i, const char *word)
{
    const struct when_token *token = when_token_at(tokens, i);
    return token != NULL && token->kind == WHEN_WORD &&
           same_word(str_sub(tokens->text, token->start, token->end - token->start), word);
}

int when_one_of(const struct when_tokens *tokens, size_t i, const char *const *words)
{
    for (int k = 0; words[k] != NULL; k++) {
        if (when_is(tokens, i, words[k])) {
            return k;
        }
    }
    return -1;
}

bool when_is_mark(const struct when_tokens *tokens, size_t i, char mark)
{
    const struct when_token *token = when_token_at(tokens, i);
    return token != NULL && token->kind == WHEN_MARK && token->mark == mark;
}

int when_number(const struct when_tokens *tokens, size_t i)
{
    static const char *const words[] = {"one",    "two",    "three", "four", "five",
                                        "six",    "seven",  "eight", "nine", "ten",
                                        "eleven", "twelve", NULL};
    const struct when_token *token = when_token_at(tokens, i);
    if (token == NULL) {
        return -1;
    }
    if (token->kind == WHEN_NUMBER) {
        return token->value;
    }
    int word = when_one_of(tokens, i, words);
    return word < 0 ? -1 : word + 1;
}
