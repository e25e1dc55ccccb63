/* policeai benchmark adjudicate */
#include "cli/label_call.h"

const struct command command_benchmark_adjudicate = {
    .name = "benchmark adjudicate",
    .synopsis = "FOLDER --as NAME [--port PORT]",
    .summary = "settle the items that were labelled differently",
    .help =
        "Prints a link as `benchmark label` does. Shows only what differs, the answers side "
        "by side without names and in\nan order that tells nothing; one is taken, or the "
        "item is answered anew (decisions.jsonl).",
    .options = label_call_options,
    .options_size = sizeof(struct label_call_options),
    .defaults = &label_call_defaults,
    .words_min = 1,
    .words_max = 1,
    .run = label_call_settle,
};
