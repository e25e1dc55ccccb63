/* Recordings of several speakers: the segments of a reference and of a hypothesis put together
 * by recording and speaker, in the order of their beginnings, each word with a time. */
#ifndef POLICEAI_SCORE_MEETING_WORDS_H
#define POLICEAI_SCORE_MEETING_WORDS_H

#include "metrics/speech/speaker_words.h"
#include "score/score_report.h"
#include "score/speech/speech_words.h"

struct meeting_rules {
    const struct speech_rules *speech;
    double collar; /* seconds on either side of a word of the hypothesis */
    bool silent;   /* a recording that the hypothesis does not have is silence, not an error */
};

struct meeting_side {
    struct speaker_words words;
    const char **names; /* of the speakers, in the order first heard */
};

struct meeting_recording {
    const char *name; /* stm "file", SegLST "session_id" */
    struct meeting_side reference;
    struct meeting_side hypothesis;
};

struct meetings {
    struct meeting_recording *items; /* in the order of the reference */
    size_t count;
    bool timed;    /* every segment of both sides has times */
    size_t silent; /* recordings that the hypothesis does not have */
};

/* From stm or SegLST; in the arena of the report. Words are parted by white space (Unicode's,
 * where the text stands as it was), case is kept unless the rules fold it, "@" is no word. A
 * word's interval is its part of the segment's by its characters, in the hypothesis the middle
 * of that and the collar on either side; in microseconds, to which times are rounded. Through
 * score_report_skip go: segments with a choice, segments not to be scored, recordings that only
 * one side has. */
enum err_code meetings_make(struct score_report *report, const struct transcript *reference,
                            const struct transcript *hypothesis,
                            const struct meeting_rules *rules, struct meetings *meetings,
                            struct err *err) MUST_USE;

#endif
