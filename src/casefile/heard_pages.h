/* What a tool of the task transcription heard in a recording, as pages: one a minute of sound.
 * The tool has opened a file from outside, so nothing of its answer is believed: every time and
 * confidence is within its bounds, times rise, words are words. */
#ifndef POLICEAI_CASEFILE_HEARD_PAGES_H
#define POLICEAI_CASEFILE_HEARD_PAGES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"

#include <stddef.h>
#include <stdint.h>

enum {
    HEARD_SECONDS_MAX = 24 * 3600,
    HEARD_WORD_MAX = 200,  /* bytes */
    HEARD_PAGE = 60 * 100, /* hundredths of a second on one page */
    HEARD_PAUSE = 100      /* a longer one begins a line */
};

struct heard_page {
    struct str label; /* "0:00 to 1:00" */
    struct str text;
    struct str words; /* word_places.h: x0 and x1 are hundredths of a second of the recording */
};

/* Lies in the arena. */
struct heard {
    struct heard_page *pages; /* the whole recording, also minutes without a word */
    size_t count;             /* 0: no word in all of it */
    int64_t duration;         /* hundredths of a second */
    int64_t words;
    int confidence;  /* of the words in the mean, 0 to 100 */
    int64_t damaged; /* packets of the file that could not be decoded */
};

/* `output` as the task transcription has it, with words and their times. ERR_FORMAT,
 * ERR_LIMIT: it is not so. */
enum err_code heard_read(struct arena *arena, const struct js *output, struct heard *heard,
                         struct err *err) MUST_USE;

/* "1:05" of 6480 hundredths, rounded up to the second. */
const char *heard_time(struct arena *arena, int64_t hundredths);

#endif
