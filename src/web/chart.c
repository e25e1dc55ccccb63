/* See chart.h: which kind of drawing is which (chart_NAME.c). */
#include "web/chart.h"

#include "base/limits.h"
#include "web/chart_svg.h"

#include <string.h>

struct html chart_draw(struct arena *arena, const char *kind, const struct language *language,
                       const struct js *value)
{
    static const struct {
        const char *name;
        chart_kind *draw;
    } kinds[] = {{"intervals", chart_intervals},
                 {"curve", chart_curve},
                 {"timeline", chart_timeline},
                 {"bars", chart_bars},
                 {"tiles", chart_tiles}};
    struct chart chart = {.arena = arena, .language = language};
    struct html html = {STR("")};
    size_t at = 0;
    while (at < sizeof kinds / sizeof kinds[0] && strcmp(kinds[at].name, kind) != 0) {
        at++;
    }
    if (at == sizeof kinds / sizeof kinds[0]) {
        BUG("there is no chart %s", kind);
    }
    strbuf_init(&chart.svg, MIB);
    kinds[at].draw(&chart, value);
    html.markup = arena_str(arena, strbuf_view(&chart.svg));
    strbuf_release(&chart.svg);
    return html;
}
