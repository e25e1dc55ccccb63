/* Dates, times, places, plates and names that differ between documents. What most papers say is
 * held against what one says of the same event: no paper is taken for right. */
#include "case_check.h"

#include "accounts.h"
#include "people_names.h"

#include <stdlib.h>
#include <string.h>

enum {
    TIME_APART = 45,  /* minutes by which two tellings of one moment may differ */
    ABOUT_APART = 60, /* when one of them says about */
    LIST_MAX = 400,
    PLATE_EDITS = 2
};

typedef bool same_fn(const void *a, const void *b);

/* Which of `count` things most of the others agree with, and whether there is a doubt at all:
 * SIZE_MAX when all agree. */
static size_t most_agreed(const void *items, size_t count, size_t size, same_fn *same,
                          bool *some_differ)
{
    size_t best = 0;
    size_t best_votes = 0;
    *some_differ = false;
    for (size_t i = 0; i < count; i++) {
        size_t votes = 0;
        for (size_t k = 0; k < count; k++) {
            bool fits = same((const char *)items + i * size, (const char *)items + k * size);
            votes += fits;
            *some_differ = *some_differ || !fits;
        }
        if (votes > best_votes) {
            best = i;
            best_votes = votes;
        }
    }
    return best;
}

static void tell(struct case_check *check, const char *subject, struct place one,
                 const struct place *others, size_t count)
{
    const struct rule *rule = check_rule(check, FIND_DISAGREEMENT, subject);
    if (rule == NULL || count == 0) {
        return;
    }
    const struct paper *paper = &check->papers->items[one.paper];
    const struct paper *other = &check->papers->items[others[0].paper];
    struct str a = str_sub(paper->text, one.start, one.end - one.start);
    struct str b = str_sub(other->text, others[0].start, others[0].end - others[0].start);
    struct finding *finding = check_find(
        check, FIND_DISAGREEMENT, rule, str_of(subject),
        "\"%.*s\" here, \"%.*s\" in %zu other document%s", STR_ARG(str_sub(a, 0, 100)),
        STR_ARG(str_sub(b, 0, 100)), count, count == 1 ? "" : "s");
    finding_at(finding, one);
    for (size_t i = 0; i < count; i++) {
        finding_at(finding, others[i]);
    }
}

/* ---- accounts ---- */

static bool same_day(const void *a, const void *b)
{
    const struct account *x = a;
    const struct account *y = b;
    return day_same(&x->day.day, &y->day.day);
}

static bool same_time(const void *a, const void *b)
{
    const struct account *x = a;
    const struct account *y = b;
    if (!x->has_time || !y->has_time) {
        return true;
    }
    struct when s = x->time;
    bool about = s.about || y->time.about;
    s.about = true; /* the slack is given here */
    return time_fits(&s, &y->time, about ? ABOUT_APART : TIME_APART);
}

static bool same_place(const void *a, const void *b)
{
    const struct account *x = a;
    const struct account *y = b;
    struct arena *arena = arena_new();
    struct str p = loose_fold(arena, x->place);
    struct str q = loose_fold(arena, y->place);
    /* "Larkfield" and "Larkfield Library": one may lie in the other */
    bool same = str_eq(p, q) || loose_same(p, q) || str_has_words(p, q) || str_has_words(q, p);
    arena_free(arena);
    return same;
}

struct aspect {
    const char *subject;
    same_fn *same;
    same_fn *event[2]; /* by which the odd one is of the same event: one of them */
    size_t at;         /* offset of its struct place */
    bool timed;        /* only accounts with a time */
};

static struct place place_of(const struct account *account, size_t offset)
{
    struct place place;
    memcpy(&place, (const char *)account + offset, sizeof place);
    return place;
}

static void check_aspect(struct case_check *check, const struct accounts *all,
                         const struct aspect *aspect)
{
    struct account *items = arena_zalloc(check->arena, (all->count + 1) * sizeof *items);
    struct place *others = arena_zalloc(check->arena, (all->count + 1) * sizeof *others);
    size_t count = 0;
    bool differ;
    for (size_t i = 0; i < all->count; i++) {
        if (!aspect->timed || all->items[i].has_time) {
            items[count++] = all->items[i];
        }
    }
    size_t best = most_agreed(items, count, sizeof *items, aspect->same, &differ);
    for (size_t i = 0; differ && i < count; i++) {
        size_t other_count = 0;
        bool of_event = aspect->event[0](&items[i], &items[best]) &&
                        (aspect->event[1] == NULL || aspect->event[1](&items[i], &items[best]));
        if (aspect->same(&items[i], &items[best]) || !of_event) {
            continue;
        }
        for (size_t k = 0; k < count; k++) {
            if (aspect->same(&items[k], &items[best])) {
                others[other_count++] = place_of(&items[k], aspect->at);
            }
        }
        tell(check, aspect->subject, place_of(&items[i], aspect->at), others, other_count);
    }
}

static void check_accounts(struct case_check *check)
{
    static const struct aspect aspects[] = {
        {"date", same_day, {same_place, same_time}, offsetof(struct account, day_at), false},
        {"time", same_time, {same_day, same_place}, offsetof(struct account, time_at), true},
        {"place",
         same_place,
         {same_day, same_time},
         offsetof(struct account, place_at),
         false}};
    struct accounts accounts;
    accounts_read(check, &accounts);
    for (size_t i = 0; i < sizeof aspects / sizeof aspects[0]; i++) {
        check_aspect(check, &accounts, &aspects[i]);
    }
}

/* ---- the accused ---- */

struct named {
    struct person_words words;
    struct accused accused;
};

static bool same_name(const void *a, const void *b)
{
    const struct named *x = a;
    const struct named *y = b;
    return person_may_be(&x->words, &y->words);
}

static void check_accused(struct case_check *check)
{
    struct accused *list = arena_zalloc(check->arena, LIST_MAX * sizeof *list);
    struct named *names = arena_zalloc(check->arena, LIST_MAX * sizeof *names);
    struct place *others = arena_zalloc(check->arena, LIST_MAX * sizeof *others);
    size_t found = accused_read(check, list, LIST_MAX);
    size_t count = 0;
    bool differ;
    for (size_t i = 0; i < found; i++) {
        if (person_words_read(check->arena, list[i].name, &names[count].words)) {
            names[count++].accused = list[i];
        }
    }
    size_t best = most_agreed(names, count, sizeof *names, same_name, &differ);
    for (size_t i = 0; differ && i < count; i++) {
        size_t other_count = 0;
        if (same_name(&names[i], &names[best])) {
            continue;
        }
        for (size_t k = 0; k < count; k++) {
            if (same_name(&names[k], &names[best])) {
                others[other_count++] = names[k].accused.at;
            }
        }
        tell(check, "name", names[i].accused.at, others, other_count);
    }
}

/* ---- plates ---- */

/* Different, and so alike that one is likely the other miswritten. */
static bool nearly(const char *a, const char *b)
{
    size_t edits = 0;
    for (size_t i = 0; a[i] != '\0' && b[i] != '\0'; i++) {
        edits += a[i] != b[i];
    }
    return edits > 0 && edits <= PLATE_EDITS;
}

static size_t votes_of(const struct plate *list, size_t count, const char *text)
{
    size_t votes = 0;
    for (size_t i = 0; i < count; i++) {
        bool again = false;
        for (size_t k = 0; k < i; k++) {
            again = again ||
                    (strcmp(list[k].text, text) == 0 && list[k].at.paper == list[i].at.paper);
        }
        votes += strcmp(list[i].text, text) == 0 && !again;
    }
    return votes;
}

static void check_plates(struct case_check *check)
{
    struct plate *list = arena_zalloc(check->arena, LIST_MAX * sizeof *list);
    struct place *others = arena_zalloc(check->arena, LIST_MAX * sizeof *others);
    size_t count = plates_read(check, list, LIST_MAX);
    for (size_t i = 0; i < count; i++) {
        size_t other_count = 0;
        size_t own = votes_of(list, count, list[i].text);
        for (size_t k = 0; k < count; k++) {
            size_t votes = votes_of(list, count, list[k].text);
            if (nearly(list[i].text, list[k].text) &&
                (votes > own || (votes == own && i > k))) {
                others[other_count++] = list[k].at;
            }
        }
        tell(check, "plate", list[i].at, others, other_count);
    }
}

void check_disagreements(struct case_check *check)
{
    check_accounts(check);
    check_accused(check);
    check_plates(check);
}
