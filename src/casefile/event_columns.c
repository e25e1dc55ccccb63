#include "casefile/event_columns.h"

#include "base/file.h"
#include "base/json.h"

enum { FILE_MAX_BYTES = 1 << 20, HEADING_MAX = 80 };

static const char *const names[EVENT_COLUMN_KINDS] = {[EVENT_AT] = "at",
                                                      [EVENT_DATE] = "date",
                                                      [EVENT_TIME] = "time",
                                                      [EVENT_ZONE] = "zone",
                                                      [EVENT_FROM] = "from",
                                                      [EVENT_TO] = "to",
                                                      [EVENT_PARTY] = "party",
                                                      [EVENT_DIRECTION] = "direction",
                                                      [EVENT_DURATION] = "duration",
                                                      [EVENT_TEXT] = "text",
                                                      [EVENT_KIND] = "kind"};

struct event_columns {
    const struct js *lists[EVENT_COLUMN_KINDS];
};

enum err_code event_columns_load(struct arena *arena, const char *path,
                                 struct event_columns **out, struct err *err)
{
    struct str text;
    struct js *object;
    const struct js *columns;
    struct event_columns *made = arena_zalloc(arena, sizeof *made);
    TRY(file_read(arena, path, FILE_MAX_BYTES, &text, err));
    TRY(js_parse(arena, text, &object, err));
    TRY(js_need(object, "columns", JS_OBJECT, &columns, err));
    for (int i = EVENT_AT; i < EVENT_COLUMN_KINDS; i++) {
        TRY(js_need(columns, names[i], JS_ARRAY, &made->lists[i], err));
        for (size_t k = 0; k < made->lists[i]->array.count; k++) {
            if (made->lists[i]->array.items[k].type != JS_STRING) {
                return err_set(err, ERR_FORMAT, "%s: \"%s\" holds what is no text", path,
                               names[i]);
            }
        }
    }
    *out = made;
    return ERR_OK;
}

static size_t fold(struct str heading, char out[HEADING_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < heading.n && n + 1 < HEADING_MAX; i++) {
        char c = heading.p[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        bool word =
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
        if (word) {
            out[n++] = c;
        } else if (n > 0 && out[n - 1] != ' ') {
            out[n++] = ' ';
        }
    }
    return n > 0 && out[n - 1] == ' ' ? n - 1 : n;
}

enum event_column event_column_of(const struct event_columns *columns, struct str heading)
{
    char folded[HEADING_MAX];
    size_t n = fold(heading, folded);
    for (int i = EVENT_AT; i < EVENT_COLUMN_KINDS; i++) {
        for (size_t k = 0; k < columns->lists[i]->array.count; k++) {
            if (str_eq(columns->lists[i]->array.items[k].string, str_n(folded, n))) {
                return (enum event_column)i;
            }
        }
    }
    return EVENT_NO_COLUMN;
}
