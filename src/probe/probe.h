/* One thing that no tool may do (private to this part). */
#ifndef POLICEAI_PROBE_PROBE_H
#define POLICEAI_PROBE_PROBE_H

#include <stdbool.h>

struct probe {
    const char *name;
    int words; /* at least that many follow the name */
    /* True when it came off; errno tells why not. */
    bool (*attempt)(char **words);
};

/* What the system must not grant: probe_system.c. */
bool probe_connect(char **words);
bool probe_connections(char **words);
bool probe_fork(char **words);
bool probe_memory(char **words);
bool probe_ptrace(char **words);
bool probe_signal(char **words);
bool probe_shared_memory(char **words);
bool probe_mount(char **words);
bool probe_setuid(char **words);

/* What files and descriptors must not: probe_files.c. */
bool probe_read(char **words);
bool probe_write(char **words);
bool probe_fill(char **words);
bool probe_flood(char **words);
bool probe_link(char **words);
bool probe_descriptors(char **words);
bool probe_environment(char **words);
bool probe_arguments(char **words);

#endif
