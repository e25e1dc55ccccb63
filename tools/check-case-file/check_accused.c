/* Who is accused, under names and dates of birth that differ. */
#include "case_check.h"

#include "accused_names.h"
#include "casetext/when.h"
#include "disagreement.h"
#include "people_names.h"

#include "base/mem.h"

#include <stdlib.h>

enum { LIST_MAX = 400, BIRTH_BYTES = 60 };

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

static size_t read_named(struct case_check *check, struct named *names)
{
    struct accused *list = arena_zalloc(check->arena, LIST_MAX * sizeof *list);
    size_t found = accused_read(check, list, LIST_MAX);
    size_t count = 0;
    for (size_t i = 0; i < found; i++) {
        if (person_words_read(check->arena, list[i].name, &names[count].words)) {
            names[count++].accused = list[i];
        }
    }
    return count;
}

/* ---- names in fields ---- */

/* The places of those that agree with the most. */
static size_t places_of(const struct named *names, size_t count, const struct named *most,
                        struct place *places)
{
    size_t found = 0;
    for (size_t k = 0; k < count; k++) {
        if (same_name(&names[k], most)) {
            places[found++] = names[k].accused.at;
        }
    }
    return found;
}

/* ---- names in sentences ---- */

/* Somebody of the family name of the accused, who may be the accused under a wrong name. */
struct misnamed {
    struct loose_phrase phrase;
    size_t papers; /* in which it stands, 2 for more */
    size_t form;
    struct place at;
};

struct misnamed_list {
    struct misnamed *items;
    size_t count, capacity;
};

/* In how many papers do the names stand? In one pass. */
static void count_papers(const struct case_check *check, const struct misnamed_list *list)
{
    size_t open = list->count;
    for (size_t p = 0; p < check->papers->count && open > 0; p++) {
        const struct loose_words *words = &check->papers->items[p].words;
        papers_open_words(check->papers, p);
        for (size_t i = 0; i < list->count; i++) {
            struct misnamed *one = &list->items[i];
            size_t first;
            size_t last;
            if (one->papers < 2 &&
                loose_phrase_find(&one->phrase, words, 0, words->count, &first, &last)) {
                one->papers++;
                open -= one->papers == 2;
            }
        }
    }
}

static bool begins_with_capital(const struct paper *paper, size_t word)
{
    char c = paper->text.p[paper->words.items[word].start];
    return c >= 'A' && c <= 'Z';
}

/* "his brother Tom Askew", "Mrs Jean Askew": another of the family. */
static bool is_kin(const struct case_check *check, const struct paper *paper, size_t at)
{
    static const char *const words[] = {"brother", "sister",  "mother",   "father",   "wife",
                                        "husband", "partner", "son",      "daughter", "cousin",
                                        "uncle",   "aunt",    "nephew",   "niece",    "family",
                                        "mrs",     "miss",    "relative", "mr"};
    for (size_t back = 1; back <= 4 && back <= at; back++) {
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
            if (str_eq(paper->words.items[at - back].folded,
                       loose_fold(check->arena, str_of(words[i])))) {
                return true;
            }
        }
    }
    return false;
}

/* May the word before the family name be a given name that nobody else in the file bears with
 * it? */
static bool may_be_misnamed(struct case_check *check, const struct paper *paper, size_t family,
                            const struct person_words *accused)
{
    const struct loose_word *words = paper->words.items;
    struct str given = words[family - 1].folded;
    struct str text = str_sub(paper->text, words[family - 1].start,
                              words[family].end - words[family - 1].start);
    struct person_words person;
    if (!begins_with_capital(paper, family) || !begins_with_capital(paper, family - 1) ||
        given.n < 3 || words[family].start != words[family - 1].end + 1 ||
        !person_words_read(check->arena, text, &person) || person.count != 2 ||
        person_may_be(&person, accused) || is_kin(check, paper, family - 1)) {
        return false;
    }
    for (size_t i = 0; i < accused->count; i++) { /* a middle name is not another's */
        if (loose_same(accused->words[i], given)) {
            return false;
        }
    }
    return true;
}

/* In a paper that never names the accused right, those of that family name. */
static void find_misnamed(struct case_check *check, size_t index, const struct named *most,
                          struct misnamed_list *list)
{
    const struct form_found *form = &check->forms.items[index];
    const struct paper *paper = &check->papers->items[form->paper];
    struct str family = most->words.words[most->words.count - 1];
    struct loose_phrase right;
    size_t from;
    size_t to;
    size_t first;
    size_t last;
    loose_phrase_read(check->arena, person_plain(check->arena, most->accused.name), &right);
    paper_words_in(paper, form->body, form->end, &from, &to);
    if (most->words.count < 2 ||
        loose_phrase_find(&right, &paper->words, from, to, &first, &last)) {
        return;
    }
    for (size_t i = from + 1; i < to; i++) {
        if (str_eq(paper->words.items[i].folded, family) &&
            may_be_misnamed(check, paper, i, &most->words)) {
            size_t start = paper->words.items[i - 1].start;
            size_t end = paper->words.items[i].end;
            list->items =
                mem_grow(list->items, list->count, &list->capacity, sizeof *list->items);
            struct misnamed *one = &list->items[list->count++];
            *one = (struct misnamed){.form = index, .at = {form->paper, start, end}};
            loose_phrase_read(check->arena, str_sub(paper->text, start, end - start),
                              &one->phrase);
        }
    }
}

/* The first of each form whom no other paper knows. */
static void tell_misnamed(struct case_check *check, const struct misnamed_list *list,
                          const struct place *others, size_t count)
{
    size_t told = SIZE_MAX;
    for (size_t i = 0; i < list->count; i++) {
        const struct misnamed *one = &list->items[i];
        struct str text = check->papers->items[one->at.paper].text;
        struct str name = str_sub(text, one->at.start, one->at.end - one->at.start);
        if (one->form != told && one->papers == 1 && !name_is_of_witness(check, name)) {
            disagreement_tell(check, "name", one->at, others, count);
            told = one->form;
        }
    }
}

static void check_sentences(struct case_check *check, const struct named *most,
                            const struct place *others, size_t count)
{
    struct misnamed_list list = {.count = 0};
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        if (form_is(check, form, "MG11") || form_is(check, form, "MG5")) {
            find_misnamed(check, i, most, &list);
        }
    }
    count_papers(check, &list);
    tell_misnamed(check, &list, others, count);
    free(list.items);
}

/* ---- dates of birth ---- */

struct birth {
    struct day day;
    struct place at;
};

static bool same_birth(const void *a, const void *b)
{
    const struct birth *x = a;
    const struct birth *y = b;
    return day_same(&x->day, &y->day);
}

/* The day behind "date of birth", "DOB" or "born" in a paper that names the accused in the
 * lines above it; false when there is none. */
static bool read_birth(struct case_check *check, const struct named *named,
                       const struct form_found *form, struct birth *birth)
{
    static const char *const labels[] = {"date of birth", "dob", "d o b", "born on", "born"};
    const struct paper *paper = &check->papers->items[form->paper];
    size_t from;
    size_t to;
    paper_words_in(paper, named->accused.at.end, form->end, &from, &to);
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        struct loose_phrase label;
        struct whens whens;
        size_t first;
        size_t last;
        loose_phrase_read(check->arena, str_of(labels[i]), &label);
        if (!loose_phrase_find(&label, &paper->words, from, to, &first, &last) ||
            paper->words.items[first].start > named->accused.at.end + 4 * BIRTH_BYTES) {
            continue;
        }
        size_t start = paper->words.items[last].end;
        size_t end = start + BIRTH_BYTES < form->end ? start + BIRTH_BYTES : form->end;
        while (end > start && (paper->text.p[end - 1] & 0x80) != 0) {
            end--; /* no half of a letter */
        }
        when_find(check->arena, str_sub(paper->text, start, end - start), &whens);
        if (whens.count > 0 && whens.items[0].kind == WHEN_DAY) {
            *birth = (struct birth){
                whens.items[0].day,
                {form->paper, start + whens.items[0].start, start + whens.items[0].end}};
            return true;
        }
    }
    return false;
}

static const struct form_found *form_at(const struct case_check *check, struct place place)
{
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        if (form->paper == place.paper && place.start >= form->start &&
            place.end <= form->end) {
            return form;
        }
    }
    return NULL;
}

static void check_births(struct case_check *check, const struct named *names, size_t count,
                         const struct named *most)
{
    struct birth *births = arena_zalloc(check->arena, (count + 1) * sizeof *births);
    struct place *others = arena_zalloc(check->arena, (count + 1) * sizeof *others);
    size_t found = 0;
    bool differ;
    for (size_t i = 0; i < count; i++) {
        const struct form_found *form = form_at(check, names[i].accused.at);
        found += form != NULL && same_name(&names[i], most) &&
                 read_birth(check, &names[i], form, &births[found]);
    }
    size_t best = disagreement_most(births, found, sizeof *births, same_birth, &differ);
    for (size_t i = 0; differ && i < found; i++) {
        size_t other_count = 0;
        for (size_t k = 0; k < found; k++) {
            if (same_birth(&births[k], &births[best])) {
                others[other_count++] = births[k].at;
            }
        }
        if (!same_birth(&births[i], &births[best])) {
            disagreement_tell(check, "date", births[i].at, others, other_count);
        }
    }
}

void check_accused(struct case_check *check)
{
    struct named *names = arena_zalloc(check->arena, LIST_MAX * sizeof *names);
    struct place *others = arena_zalloc(check->arena, LIST_MAX * sizeof *others);
    size_t count = read_named(check, names);
    bool differ;
    size_t best = disagreement_most(names, count, sizeof *names, same_name, &differ);
    if (count == 0) {
        return;
    }
    size_t other_count = places_of(names, count, &names[best], others);
    for (size_t i = 0; i < count; i++) {
        if (!same_name(&names[i], &names[best])) {
            disagreement_tell(check, "name", names[i].accused.at, others, other_count);
        }
    }
    if (!differ) {
        check_sentences(check, &names[best], others, other_count);
    }
    check_births(check, names, count, &names[best]);
}
