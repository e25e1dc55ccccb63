/* The runner's cost an item: a tool that does nothing, asked through run/client in the sandbox,
 * beside the same program fed the same lines by a pipe. Processor time of host and tool, all of
 * it; the start of the processes is in both and is spread over the items. */
#include "yardstick.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "crypto/random.h"
#include "run/client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TOOL PAI_BUILD_DIR "/bench/null-tool"
#define TEXT "A made-up sentence of the benchmark, as long as a line of a report may well be."

enum { ITEMS = 5000, ROUNDS = 3 };

struct run {
    struct arena *arena;
    struct manifest manifest;
    struct client_item *items;
    size_t *order;
    size_t answered;
    struct err err;
};

static enum err_code check(void *data, size_t item, const struct js *output, struct err *err)
{
    (void)data;
    (void)item;
    return js_member(output, "spans") != NULL
               ? ERR_OK
               : err_set(err, ERR_INVALID, "an answer without spans");
}

static enum err_code done(void *data, const struct client_answer *answer, struct err *err)
{
    struct run *run = data;
    (void)err;
    run->answered += answer->outcome == OUTCOME_ANSWERED;
    return ERR_OK;
}

static void make_items(struct run *run)
{
    struct js *input;
    run->items = arena_zalloc(run->arena, ITEMS * sizeof *run->items);
    run->order = arena_zalloc(run->arena, ITEMS * sizeof *run->order);
    measure_must(js_parse(run->arena, STR("{\"text\":\"" TEXT "\"}"), &input, &run->err),
                 &run->err);
    for (size_t i = 0; i < ITEMS; i++) {
        run->items[i].id = str_of(arena_printf(run->arena, "item-%zu", i));
        run->items[i].input = input;
        run->order[i] = i;
    }
}

static int64_t through_the_runner(struct run *run, const char *scratch)
{
    struct client_counts counts = {0};
    struct client_plan plan = {.tool_folder = TOOL,
                               .manifest = &run->manifest,
                               .parameters = STR("{}"),
                               .tool_seed = 1,
                               .scratch = scratch,
                               .workers = 1,
                               .items = run->items,
                               .order = run->order,
                               .count = ITEMS,
                               .check = check,
                               .done = done,
                               .data = run};
    int64_t before = measure_cpu_us();
    run->answered = 0;
    measure_must(client_run(&plan, &counts, &run->err), &run->err);
    if (run->answered != ITEMS) {
        fprintf(stderr, "bench: %zu of %d items answered\n", run->answered, ITEMS);
        exit(1);
    }
    return measure_cpu_us() - before;
}

/* The lines the tool would get, all at once from a file; its answers go nowhere. */
static const char *write_lines(struct run *run, const char *root)
{
    const char *path = arena_printf(run->arena, "%s/lines", root);
    struct strbuf text;
    strbuf_init(&text, 64 * MIB);
    strbuf_puts(&text,
                "{\"op\":\"start\",\"protocol\":1,\"parameters\":{},\"seed\":1,\"threads\":1,"
                "\"locale\":\"C.UTF-8\"}\n");
    for (int i = 0; i < ITEMS; i++) {
        strbuf_printf(&text, "{\"id\":\"%016x\",\"input\":{\"text\":\"" TEXT "\"}}\n", i);
    }
    measure_must(file_write(path, strbuf_view(&text), 0644, &run->err), &run->err);
    strbuf_release(&text);
    return path;
}

static int64_t by_a_pipe(struct run *run, const char *lines)
{
    char *command = arena_printf(
        run->arena, "cd '" TOOL "' && cat '%s' | ./null-tool | cat >/dev/null", lines);
    int64_t before = measure_cpu_us();
    int status = -1;
    pid_t child = fork();
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    waitpid(child, &status, 0);
    if (status != 0) {
        fprintf(stderr, "bench: the null tool failed on a pipe\n");
        exit(1);
    }
    return measure_cpu_us() - before;
}

int main(void)
{
    struct run run = {.arena = arena_new()};
    const char *root = measure_folder(run.arena);
    int64_t runner = 0;
    int64_t plain = 0;
    crypto_start();
    measure_must(manifest_read(run.arena, TOOL, &run.manifest, &run.err), &run.err);
    make_items(&run);
    const char *lines = write_lines(&run, root);
    for (int i = 0; i < ROUNDS; i++) {
        runner += through_the_runner(&run, root);
        plain += by_a_pipe(&run, lines);
    }
    double items = (double)ROUNDS * ITEMS * 1000;
    printf("null tool: %.4f ms of processor an item through the runner, %.4f by a pipe\n",
           (double)runner / items, (double)plain / items);
    measure_at_most("null tool, the runner's part", (double)(runner - plain) / items,
                    "ms an item", 1);
    measure_must(file_remove_tree(root, &run.err), &run.err);
    arena_free(run.arena);
    return 0;
}
