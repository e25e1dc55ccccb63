/* The columns of --group A,B: each row's value of each, and where several are named, of all of
 * them together ("A,B": the intersections). */
#ifndef POLICEAI_SCORE_GROUP_COLUMNS_H
#define POLICEAI_SCORE_GROUP_COLUMNS_H

#include "score/score_sample.h"
#include "score/score_table.h"

enum { GROUP_COLUMNS_MAX = 4, GROUP_VALUES_MAX = 1000 };

struct group_columns;

/* Finds the columns in the table; `names` "A,B" or NULL for none; a column named
 * twice counts once. Lives in the arena.
 * ERR_FORMAT when there is no such column, ERR_USAGE for more than GROUP_COLUMNS_MAX. */
enum err_code group_columns_new(struct arena *arena, const struct score_table *table,
                                const char *names, struct group_columns **columns,
                                struct err *err) MUST_USE;
/* The same for rows that are not of a table: group_columns_add then takes a field a column, in
 * the order of the columns. */
enum err_code group_columns_named(struct arena *arena, const char *names,
                                  struct group_columns **columns, struct err *err) MUST_USE;
size_t group_columns_count(const struct group_columns *columns);
const char *group_columns_name(const struct group_columns *columns, size_t column);
/* Takes the values of a row; an empty field is "not recorded". ERR_LIMIT past GROUP_VALUES_MAX
 * values of a column: then it is no group. Nothing is taken when it fails. */
enum err_code group_columns_add(struct group_columns *columns, const struct str *fields,
                                struct err *err) MUST_USE;
/* Groupings, values in order of their bytes: the columns as named, then the intersection of all
 * where there are two or more. Call after the last row; `of` is NULL in each until
 * group_columns_expand. */
struct score_grouping *group_columns_groupings(struct group_columns *columns, size_t *count);
/* Fills `of` of every grouping: 4 bytes a row and grouping. */
void group_columns_expand(struct group_columns *columns);
/* The value of a row in a grouping, or SCORE_NOT_RECORDED. */
uint32_t group_columns_value(const struct group_columns *columns, size_t grouping, size_t row);

#endif
