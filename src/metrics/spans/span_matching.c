/* The order-free matching of span_schemas.h.
 *
 * A pairing's weight is credit x (spans + 1) + 1 for each pair, so that credit decides and the
 * number of pairs breaks ties. Spans that overlap, directly or through others, make a group;
 * each group is solved apart by the Hungarian method with potentials, O(rows^2 x columns).
 * SOURCE: Kuhn 1955, Naval Research Logistics Quarterly 2:83-97; with potentials and shortest
 * augmenting paths, Jonker and Volgenant 1987, Computing 38:325-340. */
#include "metrics/spans/span_schemas.h"

#include "base/mem.h"

#include <stdlib.h>

/* A span of either side. */
struct side_mark {
    struct span_mark mark;
    bool predicted;
};

static int compare_marks(const void *a, const void *b)
{
    const struct side_mark *left = a;
    const struct side_mark *right = b;
    if (left->mark.start != right->mark.start) {
        return left->mark.start < right->mark.start ? -1 : 1;
    }
    return (left->mark.end > right->mark.end) - (left->mark.end < right->mark.end);
}

/* Room for the largest group, made once. Rows and columns count from 1; 0 is "none". */
struct solver {
    size_t rows, columns;
    int64_t *cost;      /* rows x columns, row by row, to be made least */
    int64_t *row_price; /* potentials */
    int64_t *column_price;
    int64_t *slack; /* of each column in the present search */
    size_t *row_of; /* row matched with a column, 0: none */
    size_t *came_from;
    bool *seen;
};

static int64_t cost_at(const struct solver *s, size_t row, size_t column)
{
    return s->cost[(row - 1) * s->columns + column - 1];
}

/* Widens the search by the row of `column`; the column to go on with. */
static size_t search_step(struct solver *s, size_t column)
{
    size_t row = s->row_of[column];
    size_t next = 0;
    int64_t least = INT64_MAX;
    s->seen[column] = true;
    for (size_t j = 1; j <= s->columns; j++) {
        if (s->seen[j]) {
            continue;
        }
        int64_t reduced = cost_at(s, row, j) - s->row_price[row] - s->column_price[j];
        if (reduced < s->slack[j]) {
            s->slack[j] = reduced;
            s->came_from[j] = column;
        }
        if (s->slack[j] < least) {
            least = s->slack[j];
            next = j;
        }
    }
    for (size_t j = 0; j <= s->columns; j++) {
        if (s->seen[j]) {
            s->row_price[s->row_of[j]] += least;
            s->column_price[j] -= least;
        } else {
            s->slack[j] -= least;
        }
    }
    return next;
}

/* rows <= columns: each row gets a column. */
static void solve(struct solver *s)
{
    for (size_t j = 0; j <= s->columns; j++) {
        s->column_price[j] = 0;
        s->row_of[j] = 0;
    }
    for (size_t i = 0; i <= s->rows; i++) {
        s->row_price[i] = 0;
    }
    for (size_t i = 1; i <= s->rows; i++) {
        for (size_t j = 0; j <= s->columns; j++) {
            s->slack[j] = INT64_MAX / 2;
            s->seen[j] = false;
        }
        size_t column = 0;
        s->row_of[0] = i;
        do {
            column = search_step(s, column);
        } while (s->row_of[column] != 0);
        while (column != 0) {
            size_t before = s->came_from[column];
            s->row_of[column] = s->row_of[before];
            column = before;
        }
    }
}

static void count_pair(enum span_schema schema, const struct span_mark *truth,
                       const struct span_mark *predicted, struct span_counts *counts)
{
    unsigned credit = span_schema_credit(schema, truth, predicted);
    counts->correct += credit == 2;
    counts->partial += credit == 1;
    counts->incorrect += credit == 0;
    counts->missed--;
    counts->spurious--;
}

/* One group: its true spans and its predicted spans. */
struct span_group {
    struct span_mark *truth;
    struct span_mark *predicted;
    size_t truths, predictions;
};

static void match_group(enum span_schema schema, const struct span_group *group, double overlap,
                        struct span_counts *counts)
{
    bool flipped = group->truths > group->predictions;
    size_t rows = flipped ? group->predictions : group->truths;
    size_t columns = flipped ? group->truths : group->predictions;
    int64_t weight = (int64_t)(rows + columns + 1);
    struct solver s = {.rows = rows, .columns = columns};
    if (rows == 0) {
        return;
    }
    s.cost = xcalloc(rows * columns, sizeof *s.cost);
    s.row_price = xcalloc(rows + 1, sizeof *s.row_price);
    s.column_price = xcalloc(columns + 1, sizeof *s.column_price);
    s.slack = xcalloc(columns + 1, sizeof *s.slack);
    s.row_of = xcalloc(columns + 1, sizeof *s.row_of);
    s.came_from = xcalloc(columns + 1, sizeof *s.came_from);
    s.seen = xcalloc(columns + 1, sizeof *s.seen);
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            const struct span_mark *truth = &group->truth[flipped ? j : i];
            const struct span_mark *predicted = &group->predicted[flipped ? i : j];
            if (span_mark_overlaps(truth, predicted, overlap)) {
                s.cost[i * columns + j] =
                    -(weight * span_schema_credit(schema, truth, predicted) + 1);
            }
        }
    }
    solve(&s);
    for (size_t j = 1; j <= columns; j++) {
        size_t i = s.row_of[j];
        if (i > 0 && cost_at(&s, i, j) < 0) {
            count_pair(schema, &group->truth[flipped ? j - 1 : i - 1],
                       &group->predicted[flipped ? i - 1 : j - 1], counts);
        }
    }
    free(s.cost);
    free(s.row_price);
    free(s.column_price);
    free(s.slack);
    free(s.row_of);
    free(s.came_from);
    free(s.seen);
}

static struct side_mark *both_sides(struct span_marks truth, struct span_marks predicted)
{
    struct side_mark *all = xcalloc(truth.count + predicted.count + 1, sizeof *all);
    for (size_t i = 0; i < truth.count; i++) {
        all[i].mark = truth.items[i];
    }
    for (size_t i = 0; i < predicted.count; i++) {
        all[truth.count + i].mark = predicted.items[i];
        all[truth.count + i].predicted = true;
    }
    qsort(all, truth.count + predicted.count, sizeof *all, compare_marks);
    return all;
}

bool span_schema_matched(enum span_schema schema, struct span_marks truth,
                         struct span_marks predicted, double overlap,
                         struct span_counts *counts)
{
    size_t count = truth.count + predicted.count;
    struct side_mark *all = both_sides(truth, predicted);
    struct span_group group = {.truth = xcalloc(truth.count + 1, sizeof *group.truth),
                               .predicted =
                                   xcalloc(predicted.count + 1, sizeof *group.predicted)};
    bool whole = true;
    size_t reach = 0;
    *counts = (struct span_counts){.missed = truth.count, .spurious = predicted.count};
    for (size_t i = 0; i <= count && whole; i++) {
        if (i == count || all[i].mark.start >= reach) {
            whole = group.truths <= SPAN_GROUP_MAX && group.predictions <= SPAN_GROUP_MAX;
            if (whole) {
                match_group(schema, &group, overlap, counts);
            }
            group.truths = 0;
            group.predictions = 0;
        }
        if (i < count && all[i].predicted) {
            group.predicted[group.predictions++] = all[i].mark;
        } else if (i < count) {
            group.truth[group.truths++] = all[i].mark;
        }
        reach = i < count && all[i].mark.end > reach ? all[i].mark.end : reach;
    }
    free(group.truth);
    free(group.predicted);
    free(all);
    return whole;
}
