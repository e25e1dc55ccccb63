/* See form_words.h. */
#include "form_words.h"

#include "casetext/plain_word.h"
#include "casetext/prose.h"

bool form_words_title(struct str word)
{
    static const char *const titles[] = {
        "mr",       "mrs",       "ms",        "miss",      "dr",   "prof",    "rev",  "sir",
        "pc",       "wpc",       "dc",        "ps",        "ds",   "di",      "dci",  "sgt",
        "sergeant", "constable", "detective", "inspector", "insp", "officer", "pcso", "police"};
    return plain_word_among(word, titles, sizeof titles / sizeof titles[0]);
}

/* What forms are called and what stands in front of their fields. Words that are surnames as
 * well are left with a title before them. */
static bool is_of_forms(struct str word)
{
    static const char *const words[] = {
        "statement", "statements",  "sample",      "witness",   "witnesses", "exhibit",
        "exhibits",  "list",        "report",      "record",    "interview", "charge",
        "charges",   "schedule",    "form",        "page",      "date",      "dated",
        "time",      "to",          "from",        "subject",   "ref",       "reference",
        "urn",       "name",        "address",     "defendant", "suspect",   "victim",
        "accused",   "complainant", "signature",   "signed",    "log",       "incident",
        "notebook",  "copy",        "draft",       "police",    "station",   "court",
        "number",    "no",          "telephone",   "phone",     "mobile",    "occupation",
        "age",       "place",       "description", "item",      "items",     "restricted",
        "official",  "sensitive",   "unused",      "material",  "notes",     "note",
        "summary",   "evidence",    "offence",     "plea",      "bail",      "rank",
        "sent",      "cc",          "bcc",         "re",        "question",  "answer",
        "reply",     "producer",    "produced",    "by",        "of",        "the",
        "and",       "for",         "case",        "file",      "custody",   "account",
        "first",     "disclosure",  "officer",     "force",     "collar",    "yes",
        "true",      "declaration", "caution",     "cautioned", "solicitor", "present",
        "person",    "interviewed", "made",        "up",        "not",       "undated",
        "unsigned",  "message",     "messages",    "chat",      "call",      "calls",
        "letter",    "invoice",     "receipt",     "total",     "paid",      "amount",
        "type",      "duration",    "direction"};
    return plain_word_among(word, words, sizeof words / sizeof words[0]);
}

static bool is_number(struct str word)
{
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] < '0' || word.p[i] > '9') {
            return false;
        }
    }
    return word.n > 0;
}

/* MG1 to MG21, MG6C: forms of the Manual of Guidance. */
static bool is_code(struct str word)
{
    return word.n > 2 && word.n < 6 && plain_word_lower(word.p[0]) == 'm' &&
           plain_word_lower(word.p[1]) == 'g' && word.p[2] >= '0' && word.p[2] <= '9';
}

static bool is_loose(struct str word)
{
    return is_of_forms(word) || is_number(word) || is_code(word);
}

/* The word that ends right before `start`, on its line. */
static struct str word_before(struct str text, size_t start)
{
    size_t end = start;
    while (end > 0 && (text.p[end - 1] == ' ' || text.p[end - 1] == '.')) {
        end--;
    }
    size_t from = end;
    while (from > 0 && plain_word_byte(text.p[from - 1])) {
        from--;
    }
    return str_sub(text, from, end - from);
}

static void trim(struct str text, size_t *start, size_t *end)
{
    while (*start < *end && !plain_word_byte(text.p[*start])) {
        (*start)++;
    }
    while (*end > *start && !plain_word_byte(text.p[*end - 1])) {
        (*end)--;
    }
}

/* Takes words of forms in capitals off both ends. */
static void take_off(struct str text, size_t *start, size_t *end)
{
    struct str word;
    for (size_t at = *start; plain_word_next(str_sub(text, 0, *end), &at, &word);) {
        if (!prose_all_capitals(word) || !is_loose(word)) {
            break;
        }
        *start = at;
    }
    trim(text, start, end);
    while (*end > *start) {
        size_t from = *end;
        while (from > *start && plain_word_byte(text.p[from - 1])) {
            from--;
        }
        word = str_sub(text, from, *end - from);
        if (!prose_all_capitals(word) || !is_loose(word)) {
            break;
        }
        *end = from;
        trim(text, start, end);
    }
}

/* Words that are none of a form's, and of all words. */
static size_t own_words(struct str text, size_t *all, struct str *last)
{
    size_t at = 0;
    size_t own = 0;
    struct str word;
    *all = 0;
    while (plain_word_next(text, &at, &word)) {
        (*all)++;
        if (!is_loose(word)) {
            own++;
            *last = word;
        }
    }
    return own;
}

bool form_words_person(struct str text, size_t *start, size_t *end)
{
    struct str last = STR("");
    size_t all;
    trim(text, start, end);
    if (*start < *end && form_words_title(word_before(text, *start))) {
        return true;
    }
    take_off(text, start, end);
    struct str own = str_sub(text, *start, *end - *start);
    size_t count = own_words(own, &all, &last);
    if (count == 0) {
        return false;
    }
    if (count > 1 || form_words_title(last)) {
        return true;
    }
    bool small = last.p[0] >= 'a' && last.p[0] <= 'z'; /* "bolt" is a name and a word */
    bool numbered = (all > 1 || (*end + 1 < text.n && text.p[*end] == ' ' &&
                                 text.p[*end + 1] >= '0' && text.p[*end + 1] <= '9')) &&
                    prose_all_capitals(last); /* BILL 1 */
    return !numbered && !(small && all == 1);
}

static bool is_thoroughfare(struct str word)
{
    static const char *const words[] = {
        "the",    "street", "road",   "lane",    "avenue",   "close",   "way",
        "drive",  "row",    "square", "terrace", "crescent", "gardens", "hill",
        "park",   "walk",   "rise",   "view",    "green",    "grove",   "mews",
        "yard",   "house",  "court",  "place",   "flat",     "farm",    "cottage",
        "estate", "quay",   "parade", "st",      "rd",       "ave",     "cottages",
        "bank",   "mount",  "vale",   "wharf",   "end",      "common"};
    return plain_word_among(word, words, sizeof words / sizeof words[0]);
}

/* "1 Dana Whitlock" of a numbered list: two words with a capital of which none is that of a
 * street, "dark green Harrier": begins in small letters. */
static bool is_other_than_place(struct str own)
{
    size_t at = 0;
    size_t words = 0;
    size_t capitals = 0;
    bool numbered = false;
    struct str word;
    while (plain_word_next(own, &at, &word)) {
        bool capital = word.p[0] >= 'A' && word.p[0] <= 'Z';
        bool letter = capital || (word.p[0] >= 'a' && word.p[0] <= 'z');
        if (is_thoroughfare(word)) {
            return false;
        }
        if (words == 0 && letter && !capital) {
            return true;
        }
        numbered = numbered || (words == 0 && is_number(word) && word.n < 3);
        capitals += capital;
        words++;
    }
    return numbered && words == 3 && capitals == 2;
}

bool form_words_place(struct str text, size_t *start, size_t *end)
{
    struct str last = STR("");
    size_t all;
    bool capital = false;
    for (size_t i = *start; i < *end; i++) {
        char c = text.p[i];
        *end = c == '"' || c == '\t' || c == '|' ? i : *end; /* the end of a cell */
        capital = capital || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
    }
    trim(text, start, end);
    struct str own = str_sub(text, *start, *end - *start);
    return capital && own_words(own, &all, &last) > 0 && !is_other_than_place(own);
}
