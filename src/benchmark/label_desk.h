/* The labelling pages: one labeller, or whoever settles what labellers said differently, on
 * 127.0.0.1, with a link that is good once. One process, confined to the draft's folder. Each
 * answer is on the disk before the next item is shown. A labeller sees neither the others'
 * answers nor a tool's, nor the names of files and groups. */
#ifndef POLICEAI_BENCHMARK_LABEL_DESK_H
#define POLICEAI_BENCHMARK_LABEL_DESK_H

#include "benchmark/making.h"

struct label_desk_plan {
    const char *folder;
    const char *who; /* a labeller's name */
    bool settle;     /* shows what differs, else what `who` has not labelled */
    int port;        /* of 127.0.0.1; 0: any that is free */
    /* The first page can be fetched; `link` is good once. */
    void (*serving)(int port, const char *link);
};

/* Returns ERR_OK after SIGINT or SIGTERM. ERR_CONFLICT: frozen, or somebody labels under this
 * name now; ERR_LIMIT: one labeller more than the draft has; ERR_INVALID: no sample, or nothing
 * to settle. */
enum err_code label_desk_run(const struct label_desk_plan *plan, struct err *err) MUST_USE;

#endif
