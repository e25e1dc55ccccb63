/* Losses of one row; see proper_loss.h. */
#include "metrics/ranking/proper_loss.h"

#include <math.h>

double proper_loss_log(double p, bool positive, double clip)
{
    double yes = fmin(fmax(p, clip), 1 - clip);
    double no = 1 - yes;
    return -log((positive ? yes : no) / (no + yes));
}

double proper_loss_square(double p, bool positive)
{
    double gap = (positive ? 1 : 0) - p;
    return gap * gap;
}
