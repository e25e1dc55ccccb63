/* See statement_lines.h. */
#include "support/statement_lines.h"

#include "base/file.h"
#include "base/limits.h"
#include "record/keeper_client.h"

/* Every "@TOOL@", quotes included, becomes the identity. */
static struct str with_tool(struct arena *arena, struct str line, const char *tool)
{
    static const struct str mark = {"\"@TOOL@\"", 8};
    struct strbuf out;
    strbuf_init(&out, 4 * MIB);
    for (size_t at = str_find(line, mark); at != SIZE_MAX; at = str_find(line, mark)) {
        strbuf_str(&out, str_sub(line, 0, at));
        strbuf_puts(&out, tool);
        line = str_from(line, at + mark.n);
    }
    strbuf_str(&out, line);
    struct str text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

static enum err_code append_line(struct keeper *keeper, struct arena *arena, struct str line,
                                 struct err *err)
{
    struct js *value;
    struct keeper_receipt receipt;
    struct keeper_entry entry = {.subject = NULL};
    const struct js *body = NULL;
    const struct js *subject;
    TRY(js_parse(arena, line, &value, err));
    TRY(js_need_str(value, "type", &entry.type, err));
    TRY(js_need(value, "body", JS_OBJECT, &body, err));
    subject = js_member(value, "subject");
    if (subject != NULL && subject->type == JS_STRING) {
        entry.subject = arena_strndup(arena, subject->string.p, subject->string.n);
    }
    entry.body = body->raw;
    return keep_append(keeper, arena, 0, &entry, 1, &receipt, err);
}

enum err_code statement_lines_append(struct keeper *keeper, struct arena *arena,
                                     const char *path, const char *tool, struct err *err)
{
    struct str text;
    struct str line;
    int number = 0;
    TRY(file_read(arena, path, 16 * MIB, &text, err));
    while (str_split(&text, '\n', &line)) {
        number++;
        if (line.n == 0) {
            continue;
        }
        enum err_code code = append_line(keeper, arena, with_tool(arena, line, tool), err);
        if (code != ERR_OK) {
            err_prefix(err, "%s, line %d", path, number);
            return code;
        }
    }
    return ERR_OK;
}
