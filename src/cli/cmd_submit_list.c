/* policeai submit list */
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/submit_call.h"
#include "supplier/reply_window.h"

#include <stdio.h>

struct list_options {
    const char *data;
};

static const struct opt options[] = {{"data", 0, OPT_TEXT, offsetof(struct list_options, data),
                                      "FOLDER", DATA_OPTION_HELP, 0, 0},
                                     {.name = NULL}};

/* What of its results comes next, in a few words. */
static const char *state_of(const struct result *results, size_t count, int64_t now)
{
    const char *state = count == 0 ? "not measured" : "published";
    for (size_t i = 0; i < count; i++) {
        if (results[i].published_on.n > 0) {
            continue;
        }
        if (!results[i].served) {
            return "to be served";
        }
        bool due = results[i].reply_count > 0 || reply_window_closed(results[i].until, now);
        state = due ? "to be published" : "waits for the supplier";
    }
    return state;
}

static enum err_code print_one(struct arena *arena, const struct datadir *dir, const char *id,
                               struct err *err)
{
    struct received received;
    struct result *results;
    struct strbuf title;
    size_t count;
    TRY(received_open(arena, dir, id, &received, err));
    TRY(results_read(arena, &received, &results, &count, err));
    const struct submission *submission = &received.submission;
    strbuf_init(&title, 65536);
    utf8_visible(
        &title,
        str_of(arena_printf(arena, "%.*s %.*s (%.*s)", STR_ARG(submission->product),
                            STR_ARG(submission->version), STR_ARG(submission->supplier))),
        false);
    printf("%.8s  %.*s  %s: %s\n", id, STR_ARG(received.date), title.p,
           state_of(results, count, submit_now()));
    strbuf_release(&title);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct list_options *given = call->options;
    struct datadir dir;
    const char **ids;
    size_t count;
    TRY(data_option(call->arena, given->data, &dir, err));
    TRY(received_list(call->arena, &dir, &ids, &count, err));
    for (size_t i = 0; i < count; i++) {
        TRY(print_one(call->arena, &dir, ids[i], err));
    }
    if (count == 0) {
        puts("no submission was received");
    }
    return ERR_OK;
}

const struct command command_submit_list = {
    .name = "submit list",
    .synopsis = "[--data FOLDER]",
    .summary = "what suppliers handed in, and what comes next for each",
    .help = "One line a submission: the first digits of its id, when it came, what it is, what "
            "comes next.",
    .options = options,
    .options_size = sizeof(struct list_options),
    .words_min = 0,
    .words_max = 0,
    .run = run,
};
