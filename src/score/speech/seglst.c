/* Rows of SegLST and the two ways in which files hold them; see seglst.h. */
#include "score/speech/seglst.h"

#include "base/mem.h"
#include "score/score_input.h"
#include "score/score_table.h"

#include <math.h>

static enum err_code need_text(const struct js *row, const char *name, struct str *text,
                               struct err *err)
{
    TRY(js_need_str(row, name, text, err));
    if (str_trim(*text).n == 0) {
        err_set(err, ERR_FORMAT, "\"%s\" is empty", name);
        err_hint(err, "give every segment a session_id and a speaker");
        return ERR_FORMAT;
    }
    return ERR_OK;
}

/* NAN where the member is not there, or null. */
static enum err_code may_seconds(const struct js *row, const char *name, double *seconds,
                                 struct err *err)
{
    const struct js *value = js_member(row, name);
    *seconds = NAN;
    if (value == NULL || value->type == JS_NULL) {
        return ERR_OK;
    }
    if (value->type != JS_INT && value->type != JS_REAL && value->type != JS_STRING) {
        err_set(err, ERR_FORMAT, "\"%s\" is of type %s", name, js_type_name(value->type));
        err_hint(err, "give seconds, such as 12.5");
        return ERR_FORMAT;
    }
    TRY(score_number(value->type == JS_STRING ? value->string : value->raw, name, seconds,
                     err));
    if (fabs(*seconds) > 1e9) {
        return err_set(err, ERR_FORMAT, "\"%s\" is %g seconds", name, *seconds);
    }
    return ERR_OK;
}

enum err_code seglst_row(const struct js *row, struct utterance *utterance, struct err *err)
{
    if (row->type != JS_OBJECT) {
        err_set(err, ERR_FORMAT, "a segment is of type %s, not an object",
                js_type_name(row->type));
        err_hint(err, "a segment is {\"session_id\",\"speaker\",\"words\",\"start_time\","
                      "\"end_time\"}");
        return ERR_FORMAT;
    }
    TRY(need_text(row, "session_id", &utterance->file, err));
    TRY(need_text(row, "speaker", &utterance->speaker, err));
    TRY(js_need_str(row, "words", &utterance->raw, err));
    TRY(may_seconds(row, "start_time", &utterance->from, err));
    TRY(may_seconds(row, "end_time", &utterance->to, err));
    if (isnan(utterance->from) != isnan(utterance->to)) {
        err_set(err, ERR_FORMAT, "only one of \"start_time\" and \"end_time\"");
        err_hint(err, "give both or neither");
        return ERR_FORMAT;
    }
    if (utterance->to < utterance->from) {
        return err_set(err, ERR_FORMAT, "a segment ends at %g, before it begins at %g",
                       utterance->to, utterance->from);
    }
    utterance->row = row;
    return ERR_OK;
}

struct reading {
    struct score_report *report;
    struct transcript *transcript;
    size_t room;
};

/* One row, or what kept it from being read (`code` and err). */
static enum err_code add_row(struct reading *reading, const struct js *row, size_t line,
                             enum err_code code, struct err *err)
{
    struct transcript *t = reading->transcript;
    struct utterance utterance = {.line = line};
    if (t->count == TRANSCRIPT_UTTERANCES_MAX) {
        return err_set(err, ERR_LIMIT, "%s: more than %d segments", t->path,
                       TRANSCRIPT_UTTERANCES_MAX);
    }
    if (code == ERR_OK) {
        code = seglst_row(row, &utterance, err);
    }
    if (code != ERR_OK) {
        return score_report_skip(reading->report, t->path, line, code, err);
    }
    t->items = mem_grow(t->items, t->count, &reading->room, sizeof *t->items);
    t->items[t->count++] = utterance;
    return ERR_OK;
}

static enum err_code read_array(struct reading *reading, struct str text, struct err *err)
{
    struct js *value;
    enum err_code code = js_parse(score_report_arena(reading->report), text, &value, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", reading->transcript->path);
        return code;
    }
    size_t line = 1;
    const char *at = text.p;
    for (size_t i = 0; i < value->array.count; i++) {
        const struct js *row = &value->array.items[i];
        for (; at < row->raw.p; at++) {
            line += *at == '\n';
        }
        TRY(add_row(reading, row, line, ERR_OK, err));
    }
    return ERR_OK;
}

static enum err_code read_lines(struct reading *reading, struct str text, struct err *err)
{
    struct str line;
    for (size_t number = 1; str_split(&text, '\n', &line); number++) {
        if (str_trim(line).n > 0) {
            struct js *row = NULL;
            enum err_code code =
                js_parse(score_report_arena(reading->report), str_trim(line), &row, err);
            TRY(add_row(reading, row, number, code, err));
        }
    }
    return ERR_OK;
}

enum err_code seglst_read(struct score_report *report, struct transcript *transcript,
                          struct err *err)
{
    struct reading reading = {.report = report, .transcript = transcript};
    struct str text;
    TRY(score_input_whole(score_report_arena(report), transcript->path, SEGLST_BYTES_MAX, &text,
                          err));
    if (str_starts(text, STR("\xEF\xBB\xBF"))) {
        text = str_from(text, 3);
    }
    struct str trimmed = str_trim(text);
    return trimmed.n > 0 && trimmed.p[0] == '[' ? read_array(&reading, text, err)
                                                : read_lines(&reading, text, err);
}
