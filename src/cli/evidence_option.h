/* What a command that reads evidence is told: whom to trust, where the benchmark lies. */
#ifndef POLICEAI_CLI_EVIDENCE_OPTION_H
#define POLICEAI_CLI_EVIDENCE_OPTION_H

#include "base/arena.h"
#include "base/err.h"
#include "evidence/verify.h"

#include <stddef.h>

struct evidence_options {
    const char *data;
    const char *key;
    const char *log_key;
    const char *signer;
    const char *benchmark;
    const char *benchmarks;
};

/* Rows for a command's table of options: `type` is the struct the options are read into,
 * `member` its struct evidence_options. A macro because offsets are of the caller's type. */
/* NOLINTBEGIN(bugprone-macro-parentheses): they name a type and its member. */
#define EVIDENCE_OPTION_ROWS(type, member)                                                     \
    {"data", 0, OPT_TEXT, offsetof(type, member.data), "FOLDER", DATA_OPTION_HELP, 0, 0},      \
        {"key",    0,                                                                          \
         OPT_TEXT, offsetof(type, member.key),                                                 \
         "VKEY",   "the key to trust: that of the evidence's signer",                          \
         0,        0},                                                                         \
        {"log-key", 0,                                                                         \
         OPT_TEXT,  offsetof(type, member.log_key),                                            \
         "VKEY",    "without --data: the key of the log",                                      \
         0,         0},                                                                        \
        {"signer", 0,                                                                          \
         OPT_TEXT, offsetof(type, member.signer),                                              \
         "VKEY",   "without --data: the key that signed the statements",                       \
         0,        0},                                                                         \
        {"benchmarks",                                                                         \
         0,                                                                                    \
         OPT_TEXT,                                                                             \
         offsetof(type, member.benchmarks),                                                    \
         "FOLDER",                                                                             \
         "the folder that holds the benchmark, as for `policeai verify`",                      \
         0,                                                                                    \
         0},                                                                                   \
    {                                                                                          \
        "benchmark", 0, OPT_TEXT, offsetof(type, member.benchmark), "FOLDER",                  \
            "the benchmark's folder (else those that ship)", 0, 0                              \
    }
/* NOLINTEND(bugprone-macro-parentheses) */

/* The plan without its file; all in the arena. ERR_NOT_FOUND when FOLDER holds no
 * benchmark.json. */
enum err_code evidence_option(struct arena *arena, const struct evidence_options *given,
                              struct verify_plan *plan, struct err *err) MUST_USE;

#endif
