/* What a hand-over asks of the tool for documents: hide exactly what was decided. The host has
 * the file checked; what does not pass is not there. */
#include "base/file.h"
#include "desk/reader_state.h"
#include "trial/use.h"

struct redaction {
    const char *target;
    struct strbuf *pictured;
    enum err_code code;
    struct err err;
};

/* "3 7": the officer should know that their text can no longer be searched. */
static void tell_pictured(struct str answer, struct strbuf *pictured)
{
    struct arena *arena = arena_new();
    struct js *output;
    if (js_parse(arena, answer, &output, NULL) == ERR_OK) {
        const struct js *pages = js_member(output, "pictured");
        for (size_t i = 0; pages != NULL && pages->type == JS_ARRAY && i < pages->array.count;
             i++) {
            const struct js *page = &pages->array.items[i];
            if (page->type == JS_INT) {
                strbuf_printf(pictured, "%s%lld", pictured->n > 0 ? " " : "",
                              (long long)page->integer);
            }
        }
    }
    arena_free(arena);
}

static void answered(void *data, const struct use_answer *answer)
{
    struct redaction *redaction = data;
    if (answer->outcome == OUTCOME_ANSWERED && answer->written != NULL) {
        redaction->code = ERR_OK;
        tell_pictured(answer->output, redaction->pictured);
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
                              const char *target, struct strbuf *pictured, struct err *err)
{
    struct reader *reader = data;
    struct arena *arena = arena_new();
    struct redaction redaction = {.target = target, .pictured = pictured};
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
