/* Groups of utterances: members of the reference's JSON lines named by --group. */
#ifndef POLICEAI_SCORE_SPEECH_GROUPS_H
#define POLICEAI_SCORE_SPEECH_GROUPS_H

#include "score/columns/group_columns.h"
#include "score/speech/transcript_pair.h"

/* Each pair's value of each of `names` ("accent,age"; NULL: no groups): the member of that name
 * of the reference's row, or of its "groups" object; text, a whole number, true or false. A
 * value that is absent, null or blank is not recorded. *groupings is NULL without groups.
 * ERR_USAGE where the reference is not of JSON lines; ERR_FORMAT that names path and line on
 * any other value, and where no row has the member. */
enum err_code speech_groups(struct arena *arena, const char *names,
                            const struct transcript *reference,
                            const struct transcript_pairs *pairs,
                            const struct score_grouping **groupings, size_t *count,
                            struct err *err) MUST_USE;

#endif
