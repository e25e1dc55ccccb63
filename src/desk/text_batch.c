/* Texts are read in batches: one run of the tool over several files. */
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "crypto/digest.h"
#include "desk/reader_state.h"
#include "trial/use.h"

#include <string.h>

enum { BATCH = 16, TEXT_MAX = 64 * MIB };

struct batch {
    struct reader *reader;
    struct arena *arena;
    struct case_file files[BATCH];
    char digests[BATCH][SHA256_HEX_SIZE];
    size_t count, next;
    int64_t started_ms;
    enum err_code code; /* of what was kept of the answers */
    struct err err;
};

static struct case_mark *read_marks(struct arena *arena, const struct js *output, size_t *count)
{
    const struct js *spans = js_member(output, "spans");
    *count = spans->array.count;
    struct case_mark *marks = arena_zalloc(arena, (*count + 1) * sizeof *marks);
    for (size_t i = 0; i < *count; i++) {
        const struct js *span = &spans->array.items[i];
        marks[i] = (struct case_mark){.start = js_member(span, "start")->integer,
                                      .end = js_member(span, "end")->integer,
                                      .label = js_text(span, "label"),
                                      .confidence = reader_confidence(span)};
    }
    return marks;
}

static enum err_code digest_text(struct batch *batch, const struct case_file *file,
                                 struct str *text, char hex[SHA256_HEX_SIZE], struct err *err)
{
    const char *path = case_file_path(batch->reader->folder, batch->arena, file);
    TRY(file_read(batch->arena, path, TEXT_MAX, text, err));
    struct sha256 digest = sha256_of(*text);
    sha256_hex(hex, &digest);
    return ERR_OK;
}

/* A file that changed while it was read keeps waiting. */
static enum err_code keep_answer(struct batch *batch, size_t i, struct str output,
                                 struct err *err)
{
    struct reader *reader = batch->reader;
    const struct case_file *file = &batch->files[i];
    char hex[SHA256_HEX_SIZE];
    struct str text;
    struct js *json;
    size_t count;
    if (digest_text(batch, file, &text, hex, err) != ERR_OK ||
        strcmp(hex, batch->digests[i]) != 0) {
        return ERR_OK;
    }
    TRY(js_parse(batch->arena, output, &json, err));
    struct case_mark *marks = read_marks(batch->arena, json, &count);
    int64_t now_ms = clock_monotonic_ms();
    const struct case_answer answer = {.file = file,
                                       .sha256 = str_of(hex),
                                       .text = text,
                                       .tool = str_of(reader->text.name),
                                       .marks = marks,
                                       .count = count,
                                       .took_ms = now_ms - batch->started_ms};
    batch->started_ms = now_ms;
    enum err_code code = case_marks_take(reader->folder, &answer, &reader->rule.doubt,
                                         clock_now(&reader->clock), err);
    return code == ERR_CONFLICT ? ERR_OK : code;
}

static enum err_code refuse(struct batch *batch, size_t i, const char *why, struct err *err)
{
    return case_file_refuse(batch->reader->folder, &batch->files[i], why,
                            clock_now(&batch->reader->clock), err);
}

static void answered(void *data, const struct use_answer *answer)
{
    struct batch *batch = data;
    size_t i = batch->next++;
    if (batch->code != ERR_OK) {
        return;
    }
    if (answer->outcome == OUTCOME_ANSWERED) {
        batch->code = keep_answer(batch, i, answer->output, &batch->err);
    } else if (answer->outcome == OUTCOME_ERROR) {
        const char *why = arena_printf(batch->arena, "the tool gave no answer: %.*s: %.*s",
                                       STR_ARG(answer->error_code),
                                       STR_ARG(str_sub(answer->error_message, 0, 500)));
        batch->code = refuse(batch, i, why, &batch->err);
    } else {
        bool late = answer->outcome == OUTCOME_TIMEOUT;
        batch->code = refuse(batch, i, late ? "the tool took too long" : "the tool died on it",
                             &batch->err);
    }
}

/* Those of the batch that the task can read; the others are refused by name. */
static enum err_code sort_out(struct batch *batch, struct err *err)
{
    struct reader *reader = batch->reader;
    const struct task *task = task_lookup(reader->text.manifest.task);
    size_t kept = 0;
    for (size_t i = 0; i < batch->count; i++) {
        struct strbuf json;
        struct str text;
        struct err why = {0};
        const char *path = case_file_path(reader->folder, batch->arena, &batch->files[i]);
        strbuf_init(&json, LIMIT_LINE - 64);
        enum err_code code = task->from_file(batch->arena, path, &json, &why);
        strbuf_release(&json);
        if (code == ERR_OK) {
            code = digest_text(batch, &batch->files[i], &text, batch->digests[kept], &why);
        }
        if (code == ERR_OK) {
            batch->files[kept++] = batch->files[i];
            continue;
        }
        /* the place on this machine is no part of the reason */
        struct str words = str_of(why.message);
        struct str place = str_of(path);
        if (str_starts(words, place)) {
            words = str_trim(str_from(words, place.n));
        }
        TRY(refuse(batch, i,
                   arena_printf(batch->arena, "%.*s%s%s", STR_ARG(words),
                                why.hint[0] != '\0' ? ": " : "", why.hint),
                   err));
    }
    batch->count = kept;
    return ERR_OK;
}

static enum err_code run_tool(struct batch *batch, struct err *err)
{
    struct reader *reader = batch->reader;
    const char *paths[BATCH];
    size_t failed;
    for (size_t i = 0; i < batch->count; i++) {
        paths[i] = case_file_path(reader->folder, batch->arena, &batch->files[i]);
    }
    const struct use_plan plan = {.tool_folder = reader->text.folder,
                                  .manifest = &reader->text.manifest,
                                  .parameters = strbuf_view(&reader->text.parameters),
                                  .files = paths,
                                  .count = batch->count,
                                  .stopped = reader_stop_requested,
                                  .answered = answered,
                                  .data = batch};
    batch->started_ms = clock_monotonic_ms();
    TRY(use_run(batch->arena, &plan, &failed, err));
    if (batch->code != ERR_OK) {
        *err = batch->err;
    }
    return batch->code;
}

enum err_code text_batch_read(struct reader *reader, const struct case_file *files,
                              size_t count, struct err *err)
{
    struct batch batch = {.reader = reader, .arena = arena_new()};
    batch.count = count < BATCH ? count : BATCH;
    memcpy(batch.files, files, batch.count * sizeof *files);
    enum err_code code = sort_out(&batch, err);
    if (code == ERR_OK && batch.count > 0) {
        code = run_tool(&batch, err);
    }
    arena_free(batch.arena);
    return code;
}
