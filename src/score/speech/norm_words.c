/* en-GB: words that mean the same; see norm_tokens.h. */
#include "score/speech/norm_tokens.h"

#include <stdlib.h>

/* Said without meaning; "mm-hmm" and "uh-huh" answer a question and stay. */
static const char *const fillers[] = {"um", "umm", "uh", "er", "erm", "ehm", "hmm"};

static const struct {
    const char *from;
    const char *to;
} forms[] = {
    {"can't", "can not"},
    {"cannot", "can not"},
    {"won't", "will not"},
    {"shan't", "shall not"},
    {"gonna", "going to"},
    {"wanna", "want to"},
    {"gotta", "got to"},
    {"let's", "let us"},
    {"i'm", "i am"},
    {"street", "st"},
    {"saint", "st"},
    {"drive", "dr"},
    {"doctor", "dr"},
    {"road", "rd"},
    {"avenue", "ave"},
    {"mister", "mr"},
    {"missus", "mrs"},
    {"sergeant", "sgt"},
    {"inspector", "insp"},
    {"percent", "per cent"},
    {"%", "per cent"},
    {"&", "and"},
    {"okay", "ok"},
    {"hrs", "hours"},
    {"metre", "m"},
    {"metres", "m"},
    {"mph", "miles per hour"},
};

static const struct {
    const char *end;
    const char *word;
} endings[] = {{"n't", "not"}, {"'re", "are"}, {"'ve", "have"}, {"'ll", "will"}};

/* Ranks that stand right before a collar number: "pc1234" is "pc 1234". */
static const char *const ranks[] = {"pc", "ps", "dc", "ds", "di", "dci", "sgt", "insp", "pcso"};

static bool among(struct str text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_is(text, list[i])) {
            return true;
        }
    }
    return false;
}

static void add_text(struct norm_tokens *out, const char *text)
{
    struct str rest = str_of(text);
    struct str part;
    while (str_split(&rest, ' ', &part)) {
        norm_add(out, part);
    }
}

static bool add_form(struct norm_tokens *out, struct str word)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (str_is(word, forms[i].from)) {
            add_text(out, forms[i].to);
            return true;
        }
    }
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        struct str end = str_of(endings[i].end);
        if (word.n > end.n && str_ends(word, end)) {
            norm_add(out, str_sub(word, 0, word.n - end.n));
            add_text(out, endings[i].word);
            return true;
        }
    }
    return false;
}

/* "pc1234" into rank and number, "10:30pm" into time and half of the day. */
static bool add_parted(struct norm_tokens *out, struct str word)
{
    size_t letters = 0;
    while (letters < word.n && norm_is_letter(word.p[letters])) {
        letters++;
    }
    if (letters > 0 && norm_is_number(str_from(word, letters)) &&
        among(str_sub(word, 0, letters), ranks, sizeof ranks / sizeof ranks[0])) {
        norm_add(out, str_sub(word, 0, letters));
        norm_add(out, str_from(word, letters));
        return true;
    }
    bool half = word.n > 2 && (str_ends(word, STR("am")) || str_ends(word, STR("pm")));
    if (half && norm_is_digit(word.p[word.n - 3])) {
        norm_add(out, str_sub(word, 0, word.n - 2));
        norm_add(out, str_from(word, word.n - 2));
        return true;
    }
    return false;
}

/* "hmm" after "mm" and "uh" before "huh" are answers. */
static bool is_filler(const struct norm_tokens *tokens, size_t i)
{
    struct str word = tokens->items[i];
    if (str_is(word, "hmm") && i > 0 && str_is(tokens->items[i - 1], "mm")) {
        return false;
    }
    if (str_is(word, "uh") && i + 1 < tokens->count && str_is(tokens->items[i + 1], "huh")) {
        return false;
    }
    return among(word, fillers, sizeof fillers / sizeof fillers[0]);
}

void norm_words(struct norm_tokens *tokens)
{
    struct norm_tokens out = {.arena = tokens->arena};
    for (size_t i = 0; i < tokens->count; i++) {
        struct str word = tokens->items[i];
        if (!is_filler(tokens, i) && !add_form(&out, word) && !add_parted(&out, word)) {
            norm_add(&out, word);
        }
    }
    free(tokens->items);
    *tokens = out;
}
