/* See search_near.h. */
#include "registry/search_near.h"

#include <stdlib.h>
#include <string.h>

enum { WORD_MAX = SEARCH_WORD_MAX, PREFIX = 7 };

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

/* ---- parts ---- */

struct parts {
    uint64_t *list;
    size_t count;
};

/* One byte is left out only where two are left, two only where three are: who may be two
 * changes away is wanted by a word of five bytes or more and shares three with it, who may be
 * one away by one of three. */
static void add_part(struct parts *parts, const char *bytes, size_t n, int left_out)
{
    if (left_out > 0 && n <= (size_t)left_out) {
        return;
    }
    parts->list[parts->count++] = str_hash(str_n(bytes, n));
}

static void leave_out(struct parts *parts, struct str bytes, size_t from, int left_out,
                      int most)
{
    char rest[PREFIX];
    add_part(parts, bytes.p, bytes.n, left_out);
    for (size_t i = from; left_out < most && i < bytes.n; i++) {
        memcpy(rest, bytes.p, i);
        memcpy(rest + i, bytes.p + i + 1, bytes.n - i - 1);
        leave_out(parts, str_n(rest, bytes.n - 1), i, left_out + 1, most);
    }
}

size_t search_parts(struct str word, int most, uint64_t list[SEARCH_PARTS_MAX])
{
    struct parts parts = {list, 0};
    if (word.n > 0 && word.n <= WORD_MAX) {
        leave_out(&parts, str_sub(word, 0, word.n < PREFIX ? word.n : PREFIX), 0, 0, most);
    }
    return parts.count;
}

/* ---- the nearest ---- */

int search_near_most(struct str wanted)
{
    return wanted.n <= 2 ? 0 : wanted.n <= 4 ? 1 : 2;
}

void search_near_start(struct search_near *near, struct arena *arena, struct str wanted)
{
    *near = (struct search_near){.arena = arena, .wanted = wanted, .best = STR("")};
    near->distance = search_near_most(wanted) + 1;
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
