/* The table of probes: what is tried, with which words outside and inside, and what holds it.
 */
#include "toolbox/self_test_state.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define MEBIBYTES_OF_MEMORY "192"
#define MEBIBYTES_OF_DISK "32"
#define MEBIBYTES_OF_OUTPUT "16"
#define PROCESSES "200"

enum { PROBES_MAX = 32 };

struct plan {
    const char *name;
    const char *held_by;
    const char *outside[WORDS_MAX];
    const char *inside[WORDS_MAX]; /* none: the same */
    const char *link;              /* outside: the link that the host then opens */
    const char *output;            /* inside: the same as a tool's file */
};

static void add(struct plan **at, const struct plan *plan)
{
    **at = *plan;
    (*at)++;
}

static void plan_system(struct plan **at, const struct bait *bait)
{
    add(at, &(struct plan){"connect to this machine",
                           "socket() refused; no network inside",
                           {"connect", bait->port},
                           {NULL},
                           NULL,
                           NULL});
    add(at, &(struct plan){"see its connections",
                           "a network namespace of its own",
                           {"connections", bait->port},
                           {NULL},
                           NULL,
                           NULL});
    add(at, &(struct plan){"fork bomb, " PROCESSES " processes",
                           "limit of processes",
                           {"fork", PROCESSES},
                           {NULL},
                           NULL,
                           NULL});
    add(at, &(struct plan){"memory bomb, " MEBIBYTES_OF_MEMORY " MiB",
                           "limit of memory",
                           {"memory", MEBIBYTES_OF_MEMORY},
                           {NULL},
                           NULL,
                           NULL});
    add(at, &(struct plan){
                "ptrace of a sibling", "ptrace() refused", {"ptrace"}, {NULL}, NULL, NULL});
    add(at, &(struct plan){"signal a process outside",
                           "a pid namespace of its own",
                           {"signal", bait->pid},
                           {NULL},
                           NULL,
                           NULL});
    add(at, &(struct plan){"shared memory of others",
                           "an IPC namespace of its own",
                           {"shared-memory", bait->segment_key},
                           {NULL},
                           NULL,
                           NULL});
    add(at,
        &(struct plan){"mount", "no rights; mount() refused", {"mount"}, {NULL}, NULL, NULL});
    add(at,
        &(struct plan){
            "become user 0", "no rights, and no way to any", {"setuid"}, {NULL}, NULL, NULL});
}

static void plan_files(struct arena *arena, struct plan **at, const struct bait *bait)
{
    const char *written = arena_printf(arena, "%s/written", bait->folder);
    const char *link = arena_printf(arena, "%s/link", bait->folder);
    add(at, &(struct plan){"read a key",
                           "only named folders are mounted",
                           {"read", bait->key, bait->secret},
                           {NULL},
                           NULL,
                           NULL});
    add(at, &(struct plan){"read a data folder",
                           "only named folders are mounted",
                           {"read", bait->data, bait->secret},
                           {NULL},
                           NULL,
                           NULL});
    add(at, &(struct plan){"read expected answers",
                           "only inputs are staged in /in",
                           {"read", bait->expected, bait->secret},
                           {NULL},
                           NULL,
                           NULL});
    add(at, &(struct plan){"write a file outside",
                           "what is mounted is read-only",
                           {"write", written},
                           {"write", written, "/tool/x", "/in/x", "/usr/x", "/x"},
                           NULL,
                           NULL});
    add(at, &(struct plan){"fill the disk, " MEBIBYTES_OF_DISK " MiB",
                           "bounded /tmp, /out, /dev/shm",
                           {"fill", MEBIBYTES_OF_DISK, bait->folder},
                           {"fill", MEBIBYTES_OF_DISK, "/tmp", "/out", "/dev/shm"},
                           NULL,
                           NULL});
    add(at, &(struct plan){"flood the output, " MEBIBYTES_OF_OUTPUT " MiB",
                           "the runner's bound on noise",
                           {"flood", MEBIBYTES_OF_OUTPUT},
                           {NULL},
                           NULL,
                           NULL});
    add(at, &(struct plan){"a link in /out to a key",
                           "opened beneath /out, links refused",
                           {"link", link, bait->key},
                           {"link", "/out/link", bait->key},
                           link,
                           "/out/link"});
    add(at, &(struct plan){"inherited descriptors",
                           "all closed but 0, 1, 2",
                           {"descriptors", bait->secret},
                           {NULL},
                           NULL,
                           NULL});
    add(at, &(struct plan){"inherited environment",
                           "four variables, set afresh",
                           {"environment", BAIT_VARIABLE, bait->secret},
                           {NULL},
                           NULL,
                           NULL});
    add(at, &(struct plan){"the host's command line",
                           "process 1 forgets it",
                           {"arguments", "self", "test"},
                           {NULL},
                           NULL,
                           NULL});
}

/* What a careless host would do with a tool's link. */
static void follow(const char *link, const char *secret, struct attempt *attempt)
{
    char bytes[64];
    int fd = open(link, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd >= 0 ? read(fd, bytes, sizeof bytes) : -1;
    attempt->came_off =
        got == (ssize_t)strlen(secret) && memcmp(bytes, secret, (size_t)got) == 0;
    attempt->words = attempt->came_off ? "succeeded" : "it led nowhere";
    if (fd >= 0) {
        close(fd);
    }
}

static enum err_code try_both(struct arena *arena, const char *folder, const struct bait *bait,
                              const struct plan *plan, struct self_test *test, struct err *err)
{
    struct self_test_row *row = &test->rows[test->count];
    struct attempt outside;
    struct attempt inside = {false, "nothing runs without isolation"};
    TRY(attempt_outside(arena, folder, plan->outside, &outside, err));
    if (plan->link != NULL && outside.came_off) {
        follow(plan->link, bait->secret, &outside);
    }
    const char *const *words = plan->inside[0] != NULL ? plan->inside : plan->outside;
    enum err_code code =
        attempt_inside(arena, folder, bait->folder, words, plan->output, bait->secret, &inside,
                       &test->record, &test->why_not_full);
    test->passed = test->passed && code == ERR_OK && outside.came_off && !inside.came_off;
    *row = (struct self_test_row){plan->name,    outside.came_off, inside.came_off,
                                  outside.words, inside.words,     plan->held_by};
    test->count++;
    return code == ERR_UNSUPPORTED ? ERR_OK : code;
}

static enum err_code try_all(struct arena *arena, const char *folder, const struct bait *bait,
                             struct self_test *test, struct err *err)
{
    struct plan plans[PROBES_MAX];
    struct plan *end = plans;
    plan_system(&end, bait);
    plan_files(arena, &end, bait);
    test->rows = arena_zalloc(arena, sizeof *test->rows * PROBES_MAX);
    test->passed = true;
    for (const struct plan *plan = plans; plan < end; plan++) {
        TRY(try_both(arena, folder, bait, plan, test, err));
    }
    return ERR_OK;
}

enum err_code self_test_run(struct arena *arena, const char *folder, struct self_test *test,
                            struct err *err)
{
    struct bait bait;
    *test = (struct self_test){.count = 0};
    TRY(bait_make(arena, &bait, err));
    enum err_code code = try_all(arena, folder, &bait, test, err);
    if (code == ERR_OK && test->record.level != SANDBOX_FULL && test->record.started > 0) {
        err_set(&test->why_not_full, ERR_UNSUPPORTED,
                "refused calls cannot be recorded: the kernel gives no seccomp listener");
    }
    bait_remove(&bait);
    return code;
}
