/* See search_near.h. */
#include "registry/search_near.h"

#include <stdlib.h>
#include <string.h>

enum { WORD_MAX = 64 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

int search_distance(struct str a, struct str b, int most)
{
    int rows[3][WORD_MAX + 1]; /* of the prefix before last, the last and this one */
    if (a.n > WORD_MAX || b.n > WORD_MAX || abs((int)a.n - (int)b.n) > most) {
        return most + 1;
    }
    for (size_t j = 0; j <= b.n; j++) {
        rows[0][j] = (int)j;
    }
    memcpy(rows[1], rows[0], sizeof rows[1]);
    memcpy(rows[2], rows[0], sizeof rows[2]);
    int *before = rows[0];
    int *last = rows[1];
    int *now = rows[2];
    for (size_t i = 1; i <= a.n; i++) {
        int smallest = now[0] = (int)i;
        for (size_t j = 1; j <= b.n; j++) {
            bool same = a.p[i - 1] == b.p[j - 1];
            now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
            if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1]) {
                now[j] = least(now[j], before[j - 2] + 1);
            }
            smallest = least(smallest, now[j]);
        }
        if (smallest > most) {
            return most + 1;
        }
        int *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return least(last[b.n], most + 1);
}

void search_near_start(struct search_near *near, struct arena *arena, struct str wanted)
{
    *near = (struct search_near){.arena = arena, .wanted = wanted, .best = STR("")};
    near->distance = wanted.n <= 2 ? 1 : wanted.n <= 4 ? 2 : 3;
}

void search_near_offer(struct search_near *near, struct str term, int64_t places)
{
    int most = near->distance - (near->best.n == 0 ? 1 : 0);
    int distance = search_distance(near->wanted, term, most);
    bool better =
        distance < near->distance ||
        (distance == near->distance && near->best.n > 0 &&
         (places > near->places || (places == near->places && str_cmp(term, near->best) < 0)));
    if (distance > most || !better) {
        return;
    }
    near->best = arena_str(near->arena, term);
    near->distance = distance;
    near->places = places;
}
