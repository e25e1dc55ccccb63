#include "item_description.h"

#include "base/time_words.h"
#include "base/utf8.h"
#include "casetext/prose.h"
#include "casetext/sentences.h"
#include "found_dates.h"
#include "labelled_fields.h"

#include <string.h>
#include <strings.h>

enum {
    QUOTES = 3,
    BEARS_WEIGHT = 4, /* a word of what an officer said counts as much as all else */
    QUOTE_WORDS_MIN = 6,
    SHORT_WORDS_MIN = 2, /* where no passage is longer */
    QUOTE_WORDS_MAX = 70,
    TITLE_MAX = 90,
    BELOW_TITLE_MAX = 60,
    A_CHILDHOOD = 10,
    BIRTH_BEFORE = 20,
    BIRTH_NEAR = 6, /* bytes between the word and the day */
    PASSAGES_LOOKED_AT = 400,
    ROOM_TO_SPELL = 1500, /* of DESCRIPTION_MAX, for abbreviations */
    TELEPHONE_DIGITS = 10,
    EARLY = 12 /* passages at the beginning count for more */
};

#define QUESTION_SHARE 0.4 /* of the weight of an answer */

/* White space as one blank, no line ends, nothing that moves a cursor. */
static void put_line(struct strbuf *out, struct str text)
{
    bool blank = true;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c <= ' ' || c == 0x7F) {
            blank = true;
            continue;
        }
        if (blank && out->n > 0 && out->p[out->n - 1] != ' ' && i > 0) {
            strbuf_putc(out, ' ');
        }
        blank = false;
        strbuf_putc(out, (char)c);
    }
}

/* At most `max` bytes, ended at a blank. */
static struct str clip(struct str text, size_t max)
{
    if (text.n <= max) {
        return text;
    }
    while (max > 0 && text.p[max] != ' ') {
        max--;
    }
    return str_trim(str_sub(text, 0, max));
}

/* Of the text or of a fact. */
static bool names_nobody_flagged(const struct described *document, struct str said)
{
    return !sensitive_passages_named(document->sensitive, document->text, document->words,
                                     said);
}

/* What is nobody's business but its owner's stands in no description: where somebody lives or
 * stays, when they were born, their telephone, in sentences (a number by itself in a table is
 * what the table is about). */
static bool is_private(const struct described *document, struct str slice)
{
    static const char *const words[] = {
        "live at ",           "lives at ",    "lived at ",       "living at ",
        "live in ",           "live on ",     "lives on ",       "staying at ",
        "staying with ",      "home address", "my address",      "her address",
        "his address",        "nhs number",   "present address", "current address",
        "national insurance", "my number",    "her number",      "his number",
        "new number",         "moved to ",    "lives with ",     "live with my"};
    size_t digits = 0;
    bool table = str_is(document->kind, "table") || str_is(document->kind, "excel");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t n = strlen(words[i]);
        for (size_t at = 0; at + n <= slice.n; at++) {
            bool begins = at == 0 || strchr(" \n\t(\"", slice.p[at - 1]) != NULL;
            if (begins && strncasecmp(slice.p + at, words[i], n) == 0) {
                return true;
            }
        }
    }
    for (size_t i = 0; i < slice.n && !table; i++) {
        bool digit = slice.p[i] >= '0' && slice.p[i] <= '9';
        bool first = digits == 0 && digit &&
                     (slice.p[i] != '0' || (i > 0 && slice.p[i - 1] > ' ' &&
                                            slice.p[i - 1] != '+' && slice.p[i - 1] != '('));
        digits = digit && !first ? digits + 1 : slice.p[i] == ' ' && digits > 0 ? digits : 0;
        if (digits == TELEPHONE_DIGITS) {
            return true;
        }
    }
    return false;
}

static bool may_use(const struct described *document, struct str slice)
{
    size_t from = (size_t)(slice.p - document->text.p);
    return !sensitive_passages_touch(document->sensitive, document->words, from,
                                     from + slice.n) &&
           names_nobody_flagged(document, slice);
}

/* A new sentence, after one that may have its full stop. */
static void put_break(struct strbuf *out)
{
    while (out->n > 0 && strchr(". ;,", out->p[out->n - 1]) != NULL) {
        strbuf_truncate(out, out->n - 1);
    }
    bool cut = out->n > 3 && memcmp(out->p + out->n - 3, "\xE2\x80\xA6", 3) == 0; /* … */
    strbuf_puts(out, cut ? " " : ". ");
}

/* Without quotation marks around it and the full stop at its end. */
static struct str bare(struct str text)
{
    text = str_trim(text);
    while (text.n > 0 && strchr("\"'. ", text.p[text.n - 1]) != NULL) {
        text.n--;
    }
    while (text.n > 0 && strchr("\"' ", text.p[0]) != NULL) {
        text = str_from(text, 1);
    }
    return text;
}

/* Where a day of birth is told from `at` on: its words and the day, [*start, *end). */
static bool next_birth(struct str text, size_t at, size_t *start, size_t *end)
{
    static const char *const words[] = {"born on", "born",  "date of birth",
                                        "dob",     "d.o.b", "b."};
    for (; at < text.n; at++) {
        bool begins = at == 0 || strchr(" \n\t(,", text.p[at - 1]) != NULL;
        for (size_t i = 0; begins && i < sizeof words / sizeof words[0]; i++) {
            size_t n = strlen(words[i]);
            struct found_date date;
            size_t from = at + n;
            if (n < text.n - at && strncasecmp(text.p + at, words[i], n) == 0 &&
                found_date_next(text, &from, &date) &&
                (size_t)(date.words.p - text.p) < at + n + BIRTH_NEAR) {
                *start = at;
                *end = (size_t)(date.words.p - text.p) + date.words.n;
                return true;
            }
        }
    }
    return false;
}

/* A line, with … where it says when somebody was born. */
static void put_open(struct strbuf *out, struct str text)
{
    size_t at = 0;
    size_t start;
    size_t end;
    while (next_birth(text, at, &start, &end)) {
        put_line(out, str_sub(text, at, start - at));
        strbuf_puts(out, out->n > 0 && out->p[out->n - 1] != ' ' ? " …" : "…");
        at = end;
    }
    put_line(out, str_from(text, at));
}

/* ---- what it is ---- */

static struct str plain_kind(struct str kind)
{
    static const struct {
        const char *kind, *says;
    } kinds[] = {{"message", "E-mail message"},  {"mailbox", "Mailbox"},
                 {"picture", "Picture or scan"}, {"excel", "Spreadsheet"},
                 {"table", "Table of data"},     {"archive", "Archive of files"},
                 {"web-page", "Web page"},       {"powerpoint", "Presentation"},
                 {"sound", "Sound recording"},   {"video", "Video recording"},
                 {"empty", "Empty file"}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (str_is(kind, kinds[i].kind)) {
            return str_of(kinds[i].says);
        }
    }
    return STR("Document");
}

/* "21:05", "9.30" */
static bool has_clock(struct str text)
{
    for (size_t i = 1; i + 2 < text.n; i++) {
        bool point = text.p[i] == ':' || text.p[i] == '.';
        bool digits = text.p[i - 1] >= '0' && text.p[i - 1] <= '9' && text.p[i + 1] >= '0' &&
                      text.p[i + 1] <= '5' && text.p[i + 2] >= '0' && text.p[i + 2] <= '9';
        if (point && digits) {
            return true;
        }
    }
    return false;
}

/* All capitals, or a capital on most words, or very short. */
static bool is_heading(struct str line)
{
    size_t small = 0;
    size_t capital = 0;
    size_t words = 0;
    size_t digits = 0;
    bool lower = false;
    for (size_t i = 0; i < line.n; i++) {
        char c = line.p[i];
        bool starts = i == 0 || line.p[i - 1] == ' ';
        words += starts;
        capital += starts && c >= 'A' && c <= 'Z';
        small += starts && c >= 'a' && c <= 'z';
        lower = lower || (c >= 'a' && c <= 'z');
        digits += c >= '0' && c <= '9';
    }
    bool sentence = line.n > 0 && line.p[line.n - 1] == '.' && digits > 2 &&
                    words >= QUOTE_WORDS_MIN; /* it is quoted as one */
    if (words == 0 || words > 9 || capital == 0 || line.n > TITLE_MAX || sentence ||
        line.p[line.n - 1] == ',') {
        return false;
    }
    return !lower || small <= words / 3 || words <= 4;
}

/* What the document calls itself: the first line that looks like a heading. */
static struct str title_of(const struct described *document)
{
    struct str rest = document->text;
    struct str line;
    for (size_t i = 0; i < 6 && str_split(&rest, '\n', &line); i++) {
        line = str_trim(line);
        bool field = line.n == 0 || str_has_byte(line, ':') || str_has_byte(line, '|') ||
                     str_has_byte(line, '\t');
        struct found_date date;
        size_t at = 0;
        bool dated = i > 0 && document->sensitive->count > 0 &&
                     found_date_next(line, &at, &date); /* may be when somebody was born */
        if (!field && !dated && is_heading(line) && may_use(document, line)) {
            return line;
        }
    }
    return STR("");
}

static void put_fact(const struct described *document, struct strbuf *out, const char *fact,
                     const char *says)
{
    struct str value = clip(str_trim(js_text(document->facts, fact)), 200);
    if (value.n > 0 && names_nobody_flagged(document, value)) {
        strbuf_printf(out, ", %s ", says);
        put_line(out, value);
    }
}

static void put_sent(const struct described *document, struct strbuf *out)
{
    struct str sent = clip(str_trim(js_text(document->facts, "sent")), 200);
    if (sent.n > 0 && names_nobody_flagged(document, sent)) {
        char words[TIME_WORDS_SIZE];
        strbuf_puts(out, ", sent ");
        put_line(out, time_words(words, sent) ? str_of(words) : sent);
    }
}

/* Programs that write their own name where a person's should stand. */
static bool is_generator(struct str author)
{
    static const char *const programs[] = {
        "python-docx",   "openpyxl", "reportlab", "apache poi", "libreoffice", "openoffice",
        "microsoft",     "word",     "excel",     "pdf",        "user",        "admin",
        "administrator", "unknown",  "anonymous", "author",     "owner",       "windows user",
        "xlsxwriter",    "docx4j",   "aspose",    "office"};
    for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++) {
        size_t n = strlen(programs[i]);
        bool begins = author.n >= n && strncasecmp(author.p, programs[i], n) == 0;
        if (begins && (author.n == n || n > 7)) {
            return true;
        }
    }
    return str_starts(author, STR("Microsoft "));
}

static struct str told_by(const struct described *document, const char *fact)
{
    struct str value = bare(clip(str_trim(js_text(document->facts, fact)), 200));
    return names_nobody_flagged(document, value) ? value : STR("");
}

/* The same but for case: it need not be said twice. */
static bool same_words(struct str a, struct str b)
{
    return a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0;
}

/* What stands right below a title in capitals: "LARCH HOUSE" over "Private". */
static struct str below_title(const struct described *document, struct str title)
{
    size_t at = str_find(document->text, title);
    if (title.n == 0 || at == SIZE_MAX || !prose_all_capitals(title)) {
        return STR("");
    }
    struct str rest = str_from(document->text, at + title.n);
    struct str line = STR("");
    struct found_date date;
    size_t from = 0;
    (void)str_split(&rest, '\n', &line);
    (void)str_split(&rest, '\n', &line);
    line = str_trim(line);
    bool private = document->sensitive->count > 0 && found_date_next(line, &from, &date);
    bool plain = line.n > 0 && line.n <= BELOW_TITLE_MAX && !prose_all_capitals(line) &&
                 !str_has_byte(line, ':') && !str_has_byte(line, '|') &&
                 !str_has_byte(line, '\t') && !private && !is_private(document, line);
    return plain && may_use(document, line) ? bare(line) : STR("");
}

static void put_what(const struct described *document, struct strbuf *out)
{
    struct str subject = told_by(document, "subject");
    struct str title = told_by(document, "title");
    if (document->choice->says.n > 0) {
        strbuf_str(out, document->choice->says);
    } else {
        strbuf_str(out, plain_kind(document->kind));
    }
    if (title.n == 0 && subject.n == 0) {
        title = bare(title_of(document));
    }
    bool said = title.n > 0 && subject.n == 0 && same_words(title, document->choice->says);
    struct str below = subject.n > 0 || said ? STR("") : below_title(document, title);
    if (subject.n > 0 || (title.n > 0 && !said)) {
        strbuf_puts(out, subject.n > 0 ? " with the subject “" : ", headed “");
        put_line(out, subject.n > 0 ? subject : title);
        strbuf_puts(out, below.n > 0 ? ", " : "");
        put_line(out, below);
        strbuf_puts(out, "”");
    }
    put_fact(document, out, "from", "from");
    put_fact(document, out, "to", "to");
    put_fact(document, out, "cc", "copied to");
    put_sent(document, out);
    struct str author = str_trim(js_text(document->facts, "author"));
    if (js_text(document->facts, "from").n == 0 && !is_generator(author)) {
        put_fact(document, out, "author", "by");
    }
}

/* ---- who, when ---- */

/* Is it a line of a message's head, which was said as a fact of it? */
static bool is_fact(const struct described *document, struct str label)
{
    static const char *const lines[][2] = {
        {"From", "from"}, {"To", "to"}, {"Cc", "cc"}, {"Subject", "subject"}, {"Date", "sent"}};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (str_is(label, lines[i][0]) && js_text(document->facts, lines[i][1]).n > 0) {
            return true;
        }
    }
    return false;
}

/* Without the time or place of a recording before it: "02:10 Lee: …". */
static struct str without_time(struct str line)
{
    size_t at = 0;
    while (at < line.n && strchr("0123456789:.[] ", line.p[at]) != NULL) {
        at++;
    }
    return str_from(line, at);
}

static size_t begins_lines(struct str text, struct str label)
{
    size_t count = 0;
    struct str line;
    while (str_split(&text, '\n', &line)) {
        line = without_time(str_trim(line));
        count += str_starts(line, label) && line.n > label.n && line.p[label.n] == ':';
    }
    return count;
}

/* "Caller: He cut the chain. He ran." of a conversation: who speaks, no field of a form. */
static bool is_turn(const struct described *document, const struct found_field *field)
{
    bool speech = str_find(field->value, STR(". ")) != SIZE_MAX ||
                  str_find(field->value, STR("?")) != SIZE_MAX;
    static const char *const people[] = {"AP", "IP", "DP", "VP", "PC", "DC", "Q", "A"};
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++) {
        if (str_is(field->label, people[i])) {
            return true;
        }
    }
    return speech && begins_lines(document->text, field->label) > 1;
}

/* "Ann Lee DOB: 01/02/1990": without what comes behind the name. */
static struct str before_birth(struct str value)
{
    static const char *const labels[] = {" DOB", " D.O.B",  " Date of birth",
                                         " b. ", " PNC ID", " PNCID"};
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        size_t at = str_find(value, str_of(labels[i]));
        value = at == SIZE_MAX ? value : str_trim(str_sub(value, 0, at));
    }
    return value;
}

static void put_fields(const struct described *document, struct strbuf *out)
{
    struct found_fields fields;
    size_t put = 0;
    labelled_fields_find(document->rules, document->text, &fields);
    for (size_t i = 0; i < fields.count; i++) {
        if (may_use(document, fields.items[i].value) && !is_turn(document, &fields.items[i]) &&
            !is_fact(document, fields.items[i].label)) {
            if (put++ == 0) {
                put_break(out);
            } else {
                strbuf_puts(out, "; ");
            }
            put_line(out, fields.items[i].label);
            strbuf_puts(out, ": ");
            put_line(out, bare(before_birth(fields.items[i].value)));
            strbuf_puts(out, fields.items[i].cut ? " …" : "");
        }
    }
}

static bool earlier(const struct found_date *a, const struct found_date *b)
{
    int days = (a->year - b->year) * 400 + (a->month - b->month) * 32 + a->day - b->day;
    return days < 0;
}

/* Is it said of the day that somebody was born on it? */
static bool is_birthday(struct str text, const struct found_date *date)
{
    size_t at = (size_t)(date->words.p - text.p);
    size_t start;
    size_t end;
    return next_birth(text, at > BIRTH_BEFORE ? at - BIRTH_BEFORE : 0, &start, &end) &&
           start < at && end == at + date->words.n;
}

/* The first date, or the earliest and the latest, when none was said so far. */
static void put_dates(const struct described *document, struct strbuf *out)
{
    struct found_date date;
    struct found_date first = {.year = 0};
    struct found_date last = {.year = 0};
    size_t at = 0;
    if (found_date_next(strbuf_view(out), &at, &date)) {
        return;
    }
    for (at = 0; found_date_next(document->text, &at, &date);) {
        last = date.year > 0 && !is_birthday(document->text, &date) &&
                       (last.year == 0 || earlier(&last, &date))
                   ? date
                   : last;
    }
    /* a day gives nothing away, also out of a flagged passage, unless somebody was born on it
     */
    int oldest =
        str_is(document->choice->id, "witness-reliability") ? 0 : last.year - A_CHILDHOOD;
    for (at = 0; found_date_next(document->text, &at, &date);) {
        if (date.year > 0 && date.year >= oldest && !is_birthday(document->text, &date)) {
            first = first.year == 0 || earlier(&date, &first) ? date : first;
        }
    }
    if (first.year != 0) {
        put_break(out);
        strbuf_puts(out, earlier(&first, &last) ? "Dates in it: " : "Date in it: ");
        put_line(out, first.words);
        if (earlier(&first, &last)) {
            strbuf_puts(out, " to ");
            put_line(out, last.words);
        }
    }
}

/* ---- about what ---- */

struct passage {
    size_t first, last; /* words */
    struct str text;
    double score;
};

/* With the mark before it that is closed in it, and the one behind that was opened in it. */
static struct str passage_text(const struct described *document, size_t first, size_t last)
{
    struct str text = document->text;
    size_t from = document->words->items[first].from;
    size_t to = document->words->items[last].to;
    size_t quotes = 0;
    size_t brackets = 0;
    for (size_t i = from; i < to; i++) {
        quotes += text.p[i] == '"';
        brackets += text.p[i] == ']';
    }
    char before = from > 0 ? text.p[from - 1] : ' ';
    bool opened = before == '"' && quotes > 0;
    bool closed = to < text.n && text.p[to] == '"' && (quotes + opened) % 2 == 1;
    to += closed;
    from -= (before == '[' && brackets > 0) || (opened && (quotes % 2 == 1 || closed));
    return str_sub(text, from, to - from);
}

/* Of a message: where the message that it answers begins, as programs of mail mark it. */
static size_t answered_from(const struct described *document)
{
    static const char *const marks[] = {"\n-----Original Message-----",
                                        "\n-------- Original Message", "\n________________"};
    size_t from = document->text.n;
    for (size_t i = 0; str_is(document->kind, "message") && i < sizeof marks / sizeof marks[0];
         i++) {
        size_t at = str_find(document->text, str_of(marks[i]));
        from = at < from ? at : from;
    }
    return from;
}

/* Of another's message: behind ">", or below what answered_from found. */
static bool is_answered(const struct described *document, size_t answered, size_t at)
{
    size_t line = at;
    while (line > 0 && document->text.p[line - 1] != '\n') {
        line--;
    }
    while (line < at && document->text.p[line] == ' ') {
        line++;
    }
    return at >= answered ||
           (str_is(document->kind, "message") && document->text.p[line] == '>');
}

/* What makes a sentence matter to a case: a denial, being together, being seen. Each counts. */
static const struct {
    const char *word;
    double weight;
} telling[] = {{"not", 1},         {"never", 1.5},    {"nobody", 1},       {"nothing", 1},
               {"denied", 2},      {"denies", 2},     {"deny", 2},         {"wasn't", 1.5},
               {"didn't", 1.5},    {"couldn't", 1.5}, {"wrong", 1},        {"mistaken", 1.5},
               {"instead", 1},     {"different", 1},  {"another", 0.5},    {"saw", 1},
               {"seen", 1},        {"heard", 1},      {"watched", 1},      {"told", 0.5},
               {"with", 0.5},      {"together", 1},   {"home", 0.5},       {"alibi", 3},
               {"evening", 1},     {"night", 0.5},    {"midnight", 1},     {"morning", 0.5},
               {"afternoon", 0.5}, {"o'clock", 1},    {"until", 0.5},      {"admitted", 2},
               {"confessed", 2},   {"lied", 2},       {"recognised", 1.5}, {"identified", 1.5},
               {"unsure", 1.5},    {"arrested", 1},   {"whole", 0.5}};

enum { TELLING = sizeof telling / sizeof telling[0] };

enum { WORDS_COUNTED = 4000 };

/* How often a word stands in the first part of a document, by its hash; 0: a free slot. */
struct word_count {
    uint64_t hash;
    size_t times;
};

struct weighing {
    uint64_t telling[TELLING]; /* hashes of folded words */
    struct document_words bears;
    struct word_count *counts; /* at least twice as many as words, a power of two */
    size_t mask;
};

static struct word_count *count_slot(struct weighing *weighing, uint64_t hash)
{
    size_t at = hash & weighing->mask;
    while (weighing->counts[at].times > 0 && weighing->counts[at].hash != hash) {
        at = (at + 1) & weighing->mask;
    }
    return &weighing->counts[at];
}

static void count_words(struct arena *arena, const struct document_words *words,
                        struct weighing *weighing)
{
    size_t count = words->count < WORDS_COUNTED ? words->count : WORDS_COUNTED;
    size_t room = 64;
    while (room < 2 * count) {
        room *= 2;
    }
    weighing->counts = arena_zalloc(arena, room * sizeof *weighing->counts);
    weighing->mask = room - 1;
    for (size_t i = 0; i < count; i++) {
        struct word_count *slot = count_slot(weighing, words->items[i].hash);
        slot->hash = words->items[i].hash;
        slot->times++;
    }
}

static void weighing_make(struct arena *arena, const struct described *document,
                          struct weighing *weighing)
{
    count_words(arena, document->words, weighing);
    for (size_t i = 0; i < TELLING; i++) {
        weighing->telling[i] = str_hash(document_word_fold(arena, str_of(telling[i].word)));
    }
    document_words_make(arena, js_text(document->facts, DESCRIBED_BEARS), &weighing->bears);
}

/* Dates, times, names, telling words: what a sentence is about beyond its subject. */
static double specific_score(const struct described *document, const struct weighing *weighing,
                             const struct passage *passage)
{
    struct found_date date;
    size_t at = 0;
    size_t names = 0;
    double sum = 0;
    for (size_t i = passage->first; i <= passage->last; i++) {
        const struct document_word *word = &document->words->items[i];
        char c = document->text.p[word->from];
        names += i > passage->first && c >= 'A' && c <= 'Z' && word->to - word->from > 2;
        for (size_t k = 0; k < TELLING; k++) {
            sum += word->hash == weighing->telling[k] ? telling[k].weight : 0;
        }
    }
    sum = sum > 4 ? 4 : sum;
    sum += names > 3 ? 1.5 : 0.5 * (double)names;
    sum += found_date_next(passage->text, &at, &date) ? 2 : 0;
    return sum + (has_clock(passage->text) ? 2 : 0);
}

/* How many of the longer words of what an officer said stand in it. */
static double bears_score(const struct described *document, const struct weighing *weighing,
                          const struct passage *passage)
{
    double sum = 0;
    for (size_t k = 0; k < weighing->bears.count; k++) {
        const struct document_word *said = &weighing->bears.items[k];
        for (size_t i = passage->first; said->folded.n > 3 && i <= passage->last; i++) {
            if (document->words->items[i].hash == said->hash) {
                sum += BEARS_WEIGHT;
                break;
            }
        }
    }
    return sum;
}

/* How often its longer words stand in the document (centroid scoring), early ones for more. */
static double central_score(const struct described *document, struct weighing *weighing,
                            const struct passage *passage, size_t place)
{
    const struct document_words *words = document->words;
    double sum = 0;
    for (size_t i = passage->first; i <= passage->last; i++) {
        if (words->items[i].folded.n < 4) {
            continue;
        }
        size_t times = count_slot(weighing, words->items[i].hash)->times;
        sum += times > 4 ? 4 : (double)times;
    }
    sum /= (double)(passage->last - passage->first + 3);
    return place < EARLY ? sum * 1.5 : sum;
}

/* Not what is printed on every such form, the heading (said already), or a table's headings. */
static bool tells(const struct described *document, struct str title,
                  const struct passage *passage)
{
    size_t number = document->words->items[passage->first].passage;
    bool held = false;
    for (size_t i = number; i <= document->words->items[passage->last].passage; i++) {
        held = held || document->form->held[i];
    }
    bool headings = number == 0 && str_is(document->kind, "table");
    bool heading = title.n > 0 && str_find(passage->text, title) != SIZE_MAX;
    return !held && !heading && !headings;
}

/* "ROOK: I was at my mum's.", where ROOK speaks more than once. */
static bool begins_turn(const struct described *document, struct str text)
{
    struct str line = without_time(text);
    size_t colon = str_find(line, STR(":"));
    return colon != SIZE_MAX && colon > 0 &&
           begins_lines(document->text, str_sub(line, 0, colon)) > 1;
}

static bool is_question(const struct described *document, const struct passage *passage)
{
    size_t end = document->words->items[passage->last].to;
    return end < document->text.n && document->text.p[end] == '?';
}

static bool is_fit(const struct described *document, struct str title, size_t words_min,
                   const struct passage *passage)
{
    size_t length = passage->last - passage->first + 1;
    return length >= words_min && length <= QUOTE_WORDS_MAX && passage->text.n <= QUOTED_MAX &&
           may_use(document, passage->text) && !is_private(document, passage->text) &&
           (!labelled_fields_starts(document->rules, passage->text) ||
            begins_turn(document, passage->text)) &&
           tells(document, title, passage);
}

/* Sentences, over the ends of lines; of those too long to be quoted, their lines. */
static size_t last_word_of(const struct document_words *words, const struct sentence *sentence,
                           size_t first)
{
    size_t last = first;
    while (last + 1 < words->count && words->items[last + 1].to <= sentence->end) {
        last++;
    }
    if (last - first + 1 <= QUOTE_WORDS_MAX &&
        words->items[last].to - words->items[first].from < QUOTED_MAX) {
        return last;
    }
    while (words->items[last].passage != words->items[first].passage) {
        last--;
    }
    return last;
}

static size_t find_passages(struct arena *arena, const struct described *document,
                            struct str title, struct weighing *weighing, size_t words_min,
                            struct passage *passages)
{
    const struct document_words *words = document->words;
    size_t answered = answered_from(document);
    size_t count = 0;
    size_t place = 0;
    size_t sentence_count;
    const struct sentence *sentences = sentences_find(arena, document->text, &sentence_count);
    for (size_t i = 0, s = 0; i < words->count && place < PASSAGES_LOOKED_AT; place++) {
        while (s < sentence_count && sentences[s].end <= words->items[i].from) {
            s++;
        }
        if (s == sentence_count) {
            break;
        }
        size_t last = last_word_of(words, &sentences[s], i);
        struct passage passage = {i, last, passage_text(document, i, last), 0};
        if (is_fit(document, title, words_min, &passage) &&
            !is_answered(document, answered, words->items[i].from)) {
            passage.score = central_score(document, weighing, &passage, place) +
                            specific_score(document, weighing, &passage) +
                            bears_score(document, weighing, &passage);
            passage.score *= is_question(document, &passage) ? QUESTION_SHARE : 1;
            passages[count++] = passage;
        }
        i = last + 1;
    }
    return count;
}

/* The best that is not among the `taken`; SIZE_MAX: none. */
static size_t best_of(const struct passage *passages, size_t count, const size_t *taken,
                      size_t taken_count)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        bool before = false;
        for (size_t k = 0; k < taken_count; k++) {
            before = before || taken[k] == i;
        }
        if (!before && (best == SIZE_MAX || passages[i].score > passages[best].score)) {
            best = i;
        }
    }
    return best;
}

/* What tells most comes first, then what the document begins with. */
static void put_quotes(struct arena *arena, const struct described *document,
                       struct strbuf *out)
{
    struct passage *passages = arena_alloc(arena, PASSAGES_LOOKED_AT * sizeof *passages);
    struct weighing *weighing = arena_zalloc(arena, sizeof *weighing);
    size_t taken[QUOTES];
    size_t taken_count = 0;
    weighing_make(arena, document, weighing);
    struct str title = title_of(document);
    size_t count = find_passages(arena, document, title, weighing, QUOTE_WORDS_MIN, passages);
    if (count == 0) { /* "Thank you. Somebody will come." is all of it */
        count = find_passages(arena, document, title, weighing, SHORT_WORDS_MIN, passages);
    }
    if (count == 0) {
        return;
    }
    taken[taken_count++] = best_of(passages, count, NULL, 0);
    if (taken[0] != 0) {
        taken[taken_count++] = 0;
    }
    while (taken_count < QUOTES && taken_count < count) {
        taken[taken_count] = best_of(passages, count, taken, taken_count);
        taken_count++;
    }
    put_break(out);
    strbuf_puts(out, "It says: “");
    for (size_t i = 0; i < taken_count; i++) {
        bool next = i > 0 && taken[i] == taken[i - 1] + 1;
        strbuf_puts(out, i == 0 ? "" : next ? ". " : " … ");
        put_open(out, passages[taken[i]].text);
    }
    strbuf_puts(out, "”");
}

/* Who signed a letter: the line after "Yours …", "Regards". */
static void put_signature(const struct described *document, struct strbuf *out)
{
    static const char *const ends[] = {"yours",     "regards",     "kind regards",
                                       "sincerely", "best wishes", "many thanks",
                                       "signed"};
    struct str rest = document->text;
    struct str line;
    while (str_split(&rest, '\n', &line)) {
        struct str after = rest;
        struct str name = STR("");
        line = str_trim(line);
        for (size_t i = 0; line.n < 30 && i < sizeof ends / sizeof ends[0]; i++) {
            size_t n = strlen(ends[i]);
            if (line.n >= n && strncasecmp(line.p, ends[i], n) == 0 &&
                str_split(&after, '\n', &name)) {
                name = str_trim(name);
                bool plain = name.n > 0 && name.n <= TITLE_MAX && !str_has_byte(name, ':');
                if (plain && may_use(document, name)) {
                    put_break(out);
                    strbuf_puts(out, "Signed: ");
                    put_line(out, bare(name));
                }
                return;
            }
        }
    }
}

static void put_pages(const struct described *document, struct strbuf *out)
{
    if (document->pages > 0 && str_trim(document->text).n > 0) {
        put_break(out);
        strbuf_printf(out, "%lld page%s", (long long)document->pages,
                      document->pages == 1 ? "" : "s");
    }
    strbuf_putc(out, '.');
}

void item_description_write(struct arena *arena, const struct described *document,
                            struct strbuf *out)
{
    struct strbuf plain;
    strbuf_init(&plain, DESCRIPTION_MAX - ROOM_TO_SPELL);
    put_what(document, &plain);
    put_fields(document, &plain);
    put_signature(document, &plain);
    put_dates(document, &plain);
    put_quotes(arena, document, &plain);
    if (str_trim(document->text).n == 0) {
        strbuf_puts(&plain, ", file “");
        put_line(&plain, clip(document->name, 200));
        strbuf_puts(&plain, "”. No text of it could be read: it has to be looked at");
    }
    put_pages(document, &plain);
    abbreviations_spell(document->abbreviations, strbuf_view(&plain), out);
    strbuf_release(&plain);
}
