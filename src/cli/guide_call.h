/* What the commands that make guides share: where evidence's benchmark lies, where score and
 * truth stand, where the guide goes, and that it is shown. */
#ifndef POLICEAI_CLI_GUIDE_CALL_H
#define POLICEAI_CLI_GUIDE_CALL_H

#include "base/strbuf.h"
#include "cli/command.h"
#include "evidence/evidence_files.h"
#include "tuning/score_place.h"

#include <stdbool.h>

/* The options that name a score; the first members of a command's own options. */
struct score_options {
    const char *score;
    const char *positive;
    bool lower;
    const char *to;
    const char *benchmarks;
};
#define SCORE_OPTIONS(type)                                                                    \
    {"score",   0,                                                                             \
     OPT_TEXT,  offsetof(type, place.score),                                                   \
     "POINTER", "where an answer has its score (/score)",                                      \
     0,         0},                                                                            \
        {"positive",                                                                           \
         0,                                                                                    \
         OPT_TEXT,                                                                             \
         offsetof(type, place.positive),                                                       \
         "POINTER=VALUE",                                                                      \
         "what the expected answer of a positive item has where: /match=yes",                  \
         0,                                                                                    \
         0},                                                                                   \
        {"lower",  0,                                                                          \
         OPT_FLAG, offsetof(type, place.lower),                                                \
         NULL,     "a lower score is the likelier yes: it is a distance",                      \
         0,        0},                                                                         \
        {"to", 0, OPT_TEXT, offsetof(type, place.to), "FILE", "where the guide goes", 0, 0},   \
    {                                                                                          \
        "benchmarks", 0, OPT_TEXT, offsetof(type, place.benchmarks), "FOLDER",                 \
            "a folder of benchmarks (else those that ship)", 0, 0                              \
    }

/* Opens evidence; `benchmarks` NULL stands for those that ship. */
enum err_code guide_call_evidence(struct command_call *call, const char *evidence,
                                  const char *benchmarks, struct evidence_files *files,
                                  struct err *err) MUST_USE;
/* Writes a guide's JSON of evidence on which may be chosen; `choice` is the command's own. */
typedef enum err_code guide_make_fn(struct arena *arena, const struct evidence_files *files,
                                    const struct score_place *place, const void *choice,
                                    struct strbuf *out, struct err *err);
/* The way of such a command: evidence of the call's first word, which must be of split dev; the
 * guide, kept in the new file --to and printed in words. ERR_USAGE when --to or --positive is
 * not given. */
enum err_code guide_call_choose(struct command_call *call, const struct score_options *given,
                                guide_make_fn *make, const void *choice,
                                struct err *err) MUST_USE;
/* Keeps a guide's JSON in a new file and prints it in words. */
enum err_code guide_call_keep(struct command_call *call, const char *path,
                              const struct strbuf *guide, struct err *err) MUST_USE;
/* Prints the guide in a file in words. */
enum err_code guide_call_show(struct command_call *call, const char *path,
                              struct err *err) MUST_USE;

#endif
