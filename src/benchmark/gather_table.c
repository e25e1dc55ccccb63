/* Inputs of a table, a text a row; see gather.h. */
#include "benchmark/gather_state.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/jsonw.h"

enum { COLUMNS_MAX = 1000, VALUE_MAX = 200 };

struct table_columns {
    size_t text, id, cluster; /* SIZE_MAX: none; no text of pairs */
    size_t groups[MAKING_GROUPS];
};

static enum err_code find(const struct csv_table *table, const char *from, const char *name,
                          size_t *column, struct err *err)
{
    *column = SIZE_MAX;
    if (name == NULL) {
        return ERR_OK;
    }
    *column = csv_column(table, name);
    if (*column == SIZE_MAX) {
        struct strbuf there;
        strbuf_init(&there, 200);
        for (size_t i = 0; i < table->columns; i++) {
            strbuf_printf(&there, "%s%.*s", i > 0 ? ", " : "", STR_ARG(table->names[i]));
        }
        err_set(err, ERR_NOT_FOUND, "%s has no column \"%s\"", from, name);
        err_hint(err, "its columns: %s", there.p);
        strbuf_release(&there);
        return ERR_NOT_FOUND;
    }
    return ERR_OK;
}

static enum err_code find_groups(struct gathering *own, const struct csv_table *table,
                                 struct table_columns *columns, struct err *err)
{
    struct str rest = str_of(own->plan->group_columns != NULL ? own->plan->group_columns : "");
    struct str part;
    while (str_split(&rest, ',', &part)) {
        part = str_trim(part);
        if (part.n == 0) {
            continue;
        }
        if (own->group_count == MAKING_GROUPS) {
            return err_set(err, ERR_LIMIT, "more than %d groups", MAKING_GROUPS);
        }
        const char *name = arena_strndup(own->arena, part.p, part.n);
        TRY(find(table, own->plan->from, name, &columns->groups[own->group_count], err));
        own->groups[own->group_count++] =
            (struct gather_group){name, name_table_new(own->arena)};
    }
    return ERR_OK;
}

static enum err_code value_of(const struct csv_table *table, size_t row, size_t column,
                              struct str *value, struct err *err)
{
    *value = str_trim(table->cells[row * table->columns + column]);
    if (value->n == 0 || value->n > VALUE_MAX) {
        return err_set(err, ERR_INVALID, "column \"%.*s\" must have 1 to %d bytes",
                       STR_ARG(table->names[column]), VALUE_MAX);
    }
    return ERR_OK;
}

static enum err_code write_text(const struct csv_table *table, size_t row, size_t column,
                                struct strbuf *json, struct err *err)
{
    struct jsonw w;
    struct str text = table->cells[row * table->columns + column];
    if (str_trim(text).n == 0) {
        return err_set(err, ERR_INVALID, "the text is empty");
    }
    jsonw_init(&w, json);
    jsonw_object(&w);
    jsonw_member_str(&w, "text", text);
    jsonw_end(&w);
    return strbuf_check(json, "the text", err);
}

static enum err_code make_row(struct gathering *own, const struct csv_table *table, size_t row,
                              const struct table_columns *columns, struct gathered *item,
                              struct err *err)
{
    struct strbuf json;
    item->id = str_of(arena_printf(own->arena, "row-%06zu", row + 1));
    if (columns->id != SIZE_MAX) {
        TRY(value_of(table, row, columns->id, &item->id, err));
    }
    item->cluster = item->id;
    if (columns->cluster != SIZE_MAX) {
        TRY(value_of(table, row, columns->cluster, &item->cluster, err));
    }
    for (size_t g = 0; g < own->group_count; g++) {
        TRY(value_of(table, row, columns->groups[g], &item->values[g], err));
    }
    strbuf_init(&json, LIMIT_ITEM);
    enum err_code code = columns->text == SIZE_MAX
                             ? gather_pair_row(own, table, row, &json, err)
                             : write_text(table, row, columns->text, &json, err);
    struct str kept = arena_str(own->arena, strbuf_view(&json));
    strbuf_release(&json);
    TRY(code);
    return gather_input(own, kept, &item->input, err);
}

enum err_code gather_table(struct gathering *own, struct err *err)
{
    struct csv_table table;
    struct table_columns columns = {0};
    struct str text;
    const struct gather_plan *plan = own->plan;
    if (own->task->labelling == TASK_WRITES) {
        err_set(err, ERR_USAGE, "task %s takes files, not the rows of a table",
                own->task->name);
        err_hint(err, "give the folder that holds them");
        return ERR_USAGE;
    }
    TRY(file_read(own->arena, plan->from, MAKING_BYTES, &text, err));
    enum err_code code =
        csv_read(own->arena, text, COLUMNS_MAX, MAKING_CANDIDATES, &table, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", plan->from);
        return code;
    }
    if (own->task->labelling == TASK_COMPARES) {
        columns.text = SIZE_MAX;
        TRY(gather_pair_columns(&table, plan->from, err));
    } else {
        TRY(find(&table, plan->from, plan->text_column, &columns.text, err));
    }
    TRY(find(&table, plan->from, plan->id_column, &columns.id, err));
    TRY(find(&table, plan->from, plan->cluster, &columns.cluster, err));
    TRY(find_groups(own, &table, &columns, err));
    for (size_t row = 0; row < table.rows; row++) {
        struct gathered item = {.id = STR("")};
        struct err own_err = {0};
        if (make_row(own, &table, row, &columns, &item, &own_err) == ERR_OK) {
            gather_add(own, &item);
        } else {
            err_prefix(&own_err, "%s, line %zu", plan->from, table.lines[row]);
            gather_bad(own, &own_err);
        }
    }
    return ERR_OK;
}
