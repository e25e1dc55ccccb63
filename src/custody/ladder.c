/* See ladder.h. */
#include "custody/ladder.h"

#include <math.h>

double ladder_round(double score, double step)
{
    return round(score / step) * step;
}

bool ladder_tell(struct ladder *ladder, double score, double step, bool higher_is_better)
{
    double gain = higher_is_better ? score - ladder->released : ladder->released - score;
    if (ladder->begun && !(gain > step)) {
        return false;
    }
    ladder->begun = true;
    ladder->released = ladder_round(score, step);
    return true;
}
