/* See index_line.h. */
#include "casecheck/index_line.h"

#include "base/clock.h"
#include "base/json.h"

static bool is_kind(struct str kind)
{
    static const char *const kinds[] = {"person", "phone",   "vehicle", "place",
                                        "mail",   "exhibit", "when"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (str_is(kind, kinds[i])) {
            return true;
        }
    }
    return false;
}

/* Two whole numbers, the first below the second. */
static enum err_code read_span(const struct js *object, const char *name, int64_t span[2],
                               struct err *err)
{
    const struct js *list = js_member(object, name);
    if (list == NULL || list->type != JS_ARRAY || list->array.count != 2) {
        return err_set(err, ERR_FORMAT, "\"%s\" must be two numbers", name);
    }
    for (size_t i = 0; i < 2; i++) {
        const struct js *item = &list->array.items[i];
        if (item->type != JS_INT || item->integer < 0 || item->integer > INDEX_PLACE_MAX) {
            return err_set(err, ERR_FORMAT, "\"%s\" is out of bounds", name);
        }
        span[i] = item->integer;
    }
    return span[0] < span[1] ? ERR_OK : err_set(err, ERR_FORMAT, "\"%s\" is empty", name);
}

/* "2026-03-14" or "--03-14" */
static bool is_day(struct str day)
{
    int64_t seconds;
    char whole[DATE_SIZE] = "2024-"; /* a leap year has every day there is */
    if (!str_starts(day, STR("--")) || day.n != 7) {
        return date_parse(day, &seconds);
    }
    for (size_t i = 0; i < 5; i++) {
        whole[5 + i] = day.p[2 + i];
    }
    return date_parse(str_of(whole), &seconds);
}

static enum err_code read_moment(const struct js *object, struct index_line *line,
                                 struct err *err)
{
    TRY(js_need_str(object, "day", &line->day, err));
    if (!is_day(line->day)) {
        return err_set(err, ERR_FORMAT, "\"day\" is no day");
    }
    TRY(js_may_int(object, "minute", 0, 24 * 60 - 1, &line->minute, err));
    TRY(js_may_str(object, "time", &line->time, err));
    TRY(js_may_str(object, "how", &line->how, err));
    if (line->time.n > 0 && !str_is(line->time, "about") && !str_is(line->time, "half day")) {
        return err_set(err, ERR_FORMAT, "\"time\" is none of: about, half day");
    }
    if (line->how.n > 0 && !str_is(line->how, "reckoned") &&
        !str_is(line->how, "by the document's day")) {
        return err_set(err, ERR_FORMAT, "\"how\" is none of: reckoned, by the document's day");
    }
    if (str_is(line->how, "reckoned")) {
        TRY(read_span(object, "anchor", line->anchor, err));
    }
    return read_span(object, "sentence", line->sentence, err);
}

enum err_code index_line_read(struct arena *arena, struct str text, struct index_line *line,
                              struct err *err)
{
    static const char *const names[] = {"document", "page", "kind", "at",     "key",      "day",
                                        "minute",   "time", "how",  "anchor", "sentence", NULL};
    struct js *object;
    int64_t at[2];
    *line = (struct index_line){
        .minute = -1, .key = STR(""), .day = STR(""), .time = STR(""), .how = STR("")};
    if (text.n > INDEX_LINE_MAX) {
        return err_set(err, ERR_LIMIT, "a line of more than %d bytes", INDEX_LINE_MAX);
    }
    TRY(js_parse(arena, text, &object, err));
    TRY(js_need_int(object, "document", 1, INT64_MAX, &line->document, err));
    TRY(js_only(object, names, err));
    TRY(js_need_int(object, "page", 1, INT32_MAX, &line->page, err));
    TRY(js_need_str(object, "kind", &line->kind, err));
    if (!is_kind(line->kind)) {
        return err_set(err, ERR_FORMAT, "\"kind\" is none that is known");
    }
    TRY(read_span(object, "at", at, err));
    line->start = at[0];
    line->end = at[1];
    if (str_is(line->kind, "when")) {
        return read_moment(object, line, err);
    }
    TRY(js_need_str(object, "key", &line->key, err));
    return line->key.n > 0 && line->key.n <= INDEX_KEY_MAX
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"key\" must have 1 to %d bytes", INDEX_KEY_MAX);
}
