/* `policeai score speech --meeting`: what several speakers said, whoever the system calls whom
 * (cpWER), and where each word has a time, when (tcpWER). */
#ifndef POLICEAI_SCORE_MEETING_H
#define POLICEAI_SCORE_MEETING_H

#include "score/score_report.h"
#include "score/speech/meeting_words.h"

/* Fills the report from stm or SegLST; doc/score/speech.md says with what. */
enum err_code score_meeting(struct score_report *report, const struct transcript *reference,
                            const struct transcript *hypothesis,
                            const struct meeting_rules *rules, struct err *err) MUST_USE;

#endif
