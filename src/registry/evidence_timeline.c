/* See evidence_timeline.h. */
#include "registry/evidence_timeline.h"

#include "evidence/validity.h"

#include <stdlib.h>
#include <string.h>

static int by_time(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a;
    int64_t other = *(const int64_t *)b;
    return (one > other) - (one < other);
}

/* INT64_MIN and every moment at which a row comes or lapses, sorted. */
static int64_t *moments_of(struct arena *arena, const struct used_version *version,
                           size_t *count)
{
    size_t rows = 0;
    size_t n = 0;
    for (size_t i = 0; i < version->tool_count; i++) {
        rows += version->tools[i].evidence_count;
    }
    int64_t *moments = arena_alloc(arena, (2 * rows + 1) * sizeof *moments);
    moments[n++] = INT64_MIN;
    for (size_t i = 0; i < version->tool_count; i++) {
        for (size_t k = 0; k < version->tools[i].evidence_count; k++) {
            moments[n++] = version->tools[i].evidence[k].moment;
            moments[n++] = evidence_valid_until(version->tools[i].evidence[k].moment);
        }
    }
    qsort(moments, n, sizeof *moments, by_time);
    *count = n;
    return moments;
}

static bool same_finding(const struct evidence_finding *a, const struct evidence_finding *b)
{
    struct str none = STR("");
    return a->state == b->state && a->until == b->until &&
           str_eq(a->row != NULL ? a->row->envelope : none,
                  b->row != NULL ? b->row->envelope : none);
}

void evidence_timeline(struct arena *arena, const struct used_version *version,
                       struct str force, struct evidence_span **spans, size_t *count)
{
    size_t moment_count;
    const int64_t *moments = moments_of(arena, version, &moment_count);
    struct evidence_span *list = arena_alloc(arena, moment_count * sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < moment_count; i++) {
        if (i > 0 && moments[i] == moments[i - 1]) {
            continue;
        }
        struct evidence_finding finding = evidence_of_version(version, force, moments[i], NULL);
        if (n > 0 && same_finding(&finding, &list[n - 1].finding)) {
            continue;
        }
        if (n > 0) {
            list[n - 1].until = moments[i];
        }
        list[n++] = (struct evidence_span){moments[i], INT64_MAX, finding};
    }
    *spans = list;
    *count = n;
}

void evidence_timeline_of_others(struct arena *arena, const struct evidence_span *spans,
                                 size_t count, struct evidence_span **others)
{
    *others = arena_alloc(arena, count * sizeof **others);
    memcpy(*others, spans, count * sizeof **others);
    for (size_t i = 0; i < count; i++) {
        if (spans[i].finding.state == EVIDENCE_IN_DATE) {
            (*others)[i].finding.state = EVIDENCE_NOT_OWN_DATA;
        }
    }
}

bool evidence_is_own(const struct used_version *version, struct str force)
{
    for (size_t i = 0; i < version->tool_count; i++) {
        for (size_t k = 0; k < version->tools[i].evidence_count; k++) {
            const struct evidence_row *row = &version->tools[i].evidence[k];
            if (row->own_data && str_eq(row->measured_by, force)) {
                return true;
            }
        }
    }
    return false;
}
