/* Excel's files of 5.0 to 2003 ([MS-XLS]): the value of each cell as it is stored, of a formula
 * its last value, a number whose format is one of dates as ISO 8601; then the words of comments
 * and text boxes. Hidden sheets, rows and columns are read like any other. */
#include "compound_file.h"
#include "reading.h"
#include "sheet_values.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "plain_text/found_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    /* [MS-XLS] 2.3: records */
    R_FORMULA = 0x06,
    R_DATES = 0x22,
    R_PASSWORD = 0x2F,
    R_CONTINUE = 0x3C,
    R_PAGE = 0x42,
    R_SHEET = 0x85,
    R_MANY = 0xBD,
    R_RICH = 0xD6,
    R_XF = 0xE0,
    R_STRINGS = 0xFC,
    R_STRING_CELL = 0xFD,
    R_TEXT = 0x1B6,
    R_NUMBER = 0x203,
    R_LABEL = 0x204,
    R_FLAG = 0x205,
    R_STRING = 0x207,
    R_SHORT_NUMBER = 0x27E,
    R_FORMAT = 0x41E,
    R_BEGIN = 0x809,
    R_END = 0x0A,
    BIFF8 = 0x0600,
    CHART = 0x20,
    HEAD = 4,
    STRINGS_MAX = 4000000,
    SHEETS_MAX = 4096,
    FORMATS_MAX = 20000,
    ROWS_A_PAGE = 100,
    PAGE_BYTES = 65536,
    COLUMNS_MAX = 256
};

struct record {
    unsigned kind;
    struct str body;
    size_t next; /* where the one after it begins */
};

/* Bytes of a record and of those that continue it, read on as one. */
struct run {
    struct str stream;
    struct str part;
    size_t at;
    size_t next;
    bool ended;
};

struct old_book {
    struct reading *reading;
    struct str stream;
    bool wide; /* BIFF8: texts are Unicode */
    int page;  /* else of this Windows code page */
    bool from_1904;
    bool date_formats[FORMATS_MAX]; /* by the format's number */
    bool *dates;                    /* by the index of a cell's format */
    size_t date_count, date_room;
    struct str *strings;
    size_t string_count, string_room;
    struct {
        struct str name;
        uint32_t at;
    } sheets[SHEETS_MAX];
    size_t sheet_count;
    struct strbuf text, notes;
    struct str sheet;
    int64_t row, first_row;
    int64_t column; /* the next cell's */
    int rows;       /* on the page */
    bool waits;     /* a formula's text comes in the next record */
};

static bool next_record(struct str stream, size_t at, struct record *record)
{
    if (at + HEAD > stream.n) {
        return false;
    }
    record->kind = compound_u16(stream, at);
    record->body = str_sub(stream, at + HEAD, compound_u16(stream, at + 2));
    record->next = at + HEAD + record->body.n;
    return true;
}

/* ---- texts ---- */

static bool next_part(struct run *run)
{
    struct record record;
    if (!next_record(run->stream, run->next, &record) || record.kind != R_CONTINUE) {
        run->ended = true;
        return false;
    }
    run->part = record.body;
    run->at = 0;
    run->next = record.next;
    return true;
}

static unsigned take_byte(struct run *run)
{
    while (run->at >= run->part.n) {
        if (!next_part(run)) {
            return 0;
        }
    }
    return (unsigned char)run->part.p[run->at++];
}

static unsigned take_u16(struct run *run)
{
    unsigned low = take_byte(run);
    return low | take_byte(run) << 8;
}

static void pass_over(struct run *run, size_t count)
{
    while (count > 0 && !run->ended) {
        size_t here = run->part.n - run->at;
        size_t n = count < here ? count : here;
        run->at += n;
        count -= n;
        if (count > 0 && !next_part(run)) {
            return;
        }
    }
}

/* `count` letters; where they go on in another record a byte there tells anew whether they are
 * wide (2.5.293). */
static void take_letters(struct run *run, unsigned count, bool wide, struct strbuf *out)
{
    uint32_t high = 0;
    for (unsigned i = 0; i < count && !run->ended; i++) {
        if (run->at >= run->part.n) {
            if (!next_part(run)) {
                return;
            }
            wide = (take_byte(run) & 1) != 0;
        }
        uint32_t c = wide ? take_u16(run) : take_byte(run);
        char utf8[4];
        if (c >= 0xD800 && c < 0xDC00) {
            high = c;
            continue;
        }
        if (high != 0 && c >= 0xDC00 && c < 0xE000) {
            c = 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00);
        }
        high = 0;
        c = c == '\r' || c == '\n' || c == '\t' || c == 0 ? ' '
                                                          : c; /* a cell stays on a line */
        size_t n = utf8_encode(c, utf8);
        strbuf_add(out, utf8, n > 0 ? n : utf8_encode(0xFFFD, utf8));
    }
}

/* XLUnicodeRichExtendedString, after its count: 2.5.293. */
static void take_string(struct run *run, unsigned count, struct strbuf *out)
{
    unsigned flags = take_byte(run);
    size_t after = (flags & 8) != 0 ? (size_t)4 * take_u16(run) : 0;
    if ((flags & 4) != 0) {
        size_t low = take_u16(run);
        after += low | (size_t)take_u16(run) << 16;
    }
    take_letters(run, count, (flags & 1) != 0, out);
    pass_over(run, after);
}

/* A text within one record, its count of one byte or two before it. */
static void add_text(struct old_book *book, const struct record *record, size_t at, bool byte,
                     struct strbuf *out)
{
    struct run run = {
        .stream = book->stream, .part = record->body, .at = at, .next = record->next};
    unsigned count = byte ? take_byte(&run) : take_u16(&run);
    if (book->wide) {
        take_string(&run, count, out);
        return;
    }
    size_t odd;
    struct str bytes = str_sub(record->body, run.at, count);
    const char *charset = arena_printf(book->reading->arena, "CP%d", book->page);
    strbuf_str(out, found_text(book->reading->arena, charset, bytes, &odd));
    if (odd > 0) {
        reading_partly(book->reading, "letters of an unknown encoding");
    }
}

static struct str text_of(struct old_book *book, const struct record *record, size_t at,
                          bool byte)
{
    struct strbuf out;
    strbuf_init(&out, READ_PAGE_MAX);
    add_text(book, record, at, byte, &out);
    struct str text = arena_str(book->reading->arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

static enum err_code take_strings(struct old_book *book, const struct record *record,
                                  struct err *err)
{
    struct run run = {
        .stream = book->stream, .part = record->body, .at = 8, .next = record->next};
    uint32_t count = compound_u32(record->body, 4);
    struct strbuf out;
    if (count > STRINGS_MAX) {
        return err_set(err, ERR_LIMIT, "not read: more than %d texts in a workbook",
                       STRINGS_MAX);
    }
    strbuf_init(&out, READ_PAGE_MAX);
    for (uint32_t i = 0; i < count && !run.ended; i++) {
        strbuf_clear(&out);
        unsigned length = take_u16(&run);
        if (run.ended) {
            break;
        }
        take_string(&run, length, &out);
        book->strings = mem_grow(book->strings, book->string_count, &book->string_room,
                                 sizeof *book->strings);
        book->strings[book->string_count++] =
            arena_str(book->reading->arena, strbuf_view(&out));
    }
    strbuf_release(&out);
    return ERR_OK;
}

/* ---- the workbook's own records ---- */

static void add_sheet(struct old_book *book, const struct record *record)
{
    if (book->sheet_count < SHEETS_MAX) {
        struct str name = reading_clean(book->reading->arena, text_of(book, record, 6, true));
        book->sheets[book->sheet_count].name = name;
        book->sheets[book->sheet_count++].at = compound_u32(record->body, 0);
    }
}

static void add_format(struct old_book *book, const struct record *record)
{
    unsigned number = compound_u16(record->body, 0);
    struct str code = text_of(book, record, 2, !book->wide);
    if (number < FORMATS_MAX) {
        book->date_formats[number] =
            sheet_date_code(arena_strndup(book->reading->arena, code.p, code.n));
    }
}

static enum err_code take_global(struct old_book *book, const struct record *record,
                                 struct err *err)
{
    switch (record->kind) {
    case R_BEGIN:
        book->wide = compound_u16(record->body, 0) >= BIFF8;
        break;
    case R_PASSWORD:
        return err_set(err, ERR_UNSUPPORTED, "not read: it needs a password");
    case R_PAGE:
        book->page = compound_u16(record->body, 0);
        book->page = book->page == 0x8001 || book->page == 1200 ? 1252 : book->page;
        break;
    case R_DATES:
        book->from_1904 = compound_u16(record->body, 0) == 1;
        break;
    case R_FORMAT:
        add_format(book, record);
        break;
    case R_XF: {
        unsigned number = compound_u16(record->body, 2);
        book->dates =
            mem_grow(book->dates, book->date_count, &book->date_room, sizeof *book->dates);
        book->dates[book->date_count++] =
            number < FORMATS_MAX && (book->date_formats[number] || sheet_date_number(number));
        break;
    }
    case R_SHEET:
        add_sheet(book, record);
        break;
    case R_STRINGS:
        return take_strings(book, record, err);
    default:
        break;
    }
    return ERR_OK;
}

/* ---- cells ---- */

static enum err_code put_page(struct old_book *book, struct err *err)
{
    struct reading *reading = book->reading;
    struct str text = reading_clean(reading->arena, strbuf_view(&book->text));
    const struct read_page page = {
        .number = reading->page + 1,
        .label =
            arena_printf(reading->arena, "sheet %.*s, rows %lld to %lld", STR_ARG(book->sheet),
                         (long long)book->first_row + 1, (long long)book->row + 1),
        .source = "text",
        .text = text};
    strbuf_clear(&book->text);
    book->rows = 0;
    return str_trim(text).n > 0 ? reading_page(reading, &page, err) : ERR_OK;
}

/* Goes to a cell's place: a line end for another row, a tab for each column passed over. */
static enum err_code go_to(struct old_book *book, int64_t row, int64_t column, struct err *err)
{
    if (book->row != row || book->rows == 0) {
        strbuf_puts(&book->text, book->rows > 0 ? "\n" : "");
        if (book->rows >= ROWS_A_PAGE || book->text.n > PAGE_BYTES) {
            TRY(put_page(book, err));
        }
        book->first_row = book->rows++ == 0 ? row : book->first_row;
        book->row = row;
        book->column = 0;
    }
    for (; book->column < column && column < COLUMNS_MAX; book->column++) {
        strbuf_putc(&book->text, '\t');
    }
    return ERR_OK;
}

static void add_number(struct old_book *book, unsigned format, double value)
{
    if (format < book->date_count && book->dates[format] &&
        sheet_date_add(value, book->from_1904, &book->text)) {
        return;
    }
    strbuf_printf(&book->text, "%.15g", value);
}

static double double_of(struct str bytes, size_t at)
{
    uint64_t bits = compound_u32(bytes, at) | (uint64_t)compound_u32(bytes, at + 4) << 32;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* 2.5.217: 30 bits of a double or of a whole number, perhaps hundredths. */
static double short_number(uint32_t raw)
{
    uint64_t bits = (uint64_t)(raw & ~3U) << 32;
    double value;
    memcpy(&value, &bits, sizeof value);
    value = (raw & 2) != 0 ? (double)((int32_t)raw >> 2) : value;
    return (raw & 1) != 0 ? value / 100 : value;
}

static const char *fault_name(unsigned code)
{
    static const struct {
        unsigned code;
        const char *name;
    } names[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0F, "#VALUE!"}, {0x17, "#REF!"},
                 {0x1D, "#NAME?"}, {0x24, "#NUM!"},   {0x2A, "#N/A"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].code == code) {
            return names[i].name;
        }
    }
    return "#?";
}

static void add_flag(struct old_book *book, unsigned value, bool fault)
{
    strbuf_puts(&book->text, fault ? fault_name(value) : value != 0 ? "1" : "0");
}

static void add_formula(struct old_book *book, struct str body)
{
    if (compound_u16(body, 12) != 0xFFFF) {
        add_number(book, compound_u16(body, 4), double_of(body, 6));
        return;
    }
    unsigned kind = body.n > 6 ? (unsigned char)body.p[6] : 3;
    book->waits = kind == 0;
    if (kind == 1 || kind == 2) {
        add_flag(book, body.n > 8 ? (unsigned char)body.p[8] : 0, kind == 2);
    }
}

static enum err_code add_many(struct old_book *book, struct str body, struct err *err)
{
    int64_t column = compound_u16(body, 2);
    for (size_t at = 4; at + 6 <= body.n - (body.n >= 2 ? 2 : 0); at += 6) {
        TRY(go_to(book, compound_u16(body, 0), column++, err));
        add_number(book, compound_u16(body, at), short_number(compound_u32(body, at + 2)));
    }
    return ERR_OK;
}

static void add_note(struct old_book *book, const struct record *record)
{
    struct run run = {.stream = book->stream, .next = record->next};
    unsigned count = compound_u16(record->body, 10);
    if (count > 0 && next_part(&run)) {
        bool wide = (take_byte(&run) & 1) != 0;
        take_letters(&run, count, wide, &book->notes);
        strbuf_putc(&book->notes, '\n');
    }
}

static enum err_code take_cell(struct old_book *book, const struct record *record,
                               struct err *err)
{
    struct str body = record->body;
    if (record->kind == R_STRING) {
        if (book->waits) {
            add_text(book, record, 0, false, &book->text);
        }
        book->waits = false;
        return ERR_OK;
    }
    if (record->kind == R_TEXT) {
        add_note(book, record);
        return ERR_OK;
    }
    if (record->kind == R_MANY) {
        return add_many(book, body, err);
    }
    if (record->kind != R_FORMULA && record->kind != R_NUMBER && record->kind != R_LABEL &&
        record->kind != R_RICH && record->kind != R_FLAG && record->kind != R_STRING_CELL &&
        record->kind != R_SHORT_NUMBER) {
        return ERR_OK;
    }
    TRY(go_to(book, compound_u16(body, 0), compound_u16(body, 2), err));
    if (record->kind == R_FORMULA) {
        add_formula(book, body);
    } else if (record->kind == R_NUMBER) {
        add_number(book, compound_u16(body, 4), double_of(body, 6));
    } else if (record->kind == R_SHORT_NUMBER) {
        add_number(book, compound_u16(body, 4), short_number(compound_u32(body, 6)));
    } else if (record->kind == R_FLAG) {
        add_flag(book, compound_u16(body, 6) & 0xFF, (compound_u16(body, 6) >> 8) != 0);
    } else if (record->kind == R_STRING_CELL) {
        uint32_t index = compound_u32(body, 6);
        strbuf_str(&book->text, index < book->string_count ? book->strings[index] : STR(""));
    } else {
        add_text(book, record, 6, false, &book->text);
    }
    return ERR_OK;
}

static enum err_code read_sheet(struct old_book *book, size_t number, struct err *err)
{
    struct record record;
    int deep = 0;
    bool chart = false;
    book->sheet = book->sheets[number].name;
    book->rows = 0;
    for (size_t at = book->sheets[number].at; next_record(book->stream, at, &record);
         at = record.next) {
        if (record.kind == R_BEGIN) { /* a chart lies within a sheet */
            chart = chart || (deep++ == 0 && compound_u16(record.body, 2) == CHART);
        } else if (record.kind == R_END && --deep <= 0) {
            break;
        } else if (deep == 1) {
            TRY(take_cell(book, &record, err));
        }
        book->waits = book->waits && record.kind == R_FORMULA;
    }
    TRY(put_page(book, err));
    if (chart) {
        reading_partly(book->reading, "a sheet of a chart or of macros was not read");
    }
    const char *label = arena_printf(
        book->reading->arena, "sheet %.*s, comments and text boxes", STR_ARG(book->sheet));
    struct str notes = reading_clean(book->reading->arena, strbuf_view(&book->notes));
    strbuf_clear(&book->notes);
    return str_trim(notes).n == 0 ? ERR_OK : reading_text(book->reading, label, notes, err);
}

static enum err_code read_book(struct old_book *book, struct err *err)
{
    struct record record;
    for (size_t at = 0; next_record(book->stream, at, &record); at = record.next) {
        TRY(take_global(book, &record, err));
        if (record.kind == R_END) {
            break;
        }
    }
    if (book->sheet_count == 0) {
        return err_set(err, ERR_FORMAT, "not read: the workbook names no sheet");
    }
    for (size_t i = 0; i < book->sheet_count; i++) {
        TRY(read_sheet(book, i, err));
    }
    return ERR_OK;
}

enum err_code read_old_sheets(struct reading *reading, struct compound_file *file, int entry,
                              struct err *err)
{
    struct old_book *book = xcalloc(1, sizeof *book);
    bool whole = true;
    *book = (struct old_book){.reading = reading, .page = 1252};
    reading->kind = "excel";
    strbuf_init(&book->text, READ_PAGE_MAX);
    strbuf_init(&book->notes, READ_PAGE_MAX);
    enum err_code code = compound_read(file, reading->arena, entry, &book->stream, &whole, err);
    if (code == ERR_OK) {
        code = read_book(book, err);
    }
    if (!whole) {
        reading_partly(reading, "the workbook is damaged after what was read of it");
    }
    strbuf_release(&book->text);
    strbuf_release(&book->notes);
    free(book->strings);
    free(book->dates);
    free(book);
    return code;
}
