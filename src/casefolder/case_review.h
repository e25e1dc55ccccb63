/* Decisions: keep or redact a mark, undo, two readers.
 *
 * A decision is a row that stays. What the rows about a mark come to is its verdict: the latest
 * word of each reader counts; when they all say the same it is that, else "disputed", and a
 * disputed mark is hidden until they agree. An undo is a row too: it takes a whole act (one
 * press of a button) back. */
#ifndef POLICEAI_CASEFOLDER_CASE_REVIEW_H
#define POLICEAI_CASEFOLDER_CASE_REVIEW_H

#include "casefolder/case_marks.h"

enum { NAME_MAX_BYTES = 100 };

struct case_choice {
    int64_t mark;
    int64_t seen;      /* the mark's `last` as whoever decides saw it */
    bool keep;         /* else: redact */
    bool all_alike;    /* also every mark of the case with the same label and words that nobody
                        * has decided about */
    struct str reason; /* a code of the policy, or "" */
    struct str who;
};

struct case_done {
    int64_t act;
    int64_t marks; /* how many were decided */
    int64_t left;  /* alike, but decided about before: left as they are */
};

/* ERR_CONFLICT, naming who decided what, when somebody did since `seen`; nothing is written
 * then. ERR_INVALID without a name. */
enum err_code case_decide(struct case_folder *folder, const struct case_choice *choice,
                          int64_t now, struct case_done *done, struct err *err) MUST_USE;
/* Takes back an act of one's own, the latest with act 0. ERR_NOT_FOUND when there is none,
 * ERR_CONFLICT when it was taken back before. */
enum err_code case_undo(struct case_folder *folder, int64_t act, struct str who, int64_t now,
                        struct case_done *done, struct err *err) MUST_USE;

struct case_word {
    struct str who, choice, reason, at;
};
/* What counts about a mark, oldest first. In the arena. */
enum err_code case_words_on(struct case_folder *folder, struct arena *arena, int64_t mark,
                            struct case_word **words, size_t *count, struct err *err) MUST_USE;

#endif
