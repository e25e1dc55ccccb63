/* A running sandbox as the host keeps it (private to this part). */
#ifndef POLICEAI_SANDBOX_SANDBOX_STATE_H
#define POLICEAI_SANDBOX_SANDBOX_STATE_H

#include "sandbox/launch.h"

struct sandbox {
    struct launch *launch;
    pid_t supervisor;
    int control;
    int streams[3]; /* ours */
    int out;        /* /out inside */
    int state;      /* /state inside, where it is written to; or -1 */
    int proc;       /* /proc inside */
    bool ended;
};

/* Makes everything a launch needs but streams; to be released also when it failed. */
enum err_code launch_prepare(struct launch **out, const struct sandbox_plan *plan,
                             struct err *err) MUST_USE;
/* NULL is allowed. */
void launch_release(struct launch *launch);

#endif
