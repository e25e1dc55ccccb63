/* Thresholds in words; see threshold_text.h. */
#include "score/columns/threshold_text.h"

#include <stdio.h>
#include <stdlib.h>

const char *threshold_text(struct arena *arena, double threshold)
{
    char text[32];
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, threshold);
        if (strtod(text, NULL) == threshold) {
            break;
        }
    }
    return arena_strdup(arena, text);
}
