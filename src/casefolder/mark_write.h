/* Marks on their way into the table (private to this part). */
#ifndef POLICEAI_CASEFOLDER_MARK_WRITE_H
#define POLICEAI_CASEFOLDER_MARK_WRITE_H

#include "casefolder/case_marks.h"
#include "casefolder/repeats.h"

/* Byte offsets of code points of a text, ascending ones in one walk. */
struct mark_cursor {
    struct str text;
    size_t at;     /* byte */
    int64_t index; /* code point */
    int64_t lines; /* ends of lines before it */
};

/* Line, lead and text of a mark, which follow from where it stands. */
void mark_place(struct mark_cursor *cursor, struct case_mark *mark);
/* A person should look at it. */
bool mark_is_uncertain(const struct case_doubt_rule *rule, const struct case_mark *mark);
/* Adds a row; the likeness is made when the mark has none. Within a transaction. */
enum err_code mark_insert(struct case_folder *folder, struct arena *arena,
                          const struct case_file *file, const struct case_mark *mark,
                          struct err *err) MUST_USE;
/* The same with a line of the audit; *id is the row's. */
enum err_code mark_insert_told(struct case_folder *folder, struct arena *arena,
                               const struct case_file *file, const struct case_mark *mark,
                               struct str who, int64_t now, int64_t *id,
                               struct err *err) MUST_USE;
/* Marks of `source` where `words` stand in the file's text outside its marks, in a document one
 * for each page a place lies on; labels and words by index. *count tells how many. `who` NULL:
 * they are doubts; else each is told to the audit. A document whose tool did not say where
 * words stand gets none: ERR_UNSUPPORTED for an officer's. */
struct mark_search {
    const struct case_file *file;
    struct str text;
    const struct str *words, *labels;
    size_t word_count;
    const char *source;
    const struct str *who;
    int64_t now;
};
enum err_code mark_repeats(struct case_folder *folder, struct arena *arena,
                           const struct mark_search *search, int64_t *first, size_t *count,
                           struct err *err) MUST_USE;
/* What happened to a file, as a line of the audit. */
enum err_code mark_tell_read(struct case_folder *folder, const struct case_file *file,
                             struct str sha256, struct str tool, int64_t marks, int64_t now,
                             struct err *err) MUST_USE;

#endif
