/* policeai benchmark label */
#include "cli/label_call.h"

const struct command command_benchmark_label = {
    .name = "benchmark label",
    .synopsis = "FOLDER --as NAME [--port PORT]",
    .summary = "label the drawn items on a page of this machine",
    .help =
        "Prints a link that is good once and for this machine alone. NAME says whose answers "
        "they are (labels/NAME.jsonl)\nand need not be a person's own name. Two people, or as "
        "many as the draft asks for, label, and none sees what another said; on two machines, "
        "copy\nthe folder and "
        "bring labels/NAME.jsonl back. Each answer is on the disk before the next item is "
        "shown. Ctrl-C\nstops it; the next start goes on where it was.",
    .options = label_call_options,
    .options_size = sizeof(struct label_call_options),
    .defaults = &label_call_defaults,
    .words_min = 1,
    .words_max = 1,
    .run = label_call_label,
};
