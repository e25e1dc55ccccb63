/* What a labeller said, item by item: labels/NAME.jsonl, or decisions.jsonl, a line each:
 * {"item","seconds","value"[,"remark"]}. A value is as the task's "expected", or
 * {"unsure":"yes"} where a labeller of a pair could not tell; never in decisions.jsonl. A line
 * is written whole and synced before the next item is shown; the last line of an item is the
 * one that counts. A torn last line (the machine stopped) was never acknowledged: it is passed
 * over, and cut off by the next write. */
#ifndef POLICEAI_BENCHMARK_LABELS_FILE_H
#define POLICEAI_BENCHMARK_LABELS_FILE_H

#include "benchmark/making.h"

struct label {
    const struct js *value; /* NULL: nothing was said */
    int64_t seconds;        /* from being shown to being said */
    struct str remark;      /* "" for none */
};
enum { LABEL_REMARK_MAX = 4000 }; /* bytes */
#define LABEL_UNSURE "{\"unsure\":\"yes\"}"
bool label_is_unsure(const struct js *value);

struct labels {
    struct label *of; /* by place of the item */
    size_t count;     /* items of the sample that have one */
};

/* Everything in the making's arena. A file that is not there holds nothing. ERR_FORMAT names
 * path and line: no JSON, an item that is no candidate, a value that breaks the task's
 * contract.
 */
enum err_code labels_read(struct making *making, const char *path, struct labels *labels,
                          struct err *err) MUST_USE;
/* The same of the bytes of a file; `path` is for errors, `settled` tells decisions. */
enum err_code labels_parse(struct making *making, struct str text, const char *path,
                           bool settled, struct labels *labels, struct err *err) MUST_USE;
/* Appends and syncs; several processes may. */
enum err_code labels_append(const struct making *making, const char *path, size_t item,
                            int64_t seconds, struct str value, struct str remark,
                            struct err *err) MUST_USE;

/* Candidates that have one, whether the sample has them or not. */
size_t labels_said(const struct making *making, const struct labels *labels);

enum { LABELLER_NAME_MAX = 40, LABELLERS_MAX = MAKING_LABELLERS };
/* Lower-case letters, digits and dashes, 1 to LABELLER_NAME_MAX. */
enum err_code labeller_name_check(const char *name, struct err *err) MUST_USE;
/* labels/NAME.jsonl */
const char *labeller_path(const struct making *making, const char *name);

/* Of all labellers. */
struct labelled {
    const char *names[LABELLERS_MAX]; /* sorted */
    struct labels by[LABELLERS_MAX];
    size_t labellers;
    struct labels decided;
};
/* At most as many as the draft asks for, and two in any case. */
size_t labellers_most(const struct making *making);
/* ERR_LIMIT names the file of one labeller more. */
enum err_code labelled_read(struct making *making, struct labelled *labelled,
                            struct err *err) MUST_USE;

enum labelled_state {
    LABELLED_MISSING, /* fewer people than the draft asks for said anything */
    LABELLED_APART,   /* they said different things, or one could not tell; none is decided */
    LABELLED_AGREED,
    LABELLED_DECIDED
};
/* Of an item; *value (or NULL) gets what holds for the last two. */
enum labelled_state labelled_state(const struct making *making, const struct labelled *labelled,
                                   size_t item, const struct js **value);
/* Do two people say the same? Written texts without regard to blanks. */
bool labels_same(const struct making *making, const struct js *one, const struct js *other);

/* How many items of the sample are in each state. */
struct labelled_counts {
    size_t missing, apart, agreed, decided;
};
struct labelled_counts labelled_count(const struct making *making,
                                      const struct labelled *labelled);

/* Seconds that the items which are left will take, by the median of those that were labelled;
 * -1 while fewer than LABELS_TO_FORESEE were. */
enum { LABELS_TO_FORESEE = 3 };
int64_t labels_seconds_left(const struct making *making, const struct labels *labels);

#endif
