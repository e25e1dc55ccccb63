/* Which label was taken for which: counts of items, never a rate. */
#include "report/report_state.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Columns that a sheet of paper holds: so many, with names of so many bytes in all. */
enum { MATRIX_LABELS = 8, MATRIX_BYTES = 70, CONFUSIONS_SHOWN = 20 };

/* Rows {truth, prediction}: numbers of the input's "labels", one more for no answer. */
#define ROWS_OF "kappa/1"

struct confusions {
    const struct js *labels;
    size_t count;   /* of labels */
    size_t *counts; /* count rows of count + 1 */
    size_t wrong, unanswered;
};

struct confused {
    size_t truth, predicted, items;
};

static size_t *cell(const struct confusions *own, size_t truth, size_t predicted)
{
    return &own->counts[truth * (own->count + 1) + predicted];
}

static size_t row_sum(const struct confusions *own, size_t truth)
{
    size_t sum = 0;
    for (size_t k = 0; k <= own->count; k++) {
        sum += *cell(own, truth, k);
    }
    return sum;
}

/* False for a benchmark without a closed list of labels. */
static bool count_rows(const struct report *report, struct confusions *own)
{
    const struct stats_rows *rows = &report->input->rows;
    const struct bench *bench = report->input->bench;
    const struct metric *metric = metric_lookup(ROWS_OF);
    const char *name = bench->task->same_in_all;
    own->labels =
        bench->count > 0 && name != NULL ? js_member(bench->items[0].input, name) : NULL;
    if (own->labels == NULL || own->labels->type != JS_ARRAY) {
        return false;
    }
    own->count = own->labels->array.count;
    own->counts =
        arena_zalloc(report->arena, own->count * (own->count + 1) * sizeof *own->counts);
    size_t seen = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const double *vector = rows->rows[i].vector;
        if (rows->rows[i].metric != metric || vector[0] < 0 ||
            vector[0] >= (double)own->count || vector[1] < 0 ||
            vector[1] > (double)own->count) {
            continue;
        }
        size_t truth = (size_t)vector[0];
        size_t predicted = (size_t)vector[1];
        (*cell(own, truth, predicted))++;
        seen++;
        own->unanswered += predicted == own->count;
        own->wrong += truth != predicted;
    }
    return seen > 0;
}

static const char *label_text(const struct report *report, const struct confusions *own,
                              size_t label, const char *before)
{
    return label == own->count ? arena_printf(report->arena, "%s%s", before,
                                              label_message_text("confusion.no-answer"))
                               : arena_printf(report->arena, "%s%.*s", before,
                                              STR_ARG(own->labels->array.items[label].string));
}

static bool fits(const struct confusions *own)
{
    size_t bytes = 0;
    for (size_t i = 0; i < own->count; i++) {
        bytes += own->labels->array.items[i].string.n;
    }
    return own->count <= MATRIX_LABELS && bytes <= MATRIX_BYTES;
}

static void matrix(const struct report *report, const struct confusions *own)
{
    struct paper *p = report->paper;
    size_t columns = own->count + (own->unanswered > 0);
    const char *head[MATRIX_LABELS + 4];
    size_t at = 0;
    head[at++] = label_message_text("table.expected");
    for (size_t k = 0; k < columns; k++) {
        head[at++] = label_text(report, own, k, "#");
    }
    head[at++] = label_message_text("table.all");
    head[at] = NULL;
    paper_table(p, label_message_text("table.confusion"), head);
    for (size_t i = 0; i < own->count; i++) {
        paper_row(p);
        paper_cell(p, label_text(report, own, i, ""));
        for (size_t k = 0; k < columns; k++) {
            paper_number(p, figure_count(p->arena, (int64_t)*cell(own, i, k)));
        }
        paper_number(p, figure_count(p->arena, (int64_t)row_sum(own, i)));
        paper_row_end(p);
    }
    paper_table_end(p);
}

static int most_first(const void *a, const void *b)
{
    const struct confused *left = a;
    const struct confused *right = b;
    if (left->items != right->items) {
        return left->items > right->items ? -1 : 1;
    }
    if (left->truth != right->truth) {
        return left->truth < right->truth ? -1 : 1;
    }
    return (left->predicted > right->predicted) - (left->predicted < right->predicted);
}

static void top_confusions(const struct report *report, const struct confusions *own)
{
    struct paper *p = report->paper;
    struct confused *list = NULL;
    size_t count = 0;
    size_t room = 0;
    const char *const head[] = {
        label_message_text("table.expected"), label_message_text("table.taken-for"),
        label_message_text("table.items"), label_message_text("table.of-expected"), NULL};
    for (size_t i = 0; i < own->count; i++) {
        for (size_t k = 0; k <= own->count; k++) {
            if (i != k && *cell(own, i, k) > 0) {
                list = mem_grow(list, count, &room, sizeof *list);
                list[count++] = (struct confused){i, k, *cell(own, i, k)};
            }
        }
    }
    if (count > 0) {
        qsort(list, count, sizeof *list, most_first);
    }
    paper_table(p, label_message_text("table.confusions"), head);
    for (size_t i = 0; i < count && i < CONFUSIONS_SHOWN; i++) {
        paper_row(p);
        paper_cell(p, label_text(report, own, list[i].truth, ""));
        paper_cell(p, label_text(report, own, list[i].predicted, ""));
        paper_number(p, figure_count(p->arena, (int64_t)list[i].items));
        paper_number(p, figure_count(p->arena, (int64_t)row_sum(own, list[i].truth)));
        paper_row_end(p);
    }
    paper_table_end(p);
    if (count > CONFUSIONS_SHOWN) {
        say_message_text(p, "say.more-confusions",
                         say_count(p, "more", (int64_t)(count - CONFUSIONS_SHOWN)));
    }
    free(list);
}

void report_confusion(struct report *report)
{
    struct confusions own = {.count = 0};
    struct paper *p = report->paper;
    if (!count_rows(report, &own)) {
        return;
    }
    paper_line(p, "heading", label_message_text("report.confusion"));
    say_message_text(p, "say.confusion", say_count(p, "wrong", (int64_t)own.wrong),
                     say_count(p, "unanswered", (int64_t)own.unanswered));
    if (fits(&own)) {
        matrix(report, &own);
    } else if (own.wrong > 0) {
        top_confusions(report, &own);
    }
}
