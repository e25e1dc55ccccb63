/* probe NAME WORD…: tries one thing and says whether it came off. Exit status 0 when it did, 1
 * when it did not, 2 for a call that makes no sense. See README.md. */
#include "probe.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct probe probes[] = {
    {"connect", 1, probe_connect},
    {"connections", 1, probe_connections},
    {"fork", 1, probe_fork},
    {"memory", 1, probe_memory},
    {"ptrace", 0, probe_ptrace},
    {"signal", 1, probe_signal},
    {"shared-memory", 1, probe_shared_memory},
    {"mount", 0, probe_mount},
    {"setuid", 0, probe_setuid},
    {"read", 2, probe_read},
    {"write", 1, probe_write},
    {"fill", 2, probe_fill},
    {"flood", 1, probe_flood},
    {"link", 2, probe_link},
    {"descriptors", 1, probe_descriptors},
    {"environment", 2, probe_environment},
    {"arguments", 2, probe_arguments},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc > 1 && i < sizeof probes / sizeof probes[0]; i++) {
        if (strcmp(argv[1], probes[i].name) == 0 && argc - 2 >= probes[i].words) {
            errno = 0;
            bool done = probes[i].attempt(argv + 2);
            int why = errno;
            printf("\n%s: %s\n", done ? "succeeded" : "failed",
                   done       ? probes[i].name
                   : why != 0 ? strerror(why)
                              : "nothing there");
            return done ? 0 : 1;
        }
    }
    fprintf(stderr, "usage: probe NAME WORD…\n");
    return 2;
}
