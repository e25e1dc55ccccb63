/* Charts as SVG: drawn from the same rows as the table beside them, styled by classes alone. */
#ifndef POLICEAI_WEB_CHART_H
#define POLICEAI_WEB_CHART_H

#include "web/template.h"

/* Empty when there is nothing to draw. BUG for an unknown kind. */
struct html chart_draw(struct arena *arena, const char *kind, const struct language *language,
                       const struct js *value);

#endif
