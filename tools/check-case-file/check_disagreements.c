/* Dates, times and places that differ between documents, and a day of the week that is not that
 * of its date. What most papers say is held against what one says of the same event: no paper
 * is taken for right. */
#include "case_check.h"

#include "accounts.h"
#include "disagreement.h"
#include "told_places.h"

#include <stdio.h>
#include <string.h>

enum {
    TIME_APART = 45,  /* minutes by which two tellings of one moment may differ */
    ABOUT_APART = 60, /* when one of them says about */
    PLACE_APART = 20, /* at another place later than that is another event */
    DAY_MINUTES = 24 * 60
};

size_t disagreement_most(const void *items, size_t count, size_t size,
                         disagreement_same_fn *same, bool *some_differ)
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

void disagreement_tell(struct case_check *check, const char *subject, struct place one,
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

/* ---- what two tellings have in common ---- */

static int day_number(const struct day *day)
{
    return (day->year * 12 + day->month) * 31 + day->day;
}

/* Is the day one of a span? A year that is not said is any year's. */
static bool day_within(const struct day *day, const struct telling *span)
{
    int at = day_number(day);
    return day->year > 0 && span->day.day.year > 0 && span->day_to.day.year > 0 &&
           at >= day_number(&span->day.day) && at <= day_number(&span->day_to.day);
}

static bool same_day(const void *a, const void *b)
{
    const struct telling *x = a;
    const struct telling *y = b;
    return day_same(&x->day.day, &y->day.day) || day_within(&x->day.day, y) ||
           day_within(&y->day.day, x);
}

static int minute_of(const struct when *time)
{
    return time->hour * 60 + time->minute;
}

/* Is a moment within a span that is told in full? */
static bool time_within(const struct when *time, const struct told_time *span)
{
    int from = minute_of(&span->from);
    int length = (minute_of(&span->to) - from + DAY_MINUTES) % DAY_MINUTES;
    int at = (minute_of(time) - from + DAY_MINUTES) % DAY_MINUTES;
    return !time->half_day && !span->from.half_day && !span->to.half_day && at <= length;
}

static bool moments_fit(const struct when *a, const struct when *b)
{
    struct when s = *a;
    bool about = s.about || b->about;
    s.about = true; /* the slack is given here */
    return time_fits(&s, b, about ? ABOUT_APART : TIME_APART);
}

static bool one_time_fits(const struct told_time *a, const struct told_time *b)
{
    return moments_fit(&a->from, &b->from) || moments_fit(&a->to, &b->to) ||
           time_within(&a->from, b) || time_within(&b->from, a);
}

/* Some time of one fits some of the other, or one says none. */
static bool same_time(const void *a, const void *b)
{
    const struct telling *x = a;
    const struct telling *y = b;
    bool fits = x->time_count == 0 || y->time_count == 0;
    for (size_t i = 0; i < x->time_count; i++) {
        for (size_t k = 0; k < y->time_count; k++) {
            fits = fits || one_time_fits(&x->times[i], &y->times[k]);
        }
    }
    return fits;
}

static bool same_place(const void *a, const void *b)
{
    const struct telling *x = a;
    const struct telling *y = b;
    for (size_t i = 0; i < x->place_count; i++) {
        for (size_t k = 0; k < y->place_count; k++) {
            if (told_place_same(&x->places[i], &y->places[k])) {
                return true;
            }
        }
    }
    return false;
}

/* Two that tell their times exactly tell them of one moment: who was stopped in another street
 * half an hour later was stopped there. */
static bool same_moment(const struct telling *a, const struct telling *b)
{
    bool any = a->time_count == 0 || b->time_count == 0;
    for (size_t i = 0; i < a->time_count; i++) {
        for (size_t k = 0; k < b->time_count; k++) {
            struct when s = a->times[i].from;
            const struct when *t = &b->times[k].from;
            bool about = s.about || t->about;
            s.about = true; /* the slack is given here */
            any = any || time_within(&s, &b->times[k]) || time_within(t, &a->times[i]) ||
                  time_fits(&s, t, about ? ABOUT_APART : PLACE_APART);
        }
    }
    return any;
}

static bool both_timed(const struct telling *a, const struct telling *b)
{
    return a->time_count > 0 && b->time_count > 0;
}

/* ---- aspects of the event ---- */

enum aspect { ASPECT_DATE, ASPECT_TIME, ASPECT_PLACE, ASPECTS };
static const char *const aspect_subjects[ASPECTS] = {"date", "time", "place"};
static disagreement_same_fn *const aspect_same[ASPECTS] = {same_day, same_time, same_place};

static struct place place_of(const struct telling *telling, enum aspect aspect)
{
    return aspect == ASPECT_DATE   ? telling->day_at
           : aspect == ASPECT_TIME ? telling->times[0].at
                                   : telling->places[0].at;
}

/* Does the account speak of this at all? */
static bool speaks_of(const struct telling *telling, enum aspect aspect)
{
    return aspect == ASPECT_DATE   ? true
           : aspect == ASPECT_TIME ? telling->time_count > 0
                                   : telling->place_count > 0;
}

/* Is the odd one of the same event, by the other two? A course of conduct has many days at one
 * place: there the time must be told too. */
static bool of_event(const struct case_check *check, const struct telling *odd,
                     const struct telling *most, enum aspect aspect)
{
    bool harassment = str_is(check->facts.offence, "harassment");
    switch (aspect) {
    case ASPECT_DATE:
        return same_time(odd, most) &&
               (odd->place_count > 0 ? same_place(odd, most) : both_timed(odd, most)) &&
               (!harassment || both_timed(odd, most));
    case ASPECT_TIME:
        return same_day(odd, most) && same_place(odd, most);
    default:
        return same_day(odd, most) && same_moment(odd, most);
    }
}

/* Another sentence of the same paper says what most say. */
static bool is_borne_out(const struct accounts *accounts, const struct telling *odd,
                         const struct telling *most, enum aspect aspect)
{
    for (size_t i = 0; i < accounts->telling_count; i++) {
        const struct telling *one = &accounts->tellings[i];
        if (one->form != odd->form || !speaks_of(one, aspect)) {
            continue;
        }
        bool day = !one->own_day || same_day(one, most);
        bool place = one->place_count == 0 || same_place(one, most);
        if (day && place && (one->own_day || aspect != ASPECT_DATE) && same_time(one, most)) {
            return true;
        }
    }
    return false;
}

static void check_aspect(struct case_check *check, const struct accounts *all,
                         enum aspect aspect)
{
    struct telling *items = arena_zalloc(check->arena, (all->count + 1) * sizeof *items);
    struct place *others = arena_zalloc(check->arena, (all->count + 1) * sizeof *others);
    disagreement_same_fn *same = aspect_same[aspect];
    size_t count = 0;
    bool differ;
    for (size_t i = 0; i < all->count; i++) {
        if (speaks_of(&all->items[i], aspect)) {
            items[count++] = all->items[i];
        }
    }
    size_t best = disagreement_most(items, count, sizeof *items, same, &differ);
    for (size_t i = 0; differ && i < count; i++) {
        size_t other_count = 0;
        bool event = false;
        for (size_t k = 0; k < count; k++) {
            event = event || (same(&items[k], &items[best]) &&
                              of_event(check, &items[i], &items[k], aspect));
        }
        if (same(&items[i], &items[best]) || !event ||
            is_borne_out(all, &items[i], &items[best], aspect)) {
            continue;
        }
        for (size_t k = 0; k < count; k++) {
            if (same(&items[k], &items[best])) {
                others[other_count++] = place_of(&items[k], aspect);
            }
        }
        disagreement_tell(check, aspect_subjects[aspect], place_of(&items[i], aspect), others,
                          other_count);
    }
}

/* ---- days of the week ---- */

/* Does a day of the week stand in the text? If not, its moments need not be found. */
static bool names_weekday(struct str text)
{
    static const char *const names[] = {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
        "sunday", "mon",     "tue",       "wed",      "thu",    "fri",
        "sat",    "sun",     "tues",      "weds",     "thurs",  "thur"};
    for (size_t at = 0; at < text.n;) {
        char word[16];
        size_t n = 0;
        for (; at + n < text.n &&
               ((text.p[at + n] | 0x20) >= 'a' && (text.p[at + n] | 0x20) <= 'z');
             n++) {
            word[n < sizeof word ? n : sizeof word - 1] = (char)(text.p[at + n] | 0x20);
        }
        bool may = n >= 3 && n < sizeof word && strchr("mtwfs", word[0]) != NULL;
        for (size_t i = 0; may && i < sizeof names / sizeof names[0]; i++) {
            if (str_is(str_n(word, n), names[i])) {
                return true;
            }
        }
        at += n + 1;
    }
    return false;
}

/* "Tuesday 4 March 2026", which is a Wednesday: the paper disagrees with itself. */
static void check_weekdays(struct case_check *check, const struct rule *rule)
{
    static const char *const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
    struct arena *arena = arena_new(); /* of the moments of one paper */
    for (size_t p = 0; p < check->papers->count; p++) {
        const struct paper *paper = &check->papers->items[p];
        struct whens whens;
        arena_reset(arena);
        papers_open(check->papers, p);
        if (!names_weekday(paper->text)) {
            continue;
        }
        when_find(arena, paper->text, &whens);
        for (size_t i = 0; i < whens.count; i++) {
            const struct when *when = &whens.items[i];
            if (when->kind != WHEN_DAY || when->weekday == 0 || when->day.year == 0 ||
                when->weekday == day_of_week(&when->day)) {
                continue;
            }
            struct str text = str_sub(paper->text, when->start, when->end - when->start);
            struct finding *finding =
                check_find(check, FIND_DISAGREEMENT, rule, STR("date"),
                           "\"%.*s\" is a %s: the day of the week or the date is another",
                           STR_ARG(str_sub(text, 0, 60)), names[day_of_week(&when->day) - 1]);
            finding_at(finding, (struct place){p, when->start, when->weekday_end});
            finding_at(finding, (struct place){p, when->weekday_end + 1, when->end});
        }
    }
    arena_free(arena);
}

void check_disagreements(struct case_check *check)
{
    struct accounts accounts;
    const struct rule *dates = check_rule(check, FIND_DISAGREEMENT, "date");
    accounts_read(check, &accounts);
    for (int aspect = 0; aspect < ASPECTS; aspect++) {
        check_aspect(check, &accounts, (enum aspect)aspect);
    }
    if (dates != NULL) {
        check_weekdays(check, dates);
    }
    check_accused(check);
    check_plates(check);
}
