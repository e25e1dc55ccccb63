/* Shortest augmenting paths; see assignment.h. */
#include "metrics/diarisation/assignment.h"

#include "base/mem.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* Rows are the smaller side; rows and columns count from 1, 0 stands for none. */
struct search {
    const double *weights;
    size_t rows, columns;
    bool turned; /* weights has the sides the other way round */
    double *row_price;
    double *column_price;
    size_t *row_of; /* the row a column is given to */
    size_t *way;    /* the column before it on the path */
    double *least;  /* cheapest way to a column so far */
    bool *done;
};

static double cost(const struct search *s, size_t row, size_t column)
{
    size_t at =
        s->turned ? (column - 1) * s->rows + row - 1 : (row - 1) * s->columns + column - 1;
    return -s->weights[at];
}

/* Looks on from the row of column `from`; returns the next column of the cheapest path. */
static size_t look_on(struct search *s, size_t from)
{
    size_t row = s->row_of[from];
    size_t next = 0;
    double step = INFINITY;
    s->done[from] = true;
    for (size_t j = 1; j <= s->columns; j++) {
        if (s->done[j]) {
            continue;
        }
        double here = cost(s, row, j) - s->row_price[row] - s->column_price[j];
        if (here < s->least[j]) {
            s->least[j] = here;
            s->way[j] = from;
        }
        if (s->least[j] < step) {
            step = s->least[j];
            next = j;
        }
    }
    for (size_t j = 0; j <= s->columns; j++) {
        if (s->done[j]) {
            s->row_price[s->row_of[j]] += step;
            s->column_price[j] -= step;
        } else {
            s->least[j] -= step;
        }
    }
    return next;
}

static void place_row(struct search *s, size_t row)
{
    size_t at = 0;
    s->row_of[0] = row;
    for (size_t j = 0; j <= s->columns; j++) {
        s->least[j] = INFINITY;
        s->done[j] = false;
    }
    do {
        at = look_on(s, at);
    } while (s->row_of[at] != 0);
    while (at != 0) {
        s->row_of[at] = s->row_of[s->way[at]];
        at = s->way[at];
    }
}

void assign_best(const double *weights, size_t rows, size_t columns, size_t *choice)
{
    bool turned = rows > columns;
    struct search s = {.weights = weights,
                       .rows = turned ? columns : rows,
                       .columns = turned ? rows : columns,
                       .turned = turned};
    s.row_price = xcalloc(s.rows + 1, sizeof *s.row_price);
    s.column_price = xcalloc(s.columns + 1, sizeof *s.column_price);
    s.row_of = xcalloc(s.columns + 1, sizeof *s.row_of);
    s.way = xcalloc(s.columns + 1, sizeof *s.way);
    s.least = xcalloc(s.columns + 1, sizeof *s.least);
    s.done = xcalloc(s.columns + 1, sizeof *s.done);
    for (size_t row = 1; row <= s.rows; row++) {
        place_row(&s, row);
    }
    for (size_t i = 0; i < rows; i++) {
        choice[i] = SIZE_MAX;
    }
    for (size_t j = 1; j <= s.columns; j++) {
        if (s.row_of[j] != 0) {
            choice[turned ? j - 1 : s.row_of[j] - 1] = turned ? s.row_of[j] - 1 : j - 1;
        }
    }
    free(s.row_price);
    free(s.column_price);
    free(s.row_of);
    free(s.way);
    free(s.least);
    free(s.done);
}
