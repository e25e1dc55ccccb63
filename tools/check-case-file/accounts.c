/* See accounts.h. */
#include "accounts.h"

#include "statement_names.h"
#include "told_places.h"

#include <string.h>

enum { NEAR_TELLINGS = 2, KNOWN_PLACES = 40 };

/* ---- tellings ---- */

/* Does the byte lie in the label of a field, or between it and what is written for it? */
static bool in_field(const struct case_check *check, const struct form_found *form,
                     const char *id, size_t at)
{
    size_t i = form_kind_field(&check->catalogue->forms[form->kind], id);
    if (i == SIZE_MAX || !form->fields[i].labelled || at < form->fields[i].label_start) {
        return false;
    }
    const struct field_found *field = &form->fields[i];
    return at < field->label_end ||
           (field->filled && field->start >= field->label_end && at <= field->start);
}

/* "Signed A Lee, 4 May", "Date: 4 May": the day of the paper, not of what it tells. */
static bool is_of_paper(const struct case_check *check, const struct form_found *form,
                        size_t start, size_t end)
{
    static const char *const words[] = {"slgn",    "dated",   "date",
                                        "llofnod", "dyddlad", "supervlsor"};
    const struct paper *paper = &check->papers->items[form->paper];
    size_t from;
    size_t to;
    if (form_is(check, form, "MG11") &&
        (in_field(check, form, "date", start) || in_field(check, form, "signature", start))) {
        return true;
    }
    paper_words_in(paper, start, end, &from, &to);
    for (size_t i = from; i < to && i < from + 4; i++) {
        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
            bool label = k > 0 && i > from + 1; /* "the date" is no label */
            if (!label && str_starts(paper->words.items[i].folded, str_of(words[k]))) {
                return true;
            }
        }
    }
    return false;
}

/* "6 to 7 pm", "between 18:00 and 18:30": what stands between the two. */
static bool is_span(struct str text, const struct when *a, const struct when *b)
{
    static const char *const words[] = {"to", "and", "until", "till", "-", "\xE2\x80\x93"};
    struct str between = str_trim(str_sub(text, a->end, b->start - a->end));
    bool told = str_is(between, "and");
    struct str before = str_trim(str_sub(text, 0, a->start));
    struct str lead = str_from(before, before.n > 6 ? before.n - 6 : 0);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_is(between, words[i])) {
            return !told || str_is(lead, "etween");
        }
    }
    return false;
}

static void add_time(struct telling *telling, size_t paper, size_t base,
                     const struct when *when, bool span)
{
    if (span) {
        telling->times[telling->time_count - 1].to = *when;
    } else if (telling->time_count < TELLING_TIMES) {
        telling->times[telling->time_count++] =
            (struct told_time){*when, *when, {paper, base + when->start, base + when->end}};
    }
}

static void read_sentence(struct case_check *check, size_t paper, struct str text, size_t base,
                          struct telling *telling)
{
    struct whens whens;
    const struct when *above = NULL;
    const struct when *day = NULL;
    when_find(check->arena, text, &whens);
    for (size_t i = 0; i < whens.count; i++) {
        const struct when *when = &whens.items[i];
        if (when->kind == WHEN_DAY && !telling->own_day) {
            telling->own_day = true;
            telling->day = *when;
            telling->day_to = *when;
            telling->day_at = (struct place){paper, base + when->start, base + when->end};
            day = when;
        } else if (when->kind == WHEN_DAY && day != NULL && is_span(text, day, when)) {
            telling->day_to = *when;
            day = NULL;
        } else if (when->kind == WHEN_TIME) {
            bool span = above != NULL && telling->time_count > 0 && is_span(text, above, when);
            add_time(telling, paper, base, when, span);
            above = when;
        }
    }
    told_places_read(text, &whens, paper, base, telling);
}

/* An arrest, an interview, a search tell of something after the event. */
static bool comes_after(struct case_check *check, const struct paper *paper, size_t start,
                        size_t end)
{
    static const char *const words[] = {"arrest*", "interviewed", "cautioned"};
    size_t from;
    size_t to;
    size_t first;
    size_t last;
    paper_words_in(paper, start, end, &from, &to);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct loose_phrase phrase;
        loose_phrase_read(check->arena, str_of(words[i]), &phrase);
        if (loose_phrase_find(&phrase, &paper->words, from, to, &first, &last)) {
            return true;
        }
    }
    return false;
}

static bool tells(struct case_check *check, const struct form_found *form)
{
    return form_is(check, form, "MG3") || form_is(check, form, "MG4") ||
           form_is(check, form, "MG5") ||
           (form_is(check, form, "MG11") && !statement_is_replaced(check, form));
}

static struct telling *new_telling(struct case_check *check, struct accounts *accounts)
{
    if (accounts->telling_count == accounts->telling_room) {
        size_t room = accounts->telling_room * 2 + 32;
        struct telling *items = arena_zalloc(check->arena, room * sizeof *items);
        if (accounts->telling_count > 0) {
            memcpy(items, accounts->tellings, accounts->telling_count * sizeof *items);
        }
        accounts->tellings = items;
        accounts->telling_room = room;
    }
    return &accounts->tellings[accounts->telling_count++];
}

static void read_form(struct case_check *check, size_t index, struct accounts *accounts)
{
    const struct form_found *form = &check->forms.items[index];
    const struct paper *paper = &check->papers->items[form->paper];
    for (size_t i = 0; i < paper->sentence_count; i++) {
        size_t start = paper->sentences[i].start;
        size_t end = paper->sentences[i].end;
        struct telling telling = {.form = index};
        if (start < form->body || end > form->end || is_of_paper(check, form, start, end) ||
            (!form_is(check, form, "MG4") && comes_after(check, paper, start, end))) {
            continue;
        }
        read_sentence(check, form->paper, str_sub(paper->text, start, end - start), start,
                      &telling);
        if (telling.own_day || telling.time_count > 0 || telling.place_count > 0) {
            *new_telling(check, accounts) = telling;
        }
    }
}

/* ---- accounts ---- */

/* "The call was timed 18:05": not of something else before or after. */
static bool of_something_else(const struct case_check *check, const struct telling *telling)
{
    static const char *const phrases[] = {
        "left home",  "had left",  "before",         "after",        "later",
        "earlier",    "until",     "arrested",       "returned",     "charged at",
        "charged on", "charge at", "time of charge", "time charged", "date charged"};
    size_t paper = telling->times[0].at.paper;
    const struct paper *p = &check->papers->items[paper];
    struct place sentence = paper_sentence_at(check->papers, paper, telling->times[0].at.start);
    size_t from;
    size_t to;
    paper_words_in(p, sentence.start, sentence.end, &from, &to);
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        struct loose_phrase phrase;
        size_t first;
        size_t last;
        loose_phrase_read(check->arena, str_of(phrases[i]), &phrase);
        if (loose_phrase_find(&phrase, &p->words, from, to, &first, &last)) {
            return true;
        }
    }
    return false;
}

/* Place and time of an account that says neither with its day, from what stands beside. */
static void take_beside(const struct case_check *check, const struct accounts *accounts,
                        size_t at, struct telling *account)
{
    const struct telling *all = accounts->tellings;
    for (size_t back = 1; back <= NEAR_TELLINGS && back <= at; back++) {
        const struct telling *other = &all[at - back];
        if (other->form != account->form || other->own_day) {
            break;
        }
        if (account->place_count == 0 && other->place_count > 0) {
            memcpy(account->places, other->places, sizeof account->places);
            account->place_count = other->place_count;
        }
    }
    for (size_t on = 1; on <= NEAR_TELLINGS && at + on < accounts->telling_count; on++) {
        const struct telling *other = &all[at + on];
        if (other->form != account->form || other->own_day) {
            break;
        }
        if (account->place_count == 0 && other->place_count > 0) {
            memcpy(account->places, other->places, sizeof account->places);
            account->place_count = other->place_count;
        }
        if (account->time_count == 0 && other->time_count > 0 &&
            !of_something_else(check, other)) {
            memcpy(account->times, other->times, sizeof account->times);
            account->time_count = other->time_count;
        }
    }
}

/* What the form is held to: the first sentence with day and place, else the first with a day.
 */
static void choose(const struct case_check *check, size_t index, struct accounts *accounts)
{
    size_t best = SIZE_MAX;
    size_t dated = SIZE_MAX;
    for (size_t i = 0; i < accounts->telling_count; i++) {
        const struct telling *one = &accounts->tellings[i];
        if (one->form != index || !one->own_day) {
            continue;
        }
        dated = dated == SIZE_MAX ? i : dated;
        best = best == SIZE_MAX && one->place_count > 0 ? i : best;
    }
    best = best == SIZE_MAX ? dated : best;
    if (best != SIZE_MAX) {
        struct telling *account = &accounts->items[accounts->count++];
        *account = accounts->tellings[best];
        take_beside(check, accounts, best, account);
    }
}

/* Different places that papers name, from the first on. */
static size_t known_places(const struct accounts *accounts, struct told_place *known)
{
    size_t count = 0;
    for (size_t i = 0; i < accounts->telling_count && count < KNOWN_PLACES; i++) {
        const struct telling *telling = &accounts->tellings[i];
        bool again = telling->place_count == 0;
        for (size_t k = 0; k < count && !again; k++) {
            again = str_eq(known[k].name, telling->places[0].name);
        }
        if (!again) {
            known[count++] = telling->places[0];
        }
    }
    return count;
}

/* Places that some paper names with a word before it are known where none stands before. */
static void find_known(struct case_check *check, struct accounts *accounts)
{
    struct told_place known[KNOWN_PLACES];
    size_t count = known_places(accounts, known);
    for (size_t i = 0; i < accounts->telling_count; i++) {
        struct telling *telling = &accounts->tellings[i];
        if (!telling->own_day || telling->place_count > 0) {
            continue;
        }
        struct place sentence =
            paper_sentence_at(check->papers, telling->day_at.paper, telling->day_at.start);
        for (size_t k = 0; k < count && telling->place_count == 0; k++) {
            told_place_known(check, sentence, &known[k], telling);
        }
    }
}

void accounts_read(struct case_check *check, struct accounts *accounts)
{
    *accounts =
        (struct accounts){.items = arena_zalloc(check->arena, (check->forms.count + 1) *
                                                                  sizeof *accounts->items)};
    for (size_t i = 0; i < check->forms.count; i++) {
        if (tells(check, &check->forms.items[i])) {
            read_form(check, i, accounts);
        }
    }
    find_known(check, accounts);
    for (size_t i = 0; i < check->forms.count; i++) {
        choose(check, i, accounts);
    }
}
