/* The adapter "command": a program that knows nothing of the protocol, behind its face. */
#include "toolkit/tool.h"

#include "answer_reader.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "child_process.h"
#include "command_plan.h"
#include "command_words.h"
#include "program_files.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

enum { WINDOW = 2, MS_A_SECOND = 1000 };

struct adapter {
    struct arena *arena;
    struct command_plan plan;
    char home[32];      /* a folder of this process below /tmp */
    struct child child; /* with "mode": "lines", once the first item came */
};

static enum err_code open_adapter(const struct tool_start *start, void **state, struct err *err)
{
    struct adapter *adapter = xcalloc(1, sizeof *adapter);
    (void)start;
    *state = adapter;
    adapter->arena = arena_new();
    adapter->child = (struct child){.to = -1, .from = -1, .errors = -1};
    memcpy(adapter->home, "/tmp/adapter-XXXXXX", sizeof "/tmp/adapter-XXXXXX");
    if (mkdtemp(adapter->home) == NULL) {
        adapter->home[0] = '\0';
        return err_errno(err, "cannot make a folder below /tmp");
    }
    TRY(command_plan_read(adapter->arena, ".", &adapter->plan, err));
    return program_files_map(adapter->arena, adapter->plan.argv[0], adapter->home, err);
}

static void close_adapter(void *state)
{
    struct adapter *adapter = state;
    child_end(&adapter->child);
    if (adapter->home[0] != '\0') {
        enum err_code ignored = file_remove_tree(adapter->home, NULL);
        (void)ignored; /* /tmp goes with the sandbox */
    }
    arena_free(adapter->arena);
    free(adapter);
}

/* What "stdin" names: a file's path, or the text itself. */
static enum err_code stdin_of(const struct adapter *adapter, const struct js *input,
                              const char **path, struct str *text, struct arena *arena,
                              struct err *err)
{
    struct str name = adapter->plan.stdin_of;
    struct str file;
    *path = NULL;
    *text = str_n("", 0);
    if (name.p == NULL) {
        return ERR_OK;
    }
    const struct js *member = js_member_str(input, name);
    if (member == NULL && str_is(name, "input")) {
        *text = input->raw;
        return ERR_OK;
    }
    if (member == NULL) {
        return err_set(err, ERR_INVALID, "\"stdin\": the input has no member \"%.*s\"",
                       STR_ARG(name));
    }
    if (command_file_of(member, &file)) {
        *path = arena_strndup(arena, file.p, file.n);
        return ERR_OK;
    }
    *text = member->type == JS_STRING ? member->string : member->raw;
    return ERR_OK;
}

static enum err_code check_status(const struct adapter *adapter, const struct child *child,
                                  struct err *err)
{
    for (size_t i = 0; i < adapter->plan.good_status_count; i++) {
        if (WIFEXITED(child->status) &&
            WEXITSTATUS(child->status) == adapter->plan.good_statuses[i]) {
            return ERR_OK;
        }
    }
    child_tell_end(child, err);
    return ERR_EXTERNAL;
}

static enum err_code read_written(const struct adapter *adapter,
                                  const struct command_item *item, const struct child *child,
                                  struct str *written, struct err *err)
{
    *written = strbuf_view(&child->output);
    if (!adapter->plan.from_file) {
        return ERR_OK;
    }
    enum err_code code =
        file_read(item->arena, command_out_file(item), CHILD_OUTPUT_MAX, written, err);
    if (code == ERR_NOT_FOUND) {
        return err_set(err, ERR_EXTERNAL, "the program wrote no {out-file}");
    }
    return code;
}

/* A process for this item. */
static enum err_code answer_once(struct adapter *adapter, const struct command_item *item,
                                 struct jsonw *output, struct err *err)
{
    struct child child = {.to = -1, .from = -1, .errors = -1};
    struct child_plan start = {.home = item->folder};
    struct str input;
    struct str written;
    enum err_code code;
    TRY(stdin_of(adapter, item->input, &start.stdin_path, &input, item->arena, err));
    start.stdin_open = adapter->plan.stdin_of.p != NULL && start.stdin_path == NULL;
    TRY(command_words_fill(item, adapter->plan.argv, &start.argv, err));
    TRY(child_start(&child, &start, err));
    TRY_OUT(child_talk(&child, input, CHILD_END, adapter->plan.seconds * MS_A_SECOND, err));
    TRY_OUT(check_status(adapter, &child, err));
    TRY_OUT(read_written(adapter, item, &child, &written, err));
    TRY_OUT(answer_read(&adapter->plan, item->arena, item->input, written, output, err));
out:
    child_end(&child);
    return code;
}

/* The line for the one process of all items, which is started when there is none. */
static enum err_code ask_line(struct adapter *adapter, const struct command_item *item,
                              struct str *line, struct err *err)
{
    struct child *child = &adapter->child;
    const char *path;
    struct str text;
    TRY(stdin_of(adapter, item->input, &path, &text, item->arena, err));
    if (path != NULL) {
        text = str_of(path);
    }
    if (str_has_byte(text, '\n')) {
        err_set(err, ERR_INVALID, "the text has several lines, \"mode\" is lines");
        err_hint(err, "\"stdin\": \"input\" gives the input as one line of JSON");
        return ERR_INVALID;
    }
    if (child->pid == 0) {
        const struct child_plan start = {
            .argv = adapter->plan.argv, .stdin_open = true, .home = adapter->home};
        TRY(child_start(child, &start, err));
    }
    const char *whole = arena_printf(item->arena, "%.*s\n", STR_ARG(text));
    TRY(child_talk(child, str_of(whole), CHILD_LINE, adapter->plan.seconds * MS_A_SECOND, err));
    size_t end = str_find(strbuf_view(&child->output), STR("\n"));
    *line = arena_str(item->arena, str_sub(strbuf_view(&child->output), 0, end));
    strbuf_consume(&child->output, end + 1);
    if (child->output.n > 0) {
        return err_set(err, ERR_FORMAT, "the program wrote more than one line for one");
    }
    return ERR_OK;
}

/* Whoever was late or wrote two lines can no longer be trusted to answer in turn: it is ended,
 * and the next item has a new one. */
static enum err_code answer_line(struct adapter *adapter, const struct command_item *item,
                                 struct jsonw *output, struct err *err)
{
    struct str line;
    enum err_code code = ask_line(adapter, item, &line, err);
    if (code != ERR_OK && code != ERR_INVALID) {
        child_end(&adapter->child);
    }
    TRY(code);
    return answer_read(&adapter->plan, item->arena, item->input, line, output, err);
}

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    struct adapter *adapter = state;
    struct command_item item = {arena, input, arena_printf(arena, "%s/item", adapter->home)};
    if (adapter->plan.lines) {
        return answer_line(adapter, &item, output, err);
    }
    if (mkdir(item.folder, 0700) != 0) {
        return err_errno(err, "cannot make %s", item.folder);
    }
    enum err_code code = answer_once(adapter, &item, output, err);
    enum err_code removed = file_remove_tree(item.folder, code == ERR_OK ? err : NULL);
    return code != ERR_OK ? code : removed;
}

int main(void)
{
    return tool_main(&(struct tool){
        .window = WINDOW, .open = open_adapter, .answer = answer, .close = close_adapter});
}
