/* Rows of a CSV file; see score_table.h. */
#include "score/score_table.h"

#include "base/csv.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "score/score_input.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct score_table {
    struct score_input *input;
    struct arena *arena; /* the header */
    char separator;
    struct str *names;
    size_t columns;
    struct csv_fields fields; /* of the row */
    struct strbuf text;       /* of the row: several lines where a quoted field spans them */
    size_t line;
};

static enum err_code split(struct score_table *table, char *text, size_t length,
                           struct err *err)
{
    return csv_split(text, length, table->separator, SCORE_COLUMNS_MAX, &table->fields, err);
}

/* Gathers the lines of one row in table->text; *found false at the end. */
static enum err_code gather(struct score_table *table, bool *found, struct err *err)
{
    struct str line;
    strbuf_clear(&table->text);
    do {
        TRY(score_input_line(table->input, &line, found, err));
    } while (*found && line.n == 0);
    if (!*found) {
        return ERR_OK;
    }
    table->line = score_input_number(table->input);
    strbuf_str(&table->text, line);
    if (memchr(line.p, '"', line.n) == NULL) {
        return strbuf_check(&table->text, "a row", err);
    }
    while (csv_open(strbuf_view(&table->text), table->separator)) {
        bool more;
        TRY(score_input_line(table->input, &line, &more, err));
        if (!more) {
            err_set(err, ERR_FORMAT, "%s line %zu: a quoted field is not closed",
                    score_input_path(table->input), table->line);
            err_hint(err, "close it with a quote, or double a quote that stands within");
            return ERR_FORMAT;
        }
        strbuf_putc(&table->text, '\n');
        strbuf_str(&table->text, line);
        TRY(strbuf_check(&table->text, "a row", err));
    }
    return ERR_OK;
}

static enum err_code read_header(struct score_table *table, struct err *err)
{
    bool found;
    TRY(gather(table, &found, err));
    if (!found) {
        return err_set(err, ERR_FORMAT, "%s: empty, no row of column names",
                       score_input_path(table->input));
    }
    struct str text = strbuf_view(&table->text);
    table->separator = csv_separator(text);
    enum err_code code = split(table, table->text.p, table->text.n, err);
    if (code != ERR_OK) {
        return score_input_place(table->input, code, err);
    }
    if (table->fields.count > SCORE_COLUMNS_MAX) {
        return err_set(err, ERR_LIMIT, "%s: more than %d columns",
                       score_input_path(table->input), SCORE_COLUMNS_MAX);
    }
    table->columns = table->fields.count;
    table->names = arena_alloc(table->arena, table->columns * sizeof *table->names);
    for (size_t i = 0; i < table->columns; i++) {
        table->names[i] = arena_str(table->arena, str_trim(table->fields.list[i]));
        for (size_t k = 0; k < i; k++) {
            if (str_eq(table->names[i], table->names[k])) {
                return err_set(err, ERR_FORMAT, "%s line 1: column \"%.*s\" stands twice",
                               score_input_path(table->input), STR_ARG(table->names[i]));
            }
        }
    }
    return ERR_OK;
}

enum err_code score_table_open(const char *path, struct score_table **table, struct err *err)
{
    struct score_input *input;
    TRY(score_input_open(path, &input, err));
    struct score_table *made = xcalloc(1, sizeof *made);
    made->input = input;
    made->arena = arena_new();
    made->separator = ',';
    strbuf_init(&made->text, SCORE_LINE_MAX);
    enum err_code code = read_header(made, err);
    if (code != ERR_OK) {
        score_table_close(made);
        return code;
    }
    *table = made;
    return ERR_OK;
}

void score_table_close(struct score_table *table)
{
    if (table == NULL) {
        return;
    }
    score_input_close(table->input);
    strbuf_release(&table->text);
    arena_free(table->arena);
    free(table->fields.list);
    free(table);
}

enum err_code score_table_column(const struct score_table *table, const char *name,
                                 size_t *index, struct err *err)
{
    for (size_t i = 0; i < table->columns; i++) {
        if (str_is(table->names[i], name)) {
            *index = i;
            return ERR_OK;
        }
    }
    struct strbuf list;
    strbuf_init(&list, 300);
    for (size_t i = 0; i < table->columns; i++) {
        strbuf_printf(&list, "%s%.*s", i > 0 ? ", " : "", STR_ARG(table->names[i]));
    }
    err_set(err, ERR_FORMAT, "%s: no column \"%s\"", score_input_path(table->input), name);
    err_hint(err, "its columns are: %s", list.p);
    strbuf_release(&list);
    return ERR_FORMAT;
}

enum err_code score_table_row(struct score_table *table, const struct str **fields, bool *found,
                              struct err *err)
{
    TRY(gather(table, found, err));
    if (!*found) {
        return ERR_OK;
    }
    enum err_code code = split(table, table->text.p, table->text.n, err);
    if (code == ERR_OK && table->fields.count != table->columns) {
        code = err_set(err, ERR_FORMAT, "%zu fields, the first row has %zu",
                       table->fields.count, table->columns);
        err_hint(err, "a field with a comma or a line end goes between quotes");
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s line %zu", score_input_path(table->input), table->line);
    }
    *fields = table->fields.list;
    return code;
}

size_t score_table_line(const struct score_table *table)
{
    return table->line;
}

const char *score_table_path(const struct score_table *table)
{
    return score_input_path(table->input);
}

size_t score_table_columns(const struct score_table *table)
{
    return table->columns;
}

enum { NUMBER_MAX = 64 };

enum err_code score_number(struct str field, const char *what, double *value, struct err *err)
{
    char text[NUMBER_MAX];
    char *end = text;
    struct str trimmed = str_trim(field);
    bool plain = trimmed.n > 0 && trimmed.n < sizeof text;
    for (size_t i = 0; plain && i < trimmed.n; i++) { /* no hexadecimal, no "nan", no "inf" */
        plain = strchr("0123456789+-.eE", trimmed.p[i]) != NULL;
    }
    if (plain) {
        memcpy(text, trimmed.p, trimmed.n);
        text[trimmed.n] = '\0';
        *value = strtod(text, &end);
    }
    if (!plain || *end != '\0' || !isfinite(*value)) {
        err_set(err, ERR_FORMAT, "%s \"%.*s\" is not a finite number", what,
                (int)(trimmed.n < 40 ? trimmed.n : 40), trimmed.p);
        err_hint(err, "numbers look like 0.5, -2 or 1e-3");
        return ERR_FORMAT;
    }
    return ERR_OK;
}

enum err_code score_whole(struct str field, const char *what, int64_t min, int64_t max,
                          int64_t *value, struct err *err)
{
    struct str trimmed = str_trim(field);
    if (!str_to_i64(trimmed, value) || *value < min || *value > max) {
        return err_set(err, ERR_FORMAT, "%s \"%.*s\" is not a whole number from %lld to %lld",
                       what, (int)(trimmed.n < 40 ? trimmed.n : 40), trimmed.p, (long long)min,
                       (long long)max);
    }
    return ERR_OK;
}
