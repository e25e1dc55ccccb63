/* Options that every `policeai score FAMILY` has. */
#ifndef POLICEAI_SCORE_OPTIONS_H
#define POLICEAI_SCORE_OPTIONS_H

#include "base/opt.h"

#include <stdbool.h>
#include <stdint.h>

struct score_options {
    bool json;
    bool lenient;             /* rows that cannot be used are left out, counted and listed */
    bool compare_conventions; /* each quantity by every convention known */
    int64_t seed;             /* of the bootstrap */
    int64_t resamples;        /* of the bootstrap; 0: no interval is made by it */
    int64_t threads;          /* 0: one a core; no figure depends on it */
    double margin;            /* differences within it are "equivalent" */
};

/* Initial values: seed 12345, 2000 resamples, margin 0.05. */
#define SCORE_OPTIONS_DEFAULTS                                                                 \
    {                                                                                          \
        .seed = 12345, .resamples = 2000, .margin = 0.05                                       \
    }

/* NOLINTBEGIN(bugprone-macro-parentheses): `type` and `member` name a type and its member. */
/* Rows for a command's table of options: `type` is the struct the options are read into,
 * `member` its struct score_options. A macro because offsets are of the caller's type. */
#define SCORE_OPTION_ROWS(type, member)                                                         \
    {"json", 0, OPT_FLAG, offsetof(type, member.json), NULL, "print one JSON object", 0, 0},    \
        {"lenient", 0,                                                                          \
         OPT_FLAG,  offsetof(type, member.lenient),                                             \
         NULL,      "leave out rows that cannot be used; count and list them",                  \
         0,         0},                                                                         \
        {"compare-conventions",                                                                 \
         0,                                                                                     \
         OPT_FLAG,                                                                              \
         offsetof(type, member.compare_conventions),                                            \
         NULL,                                                                                  \
         "show what each known convention gives, and why they differ",                          \
         0,                                                                                     \
         0},                                                                                    \
        {"seed",   0, OPT_INT, offsetof(type, member.seed), "N", "of the bootstrap (12345)", 0, \
         INT64_MAX},                                                                            \
        {"resamples", 0,                                                                        \
         OPT_INT,     offsetof(type, member.resamples),                                         \
         "N",         "of the bootstrap (2000); 0: none",                                       \
         0,           1000000},                                                                 \
        {"threads", 0,                                                                          \
         OPT_INT,   offsetof(type, member.threads),                                             \
         "N",       "0: one a core; changes no figure",                                         \
         0,         64},                                                                        \
    {                                                                                           \
        "margin", 0, OPT_REAL, offsetof(type, member.margin), "X",                              \
            "groups within it are equivalent (0.05)", 0, 1                                      \
    }

/* NOLINTEND(bugprone-macro-parentheses) */

#endif
