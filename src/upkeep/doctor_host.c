/* What the kernel of this machine gives. */
#include "upkeep/doctor_checks.h"

#include "sandbox/cgroup.h"
#include "sandbox/sandbox.h"
#include "serve/confine.h"

#include <sys/timex.h>

enum { TRIAL_BYTES = 64 * 1024 * 1024, TRIAL_PROCESSES = 16 };

void doctor_isolation(struct doctor_report *report)
{
    struct err why = {.code = ERR_OK};
    enum sandbox_level level = sandbox_available(&why);
    if (level == SANDBOX_FULL) {
        doctor_add(report, "isolation", DOCTOR_OK, "", "tools run fully isolated");
        return;
    }
    doctor_add(report, "isolation", level == SANDBOX_NONE ? DOCTOR_WRONG : DOCTOR_NOTE,
               why.hint[0] != '\0' ? why.hint : "allow user namespaces, or serve as root",
               level == SANDBOX_NONE ? "no tool is run: %s"
                                     : "tools run with reduced isolation, which every evidence "
                                       "says: %s",
               why.message);
}

void doctor_memory(struct doctor_report *report)
{
    static const char *const words[] = {"polling", "control group version 1",
                                        "control group version 2"};
    struct cgroup cgroup;
    cgroup_make(&cgroup, TRIAL_BYTES, TRIAL_PROCESSES);
    enum cgroup_kind kind = cgroup.memory;
    cgroup_remove(&cgroup);
    cgroup_close(&cgroup);
    if (kind == CGROUP_NONE) {
        doctor_add(report, "memory", DOCTOR_NOTE,
                   "as root, or with a delegated control group, the kernel does it",
                   "a tool's memory is bounded by polling, which every evidence says");
        return;
    }
    doctor_add(report, "memory", DOCTOR_OK, "", "a tool's memory is bounded by %s",
               words[kind]);
}

void doctor_landlock(struct doctor_report *report)
{
    int version = confine_landlock();
    if (version == 0) {
        doctor_add(
            report, "landlock", DOCTOR_NOTE,
            "add landlock to the kernel's lsm= list (Debian 12's kernel has it built in)",
            "this kernel has no Landlock: the public process is held by its system call "
            "filter alone");
        return;
    }
    doctor_add(report, "landlock", DOCTOR_OK, "",
               "the public process can open nothing but what is public (Landlock %d)", version);
}

void doctor_clock(struct doctor_report *report)
{
    struct timex state = {.modes = 0};
    int status = adjtimex(&state);
    if (status == TIME_ERROR || (status >= 0 && (state.status & STA_UNSYNC) != 0)) {
        doctor_add(report, "clock", DOCTOR_NOTE, "install a time service, such as chrony",
                   "nothing keeps the clock right; each statement carries its time");
        return;
    }
    doctor_add(report, "clock", DOCTOR_OK, "", "the clock is kept right");
}
