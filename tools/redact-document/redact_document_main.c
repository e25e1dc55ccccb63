/* redact-document: a document in, one without what must be hidden out. */
#include "document.h"
#include "ocr/ocr.h"
#include "request.h"

#include "base/mem.h"
#include "toolkit/tool.h"

#include <stdlib.h>
#include <unistd.h>

struct redactor {
    struct detector *detector;
    struct ocr *ocr;
    bool cover_unreadable;
};

static bool parameter(const struct tool_start *start, const char *name, bool absent)
{
    const struct js *value = js_member(start->parameters, name);
    return value != NULL && value->type == JS_BOOL ? value->boolean : absent;
}

static enum err_code open_tool(const struct tool_start *start, void **state, struct err *err)
{
    struct redactor *redactor = xcalloc(1, sizeof *redactor);
    *state = redactor;
    redactor->cover_unreadable = parameter(start, "cover_unreadable", true);
    TRY(detector_new(&redactor->detector, err));
    return parameter(start, "ocr", true) ? ocr_new(&redactor->ocr, err) : ERR_OK;
}

/* The host keeps no hint of an item's error, so it goes behind the words. */
static enum err_code with_hint(enum err_code code, struct err *err)
{
    if (code != ERR_OK && err->hint[0] != '\0') {
        struct err told = *err;
        err_set(err, code, "%s; %s", told.message, told.hint);
    }
    return code;
}

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    struct redactor *redactor = state;
    struct answer answer = {.arena = arena};
    struct request request = {.detector = redactor->detector,
                              .ocr = redactor->ocr,
                              .cover_unreadable = redactor->cover_unreadable};
    TRY(tool_input_path(input, "document", arena, &request.path, err));
    TRY(request_read(input, &request, err));
    request.out = "/out/redacted"; /* the host has taken the one before: one item is out */
    strbuf_init(&answer.text, DOCUMENT_TEXT_MAX);
    enum err_code code = with_hint(redact_any(&request, &answer, err), err);
    if (code == ERR_OK) {
        answer_write(output, &answer, request.with_text);
    } else if (answer.file != NULL) {
        (void)unlink(answer.file);
    }
    strbuf_release(&answer.text);
    return code;
}

static void close_tool(void *state)
{
    struct redactor *redactor = state;
    detector_free(redactor->detector);
    ocr_free(redactor->ocr);
    free(redactor);
}

int main(void)
{
    return tool_main(
        &(struct tool){.window = 1, .open = open_tool, .answer = answer, .close = close_tool});
}
