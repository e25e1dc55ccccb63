/* Stretches around laughs, coughs and the like that md-eval does not score. */
#ifndef POLICEAI_METRICS_NO_SCORE_ZONES_H
#define POLICEAI_METRICS_NO_SCORE_ZONES_H

#include "metrics/diarisation/speaker_turns.h"

/* Seconds; md-eval's default_extend. */
#define NO_SCORE_EXTEND 0.5

/* What the reference says about one recording, in the order of its rows. */
enum zone_row { ZONE_SOUND, ZONE_WORD, ZONE_TURN };
struct zone_event {
    enum zone_row row;
    struct region when;
};

/* The zones around sounds (NON-LEX rows): each reaches NO_SCORE_EXTEND seconds before and
 * after, but not over a word (LEXEME) or a boundary of a turn; it goes on to the next of these,
 * and two sounds more than twice as far apart have two zones. One after which nothing comes has
 * no end (INFINITY), as there. Writes at most one zone for each sound and returns how many;
 * `zones` has that much room. Of things that begin at one time the later row counts first,
 * which is what md-eval's sort makes of two; of more it is not fixed there. SOURCE: NIST SCTK,
 * src/md-eval/md-eval.pl version 22, add_exclusion_zones_to_uem. */
size_t no_score_zones(const struct zone_event *rows, size_t count, struct region *zones);

#endif
