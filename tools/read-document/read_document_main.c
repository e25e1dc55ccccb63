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

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    static const char out[] = "/out/read.jsonl";
    struct err why = {0};
    const struct js *ask;
    struct reading reading = {
        .arena = arena, .ocr = state, .kind = "unknown", .started_ms = clock_monotonic_ms()};
    TRY(tool_input_path(input, "document", arena, &reading.path, err));
    TRY(js_need(input, "ask", JS_OBJECT, &ask, err));
    TRY(js_need_str(ask, "name", &reading.name, err));
    TRY(js_need_int(ask, "from", 0, INT64_MAX, &reading.from, err));
    TRY(js_need_int(ask, "page", 0, INT32_MAX, &reading.page, err));
    TRY(js_need_int(ask, "members", 0, INT32_MAX, &reading.members, err));
    reading.members_before = reading.members;
    TRY(empty_out(arena, err));
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
    jsonw_object(output);
    jsonw_member(output, "file", out);
    jsonw_end(output);
    return code;
}

int main(void)
{
    return tool_main(
        &(struct tool){.window = 1, .open = start, .answer = answer, .close = finish});
}
