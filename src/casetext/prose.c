/* See prose.h. */
#include "casetext/prose.h"

#include "casetext/plain_word.h"

enum { WORDS_MIN = 5, BYTES_MAX = 600, LABEL_AT = 40, PAST_MIN = 5, COMMAS_MAX = 2 };

bool prose_all_capitals(struct str text)
{
    size_t capitals = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] >= 'a' && text.p[i] <= 'z') {
            return false;
        }
        capitals += text.p[i] >= 'A' && text.p[i] <= 'Z';
    }
    return capitals > 1;
}

/* Labels, cells, rows: what stands in them is no sentence. */
static bool is_laid_out(struct str text)
{
    size_t commas = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        char next = i + 1 < text.n ? text.p[i + 1] : ' ';
        bool clock = c == ':' && i > 0 && text.p[i - 1] >= '0' && text.p[i - 1] <= '9' &&
                     next >= '0' && next <= '9';
        if (c == '\t' || c == '|' || (c == ':' && i < LABEL_AT && !clock) ||
            (c == ' ' && next == ' ' && i + 2 < text.n && text.p[i + 2] == ' ')) {
            return true;
        }
        commas += c == ',' && next != ' ' && next != '\n' && !(next >= '0' && next <= '9');
    }
    return commas >= COMMAS_MAX;
}

/* Verbs in the form in which they tell, and pronouns that stand before one. */
static bool is_telling(struct str word)
{
    static const char *const words[] = {
        "i",     "he",      "she",     "they",   "we",     "you",    "was",   "were",  "is",
        "are",   "am",      "has",     "had",    "have",   "did",    "does",  "do",    "said",
        "says",  "could",   "would",   "will",   "can",    "cannot", "might", "must",  "shall",
        "saw",   "took",    "went",    "came",   "told",   "left",   "gave",  "ran",   "hit",
        "made",  "put",     "got",     "found",  "held",   "drove",  "heard", "cut",   "stole",
        "began", "broke",   "kept",    "knew",   "lost",   "met",    "paid",  "rode",  "sat",
        "sold",  "sent",    "shot",    "spoke",  "stood",  "threw",  "wore",  "wrote", "fell",
        "felt",  "thought", "brought", "bought", "caught", "struck", "bled",  "denies"};
    bool past = word.n >= PAST_MIN && plain_word_is(str_from(word, word.n - 2), "ed");
    return past || plain_word_among(word, words, sizeof words / sizeof words[0]);
}

/* Does it end as a sentence does: its mark, and quotes or brackets behind it? */
static bool is_ended(struct str text)
{
    size_t n = text.n;
    while (n > 0 && (text.p[n - 1] == '"' || text.p[n - 1] == '\'' || text.p[n - 1] == ')' ||
                     (unsigned char)text.p[n - 1] >= 0x80)) {
        n--;
    }
    return n > 0 && (text.p[n - 1] == '.' || text.p[n - 1] == '?' || text.p[n - 1] == '!');
}

bool prose_tells(struct str sentence)
{
    size_t words = 0;
    size_t letters = 0;
    size_t at = 0;
    bool telling = false;
    struct str word;
    if (sentence.n > BYTES_MAX || is_laid_out(sentence) || !is_ended(sentence) ||
        prose_all_capitals(sentence) ||
        str_find(sentence, STR("to the best of my knowledge and belief")) != SIZE_MAX) {
        return false;
    }
    while (plain_word_next(sentence, &at, &word)) {
        bool number = word.p[0] >= '0' && word.p[0] <= '9';
        words += !number;
        letters += number ? 0 : word.n;
        telling = telling || is_telling(word);
    }
    return words >= WORDS_MIN && telling && letters * 10 >= sentence.n * 6;
}
