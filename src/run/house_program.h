/* A built-in program that does one thing for the host, out of the folder of checks: it speaks
 * the tool protocol in a sandbox of its own and is asked one question at a time. What it is
 * given comes from outside, so its answers are believed no more than a tool's. */
#ifndef POLICEAI_RUN_HOUSE_PROGRAM_H
#define POLICEAI_RUN_HOUSE_PROGRAM_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

enum { HOUSE_FILES_MAX = 8 };

struct house_program;

/* The program `name` of the folder `checks`, with its parameters as they are by default; its
 * process has its /in below `scratch` and starts with the first question. */
enum err_code house_program_open(struct house_program **out, const char *checks,
                                 const char *name, const char *scratch,
                                 struct err *err) MUST_USE;
/* "ID VERSION" of its manifest; lasts as long as the program. */
const char *house_program_version(const struct house_program *program);
/* NULL is allowed. */
void house_program_free(struct house_program *program);

struct house_question {
    const char *const *names; /* of the members {"file"} of its input */
    const char *const *files; /* their paths on the host */
    size_t count;             /* at most HOUSE_FILES_MAX */
    const char *more;         /* one more member, or NULL */
    struct str more_json;
};
/* *output lies in the arena. An error is the program's own (ERR_EXTERNAL with its words), or
 * that it died, was late (ERR_TIMEOUT) or answered something else; but for the first it is
 * stopped then, and the next question starts another process. */
enum err_code house_program_ask(struct house_program *program, struct arena *arena,
                                const struct house_question *question, const struct js **output,
                                struct err *err) MUST_USE;
/* The same in two halves, for who asks several programs side by side: begin sends the question;
 * look takes what has come without waiting, and *done tells whether that was the answer, which
 * is then as with ask (also an error's, which ends the question as well). One question at a
 * time. `arena` must last from begin to the answer. */
enum err_code house_program_begin(struct house_program *program, struct arena *arena,
                                  const struct house_question *question,
                                  struct err *err) MUST_USE;
enum err_code house_program_look(struct house_program *program, bool *done,
                                 const struct js **output, struct err *err) MUST_USE;
/* What to poll for until the next look: up to three entries; how many. */
int house_program_poll(const struct house_program *program, struct pollfd *fds);

/* Copies a file of the last answer ("/out/…") to `to`, new and of mode 0600. */
enum err_code house_program_take(struct house_program *program, struct str path, const char *to,
                                 struct err *err) MUST_USE;

#endif
