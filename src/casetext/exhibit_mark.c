/* See exhibit_mark.h. */
#include "casetext/exhibit_mark.h"

#include <stdio.h>
#include <string.h>

enum { LETTERS_MIN = 2, LETTERS_MAX = 4, DIGITS_MAX = 3, LEAD_MAX = 60 };

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_word(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c == 'l' || c == 'I' ? 1 : c == 'O' ? 0 : -1;
}

/* Forms, ranks and the like that are written with a number behind. */
static bool is_other(struct str letters)
{
    static const char *const others[] = {"MG",  "PC",  "DC",  "PS",   "DS",   "DI",  "DCI",
                                         "HO",  "CJ",  "SO",  "ID",   "NI",   "AND", "OR",
                                         "URN", "PO",  "VAT", "LINE", "ITEM", "ROW", "PAGE",
                                         "NO",  "BOX", "TAB", "PART"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (str_is(letters, others[i])) {
            return true;
        }
    }
    return false;
}

static bool same_word(const char *at, const char *word)
{
    for (size_t i = 0; word[i] != '\0'; i++) {
        char c = at[i];
        if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != word[i]) {
            return false;
        }
    }
    return true;
}

/* Does "exhibit", "produce" or "reference" stand on the line shortly before? */
static bool is_announced(struct str text, size_t at)
{
    static const char *const words[] = {"exhibit", "produc", "reference", "marked", "item ref"};
    size_t from = at > LEAD_MAX ? at - LEAD_MAX : 0;
    for (size_t i = at; i-- > from && text.p[i] != '\n';) {
        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
            if (at - i >= strlen(words[k]) && same_word(text.p + i, words[k])) {
                return true;
            }
        }
    }
    return false;
}

/* The letters of a reference: how many, 0 when they are none of one. */
static size_t letters_at(struct str text, size_t at)
{
    size_t letters = 0;
    while (at + letters < text.n && is_upper(text.p[at + letters]) && letters <= LETTERS_MAX) {
        letters++;
    }
    bool fits = letters >= LETTERS_MIN && letters <= LETTERS_MAX && at + letters < text.n;
    return fits && !is_other(str_sub(text, at, letters)) ? letters : 0;
}

/* What joins letters and number: '/', '-' or what else stands there. *i goes past it. */
static char joint_at(struct str text, size_t *i)
{
    for (size_t spaces = 0; *i < text.n && text.p[*i] == ' ' && spaces < 2; spaces++) {
        (*i)++;
    }
    char joint = *i < text.n ? text.p[*i] : '\0';
    if (joint == '/' || joint == '-') {
        (*i)++;
        *i += *i < text.n && text.p[*i] == ' ' ? 1 : 0;
    }
    return joint;
}

/* The digits of a number from 1, one of them no letter misread unless a stroke goes before;
 * how many, 0 when there is none. */
static size_t number_at(struct str text, size_t i, char joint, int *number)
{
    size_t digits = 0;
    bool real = joint == '/';
    *number = 0;
    while (i + digits < text.n && digits <= DIGITS_MAX && digit_of(text.p[i + digits]) >= 0) {
        *number = *number * 10 + digit_of(text.p[i + digits]);
        real = real || (text.p[i + digits] >= '0' && text.p[i + digits] <= '9');
        digits++;
    }
    return digits <= DIGITS_MAX && real && *number > 0 ? digits : 0;
}

static bool goes_on(struct str text, size_t end)
{
    return end < text.n && (is_word(text.p[end]) || (text.p[end] == '/' && end + 1 < text.n &&
                                                     is_word(text.p[end + 1])));
}

static bool mark_at(struct str text, size_t at, bool announced, struct exhibit_mark *mark)
{
    size_t letters = letters_at(text, at);
    size_t i = at + letters;
    int number;
    if (letters == 0) {
        return false;
    }
    bool apart = text.p[i] == ' ';
    char joint = joint_at(text, &i);
    if (joint != '/' && joint != '-' && apart && !announced) {
        return false; /* "AB 12 CDE" is a plate */
    }
    size_t digits = number_at(text, i, joint, &number);
    size_t end = i + digits;
    bool suffix = end < text.n && is_upper(text.p[end]) &&
                  (end + 1 == text.n || !is_word(text.p[end + 1])); /* AB/2A */
    end += suffix ? 1 : 0;
    if (digits == 0 || goes_on(text, end) ||
        (joint != '/' && !announced && !is_announced(text, at))) {
        return false;
    }
    mark->start = at;
    mark->end = end;
    (void)snprintf(mark->reference, sizeof mark->reference, "%.*s/%d%.*s", (int)letters,
                   text.p + at, number, suffix ? 1 : 0, text.p + end - 1);
    return true;
}

bool exhibit_mark_next(struct str text, size_t *from, bool announced, struct exhibit_mark *mark)
{
    for (size_t at = *from; at < text.n; at++) {
        bool begins = is_upper(text.p[at]) &&
                      (at == 0 || (!is_word(text.p[at - 1]) && text.p[at - 1] != '/'));
        if (begins && mark_at(text, at, announced, mark)) {
            *from = mark->end;
            return true;
        }
    }
    *from = text.n;
    return false;
}
