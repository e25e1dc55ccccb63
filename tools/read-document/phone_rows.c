#include "phone_rows.h"

#include "base/clock.h"

enum { ROWS_A_PAGE = 100, PAGE_BYTES = 16384, CELL_MAX = 256 << 10, KIND_MAX = 60 };

static const char *const sheet_names[PHONE_SHEETS] = {
    [PHONE_CALLS] = "Calls", [PHONE_MESSAGES] = "Messages"};
static const char headings[] = "Timestamp\tType\tDirection\tFrom\tTo\tParties\tDuration\tText\t"
                               "Deleted\tChat\tApplication\tMore\n";

void phone_rows_init(struct phone_rows *rows, struct reading *reading)
{
    *rows = (struct phone_rows){.reading = reading, .block_kind = ""};
    for (int i = 0; i < PHONE_SHEETS; i++) {
        strbuf_init(&rows->sheets[i].text, READ_PAGE_MAX);
    }
    strbuf_init(&rows->block.text, READ_PAGE_MAX);
}

void phone_rows_release(struct phone_rows *rows)
{
    for (int i = 0; i < PHONE_SHEETS; i++) {
        strbuf_release(&rows->sheets[i].text);
    }
    strbuf_release(&rows->block.text);
}

bool phone_rows_earlier(const struct phone_rows *rows)
{
    return rows->records < rows->reading->from;
}

/* Kinds past the table's room are counted as one. */
static int64_t *count_of(struct phone_rows *rows, struct str kind)
{
    kind = str_sub(kind, 0, KIND_MAX);
    for (size_t i = 0; i < rows->kind_count; i++) {
        if (str_is(kind, rows->kinds[i].name)) {
            return &rows->kinds[i].count;
        }
    }
    if (rows->kind_count + 1 >= PHONE_KINDS_MAX) {
        kind = STR("of other kinds");
    }
    if (rows->kind_count == PHONE_KINDS_MAX) {
        return &rows->kinds[PHONE_KINDS_MAX - 1].count;
    }
    rows->kinds[rows->kind_count].name = arena_strndup(rows->reading->arena, kind.p, kind.n);
    return &rows->kinds[rows->kind_count++].count;
}

void phone_rows_count(struct phone_rows *rows, struct str kind)
{
    ++*count_of(rows, kind);
}

static enum err_code flush(struct phone_rows *rows, struct phone_page *page, const char *name,
                           const char *what, struct err *err)
{
    struct reading *reading = rows->reading;
    if (page->first == 0) {
        return ERR_OK;
    }
    struct arena *arena = arena_new();
    const struct read_page out = {.number = reading->page + 1,
                                  .label = arena_printf(arena, "%s, %s %lld to %lld", name,
                                                        what, (long long)page->first,
                                                        (long long)page->last),
                                  .source = "text",
                                  .text = reading_clean(arena, strbuf_view(&page->text))};
    enum err_code code = reading_page(reading, &out, err);
    if (page->text.overflow) {
        reading_partly(reading, "a record holds more text than is read of one");
    }
    arena_free(arena);
    strbuf_clear(&page->text);
    page->first = 0;
    return code;
}

/* Time that was spent on records of earlier slices does not count. */
static bool earlier(struct phone_rows *rows)
{
    if (rows->records++ < rows->reading->from) {
        rows->reading->started_ms = clock_monotonic_ms();
        return true;
    }
    return false;
}

/* On one line: a line end is shown as U+21B5. */
static void cell(struct strbuf *out, struct str text, char after)
{
    text = text.p == NULL ? STR("") : str_trim(str_sub(text, 0, CELL_MAX));
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\n') {
            strbuf_puts(out, " \xE2\x86\xB5 ");
        } else if (c == '\t' || c == '\r') {
            strbuf_puts(out, c == '\t' ? " " : "");
        } else {
            strbuf_putc(out, c);
        }
    }
    strbuf_putc(out, after);
}

enum err_code phone_rows_put(struct phone_rows *rows, enum phone_sheet sheet, struct str kind,
                             const struct phone_row *row, bool *late, struct err *err)
{
    struct phone_page *page = &rows->sheets[sheet];
    int64_t number = page->last + 1;
    ++*count_of(rows, kind);
    page->last = number;
    if (earlier(rows)) {
        return ERR_OK;
    }
    const struct str cells[] = {row->at,      row->kind,    row->direction, row->from,
                                row->to,      row->parties, row->duration,  row->text,
                                row->deleted, row->chat,    row->source,    row->more};
    const size_t count = sizeof cells / sizeof cells[0];
    if (page->first == 0) {
        page->first = number;
        strbuf_puts(&page->text, headings);
    }
    for (size_t i = 0; i < count; i++) {
        cell(&page->text, cells[i], i + 1 < count ? '\t' : '\n');
    }
    if (number - page->first + 1 >= ROWS_A_PAGE || page->text.n >= PAGE_BYTES) {
        TRY(flush(rows, page, sheet_names[sheet], "rows", err));
    }
    *late = reading_late(rows->reading);
    return ERR_OK;
}

enum err_code phone_rows_block(struct phone_rows *rows, struct str kind, struct str text,
                               bool *late, struct err *err)
{
    struct phone_page *page = &rows->block;
    kind = str_sub(kind, 0, KIND_MAX);
    int64_t number = ++*count_of(rows, kind);
    if (earlier(rows)) {
        return ERR_OK;
    }
    if (!str_is(kind, rows->block_kind)) {
        TRY(flush(rows, page, rows->block_kind, "records", err));
        rows->block_kind = arena_strndup(rows->reading->arena, kind.p, kind.n);
    }
    page->first = page->first == 0 ? number : page->first;
    page->last = number;
    strbuf_str(&page->text, text);
    strbuf_putc(&page->text, '\n');
    if (page->text.n >= PAGE_BYTES) {
        TRY(flush(rows, page, rows->block_kind, "records", err));
    }
    *late = reading_late(rows->reading);
    return ERR_OK;
}

enum err_code phone_rows_end(struct phone_rows *rows, bool whole, struct err *err)
{
    struct reading *reading = rows->reading;
    for (int i = 0; i < PHONE_SHEETS; i++) {
        TRY(flush(rows, &rows->sheets[i], sheet_names[i], "rows", err));
    }
    TRY(flush(rows, &rows->block, rows->block_kind, "records", err));
    if (!whole) {
        reading_goes_on(reading, rows->records);
        return ERR_OK;
    }
    struct strbuf out;
    strbuf_init(&out, READ_PAGE_MAX);
    for (size_t i = 0; i < rows->kind_count; i++) {
        strbuf_printf(&out, "%s: %lld\n", rows->kinds[i].name, (long long)rows->kinds[i].count);
    }
    const struct read_page page = {.number = reading->page + 1,
                                   .label = "how many of each kind the file holds",
                                   .source = "text",
                                   .text = reading_clean(reading->arena, strbuf_view(&out))};
    enum err_code code = out.n > 0 ? reading_page(reading, &page, err) : ERR_OK;
    strbuf_release(&out);
    return code;
}

void phone_more(struct strbuf *out, const char *between, struct str name, struct str value)
{
    value = str_trim(value);
    if (value.n > 0) {
        strbuf_puts(out, out->n > 0 ? between : "");
        strbuf_str(out, name);
        strbuf_puts(out, name.n > 0 ? ": " : "");
        strbuf_str(out, value);
    }
}
