/* Shortest augmenting paths; see assignment.h. */
#include "metrics/assignment.h"

#include "base/mem.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct assignment {
    size_t room;
    size_t cost_room;
    double *turned; /* the costs, where columns are fewer than rows */
    double *u;      /* dual of the rows */
    double *v;      /* of the columns */
    double *shortest;
    int32_t *path; /* row before a column on the path */
    int32_t *column_of;
    int32_t *row_of;
    int32_t *remaining; /* columns not yet on the path */
    bool *row_seen;
    bool *column_seen;
};

struct assignment *assignment_new(void)
{
    return xcalloc(1, sizeof(struct assignment));
}

void assignment_free(struct assignment *a)
{
    if (a != NULL) {
        free(a->turned);
        free(a->u);
        free(a->v);
        free(a->shortest);
        free(a->path);
        free(a->column_of);
        free(a->row_of);
        free(a->remaining);
        free(a->row_seen);
        free(a->column_seen);
        free(a);
    }
}

static void fit(struct assignment *a, size_t n)
{
    if (n > a->room) {
        a->room = n * 2;
        a->u = xrealloc(a->u, a->room, sizeof *a->u);
        a->v = xrealloc(a->v, a->room, sizeof *a->v);
        a->shortest = xrealloc(a->shortest, a->room, sizeof *a->shortest);
        a->path = xrealloc(a->path, a->room, sizeof *a->path);
        a->column_of = xrealloc(a->column_of, a->room, sizeof *a->column_of);
        a->row_of = xrealloc(a->row_of, a->room, sizeof *a->row_of);
        a->remaining = xrealloc(a->remaining, a->room, sizeof *a->remaining);
        a->row_seen = xrealloc(a->row_seen, a->room, sizeof *a->row_seen);
        a->column_seen = xrealloc(a->column_seen, a->room, sizeof *a->column_seen);
    }
}

/* The cheapest path from `row` to a free column, which is returned; *least is its cost. */
static int32_t find_path(struct assignment *a, size_t rows, size_t columns, const double *cost,
                         size_t row, double *least)
{
    size_t left = columns;
    for (size_t j = 0; j < columns; j++) {
        a->remaining[j] = (int32_t)(columns - j - 1); /* equal costs: the identity */
        a->shortest[j] = INFINITY;
        a->column_seen[j] = false;
    }
    memset(a->row_seen, 0, rows * sizeof *a->row_seen);
    *least = 0;
    for (;;) {
        const double *line = cost + row * columns;
        double lowest = INFINITY;
        size_t index = 0;
        a->row_seen[row] = true;
        for (size_t i = 0; i < left; i++) {
            int32_t j = a->remaining[i];
            double r = *least + line[j] - a->u[row] - a->v[j];
            if (r < a->shortest[j]) {
                a->path[j] = (int32_t)row;
                a->shortest[j] = r;
            }
            if (a->shortest[j] < lowest ||
                (a->shortest[j] == lowest && a->row_of[j] == ASSIGNMENT_NONE)) {
                lowest = a->shortest[j];
                index = i;
            }
        }
        *least = lowest;
        int32_t j = a->remaining[index];
        a->column_seen[j] = true;
        if (a->row_of[j] == ASSIGNMENT_NONE) {
            return j;
        }
        row = (size_t)a->row_of[j];
        a->remaining[index] = a->remaining[--left];
    }
}

/* rows <= columns; fills column_of and row_of. */
static void solve(struct assignment *a, size_t rows, size_t columns, const double *cost)
{
    for (size_t j = 0; j < columns; j++) {
        a->v[j] = 0;
        a->row_of[j] = ASSIGNMENT_NONE;
    }
    for (size_t i = 0; i < rows; i++) {
        a->u[i] = 0;
        a->column_of[i] = ASSIGNMENT_NONE;
    }
    for (size_t row = 0; row < rows; row++) {
        double least;
        int32_t sink = find_path(a, rows, columns, cost, row, &least);
        a->u[row] += least;
        for (size_t i = 0; i < rows; i++) {
            if (a->row_seen[i] && i != row) {
                a->u[i] += least - a->shortest[a->column_of[i]];
            }
        }
        for (size_t j = 0; j < columns; j++) {
            if (a->column_seen[j]) {
                a->v[j] -= least - a->shortest[j];
            }
        }
        int32_t i;
        do { /* turn the path round */
            i = a->path[sink];
            a->row_of[sink] = i;
            int32_t before = a->column_of[i];
            a->column_of[i] = sink;
            sink = before;
        } while ((size_t)i != row);
    }
}

static const double *turn(struct assignment *a, size_t rows, size_t columns, const double *cost)
{
    if (rows * columns > a->cost_room) {
        a->cost_room = rows * columns * 2;
        a->turned = xrealloc(a->turned, a->cost_room, sizeof *a->turned);
    }
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            a->turned[j * rows + i] = cost[i * columns + j];
        }
    }
    return a->turned;
}

void assignment_solve(struct assignment *a, size_t rows, size_t columns, const double *cost,
                      int32_t *column)
{
    if (rows == 0) {
        return;
    }
    fit(a, rows > columns ? rows : columns);
    if (columns >= rows) {
        solve(a, rows, columns, cost);
        memcpy(column, a->column_of, rows * sizeof *column);
    } else {
        /* NOLINTNEXTLINE(readability-suspicious-call-argument): the table is turned */
        solve(a, columns, rows, turn(a, rows, columns, cost));
        memcpy(column, a->row_of, rows * sizeof *column);
    }
}

void assign_best(const double *weights, size_t rows, size_t columns, size_t *choice)
{
    struct assignment *a = assignment_new();
    double *cost = xmalloc((rows * columns + 1) * sizeof *cost);
    int32_t *column = xmalloc((rows + 1) * sizeof *column);
    for (size_t i = 0; i < rows * columns; i++) {
        cost[i] = -weights[i];
    }
    assignment_solve(a, rows, columns, cost, column);
    for (size_t r = 0; r < rows; r++) {
        choice[r] = column[r] == ASSIGNMENT_NONE ? SIZE_MAX : (size_t)column[r];
    }
    free(column);
    free(cost);
    assignment_free(a);
}
