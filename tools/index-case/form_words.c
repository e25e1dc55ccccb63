/* See form_words.h. */
#include "form_words.h"

#include "casetext/plain_word.h"
#include "casetext/prose.h"

#include <string.h>

enum { BESIDE = 4 }; /* bytes in which a number makes a month or weekday of a word */

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
        "statement", "statements",  "sample",      "witness",   "witnesses",  "exhibit",
        "exhibits",  "list",        "report",      "record",    "interview",  "charge",
        "charges",   "schedule",    "form",        "page",      "date",       "dated",
        "time",      "to",          "from",        "subject",   "ref",        "reference",
        "urn",       "name",        "address",     "defendant", "suspect",    "victim",
        "accused",   "complainant", "signature",   "signed",    "log",        "incident",
        "notebook",  "copy",        "draft",       "police",    "station",    "court",
        "number",    "no",          "telephone",   "phone",     "mobile",     "occupation",
        "age",       "place",       "description", "item",      "items",      "restricted",
        "official",  "sensitive",   "unused",      "material",  "notes",      "note",
        "summary",   "evidence",    "offence",     "plea",      "bail",       "rank",
        "sent",      "cc",          "bcc",         "re",        "question",   "answer",
        "reply",     "producer",    "produced",    "by",        "of",         "the",
        "and",       "for",         "case",        "file",      "custody",    "account",
        "first",     "disclosure",  "officer",     "force",     "collar",     "yes",
        "true",      "declaration", "caution",     "cautioned", "solicitor",  "present",
        "person",    "interviewed", "made",        "up",        "not",        "undated",
        "unsigned",  "message",     "messages",    "chat",      "call",       "calls",
        "letter",    "invoice",     "receipt",     "total",     "paid",       "amount",
        "type",      "duration",    "direction",   "enquiries", "transcript", "photos",
        "print",     "result",      "register",    "procedure"};
    return plain_word_among(word, words, sizeof words / sizeof words[0]);
}

/* Shorthand of logs and notebooks. */
static bool is_shorthand(struct str word)
{
    static const char *const words[] = {
        "ip",       "ap",      "dp",       "vp",       "def",      "deft",      "oic",
        "susp",     "suspect", "vic",      "wit",      "recd",     "rec",       "req",
        "h2h",      "pnb",     "bwv",      "cctv",     "pncid",    "pnc",       "spoc",
        "csi",      "dfu",     "nr",       "arr",      "att",      "pres",      "exb",
        "sfr",      "sms",     "anpr",     "vrm",      "rk",       "ro",        "ghq",
        "dob",      "id",      "cps",      "sio",      "fio",      "nfa",       "tc",
        "gg",       "ddo",     "hcp",      "fme",      "idva",     "dash",      "deployed",
        "assigned", "unit",    "units",    "footmark", "resumed",  "scene",     "caller",
        "blk",      "wht",     "van",      "veh",      "q",        "a",         "mum",
        "dad",      "mummy",   "daddy",    "sirs",     "madam",    "adhd",      "ptsd",
        "nhs",      "insta",   "facebook", "whatsapp", "snapchat", "instagram", "ta",
        "kr",       "rui",     "cris",     "stmt",     "info",     "intel",     "roti",
        "abe"};
    return plain_word_among(word, words, sizeof words / sizeof words[0]);
}

static bool is_calendar(struct str word)
{
    static const char *const words[] = {
        "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri",  "sat", "sun", "jan",
        "feb", "mar", "apr",  "jun", "jul", "aug",  "sep",   "sept", "oct", "nov", "dec"};
    return plain_word_among(word, words, sizeof words / sizeof words[0]);
}

static bool is_colour(struct str word)
{
    static const char *const words[] = {"silver", "black", "white",  "grey",   "gray",
                                        "red",    "blue",  "green",  "yellow", "orange",
                                        "brown",  "gold",  "purple", "dark",   "light"};
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

static unsigned flags_of(const struct lexicon *lexicon, struct str word)
{
    char folded[LEXICON_WORD_MAX];
    return lexicon_flags(lexicon, str_n(folded, lexicon_fold(word, folded)));
}

/* A common word that is nobody's name, as far as the lists know. */
static bool is_common(const struct lexicon *lexicon, struct str word)
{
    unsigned flags = lexicon == NULL ? 0 : flags_of(lexicon, word);
    bool name = (flags & (LEX_NAME | LEX_PARTICLE)) != 0;
    return !name && (flags & (LEX_WORD | LEX_FUNCTION | LEX_NO_NAME | LEX_ROLE)) != 0;
}

/* What is no part of a name at either end of one. */
static bool is_around(const struct lexicon *lexicon, struct str word)
{
    return is_shorthand(word) || is_common(lexicon, word);
}

static struct str last_word(struct str text, size_t start, size_t end)
{
    size_t from = end;
    while (from > start && plain_word_byte(text.p[from - 1])) {
        from--;
    }
    return str_sub(text, from, end - from);
}

static void take_around(const struct lexicon *lexicon, struct str text, size_t *start,
                        size_t *end)
{
    struct str word;
    for (size_t at = *start; plain_word_next(str_sub(text, 0, *end), &at, &word);) {
        if (!is_number(word)) {
            break;
        }
        *start = at;
    }
    trim(text, start, end);
    for (size_t at = *start; plain_word_next(str_sub(text, 0, *end), &at, &word);) {
        bool rest = word.n == 1 && word.p > text.p && word.p[-1] == '\''; /* "It's Tiz" */
        if (!rest && !is_around(lexicon, word)) {
            break;
        }
        *start = at;
    }
    trim(text, start, end);
    size_t head = *start;
    struct str first = STR("");
    (void)plain_word_next(str_sub(text, 0, *end), &head, &first);
    bool given = lexicon != NULL && (flags_of(lexicon, first) & LEX_GIVEN) != 0;
    while (*end > *start) {
        word = last_word(text, *start, *end);
        bool surname = given && word.p > first.p && word.p[0] >= 'A' && word.p[0] <= 'Z' &&
                       !is_shorthand(word); /* "Sharon Tidy" */
        if (surname || !is_around(lexicon, word)) {
            break;
        }
        *end = (size_t)(word.p - text.p);
        trim(text, start, end);
    }
}

/* A name ends where a turn, a cell or another sentence begins: "Jo: on my way". */
static void cut_name(struct str text, size_t *start, size_t *end)
{
    for (size_t i = *start; i < *end; i++) {
        bool full = text.p[i] == '.' && i + 1 < *end && text.p[i + 1] == ' ' &&
                    i > *start + 1 && plain_word_byte(text.p[i - 1]) &&
                    plain_word_byte(text.p[i - 2]);
        if (full || strchr(":;>|\t\"", text.p[i]) != NULL) {
            *end = i;
        }
    }
}

/* Rank and number before a name: "PC 2217 OAKES". */
static bool is_announced(struct str text, size_t start)
{
    struct str before = word_before(text, start);
    if (is_number(before)) {
        before = word_before(text, (size_t)(before.p - text.p));
    }
    return form_words_title(before);
}

static bool is_capitals(struct str word)
{
    return word.n == 1 || prose_all_capitals(word);
}

/* One word that nothing announces as a name. */
static bool is_nobody(const struct lexicon *lexicon, struct str text, size_t start, size_t end,
                      struct str word)
{
    bool small = word.p[0] >= 'a' && word.p[0] <= 'z';
    struct str before = word_before(text, start);
    struct str line = str_sub(text, end, text.n - end < BESIDE ? text.n - end : BESIDE);
    bool beside = before.n == 0 || (before.p[0] >= '0' && before.p[0] <= '9');
    for (size_t i = 0; i < line.n; i++) {
        beside = beside || (line.p[i] >= '0' && line.p[i] <= '9');
    }
    if (lexicon == NULL) {
        return false;
    }
    bool named = (flags_of(lexicon, word) & LEX_NAME) != 0;
    struct str next = STR("");
    size_t at = end;
    (void)plain_word_next(text, &at, &next);
    bool adjoins = next.n > 0 && next.p == text.p + end + 1 && text.p[end] == ' ';
    bool of_place =
        adjoins && (is_thoroughfare(next) || (flags_of(lexicon, next) & LEX_ORG) != 0);
    bool model = (flags_of(lexicon, before) & LEX_MAKE) != 0; /* "VW Transporter" */
    return of_place || model || (word.n < 4 && is_capitals(word)) ||
           (is_calendar(word) && beside) || is_colour(word) ||
           (flags_of(lexicon, word) & LEX_MAKE) != 0 || (small && !named);
}

/* Letters and figures in one word: "witness7", a reference; nobody's name, and no town's. */
static bool has_mixed_word(struct str own)
{
    size_t at = 0;
    struct str word;
    while (plain_word_next(own, &at, &word)) {
        size_t digits = 0;
        for (size_t i = 0; i < word.n; i++) {
            digits += word.p[i] >= '0' && word.p[i] <= '9';
        }
        if (digits > 0 && digits < word.n) {
            return true;
        }
    }
    return false;
}

/* "L hand", "X-ray": an initial with a word in small letters, or with a hyphen behind it. */
static bool is_initial_alone(struct str own)
{
    size_t at = 0;
    struct str word = STR("");
    (void)plain_word_next(own, &at, &word);
    bool small = at + 1 < own.n && own.p[at + 1] >= 'a' && own.p[at + 1] <= 'z';
    return word.n == 1 && at + 1 < own.n && (own.p[at] == '-' || (own.p[at] == ' ' && small));
}

static bool is_all_small(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] >= 'A' && text.p[i] <= 'Z') {
            return false;
        }
    }
    return true;
}

bool form_words_person(const struct lexicon *lexicon, struct str text, size_t *start,
                       size_t *end)
{
    struct str last = STR("");
    struct str first = STR("");
    size_t all;
    cut_name(text, start, end);
    trim(text, start, end);
    if (*start < *end && is_announced(text, *start)) {
        take_around(NULL, text, start, end);
        return *start < *end;
    }
    take_off(text, start, end);
    take_around(lexicon, text, start, end);
    struct str own = str_sub(text, *start, *end - *start);
    size_t at = 0;
    size_t count = own_words(own, &all, &last);
    if (has_mixed_word(own) || is_initial_alone(own)) {
        return false;
    }
    if (count == 0 || !plain_word_next(own, &at, &first)) {
        return false;
    }
    if (count > 1 || form_words_title(last)) {
        bool small =
            lexicon != NULL && is_all_small(own) && (flags_of(lexicon, first) & LEX_GIVEN) == 0;
        return !small && !(lexicon != NULL && is_colour(first));
    }
    bool small = last.p[0] >= 'a' && last.p[0] <= 'z'; /* "bolt" is a name and a word */
    bool numbered = (all > 1 || (*end + 1 < text.n && text.p[*end] == ' ' &&
                                 text.p[*end + 1] >= '0' && text.p[*end + 1] <= '9')) &&
                    prose_all_capitals(last); /* BILL 1 */
    return !numbered && !(small && all == 1) &&
           !(all == 1 && is_nobody(lexicon, text, *start, *end, last));
}

bool form_words_speaker(const struct lexicon *lexicon, struct str name)
{
    size_t at = 0;
    struct str word;
    bool any = false;
    while (plain_word_next(name, &at, &word)) {
        any = any || !(is_common(lexicon, word) || is_loose(word) || is_shorthand(word) ||
                       is_colour(word));
    }
    return any;
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

/* Four figures and no street behind: a time and what happened, a collar number and a name. */
static bool is_numbered_other(struct str text, size_t start, struct str own)
{
    size_t at = 0;
    bool street = false;
    bool small = false;
    struct str word;
    struct str first = STR("");
    for (size_t words = 0; plain_word_next(own, &at, &word); words++) {
        first = words == 0 ? word : first;
        street = street || (words > 0 && is_thoroughfare(word));
        small = small || (words == 1 && word.p[0] >= 'a' && word.p[0] <= 'z');
    }
    return is_number(first) && ((first.n > 3 && !street) || (first.n > 2 && small) ||
                                form_words_title(word_before(text, start)));
}

/* "2209 14 Alder Cres", "2340 Station Rd" at the beginning of a line: the time is none of it.
 */
static void take_time_off(struct str text, size_t *start, size_t end)
{
    size_t at = *start;
    while (at < end && text.p[at] >= '0' && text.p[at] <= '9') {
        at++;
    }
    bool clock = *start > 1 && text.p[*start - 1] == ':' && text.p[*start - 2] >= '0' &&
                 text.p[*start - 2] <= '9'; /* "23:48 Station Road" */
    bool line = *start == 0 || text.p[*start - 1] == '\n';
    if (clock) {
        *start = at;
        return;
    }
    bool number = at + 1 < end && text.p[at + 1] >= '0' && text.p[at + 1] <= '9';
    bool range = at - *start == 4 && at + 5 < end && text.p[at] == '-' &&
                 text.p[at + 5] == ' '; /* "2230-2330 Mercy Road" */
    if (range) {
        *start = at + 6;
    }
    if (at - *start == 4 && at + 1 < end && text.p[at] == ' ' && (line || number)) {
        *start = at + 1;
    }
}

static size_t word_end(struct str text, size_t at, size_t end)
{
    while (at < end && plain_word_byte(text.p[at])) {
        at++;
    }
    return at;
}

/* "Arrested Cinder Lane", "IP Joel Lee", "HOUSE - LAMBERT CLOSE", "Mo CASTLE, 19 Hexham Drive",
 * "7 Weaver Court under warrant": what stands before and behind a place. */
static void take_words_off(struct str text, size_t *start, size_t *end)
{
    struct str own = str_sub(text, *start, *end - *start);
    size_t dash = str_find(own, STR(" - "));
    *start += dash == SIZE_MAX ? 0 : dash + 3;
    own = str_sub(text, *start, *end - *start);
    size_t comma = str_find(own, STR(", "));
    if (comma != SIZE_MAX && comma + 2 < own.n && own.p[comma + 2] >= '0' &&
        own.p[comma + 2] <= '9' && own.p[0] > '9' &&
        !is_thoroughfare(last_word(own, 0, comma))) {
        *start += comma + 2;
    }
    struct str word = str_sub(text, *start, word_end(text, *start, *end) - *start);
    bool done = word.n > 5 && plain_word_is(str_from(word, word.n - 2), "ed");
    if ((done || is_shorthand(word)) && *start + word.n < *end) {
        *start += word.n;
        trim(text, start, end);
    }
    for (word = last_word(text, *start, *end);
         word.n > 0 && word.p[0] >= 'a' && word.p[0] <= 'z' && word.p > text.p + *start;
         word = last_word(text, *start, *end)) {
        *end = (size_t)(word.p - text.p);
        trim(text, start, end);
    }
}

/* "8 Tue 9 Wed 10" of a rota, "Pixel 7": days beside numbers, a thing and its number. */
static bool is_counted(struct str own)
{
    size_t at = 0;
    size_t words = 0;
    bool days = false;
    bool numbers = false;
    bool street = false;
    bool last = false;
    struct str word;
    while (plain_word_next(own, &at, &word)) {
        last = is_number(word);
        days = days || is_calendar(word);
        numbers = numbers || last;
        street = street || is_thoroughfare(word);
        words++;
    }
    for (size_t i = 0; i + 1 < own.n; i++) {
        if (own.p[i] == '/' && own.p[i + 1] >= '0' && own.p[i + 1] <= '9') {
            return true; /* "FL/2,Green" */
        }
    }
    return (days && numbers) || (words == 2 && last && !street);
}

/* No word has three letters: a reference. */
static bool is_reference(struct str own)
{
    size_t at = 0;
    struct str word;
    while (plain_word_next(own, &at, &word)) {
        if (word.n > 2 && !is_number(word)) {
            return false;
        }
    }
    return true;
}

/* A word of a place's name that is none of a name by itself. */
static bool is_plain(struct str own, struct str word, unsigned flags)
{
    bool figures = word.p[word.n - 1] >= '0' && word.p[word.n - 1] <= '9';
    bool named = (flags & LEX_NO_NAME) != 0 && prose_all_capitals(own);
    return figures || named || (flags & (LEX_WORD | LEX_FUNCTION | LEX_RANK)) != 0 ||
           is_loose(word) || is_shorthand(word);
}

/* What the model alone took for a place and the lists know for something else. */
static bool is_doubtful_other(const struct lexicon *lexicon, struct str own, bool doubtful)
{
    size_t at = 0;
    size_t words = 0;
    size_t common = 0;
    bool place = false;
    bool last = false;
    struct str first = STR("");
    struct str end = STR("");
    struct str word;
    while (plain_word_next(own, &at, &word)) {
        first = words == 0 ? word : first;
        unsigned flags = lexicon == NULL ? 0 : flags_of(lexicon, word);
        place = place || (flags & LEX_PLACE) != 0;
        end = word;
        last = (flags & LEX_ORG) != 0 || (words > 0 && is_thoroughfare(word));
        common += is_plain(own, word, flags);
        words++;
    }
    bool capitals = prose_all_capitals(own);
    bool one = words == 1 &&
               (common == 1 || capitals || is_shorthand(end) || is_calendar(end) || end.n < 3);
    if (words > 1 && form_words_title(end)) {
        return true; /* "Detective Constable" */
    }
    if (doubtful && !place && is_colour(first)) {
        return true; /* "white Nike" */
    }
    return !place && !last &&
           ((doubtful && one) || (common == words && (capitals || !doubtful)));
}

bool form_words_place(const struct lexicon *lexicon, bool doubtful, struct str text,
                      size_t *start, size_t *end)
{
    struct str last = STR("");
    size_t all;
    bool capital = false;
    for (size_t i = *start; i < *end; i++) {
        char c = text.p[i];
        *end = c == '"' || c == '\t' || c == '|' ? i : *end; /* the end of a cell */
        capital = capital || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
    }
    size_t log = str_find(str_sub(text, *start, *end - *start), STR(", log "));
    *end = log == SIZE_MAX ? *end : *start + log;
    trim(text, start, end);
    take_time_off(text, start, *end);
    trim(text, start, end);
    take_words_off(text, start, end);
    struct str own = str_sub(text, *start, *end - *start);
    return capital && own_words(own, &all, &last) > 0 && !is_other_than_place(own) &&
           !is_reference(own) && !is_counted(own) && !(doubtful && has_mixed_word(own)) &&
           !is_numbered_other(text, *start, own) &&
           !((doubtful || own.p[0] > '9') && is_doubtful_other(lexicon, own, doubtful));
}
