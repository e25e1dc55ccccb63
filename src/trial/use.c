/* See use.h. Answers come in any order and are given out in the order of the files. */
#include "trial/use.h"

#include "base/file.h"
#include "base/limits.h"
#include "trial/scratch.h"

#include <string.h>
#include <sys/stat.h>

/* Of a line of the protocol beside its input; one and the same seed for every use: a tool
 * answers as it did yesterday. */
enum { LINE_REST = 64, USE_SEED = 1, MODE_PRIVATE = 0600 };

struct use {
    struct arena *arena;
    const struct use_plan *plan;
    const struct task *task;
    const struct task_style *style;
    struct client_item *items;
    size_t *order;
    const char **targets;       /* by file, or NULL */
    struct use_answer *answers; /* by file */
    size_t given_out;
    size_t failed;
};

static enum err_code find_task(struct use *use, struct err *err)
{
    struct str name = use->plan->manifest->task;
    use->task = task_lookup(name);
    if (use->task == NULL) {
        return err_set(err, ERR_UNSUPPORTED, "nothing is known of the task \"%.*s\"",
                       STR_ARG(str_sub(name, 0, 60)));
    }
    if (use->task->shape != TASK_ITEM) {
        err_set(err, ERR_UNSUPPORTED, "%s %s, not file by file", use->task->name,
                use->task->shape == TASK_INDEXED ? "searches what was prepared"
                                                 : "takes all items at once");
        err_hint(err, "lab run measures it: doc/tool-protocol.md");
        return ERR_UNSUPPORTED;
    }
    return task_style_find(use->task, use->plan->style, &use->style, err);
}

static enum err_code input_of(struct use *use, const char *path, struct str *input,
                              struct err *err)
{
    struct strbuf json;
    strbuf_init(&json, LIMIT_LINE - LINE_REST);
    enum err_code code = use->task->from_file(use->arena, path, &json, err);
    *input = arena_str(use->arena, strbuf_view(&json));
    strbuf_release(&json);
    /* a file of the user's, not a question answered with no */
    return code == ERR_NOT_FOUND || code == ERR_DENIED ? ERR_IO : code;
}

/* The one file that an input names is the user's own, whatever it is called there; several, or
 * one that the user's own file names, stand beside the file that names them. */
static enum err_code name_files(struct use *use, const char *path, struct client_item *item,
                                struct err *err)
{
    struct task_files files;
    TRY(task_input_files(item->input, &files, err));
    const char **paths = arena_alloc(use->arena, (files.count + 1) * sizeof *paths);
    bool own = files.count == 1 && (use->plan->inputs != NULL || !use->task->files_beside);
    for (size_t i = 0; i < files.count; i++) {
        paths[i] = own ? path
                       : arena_printf(use->arena, "%s/%.*s", file_folder_of(use->arena, path),
                                      STR_ARG(files.paths[i]));
    }
    item->files = paths;
    item->file_count = files.count;
    return ERR_OK;
}

static enum err_code read_file(struct use *use, size_t i, struct err *err)
{
    const char *path = use->plan->files[i];
    struct str text;
    struct js *input;
    if (use->plan->inputs != NULL) {
        text = use->plan->inputs[i];
    } else {
        TRY(input_of(use, path, &text, err));
    }
    if (text.n > LIMIT_LINE - LINE_REST) {
        return err_set(err, ERR_LIMIT,
                       "%s: what the tool is asked is longer than a line of %u bytes", path,
                       LIMIT_LINE);
    }
    TRY(js_parse(use->arena, text, &input, err));
    if (use->plan->inputs != NULL) {
        TRY(use->task->check_input(input, err));
    }
    use->items[i] = (struct client_item){.id = str_of(path), .input = input};
    TRY(name_files(use, path, &use->items[i], err));
    use->order[i] = i;
    return ERR_OK;
}

/* "letter.txt" and suffix "redacted.txt": "letter.redacted.txt"; where the answer is a file of
 * the kind that went in, it keeps its extension: "letter.pdf", "redacted",
 * "letter.redacted.pdf".
 */
static const char *target_of(const struct use *use, const char *file)
{
    const char *slash = strrchr(file, '/');
    struct str name = str_of(slash != NULL ? slash + 1 : file);
    const char *dot = strrchr(slash != NULL ? slash + 1 : file, '.');
    const char *extension = use->task->output_file != NULL && dot != NULL ? dot : "";
    if (dot != NULL && dot > name.p) {
        name.n = (size_t)(dot - name.p);
    }
    return arena_printf(use->arena, "%s/%.*s.%s%s", use->plan->out_folder, STR_ARG(name),
                        use->style->suffix, extension);
}

static enum err_code choose_target(struct use *use, size_t i, struct err *err)
{
    const char *target = target_of(use, use->plan->files[i]);
    struct stat info;
    for (size_t k = 0; k < i; k++) {
        if (strcmp(use->targets[k], target) == 0) {
            return err_set(err, ERR_CONFLICT, "%s and %s would both be written to %s",
                           use->plan->files[k], use->plan->files[i], target);
        }
    }
    if (lstat(target, &info) == 0 && !use->plan->force) {
        err_set(err, ERR_CONFLICT, "%s is there already", target);
        err_hint(err, "--force writes over it");
        return ERR_CONFLICT;
    }
    use->targets[i] = target;
    return ERR_OK;
}

static enum err_code prepare(struct use *use, struct err *err)
{
    size_t count = use->plan->count;
    use->items = arena_zalloc(use->arena, (count + 1) * sizeof *use->items);
    use->order = arena_zalloc(use->arena, (count + 1) * sizeof *use->order);
    use->targets = arena_zalloc(use->arena, (count + 1) * sizeof *use->targets);
    use->answers = arena_zalloc(use->arena, (count + 1) * sizeof *use->answers);
    TRY(find_task(use, err));
    if (use->task->output_file != NULL && use->plan->out_folder == NULL &&
        use->plan->inputs == NULL) {
        err_set(err, ERR_USAGE, "the answer of this tool is a file");
        err_hint(err, "say where to with --out FOLDER");
        return ERR_USAGE;
    }
    for (size_t i = 0; i < count; i++) {
        TRY(read_file(use, i, err));
    }
    for (size_t i = 0; use->plan->targets != NULL && i < count; i++) {
        use->targets[i] = use->plan->targets[i];
    }
    if (use->plan->targets == NULL && use->plan->out_folder != NULL) {
        TRY(file_make_folders(use->plan->out_folder, 0777, err));
        for (size_t i = 0; i < count; i++) {
            TRY(choose_target(use, i, err));
        }
    }
    return ERR_OK;
}

static enum err_code check(void *data, size_t item, const struct js *output, struct err *err)
{
    const struct use *use = data;
    return use->task->check_output(use->items[item].input, output, err);
}

/* The answer's file, checked and waiting in the scratch folder, is put where it shall be. */
static enum err_code keep_file(struct use *use, size_t i, struct err *err)
{
    if (use->targets[i] == NULL || !file_exists(use->items[i].kept)) {
        return ERR_OK; /* the answer names none, or nobody wants it */
    }
    TRY(file_copy(use->items[i].kept, use->targets[i], MODE_PRIVATE, err));
    use->answers[i].written = use->targets[i];
    return ERR_OK;
}

static enum err_code show(struct use *use, size_t i, struct task_shown *shown, struct err *err)
{
    struct use_answer *answer = &use->answers[i];
    struct js *output;
    if (answer->outcome != OUTCOME_ANSWERED) {
        use->failed++;
        return ERR_OK;
    }
    TRY(js_parse(use->arena, answer->output, &output, err));
    use->task->show(use->items[i].input, output, use->style->name, shown);
    TRY(strbuf_check(&shown->document, "the document", err));
    answer->shown = shown;
    if (use->items[i].kept != NULL) {
        TRY(keep_file(use, i, err));
    } else if (use->targets[i] != NULL) {
        TRY(file_write(use->targets[i], strbuf_view(&shown->document), MODE_PRIVATE, err));
        answer->written = use->targets[i];
    }
    return ERR_OK;
}

static enum err_code give_out(struct use *use, size_t i, struct err *err)
{
    struct task_shown shown;
    task_shown_init(&shown);
    enum err_code code = show(use, i, &shown, err);
    if (code == ERR_OK) {
        use->plan->answered(use->plan->data, &use->answers[i]);
        use->answers[i].shown = NULL;
    }
    task_shown_release(&shown);
    return code;
}

static enum err_code done(void *data, const struct client_answer *answer, struct err *err)
{
    struct use *use = data;
    use->answers[answer->item] =
        (struct use_answer){.file = use->plan->files[answer->item],
                            .outcome = answer->outcome,
                            .output = arena_str(use->arena, answer->output),
                            .error_code = arena_str(use->arena, answer->error_code),
                            .error_message = arena_str(use->arena, answer->error_message)};
    while (use->given_out < use->plan->count &&
           use->answers[use->given_out].outcome != OUTCOME_NONE) {
        TRY(give_out(use, use->given_out++, err));
    }
    return ERR_OK;
}

static bool tick(void *data)
{
    const struct use *use = data;
    return use->plan->stopped != NULL && use->plan->stopped();
}

enum err_code use_run(struct arena *arena, const struct use_plan *plan, size_t *failed,
                      struct err *err)
{
    struct use use = {.arena = arena, .plan = plan};
    struct client_counts counts;
    const char *folder;
    TRY(prepare(&use, err));
    TRY(scratch_make(arena, &folder, err));
    for (size_t i = 0; use.task->output_file != NULL && i < plan->count; i++) {
        use.items[i].kept = arena_printf(arena, "%s/kept-%zu", folder, i);
    }
    struct client_plan client = {.tool_folder = plan->tool_folder,
                                 .manifest = plan->manifest,
                                 .parameters = plan->parameters,
                                 .tool_seed = USE_SEED,
                                 .scratch = folder,
                                 .workers = 1,
                                 .items = use.items,
                                 .order = use.order,
                                 .count = plan->count,
                                 .check = check,
                                 .done = done,
                                 .tick = tick,
                                 .data = &use};
    enum err_code code =
        output_check_open(&client.output_check, use.task, plan->checks, folder, err);
    if (code == ERR_OK) {
        code = client_run(&client, &counts, err);
    }
    output_check_free(client.output_check);
    scratch_remove(folder);
    *failed = use.failed;
    return code;
}
