/* What of a page may be quoted by itself: a sentence with those that lean on it, an answer with
 * its question, messages of a chat that follow each other, the row of a log. Always one slice
 * of the text. Fixed rules for English; pure. */
#ifndef POLICEAI_CASETEXT_PASSAGES_H
#define POLICEAI_CASETEXT_PASSAGES_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum passage_kind {
    PASSAGE_PROSE,  /* a sentence, and short ones or ones with a pronoun at their head behind it
                     */
    PASSAGE_ANSWER, /* a turn of an interview or call, and the question before it */
    PASSAGE_MESSAGES, /* turns of a chat, each with its day and time */
    PASSAGE_ROW       /* a row of a log or of a list whose last cell tells something */
};

struct passage {
    size_t start, end; /* bytes, without white space at either end */
    size_t own;        /* where the answer begins behind its question; else as start */
    enum passage_kind kind;
    struct str speaker; /* of an answer, as written: "A", "LEE"; of others "" */
    bool first;         /* no answer of that speaker stands before it */
};

/* A passage of several sentences is no longer than this; one sentence may be. */
enum { PASSAGE_BYTES = 300 };

/* In order, apart, in the arena. */
struct passage *passages_find(struct arena *arena, struct str text, size_t *count);

#endif
