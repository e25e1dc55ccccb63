#include "item_description.h"

#include "base/time_words.h"
#include "base/utf8.h"
#include "casetext/prose.h"
#include "found_dates.h"
#include "item_events.h"
#include "labelled_fields.h"
#include "quoted_passages.h"
#include "tellable.h"
#include "turns.h"

#include <string.h>
#include <strings.h>

enum {
    SENTENCE_WORDS = 6, /* a line of so many with a full stop and figures is no heading */
    TITLE_MAX = 90,
    BELOW_TITLE_MAX = 60,
    A_CHILDHOOD = 10,
    BIRTH_BEFORE = 20,
    BIRTH_NEAR = 6,      /* bytes between the word and the day */
    ROOM_TO_SPELL = 1500 /* of DESCRIPTION_MAX, for abbreviations */
};

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
                    words >= SENTENCE_WORDS; /* it is quoted as one */
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
        if (!field && !dated && is_heading(line) && tellable(document, line)) {
            return line;
        }
    }
    return STR("");
}

static void put_fact(const struct described *document, struct strbuf *out, const char *fact,
                     const char *says)
{
    struct str value = clip(str_trim(js_text(document->facts, fact)), 200);
    if (value.n > 0 && tellable_name(document, value)) {
        strbuf_printf(out, ", %s ", says);
        put_line(out, value);
    }
}

static void put_sent(const struct described *document, struct strbuf *out)
{
    struct str sent = clip(str_trim(js_text(document->facts, "sent")), 200);
    if (sent.n > 0 && tellable_name(document, sent)) {
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
    return tellable_name(document, value) ? value : STR("");
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
                 !str_has_byte(line, '\t') && !private && !tellable_private(document, line);
    return plain && tellable(document, line) ? bare(line) : STR("");
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
    if (title.n == 0 && subject.n == 0 && !item_events_of_calls(document)) {
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
    return speech && turns_of(document->text, field->label) > 1;
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
        if (tellable(document, fields.items[i].value) && !is_turn(document, &fields.items[i]) &&
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

static void put_quotes(struct arena *arena, const struct described *document,
                       struct strbuf *out)
{
    struct quoted_passages quoted;
    if (item_events_of_calls(document)) {
        return;
    }
    quoted_passages_choose(arena, document, title_of(document), &quoted);
    for (size_t i = 0; i < quoted.count; i++) {
        if (i == 0) {
            put_break(out);
            strbuf_puts(out, "It says: “");
        } else {
            strbuf_puts(out, quoted.follows[i] ? ". " : " … ");
        }
        put_open(out, quoted.items[i]);
    }
    strbuf_puts(out, quoted.count > 0 ? "”" : "");
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
                if (plain && tellable(document, name)) {
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
    if (item_events_known(document)) {
        put_break(&plain);
        item_events_put(document, &plain);
    }
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
