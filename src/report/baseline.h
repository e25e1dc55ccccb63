/* The present way of working beside the tools: a file that somebody brings, no evidence.
 *
 *     NAME.jsonl  {"id":ITEM,"output":…} a line: what people answered to items of the
 *                 benchmark, as a tool would have; scored like a tool and paired item by item
 *     NAME.json   {"title","source","figures":[{"metric","numerator","denominator"}]}: counts
 *                 from elsewhere; shown beside, and compared with nothing, because it is not
 *                 known on which items they are */
#ifndef POLICEAI_REPORT_BASELINE_H
#define POLICEAI_REPORT_BASELINE_H

#include "compare/pair_judge.h"

#include "base/err.h"

enum { BASELINE_MAX = 64 << 20, BASELINE_FIGURES_MAX = 100 };

struct baseline_figure {
    const struct metric *metric;
    int64_t numerator;
    int64_t denominator; /* > 0, at least the numerator */
};

struct baseline {
    bool outcomes; /* `contender` is filled in, else `figures` */
    struct contender contender;
    struct str title;
    struct str source;
    struct baseline_figure *figures;
    size_t count;
    char sha256[65]; /* of the file */
};

/* `name`: what the outcomes are called. The answers must keep the task's contract and be to
 * items of `split`, none twice: ERR_FORMAT or ERR_INVALID with file and line. */
enum err_code baseline_read(struct arena *arena, const char *path, const char *name,
                            const struct bench *bench, struct str split,
                            struct baseline *baseline, struct err *err) MUST_USE;

#endif
