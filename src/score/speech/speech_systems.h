/* Two systems on the utterances that both have: the tests of NIST's sc_stats. */
#ifndef POLICEAI_SCORE_SPEECH_SYSTEMS_H
#define POLICEAI_SCORE_SPEECH_SYSTEMS_H

#include "base/name_table.h"
#include "score/score_report.h"
#include "score/speech/speech_align.h"

struct speech_systems {
    struct score_report *report;
    const char *names[2];
    const struct transcript_pairs *pairs[2];
    const struct speech_items *items[2]; /* of the same reference, in its order */
    const struct name_table *speaker_names;
    const uint32_t *speakers; /* of each pair of the first system, or SCORE_NOT_RECORDED */
};

/* Adds "systems" to the report: matched pairs, McNemar, sign, Wilcoxon. */
void speech_systems_compare(const struct speech_systems *systems);

#endif
