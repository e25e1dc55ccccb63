/* Where in a text a rule can match at all: the anchors of all rules in one Vectorscan database,
 * one pass over the text.
 *
 * An anchor is a small pattern that every match of its rule holds, ending at most `reach` bytes
 * after the match begins (detect_rules.h). So a rule can only begin in the windows given here,
 * and running it there alone finds what running it everywhere finds; test_prefilter compares
 * the two. The database is made for no processor in particular; Vectorscan's answers do not
 * depend on it.
 *
 *     struct windows windows[COUNT] = {0};      one for each rule
 *     TRY(prefilter_run(prefilter, text, windows, err));
 *     … windows[i].items[k].from … windows_free(&windows[i]); */
#ifndef POLICEAI_PERSONAL_DATA_PREFILTER_H
#define POLICEAI_PERSONAL_DATA_PREFILTER_H

#include "personal_data/detect_rules.h"
#include "base/err.h"

/* Bytes at which a match may begin, both ends included; ascending, apart. */
struct window {
    size_t from;
    size_t to;
};

struct windows {
    struct window *items;
    size_t count;
    size_t capacity;
};

struct prefilter;

/* Compiles the anchors of `count` rules; ERR_INVALID names the one that does not compile. A
 * rule without an anchor has one window, the whole text. Freed with prefilter_free. */
enum err_code prefilter_new(struct prefilter **out, const struct detect_rule *const *rules,
                            size_t count, struct err *err) MUST_USE;
/* NULL is allowed. */
void prefilter_free(struct prefilter *prefilter);
/* Fills `windows`, which has one element for each rule, emptied first and freed by the caller.
 * `text` is valid UTF-8, at most 1 GiB. One thread at a time. */
enum err_code prefilter_run(struct prefilter *prefilter, struct str text,
                            struct windows *windows, struct err *err) MUST_USE;
void windows_free(struct windows *windows);

#endif
