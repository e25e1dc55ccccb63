/* check-redaction: is what a tool says it hid gone from the file it made? */
#include "verdict.h"

#include "toolkit/tool.h"

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    struct verdict verdict = {.arena = arena};
    (void)state;
    const struct js *told = NULL;
    const char *original;
    const char *redacted;
    TRY(tool_input_path(input, "original", arena, &original, err));
    TRY(tool_input_path(input, "redacted", arena, &redacted, err));
    TRY(js_need(input, "output", JS_OBJECT, &told, err));
    TRY(check_file(original, redacted, told, &verdict, err));
    verdict_write(&verdict, output);
    return ERR_OK;
}

int main(void)
{
    return tool_main(&(struct tool){.window = 1, .answer = answer});
}
