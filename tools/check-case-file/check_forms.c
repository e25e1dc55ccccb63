/* Forms that are missing, and fields of those that are there in which nothing stands. */
#include "case_check.h"

#include "accused_names.h"
#include "field_value.h"
#include "loose_evidence.h"

#include <stdio.h>
#include <string.h>

enum { GOES_ON_WORDS = 6 };

/* A record of an interview is that of the accused, not of a witness. */
static bool has_form(struct case_check *check, size_t kind)
{
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        if (form->kind == kind &&
            !(form_is(check, form, "MG15") && interview_of_witness(check, form))) {
            return true;
        }
    }
    return false;
}

/* "Nothing was sent for examination", "confiscation is not asked for" call for no form,
 * wherever the denial stands; "no comment", "no reply" and "not guilty" deny nothing of it.
 * What goes on below in the cell of a table belongs to it. */
static bool is_denied(const struct paper *paper, size_t from, size_t to)
{
    size_t end = to;
    bool open = to > from && to < paper->words.count &&
                strchr(".!?", paper->text.p[paper->words.items[to - 1].end]) == NULL &&
                paper->text.p[paper->words.items[to].start] >= 'a' &&
                paper->text.p[paper->words.items[to].start] <= 'z';
    while (open && end < paper->words.count && end < to + GOES_ON_WORDS) {
        end++;
    }
    bool goes_on = from < to && paper->text.p[paper->words.items[from].start] >= 'a' &&
                   paper->text.p[paper->words.items[from].start] <= 'z';
    for (int i = 0; goes_on && i < GOES_ON_WORDS && from > 0; i++) {
        /* "Nothing was", and in the row below "sent for examination" */
        if (strchr(".!?", paper->text.p[paper->words.items[from - 1].end]) != NULL) {
            break;
        }
        from--;
    }
    for (size_t i = from; i < end; i++) {
        if (cue_denied_at(&paper->words, i, end)) {
            return true;
        }
    }
    return false;
}

/* A question of a form, or what stands before dots to write on. */
static bool is_label(struct str sentence)
{
    return str_find(sentence, STR("?")) != SIZE_MAX ||
           str_find(sentence, STR("....")) != SIZE_MAX ||
           str_find(sentence, STR("____")) != SIZE_MAX;
}

/* "[ ] Conditional bail": a choice that nobody ticked says nothing. */
static bool is_unticked(struct str text, size_t at)
{
    bool ticked = true;
    for (size_t i = at; i > 0 && text.p[i - 1] != '\n'; i--) {
        if (field_box_at(text, i - 1, &ticked) > 0) {
            return !ticked;
        }
    }
    return false;
}

/* A rule that calls for a form, and where. */
struct calling {
    const struct rule *rule;
    bool called;
    struct place place;
};

/* Does a cue of the rule stand in sentence s of paper p, words `from` to before `to`? */
static void look_for_cue(const struct case_check *check, struct calling *calling, size_t p,
                         size_t s, size_t from, size_t to)
{
    const struct paper *paper = &check->papers->items[p];
    struct str sentence = str_sub(paper->text, paper->sentences[s].start,
                                  paper->sentences[s].end - paper->sentences[s].start);
    size_t first;
    size_t last;
    if (cues_find(&calling->rule->cues, &paper->words, from, to, &first, &last) &&
        !is_unticked(paper->text, paper->words.items[first].start) && !is_label(sentence) &&
        !is_denied(paper, from, to)) {
        calling->place = paper_sentence_at(check->papers, p, paper->words.items[first].start);
        calling->called = true;
    }
}

/* The first sentence of any paper in which a cue of each rule stands, in one pass. */
static void find_cues(const struct case_check *check, struct calling *callings, size_t count)
{
    size_t open = 0;
    for (size_t i = 0; i < count; i++) {
        open += !callings[i].called;
    }
    for (size_t p = 0; p < check->papers->count && open > 0; p++) {
        const struct paper *paper = &check->papers->items[p];
        papers_open_words(check->papers, p);
        for (size_t s = 0; s < paper->sentence_count; s++) {
            size_t from;
            size_t to;
            paper_words_in(paper, paper->sentences[s].start, paper->sentences[s].end, &from,
                           &to);
            for (size_t i = 0; i < count; i++) {
                if (!callings[i].called) {
                    look_for_cue(check, &callings[i], p, s, from, to);
                    open -= callings[i].called;
                }
            }
        }
    }
}

static bool found_already(const struct case_check *check, enum finding_kind kind,
                          struct str subject)
{
    for (size_t i = 0; i < check->count; i++) {
        if (check->items[i].kind == kind && str_eq(check->items[i].subject, subject)) {
            return true;
        }
    }
    return false;
}

static void tell_missing(struct case_check *check, const struct rule *rule, struct place place)
{
    const struct form_kind *form = &check->catalogue->forms[rule->form];
    if (found_already(check, FIND_FORM_MISSING, form->id)) {
        return;
    }
    struct finding *finding =
        check_find(check, FIND_FORM_MISSING, rule, form->id,
                   "%.*s (%.*s) is not among the %zu documents looked at%s", STR_ARG(form->id),
                   STR_ARG(form->title), check->papers->count,
                   rule->always ? "" : "; what is said here calls for it");
    finding_at(finding, place);
}

/* Forms that rules call for are looked for in layouts that are not known last, all at once:
 * that goes through every paper. */
static void check_missing(struct case_check *check)
{
    struct calling *callings =
        arena_zalloc(check->arena, (check->book->count + 1) * sizeof *callings);
    size_t count = 0;
    bool *wanted = arena_zalloc(check->arena, check->catalogue->count + 1);
    bool *found = arena_zalloc(check->arena, check->catalogue->count + 1);
    bool some = false;
    for (size_t i = 0; i < check->book->count; i++) {
        const struct rule *rule = &check->book->items[i];
        if (rule->kind == FIND_FORM_MISSING &&
            rule_applies(rule, &check->facts, check->unverified) &&
            !has_form(check, rule->form)) {
            callings[count++] = (struct calling){.rule = rule, .called = rule->always};
        }
    }
    find_cues(check, callings, count);
    for (size_t i = 0; i < count; i++) {
        if (callings[i].called) {
            wanted[callings[i].rule->form] = true;
            some = true;
        }
    }
    if (some) {
        evidence_of_forms(check, wanted, found);
    }
    for (size_t i = 0; i < count; i++) {
        if (callings[i].called && !found[callings[i].rule->form]) {
            tell_missing(check, callings[i].rule, callings[i].place);
        }
    }
}

/* The rule for an empty field of a form: its own, or that of all fields always needed. */
static const struct rule *field_rule(const struct case_check *check, size_t form, size_t field)
{
    const struct rule *general = NULL;
    for (size_t i = 0; i < check->book->count; i++) {
        const struct rule *rule = &check->book->items[i];
        if (rule->kind != FIND_FIELD_EMPTY ||
            !rule_applies(rule, &check->facts, check->unverified)) {
            continue;
        }
        if (rule->form == form && rule->field == field) {
            return rule;
        }
        if (rule->form == SIZE_MAX && check->catalogue->forms[form].fields[field].always) {
            general = rule;
        }
    }
    return general;
}

/* Told by kinds of their own. */
static bool is_told_elsewhere(const struct case_check *check, const struct form_found *form,
                              size_t field)
{
    struct str id = check->catalogue->forms[form->kind].fields[field].id;
    return form_is(check, form, "MG11") &&
           (str_is(id, "signature") || str_is(id, "date") || str_is(id, "declaration"));
}

/* "None" stands somewhere in a list in which no field is filled in. */
static bool says_nothing_but_none(const struct case_check *check, const struct form_found *form)
{
    static const char *const nones[] = {"none", "nil", "no exhibits", "no witnesses"};
    const struct form_kind *kind = &check->catalogue->forms[form->kind];
    const struct loose_words *words = &check->papers->items[form->paper].words;
    size_t from;
    size_t to;
    size_t first;
    size_t last;
    for (size_t f = 0; f < kind->field_count; f++) {
        if (form->fields[f].filled) {
            return false;
        }
    }
    paper_words_in(&check->papers->items[form->paper], form->body, form->end, &from, &to);
    for (size_t i = 0; i < sizeof nones / sizeof nones[0]; i++) {
        struct loose_phrase phrase;
        loose_phrase_read(check->arena, str_of(nones[i]), &phrase);
        if (loose_phrase_find(&phrase, words, from, to, &first, &last)) {
            return true;
        }
    }
    return false;
}

/* "None" is a whole list. */
static bool says_none(const struct case_check *check, const struct form_found *form)
{
    static const char *const nones[] = {"none",
                                        "nil",
                                        "no exhibits",
                                        "no witnesses",
                                        "n a",
                                        "not applicable",
                                        "none in this case"};
    const struct form_kind *kind = &check->catalogue->forms[form->kind];
    for (size_t f = 0; kind->list && f < kind->field_count; f++) {
        if (form->fields[f].gap && f > 0) {
            continue; /* "None" in one row of it is no word on the others */
        }
        char id[64];
        (void)snprintf(id, sizeof id, "%.*s", STR_ARG(kind->fields[f].id));
        struct str folded = loose_fold(check->arena, form_value(check, form, id));
        for (size_t i = 0; i < sizeof nones / sizeof nones[0]; i++) {
            if (str_eq(folded, loose_fold(check->arena, str_of(nones[i])))) {
                return true;
            }
        }
    }
    return kind->list && says_nothing_but_none(check, form);
}

static void check_fields(struct case_check *check, const struct form_found *form)
{
    const struct form_kind *kind = &check->catalogue->forms[form->kind];
    if (says_none(check, form)) {
        return;
    }
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct field_found *field = &form->fields[i];
        const struct rule *rule = field_rule(check, form->kind, i);
        bool whole = field->filled && !(kind->list && field->gap);
        if (rule == NULL || whole || !field->labelled || is_told_elsewhere(check, form, i)) {
            continue;
        }
        const char *subject = arena_printf(check->arena, "%.*s/%.*s", STR_ARG(kind->id),
                                           STR_ARG(kind->fields[i].id));
        struct finding *finding = check_find(check, FIND_FIELD_EMPTY, rule, str_of(subject),
                                             "nothing is written in \"%.*s\" of %.*s",
                                             STR_ARG(kind->fields[i].title), STR_ARG(kind->id));
        finding_at_bytes(check, finding, form->paper, field->label_start, field->label_end);
    }
}

void check_forms(struct case_check *check)
{
    check_missing(check);
    for (size_t i = 0; i < check->forms.count; i++) {
        check_fields(check, &check->forms.items[i]);
    }
}
