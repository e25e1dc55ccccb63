/* See desk_reader.h. Killed anywhere, the next one goes on: a file waits until its marks stand
 * in one transaction. */
#include "desk/desk_reader.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "casefolder/case_cast.h"
#include "casefolder/case_handover.h"
#include "casefolder/case_policy.h"
#include "crypto/digest.h"
#include "desk/desk.h"
#include "protocol/manifest.h"
#include "trial/use.h"

#include <math.h>
#include <poll.h>
#include <stdlib.h>

enum {
    BATCH = 16,
    CAST_MS = 5000,
    WAIT_MS = 300,
    SCAN_MS = 2000,
    TROUBLE_MS = 5000,
    TEXT_MAX = 64 * MIB
};

struct reader {
    const struct desk_plan *plan;
    const struct clock clock;
    int stop_fd;
    struct case_folder *folder;
    struct manifest manifest;
    struct str parameters;
    struct case_review_rule rule;
    const char *tool; /* "redact-text 2.0.0" */
    bool cast_is_old;
    int64_t cast_ms; /* when the cast was made last */
};

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

static int stop_requested_fd = -1;

static bool told_to_stop(int fd, int wait_ms)
{
    struct pollfd polled = {fd, POLLIN, 0};
    return poll(&polled, 1, wait_ms) != 0;
}

static bool stop_requested(void)
{
    return told_to_stop(stop_requested_fd, 0);
}

/* "confidence": a number or decimal text from 0 to 1; CONFIDENCE_UNKNOWN for anything else. */
static int64_t confidence_of(const struct js *span)
{
    const struct js *value = js_member(span, "confidence");
    double number = -1;
    if (value != NULL && value->type == JS_REAL) {
        number = value->real;
    } else if (value != NULL && value->type == JS_INT) {
        number = (double)value->integer;
    } else if (value != NULL && value->type == JS_STRING &&
               !dec_parse(value->string, &number)) {
        number = -1;
    }
    return number >= 0 && number <= 1 ? (int64_t)lround(number * 1000) : CONFIDENCE_UNKNOWN;
}

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
                                      .confidence = confidence_of(span)};
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
                                       .tool = str_of(reader->tool),
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
    const struct task *task = task_lookup(reader->manifest.task);
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
    const struct use_plan plan = {.tool_folder = reader->plan->tool_folder,
                                  .manifest = &reader->manifest,
                                  .parameters = reader->parameters,
                                  .files = paths,
                                  .count = batch->count,
                                  .stopped = stop_requested,
                                  .answered = answered,
                                  .data = batch};
    batch->started_ms = clock_monotonic_ms();
    TRY(use_run(batch->arena, &plan, &failed, err));
    if (batch->code != ERR_OK) {
        *err = batch->err;
    }
    return batch->code;
}

/* *some: there was something to read. */
static enum err_code read_batch(struct reader *reader, bool *some, struct err *err)
{
    struct batch batch = {.reader = reader, .arena = arena_new()};
    enum err_code code =
        case_files_next(reader->folder, batch.arena, BATCH, batch.files, &batch.count, err);
    *some = code == ERR_OK && batch.count > 0;
    if (*some) {
        code = sort_out(&batch, err);
    }
    if (code == ERR_OK && batch.count > 0) {
        code = run_tool(&batch, err);
    }
    reader->cast_is_old = reader->cast_is_old || *some;
    arena_free(batch.arena);
    return code;
}

/* The people, once all is read, and now and then before: it looks at every mark of the case. */
static enum err_code make_cast(struct reader *reader, bool reading, struct err *err)
{
    if (!reader->cast_is_old || (reading && clock_monotonic_ms() - reader->cast_ms < CAST_MS)) {
        return ERR_OK;
    }
    TRY(case_cast_make(reader->folder, err));
    reader->cast_is_old = false;
    reader->cast_ms = clock_monotonic_ms();
    return ERR_OK;
}

/* What keeps files from being read is shown on the first page. */
static void show_trouble(struct reader *reader, const struct err *trouble)
{
    struct arena *arena = arena_new();
    struct err err = {0};
    struct str shown;
    const char *words = trouble != NULL ? trouble->message : "";
    if (case_setting(reader->folder, arena, "trouble", &shown, &err) == ERR_OK &&
        !str_is(shown, words) &&
        case_setting_set(reader->folder, "trouble", str_of(words), STR(""),
                         clock_now(&reader->clock), &err) != ERR_OK) {
        log_err("trouble", &err);
    }
    arena_free(arena);
}

static enum err_code work(struct reader *reader, int64_t *scanned_ms, bool *some,
                          struct err *err)
{
    int64_t now = clock_now(&reader->clock);
    bool made;
    *some = false;
    if (clock_monotonic_ms() - *scanned_ms >= SCAN_MS) {
        TRY(case_files_scan(reader->folder, now, err));
        *scanned_ms = clock_monotonic_ms();
    }
    TRY(case_handover_make(reader->folder, reader->plan->places->reference, now, &made, err));
    TRY(read_batch(reader, some, err));
    TRY(make_cast(reader, *some, err));
    *some = *some || made;
    return ERR_OK;
}

static void read_on(struct reader *reader)
{
    int64_t scanned_ms = -SCAN_MS;
    int wait_ms = 0;
    bool troubled = true; /* what an earlier reader left there */
    while (!told_to_stop(reader->stop_fd, wait_ms)) {
        struct err err = {0};
        bool some;
        enum err_code code = work(reader, &scanned_ms, &some, &err);
        wait_ms = some ? 0 : WAIT_MS;
        if (code == ERR_CANCELLED) {
            continue;
        }
        if (code != ERR_OK) {
            log_err("reader", &err);
            show_trouble(reader, &err);
            wait_ms = TROUBLE_MS;
        } else if (troubled) {
            show_trouble(reader, NULL);
        }
        troubled = code != ERR_OK;
    }
}

static enum err_code prepare(struct reader *reader, struct arena *arena,
                             struct strbuf *parameters, struct err *err)
{
    struct strbuf record;
    TRY(manifest_read(arena, reader->plan->tool_folder, &reader->manifest, err));
    TRY(case_review_rule_read(arena, reader->plan->places->reference, &reader->rule, err));
    strbuf_init(&record, LIMIT_MANIFEST);
    enum err_code code = manifest_parameters(&reader->manifest, NULL, parameters, &record, err);
    strbuf_release(&record);
    reader->parameters = strbuf_view(parameters);
    reader->tool = arena_printf(arena, "%.*s %.*s", STR_ARG(reader->manifest.id),
                                STR_ARG(reader->manifest.version));
    return code;
}

enum err_code desk_read_files(const struct desk_plan *plan, int stop_fd, struct err *err)
{
    struct reader reader = {.plan = plan, .stop_fd = stop_fd, .cast_is_old = true};
    struct arena *arena = arena_new();
    struct strbuf parameters;
    stop_requested_fd = stop_fd;
    strbuf_init(&parameters, LIMIT_MANIFEST);
    enum err_code code = case_open(&reader.folder, plan->folder, err);
    if (code == ERR_OK) {
        code = prepare(&reader, arena, &parameters, err);
    }
    if (code == ERR_OK) {
        read_on(&reader);
    }
    case_close(reader.folder);
    strbuf_release(&parameters);
    arena_free(arena);
    return code;
}
