/* Group columns; see group_columns.h. Two bytes a row and column, so that a hundred million
 * rows can have groups. */
#include "score/columns/group_columns.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/name_table.h"

#include <stdlib.h>
#include <string.h>

enum { NOT_RECORDED = UINT16_MAX, PRODUCTS_MAX = 1000000, NAME_MAX_BYTES = 1 << 26 };

struct column {
    const char *name;
    size_t index; /* in the table */
    struct name_table *names;
    uint16_t *of; /* per row, numbers as first met */
    size_t room;
    uint32_t *sorted; /* number as met to place among the sorted values */
};

struct group_columns {
    struct arena *arena;
    struct column columns[GROUP_COLUMNS_MAX];
    size_t count;
    size_t rows;
    struct score_grouping groupings[GROUP_COLUMNS_MAX + 1];
    size_t grouping_count;
    uint32_t *together; /* product of sorted values to number of the intersection */
};

static void release(void *data)
{
    struct group_columns *columns = data;
    for (size_t g = 0; g < columns->count; g++) {
        free(columns->columns[g].of);
    }
}

static bool is_named(const struct group_columns *columns, struct str name)
{
    for (size_t g = 0; g < columns->count; g++) {
        if (str_is(name, columns->columns[g].name)) {
            return true;
        }
    }
    return false;
}

enum err_code group_columns_named(struct arena *arena, const char *names,
                                  struct group_columns **columns, struct err *err)
{
    struct group_columns *own = arena_zalloc(arena, sizeof *own);
    struct str rest = str_of(names != NULL ? names : "");
    struct str name;
    own->arena = arena;
    while (names != NULL && str_split(&rest, ',', &name)) {
        if (is_named(own, name)) {
            continue;
        }
        if (own->count == GROUP_COLUMNS_MAX) {
            return err_set(err, ERR_USAGE, "--group has more than %d columns",
                           GROUP_COLUMNS_MAX);
        }
        own->columns[own->count] = (struct column){.name = arena_strndup(arena, name.p, name.n),
                                                   .index = own->count,
                                                   .names = name_table_new(arena)};
        own->count++;
    }
    arena_on_free(arena, release, own);
    *columns = own;
    return ERR_OK;
}

enum err_code group_columns_new(struct arena *arena, const struct score_table *table,
                                const char *names, struct group_columns **columns,
                                struct err *err)
{
    TRY(group_columns_named(arena, names, columns, err));
    for (size_t g = 0; g < (*columns)->count; g++) {
        struct column *column = &(*columns)->columns[g];
        TRY(score_table_column(table, column->name, &column->index, err));
    }
    return ERR_OK;
}

size_t group_columns_count(const struct group_columns *columns)
{
    return columns->count;
}

const char *group_columns_name(const struct group_columns *columns, size_t column)
{
    return columns->columns[column].name;
}

enum err_code group_columns_add(struct group_columns *columns, const struct str *fields,
                                struct err *err)
{
    uint16_t numbers[GROUP_COLUMNS_MAX] = {0};
    for (size_t g = 0; g < columns->count; g++) {
        struct column *column = &columns->columns[g];
        struct str field = str_trim(fields[column->index]);
        numbers[g] = NOT_RECORDED;
        if (field.n > 0) {
            uint32_t number = name_table_add(column->names, field);
            if (number >= GROUP_VALUES_MAX) {
                err_set(err, ERR_LIMIT, "column \"%s\" has more than %d values", column->name,
                        GROUP_VALUES_MAX);
                err_hint(err, "name a column with few values in --group, such as an age band");
                return ERR_LIMIT;
            }
            numbers[g] = (uint16_t)number;
        }
    }
    for (size_t g = 0; g < columns->count; g++) {
        struct column *column = &columns->columns[g];
        column->of = mem_grow(column->of, columns->rows, &column->room, sizeof *column->of);
        column->of[columns->rows] = numbers[g];
    }
    columns->rows++;
    return ERR_OK;
}

static int compare_text(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;
    return strcmp(*x, *y);
}

/* Values in order of bytes, and each number's place among them. */
static void sort_values(struct group_columns *columns, size_t g)
{
    struct column *column = &columns->columns[g];
    size_t count = name_table_count(column->names);
    const char **values = arena_alloc(columns->arena, (count + 1) * sizeof *values);
    column->sorted = arena_alloc(columns->arena, (count + 1) * sizeof *column->sorted);
    for (uint32_t v = 0; v < count; v++) {
        values[v] = name_table_text(column->names, v);
    }
    qsort(values, count, sizeof *values, compare_text);
    for (uint32_t place = 0; place < count; place++) {
        uint32_t number = 0;
        (void)name_table_find(column->names, str_of(values[place]), &number);
        column->sorted[number] = place;
    }
    columns->groupings[g] =
        (struct score_grouping){.column = column->name, .values = values, .value_count = count};
}

/* Mixed radix number of a row's sorted values; SIZE_MAX where one is not recorded. */
static size_t product_of(const struct group_columns *columns, size_t row)
{
    size_t product = 0;
    for (size_t g = 0; g < columns->count; g++) {
        const struct column *column = &columns->columns[g];
        if (column->of[row] == NOT_RECORDED) {
            return SIZE_MAX;
        }
        product = product * columns->groupings[g].value_count + column->sorted[column->of[row]];
    }
    return product;
}

static const char *name_together(const struct group_columns *columns, size_t product,
                                 bool values)
{
    struct strbuf text;
    size_t digits[GROUP_COLUMNS_MAX];
    strbuf_init(&text, NAME_MAX_BYTES);
    for (size_t g = columns->count; g > 0; g--) {
        size_t radix = columns->groupings[g - 1].value_count;
        digits[g - 1] = values ? product % radix : 0;
        product = values ? product / radix : 0;
    }
    for (size_t g = 0; g < columns->count; g++) {
        strbuf_puts(&text, g > 0 ? "," : "");
        strbuf_puts(&text, values ? columns->groupings[g].values[digits[g]]
                                  : columns->columns[g].name);
    }
    const char *name = arena_strndup(columns->arena, text.p, text.n);
    strbuf_release(&text);
    return name;
}

/* Only intersections that some row is in are values. */
static void add_intersection(struct group_columns *columns)
{
    size_t products = 1;
    uint32_t count = 0;
    for (size_t g = 0; g < columns->count; g++) {
        products *= columns->groupings[g].value_count;
    }
    if (products > PRODUCTS_MAX) {
        return; /* nothing to be learnt from so many */
    }
    columns->together = arena_zalloc(columns->arena, (products + 1) * sizeof(uint32_t));
    for (size_t row = 0; row < columns->rows; row++) {
        size_t product = product_of(columns, row);
        if (product != SIZE_MAX) {
            columns->together[product] = 1;
        }
    }
    const char **values = arena_alloc(columns->arena, (products + 1) * sizeof *values);
    for (size_t product = 0; product < products; product++) {
        if (columns->together[product] > 0) {
            values[count] = name_together(columns, product, true);
            columns->together[product] = count++;
        }
    }
    columns->groupings[columns->grouping_count++] = (struct score_grouping){
        .column = name_together(columns, 0, false), .values = values, .value_count = count};
}

struct score_grouping *group_columns_groupings(struct group_columns *columns, size_t *count)
{
    if (columns->grouping_count == 0) {
        for (size_t g = 0; g < columns->count; g++) {
            sort_values(columns, g);
        }
        columns->grouping_count = columns->count;
        if (columns->count > 1) {
            add_intersection(columns);
        }
    }
    *count = columns->grouping_count;
    return columns->groupings;
}

uint32_t group_columns_value(const struct group_columns *columns, size_t grouping, size_t row)
{
    if (grouping < columns->count) {
        const struct column *column = &columns->columns[grouping];
        uint16_t number = column->of[row];
        return number == NOT_RECORDED ? SCORE_NOT_RECORDED : column->sorted[number];
    }
    size_t product = product_of(columns, row);
    return product == SIZE_MAX ? SCORE_NOT_RECORDED : columns->together[product];
}

void group_columns_expand(struct group_columns *columns)
{
    for (size_t g = 0; g < columns->grouping_count; g++) {
        uint32_t *of = arena_alloc(columns->arena, (columns->rows + 1) * sizeof *of);
        for (size_t row = 0; row < columns->rows; row++) {
            of[row] = group_columns_value(columns, g, row);
        }
        columns->groupings[g].of = of;
    }
}
