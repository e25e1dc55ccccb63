#include "command_plan.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "command_words.h"

#include <string.h>

enum { WORD_MAX = 4000, NAME_MAX_BYTES = 100, MASK_LEAST_MAX = 1000 };

static const char *const reader_names[] = {"text",       "label", "number",       "json",
                                           "json-lines", "csv",   "redacted-text"};

static enum err_code plain_name(const struct js *object, const char *key, struct str *out,
                                struct err *err)
{
    TRY(js_may_str(object, key, out, err));
    if (out->p != NULL && (out->n == 0 || out->n > NAME_MAX_BYTES)) {
        return err_set(err, ERR_FORMAT, "\"%s\" must have 1 to %d bytes", key, NAME_MAX_BYTES);
    }
    return ERR_OK;
}

/* One of the words, by its place; `*which` stays when the key is absent. */
static enum err_code choice(const struct js *object, const char *key, const char *const *words,
                            size_t count, size_t *which, struct err *err)
{
    struct str given = {NULL, 0};
    TRY(js_may_str(object, key, &given, err));
    if (given.p == NULL) {
        return ERR_OK;
    }
    for (size_t i = 0; i < count; i++) {
        if (str_is(given, words[i])) {
            *which = i;
            return ERR_OK;
        }
    }
    err_set(err, ERR_FORMAT, "\"%s\" is \"%.*s\", which is none of its words", key,
            STR_ARG(str_sub(given, 0, NAME_MAX_BYTES)));
    err_hint(err, "see doc/outside-tools.md");
    return ERR_FORMAT;
}

static enum err_code read_argv(struct arena *arena, const struct js *json,
                               struct command_plan *plan, struct err *err)
{
    const struct js *list;
    TRY(js_need(json, "argv", JS_ARRAY, &list, err));
    size_t count = list->array.count;
    if (count == 0 || count > COMMAND_WORDS_MAX) {
        return err_set(err, ERR_FORMAT, "\"argv\" has %zu words, must have 1 to %d", count,
                       COMMAND_WORDS_MAX);
    }
    plan->argv = arena_alloc(arena, (count + 1) * sizeof *plan->argv);
    for (size_t i = 0; i < count; i++) {
        const struct js *word = &list->array.items[i];
        if (word->type != JS_STRING || word->string.n > WORD_MAX) {
            return err_set(err, ERR_FORMAT,
                           "\"argv\" word %zu must be a string of %d bytes at most", i + 1,
                           WORD_MAX);
        }
        plan->argv[i] = arena_strndup(arena, word->string.p, word->string.n);
        enum err_code code = command_word_check(word->string, err);
        if (code != ERR_OK) {
            err_prefix(err, "\"argv\" word %zu", i + 1);
            return code;
        }
    }
    plan->argv[count] = NULL;
    if (plan->argv[0][0] == '\0' || strchr(plan->argv[0], '{') != NULL) {
        return err_set(err, ERR_FORMAT, "\"argv\" begins with no program's name");
    }
    return ERR_OK;
}

static enum err_code read_statuses(const struct js *json, struct command_plan *plan,
                                   struct err *err)
{
    const struct js *list = NULL;
    TRY(js_may(json, "good_statuses", JS_ARRAY, &list, err));
    size_t count = list != NULL ? list->array.count : 0;
    if (list != NULL && (count == 0 || count > COMMAND_STATUSES_MAX)) {
        return err_set(err, ERR_FORMAT, "\"good_statuses\" must have 1 to %d entries",
                       COMMAND_STATUSES_MAX);
    }
    plan->good_statuses[0] = 0;
    plan->good_status_count = list != NULL ? count : 1;
    for (size_t i = 0; i < count; i++) {
        const struct js *status = &list->array.items[i];
        if (status->type != JS_INT || status->integer < 0 || status->integer > 255) {
            return err_set(err, ERR_FORMAT,
                           "\"good_statuses\" entry %zu must be an integer from 0 to 255",
                           i + 1);
        }
        plan->good_statuses[i] = status->integer;
    }
    return ERR_OK;
}

static enum err_code read_words(struct arena *arena, const struct js *list,
                                struct command_placeholder *out, struct err *err)
{
    size_t count = list->array.count;
    if (count == 0 || count > COMMAND_PLACEHOLDERS_MAX) {
        return err_set(err, ERR_FORMAT, "\"words\" must have 1 to %d entries",
                       COMMAND_PLACEHOLDERS_MAX);
    }
    out->words = arena_alloc(arena, count * sizeof *out->words);
    for (size_t i = 0; i < count; i++) {
        const struct js *word = &list->array.items[i];
        if (word->type != JS_STRING || word->string.n == 0 || word->string.n > NAME_MAX_BYTES) {
            return err_set(err, ERR_FORMAT, "\"words\" entry %zu must have 1 to %d bytes",
                           i + 1, NAME_MAX_BYTES);
        }
        out->words[out->word_count++] = word->string;
    }
    return ERR_OK;
}

/* Exactly one form: opens and closes, words, or mask. */
static enum err_code read_placeholder(struct arena *arena, const struct js *json,
                                      struct command_placeholder *out, struct err *err)
{
    static const char *const keys[] = {"opens", "closes", "words", "mask", "least", NULL};
    const struct js *words = NULL;
    int64_t least = 1;
    TRY(js_only(json, keys, err));
    TRY(plain_name(json, "opens", &out->opens, err));
    TRY(plain_name(json, "closes", &out->closes, err));
    TRY(plain_name(json, "mask", &out->mask, err));
    TRY(js_may_int(json, "least", 1, MASK_LEAST_MAX, &least, err));
    TRY(js_may(json, "words", JS_ARRAY, &words, err));
    out->mask_least = (size_t)least;
    if ((out->opens.p == NULL) != (out->closes.p == NULL)) {
        return err_set(err, ERR_FORMAT, "\"opens\" and \"closes\" go together");
    }
    if ((out->opens.p != NULL) + (words != NULL) + (out->mask.p != NULL) != 1) {
        return err_set(err, ERR_FORMAT,
                       "give one of \"opens\" with \"closes\", \"words\" and \"mask\"");
    }
    if (out->mask.p != NULL && utf8_count(out->mask) != 1) {
        return err_set(err, ERR_FORMAT, "\"mask\" must be one character");
    }
    return words != NULL ? read_words(arena, words, out, err) : ERR_OK;
}

static enum err_code read_column(const struct js *json, struct command_column *column,
                                 struct err *err)
{
    static const char *const keys[] = {"from", "name", "type", NULL};
    static const char *const types[] = {"text", "integer", "number"};
    size_t type = CELL_TEXT;
    if (json->type != JS_OBJECT) {
        return err_set(err, ERR_FORMAT, "must be an object");
    }
    TRY(js_only(json, keys, err));
    TRY(js_need_str(json, "from", &column->from, err));
    TRY(plain_name(json, "from", &column->from, err));
    column->name = column->from;
    TRY(plain_name(json, "name", &column->name, err));
    TRY(choice(json, "type", types, sizeof types / sizeof types[0], &type, err));
    column->cell = (enum command_cell)type;
    return ERR_OK;
}

static enum err_code read_columns(const struct js *json, struct command_plan *plan,
                                  struct err *err)
{
    const struct js *list;
    TRY(js_need(json, "columns", JS_ARRAY, &list, err));
    if (list->array.count == 0 || list->array.count > COMMAND_COLUMNS_MAX) {
        return err_set(err, ERR_FORMAT, "\"columns\" must have 1 to %d entries",
                       COMMAND_COLUMNS_MAX);
    }
    for (size_t i = 0; i < list->array.count; i++) {
        struct command_column *column = &plan->columns[i];
        enum err_code code = read_column(&list->array.items[i], column, err);
        for (size_t k = 0; code == ERR_OK && k < i; k++) {
            if (str_eq(plan->columns[k].name, column->name)) {
                code =
                    err_set(err, ERR_FORMAT, "\"%.*s\" is there twice", STR_ARG(column->name));
            }
        }
        if (code != ERR_OK) {
            err_prefix(err, "\"columns\" entry %zu", i + 1);
            return code;
        }
    }
    plan->column_count = list->array.count;
    return ERR_OK;
}

static enum err_code read_labels(const struct js *json, struct command_plan *plan,
                                 struct err *err)
{
    TRY(js_may(json, "labels", JS_OBJECT, &plan->labels, err));
    if (plan->labels != NULL && plan->labels->object.count > COMMAND_LABELS_MAX) {
        return err_set(err, ERR_LIMIT, "\"labels\" has %zu entries, may have %d",
                       plan->labels->object.count, COMMAND_LABELS_MAX);
    }
    for (size_t i = 0; plan->labels != NULL && i < plan->labels->object.count; i++) {
        const struct js_member *member = &plan->labels->object.members[i];
        if (member->value.type != JS_STRING || member->value.string.n == 0) {
            return err_set(err, ERR_FORMAT, "\"labels\": \"%.*s\" must be a label",
                           STR_ARG(str_sub(member->name, 0, NAME_MAX_BYTES)));
        }
    }
    return ERR_OK;
}

/* What each reader needs beside its name, and its member where none is given. */
static enum err_code read_details(struct arena *arena, const struct js *json,
                                  struct command_plan *plan, struct err *err)
{
    const struct js *placeholder = NULL;
    bool wants_columns = plan->reader == READ_CSV;
    bool wants_placeholder = plan->reader == READ_REDACTED_TEXT;
    const char *name = reader_names[plan->reader];
    TRY(js_may(json, "placeholder", JS_OBJECT, &placeholder, err));
    if ((placeholder != NULL) != wants_placeholder ||
        (js_member(json, "columns") != NULL) != wants_columns) {
        return err_set(err, ERR_FORMAT,
                       "\"columns\" belongs to csv and \"placeholder\" to redacted-text; "
                       "\"as\" is %s",
                       name);
    }
    if (wants_columns) {
        TRY(read_columns(json, plan, err));
    }
    if (wants_placeholder) {
        enum err_code code = read_placeholder(arena, placeholder, &plan->placeholder, err);
        if (code != ERR_OK) {
            err_prefix(err, "\"placeholder\"");
            return code;
        }
    }
    if (plan->member.p == NULL && (wants_columns || plan->reader == READ_JSON_LINES)) {
        return err_set(err, ERR_FORMAT, "\"member\" must name what %s makes a list of", name);
    }
    if (plan->member.p == NULL && plan->reader != READ_JSON) {
        plan->member = plan->reader == READ_TEXT    ? STR("text")
                       : plan->reader == READ_LABEL ? STR("label")
                                                    : STR("score");
    }
    return ERR_OK;
}

static enum err_code read_answer(struct arena *arena, const struct js *json,
                                 struct command_plan *plan, struct err *err)
{
    static const char *const keys[] = {"from",   "as",      "pointer",     "member", "text",
                                       "labels", "columns", "placeholder", NULL};
    static const char *const froms[] = {"stdout", "file"};
    size_t from = 0;
    size_t reader = SIZE_MAX;
    TRY(js_only(json, keys, err));
    TRY(choice(json, "from", froms, 2, &from, err));
    TRY(choice(json, "as", reader_names, sizeof reader_names / sizeof reader_names[0], &reader,
               err));
    if (reader == SIZE_MAX) {
        return err_set(err, ERR_FORMAT, "\"as\" is missing: it says how the answer is read");
    }
    plan->from_file = from == 1;
    plan->reader = (enum command_reader)reader;
    plan->text_member = STR("text");
    TRY(js_may_str(json, "pointer", &plan->pointer, err));
    TRY(plain_name(json, "member", &plan->member, err));
    TRY(plain_name(json, "text", &plan->text_member, err));
    plan->has_pointer = plan->pointer.p != NULL;
    if (plan->has_pointer && plan->pointer.n > 0 && plan->pointer.p[0] != '/') {
        return err_set(err, ERR_FORMAT, "\"pointer\" must begin with '/' (RFC 6901)");
    }
    if (plan->has_pointer && plan->reader == READ_CSV) {
        return err_set(err, ERR_FORMAT, "\"pointer\" goes into JSON; \"as\" is csv");
    }
    TRY(read_labels(json, plan, err));
    return read_details(arena, json, plan, err);
}

static bool names_out_file(const struct command_plan *plan)
{
    for (size_t i = 0; plan->argv[i] != NULL; i++) {
        if (strstr(plan->argv[i], "{out-file}") != NULL) {
            return true;
        }
    }
    return false;
}

/* One process for all items is given lines and gives lines: nothing of one item on its command
 * line, no files. */
static enum err_code check_mode(const struct command_plan *plan, struct err *err)
{
    if (plan->from_file != names_out_file(plan)) {
        return err_set(
            err, ERR_FORMAT,
            "\"answer\" is read \"from\" a file exactly when \"argv\" names {out-file}");
    }
    if (!plan->lines) {
        return ERR_OK;
    }
    for (size_t i = 0; plan->argv[i] != NULL; i++) {
        if (command_word_has_placeholder(str_of(plan->argv[i]))) {
            return err_set(err, ERR_FORMAT,
                           "\"argv\" word %zu names a part of an item, but \"mode\" is lines: "
                           "one process for all",
                           i + 1);
        }
    }
    if (plan->stdin_of.p == NULL) {
        return err_set(err, ERR_FORMAT,
                       "\"mode\" is lines, but \"stdin\" says no line to give");
    }
    if (plan->reader == READ_JSON_LINES || plan->reader == READ_CSV) {
        return err_set(err, ERR_FORMAT, "\"mode\" is lines: an answer of one line is no %s",
                       reader_names[plan->reader]);
    }
    return ERR_OK;
}

static enum err_code read_all(struct arena *arena, struct str text, struct command_plan *plan,
                              struct err *err)
{
    static const char *const keys[] = {"adapter", "argv",    "mode",          "stdin",
                                       "answer",  "seconds", "good_statuses", NULL};
    static const char *const modes[] = {"item", "lines"};
    struct js *json;
    const struct js *answer;
    size_t mode = 0;
    TRY(js_parse(arena, text, &json, err));
    if (json->type != JS_OBJECT || !js_is(js_member(json, "adapter"), "command")) {
        return err_set(err, ERR_FORMAT, "must be an object with \"adapter\": \"command\"");
    }
    TRY(js_only(json, keys, err));
    TRY(read_argv(arena, json, plan, err));
    TRY(choice(json, "mode", modes, 2, &mode, err));
    plan->lines = mode == 1;
    TRY(plain_name(json, "stdin", &plan->stdin_of, err));
    plan->seconds = 60;
    TRY(js_may_int(json, "seconds", 1, 86400, &plan->seconds, err));
    TRY(read_statuses(json, plan, err));
    TRY(js_need(json, "answer", JS_OBJECT, &answer, err));
    enum err_code code = read_answer(arena, answer, plan, err);
    if (code != ERR_OK) {
        err_prefix(err, "\"answer\"");
        return code;
    }
    return check_mode(plan, err);
}

enum err_code command_plan_parse(struct arena *arena, struct str text,
                                 struct command_plan *plan, struct err *err)
{
    *plan = (struct command_plan){.seconds = 0};
    enum err_code code = text.n > LIMIT_MANIFEST ? err_set(err, ERR_LIMIT, "longer than %d KiB",
                                                           LIMIT_MANIFEST / 1024)
                                                 : read_all(arena, text, plan, err);
    if (code != ERR_OK) {
        err_prefix(err, "adapter.json");
    }
    return code;
}

enum err_code command_plan_read(struct arena *arena, const char *folder,
                                struct command_plan *plan, struct err *err)
{
    struct str text;
    TRY(file_read(arena, arena_printf(arena, "%s/adapter.json", folder), LIMIT_MANIFEST, &text,
                  err));
    return command_plan_parse(arena, text, plan, err);
}

struct str command_plan_label(const struct command_plan *plan, struct str label)
{
    const struct js *named = js_member_str(plan->labels, label);
    return named != NULL ? named->string : label;
}
