/* Porter's steps over a word in place; see porter.h. */
#include "metrics/summary/porter.h"

#include <stdbool.h>
#include <string.h>

struct stem {
    char *p;
    size_t n;
};

struct rule {
    const char *suffix;
    const char *replacement;
};

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* y is a consonant at the beginning and after a vowel. */
static bool is_consonant(const char *word, size_t i)
{
    if (is_vowel(word[i])) {
        return false;
    }
    size_t run = 0; /* of y before and at i: each turns the answer round */
    while (run <= i && word[i - run] == 'y') {
        run++;
    }
    if (run == 0) {
        return true;
    }
    bool before = run <= i ? !is_vowel(word[i - run]) : false;
    return run % 2 == 0 ? before : !before;
}

/* Number of vowel-consonant turns among the first n letters. */
static size_t measure(const char *word, size_t n)
{
    size_t count = 0;
    bool before = true;
    for (size_t i = 0; i < n; i++) {
        bool consonant = is_vowel(word[i]) ? false : word[i] != 'y' || i == 0 || !before;
        count += i > 0 && consonant && !before;
        before = consonant;
    }
    return count;
}

static bool has_vowel(const char *word, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!is_consonant(word, i)) {
            return true;
        }
    }
    return false;
}

static bool ends_double_consonant(const struct stem *s)
{
    return s->n >= 2 && s->p[s->n - 1] == s->p[s->n - 2] && is_consonant(s->p, s->n - 1);
}

/* Consonant, vowel, consonant other than w, x, y; or a vowel and a consonant alone. */
static bool ends_cvc(const char *word, size_t n)
{
    if (n == 2) {
        return !is_consonant(word, 0) && is_consonant(word, 1);
    }
    return n >= 3 && is_consonant(word, n - 3) && !is_consonant(word, n - 2) &&
           is_consonant(word, n - 1) && strchr("wxy", word[n - 1]) == NULL;
}

static bool ends(const struct stem *s, const char *suffix)
{
    size_t n = strlen(suffix);
    return s->n >= n && memcmp(s->p + s->n - n, suffix, n) == 0;
}

static void replace(struct stem *s, size_t cut, const char *by)
{
    size_t n = strlen(by);
    memcpy(s->p + s->n - cut, by, n);
    s->n = s->n - cut + n;
}

/* The first rule whose suffix fits is the only one asked: it holds when the measure of what is
 * left is above `least`. */
static void apply(struct stem *s, const struct rule *rules, size_t least)
{
    for (; rules->suffix != NULL; rules++) {
        if (ends(s, rules->suffix)) {
            size_t cut = strlen(rules->suffix);
            if (measure(s->p, s->n - cut) > least) {
                replace(s, cut, rules->replacement);
            }
            return;
        }
    }
}

static void step_1a(struct stem *s)
{
    if (ends(s, "ies")) {
        replace(s, 3, s->n == 4 ? "ie" : "i");
    } else if (ends(s, "sses")) {
        replace(s, 4, "ss");
    } else if (!ends(s, "ss") && ends(s, "s")) {
        replace(s, 1, "");
    }
}

/* After -ed or -ing is off. */
static void mend(struct stem *s)
{
    char last = s->p[s->n - 1];
    /* NOLINTNEXTLINE(bugprone-branch-clone): the rules go in this order */
    if (ends(s, "at") || ends(s, "bl") || ends(s, "iz")) {
        replace(s, 0, "e");
    } else if (ends_double_consonant(s)) {
        s->n -= last != 'l' && last != 's' && last != 'z';
    } else if (measure(s->p, s->n) == 1 && ends_cvc(s->p, s->n)) {
        replace(s, 0, "e");
    }
}

static void step_1b(struct stem *s)
{
    if (ends(s, "ied")) {
        replace(s, 3, s->n == 4 ? "ie" : "i");
    } else if (ends(s, "eed")) {
        if (measure(s->p, s->n - 3) > 0) {
            replace(s, 3, "ee");
        }
    } else if (ends(s, "ed") && has_vowel(s->p, s->n - 2)) {
        replace(s, 2, "");
        mend(s);
    } else if (ends(s, "ing") && has_vowel(s->p, s->n - 3)) {
        replace(s, 3, "");
        mend(s);
    }
}

static void step_1c(struct stem *s)
{
    if (ends(s, "y") && s->n > 2 && is_consonant(s->p, s->n - 2)) {
        s->p[s->n - 1] = 'i';
    }
}

static void step_2(struct stem *s)
{
    static const struct rule rules[] = {
        {"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"},   {"anci", "ance"},
        {"izer", "ize"},    {"bli", "ble"},     {"alli", "al"},     {"entli", "ent"},
        {"eli", "e"},       {"ousli", "ous"},   {"ization", "ize"}, {"ation", "ate"},
        {"ator", "ate"},    {"alism", "al"},    {"iveness", "ive"}, {"fulness", "ful"},
        {"ousness", "ous"}, {"aliti", "al"},    {"iviti", "ive"},   {"biliti", "ble"},
        {"fulli", "ful"},   {NULL, NULL}};
    while (ends(s, "alli") && measure(s->p, s->n - 4) > 0) {
        replace(s, 4, "al");
    }
    if (ends(s, "logi")) {
        if (measure(s->p, s->n - 3) > 0) { /* the l counts with the stem */
            replace(s, 4, "log");
        }
        return;
    }
    apply(s, rules, 0);
}

static void step_3(struct stem *s)
{
    static const struct rule rules[] = {{"icate", "ic"}, {"ative", ""},  {"alize", "al"},
                                        {"iciti", "ic"}, {"ical", "ic"}, {"ful", ""},
                                        {"ness", ""},    {NULL, NULL}};
    apply(s, rules, 0);
}

static void step_4(struct stem *s)
{
    static const struct rule before[] = {{"al", ""},    {"ance", ""}, {"ence", ""}, {"er", ""},
                                         {"ic", ""},    {"able", ""}, {"ible", ""}, {"ant", ""},
                                         {"ement", ""}, {"ment", ""}, {"ent", ""},  {"ou", ""},
                                         {"ism", ""},   {"ate", ""},  {"iti", ""},  {"ous", ""},
                                         {"ive", ""},   {"ize", ""},  {NULL, NULL}};
    if (ends(s, "ion")) {
        char last = s->n > 3 ? s->p[s->n - 4] : '\0';
        if (measure(s->p, s->n - 3) > 1 && (last == 's' || last == 't')) {
            replace(s, 3, "");
        }
        return;
    }
    apply(s, before, 1);
}

static void step_5(struct stem *s)
{
    if (ends(s, "e")) {
        size_t m = measure(s->p, s->n - 1);
        if (m > 1 || (m == 1 && !ends_cvc(s->p, s->n - 1))) {
            s->n--;
        }
    }
    if (ends(s, "ll") && measure(s->p, s->n - 1) > 1) {
        s->n--;
    }
}

/* Irregular words with their stems. */
static bool irregular(struct stem *s)
{
    static const struct rule words[] = {{"sky", "sky"},
                                        {"skies", "sky"},
                                        {"dying", "die"},
                                        {"lying", "lie"},
                                        {"tying", "tie"},
                                        {"news", "news"},
                                        {"innings", "inning"},
                                        {"inning", "inning"},
                                        {"outings", "outing"},
                                        {"outing", "outing"},
                                        {"cannings", "canning"},
                                        {"canning", "canning"},
                                        {"howe", "howe"},
                                        {"proceed", "proceed"},
                                        {"exceed", "exceed"},
                                        {"succeed", "succeed"},
                                        {NULL, NULL}};
    for (const struct rule *word = words; word->suffix != NULL; word++) {
        if (strlen(word->suffix) == s->n && memcmp(word->suffix, s->p, s->n) == 0) {
            s->n = strlen(word->replacement);
            memcpy(s->p, word->replacement, s->n);
            return true;
        }
    }
    return false;
}

size_t porter_stem(char *word, size_t length)
{
    struct stem s = {word, length};
    if (irregular(&s) || length <= 2) {
        return s.n;
    }
    step_1a(&s);
    step_1b(&s);
    step_1c(&s);
    step_2(&s);
    step_3(&s);
    step_4(&s);
    step_5(&s);
    return s.n;
}
