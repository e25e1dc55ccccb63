/* Who spoke when, against who a system says spoke when: times missed, added and confused.
 *
 * Times are seconds. A speaker who has several turns at once counts once. Two conventions:
 * md-eval leaves out `collar` on either side of each boundary of the reference, and looks for
 * the best mapping of speakers over all that is evaluated, collars and overlaps included;
 * without regions it evaluates from the first to the last boundary of the reference. pyannote
 * leaves out `collar` / 2 on either side, maps what is left, and evaluates the extent of both.
 * SOURCE: NIST SCTK, src/md-eval/md-eval.pl version 22; pyannote-metrics d785d78,
 * src/pyannote/metrics/diarization.py, utils.py. */
#ifndef POLICEAI_METRICS_SPEAKER_TURNS_H
#define POLICEAI_METRICS_SPEAKER_TURNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct turn {
    double start;
    double end;       /* > start */
    uint32_t speaker; /* from 0 */
};

struct turns {
    const struct turn *items;
    size_t count;
    size_t speakers;
};

struct region {
    double start;
    double end;
};

struct regions {
    const struct region *items; /* may overlap */
    size_t count;
};

enum diarisation_rule { RULE_MD_EVAL, RULE_PYANNOTE };

struct diarisation_plan {
    struct turns reference;
    struct turns hypothesis;
    struct regions evaluated; /* items NULL: by the rule */
    struct regions left_out;  /* not evaluated */
    struct regions unscored;  /* evaluated, and not scored: as collars are */
    enum diarisation_rule rule;
    double collar;
    bool skip_overlap; /* leave out where the reference has two turns at once */
};

struct diarisation_times {
    double missed, false_alarm, confusion, correct;
    double total; /* of the reference's speakers, added up */
    /* Jaccard error rate: sum over the reference's speakers in what is scored. */
    double jaccard_errors;
    size_t jaccard_speakers;
};

/* The times of one recording. */
void diarisation_times(const struct diarisation_plan *plan, struct diarisation_times *times);

#endif
