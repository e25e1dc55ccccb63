/* The same words over the whole case. Where words of a mark stand unmarked in another file is a
 * doubt there; where a person kept words that are hidden elsewhere is a difference, which
 * somebody settles or says is meant so. Neither ever keeps a hand-over back. */
#ifndef POLICEAI_CASEFOLDER_CASE_ELSEWHERE_H
#define POLICEAI_CASEFOLDER_CASE_ELSEWHERE_H

#include "casefolder/case_handover.h"

/* The newest mark of a tool or an officer: while it is the same, nothing new is to look for. */
enum err_code case_elsewhere_newest(struct case_folder *folder, int64_t *newest,
                                    struct err *err) MUST_USE;
/* Marks (source "elsewhere", uncertain) in every file that was read, one transaction a file, at
 * most 2000 a file. *made: how many. */
enum err_code case_elsewhere_make(struct case_folder *folder, size_t *made,
                                  struct err *err) MUST_USE;

struct case_difference {
    struct str words;               /* folded */
    struct str text;                /* as they stand in one place */
    int64_t kept, hidden;           /* marks */
    int64_t kept_mark, hidden_mark; /* one of each */
    int64_t seen;                   /* the newest decision about them */
    int64_t marks;
};
/* Words that a person kept in one place and that are hidden in another, and of which nobody
 * said since that it is meant so; at most 200, by words. In the arena. */
enum err_code case_differences(struct case_folder *folder, struct arena *arena,
                               const struct case_policy *policy,
                               const struct case_people *people, struct case_difference **list,
                               size_t *count, struct err *err) MUST_USE;
/* It is meant so, as far as whoever says so has seen (`seen` and `marks` of the difference). */
enum err_code case_difference_settle(struct case_folder *folder,
                                     const struct case_difference *difference, struct str who,
                                     int64_t now, struct err *err) MUST_USE;

#endif
