/* The cluster column; see cluster_column.h. */
#include "score/columns/cluster_column.h"

#include "base/mem.h"

#include <stdlib.h>

static void release(void *data)
{
    struct cluster_column *column = data;
    free(column->of);
}

enum err_code cluster_column_open(struct arena *arena, const struct score_table *table,
                                  const char *name, struct cluster_column *column,
                                  struct err *err)
{
    *column = (struct cluster_column){.name = name};
    if (name != NULL) {
        TRY(score_table_column(table, name, &column->index, err));
        column->names = name_table_new(arena);
        arena_on_free(arena, release, column);
    }
    return ERR_OK;
}

enum err_code cluster_column_check(const struct cluster_column *column,
                                   const struct str *fields, struct err *err)
{
    if (column->names != NULL && fields[column->index].n == 0) {
        return err_set(err, ERR_FORMAT, "the cluster column \"%s\" is empty", column->name);
    }
    return ERR_OK;
}

void cluster_column_add(struct cluster_column *column, const struct str *fields)
{
    if (column->names != NULL) {
        column->of = mem_grow(column->of, column->rows, &column->room, sizeof *column->of);
        column->of[column->rows++] = name_table_add(column->names, fields[column->index]);
    }
}

size_t cluster_column_count(const struct cluster_column *column)
{
    return column->names != NULL ? name_table_count(column->names) : 0;
}
