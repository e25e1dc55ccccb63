#include "answer_reader.h"

#include "base/csv.h"
#include "base/utf8.h"
#include "redacted_spans.h"

#include <stdlib.h>
#include <string.h>

enum { TABLE_COLUMNS_MAX = 200, ROWS_MAX = 100000, TOLD_MAX = 60, NUMBER_MAX = 40 };

struct reading {
    const struct command_plan *plan;
    struct arena *arena;
    const struct js *input;
    struct jsonw *w;
};

static enum err_code at_pointer(const struct reading *reading, struct str text,
                                const struct js **value, struct err *err)
{
    struct js *json;
    enum err_code code = js_parse(reading->arena, text, &json, err);
    if (code != ERR_OK) {
        err_prefix(err, "the program's output");
        return code;
    }
    *value = reading->plan->has_pointer ? js_at(json, reading->plan->pointer) : json;
    if (*value == NULL) {
        return err_set(err, ERR_FORMAT, "the program's output has nothing at \"%.*s\"",
                       STR_ARG(reading->plan->pointer));
    }
    return ERR_OK;
}

/* The output as text: all of it, or the string (or number) at the pointer. */
static enum err_code as_text(const struct reading *reading, struct str written,
                             struct str *text, struct err *err)
{
    const struct js *value;
    *text = written;
    if (!reading->plan->has_pointer) {
        return ERR_OK;
    }
    TRY(at_pointer(reading, written, &value, err));
    if (value->type == JS_OBJECT || value->type == JS_ARRAY || value->type == JS_NULL) {
        return err_set(err, ERR_FORMAT, "\"%.*s\" in the program's output is no text",
                       STR_ARG(reading->plan->pointer));
    }
    *text = value->type == JS_STRING ? value->string : value->raw;
    return ERR_OK;
}

static enum err_code write_label(const struct reading *reading, struct str text,
                                 struct err *err)
{
    text = str_trim(text);
    if (text.n == 0 || str_has_byte(text, '\n')) {
        return err_set(err, ERR_FORMAT, "the program wrote %s, must write one label",
                       text.n == 0 ? "nothing" : "several lines");
    }
    jsonw_str(reading->w, command_plan_label(reading->plan, text));
    return ERR_OK;
}

/* A JSON number: what strtod takes beside that (blanks, hexadecimal, "inf") is none. */
static bool is_number(struct reading *reading, struct str text, bool whole)
{
    struct js *json;
    if (text.n == 0 || text.n > NUMBER_MAX ||
        js_parse(reading->arena, text, &json, NULL) != ERR_OK) {
        return false;
    }
    return json->raw.n == text.n && (json->type == JS_INT || (json->type == JS_REAL && !whole));
}

static enum err_code write_number(struct reading *reading, struct str text, struct err *err)
{
    text = str_trim(text);
    if (!is_number(reading, text, false)) {
        return err_set(err, ERR_FORMAT, "the program wrote \"%.*s\", must write a number",
                       STR_ARG(str_sub(text, 0, TOLD_MAX)));
    }
    jsonw_raw(reading->w, text);
    return ERR_OK;
}

static enum err_code write_json(const struct reading *reading, struct str written,
                                struct err *err)
{
    const struct js *value;
    TRY(at_pointer(reading, str_trim(written), &value, err));
    jsonw_raw(reading->w, value->raw);
    return ERR_OK;
}

static enum err_code write_json_lines(const struct reading *reading, struct str written,
                                      struct err *err)
{
    struct str line;
    size_t number = 0;
    jsonw_array(reading->w);
    while (str_split(&written, '\n', &line)) {
        number++;
        line = str_trim(line);
        if (line.n > 0) {
            enum err_code code = write_json(reading, line, err);
            if (code != ERR_OK) {
                err_prefix(err, "line %zu", number);
                return code;
            }
        }
    }
    jsonw_end(reading->w);
    return ERR_OK;
}

static enum err_code write_cell(struct reading *reading, const struct command_column *column,
                                struct str cell, struct err *err)
{
    if (column->cell == CELL_TEXT) {
        jsonw_str(reading->w, str_is(column->name, "label")
                                  ? command_plan_label(reading->plan, cell)
                                  : cell);
        return ERR_OK;
    }
    cell = str_trim(cell);
    if (!is_number(reading, cell, column->cell == CELL_INTEGER)) {
        return err_set(err, ERR_FORMAT, "column \"%.*s\" has \"%.*s\", must have %s",
                       STR_ARG(column->from), STR_ARG(str_sub(cell, 0, TOLD_MAX)),
                       column->cell == CELL_INTEGER ? "an integer" : "a number");
    }
    jsonw_raw(reading->w, cell);
    return ERR_OK;
}

static enum err_code find_columns(const struct reading *reading, const struct csv_table *table,
                                  size_t *places, struct err *err)
{
    for (size_t i = 0; i < reading->plan->column_count; i++) {
        struct str from = reading->plan->columns[i].from;
        places[i] = csv_column(table, arena_strndup(reading->arena, from.p, from.n));
        if (places[i] == SIZE_MAX) {
            return err_set(err, ERR_FORMAT, "the program's table has no column \"%.*s\"",
                           STR_ARG(from));
        }
    }
    return ERR_OK;
}

static enum err_code write_rows(struct reading *reading, const struct csv_table *table,
                                const size_t *places, struct err *err)
{
    for (size_t row = 0; row < table->rows; row++) {
        jsonw_object(reading->w);
        for (size_t i = 0; i < reading->plan->column_count; i++) {
            const struct command_column *column = &reading->plan->columns[i];
            jsonw_key_str(reading->w, column->name);
            enum err_code code = write_cell(
                reading, column, table->cells[row * table->columns + places[i]], err);
            if (code != ERR_OK) {
                err_prefix(err, "line %zu", table->lines[row]);
                return code;
            }
        }
        jsonw_end(reading->w);
    }
    return ERR_OK;
}

static enum err_code write_csv(struct reading *reading, struct str written, struct err *err)
{
    struct csv_table table;
    size_t places[COMMAND_COLUMNS_MAX];
    enum err_code code =
        csv_read(reading->arena, written, TABLE_COLUMNS_MAX, ROWS_MAX, &table, err);
    if (code != ERR_OK) {
        err_prefix(err, "the program's table");
        return code;
    }
    TRY(find_columns(reading, &table, places, err));
    jsonw_array(reading->w);
    TRY(write_rows(reading, &table, places, err));
    jsonw_end(reading->w);
    return ERR_OK;
}

static enum err_code write_redacted(const struct reading *reading, struct str written,
                                    struct err *err)
{
    const struct js *text = js_member_str(reading->input, reading->plan->text_member);
    struct str redacted;
    if (text == NULL || text->type != JS_STRING) {
        return err_set(err, ERR_INVALID, "the input has no text \"%.*s\"",
                       STR_ARG(reading->plan->text_member));
    }
    TRY(as_text(reading, written, &redacted, err));
    return redacted_spans_write(reading->plan, text->string, redacted, reading->w, err);
}

static enum err_code write_value(struct reading *reading, struct str written, struct err *err)
{
    struct str text;
    switch (reading->plan->reader) {
    case READ_JSON:
        return write_json(reading, written, err);
    case READ_JSON_LINES:
        return write_json_lines(reading, written, err);
    case READ_CSV:
        return write_csv(reading, written, err);
    case READ_TEXT:
    case READ_LABEL:
    case READ_NUMBER:
    case READ_REDACTED_TEXT:
        break;
    }
    TRY(as_text(reading, written, &text, err));
    if (reading->plan->reader == READ_LABEL) {
        return write_label(reading, text, err);
    }
    if (reading->plan->reader == READ_NUMBER) {
        return write_number(reading, text, err);
    }
    jsonw_str(reading->w, str_trim(text));
    return ERR_OK;
}

enum err_code answer_read(const struct command_plan *plan, struct arena *arena,
                          const struct js *input, struct str written, struct jsonw *w,
                          struct err *err)
{
    struct reading reading = {plan, arena, input, w};
    if (!utf8_valid(written) || str_has_byte(written, '\0')) {
        return err_set(err, ERR_FORMAT, "the program's output is not UTF-8, or holds a NUL");
    }
    if (plan->reader == READ_REDACTED_TEXT) {
        return write_redacted(&reading, written, err);
    }
    if (plan->member.p == NULL) {
        return write_value(&reading, written, err);
    }
    jsonw_object(w);
    jsonw_key_str(w, plan->member);
    TRY(write_value(&reading, written, err));
    jsonw_end(w);
    return ERR_OK;
}
