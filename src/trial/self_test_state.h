/* What the probes are after, and how one is run (private to the self-test). */
#ifndef POLICEAI_TRIAL_SELF_TEST_STATE_H
#define POLICEAI_TRIAL_SELF_TEST_STATE_H

#include "trial/self_test.h"

enum { WORDS_MAX = 8 };

/* Made for the purpose, one of each. */
struct bait {
    const char *folder;
    const char *root; /* a tar, of a tool that brings its own root; or NULL */
    const char *secret;
    const char *key; /* paths of files that hold the secret */
    const char *data;
    const char *expected;
    int descriptor; /* of `key`, inherited by every program started */
    int listener;
    int segment;
    const char *port;
    const char *segment_key;
    const char *pid;
};
#define BAIT_VARIABLE "POLICEAI_SELF_TEST"

/* Files, descriptor, listener, memory segment, variable; bait_remove takes them away. */
enum err_code bait_make(struct arena *arena, struct bait *bait, struct err *err) MUST_USE;
void bait_remove(struct bait *bait);

/* How one run of the probe went. */
struct attempt {
    bool came_off;
    const char *words;
};

/* Runs folder/probe with the words, straight. */
enum err_code attempt_outside(struct arena *arena, const char *folder,
                              const char *const words[WORDS_MAX], struct attempt *attempt,
                              struct err *err) MUST_USE;
/* The same in the sandbox, with the runner's own handling of what a tool prints. `output` MAY
 * be NULL: a path that the host then opens as a tool's file. `root` as in bait. */
enum err_code attempt_inside(struct arena *arena, const char *folder, const char *root,
                             const char *scratch, const char *const words[WORDS_MAX],
                             const char *output, const char *secret, struct attempt *attempt,
                             struct sandbox_record *record, struct err *err) MUST_USE;

#endif
