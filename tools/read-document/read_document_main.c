/* read-document: what one file of a case says, as lines of JSON, and what it holds inside. */
#include "reading.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "toolkit/tool.h"

#include <fcntl.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

static enum err_code start(const struct tool_start *start, void **state, struct err *err)
{
    static struct ocr *ocr; /* made when a picture is first met */
    (void)start;
    (void)err;
    (void)setlocale(LC_CTYPE, "C.UTF-8"); /* names in archives */
    *state = &ocr;
    return ERR_OK;
}

static void finish(void *state)
{
    struct ocr **ocr = state;
    ocr_free(*ocr);
}

/* The host has taken what the answers before left here. */
static enum err_code empty_out(struct arena *arena, struct err *err)
{
    const char **names;
    size_t count;
    TRY(file_list(arena, "/out", &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        (void)unlink(arena_printf(arena, "/out/%s", names[i]));
    }
    return ERR_OK;
}

static enum err_code write_end(struct reading *reading, enum err_code how,
                               const struct err *why, struct err *err)
{
    struct strbuf line;
    struct jsonw w;
    bool some = reading->page > 0 || reading->members > 0;
    const char *reason = how != ERR_OK             ? why->message
                         : reading->partly != NULL ? reading->partly
                                                   : "";
    strbuf_init(&line, READ_LINE_MAX);
    jsonw_init(&w, &line);
    jsonw_object(&w);
    jsonw_member(&w, "fate",
                 how != ERR_OK ? (some ? "partly" : "not")
                               : (reading->partly != NULL ? "partly" : "read"));
    jsonw_member_str(&w, "why", reading_clean(reading->arena, str_of(reason)));
    jsonw_member(&w, "kind", reading->kind);
    jsonw_member_int(&w, "next", how == ERR_OK ? reading->next : 0);
    jsonw_end(&w);
    strbuf_putc(&line, '\n');
    enum err_code code = file_write_fd(reading->fd, "/out/read.jsonl", strbuf_view(&line), err);
    strbuf_release(&line);
    return code;
}

/* One document, its lines into a file of their own. */
static enum err_code read_one(void *state, struct arena *arena, const struct js *input,
                              const char *name, const struct js *ask, int ordinal, bool *room,
                              struct err *err)
{
    struct err why = {0};
    const char *out =
        ordinal == 0 ? "/out/read.jsonl" : arena_printf(arena, "/out/read-%d.jsonl", ordinal);
    struct reading reading = {.arena = arena,
                              .ocr = state,
                              .kind = "unknown",
                              .ordinal = ordinal,
                              .started_ms = clock_monotonic_ms()};
    TRY(tool_input_path(input, name, arena, &reading.path, err));
    TRY(js_need_str(ask, "name", &reading.name, err));
    TRY(js_need_int(ask, "from", 0, INT64_MAX, &reading.from, err));
    TRY(js_need_int(ask, "page", 0, INT32_MAX, &reading.page, err));
    TRY(js_need_int(ask, "members", 0, INT32_MAX, &reading.members, err));
    reading.members_before = reading.members;
    reading.fd = open(out, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (reading.fd < 0) {
        return err_errno(err, "cannot write %s", out);
    }
    enum err_code how = read_any(&reading, &why);
    enum err_code code = reading_tell_encoding(&reading, err);
    if (code == ERR_OK) {
        code = write_end(&reading, how, &why, err);
    }
    close(reading.fd);
    *room = reading.members == reading.members_before && !reading_late(&reading);
    return code;
}

/* Small documents come several at a time: the first is "document", the others "document1" and
 * so on, as "others" of what is asked of the first says. Behind one that holds files, or takes
 * long, the rest is left without an answer, so that each has all of /out and a slice of time.
 */
static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    const struct js *ask;
    TRY(js_need(input, "ask", JS_OBJECT, &ask, err));
    TRY(empty_out(arena, err));
    bool room = true;
    TRY(read_one(state, arena, input, "document", ask, 0, &room, err));
    const struct js *others = js_member(ask, "others");
    size_t count = others != NULL && others->type == JS_ARRAY ? others->array.count : 0;
    for (size_t i = 0; room && i < count; i++) {
        struct arena *own = arena_new();
        enum err_code code =
            read_one(state, own, input, arena_printf(own, "document%zu", i + 1),
                     &others->array.items[i], (int)i + 1, &room, err);
        arena_free(own);
        TRY(code);
    }
    jsonw_object(output);
    jsonw_member(output, "file", "/out/read.jsonl");
    jsonw_end(output);
    return ERR_OK;
}

int main(void)
{
    return tool_main(
        &(struct tool){.window = 1, .open = start, .answer = answer, .close = finish});
}
