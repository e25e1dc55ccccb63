/* The tool of the task disclosure-schedule over the documents of a case, in its sandbox. What
 * is answered is written within a second or so: killed anywhere, the same call goes on. */
#ifndef POLICEAI_DISCLOSURE_DESCRIBE_CASE_H
#define POLICEAI_DISCLOSURE_DESCRIBE_CASE_H

#include "disclosure/disclosure_case.h"
#include "protocol/manifest.h"

struct describe_plan {
    const char *tool_folder;
    const struct manifest *manifest;
    struct str parameters; /* as for "start" */
    const char *scratch;
    int64_t workers; /* processes of the tool at once, at least 1 */
    bool again;      /* also those described by another version of the tool */
    bool (*stopped)(void);
    void (*progress)(void *data, int64_t done, int64_t waiting); /* MAY be NULL */
    void *data;
};

struct describe_counts {
    int64_t described, failed, categories, sensitive; /* by this call */
};

/* ERR_CANCELLED when it was stopped; what was described by then is kept. */
enum err_code describe_case(struct casefile_acts *acts, const struct disclosure_act *act,
                            const struct describe_plan *plan, struct describe_counts *counts,
                            struct err *err) MUST_USE;

#endif
