/* Tables of a classification; see class_tables.h. */
#include "score/classes/class_tables.h"

#include "base/jsonw.h"
#include "base/mem.h"
#include "metrics/classes/confusion.h"
#include "metrics/classes/label_average.h"
#include "metrics/ranking/calibration_bins.h"
#include "metrics/ranking/ranked_rows.h"

#include <stdlib.h>

enum {
    LABELS_SQUARE = 50,    /* past this, cells are listed */
    LABELS_LISTED = 10000, /* of "labels"; and cells of "confusion" */
    LABELS_PRINTED = 12,   /* as text */
    THRESHOLDS = 101,
    CURVE_BINS = 10,
    TABLE_BYTES = 64 * 1024 * 1024
};

/* The text a strbuf holds, moved into the arena. */
static struct str keep(struct score_report *report, struct strbuf *out)
{
    struct str text = arena_str(score_report_arena(report), strbuf_view(out));
    strbuf_release(out);
    return text;
}

static struct confusion_rows *confusion_of(const struct label_table *table)
{
    double *vectors = xmalloc((2 * table->count + 1) * sizeof *vectors);
    for (size_t i = 0; i < table->count; i++) {
        vectors[2 * i] = table->truth[i];
        vectors[2 * i + 1] = table->predicted[i];
    }
    struct confusion_rows *rows = confusion_rows_new(vectors, table->count);
    free(vectors);
    return rows;
}

static void write_square(struct jsonw *w, const struct confusion_rows *rows, size_t labels)
{
    size_t cell = 0; /* cells are in order of truth, then prediction */
    jsonw_key(w, "counts");
    jsonw_array(w);
    for (size_t t = 0; t < labels; t++) {
        jsonw_array(w);
        for (size_t p = 0; p < labels; p++) {
            bool here =
                cell < rows->cells && rows->truth[cell] == t && rows->predicted[cell] == p;
            jsonw_int(w, here ? (int64_t)rows->once[cell] : 0);
            cell += here;
        }
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_cells(struct jsonw *w, const struct confusion_rows *rows,
                        const struct label_table *table)
{
    jsonw_key(w, "cells");
    jsonw_array(w);
    for (size_t c = 0; c < rows->cells && c < LABELS_LISTED; c++) {
        jsonw_object(w);
        jsonw_member(w, "truth", table->labels[rows->truth[c]]);
        jsonw_member(w, "predicted", table->labels[rows->predicted[c]]);
        jsonw_member_int(w, "count", (int64_t)rows->once[c]);
        jsonw_end(w);
    }
    jsonw_end(w);
}

static const char *confusion_text(struct score_report *report,
                                  const struct confusion_rows *rows,
                                  const struct label_table *table)
{
    struct strbuf out;
    if (table->label_count > LABELS_PRINTED) {
        return NULL;
    }
    strbuf_init(&out, TABLE_BYTES);
    strbuf_puts(&out, "confusion (truth: predicted x rows)\n");
    for (size_t c = 0; c < rows->cells; c++) {
        bool first = c == 0 || rows->truth[c] != rows->truth[c - 1];
        if (first) {
            strbuf_printf(&out, "%s  %s:", c > 0 ? "\n" : "", table->labels[rows->truth[c]]);
        }
        strbuf_printf(&out, " %s x %.0f", table->labels[rows->predicted[c]], rows->once[c]);
    }
    strbuf_puts(&out, "\n");
    return keep(report, &out).p;
}

static void add_confusion(struct score_report *report, const struct label_table *table,
                          const struct confusion_rows *rows)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, TABLE_BYTES);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    if (table->label_count <= LABELS_SQUARE) {
        jsonw_key(&w, "labels");
        jsonw_array(&w);
        for (size_t k = 0; k < table->label_count; k++) {
            jsonw_puts(&w, table->labels[k]);
        }
        jsonw_end(&w);
        write_square(&w, rows, table->label_count);
    } else {
        write_cells(&w, rows, table);
    }
    jsonw_end(&w);
    const char *text = confusion_text(report, rows, table);
    score_report_extra(report, "confusion", keep(report, &out), text);
}

static void add_labels(struct score_report *report, const struct label_table *table,
                       const struct confusion_rows *rows)
{
    double *sums = xcalloc(3 * table->label_count + 1, sizeof *sums);
    struct strbuf out;
    struct jsonw w;
    for (size_t c = 0; c < rows->cells; c++) {
        sums[3 * rows->truth[c]] += rows->once[c];
        sums[3 * rows->predicted[c] + 1] += rows->once[c];
        if (rows->truth[c] == rows->predicted[c]) {
            sums[3 * rows->truth[c] + 2] += rows->once[c];
        }
    }
    strbuf_init(&out, TABLE_BYTES);
    jsonw_init(&w, &out);
    jsonw_array(&w);
    for (size_t k = 0; k < table->label_count && k < LABELS_LISTED; k++) {
        const double *s = sums + 3 * k;
        jsonw_object(&w);
        jsonw_member(&w, "label", table->labels[k]);
        jsonw_key(&w, "precision");
        jsonw_double(&w, label_precision(s[2], s[1]));
        jsonw_key(&w, "recall");
        jsonw_double(&w, label_recall(s[2], s[0]));
        jsonw_key(&w, "f1");
        jsonw_double(&w, label_f1(s[2], s[0], s[1]));
        jsonw_member_int(&w, "support", (int64_t)s[0]);
        jsonw_member_int(&w, "predicted", (int64_t)s[1]);
        jsonw_end(&w);
    }
    jsonw_end(&w);
    free(sums);
    score_report_extra(report, "labels", keep(report, &out), NULL);
}

static struct ranked_rows *ranked_of(const struct label_table *table)
{
    double *vectors = xmalloc((2 * table->count + 1) * sizeof *vectors);
    for (size_t i = 0; i < table->count; i++) {
        vectors[2 * i] = table->score[i];
        vectors[2 * i + 1] = table->truth[i] == table->positive;
    }
    struct ranked_rows *ranked = ranked_rows_new(vectors, table->count, 2);
    free(vectors);
    return ranked;
}

/* Observed scores, evenly by their rank, the highest first; at or above one is positive. */
static void add_thresholds(struct score_report *report, const struct label_table *table)
{
    struct ranked_rows *ranked = ranked_of(table);
    int64_t hits = 0;
    int64_t accepted = 0;
    size_t shown = 0;
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, TABLE_BYTES);
    jsonw_init(&w, &out);
    jsonw_array(&w);
    for (size_t i = 0; i < ranked->distinct; i++) {
        size_t at = ranked->distinct - 1 - i;
        hits += (int64_t)ranked->counts[2 * at];
        accepted += (int64_t)ranked->counts[2 * at + 1];
        if (i * (THRESHOLDS - 1) < shown * (ranked->distinct - 1)) {
            continue;
        }
        shown++;
        jsonw_object(&w);
        jsonw_key(&w, "threshold");
        jsonw_double(&w, order_score(ranked->keys[at]));
        jsonw_member_int(&w, "true_positive", hits);
        jsonw_member_int(&w, "false_positive", accepted);
        jsonw_member_int(&w, "false_negative", (int64_t)ranked->positives - hits);
        jsonw_member_int(&w, "true_negative", (int64_t)ranked->negatives - accepted);
        jsonw_end(&w);
    }
    jsonw_end(&w);
    ranked_rows_free(ranked);
    score_report_extra(report, "thresholds", keep(report, &out), NULL);
}

static void add_calibration(struct score_report *report, const struct label_table *table)
{
    struct calibration_bin bins[CURVE_BINS] = {{0}};
    struct strbuf out;
    struct jsonw w;
    for (size_t i = 0; i < table->count; i++) {
        struct calibration_bin *bin =
            &bins[calibration_bin_of(table->score[i], CURVE_BINS, true)];
        bin->count++;
        bin->said += table->score[i];
        bin->held += table->truth[i] == table->positive;
    }
    strbuf_init(&out, TABLE_BYTES);
    jsonw_init(&w, &out);
    jsonw_array(&w);
    for (size_t b = 0; b < CURVE_BINS; b++) {
        if (bins[b].count > 0) {
            jsonw_object(&w);
            jsonw_key(&w, "up_to");
            jsonw_double(&w, (double)(b + 1) / CURVE_BINS);
            jsonw_member_int(&w, "n", (int64_t)bins[b].count);
            jsonw_key(&w, "said");
            jsonw_double(&w, bins[b].said / bins[b].count);
            jsonw_key(&w, "so");
            jsonw_double(&w, bins[b].held / bins[b].count);
            jsonw_end(&w);
        }
    }
    jsonw_end(&w);
    score_report_extra(report, "calibration", keep(report, &out), NULL);
}

void class_tables_add(struct score_report *report, const struct label_table *table,
                      bool probabilities)
{
    struct confusion_rows *rows = confusion_of(table);
    add_confusion(report, table, rows);
    add_labels(report, table, rows);
    confusion_rows_free(rows);
    if (table->score != NULL && table->positive_name != NULL) {
        add_thresholds(report, table);
    }
    if (table->score != NULL && probabilities) {
        add_calibration(report, table);
    }
}
