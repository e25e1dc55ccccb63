/* See returned_answers.h. */
#include "elsewhere/returned_answers.h"

#include "base/csv.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS_MAX = 100, SHOWN_ID = 60, CODE_MAX = 40 };

struct reading {
    struct arena *arena; /* of what is kept */
    struct arena *row;   /* of one row */
    const struct answers_wanted *wanted;
    struct answers *answers;
};

static void problem(struct reading *reading, size_t line, const char *format, ...)
    PRINTF_LIKE(3, 4);

static void problem(struct reading *reading, size_t line, const char *format, ...)
{
    struct answers *answers = reading->answers;
    va_list args;
    answers->problems_seen++;
    if (answers->problem_count == ANSWERS_PROBLEMS_KEPT) {
        return;
    }
    struct answers_problem *one = &answers->problems[answers->problem_count++];
    one->line = line;
    va_start(args, format);
    (void)vsnprintf(one->words, sizeof one->words, format, args);
    va_end(args);
}

/* Texts of the file in words for people: short, and nothing that moves the cursor. */
static const char *shown(struct reading *reading, struct str text)
{
    struct strbuf out;
    strbuf_init(&out, 16 * (size_t)SHOWN_ID);
    utf8_visible(&out, str_sub(text, 0, SHOWN_ID), false);
    const char *words = arena_strndup(reading->row, out.p, out.n);
    strbuf_release(&out);
    return words;
}

/* SIZE_MAX when the id is none of those wanted. */
static size_t index_of(const struct answers_wanted *wanted, struct str id)
{
    size_t low = 0;
    size_t high = wanted->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(wanted->ids[middle], id);
        if (order == 0) {
            return middle;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return SIZE_MAX;
}

/* The place of the row's id, noted as taken; NULL when there is a problem. */
static struct answer_given *place_of(struct reading *reading, size_t line, struct str id)
{
    size_t index = index_of(reading->wanted, id);
    if (index == SIZE_MAX) {
        problem(reading, line,
                "id \"%s\" is none of this parcel's: take the row out, or look whether it "
                "belongs to another parcel",
                shown(reading, id));
        return NULL;
    }
    struct answer_given *given = &reading->answers->given[index];
    if (given->line != 0) {
        problem(reading, line, "id \"%s\" has a row already, in line %zu: keep one of the two",
                shown(reading, id), given->line);
        return NULL;
    }
    given->line = line;
    return given;
}

/* An output that breaks the contract is a failure of the product, as in any run. */
static void take_output(struct reading *reading, struct answer_given *given,
                        const struct js *output, struct str kept)
{
    const struct answers_wanted *wanted = reading->wanted;
    struct answers *answers = reading->answers;
    struct err why;
    size_t index = (size_t)(given - answers->given);
    if (wanted->check(wanted->data, index, output, &why) == ERR_OK) {
        given->outcome = OUTCOME_ANSWERED;
        given->output = kept;
        return;
    }
    given->outcome = OUTCOME_ERROR;
    given->error_code = STR("contract");
    given->error_message = str_of(arena_strdup(reading->arena, why.message));
    if (answers->broken < ANSWERS_BROKEN_LISTED) {
        answers->broken_lines[answers->broken] = given->line;
    }
    answers->broken++;
}

static bool code_is_plain(struct str code)
{
    for (size_t i = 0; i < code.n; i++) {
        char c = code.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            return false;
        }
    }
    return code.n > 0 && code.n <= CODE_MAX;
}

static enum err_code take_error(struct reading *reading, struct answer_given *given,
                                const struct js *error, struct err *err)
{
    static const char *const keys[] = {"code", "message", NULL};
    struct str code = STR("other");
    struct str message = STR("");
    TRY(js_only(error, keys, err));
    TRY(js_may_str(error, "code", &code, err));
    TRY(js_may_str(error, "message", &message, err));
    given->outcome = OUTCOME_ERROR;
    given->error_code = code_is_plain(code) ? arena_str(reading->arena, code) : STR("other");
    given->error_message = arena_str(reading->arena, str_sub(message, 0, LIMIT_ERROR_TEXT));
    while (!utf8_valid(given->error_message)) { /* cut within a character */
        given->error_message.n--;
    }
    return ERR_OK;
}

/* The shape of a row, before its id is looked at. */
static enum err_code row_shape(const struct js *row, struct str *id, const struct js **output,
                               const struct js **error, struct err *err)
{
    static const char *const keys[] = {"error", "id", "output", NULL};
    TRY(js_only(row, keys, err));
    TRY(js_need_str(row, "id", id, err));
    *output = js_member(row, "output");
    *error = js_member(row, "error");
    if ((*output == NULL) == (*error == NULL)) {
        return err_set(err, ERR_FORMAT, "needs \"output\" or \"error\", one of them");
    }
    if (*error != NULL && (*error)->type != JS_OBJECT) {
        return err_set(err, ERR_FORMAT, "\"error\" must be {\"code\":TEXT,\"message\":TEXT}");
    }
    return ERR_OK;
}

static void take_line(struct reading *reading, size_t line, struct str text)
{
    struct js *row;
    struct str id;
    const struct js *output;
    const struct js *error;
    struct err why;
    if (text.n > LIMIT_LINE) {
        problem(reading, line, "longer than 1 MiB: an answer must fit into one line");
        return;
    }
    if (js_parse(reading->row, text, &row, &why) != ERR_OK ||
        row_shape(row, &id, &output, &error, &why) != ERR_OK) {
        problem(reading, line, "%s: a line must be {\"id\":ID,\"output\":ANSWER}", why.message);
        return;
    }
    struct answer_given *given = place_of(reading, line, id);
    if (given == NULL || (output != NULL && output->type == JS_NULL)) {
        return;
    }
    if (output != NULL) {
        take_output(reading, given, output, output->raw);
    } else if (take_error(reading, given, error, &why) != ERR_OK) {
        problem(reading, line, "%s: an error is {\"code\":TEXT,\"message\":TEXT}", why.message);
    }
}

static void take_lines(struct reading *reading, struct str text)
{
    struct str line;
    for (size_t number = 1; str_split(&text, '\n', &line); number++) {
        line = str_trim(line);
        if (line.n > 0) {
            arena_reset(reading->row);
            take_line(reading, number, line);
        }
    }
}

static void take_row(struct reading *reading, size_t line, struct str id, struct str cell)
{
    struct strbuf json;
    struct jsonw w;
    struct js *output;
    struct err why;
    struct answer_given *given = place_of(reading, line, str_trim(id));
    if (given == NULL || cell.n == 0) {
        return;
    }
    strbuf_init(&json, LIMIT_LINE);
    jsonw_init(&w, &json);
    jsonw_object(&w);
    jsonw_member_str(&w, reading->wanted->column, cell);
    jsonw_end(&w);
    struct str kept = json.overflow ? STR("") : arena_str(reading->arena, strbuf_view(&json));
    strbuf_release(&json);
    if (kept.n == 0 || js_parse(reading->row, kept, &output, &why) != ERR_OK) {
        problem(reading, line,
                "the answer is longer than 1 MiB or no plain text: send it as "
                "a line of JSON");
        given->line = 0;
        return;
    }
    take_output(reading, given, output, kept);
}

static enum err_code take_table(struct reading *reading, struct str text, struct err *err)
{
    struct csv_table table;
    const char *column = reading->wanted->column;
    if (column == NULL) {
        err_set(err, ERR_FORMAT,
                "does not begin with '{', and answers of this task are no "
                "table");
        err_hint(err, "send lines of JSON, as in outputs.jsonl of the parcel");
        return ERR_FORMAT;
    }
    TRY(csv_read(reading->arena, text, COLUMNS_MAX, LIMIT_ITEMS, &table, err));
    size_t id = csv_column(&table, "id");
    size_t cell = csv_column(&table, column);
    if (id == SIZE_MAX || cell == SIZE_MAX) {
        err_set(err, ERR_FORMAT, "has no column \"%s\"", id == SIZE_MAX ? "id" : column);
        err_hint(err, "the first line must name the columns: id,%s", column);
        return ERR_FORMAT;
    }
    for (size_t i = 0; i < table.rows; i++) {
        const struct str *cells = &table.cells[i * table.columns];
        arena_reset(reading->row);
        take_row(reading, table.lines[i], cells[id], cells[cell]);
    }
    return ERR_OK;
}

static void count_missing(struct answers *answers, size_t count)
{
    for (size_t i = count; i > 0; i--) {
        if (answers->given[i - 1].outcome == OUTCOME_NONE) {
            answers->missing++;
            answers->first_missing = i - 1;
        }
    }
}

enum err_code answers_read(struct arena *arena, const struct answers_wanted *wanted,
                           struct str text, struct answers *answers, struct err *err)
{
    struct reading reading = {arena, NULL, wanted, answers};
    struct str bytes = str_starts(text, STR("\xEF\xBB\xBF")) ? str_from(text, 3) : text;
    enum err_code code = ERR_OK;
    *answers = (struct answers){
        .given = arena_zalloc(arena, (wanted->count + 1) * sizeof *answers->given),
        .problems = arena_alloc(arena, ANSWERS_PROBLEMS_KEPT * sizeof *answers->problems)};
    struct str first = str_trim(bytes);
    if (first.n == 0) {
        return err_set(err, ERR_FORMAT, "is empty");
    }
    reading.row = arena_new();
    if (first.p[0] == '{') {
        take_lines(&reading, bytes);
    } else {
        code = take_table(&reading, bytes, err);
    }
    arena_free(reading.row);
    count_missing(answers, wanted->count);
    return code;
}
