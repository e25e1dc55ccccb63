/* policeai redact: `tool run` on the two tasks of redaction, with a policy. */
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
#include "trial/redaction_route.h"
#include "trial/use.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

struct redact_options {
    const char *recipient;
    const char *out;
    const char *tool;
    const char *documents;
    bool force;
};

static const struct redact_options defaults = {
    .out = "redacted", .tool = "redact-text", .documents = "redact-document"};

#define AT(member) offsetof(struct redact_options, member)
static const struct opt options[] = {
    {"for", 0, OPT_TEXT, AT(recipient), "RECIPIENT",
     "prosecutor, defence, public, foi or subject; without it all that was found is hidden", 0,
     0},
    {"out", 'o', OPT_TEXT, AT(out), "FOLDER", "where the redacted files go (redacted)", 0, 0},
    {"tool", 0, OPT_TEXT, AT(tool), "TOOL", "the tool that proposes what to hide (redact-text)",
     0, 0},
    {"documents", 0, OPT_TEXT, AT(documents), "TOOL",
     "the tool for files that are no plain text (redact-document)", 0, 0},
    {"force", 0, OPT_FLAG, AT(force), NULL, "write over documents that are there", 0, 0},
    {.name = NULL}};

enum { DEPTH_MAX = 32, FILES_MAX = 20000, MODE_PRIVATE = 0600 };

/* The files of one task. */
struct redact_list {
    const char **files;
    const char **targets;
    struct str *inputs; /* of documents for a recipient */
    size_t count, capacity;
};

struct redacting {
    struct arena *arena;
    struct places places;
    const struct redact_options *given;
    struct case_policy policy; /* recipient.p == NULL: none */
    struct redact_list texts, documents;
    size_t answered; /* of the documents, in their order */
    size_t failed;
    enum err_code code;
    struct err err;
};

static enum err_code add_path(struct redacting *r, const char *path, int depth, struct err *err)
{
    struct stat info;
    const char **names;
    size_t count;
    if (depth > DEPTH_MAX || r->texts.count + r->documents.count == FILES_MAX) {
        return err_set(err, ERR_LIMIT, "%s: more than %d files, or %d folders deep", path,
                       FILES_MAX, DEPTH_MAX);
    }
    if (lstat(path, &info) != 0) {
        err_errno(err, "cannot look at %s", path);
        return ERR_IO;
    }
    if (!S_ISDIR(info.st_mode)) {
        struct redact_list *list = redaction_is_text(path) ? &r->texts : &r->documents;
        list->files = mem_grow(list->files, list->count, &list->capacity, sizeof *list->files);
        list->files[list->count++] = path;
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

/* "a/b.txt" becomes OUT/a/b.txt.redacted.txt, "a/b.pdf" OUT/a/b.pdf.redacted.pdf; parts that
 * lead upwards are left out. */
static const char *target_of(const struct redacting *r, const char *file, bool text)
{
    const char *slash = strrchr(file, '/');
    const char *dot = strrchr(slash != NULL ? slash : file, '.');
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
    strbuf_puts(&path, ".redacted");
    strbuf_puts(&path, text ? ".txt" : dot != NULL ? dot : "");
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

static void tell_written(const char *file, size_t count, const char *target)
{
    fprintf(stderr, "%s: %zu place%s hidden, written to %s\n", file, count,
            count == 1 ? "" : "s", target);
}

static enum err_code write_one(struct redacting *r, const struct use_answer *answer,
                               struct err *err)
{
    struct js *output;
    struct str text;
    struct strbuf document;
    size_t count;
    const char *target = target_of(r, answer->file, true);
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
        tell_written(answer->file, count, target);
    }
    return code;
}

static bool no_answer(struct redacting *r, const struct use_answer *answer)
{
    if (answer->outcome == OUTCOME_ANSWERED) {
        return false;
    }
    bool said = answer->outcome == OUTCOME_ERROR;
    struct str why = said ? answer->error_message : str_of(outcome_word(answer->outcome));
    fprintf(stderr, "policeai: %s: %s: %.*s\n", answer->file,
            said && str_is(answer->error_code, "check")
                ? "it was not taken out, so nothing was written"
                : "the tool gave no answer",
            STR_ARG(why));
    r->failed++;
    return true;
}

static void answered(void *data, const struct use_answer *answer)
{
    struct redacting *r = data;
    if (!no_answer(r, answer) && r->code == ERR_OK) {
        r->code = write_one(r, answer, &r->err);
    }
}

/* ---- documents ---- */

static void document_written(void *data, const struct use_answer *answer)
{
    struct redacting *r = data;
    struct js *output;
    if (!no_answer(r, answer) && r->code == ERR_OK) {
        r->code = js_parse(r->arena, answer->output, &output, &r->err);
        if (r->code == ERR_OK) {
            tell_written(answer->file, js_member(output, "marks")->array.count,
                         answer->written);
        }
    }
}

/* What the policy keeps is left out of what is to hide; what cannot be read is hidden. */
static struct str hide_request(struct redacting *r, const struct js *output)
{
    static const char unread[] = "{\"page\":%lld,\"boxes\":[%.*s],\"label\":\"UNREADABLE\"}";
    const struct js *marks = js_member(output, "marks");
    const struct js *regions = js_member(output, "unreadable");
    struct strbuf out;
    const char *comma = "";
    strbuf_init(&out, LIMIT_LINE);
    strbuf_puts(&out, "{\"document\":{\"file\":\"document\"},\"hide\":[");
    for (size_t i = 0; i < marks->array.count; i++) {
        const struct js *mark = &marks->array.items[i];
        if (!case_policy_act(&r->policy, STR("unknown"), js_text(mark, "label")).keep) {
            strbuf_printf(&out, "%s%.*s", comma, STR_ARG(mark->raw));
            comma = ",";
        }
    }
    for (size_t i = 0; i < regions->array.count; i++) {
        const struct js *region = &regions->array.items[i];
        strbuf_puts(&out, comma);
        strbuf_printf(&out, unread, (long long)js_member(region, "page")->integer,
                      STR_ARG(js_member(region, "box")->raw));
        comma = ",";
    }
    strbuf_puts(&out, "]}");
    struct str request = arena_str(r->arena, strbuf_view(&out));
    strbuf_release(&out);
    return request;
}

static void document_proposed(void *data, const struct use_answer *answer)
{
    struct redacting *r = data;
    struct redact_list *list = &r->documents;
    struct js *output;
    if (no_answer(r, answer) || r->code != ERR_OK) {
        return;
    }
    r->code = js_parse(r->arena, answer->output, &output, &r->err);
    if (r->code == ERR_OK) {
        list->files[r->answered] = answer->file;
        list->inputs[r->answered++] = hide_request(r, output);
    }
}

static enum err_code choose_targets(struct redacting *r, struct err *err)
{
    struct redact_list *list = &r->documents;
    list->targets = arena_zalloc(r->arena, (list->count + 1) * sizeof *list->targets);
    for (size_t i = 0; i < list->count; i++) {
        list->targets[i] = target_of(r, list->files[i], false);
        if (file_exists(list->targets[i]) && !r->given->force) {
            err_set(err, ERR_CONFLICT, "%s is there already", list->targets[i]);
            err_hint(err, "--force writes over it");
            return ERR_CONFLICT;
        }
        TRY(file_make_folders(file_folder_of(r->arena, list->targets[i]), 0700, err));
    }
    return ERR_OK;
}

/* ---- a tool over a list ---- */

static enum err_code use(struct redacting *r, const char *name, const char *task,
                         const struct redact_list *list,
                         void (*with)(void *data, const struct use_answer *answer),
                         struct err *err)
{
    struct tool_option tool;
    struct strbuf start;
    struct strbuf record;
    size_t failed;
    TRY(tool_option(r->arena, name, &tool, err));
    if (!str_is(tool.manifest.task, task)) {
        return err_set(err, ERR_UNSUPPORTED, "%s is no tool of %s", name, task);
    }
    const struct isolation_terms terms = {tool.built_in, NULL, NULL};
    TRY(isolation_check(&terms, err));
    strbuf_init(&start, LIMIT_MANIFEST);
    strbuf_init(&record, LIMIT_MANIFEST);
    enum err_code code = manifest_parameters(&tool.manifest, NULL, &start, &record, err);
    const struct use_plan plan = {.tool_folder = tool.folder,
                                  .manifest = &tool.manifest,
                                  .parameters = strbuf_view(&start),
                                  .files = list->files,
                                  .inputs = list->inputs,
                                  .targets = list->targets,
                                  .count = list->count,
                                  .checks = r->places.checks,
                                  .stopped = lab_progress_stopped,
                                  .answered = with,
                                  .data = r};
    if (code == ERR_OK) {
        code = use_run(r->arena, &plan, &failed, err);
    }
    strbuf_release(&start);
    strbuf_release(&record);
    if (code == ERR_OK && r->code != ERR_OK) {
        code = r->code;
        *err = r->err;
    }
    return code;
}

/* For a recipient in two steps: what the tool would hide, then of it what the policy does not
 * keep. */
static enum err_code redact_documents(struct redacting *r, struct err *err)
{
    static const char task[] = "document-redaction";
    static const char *const questions[] = {
        "{\"document\":{\"file\":\"document\"}}",
        "{\"document\":{\"file\":\"document\"},\"propose_only\":true}"};
    struct redact_list *list = &r->documents;
    bool chosen = r->policy.recipient.p != NULL;
    list->inputs = arena_alloc(r->arena, (list->count + 1) * sizeof *list->inputs);
    for (size_t i = 0; i < list->count; i++) {
        list->inputs[i] = str_of(questions[chosen ? 1 : 0]);
    }
    TRY(choose_targets(r, err));
    if (chosen) {
        /* nothing is written yet */
        list->targets = arena_zalloc(r->arena, (list->count + 1) * sizeof *list->targets);
        TRY(use(r, r->given->documents, task, list, document_proposed, err));
        list->count = r->answered;
        TRY(choose_targets(r, err));
    }
    return list->count > 0 ? use(r, r->given->documents, task, list, document_written, err)
                           : ERR_OK;
}

static enum err_code redact(struct redacting *r, struct command_call *call, struct err *err)
{
    TRY(places_find(call->arena, &r->places, err));
    if (r->given->recipient != NULL) {
        TRY(case_policy_read(call->arena, r->places.reference, str_of(r->given->recipient),
                             &r->policy, err));
    }
    for (size_t i = 0; i < call->count; i++) {
        TRY(add_path(r, call->words[i], 0, err));
    }
    lab_progress_catch_signals();
    if (r->texts.count > 0) {
        TRY(use(r, r->given->tool, "text-redaction", &r->texts, answered, err));
    }
    return r->documents.count > 0 ? redact_documents(r, err) : ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct redacting r = {.arena = call->arena, .given = call->options};
    enum err_code code = redact(&r, call, err);
    free(r.texts.files);
    free(r.documents.files);
    call->status = r.failed > 0 ? 1 : 0;
    return code;
}

const struct command command_redact = {
    .name = "redact",
    .synopsis =
        "FILE|FOLDER… [--for RECIPIENT] [--out FOLDER] [--tool TOOL] [--documents TOOL] "
        "[--force]",
    .summary = "write redacted copies of texts and documents",
    .help =
        "`tool run` on the tasks of redaction, for many files: texts (.txt and the like) by "
        "--tool, all else by\n--documents, in the format it came in; its result is checked and "
        "kept only when what was to hide is gone.\nEach is written to --out under its own "
        "path, "
        "whole or not at all, readable by its owner alone. --for keeps\nwhat the recipient's "
        "policy (reference/redaction/) keeps of people whose role nobody said. To say who is "
        "who,\nsettle doubts and have a log, use `policeai desk`.\n\nA person must read every "
        "page before it is handed over.\n\nExit status: 0 every file was answered; 1 one was "
        "not, or the tool could not run; 4 a file could not be\nread or written.",
    .options = options,
    .options_size = sizeof(struct redact_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 100000,
    .run = run,
};
