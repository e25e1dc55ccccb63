#include "disclosure/schedule_papers.h"

#include "base/clock.h"
#include "base/csv.h"

#include <stdio.h>

enum { NUMBER_SIZE = 32 };
#define BLANK_LINE "______________________________"

static struct str number_text(char text[NUMBER_SIZE], int64_t number)
{
    snprintf(text, NUMBER_SIZE, "%lld", (long long)number);
    return str_of(text);
}

static void put_csv_row(struct strbuf *out, const struct str *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        strbuf_puts(out, i > 0 ? "," : "");
        csv_add(out, cells[i], true);
    }
    strbuf_puts(out, "\r\n");
}

/* A spreadsheet that is not told takes the letters for those of its own country. */
static void put_byte_order_mark(struct strbuf *out)
{
    strbuf_puts(out, "\xEF\xBB\xBF");
}

void schedule_head_put(const struct schedule_head *head, struct word_file *file)
{
    struct strbuf said;
    strbuf_init(&said, 8192);
    for (int i = 0; i < SCHEDULE_HEAD_FIELDS; i++) {
        strbuf_printf(&said, "%s%s: %.*s", i > 0 ? "\n" : "", schedule_head_title(i),
                      STR_ARG(head->says[i].n > 0 ? head->says[i] : STR(BLANK_LINE)));
    }
    word_file_paragraph(file, strbuf_view(&said));
    strbuf_release(&said);
}

void schedule_signature_put(struct word_file *file)
{
    word_file_paragraph(file,
                        STR("Signed: " BLANK_LINE "\nName: " BLANK_LINE "\nDate: " BLANK_LINE));
}

/* One sentence: which making this is of, when, by whom, how many. */
static void put_opening(const struct schedule_press *press, struct word_file *file, int kind)
{
    struct strbuf said;
    char at[TIME_SIZE];
    const struct schedule_lines *lines = press->lines;
    time_format(at, press->act->now);
    strbuf_init(&said, 4096);
    strbuf_printf(&said, "Schedule %lld of this case, made %.10s %.5s UTC by %.*s. ",
                  (long long)press->made, at, at + 11, STR_ARG(press->act->by));
    strbuf_printf(&said, "%zu item%s, %lld of them withdrawn.", lines->counts[kind],
                  lines->counts[kind] == 1 ? "" : "s", (long long)lines->withdrawn[kind]);
    word_file_paragraph(file, strbuf_view(&said));
    strbuf_release(&said);
}

static void put_notes(const struct schedule_press *press, struct word_file *file,
                      const struct schedule_paper *paper)
{
    if (paper->note.n > 0) {
        word_file_paragraph(file, paper->note);
    }
    if (press->words->note.n > 0) {
        word_file_paragraph(file, press->words->note);
    }
}

/* The cells of a line; how many. */
static size_t line_cells(const struct schedule_line *line, int kind, char number[NUMBER_SIZE],
                         struct str *cells)
{
    size_t n = 0;
    cells[n++] = number_text(number, line->number);
    cells[n++] = line->description;
    if (kind == SCHEDULE_CLOSED) {
        cells[n++] = line->reasons;
    }
    cells[n++] = line->location;
    cells[n++] = STR("");
    return n;
}

static const struct schedule_paper *paper_of(const struct schedule_press *press, int kind)
{
    return kind == SCHEDULE_CLOSED ? &press->words->sensitive : &press->words->open;
}

enum err_code schedule_paper_docx(const struct schedule_press *press, int kind,
                                  struct strbuf *out, struct err *err)
{
    static const int widths[SCHEDULE_KINDS][SCHEDULE_HEADINGS_MAX] = {{7, 60, 18, 15},
                                                                      {7, 45, 22, 14, 12}};
    const struct schedule_paper *paper = paper_of(press, kind);
    struct word_file file;
    word_file_begin(&file, paper->title, true);
    schedule_head_put(press->head, &file);
    put_opening(press, &file, kind);
    put_notes(press, &file, paper);
    if (press->lines->counts[kind] == 0 && paper->empty.n > 0) {
        word_file_paragraph(&file, paper->empty);
    }
    word_file_table(&file, paper->title, paper->headings, widths[kind], paper->count);
    for (size_t i = 0; i < press->lines->counts[kind]; i++) {
        char number[NUMBER_SIZE];
        struct str cells[SCHEDULE_HEADINGS_MAX];
        line_cells(&press->lines->lines[kind][i], kind, number, cells);
        word_file_row(&file, cells);
    }
    word_file_table_end(&file);
    schedule_signature_put(&file);
    return word_file_end(&file, out, err);
}

void schedule_paper_csv(const struct schedule_press *press, int kind, struct strbuf *out)
{
    const struct schedule_paper *paper = paper_of(press, kind);
    put_byte_order_mark(out);
    put_csv_row(out, paper->headings, paper->count);
    for (size_t i = 0; i < press->lines->counts[kind]; i++) {
        char number[NUMBER_SIZE];
        struct str cells[SCHEDULE_HEADINGS_MAX];
        size_t n = line_cells(&press->lines->lines[kind][i], kind, number, cells);
        put_csv_row(out, cells, n);
    }
}

/* ---- the report ---- */

typedef void row_fn(void *data, const struct str *cells);

/* Calls for each line of both schedules that has what is asked for: a bearing, or a category of
 * the presumption list. */
static void each_report_row(const struct schedule_press *press, bool presumption, row_fn *row,
                            void *data)
{
    for (int kind = 0; kind < SCHEDULE_KINDS; kind++) {
        for (size_t i = 0; i < press->lines->counts[kind]; i++) {
            const struct schedule_line *line = &press->lines->lines[kind][i];
            char item[2 * NUMBER_SIZE];
            bool wanted = presumption ? !str_is(line->category, "none") : line->bears.n > 0;
            snprintf(item, sizeof item, "%s %lld",
                     kind == SCHEDULE_CLOSED ? "Sensitive" : "Non-sensitive",
                     (long long)line->number);
            if (wanted) {
                const struct str cells[] = {
                    str_of(item), line->description,
                    presumption ? schedule_words_category(press->words, line->category)
                                : line->bears};
                row(data, cells);
            }
        }
    }
}

static void docx_row(void *data, const struct str *cells)
{
    word_file_row(data, cells);
}

static void csv_row(void *data, const struct str *cells)
{
    put_csv_row(data, cells, 3);
}

static void put_sums(const struct schedule_press *press, struct word_file *file)
{
    struct strbuf said;
    const struct schedule_sums *sums = press->sums;
    strbuf_init(&said, 8192);
    strbuf_printf(
        &said,
        "%lld documents in the case = %lld evidence + %lld not relevant + %lld on the "
        "non-sensitive schedule + %lld on the sensitive schedule + %lld listed in "
        "blocks. Nobody marked %lld of those listed: they count as unused material. ",
        (long long)sums->documents, (long long)sums->places[SCHEDULE_EVIDENCE],
        (long long)sums->places[SCHEDULE_NOT_RELEVANT],
        (long long)sums->places[SCHEDULE_NON_SENSITIVE],
        (long long)sums->places[SCHEDULE_SENSITIVE], (long long)sums->places[SCHEDULE_BLOCK],
        (long long)sums->unmarked);
    strbuf_printf(&said,
                  "%lld files of the folder could not be opened, so no document stands for "
                  "them: they are on no schedule and have to be listed by hand. %lld "
                  "descriptions lack something that tells an item from others of its kind.",
                  (long long)sums->no_bytes, (long long)press->lines->thin);
    word_file_paragraph(file, strbuf_view(&said));
    strbuf_release(&said);
}

enum err_code schedule_report_docx(const struct schedule_press *press, struct strbuf *out,
                                   struct err *err)
{
    static const int widths[] = {15, 50, 35};
    const struct schedule_paper *paper = &press->words->report;
    const struct str categories[] = {paper->headings[0], paper->headings[1],
                                     STR("Category of the presumption list")};
    struct word_file file;
    word_file_begin(&file, paper->title, true);
    schedule_head_put(press->head, &file);
    put_opening(press, &file, SCHEDULE_OPEN);
    put_notes(press, &file, paper);
    word_file_heading(&file, 1, paper->headings[2]);
    word_file_table(&file, paper->headings[2], paper->headings, widths, 3);
    each_report_row(press, false, docx_row, &file);
    word_file_table_end(&file);
    word_file_heading(&file, 1, STR("Items of the presumption list"));
    word_file_table(&file, STR("Items of the presumption list"), categories, widths, 3);
    each_report_row(press, true, docx_row, &file);
    word_file_table_end(&file);
    word_file_heading(&file, 1, STR("All documents accounted for"));
    put_sums(press, &file);
    word_file_heading(&file, 1, STR("What is still open"));
    word_file_paragraph(&file, press->open.n > 0 ? press->open : STR("Nothing was found."));
    schedule_signature_put(&file);
    return word_file_end(&file, out, err);
}

void schedule_report_csv(const struct schedule_press *press, struct strbuf *out)
{
    const struct schedule_paper *paper = &press->words->report;
    put_byte_order_mark(out);
    put_csv_row(out, paper->headings, 3);
    each_report_row(press, false, csv_row, out);
    each_report_row(press, true, csv_row, out);
}

void schedule_blocks_csv(const struct schedule_press *press, struct strbuf *out)
{
    static const struct str headings[] = {
        {"Block", 5}, {"Document", 8}, {"Description", 11}, {"Where it was gathered", 21}};
    put_byte_order_mark(out);
    put_csv_row(out, headings, 4);
    for (size_t i = 0; i < press->lines->listed_count; i++) {
        const struct schedule_listed *listed = &press->lines->listed[i];
        char block[NUMBER_SIZE];
        char document[NUMBER_SIZE];
        const struct str cells[] = {number_text(block, listed->block),
                                    number_text(document, listed->document),
                                    listed->description, listed->path};
        put_csv_row(out, cells, 4);
    }
}
