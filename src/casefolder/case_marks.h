/* Marks: places in a file where something may have to be hidden, as a tool, a repetition or an
 * officer set them. */
#ifndef POLICEAI_CASEFOLDER_CASE_MARKS_H
#define POLICEAI_CASEFOLDER_CASE_MARKS_H

#include "casefolder/case_files.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CONFIDENCE_UNKNOWN = -1 };

/* Hundredths of a point from the top left corner of a page as it is shown. */
struct case_box {
    int64_t x0, y0, x1, y1;
};
/* Where on a page; page 0: a text without pages. */
struct case_place {
    int64_t page; /* from 1 */
    const struct case_box *boxes;
    size_t count;
};

struct case_mark {
    int64_t id, file;
    int64_t start, end; /* code points, end exclusive; the same: it has a place alone */
    struct case_place place;
    struct str label, text, likeness;
    int64_t confidence; /* in a thousand, or CONFIDENCE_UNKNOWN */
    struct str source;  /* tool, repeat, elsewhere, officer, unreadable */
    bool uncertain;
    int64_t person;     /* 0: nobody's */
    struct str link;    /* name, short, near, said, "" */
    struct str verdict; /* "", keep, redact, disputed */
    int64_t readers;
    int64_t line;    /* of the text, from 1 */
    struct str lead; /* the words before it on that line, at most some 30 characters */
    int64_t last;    /* the newest decision about it: what a new one must have seen */
};

struct case_marks {
    struct case_mark *items;
    size_t count;
};

/* What a tool found in a file: replaces what stood there undecided of this pass. ERR_CONFLICT
 * when the file waits no longer. `marks` need start, end, place, label, confidence; their texts
 * are taken from `text`. Then words that stand elsewhere in the file as they do in a mark, and
 * are covered by none, become marks of their own (source "repeat", uncertain). */
struct case_answer {
    const struct case_file *file;
    struct str sha256; /* hex, of the bytes of `text` */
    struct str text;
    struct str tool; /* "redact-text 2.0.0" */
    const struct case_mark *marks;
    size_t count;
    int64_t took_ms;
};
/* Which marks a person should look at: those under `below` (in a thousand), and of the labels
 * `look_at` those under `look_at_below` and those whose tool says no confidence. */
struct case_doubt_rule {
    int64_t below;
    int64_t look_at_below;
    const struct str *look_at;
    size_t count;
};
enum err_code case_marks_take(struct case_folder *folder, const struct case_answer *answer,
                              const struct case_doubt_rule *rule, int64_t now,
                              struct err *err) MUST_USE;
/* Marks that an officer sets: every place of these words in the file, as repeats.h finds them,
 * that no mark covers; *first is the first of them. ERR_NOT_FOUND when there is none. */
enum err_code case_words_mark(struct case_folder *folder, const struct case_file *file,
                              struct str text, struct str words, struct str label,
                              struct str who, int64_t now, int64_t *first,
                              struct err *err) MUST_USE;

/* All of a file's present pass (0: of all files), in their order. In the arena. */
enum err_code case_marks_of(struct case_folder *folder, struct arena *arena, int64_t file,
                            struct case_marks *marks, struct err *err) MUST_USE;
/* What cannot be read first, then disputed ones, then by confidence, the least first; at most
 * `most`. `need`: how many people must say the same. file 0: of all. */
enum err_code case_marks_doubts(struct case_folder *folder, struct arena *arena, int64_t file,
                                int64_t need, int64_t most, struct case_marks *marks,
                                struct err *err) MUST_USE;
enum err_code case_marks_doubt_count(struct case_folder *folder, int64_t file, int64_t need,
                                     int64_t *count, struct err *err) MUST_USE;
/* Of a file's present pass. */
enum err_code case_mark_count(struct case_folder *folder, int64_t file, int64_t *count,
                              struct err *err) MUST_USE;
bool case_mark_is_doubt(const struct case_mark *mark, int64_t need);
/* ERR_NOT_FOUND. In the arena. */
enum err_code case_mark_lookup(struct case_folder *folder, struct arena *arena, int64_t id,
                               struct case_mark *mark, struct err *err) MUST_USE;

#endif
