#include "toolkit/tool.h"

#include "base/file.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <unistd.h>

/* An answer may be an escaped copy of its input. */
enum { OUTPUT_MAX = LIMIT_LINE, KEPT_BYTES = 16 << 20, OWN_MAPPING = 4 << 20 };

static int answers = -1;      /* where answers go, once descriptor 1 was moved away */
static struct str current_id; /* JSON of the id being answered, for tool_progress */

static enum err_code send(struct strbuf *line, struct err *err)
{
    TRY(strbuf_check(line, "the answer's line", err));
    strbuf_putc(line, '\n');
    return file_write_fd(answers, "stdout", strbuf_view(line), err);
}

void tool_progress(double fraction)
{
    struct strbuf line;
    strbuf_init(&line, 4096);
    int hundredths = fraction <= 0 ? 0 : fraction >= 1 ? 100 : (int)(fraction * 100);
    strbuf_printf(&line, "{\"id\":%.*s,\"progress\":%d.%02d}", STR_ARG(current_id),
                  hundredths / 100, hundredths % 100);
    (void)send(&line, NULL); /* the host may be gone: the answer will tell */
    strbuf_release(&line);
}

enum err_code tool_input_path(const struct js *input, const char *key, struct arena *arena,
                              const char **path, struct err *err)
{
    const struct js *file;
    struct str text;
    TRY(js_need(input, key, JS_OBJECT, &file, err));
    TRY(js_need_str(file, "file", &text, err));
    if (!str_starts(text, STR("/in/"))) {
        return err_set(err, ERR_FORMAT, "\"%s\": file is not below /in/", key);
    }
    *path = arena_strndup(arena, text.p, text.n);
    return ERR_OK;
}

static enum err_code move_stdout_away(struct err *err)
{
    answers = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (answers < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
        return err_errno(err, "cannot set stdout aside");
    }
    return ERR_OK;
}

/* The next line, without its newline; *found false at the end of stdin. The bytes of the line
 * before are taken off here, so a line is good until the next call. */
static enum err_code next_line(struct strbuf *input, size_t *taken, struct str *line,
                               bool *found, struct err *err)
{
    size_t searched = 0;
    strbuf_consume(input, *taken);
    *taken = 0;
    for (;;) {
        struct str rest = str_from(strbuf_view(input), searched);
        size_t at = str_find(rest, STR("\n"));
        if (at != SIZE_MAX) {
            *line = str_sub(strbuf_view(input), 0, searched + at);
            *taken = line->n + 1;
            *found = true;
            return ERR_OK;
        }
        searched = input->n;
        char *room = strbuf_reserve(input, 65536);
        if (room == NULL) {
            return err_set(err, ERR_LIMIT, "a line on stdin is longer than %u bytes",
                           LIMIT_LINE);
        }
        ssize_t got = read(STDIN_FILENO, room, 65536);
        if (got < 0 && errno != EINTR) {
            return err_errno(err, "cannot read stdin");
        }
        if (got == 0) {
            *found = false;
            return ERR_OK;
        }
        input->n += got > 0 ? (size_t)got : 0;
    }
}

static enum err_code read_start(struct arena *arena, struct str line, struct tool_start *start,
                                struct err *err)
{
    struct js *json;
    int64_t protocol;
    TRY(js_parse(arena, line, &json, err));
    if (!js_is(js_member(json, "op"), "start")) {
        return err_set(err, ERR_FORMAT, "the first line on stdin is not {\"op\":\"start\",…}");
    }
    TRY(js_need_int(json, "protocol", 1, 1, &protocol, err));
    TRY(js_need(json, "parameters", JS_OBJECT, &start->parameters, err));
    TRY(js_need_int(json, "seed", 0, INT64_MAX, &start->seed, err));
    return js_need_int(json, "threads", 1, 4096, &start->threads, err);
}

static enum err_code say_ready(const struct tool *tool, struct arena *arena, struct err *err)
{
    struct str text, id, version;
    struct js *manifest;
    struct strbuf line;
    struct jsonw w;
    TRY(file_read(arena, "tool.json", LIMIT_MANIFEST, &text, err));
    TRY(js_parse(arena, text, &manifest, err));
    TRY(js_need_str(manifest, "id", &id, err));
    TRY(js_need_str(manifest, "version", &version, err));
    strbuf_init(&line, 65536);
    jsonw_init(&w, &line);
    jsonw_object(&w);
    jsonw_key(&w, "ready");
    jsonw_bool(&w, true);
    jsonw_member_str(&w, "id", id);
    jsonw_member_str(&w, "version", version);
    jsonw_member_int(&w, "window", tool->window);
    jsonw_key(&w, "ops");
    jsonw_array(&w);
    if (tool->feedback != NULL) {
        jsonw_puts(&w, "feedback");
    }
    jsonw_end(&w);
    jsonw_end(&w);
    enum err_code code = send(&line, err);
    strbuf_release(&line);
    return code;
}

static void write_error(struct jsonw *w, struct strbuf *line, const struct err *failure)
{
    strbuf_clear(line);
    jsonw_init(w, line);
    jsonw_object(w);
    jsonw_key(w, "id");
    jsonw_raw(w, current_id);
    jsonw_key(w, "error");
    jsonw_object(w);
    jsonw_member(w, "code", err_word(failure->code));
    jsonw_member(w, "message", failure->message);
    jsonw_end(w);
    jsonw_end(w);
}

typedef enum err_code answer_fn(void *state, struct arena *arena, const struct js *input,
                                struct jsonw *output, struct err *err);

static enum err_code answer_item(answer_fn *answer, void *state, struct arena *arena,
                                 const struct js *request, struct strbuf *line, struct err *err)
{
    struct jsonw w;
    struct err failure = {.code = ERR_OK};
    const struct js *id, *input;
    TRY(js_need(request, "id", JS_STRING, &id, err));
    TRY(js_need(request, "input", JS_OBJECT, &input, err));
    current_id = id->raw;
    strbuf_clear(line);
    jsonw_init(&w, line);
    jsonw_object(&w);
    jsonw_key(&w, "id");
    jsonw_raw(&w, id->raw);
    jsonw_key(&w, "output");
    enum err_code code = answer(state, arena, input, &w, &failure);
    if (code == ERR_OK) {
        jsonw_end(&w);
        code = strbuf_check(line, "the answer", &failure);
    }
    if (code != ERR_OK) {
        write_error(&w, line, &failure);
    }
    return send(line, err);
}

/* A cancel finds its item answered already: items are done one by one. */
static enum err_code handle(const struct tool *tool, void *state, struct arena *arena,
                            struct str text, struct strbuf *line, struct err *err)
{
    struct js *request;
    TRY(js_parse(arena, text, &request, err));
    if (js_member(request, "cancel") != NULL) {
        return ERR_OK;
    }
    const struct js *op = js_member(request, "op");
    if (op == NULL) {
        return answer_item(tool->answer, state, arena, request, line, err);
    }
    if (tool->feedback == NULL || !js_is(op, "feedback")) {
        return err_set(err, ERR_UNSUPPORTED, "an operation this tool did not offer");
    }
    return answer_item(tool->feedback, state, arena, request, line, err);
}

static enum err_code serve(const struct tool *tool, struct arena *arena, void **state,
                           struct strbuf *input, struct strbuf *output, struct err *err)
{
    struct str line;
    size_t taken = 0;
    bool found = false;
    struct tool_start start = {.threads = 1};
    struct arena *begin = arena_new(); /* the start line lives as long as this call */
    enum err_code code = next_line(input, &taken, &line, &found, err);
    if (code == ERR_OK && !found) {
        code = err_set(err, ERR_FORMAT, "stdin ended before the start line");
    }
    TRY_OUT(code);
    TRY_OUT(read_start(begin, arena_str(begin, line), &start, err));
    if (tool->open != NULL) {
        TRY_OUT(tool->open(&start, state, err));
    }
    TRY_OUT(say_ready(tool, begin, err));
    for (;;) {
        TRY_OUT(next_line(input, &taken, &line, &found, err));
        if (!found) {
            break;
        }
        TRY_OUT(handle(tool, *state, arena, line, output, err));
        arena_reset(arena);
    }
out:
    arena_free(begin);
    return code;
}

/* Each item takes memory and gives it back. Given back to the system, every page of it costs a
 * fault with the next item, which is half the time of a short one. */
static void keep_memory(void)
{
    (void)mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
    (void)mallopt(M_MMAP_THRESHOLD, OWN_MAPPING);
}

int tool_main(const struct tool *tool)
{
    struct err err = {.code = ERR_OK};
    keep_memory();
    struct strbuf input, output;
    void *state = NULL;
    struct arena *arena = arena_new();
    strbuf_init(&input, LIMIT_LINE + 65536 + 1);
    strbuf_init(&output, OUTPUT_MAX);
    enum err_code code = move_stdout_away(&err);
    if (code == ERR_OK) {
        code = serve(tool, arena, &state, &input, &output, &err);
    }
    if (code != ERR_OK) {
        fprintf(stderr, "%s\n", err.message);
    }
    if (tool->close != NULL && state != NULL) {
        tool->close(state);
    }
    strbuf_release(&input);
    strbuf_release(&output);
    arena_free(arena);
    return code == ERR_OK ? 0 : 1;
}
