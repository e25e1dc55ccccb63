/* `policeai score speech`: word and character error rates of transcripts. */
#ifndef POLICEAI_SCORE_SPEECH_H
#define POLICEAI_SCORE_SPEECH_H

#include "score/score_report.h"

struct score_speech_plan {
    const char *reference; /* files */
    const char *hypothesis;
    const char *hypothesis2;      /* a second system to compare with, or NULL */
    const char *format;           /* of all files, or NULL: by their names */
    const char *reference_format; /* over `format` */
    const char *hypothesis_format;
    const char *norm;       /* "none", "whisper-en", "en-GB" */
    const char *letters;    /* "reference", "fold", "keep" */
    const char *missing;    /* "error", "deleted", "sclite" */
    const char *alignments; /* file to write the alignments to, or NULL */
    const char *group;      /* members of the reference's JSON lines, "accent,age", or NULL */
    bool optional;          /* "(uh)" may be left out */
    bool meeting;           /* several speakers a recording: cpwer, tcpwer */
    double collar;          /* seconds, of tcpwer */
};

/* Fills the report; doc/score/speech.md says with what. ERR_USAGE on a plan that cannot be. */
enum err_code score_speech(struct score_report *report, const struct score_speech_plan *plan,
                           struct err *err) MUST_USE;

#endif
