/* The alignments as text for people, an utterance after the other. */
#ifndef POLICEAI_SCORE_ALIGNMENT_REPORT_H
#define POLICEAI_SCORE_ALIGNMENT_REPORT_H

#include "score/speech/speech_align.h"

/* Writes the file (over one that is there). */
enum err_code alignment_report_write(const char *path, const struct transcript_pairs *pairs,
                                     const struct speech_items *items,
                                     struct err *err) MUST_USE;
/* One utterance, into a buffer. */
void alignment_report_item(struct strbuf *out, const char *name,
                           const struct speech_item *item);

#endif
