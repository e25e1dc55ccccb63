/* What a command that opens a sealed benchmark is told: who opens it, why and for whom. */
#ifndef POLICEAI_CLI_SEALED_OPTION_H
#define POLICEAI_CLI_SEALED_OPTION_H

#include "base/arena.h"
#include "base/err.h"
#include "custody/custody.h"
#include "lab/lab.h"
#include "lab/places.h"

#include <stdbool.h>
#include <stddef.h>

struct sealed_options {
    const char *role;
    const char *purpose;
    const char *requester;
    bool new_requester;
};

/* Rows for a command's table of options: `type` is the struct the options are read into,
 * `member` its struct sealed_options. A macro because offsets are of the caller's type. */
/* NOLINTBEGIN(bugprone-macro-parentheses): they name a type and its member. */
#define SEALED_OPTION_ROWS(type, member)                                                       \
    {"role",   0,                                                                              \
     OPT_TEXT, offsetof(type, member.role),                                                    \
     "TEXT",   "of a sealed benchmark: in which role you open it",                             \
     0,        0},                                                                             \
    {                                                                                          \
        "purpose", 0, OPT_TEXT, offsetof(type, member.purpose), "TEXT",                        \
            "of a sealed benchmark: what for", 0, 0                                            \
    }
#define SEALED_REQUESTER_ROWS(type, member)                                                    \
    {"requester", 0,                                                                           \
     OPT_TEXT,    offsetof(type, member.requester),                                            \
     "NAME",      "of a sealed benchmark: on whose behalf, whose budget it is",                \
     0,           0},                                                                          \
    {                                                                                          \
        "new-requester", 0, OPT_FLAG, offsetof(type, member.new_requester), NULL,              \
            "NAME has not asked of this set before", 0, 0                                      \
    }
/* NOLINTEND(bugprone-macro-parentheses) */

/* The terms that the options give. */
struct custody_terms sealed_terms(const struct sealed_options *given);
/* The folder of the set in custody that `word` means, else of the benchmark. */
enum err_code sealed_resolve(struct arena *arena, const struct datadir *data,
                             const struct places *places, const char *word, const char **folder,
                             struct err *err) MUST_USE;
/* The set, or ERR_NOT_FOUND naming those in custody. */
enum err_code sealed_set(struct arena *arena, const struct datadir *data, const char *word,
                         struct custody_set **set, struct err *err) MUST_USE;
/* One line on standard output: what the requester may be told. */
void sealed_print_told(const char *set, const char *requester, const struct lab_told *told);

#endif
