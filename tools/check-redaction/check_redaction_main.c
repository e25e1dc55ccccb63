/* check-redaction: is what a tool says it hid gone from the file it made? */
#include "verdict.h"

#include "base/file.h"
#include "toolkit/tool.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

void verdict_add(struct verdict *verdict, const char *format, ...)
{
    char words[200];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(words, sizeof words, format, args);
    va_end(args);
    if (verdict->count < FAILURES_MAX) {
        verdict->failures[verdict->count] = arena_strdup(verdict->arena, words);
    }
    verdict->count++;
}

static enum err_code is_pdf(const char *path, bool *pdf, struct err *err)
{
    char head[1024];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return err_errno(err, "cannot open the file");
    }
    ssize_t got = read(fd, head, sizeof head);
    close(fd);
    if (got < 0) {
        return err_errno(err, "cannot read the file");
    }
    *pdf = str_find(str_n(head, (size_t)got), STR("%PDF-")) != SIZE_MAX;
    return ERR_OK;
}

static enum err_code examine(const struct js *input, struct verdict *verdict, struct err *err)
{
    const struct js *output = NULL;
    const char *original;
    const char *redacted;
    bool was_pdf;
    bool pdf;
    TRY(tool_input_path(input, "original", verdict->arena, &original, err));
    TRY(tool_input_path(input, "redacted", verdict->arena, &redacted, err));
    TRY(js_need(input, "output", JS_OBJECT, &output, err));
    TRY(is_pdf(original, &was_pdf, err));
    TRY(is_pdf(redacted, &pdf, err));
    if (was_pdf != pdf) {
        verdict_add(verdict, "the file is of another kind than the one that went in");
        return ERR_OK;
    }
    return pdf ? check_pdf(redacted, output, verdict, err)
               : check_text(original, redacted, output, verdict, err);
}

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    struct verdict verdict = {.arena = arena};
    (void)state;
    TRY(examine(input, &verdict, err));
    jsonw_object(output);
    jsonw_key(output, "passed");
    jsonw_bool(output, verdict.count == 0);
    jsonw_key(output, "failures");
    jsonw_array(output);
    for (size_t i = 0; i < verdict.count && i < FAILURES_MAX; i++) {
        jsonw_puts(output, verdict.failures[i]);
    }
    jsonw_end(output);
    jsonw_end(output);
    return ERR_OK;
}

int main(void)
{
    return tool_main(&(struct tool){.window = 1, .answer = answer});
}
