/* policeai organisation succeed */
#include "base/jsonw.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/organisation_option.h"

#include <stdlib.h>
#include <string.h>

enum { SUCCESSORS = 50 };

struct succeed_options {
    const char *data;
    const char *date;
    const char *subject;
};

static const struct opt options[] = {
    {"date", 0, OPT_TEXT, offsetof(struct succeed_options, date), "YYYY-MM-DD",
     "the first day on which it is so", 0, 0},
    {"subject", 0, OPT_TEXT, offsetof(struct succeed_options, subject), "HEX32",
     "of the statement that this one takes the place of", 0, 0},
    {"data", 0, OPT_TEXT, offsetof(struct succeed_options, data), "FOLDER", DATA_OPTION_HELP, 0,
     0},
    {.name = NULL}};

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct succeed_options *given = call->options;
    const char *successors[SUCCESSORS];
    size_t count = call->count - 1;
    struct strbuf body;
    struct jsonw w;
    if (given->date == NULL) {
        return err_set(err, ERR_USAGE, "say from when: --date YYYY-MM-DD");
    }
    for (size_t i = 0; i < count; i++) {
        successors[i] = call->words[i + 1];
    }
    qsort(successors, count, sizeof *successors, compare);
    strbuf_init(&body, LIMIT_BODY);
    jsonw_init(&w, &body);
    jsonw_object(&w);
    jsonw_member(&w, "date", given->date);
    jsonw_member(&w, "organisation", call->words[0]);
    jsonw_key(&w, "successors");
    jsonw_array(&w);
    for (size_t i = 0; i < count; i++) {
        jsonw_puts(&w, successors[i]);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    enum err_code code =
        organisation_submit(call->arena, given->data, "organisation.succeeded/1",
                            given->subject, strbuf_view(&body), err);
    strbuf_release(&body);
    return code;
}

const struct command command_organisation_succeed = {
    .name = "organisation succeed",
    .synopsis = "ID [SUCCESSOR…] --date YYYY-MM-DD [--subject HEX32] [--data FOLDER]",
    .summary = "state what an organisation becomes from a day on",
    .help = "One successor: it becomes that; forces merge when each names the same one. "
            "Several: it is divided. None: it ends.\nIts address and all that it published "
            "stay. Only the organisation itself may say it; the operator of the log may,\n"
            "while it has no key here. Waits in the outbox, where it can be cancelled.",
    .options = options,
    .options_size = sizeof(struct succeed_options),
    .words_min = 1,
    .words_max = 1 + SUCCESSORS,
    .run = run,
};
