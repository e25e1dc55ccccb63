/* A tool over many items: windows, clocks, deaths, restarts, faults (formats, Tool protocol).
 *
 * Each item gets exactly one outcome, in whatever order they come; what went wrong with the
 * tool costs items, not the run. The loop is one thread; `workers` tool processes run side by
 * side. Deterministic in what it decides about an item as far as the tool is. */
#ifndef POLICEAI_RUN_CLIENT_H
#define POLICEAI_RUN_CLIENT_H

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "protocol/manifest.h"
#include "run/output_check.h"
#include "sandbox/sandbox.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct client_item {
    struct str id;
    const struct js *input;
    const char *const *files; /* what each {"file":…} of the input stands for, in its order */
    size_t file_count;
    const char *kept; /* where the file of the answer is kept, or NULL */
};

enum outcome {
    OUTCOME_NONE,
    OUTCOME_ANSWERED,
    OUTCOME_ERROR,
    OUTCOME_DIED,
    OUTCOME_TIMEOUT,
    OUTCOME_NOT_ATTEMPTED
};
const char *outcome_word(enum outcome outcome); /* "answered", … "not-attempted" */
bool outcome_of_word(struct str word, enum outcome *outcome);

struct client_answer {
    size_t item; /* index into items */
    enum outcome outcome;
    struct str output;     /* its bytes as sent; answered only */
    struct str error_code; /* error only */
    struct str error_message;
    int64_t microseconds; /* from the start of its clock to the answer; -1: none */
    /* Of a service (elsewhere/service.h); 0: not of one, or not said. */
    int64_t attempts;
    int64_t tokens_in, tokens_out;
};

struct client_plan {
    const char *tool_folder;
    const struct manifest *manifest;
    struct str parameters; /* JSON as in start */
    int64_t tool_seed;
    const char *scratch;      /* folder for staged inputs */
    const char *state_folder; /* prepared, shown read-only as /state; or NULL */
    int64_t workers;
    int64_t window_max; /* 0: the tool's; 1 for latency */
    const struct client_item *items;
    const size_t *order; /* indices of items to do, in this order */
    size_t count;        /* of order */
    int64_t
        stop_sending_ms; /* monotonic; 0: never. What was not sent then stays without outcome */
    /* MAY be NULL. Items are too many to be held at once: `items` is NULL, `order` names them,
     * and this says what one asks right before it is sent, and again should it be sent again.
     * What it points to is lent until its next call. Without output_check. A failure ends the
     * run. */
    enum err_code (*prepare)(void *data, size_t item, struct client_item *asked,
                             struct err *err);
    /* Refuses an output that breaks the task's contract. */
    enum err_code (*check)(void *data, size_t item, const struct js *output, struct err *err);
    /* MAY be NULL. Judges the files of outputs: an item that does not pass has the error
     * "check".
     */
    struct output_check *output_check;
    /* An item has its outcome; texts are borrowed. A failure ends the run. */
    enum err_code (*done)(void *data, const struct client_answer *answer, struct err *err);
    /* Called several times a second; true asks to stop (ERR_CANCELLED). MAY be NULL. */
    bool (*tick)(void *data);
    /* Called with each process just ready, and with it before its end. MAY be NULL. */
    enum err_code (*observe)(void *data, struct sandbox *sandbox, bool ending, struct err *err);
    void *data;
};

/* Of one run, also where several passed over its items. */
struct client_counts {
    int64_t restarts;
    int64_t faults;
    int64_t noise_bytes;
    struct sandbox_record record;
};
void client_counts_add(struct client_counts *counts, const struct client_counts *more);

/* ERR_OK when every item that was to be sent has its outcome. Else the run failed: the tool did
 * not get ready, broke the protocol beyond what is borne, or a callback said so. */
enum err_code client_run(const struct client_plan *plan, struct client_counts *counts,
                         struct err *err) MUST_USE;

#endif
