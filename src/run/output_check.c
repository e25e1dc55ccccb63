#include "run/output_check.h"

#include "base/arena.h"
#include "base/mem.h"
#include "crypto/random.h"
#include "run/house_program.h"
#include "run/made_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TOLD_MAX = 300 };

struct output_check {
    const struct task *task;
    struct arena *arena;
    const char *scratch;
    struct house_program *program;
};

enum err_code output_check_open(struct output_check **out, const struct task *task,
                                const char *checks, const char *scratch, struct err *err)
{
    *out = NULL;
    if (task->output_check == NULL) {
        return ERR_OK;
    }
    struct output_check *check = xcalloc(1, sizeof *check);
    check->task = task;
    check->arena = arena_new();
    check->scratch = arena_strdup(check->arena, scratch);
    enum err_code code =
        house_program_open(&check->program, checks, task->output_check, scratch, err);
    if (code != ERR_OK) {
        err_prefix(err, "the output check of %s", task->name);
        output_check_free(check);
        return code;
    }
    *out = check;
    return ERR_OK;
}

void output_check_free(struct output_check *check)
{
    if (check != NULL) {
        house_program_free(check->program);
        arena_free(check->arena);
        free(check);
    }
}

/* The first of the check's failures. *passed false: it says that something is wrong. */
static enum err_code read_verdict(const struct js *verdict, bool *passed, struct err *err)
{
    const struct js *said = NULL;
    const struct js *failures = NULL;
    TRY(js_need(verdict, "passed", JS_BOOL, &said, err));
    TRY(js_need(verdict, "failures", JS_ARRAY, &failures, err));
    *passed = said->boolean && failures->array.count == 0;
    if (*passed) {
        return ERR_OK;
    }
    struct str first = {NULL, 0};
    if (failures->array.count > 0 && failures->array.items[0].type == JS_STRING) {
        first = str_sub(failures->array.items[0].string, 0, TOLD_MAX);
    }
    err_set(err, ERR_INVALID, "%.*s%s", STR_ARG(first),
            failures->array.count > 1 ? " (and more)" : "");
    return ERR_OK;
}

static enum err_code examine(const struct output_check *check, struct arena *arena,
                             const char *original, const char *copy, const struct js *output,
                             struct err *err)
{
    const char *const names[] = {"original", "redacted"};
    const char *const files[] = {original, copy};
    const struct house_question question = {names, files, 2, "output", output->raw};
    const struct js *verdict = NULL;
    bool passed = false;
    enum err_code code = house_program_ask(check->program, arena, &question, &verdict, err);
    if (code == ERR_OK) {
        code = read_verdict(verdict, &passed, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "the output check was not made");
    }
    return passed ? ERR_OK : ERR_INVALID;
}

enum err_code output_check_run(struct output_check *check, const struct sandbox *tool,
                               const char *original, const struct js *output, const char *kept,
                               struct err *err)
{
    struct str path = check->task->output_file(output);
    if (path.p == NULL) {
        return ERR_OK;
    }
    char random[17];
    struct arena *arena = arena_new();
    random_hex(random, 8);
    const char *copy = arena_printf(arena, "%s/made-%s", check->scratch, random);
    enum err_code code = made_file_take(tool, path, copy, err);
    if (code == ERR_OK) {
        code = examine(check, arena, original, copy, output, err);
    }
    if (code == ERR_OK && kept != NULL && rename(copy, kept) != 0) {
        code = err_errno(err, "cannot keep the file as %s", kept);
    }
    (void)unlink(copy);
    arena_free(arena);
    return code;
}
