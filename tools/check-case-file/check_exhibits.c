/* Exhibits: listed and never produced by a statement, produced and not listed. References that
 * a text says are one thing ("AB/1, formerly CD/3") are one. */
#include "case_check.h"

#include "casetext/exhibit_mark.h"
#include "loose_evidence.h"
#include "people_names.h"
#include "statement_names.h"

#include <string.h>

struct exhibit {
    char reference[EXHIBIT_MARK_MAX];
    size_t same; /* index of the one that it is another name of; itself otherwise */
    bool listed, produced;
    struct place place, list_place;
};

struct exhibits {
    struct case_check *check;
    struct exhibit *items;
    size_t count, room;
    struct loose_phrase produces[32], own[12], only_shown[10], renames[16], seen[8];
    size_t produces_count, own_count, shown_count, renames_count, seen_count;
};

static size_t exhibit_of(struct exhibits *all, const char *reference)
{
    for (size_t i = 0; i < all->count; i++) {
        if (strcmp(all->items[i].reference, reference) == 0) {
            return i;
        }
    }
    if (all->count == all->room) {
        size_t room = all->room * 2 + 32;
        struct exhibit *items = arena_alloc(all->check->arena, room * sizeof *items);
        if (all->count > 0) {
            memcpy(items, all->items, all->count * sizeof *items);
        }
        all->items = items;
        all->room = room;
    }
    struct exhibit *new = &all->items[all->count];
    *new = (struct exhibit){.same = all->count};
    memcpy(new->reference, reference, sizeof new->reference);
    return all->count++;
}

static size_t root_of(const struct exhibits *all, size_t i)
{
    while (all->items[i].same != i) {
        i = all->items[i].same;
    }
    return i;
}

static bool any_of(const struct loose_phrase *phrases, size_t count,
                   const struct loose_words *words, size_t from, size_t to)
{
    size_t first;
    size_t last;
    for (size_t i = 0; i < count; i++) {
        if (loose_phrase_find(&phrases[i], words, from, to, &first, &last)) {
            return true;
        }
    }
    return false;
}

/* Does a reference begin with the initials of whoever makes the statement? By custom an exhibit
 * bears the initials of the person who produces it. */
static bool bears_initials(const struct case_check *check, const struct form_found *form,
                           const char *reference)
{
    struct loose_words words;
    struct str name = person_plain(check->arena, statement_witness(check, form));
    size_t n = strcspn(reference, "/");
    loose_words_read(check->arena, name, &words);
    if (words.count < 2 || n < 2) {
        return false;
    }
    char given = name.p[words.items[0].start];
    char family = name.p[words.items[words.count - 1].start];
    return reference[0] == given && reference[n - 1] == family && n <= words.count;
}

/* All references within some bytes of a paper. */
static void look(struct exhibits *all, const struct form_found *form)
{
    const size_t index = form->paper;
    const size_t start = form->start;
    const size_t end = form->end;
    const bool list = form_is(all->check, form, "MG12");
    const bool statement = form_is(all->check, form, "MG11");
    const bool named = form_is(all->check, form, "MG5") || form_is(all->check, form, "MG21");
    const struct paper *paper = &all->check->papers->items[index];
    struct str text = str_sub(paper->text, 0, end);
    struct exhibit_mark mark;
    size_t at = start;
    size_t before = SIZE_MAX;
    size_t before_sentence = SIZE_MAX;
    while (exhibit_mark_next(text, &at, list, &mark)) {
        size_t i = exhibit_of(all, mark.reference);
        size_t sentence = sentence_of(paper->sentences, paper->sentence_count, mark.start);
        struct place whole = paper_sentence_at(all->check->papers, index, mark.start);
        size_t from;
        size_t to;
        paper_words_in(paper, whole.start, whole.end, &from, &to);
        struct exhibit *exhibit = &all->items[i];
        if (list) {
            exhibit->listed = true;
            exhibit->list_place = (struct place){index, mark.start, mark.end};
        }
        if (named && exhibit->list_place.end == 0) {
            exhibit->list_place = (struct place){index, mark.start, mark.end};
        }
        if (statement) {
            bool plain = !any_of(all->seen, all->seen_count, &paper->words, from, to) &&
                         (evidence_of_speaker(all->check, index, mark.start) ||
                          !statement_is_named(all->check, form));
            bool produced =
                any_of(all->own, all->own_count, &paper->words, from, to) ||
                ((plain ||
                  any_of(all->produces, all->produces_count, &paper->words, from, to) ||
                  bears_initials(all->check, form, mark.reference)) &&
                 !any_of(all->only_shown, all->shown_count, &paper->words, from, to));
            if (produced && !exhibit->produced) {
                exhibit->place = (struct place){index, mark.start, mark.end};
            }
            exhibit->produced = exhibit->produced || produced;
        }
        if (before != SIZE_MAX && before_sentence == sentence && before != i &&
            any_of(all->renames, all->renames_count, &paper->words, from, to)) {
            all->items[root_of(all, i)].same = root_of(all, before);
        }
        before = i;
        before_sentence = sentence;
    }
}

/* Sentences in the first person that produce something, in papers that were read as no form. */
static void look_in_others(struct exhibits *all, size_t index)
{
    const struct paper *paper = &all->check->papers->items[index];
    struct exhibit_mark mark;
    size_t at = 0;
    papers_open(all->check->papers, index);
    while (exhibit_mark_next(paper->text, &at, false, &mark)) {
        papers_open_words(all->check->papers, index);
        struct place whole = paper_sentence_at(all->check->papers, index, mark.start);
        size_t from;
        size_t to;
        paper_words_in(paper, whole.start, whole.end, &from, &to);
        if (evidence_of_speaker(all->check, index, mark.start) &&
            (any_of(all->own, all->own_count, &paper->words, from, to) ||
             any_of(all->produces, all->produces_count, &paper->words, from, to))) {
            size_t exhibit = exhibit_of(all, mark.reference); /* it may move the items */
            all->items[exhibit].produced = true;
        }
    }
}

static size_t read_all(struct arena *arena, const char *const *texts, size_t count,
                       struct loose_phrase *phrases)
{
    for (size_t i = 0; i < count; i++) {
        loose_phrase_read(arena, str_of(texts[i]), &phrases[i]);
    }
    return count;
}

static void gather(struct exhibits *all)
{
    static const char *const produces[] = {
        "produce",         "exhibited",       "i exhibit",         "as exhibit",
        "produced",        "producing",       "exhibiting",        "which i exhibit",
        "i now produce",   "i now exhibit",   "i can exhibit",     "hand over as",
        "i have marked",   "hand it over as", "hand them over as", "handed over as",
        "seized it as",    "seized as",       "seized them as",    "recovered as",
        "recovered it as", "now exhibit",     "bagged it as",      "took it as",
        "sealed it as",    "labelled it",     "i submit",          "attach* as"};
    /* of whoever speaks, also where somebody else is spoken of */
    static const char *const own[] = {"produced by me",  "exhibited by me", "my exhibit",
                                      "exhibit of mine", "i labelled",      "i marked",
                                      "marked by me",    "labelled by me"};
    static const char *const shown[] = {"shown", "showed me", "produced by", "exhibited by",
                                        "was produced"};
    /* of a thing that is another's */
    static const char *const seen[] = {"let me see", "asked about", "looked at", "saw",
                                       "viewed",     "watched",     "refers to", "told me"};
    static const char *const renames[] = {
        "formerly",   "previously",         "renamed",   "re exhibited", "also known",
        "now",        "original reference", "same item", "same exhibit", "re labelled",
        "relabelled", "changed ... to",     "originally"};
    struct arena *arena = all->check->arena;
    all->seen_count = read_all(arena, seen, sizeof seen / sizeof seen[0], all->seen);
    all->produces_count =
        read_all(arena, produces, sizeof produces / sizeof produces[0], all->produces);
    all->own_count = read_all(arena, own, sizeof own / sizeof own[0], all->own);
    all->shown_count = read_all(arena, shown, sizeof shown / sizeof shown[0], all->only_shown);
    all->renames_count =
        read_all(arena, renames, sizeof renames / sizeof renames[0], all->renames);
    bool *read = arena_zalloc(arena, all->check->papers->count + 1);
    for (size_t i = 0; i < all->check->forms.count; i++) {
        look(all, &all->check->forms.items[i]);
        read[all->check->forms.items[i].paper] = true;
    }
    for (size_t p = 0; p < all->check->papers->count; p++) {
        if (!read[p]) {
            look_in_others(all, p);
        }
    }
}

/* What is known of one is known of all its names. */
static void join_names(struct exhibits *all)
{
    for (size_t i = 0; i < all->count; i++) {
        struct exhibit *root = &all->items[root_of(all, i)];
        root->listed = root->listed || all->items[i].listed;
        root->produced = root->produced || all->items[i].produced;
    }
    for (size_t i = 0; i < all->count; i++) {
        const struct exhibit *root = &all->items[root_of(all, i)];
        all->items[i].listed = root->listed;
        all->items[i].produced = root->produced;
    }
}

void check_exhibits(struct case_check *check)
{
    struct exhibits all = {.check = check};
    const struct rule *unproduced = check_rule(check, FIND_UNPRODUCED, NULL);
    const struct rule *unlisted = check_rule(check, FIND_UNLISTED, NULL);
    bool list = false;
    for (size_t i = 0; i < check->forms.count; i++) {
        list = list || form_is(check, &check->forms.items[i], "MG12");
    }
    gather(&all);
    join_names(&all);
    for (size_t i = 0; i < all.count; i++) {
        const struct exhibit *exhibit = &all.items[i];
        struct str reference = str_of(exhibit->reference);
        if (!exhibit->produced && unproduced != NULL && exhibit->list_place.end > 0) {
            finding_at(check_find(check, FIND_UNPRODUCED, unproduced, reference,
                                  "%s is named as an exhibit and no statement produces it",
                                  exhibit->reference),
                       exhibit->list_place);
        }
        if (list && exhibit->produced && !exhibit->listed && unlisted != NULL &&
            exhibit->place.end > 0) {
            finding_at(check_find(check, FIND_UNLISTED, unlisted, reference,
                                  "%s is produced and stands in no exhibit list",
                                  exhibit->reference),
                       exhibit->place);
        }
    }
}
