/* What isolation a run had and which calls it was refused. */
#include "base/jsonw.h"
#include "sandbox/sandbox_state.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(((struct sandbox_record *)0)->refused) == FILTER_CALLS * sizeof(unsigned),
               "one count a call");

static int64_t peak_of(const struct launch *launch)
{
    int64_t peak = cgroup_memory_peak(&launch->cgroup);
    return peak >= 0 ? peak : (int64_t)atomic_load(&launch->shared->memory_peak);
}

void sandbox_record_add(struct sandbox_record *record, const struct sandbox *sandbox)
{
    const struct launch *launch = sandbox->launch;
    const struct launch_shared *shared = launch->shared;
    enum sandbox_level level = shared->counted ? SANDBOX_FULL : SANDBOX_REDUCED;
    bool first = record->started++ == 0;
    int64_t kills = cgroup_memory_kills(&launch->cgroup);
    int64_t peak = peak_of(launch);
    record->level = first || level < record->level ? level : record->level;
    record->memory = first || (int)launch->cgroup.memory < record->memory
                         ? (int)launch->cgroup.memory
                         : record->memory;
    record->processes = first || (int)launch->cgroup.processes < record->processes
                            ? (int)launch->cgroup.processes
                            : record->processes;
    record->memory_kills += (kills > 0 ? kills : 0) + atomic_load(&shared->memory_kills);
    record->memory_peak = peak > record->memory_peak ? peak : record->memory_peak;
    for (int i = 0; i < FILTER_CALLS; i++) {
        record->refused[i] += atomic_load(&shared->refused[i]);
    }
}

void sandbox_record_join(struct sandbox_record *record, const struct sandbox_record *other)
{
    bool first = record->started == 0;
    if (other->started == 0) {
        return;
    }
    record->started += other->started;
    record->level = first || other->level < record->level ? other->level : record->level;
    record->memory = first || other->memory < record->memory ? other->memory : record->memory;
    record->processes =
        first || other->processes < record->processes ? other->processes : record->processes;
    record->memory_kills += other->memory_kills;
    record->memory_peak = first || other->memory_peak > record->memory_peak
                              ? other->memory_peak
                              : record->memory_peak;
    for (int i = 0; i < FILTER_CALLS; i++) {
        record->refused[i] += other->refused[i];
    }
}

struct refused_call {
    const char *name;
    unsigned count;
};

static int compare_calls(const void *a, const void *b)
{
    return strcmp(((const struct refused_call *)a)->name,
                  ((const struct refused_call *)b)->name);
}

const char *sandbox_record_memory(const struct sandbox_record *record)
{
    static const char *const words[] = {"polling", "cgroup1", "cgroup2"};
    return words[record->memory];
}

const char *sandbox_record_processes(const struct sandbox_record *record)
{
    static const char *const words[] = {"rlimit", "cgroup1", "cgroup2"};
    return words[record->processes];
}

void sandbox_record_json(const struct sandbox_record *record, struct strbuf *json)
{
    struct arena *arena = arena_new();
    struct refused_call calls[FILTER_CALLS];
    size_t count = 0;
    struct jsonw w;
    for (int i = 0; i < FILTER_CALLS; i++) {
        if (record->refused[i] > 0) {
            calls[count++] =
                (struct refused_call){filter_call_name(arena, i), record->refused[i]};
        }
    }
    qsort(calls, count, sizeof *calls, compare_calls);
    jsonw_init(&w, json);
    jsonw_object(&w);
    jsonw_member(&w, "level", sandbox_level_name(record->level));
    jsonw_member(&w, "memory", sandbox_record_memory(record));
    jsonw_member(&w, "processes", sandbox_record_processes(record));
    jsonw_key(&w, "refused");
    jsonw_object(&w);
    for (size_t i = 0; i < count; i++) {
        jsonw_member_int(&w, calls[i].name, calls[i].count);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    arena_free(arena);
}
