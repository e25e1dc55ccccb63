/* What a hand-over asks of the tool for documents: hide exactly what was decided. The host has
 * the file checked; what does not pass is not there. */
#include "base/file.h"
#include "desk/reader_state.h"
#include "trial/use.h"

struct redaction {
    const char *target;
    enum err_code code;
    struct err err;
};

static void answered(void *data, const struct use_answer *answer)
{
    struct redaction *redaction = data;
    if (answer->outcome == OUTCOME_ANSWERED && answer->written != NULL) {
        redaction->code = ERR_OK;
    } else if (answer->outcome == OUTCOME_ERROR) {
        redaction->code = err_set(&redaction->err, ERR_EXTERNAL, "%s%.*s",
                                  str_is(answer->error_code, "check")
                                      ? "it was not taken out, so nothing is handed over: "
                                      : "",
                                  STR_ARG(str_sub(answer->error_message, 0, 400)));
    } else {
        redaction->code = err_set(&redaction->err, ERR_EXTERNAL, "the tool gave no file (%s)",
                                  outcome_word(answer->outcome));
    }
}

enum err_code handover_redact(void *data, const char *source, struct str request,
                              const char *target, struct err *err)
{
    struct reader *reader = data;
    struct arena *arena = arena_new();
    struct redaction redaction = {.target = target};
    size_t failed;
    redaction.code = err_set(&redaction.err, ERR_EXTERNAL, "the tool gave no answer");
    const struct use_plan plan = {.tool_folder = reader->document.folder,
                                  .manifest = &reader->document.manifest,
                                  .parameters = strbuf_view(&reader->document.parameters),
                                  .files = &source,
                                  .inputs = &request,
                                  .targets = &target,
                                  .count = 1,
                                  .checks = reader->plan->places->checks,
                                  .stopped = reader_stop_requested,
                                  .answered = answered,
                                  .data = &redaction};
    enum err_code code = use_run(arena, &plan, &failed, err);
    if (code == ERR_OK && redaction.code != ERR_OK) {
        code = redaction.code;
        *err = redaction.err;
    }
    arena_free(arena);
    return code;
}
