/* Documents of a case: the text of their pages as a tool read it, where its words stand, and
 * whether there is a picture of each.
 *
 * A document is read page by page; each page is kept in one transaction, so that a reader that
 * dies goes on at the next. Its text is that of its pages, one after the other, each ending
 * with a line's end; a format without pages has one page of number 0. */
#ifndef POLICEAI_CASEFOLDER_CASE_PAGES_H
#define POLICEAI_CASEFOLDER_CASE_PAGES_H

#include "casefolder/case_marks.h"

/* Where a word stands: code points of the document's text, end exclusive. */
struct case_word_place {
    int64_t start, end;
    struct case_box box;
};

struct case_page {
    int64_t number;
    int64_t start, end; /* code points of the document's text */
    struct str text;
    struct case_word_place *places; /* in order of start */
    size_t place_count;
    bool pictured, pictureless; /* neither: not yet */
    int64_t width, height;      /* hundredths of a point, 0: not known */
};

/* What a tool found on a page. Marks need label, confidence, and start with end (of the page's
 * text) or a place or both; those of source "unreadable" have a place, and why in `text`. */
struct case_page_answer {
    const struct case_file *file;
    struct str sha256, tool;
    int64_t pages; /* of the document, 0: it has none */
    int64_t number;
    struct str text;
    const struct case_mark *marks;
    size_t count;
    const struct case_word_place *places; /* offsets of the page's text */
    size_t place_count;
    int64_t took_ms;
};
/* With the last page the file is read, and words that stand elsewhere in it as in a mark become
 * marks (source "repeat"). ERR_CONFLICT when the file waits no longer, or the page is not the
 * next. */
enum err_code case_page_take(struct case_folder *folder, const struct case_page_answer *answer,
                             const struct case_doubt_rule *rule, int64_t now,
                             struct err *err) MUST_USE;
/* Of a document that changed while it was read: all of it again. */
enum err_code case_pages_start_over(struct case_folder *folder, const struct case_file *file,
                                    struct err *err) MUST_USE;

/* In the arena. ERR_NOT_FOUND. */
enum err_code case_page_lookup(struct case_folder *folder, struct arena *arena,
                               const struct case_file *file, int64_t number,
                               struct case_page *page, struct err *err) MUST_USE;
/* The page that a code point of the document's text lies on. */
enum err_code case_page_at(struct case_folder *folder, struct arena *arena,
                           const struct case_file *file, int64_t index, struct case_page *page,
                           struct err *err) MUST_USE;
enum err_code case_pages_text(struct case_folder *folder, struct arena *arena,
                              const struct case_file *file, struct str *text,
                              struct err *err) MUST_USE;
/* Where a passage stands on its page, words in one line as one box; page 0 and no box when none
 * of it does. In the arena. */
struct case_place case_page_boxes(struct arena *arena, const struct case_page *page,
                                  int64_t start, int64_t end);
enum err_code case_marks_of_page(struct case_folder *folder, struct arena *arena, int64_t file,
                                 int64_t page, struct case_marks *marks,
                                 struct err *err) MUST_USE;

/* A region that an officer hides. ERR_INVALID for a page there is not, or a box that is none or
 * does not lie on it. */
enum err_code case_region_mark(struct case_folder *folder, const struct case_file *file,
                               const struct case_place *place, struct str label, struct str who,
                               int64_t now, int64_t *id, struct err *err) MUST_USE;

/* The picture of a page, a PNG; in the arena. */
const char *case_picture_path(struct case_folder *folder, struct arena *arena,
                              const struct case_file *file, int64_t page);
/* The first page that has none yet; *found false when there is none. */
enum err_code case_picture_next(struct case_folder *folder, struct arena *arena,
                                struct case_file *file, int64_t *page, bool *found,
                                struct err *err) MUST_USE;
/* It was made (sizes in hundredths of a point), or cannot be (both 0). */
enum err_code case_picture_set(struct case_folder *folder, const struct case_file *file,
                               int64_t page, int64_t width, int64_t height,
                               struct err *err) MUST_USE;

#endif
