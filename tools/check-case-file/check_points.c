/* Points to prove to which nothing in the evidence goes. */
#include "case_check.h"

#include "accounts.h"

enum { ACCUSED_MAX = 50 };

/* Papers of other forms than these say what was charged or what is not evidence. */
static bool is_evidence(const struct case_check *check, const struct form_found *form)
{
    static const char *const others[] = {"MG1",  "MG3",  "MG3A", "MG4", "MG4A", "MG4C",
                                         "MG4D", "MG4E", "MG5",  "MG6", "MG6C", "MG6D",
                                         "MG6E", "MG9",  "MG10", "MG12"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (form_is(check, form, others[i])) {
            return false;
        }
    }
    return true;
}

/* Is the accused named in a statement, behind its heading? */
static bool names_accused(struct case_check *check, const struct form_found *form)
{
    struct accused list[ACCUSED_MAX];
    const struct paper *paper = &check->papers->items[form->paper];
    size_t count = accused_read(check, list, ACCUSED_MAX);
    size_t from;
    size_t to;
    size_t first;
    size_t last;
    if (!form_is(check, form, "MG11")) {
        return false;
    }
    paper_words_in(paper, form->body, form->end, &from, &to);
    for (size_t i = 0; i < count; i++) {
        struct loose_phrase name;
        loose_phrase_read(check->arena, list[i].name, &name);
        if (name.count > 1 &&
            loose_phrase_find(&name, &paper->words, from, to, &first, &last)) {
            return true;
        }
    }
    return false;
}

static bool is_met(const struct case_check *check, const struct rule *rule, size_t paper,
                   size_t start, size_t end)
{
    const struct paper *p = &check->papers->items[paper];
    for (size_t s = 0; s < p->sentence_count; s++) {
        size_t from;
        size_t to;
        size_t first;
        size_t last;
        if (p->sentences[s].start < start || p->sentences[s].end > end) {
            continue;
        }
        paper_words_in(p, p->sentences[s].start, p->sentences[s].end, &from, &to);
        if (cues_find(&rule->cues, &p->words, from, to, &first, &last)) {
            return true;
        }
    }
    return false;
}

static void check_point(struct case_check *check, const struct rule *rule)
{
    size_t looked_at = 0;
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        if (!is_evidence(check, form)) {
            continue;
        }
        looked_at++;
        if (is_met(check, rule, form->paper, form->body, form->end) ||
            (rule->cues.defendant && names_accused(check, form))) {
            return;
        }
    }
    struct finding *finding = check_find(
        check, FIND_UNPROVED, rule, rule->subject,
        "nothing in the %zu statements, records and reports goes to this point", looked_at);
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        if (is_evidence(check, form)) {
            finding_at(finding, paper_sentence_at(check->papers, form->paper, form->start));
        }
    }
}

void check_points(struct case_check *check)
{
    for (size_t i = 0; i < check->book->count; i++) {
        const struct rule *rule = &check->book->items[i];
        if (rule->kind == FIND_UNPROVED &&
            rule_applies(rule, &check->facts, check->unverified)) {
            check_point(check, rule);
        }
    }
}
