/* What a tool of the task disclosure-schedule answered about one document, not believed:
 * checked against the text it was given, places told by page. */
#ifndef POLICEAI_DISCLOSURE_DESCRIBED_ANSWER_H
#define POLICEAI_DISCLOSURE_DESCRIBED_ANSWER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"

#include <stddef.h>
#include <stdint.h>

enum { DESCRIBED_PASSAGES_MAX = 1000, DESCRIBED_TEXT_MAX = 4000, DESCRIBED_ID_MAX = 40 };

/* The pages of a text: they stand one after the other with a line end between. */
struct described_pages {
    const int64_t *numbers;
    const int64_t *lengths; /* code points */
    size_t count;
};

struct described_passage {
    int64_t page, start, end; /* code points of the page's text */
    struct str reason;
};

struct described_answer {
    struct str category; /* "none" */
    struct str description;
    struct described_passage *passages;
    size_t count;
};

/* In the arena. ERR_FORMAT names what is wrong with it. */
enum err_code described_answer_read(struct arena *arena, const struct js *output,
                                    const struct described_pages *pages,
                                    struct described_answer *answer, struct err *err) MUST_USE;

#endif
