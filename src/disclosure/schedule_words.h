/* Words of the papers and of the lists, out of the data files of reference/disclosure/, which a
 * force may replace: schedules.json, presumption.json, sensitive.json, abbreviations.json. */
#ifndef POLICEAI_DISCLOSURE_SCHEDULE_WORDS_H
#define POLICEAI_DISCLOSURE_SCHEDULE_WORDS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"

#include <stdbool.h>
#include <stddef.h>

enum { SCHEDULE_HEADINGS_MAX = 5 };

struct schedule_paper {
    struct str title, note, empty;
    struct str headings[SCHEDULE_HEADINGS_MAX];
    size_t count;
};

struct schedule_words {
    struct schedule_paper open, sensitive, report;
    struct str note, withdrawn;
    const struct js *categories;    /* array of {"id","title"} */
    const struct js *reasons;       /* the same */
    const struct js *abbreviations; /* object */
};

/* From the folder `reference`; lives in the arena. The error names file and key. */
enum err_code schedule_words_load(struct arena *arena, const char *reference,
                                  struct schedule_words *words, struct err *err) MUST_USE;
/* The title of a category or reason; the id where there is none. */
struct str schedule_words_category(const struct schedule_words *words, struct str id);
struct str schedule_words_reason(const struct schedule_words *words, struct str id);

#endif
