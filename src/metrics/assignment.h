/* The assignment problem: each row a column of its own, at least total cost. */
#ifndef POLICEAI_METRICS_ASSIGNMENT_H
#define POLICEAI_METRICS_ASSIGNMENT_H

#include <stddef.h>
#include <stdint.h>

/* Room for problems, kept from one to the next; not for several threads. */
struct assignment;
struct assignment *assignment_new(void);
/* NULL is allowed. */
void assignment_free(struct assignment *a);

enum { ASSIGNMENT_NONE = -1 };

/* Solves rows x columns finite costs, row by row: column[r] is row r's, or ASSIGNMENT_NONE
 * where there are more rows than columns. Of equal solutions it finds the one scipy 1.10's
 * linear_sum_assignment finds. SOURCE: shortest augmenting paths of Jonker and Volgenant 1987,
 * Computing 38:325-340, as in Crouse 2016, IEEE Trans. Aerospace 52:1679-1696; order of search
 * as in scipy 1.10.1, scipy/optimize/rectangular_lsap. */
void assignment_solve(struct assignment *a, size_t rows, size_t columns, const double *cost,
                      int32_t *column);

/* One problem, for the largest sum instead: choice[r] is row r's column, or SIZE_MAX where
 * there are more rows than columns. */
void assign_best(const double *weights, size_t rows, size_t columns, size_t *choice);

#endif
