/* Around every `policeai score FAMILY`; see score_call.h. */
#include "cli/score_call.h"

enum err_code score_needs(const char *value, const char *option, struct err *err)
{
    return value != NULL ? ERR_OK : err_set(err, ERR_USAGE, "give --%s", option);
}

enum err_code score_call(struct command_call *call, const char *family,
                         const struct score_options *options, score_call_fn *score,
                         struct err *err)
{
    struct score_report *report = score_report_new(call->arena, family, options);
    enum err_code code = score(report, call->options, err);
    if (code != ERR_OK) {
        call->status = code == ERR_USAGE ? err_exit_status(ERR_USAGE) : EXIT_NOT_FOUND_INPUT;
        return code;
    }
    score_report_print(report);
    return ERR_OK;
}
