#include "item_description.h"

#include "base/utf8.h"
#include "found_dates.h"
#include "labelled_fields.h"

#include <string.h>
#include <strings.h>

enum {
    QUOTES = 2,
    QUOTE_WORDS_MIN = 6,
    QUOTE_WORDS_MAX = 70,
    TITLE_MAX = 90,
    PASSAGES_LOOKED_AT = 400,
    ROOM_TO_SPELL = 1500, /* of DESCRIPTION_MAX, for abbreviations */
    EARLY = 12            /* passages at the beginning count for more */
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

static bool may_use(const struct described *document, struct str slice)
{
    size_t from = (size_t)(slice.p - document->text.p);
    return !sensitive_passages_touch(document->sensitive, document->words, from,
                                     from + slice.n);
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

/* How much a line looks like a heading: all capitals, or each longer word with one. */
static int heading_score(struct str line)
{
    size_t small = 0;
    size_t capital = 0;
    size_t words = 0;
    bool lower = false;
    for (size_t i = 0; i < line.n; i++) {
        char c = line.p[i];
        bool starts = i == 0 || line.p[i - 1] == ' ';
        words += starts;
        capital += starts && c >= 'A' && c <= 'Z';
        small += starts && c >= 'a' && c <= 'z';
        lower = lower || (c >= 'a' && c <= 'z');
    }
    if (words == 0 || words > 9 || capital == 0 || line.n > TITLE_MAX) {
        return 0;
    }
    return !lower ? 3 : small <= words / 3 ? 2 : words <= 4 ? 1 : 0;
}

/* What the document calls itself: of its first lines the one most like a heading. */
static struct str title_of(const struct described *document)
{
    struct str rest = document->text;
    struct str line;
    struct str title = STR("");
    int best = 0;
    for (size_t i = 0; i < 6 && str_split(&rest, '\n', &line); i++) {
        line = str_trim(line);
        bool field = line.n == 0 || str_has_byte(line, ':') || str_has_byte(line, '|') ||
                     str_has_byte(line, '\t');
        if (!field && heading_score(line) > best && may_use(document, line)) {
            best = heading_score(line);
            title = line;
        }
    }
    return title;
}

static void put_fact(const struct described *document, struct strbuf *out, const char *fact,
                     const char *says)
{
    struct str value = clip(str_trim(js_text(document->facts, fact)), 200);
    if (value.n > 0) {
        strbuf_printf(out, ", %s ", says);
        put_line(out, value);
    }
}

static void put_what(const struct described *document, struct strbuf *out)
{
    struct str subject = clip(str_trim(js_text(document->facts, "subject")), 200);
    struct str title = clip(str_trim(js_text(document->facts, "title")), 200);
    if (document->choice->says.n > 0) {
        strbuf_str(out, document->choice->says);
    } else {
        strbuf_str(out, plain_kind(document->kind));
    }
    if (title.n == 0 && subject.n == 0) {
        title = title_of(document);
    }
    if (subject.n > 0 || title.n > 0) {
        strbuf_puts(out, subject.n > 0 ? " with the subject “" : ", headed “");
        put_line(out, subject.n > 0 ? subject : title);
        strbuf_puts(out, "”");
    }
    put_fact(document, out, "from", "from");
    put_fact(document, out, "to", "to");
    put_fact(document, out, "cc", "copied to");
    put_fact(document, out, "sent", "sent");
    if (js_text(document->facts, "from").n == 0) {
        put_fact(document, out, "author", "by");
    }
}

/* ---- who, when ---- */

static void put_fields(const struct described *document, struct strbuf *out)
{
    struct found_fields fields;
    size_t put = 0;
    labelled_fields_find(document->rules, document->text, &fields);
    for (size_t i = 0; i < fields.count; i++) {
        if (may_use(document, fields.items[i].value)) {
            strbuf_puts(out, put++ == 0 ? ". " : "; ");
            put_line(out, fields.items[i].label);
            strbuf_puts(out, ": ");
            put_line(out, fields.items[i].value);
        }
    }
}

static bool earlier(const struct found_date *a, const struct found_date *b)
{
    int days = (a->year - b->year) * 400 + (a->month - b->month) * 32 + a->day - b->day;
    return days < 0;
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
        if (date.year > 0) { /* a day gives nothing away, also out of a flagged passage */
            first = first.year == 0 || earlier(&date, &first) ? date : first;
            last = last.year == 0 || earlier(&last, &date) ? date : last;
        }
    }
    if (first.year != 0) {
        strbuf_puts(out, earlier(&first, &last) ? ". Dates in it: " : ". Date in it: ");
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

static struct str passage_text(const struct described *document, size_t first, size_t last)
{
    size_t from = document->words->items[first].from;
    size_t to = document->words->items[last].to;
    return str_sub(document->text, from, to - from);
}

/* How often its longer words stand in the document (centroid scoring), early ones for more. */
static double passage_score(const struct described *document, const struct passage *passage,
                            size_t place)
{
    const struct document_words *words = document->words;
    double sum = 0;
    size_t looked_at = words->count < 4000 ? words->count : 4000;
    for (size_t i = passage->first; i <= passage->last; i++) {
        size_t times = 0;
        if (words->items[i].folded.n < 4) {
            continue;
        }
        for (size_t k = 0; k < looked_at; k++) {
            times += words->items[k].hash == words->items[i].hash;
        }
        sum += times > 4 ? 4 : (double)times;
    }
    sum /= (double)(passage->last - passage->first + 3);
    return place < EARLY ? sum * 1.5 : sum;
}

static size_t find_passages(const struct described *document, struct passage *passages)
{
    const struct document_words *words = document->words;
    size_t count = 0;
    size_t place = 0;
    for (size_t i = 0; i < words->count && place < PASSAGES_LOOKED_AT;) {
        size_t last = i;
        while (last + 1 < words->count &&
               words->items[last + 1].passage == words->items[i].passage) {
            last++;
        }
        struct passage passage = {i, last, passage_text(document, i, last), 0};
        size_t length = last - i + 1;
        if (length >= QUOTE_WORDS_MIN && length <= QUOTE_WORDS_MAX &&
            passage.text.n <= QUOTED_MAX && may_use(document, passage.text) &&
            !labelled_fields_starts(document->rules, passage.text)) {
            passage.score = passage_score(document, &passage, place);
            passages[count++] = passage;
        }
        place++;
        i = last + 1;
    }
    return count;
}

static void put_quotes(struct arena *arena, const struct described *document,
                       struct strbuf *out)
{
    struct passage *passages = arena_alloc(arena, PASSAGES_LOOKED_AT * sizeof *passages);
    size_t count = find_passages(document, passages);
    size_t best = SIZE_MAX;
    if (count == 0) {
        return;
    }
    for (size_t i = 1; i < count; i++) {
        best = best == SIZE_MAX || passages[i].score > passages[best].score ? i : best;
    }
    strbuf_puts(out, ". It says: “");
    put_line(out, passages[0].text);
    if (best != SIZE_MAX) {
        strbuf_puts(out, best == 1 ? ". " : " … ");
        put_line(out, passages[best].text);
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
                    strbuf_puts(out, ". Signed: ");
                    put_line(out, name);
                }
                return;
            }
        }
    }
}

static void put_pages(const struct described *document, struct strbuf *out)
{
    if (document->pages > 0 && str_trim(document->text).n > 0) {
        strbuf_printf(out, ". %lld page%s", (long long)document->pages,
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
