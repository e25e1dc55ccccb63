/* See use_records.h. */
#include "trial/use_records.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "run/shape.h"
#include "task/task.h"
#include "trial/scratch.h"

#include <stdlib.h>
#include <string.h>

/* One and the same seed for every use: a tool answers as it did yesterday. */
enum { USE_SEED = 1, TABLE_MAX = 256 * MIB, COLUMNS_MAX = 100 };

struct use {
    struct arena *arena;
    const struct use_records_plan *plan;
    const struct task *task;
    struct csv_table table;
    struct client_item *items;
    struct str *clusters; /* by row; p == NULL: no answer */
    struct use_records_result *result;
};

bool use_records_is(const struct manifest *manifest)
{
    return str_is(manifest->task, "record-linkage");
}

static enum err_code read_table(struct use *use, struct err *err)
{
    struct str text;
    enum err_code code = file_read(use->arena, use->plan->table, TABLE_MAX, &text, err);
    TRY(code == ERR_NOT_FOUND || code == ERR_DENIED ? ERR_IO : code);
    code = csv_read(use->arena, text, COLUMNS_MAX, LIMIT_ITEMS, &use->table, err);
    if (code == ERR_OK && use->table.rows == 0) {
        code = err_set(err, ERR_FORMAT, "there is no record in it");
    }
    if (code == ERR_OK && csv_column(&use->table, "cluster") != SIZE_MAX) {
        code = err_set(err, ERR_FORMAT, "it has a column \"cluster\" already");
        err_hint(err, "name it otherwise: the answer's column has that name");
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", use->plan->table);
    }
    return code;
}

static enum err_code make_item(struct use *use, size_t row, struct err *err)
{
    const struct csv_table *table = &use->table;
    struct strbuf json;
    struct jsonw w;
    struct js *input;
    strbuf_init(&json, LIMIT_LINE);
    jsonw_init(&w, &json);
    jsonw_object(&w);
    jsonw_key(&w, "record");
    jsonw_object(&w);
    for (size_t c = 0; c < table->columns; c++) {
        jsonw_key_str(&w, table->names[c]);
        jsonw_str(&w, table->cells[row * table->columns + c]);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&json, "a record", err);
    struct str text = arena_str(use->arena, strbuf_view(&json));
    strbuf_release(&json);
    if (code == ERR_OK) {
        code = js_parse(use->arena, text, &input, err);
    }
    if (code == ERR_OK) {
        code = use->task->check_input(input, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s line %zu", use->plan->table, table->lines[row]);
        return code;
    }
    use->items[row] = (struct client_item){.id = str_of(arena_printf(use->arena, "%zu", row)),
                                           .input = input};
    return ERR_OK;
}

static enum err_code check(void *data, size_t item, const struct js *output, struct err *err)
{
    const struct use *use = data;
    return use->task->check_output(use->items[item].input, output, err);
}

static enum err_code done(void *data, const struct client_answer *answer, struct err *err)
{
    struct use *use = data;
    struct js *output;
    if (answer->outcome == OUTCOME_ANSWERED) {
        TRY(js_parse(use->arena, arena_str(use->arena, answer->output), &output, err));
        use->clusters[answer->item] = js_text(output, "cluster");
        return ERR_OK;
    }
    if (use->result->unanswered++ == 0) {
        use->result->why =
            arena_printf(use->arena, "%s %.*s %.*s", outcome_word(answer->outcome),
                         STR_ARG(answer->error_code), STR_ARG(answer->error_message));
    }
    return ERR_OK;
}

static bool tick(void *data)
{
    const struct use *use = data;
    return use->plan->stopped != NULL && use->plan->stopped();
}

static enum err_code ask(struct use *use, const char *folder, struct err *err)
{
    struct client_counts counts;
    size_t rows = use->table.rows;
    size_t *order = arena_alloc(use->arena, rows * sizeof *order);
    for (size_t i = 0; i < rows; i++) {
        order[i] = i;
    }
    const struct client_plan client = {.tool_folder = use->plan->tool_folder,
                                       .manifest = use->plan->manifest,
                                       .parameters = use->plan->parameters,
                                       .tool_seed = USE_SEED,
                                       .scratch = folder,
                                       .workers = 1,
                                       .items = use->items,
                                       .order = order,
                                       .count = rows,
                                       .check = check,
                                       .done = done,
                                       .tick = tick,
                                       .data = use};
    const struct shape_plan plan = {.task = use->task, .client = &client, .seed = USE_SEED};
    return shape_run(&plan, &counts, err);
}

struct named {
    struct str name;
    size_t row;
};

static int compare(const void *a, const void *b)
{
    const struct named *left = a;
    const struct named *right = b;
    int order = str_cmp(left->name, right->name);
    return order != 0 ? order : (left->row > right->row) - (left->row < right->row);
}

/* The first row of each row's cluster, SIZE_MAX without an answer. */
static size_t *first_rows(const struct use *use)
{
    size_t rows = use->table.rows;
    size_t count = 0;
    size_t *first = xcalloc(rows + 1, sizeof *first);
    struct named *named = xcalloc(rows + 1, sizeof *named);
    for (size_t i = 0; i < rows; i++) {
        first[i] = SIZE_MAX;
        if (use->clusters[i].p != NULL) {
            named[count++] = (struct named){use->clusters[i], i};
        }
    }
    qsort(named, count, sizeof *named, compare);
    for (size_t i = 0; i < count; i++) {
        bool same = i > 0 && str_eq(named[i].name, named[i - 1].name);
        first[named[i].row] = same ? first[named[i - 1].row] : named[i].row;
    }
    free(named);
    return first;
}

static void write_row(const struct use *use, struct strbuf *out, const struct str *cells)
{
    for (size_t c = 0; c < use->table.columns; c++) {
        strbuf_putc(out, ',');
        csv_add(out, cells[c], false);
    }
    strbuf_putc(out, '\n');
}

static void write_table(const struct use *use, struct strbuf *out)
{
    const struct csv_table *table = &use->table;
    size_t *first = first_rows(use);
    size_t *number = xcalloc(table->rows + 1, sizeof *number);
    strbuf_puts(out, "cluster");
    write_row(use, out, table->names);
    for (size_t i = 0; i < table->rows; i++) {
        if (first[i] == i) {
            number[i] = ++use->result->clusters;
        }
        if (first[i] != SIZE_MAX) {
            strbuf_printf(out, "%zu", number[first[i]]);
        }
        write_row(use, out, table->cells + i * table->columns);
    }
    free(number);
    free(first);
}

enum err_code use_records(struct arena *arena, const struct use_records_plan *plan,
                          struct strbuf *out, struct use_records_result *result,
                          struct err *err)
{
    struct use use = {.arena = arena, .plan = plan, .result = result};
    const char *folder;
    *result = (struct use_records_result){.records = 0};
    use.task = task_lookup(plan->manifest->task);
    TRY(read_table(&use, err));
    result->records = use.table.rows;
    use.items = arena_zalloc(arena, use.table.rows * sizeof *use.items);
    use.clusters = arena_zalloc(arena, use.table.rows * sizeof *use.clusters);
    for (size_t i = 0; i < use.table.rows; i++) {
        TRY(make_item(&use, i, err));
    }
    TRY(scratch_make(arena, &folder, err));
    enum err_code code = ask(&use, folder, err);
    scratch_remove(folder);
    if (code == ERR_OK) {
        write_table(&use, out);
        code = strbuf_check(out, "the table", err);
    }
    return code;
}
