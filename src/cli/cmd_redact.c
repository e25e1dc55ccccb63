/* policeai redact: `tool run` on text-redaction, with a policy. */
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "casefolder/case_policy.h"
#include "casefolder/redacted_file.h"
#include "cli/command.h"
#include "cli/lab_progress.h"
#include "cli/tool_option.h"
#include "lab/places.h"
#include "run/isolation.h"
#include "task/text_redaction/text_file.h"
#include "trial/use.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

struct redact_options {
    const char *recipient;
    const char *out;
    const char *tool;
    bool force;
};

static const struct redact_options defaults = {.out = "redacted", .tool = "redact-text"};

#define AT(member) offsetof(struct redact_options, member)
static const struct opt options[] = {
    {"for", 0, OPT_TEXT, AT(recipient), "RECIPIENT",
     "prosecutor, defence, public, foi or subject; without it all that was found is hidden", 0,
     0},
    {"out", 'o', OPT_TEXT, AT(out), "FOLDER", "where the redacted files go (redacted)", 0, 0},
    {"tool", 0, OPT_TEXT, AT(tool), "TOOL", "the tool that proposes what to hide (redact-text)",
     0, 0},
    {"force", 0, OPT_FLAG, AT(force), NULL, "write over documents that are there", 0, 0},
    {.name = NULL}};

enum { DEPTH_MAX = 32, FILES_MAX = 20000, MODE_PRIVATE = 0600 };

struct redacting {
    struct arena *arena;
    const struct redact_options *given;
    struct case_policy policy; /* recipient.p == NULL: none */
    const char **files;
    size_t count, capacity;
    size_t failed;
    enum err_code code;
    struct err err;
};

static enum err_code add_path(struct redacting *r, const char *path, int depth, struct err *err)
{
    struct stat info;
    const char **names;
    size_t count;
    if (depth > DEPTH_MAX || r->count == FILES_MAX) {
        return err_set(err, ERR_LIMIT, "%s: more than %d files, or %d folders deep", path,
                       FILES_MAX, DEPTH_MAX);
    }
    if (lstat(path, &info) != 0) {
        err_errno(err, "cannot look at %s", path);
        return ERR_IO;
    }
    if (!S_ISDIR(info.st_mode)) {
        r->files = mem_grow(r->files, r->count, &r->capacity, sizeof *r->files);
        r->files[r->count++] = path;
        return ERR_OK;
    }
    TRY(file_list(r->arena, path, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (names[i][0] != '.' && !str_is(str_of(names[i]), CASE_PRIVATE)) {
            TRY(add_path(r, arena_printf(r->arena, "%s/%s", path, names[i]), depth + 1, err));
        }
    }
    return ERR_OK;
}

/* "a/b.txt" becomes OUT/a/b.txt.redacted.txt; parts that lead upwards are left out. */
static const char *target_of(const struct redacting *r, const char *file)
{
    struct strbuf path;
    struct str rest = str_of(file);
    struct str part;
    strbuf_init(&path, 65536);
    strbuf_puts(&path, r->given->out);
    while (str_split(&rest, '/', &part)) {
        if (part.n > 0 && !str_is(part, ".") && !str_is(part, "..")) {
            strbuf_putc(&path, '/');
            strbuf_str(&path, part);
        }
    }
    strbuf_puts(&path, ".redacted.txt");
    const char *target = arena_strdup(r->arena, path.p);
    strbuf_release(&path);
    return target;
}

static int by_place(const void *a, const void *b)
{
    const struct hidden_place *left = a;
    const struct hidden_place *right = b;
    int order = (left->start > right->start) - (left->start < right->start);
    return order != 0 ? order : (left->end > right->end) - (left->end < right->end);
}

static struct hidden_place *choose(const struct redacting *r, const struct js *output,
                                   size_t *count)
{
    const struct js *spans = js_member(output, "spans");
    struct hidden_place *places =
        arena_alloc(r->arena, (spans->array.count + 1) * sizeof *places);
    *count = 0;
    for (size_t i = 0; i < spans->array.count; i++) {
        const struct js *span = &spans->array.items[i];
        struct str label = js_text(span, "label");
        if (r->policy.recipient.p != NULL &&
            case_policy_act(&r->policy, STR("unknown"), label).keep) {
            continue;
        }
        places[(*count)++] = (struct hidden_place){.start = js_member(span, "start")->integer,
                                                   .end = js_member(span, "end")->integer,
                                                   .words = label};
    }
    qsort(places, *count, sizeof *places, by_place);
    return places;
}

static enum err_code write_one(struct redacting *r, const struct use_answer *answer,
                               struct err *err)
{
    struct js *output;
    struct str text;
    struct strbuf document;
    size_t count;
    const char *target = target_of(r, answer->file);
    TRY(js_parse(r->arena, answer->output, &output, err));
    TRY(text_file_read(r->arena, answer->file, &text, err));
    struct hidden_place *places = choose(r, output, &count);
    strbuf_init(&document, 256 * MIB);
    redacted_file_write(&document, text, places, count);
    enum err_code code = strbuf_check(&document, "the redacted text", err);
    if (code == ERR_OK) {
        code = file_make_folders(file_folder_of(r->arena, target), 0700, err);
    }
    if (code == ERR_OK && file_exists(target) && !r->given->force) {
        code = err_set(err, ERR_CONFLICT, "%s is there already", target);
        err_hint(err, "--force writes over it");
    }
    if (code == ERR_OK) {
        code = file_write(target, strbuf_view(&document), MODE_PRIVATE, err);
    }
    strbuf_release(&document);
    if (code == ERR_OK) {
        fprintf(stderr, "%s: %zu place%s hidden, written to %s\n", answer->file, count,
                count == 1 ? "" : "s", target);
    }
    return code;
}

static void answered(void *data, const struct use_answer *answer)
{
    struct redacting *r = data;
    if (answer->outcome != OUTCOME_ANSWERED) {
        fprintf(stderr, "policeai: %s: the tool gave no answer (%s)\n", answer->file,
                outcome_word(answer->outcome));
        r->failed++;
    } else if (r->code == ERR_OK) {
        r->code = write_one(r, answer, &r->err);
    }
}

static enum err_code redact(struct redacting *r, struct command_call *call, struct err *err)
{
    struct places places;
    struct tool_option tool;
    struct strbuf start;
    struct strbuf record;
    size_t failed;
    TRY(places_find(call->arena, &places, err));
    TRY(tool_option(call->arena, r->given->tool, &tool, err));
    if (!str_is(tool.manifest.task, "text-redaction")) {
        return err_set(err, ERR_UNSUPPORTED, "%s is no tool of text-redaction", r->given->tool);
    }
    const struct isolation_terms terms = {tool.built_in, NULL, NULL};
    TRY(isolation_check(&terms, err));
    if (r->given->recipient != NULL) {
        TRY(case_policy_read(call->arena, places.reference, str_of(r->given->recipient),
                             &r->policy, err));
    }
    for (size_t i = 0; i < call->count; i++) {
        TRY(add_path(r, call->words[i], 0, err));
    }
    strbuf_init(&start, LIMIT_MANIFEST);
    strbuf_init(&record, LIMIT_MANIFEST);
    enum err_code code = manifest_parameters(&tool.manifest, NULL, &start, &record, err);
    const struct use_plan plan = {.tool_folder = tool.folder,
                                  .manifest = &tool.manifest,
                                  .parameters = strbuf_view(&start),
                                  .files = r->files,
                                  .count = r->count,
                                  .stopped = lab_progress_stopped,
                                  .answered = answered,
                                  .data = r};
    if (code == ERR_OK) {
        lab_progress_catch_signals();
        code = use_run(call->arena, &plan, &failed, err);
    }
    strbuf_release(&start);
    strbuf_release(&record);
    if (code == ERR_OK && r->code != ERR_OK) {
        code = r->code;
        *err = r->err;
    }
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct redacting r = {.arena = call->arena, .given = call->options};
    enum err_code code = redact(&r, call, err);
    free(r.files);
    call->status = r.failed > 0 ? 1 : 0;
    return code;
}

const struct command command_redact = {
    .name = "redact",
    .synopsis = "FILE|FOLDER… [--for RECIPIENT] [--out FOLDER] [--tool TOOL] [--force]",
    .summary = "write redacted copies of text files",
    .help =
        "`tool run` on the task of redaction, for many files: each is written to --out under "
        "its own path, whole or\nnot at all, readable by its owner alone. --for keeps what the "
        "recipient's policy (reference/redaction/) keeps\nof people whose role nobody said. To "
        "say who is who, settle doubts and have a log, use `policeai desk`.\n\nA person must "
        "read every page before it is handed over.\n\nExit status: 0 every file was answered; "
        "1 one was not, or the tool could not run; 4 a file could not be\nread or written.",
    .options = options,
    .options_size = sizeof(struct redact_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 100000,
    .run = run,
};
