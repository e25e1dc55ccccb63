/* See desk_reader.h. Killed anywhere, the next one goes on: a text waits until its marks stand
 * in one transaction, a document at the page after the last that does. */
#include "desk/desk_reader.h"

#include "base/json.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/log.h"
#include "casefolder/case_cast.h"
#include "casefolder/case_elsewhere.h"
#include "casefolder/case_handover.h"
#include "desk/reader_state.h"
#include "trial/redaction_route.h"
#include "trial/scratch.h"

#include <math.h>
#include <poll.h>

enum { BATCH = 16, CAST_MS = 5000, WAIT_MS = 300, SCAN_MS = 2000, TROUBLE_MS = 5000 };

static int stop_requested_fd = -1;

static bool told_to_stop(int fd, int wait_ms)
{
    struct pollfd polled = {fd, POLLIN, 0};
    return poll(&polled, 1, wait_ms) != 0;
}

bool reader_stop_requested(void)
{
    return told_to_stop(stop_requested_fd, 0);
}

int64_t reader_confidence(const struct js *mark)
{
    const struct js *value = js_member(mark, "confidence");
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

static bool is_text(struct reader *reader, struct arena *arena, const struct case_file *file)
{
    return redaction_is_text(case_file_path(reader->folder, arena, file));
}

/* Texts up to the first document, or some pages of it. *some: there was something to read. */
static enum err_code read_some(struct reader *reader, bool *some, struct err *err)
{
    struct arena *arena = arena_new();
    struct case_file files[BATCH];
    size_t count;
    size_t texts = 0;
    enum err_code code = case_files_next(reader->folder, arena, BATCH, files, &count, err);
    *some = code == ERR_OK && count > 0;
    while (*some && texts < count && is_text(reader, arena, &files[texts])) {
        texts++;
    }
    if (*some) {
        code = texts > 0 ? text_batch_read(reader, files, texts, err)
                         : document_read_on(reader, &files[0], err);
    }
    reader->cast_is_old = reader->cast_is_old || *some;
    arena_free(arena);
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

/* Words of a mark that stand in other files unmarked are doubts there. */
static enum err_code look_elsewhere(struct reader *reader, struct err *err)
{
    int64_t newest;
    size_t made;
    TRY(case_elsewhere_newest(reader->folder, &newest, err));
    if (newest == reader->looked) {
        return ERR_OK;
    }
    TRY(case_elsewhere_make(reader->folder, &made, err));
    reader->cast_is_old = reader->cast_is_old || made > 0 || newest > reader->looked;
    reader->looked = newest;
    return ERR_OK;
}

static enum err_code work(struct reader *reader, int64_t *scanned_ms, bool *some,
                          struct err *err)
{
    const struct case_redactor redactor = {reader, handover_redact};
    int64_t now = clock_now(&reader->clock);
    bool made;
    *some = false;
    if (clock_monotonic_ms() - *scanned_ms >= SCAN_MS) {
        TRY(case_files_scan(reader->folder, now, err));
        *scanned_ms = clock_monotonic_ms();
    }
    TRY(case_handover_make(reader->folder, reader->plan->places->reference, &redactor, now,
                           &made, err));
    TRY(read_some(reader, some, err));
    if (!*some) {
        TRY(look_elsewhere(reader, err));
    }
    TRY(make_cast(reader, *some, err));
    if (!*some) {
        TRY(pictures_make(reader, some, err));
    }
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

static enum err_code prepare_tool(struct arena *arena, const char *folder,
                                  struct reader_tool *tool, struct err *err)
{
    struct strbuf record;
    tool->folder = folder;
    TRY(manifest_read(arena, folder, &tool->manifest, err));
    strbuf_init(&record, LIMIT_MANIFEST);
    enum err_code code =
        manifest_parameters(&tool->manifest, NULL, &tool->parameters, &record, err);
    strbuf_release(&record);
    tool->name = arena_printf(arena, "%.*s %.*s", STR_ARG(tool->manifest.id),
                              STR_ARG(tool->manifest.version));
    return code;
}

static enum err_code prepare(struct reader *reader, struct arena *arena, const char *scratch,
                             struct err *err)
{
    const struct desk_plan *plan = reader->plan;
    TRY(case_open(&reader->folder, plan->folder, err));
    TRY(prepare_tool(arena, plan->tool_folder, &reader->text, err));
    TRY(prepare_tool(arena, plan->document_tool_folder, &reader->document, err));
    TRY(case_review_rule_read(arena, plan->places->reference, &reader->rule, err));
    return house_program_open(&reader->painter, plan->places->checks, "picture-page", scratch,
                              err);
}

enum err_code desk_read_files(const struct desk_plan *plan, int stop_fd, struct err *err)
{
    struct reader reader = {
        .plan = plan, .stop_fd = stop_fd, .cast_is_old = true, .looked = -1};
    struct arena *arena = arena_new();
    const char *scratch;
    stop_requested_fd = stop_fd;
    strbuf_init(&reader.text.parameters, LIMIT_MANIFEST);
    strbuf_init(&reader.document.parameters, LIMIT_MANIFEST);
    enum err_code code = scratch_make(arena, &scratch, err);
    if (code == ERR_OK) {
        code = prepare(&reader, arena, scratch, err);
        if (code == ERR_OK) {
            read_on(&reader);
        }
        house_program_free(reader.painter);
        scratch_remove(scratch);
    }
    case_close(reader.folder);
    strbuf_release(&reader.text.parameters);
    strbuf_release(&reader.document.parameters);
    arena_free(arena);
    return code;
}
