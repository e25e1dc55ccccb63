/* Answers every text with no spans: what is left is the cost of asking. */
#include "toolkit/tool.h"

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    (void)state;
    (void)arena;
    (void)input;
    (void)err;
    jsonw_object(output);
    jsonw_key(output, "spans");
    jsonw_array(output);
    jsonw_end(output);
    jsonw_end(output);
    return ERR_OK;
}

int main(void)
{
    return tool_main(&(struct tool){.window = 8, .answer = answer});
}
