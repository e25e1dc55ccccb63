/* The table of probes: what is tried, with which words outside and inside, and what holds it.
 */
#include "trial/self_test_state.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define MEBIBYTES_OF_MEMORY "192"
#define MEBIBYTES_OF_DISK "32"
#define MEBIBYTES_OF_OUTPUT "16"
#define PROCESSES "200"

/* One probe: its words outside, and inside when they differ. */
struct plan {
    const char *name;
    const char *held_by;
    const char *outside[WORDS_MAX];
    const char *inside[WORDS_MAX];
    const char *link;   /* outside: the link that the host then opens */
    const char *output; /* inside: the same, as a tool's file */
};

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
        attempt_inside(arena, folder, bait->root, bait->folder, words, plan->output,
                       bait->secret, &inside, &test->record, &test->why_not_full);
    test->passed = test->passed && code == ERR_OK && outside.came_off && !inside.came_off;
    *row = (struct self_test_row){plan->name,    outside.came_off, inside.came_off,
                                  outside.words, inside.words,     plan->held_by};
    test->count++;
    return code == ERR_UNSUPPORTED ? ERR_OK : code;
}

static enum err_code try_all(struct arena *arena, const char *folder, const struct bait *bait,
                             struct self_test *test, struct err *err)
{
    const char *written = arena_printf(arena, "%s/written", bait->folder);
    const char *link = arena_printf(arena, "%s/link", bait->folder);
    const struct plan plans[] = {
        {.name = "connect to this machine",
         .held_by = "socket() refused; no network inside",
         .outside = {"connect", bait->port}},
        {.name = "see its connections",
         .held_by = "a network namespace of its own",
         .outside = {"connections", bait->port}},
        {.name = "fork bomb, " PROCESSES " processes",
         .held_by = "limit of processes",
         .outside = {"fork", PROCESSES}},
        {.name = "memory bomb, " MEBIBYTES_OF_MEMORY " MiB",
         .held_by = "limit of memory",
         .outside = {"memory", MEBIBYTES_OF_MEMORY}},
        {.name = "ptrace of a sibling", .held_by = "ptrace() refused", .outside = {"ptrace"}},
        {.name = "signal a process outside",
         .held_by = "a pid namespace of its own",
         .outside = {"signal", bait->pid}},
        {.name = "shared memory of others",
         .held_by = "an IPC namespace of its own",
         .outside = {"shared-memory", bait->segment_key}},
        {.name = "mount", .held_by = "no rights; mount() refused", .outside = {"mount"}},
        {.name = "become user 0", .held_by = "no rights, no way to any", .outside = {"setuid"}},
        {.name = "read a key",
         .held_by = "only named folders are mounted",
         .outside = {"read", bait->key, bait->secret}},
        {.name = "read a data folder",
         .held_by = "only named folders are mounted",
         .outside = {"read", bait->data, bait->secret}},
        {.name = "read expected answers",
         .held_by = "only inputs are staged in /in",
         .outside = {"read", bait->expected, bait->secret}},
        {.name = "write a file outside",
         .held_by = "what is mounted is read-only",
         .outside = {"write", written},
         .inside = {"write", written, "/tool/x", "/in/x", "/usr/x", "/dev/x", "/x"}},
        {.name = "fill the disk, " MEBIBYTES_OF_DISK " MiB",
         .held_by = "bounded /tmp, /out, /dev/shm",
         .outside = {"fill", MEBIBYTES_OF_DISK, bait->folder},
         .inside = {"fill", MEBIBYTES_OF_DISK, "/tmp", "/out", "/dev/shm"}},
        {.name = "flood the output, " MEBIBYTES_OF_OUTPUT " MiB",
         .held_by = "the runner's bound on noise",
         .outside = {"flood", MEBIBYTES_OF_OUTPUT}},
        {.name = "a link in /out to a key",
         .held_by = "opened beneath /out, links refused",
         .outside = {"link", link, bait->key},
         .inside = {"link", "/out/link", bait->key},
         .link = link,
         .output = "/out/link"},
        {.name = "inherited descriptors",
         .held_by = "all closed but 0, 1, 2",
         .outside = {"descriptors", bait->secret}},
        {.name = "inherited environment",
         .held_by = "four variables, set afresh",
         .outside = {"environment", BAIT_VARIABLE, bait->secret}},
        {.name = "the host's command line",
         .held_by = "process 1 forgets it",
         .outside = {"arguments", "self", "test"}},
    };
    test->rows = arena_zalloc(arena, sizeof *test->rows * (sizeof plans / sizeof plans[0]));
    test->passed = true;
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        TRY(try_both(arena, folder, bait, &plans[i], test, err));
    }
    return ERR_OK;
}

enum err_code self_test_run(struct arena *arena, const char *folder, const char *root,
                            struct self_test *test, struct err *err)
{
    struct bait bait;
    *test = (struct self_test){.count = 0};
    TRY(bait_make(arena, &bait, err));
    bait.root = root;
    enum err_code code = try_all(arena, folder, &bait, test, err);
    if (code == ERR_OK && test->record.level != SANDBOX_FULL && test->record.started > 0) {
        err_set(&test->why_not_full, ERR_UNSUPPORTED,
                "refused calls cannot be recorded: the kernel gives no seccomp listener");
    }
    bait_remove(&bait);
    return code;
}
