#include "reading.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/utf8.h"
#include "guessed_charset.h"
#include "plain_text/found_text.h"

#include <string.h>
#include <strings.h>

enum { PART_LINES = 100, PART_BYTES = 16384, MODE_FILE = 0600 };

struct str reading_clean(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.n * 3 + 1);
    size_t n = 0;
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c;
        if (!utf8_next(text, &at, &c)) {
            c = 0xFFFD;
            at = from + 1;
        }
        if (c == '\r' && at < text.n && text.p[at] == '\n') {
            continue;
        }
        c = c == '\r' ? '\n' : c;
        c = (c < ' ' && c != '\n' && c != '\t') || c == 0x7F ? 0xFFFD : c;
        n += utf8_encode(c, out + n);
    }
    return str_n(out, n);
}

/* What is told of an encoding that nothing in the file names; the last one counts that was
 * guessed by letters. */
static void note_guess(struct reading *reading, const char *name)
{
    if (reading->encoding == NULL || strcmp(name, FOUND_WINDOWS) != 0) {
        reading->encoding = name;
    }
}

static bool names_windows(const char *charset)
{
    return strcasecmp(charset, "windows-1252") == 0 || strcasecmp(charset, "cp1252") == 0 ||
           strcasecmp(charset, "iso-8859-1") == 0 || strcasecmp(charset, "latin1") == 0;
}

/* Whether a text in seven bits shifts to other letters (ISO/IEC 2022), as those of East Asia.
 */
static bool shifts(const char *charset, struct str bytes)
{
    return (charset[0] == '\0' || strcasecmp(charset, "us-ascii") == 0) &&
           str_find(bytes, STR("\x1B$")) != SIZE_MAX;
}

/* What other letters make of bytes that many of are none of the encoding that is named. */
static struct str by_letters(struct reading *reading, const char *guess, struct str bytes,
                             struct str text, size_t *odd)
{
    size_t other_odd;
    struct str other = found_text(reading->arena, guess, bytes, &other_odd);
    if (other_odd * 2 > *odd) {
        return text;
    }
    *odd = other_odd;
    note_guess(reading, guess);
    return other;
}

struct str reading_found(struct reading *reading, const char *charset, struct str bytes)
{
    enum { WRONG_OF = 20 };
    size_t odd;
    const char *taken = found_guess(charset, bytes);
    bool open = taken != NULL && strcmp(taken, FOUND_WINDOWS) == 0;
    const char *guess =
        open || shifts(charset, bytes) ? guess_charset(reading->arena, bytes) : NULL;
    struct str text = found_text(reading->arena, guess == NULL ? charset : guess, bytes, &odd);
    if (guess != NULL || (taken != NULL && !names_windows(charset))) {
        note_guess(reading, guess == NULL ? taken : guess);
    } else if (taken == NULL && odd > 0 && odd * WRONG_OF > bytes.n) {
        guess = guess_charset(reading->arena, bytes);
        text = guess == NULL ? text : by_letters(reading, guess, bytes, text, &odd);
    }
    if (odd > 0) {
        reading_partly(reading, arena_printf(reading->arena,
                                             "%zu bytes are no letters of its encoding; each "
                                             "stands as U+FFFD",
                                             odd));
    }
    return reading_clean(reading->arena, text);
}

enum err_code reading_tell_encoding(struct reading *reading, struct err *err)
{
    return reading->encoding == NULL
               ? ERR_OK
               : reading_meta(reading, "encoding",
                              str_of(arena_printf(reading->arena,
                                                  "%s, guessed: nothing in the file names it",
                                                  reading->encoding)),
                              err);
}

static enum err_code put(struct reading *reading, struct strbuf *line, struct err *err)
{
    strbuf_putc(line, '\n');
    enum err_code code = strbuf_check(line, "a page", err);
    if (code == ERR_OK) {
        reading->written += (int64_t)line->n;
        code = file_write_fd(reading->fd, "/out/read.jsonl", strbuf_view(line), err);
    }
    strbuf_release(line);
    return code;
}

enum err_code reading_page(struct reading *reading, const struct read_page *page,
                           struct err *err)
{
    struct strbuf line;
    struct jsonw w;
    struct str text = page->text;
    if (text.n > READ_PAGE_MAX) {
        text.n = READ_PAGE_MAX;
        while (text.n > 0 && ((unsigned char)text.p[text.n] & 0xC0) == 0x80) {
            text.n--;
        }
        reading_partly(reading, "a page holds more text than is read of one");
    }
    size_t points = utf8_count(text);
    strbuf_init(&line, READ_LINE_MAX);
    jsonw_init(&w, &line);
    jsonw_object(&w);
    jsonw_member_int(&w, "page", page->number);
    jsonw_member(&w, "label", page->label);
    jsonw_member(&w, "source", page->source);
    jsonw_member_int(&w, "width", page->width);
    jsonw_member_int(&w, "height", page->height);
    jsonw_member_str(&w, "text", text);
    jsonw_key(&w, "words");
    jsonw_array(&w);
    for (size_t i = 0; i < page->word_count; i++) {
        for (size_t k = 0; k < 7 && page->words[7 * i + 1] <= (int64_t)points; k++) {
            jsonw_int(&w, page->words[7 * i + k]);
        }
    }
    jsonw_end(&w);
    jsonw_end(&w);
    reading->page = page->number;
    return put(reading, &line, err);
}

/* Whether a line end stands within a quoted cell (RFC 4180), as told by the bytes before it. */
struct quotes {
    bool rows; /* the text is one of rows at all */
    bool within;
    char before;
};

static void pass_byte(struct quotes *q, char c)
{
    bool starts = q->before == '\n' || q->before == ',' || q->before == ';' ||
                  q->before == '\t' || q->before == '|';
    if (q->rows && c == '"' && (q->within || starts)) {
        q->within = !q->within;
        q->before = ','; /* a quote doubled within a cell opens it again */
        return;
    }
    q->before = c;
}

/* At most PART_LINES lines and PART_BYTES bytes, whole lines or rows; only one that is longer
 * than a part is cut. */
static size_t end_of_part(struct str text, size_t from, bool rows, size_t *lines)
{
    struct quotes quotes = {.rows = rows, .before = '\n'};
    size_t end = from; /* of the last whole row */
    size_t seen = 0;
    size_t at = from;
    *lines = 0;
    while (at < text.n && at - from < PART_BYTES && *lines < PART_LINES) {
        char c = text.p[at++];
        pass_byte(&quotes, c);
        seen += c == '\n';
        if (c == '\n' && !quotes.within) {
            end = at;
            *lines = seen;
        }
    }
    if (at < text.n && end > from) {
        return end;
    }
    while (at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80) {
        at++; /* between characters */
    }
    *lines = seen;
    return at;
}

static enum err_code text_in_parts(struct reading *reading, const char *label, struct str text,
                                   bool rows, struct err *err)
{
    size_t line = 1;
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        size_t first = line;
        size_t lines;
        at = end_of_part(text, at, rows, &lines);
        line += lines;
        size_t last = text.p[at - 1] == '\n' ? line - 1 : line;
        const struct read_page page = {
            .number = reading->page + 1,
            .label = arena_printf(reading->arena, "%s%slines %zu to %zu", label,
                                  label[0] == '\0' ? "" : ", ", first, last),
            .source = "text",
            .text = str_sub(text, from, at - from)};
        TRY(reading_page(reading, &page, err));
    }
    return ERR_OK;
}

enum err_code reading_text(struct reading *reading, const char *label, struct str text,
                           struct err *err)
{
    return text_in_parts(reading, label, text, false, err);
}

enum err_code reading_rows(struct reading *reading, struct str text, struct err *err)
{
    return text_in_parts(reading, "", text, true, err);
}

enum err_code reading_meta(struct reading *reading, const char *name, struct str value,
                           struct err *err)
{
    enum { VALUE_MAX = 8192 };
    struct strbuf line;
    struct jsonw w;
    struct str clean = reading_clean(reading->arena, str_sub(value, 0, VALUE_MAX));
    if (str_trim(clean).n == 0) {
        return ERR_OK;
    }
    strbuf_init(&line, READ_LINE_MAX);
    jsonw_init(&w, &line);
    jsonw_object(&w);
    jsonw_member(&w, "meta", name);
    jsonw_member_str(&w, "value", str_trim(clean));
    jsonw_end(&w);
    return put(reading, &line, err);
}

static struct str member_name(struct reading *reading, struct str name)
{
    enum { NAME_MAX_BYTES = 1000 };
    struct str clean = reading_clean(reading->arena, str_sub(name, 0, NAME_MAX_BYTES));
    char *p = arena_strndup(reading->arena, clean.p, clean.n);
    for (size_t i = 0; i < clean.n; i++) {
        p[i] = p[i] == '\n' || p[i] == '\t' ? ' ' : p[i];
    }
    return clean.n == 0 ? STR("unnamed") : str_n(p, clean.n);
}

enum err_code reading_member(struct reading *reading, struct str name, struct str bytes,
                             struct err *err)
{
    struct strbuf line;
    struct jsonw w;
    const char *path = arena_printf(reading->arena, "/out/member-%d-%lld", reading->ordinal,
                                    (long long)++reading->members);
    TRY(file_write(path, bytes, MODE_FILE, err));
    reading->member_bytes += (int64_t)bytes.n;
    strbuf_init(&line, READ_LINE_MAX);
    jsonw_init(&w, &line);
    jsonw_object(&w);
    jsonw_member(&w, "member", path);
    jsonw_member_str(&w, "name", member_name(reading, name));
    jsonw_member_int(&w, "bytes", (int64_t)bytes.n);
    jsonw_end(&w);
    return put(reading, &line, err);
}

enum err_code reading_lost(struct reading *reading, struct str name, const char *why,
                           struct err *err)
{
    struct strbuf line;
    struct jsonw w;
    reading->members++;
    strbuf_init(&line, READ_LINE_MAX);
    jsonw_init(&w, &line);
    jsonw_object(&w);
    jsonw_member_str(&w, "lost", member_name(reading, name));
    jsonw_member(&w, "why", why);
    jsonw_end(&w);
    reading_partly(reading, "a file within could not be taken out");
    return put(reading, &line, err);
}

enum err_code reading_unread(struct reading *reading, int64_t page, const int32_t box[4],
                             const char *why, struct err *err)
{
    struct strbuf line;
    struct jsonw w;
    strbuf_init(&line, READ_LINE_MAX);
    jsonw_init(&w, &line);
    jsonw_object(&w);
    jsonw_member_int(&w, "unread", page);
    jsonw_key(&w, "box");
    jsonw_array(&w);
    for (int i = 0; i < 4 && box != NULL; i++) {
        jsonw_int(&w, box[i]);
    }
    jsonw_end(&w);
    jsonw_member(&w, "why", why);
    jsonw_end(&w);
    reading_partly(reading,
                   arena_printf(reading->arena, "page %lld: %s", (long long)page, why));
    return put(reading, &line, err);
}

void reading_partly(struct reading *reading, const char *why)
{
    if (reading->partly == NULL) {
        reading->partly = why;
    }
}

bool reading_late(const struct reading *reading)
{
    return clock_monotonic_ms() - reading->started_ms >= READ_SLICE_MS ||
           reading->written >= READ_SLICE_BYTES ||
           reading->members - reading->members_before >= READ_MEMBERS_SLICE ||
           reading->member_bytes >= READ_MEMBERS_BYTES;
}

void reading_goes_on(struct reading *reading, int64_t from)
{
    reading->next = from;
}

enum err_code reading_ocr(struct reading *reading, struct ocr **ocr, struct err *err)
{
    if (*reading->ocr == NULL) {
        TRY(ocr_new(reading->ocr, err));
    }
    *ocr = *reading->ocr;
    return ERR_OK;
}
