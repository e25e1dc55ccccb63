/* Points to prove to which nothing in the evidence goes. */
#include "case_check.h"

#include "accused_names.h"
#include "charged_property.h"
#include "people_names.h"
#include "statement_names.h"

enum { ACCUSED_MAX = 50 };

/* What is held against all points of a case. */
struct evidence {
    struct accused accused[ACCUSED_MAX];
    size_t accused_count;
    struct charged_property property;
    bool admitted;
};

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

/* Does another who is named in the file bear the family name of the accused? */
static bool name_is_shared(struct case_check *check, struct str family,
                           const struct person_words *accused)
{
    for (size_t i = 0; i < check->forms.count; i++) {
        struct person_words other;
        if (form_is(check, &check->forms.items[i], "MG11") &&
            person_words_read(check->arena, statement_witness(check, &check->forms.items[i]),
                              &other) &&
            other.count > 0 && loose_same(other.words[other.count - 1], family) &&
            !person_may_be(accused, &other)) {
            return true;
        }
    }
    return false;
}

/* Where the family name stands alone behind a title: "Mr Askew". */
static bool finds_titled(const struct case_check *check, const struct paper *paper, size_t from,
                         size_t to, struct str family)
{
    static const char *const titles[] = {"mr", "mrs", "ms", "miss"};
    for (size_t i = from + 1; i < to; i++) {
        for (size_t k = 0; k < sizeof titles / sizeof titles[0]; k++) {
            if (str_eq(paper->words.items[i - 1].folded,
                       loose_fold(check->arena, str_of(titles[k]))) &&
                loose_same(paper->words.items[i].folded, family)) {
                return true;
            }
        }
    }
    return false;
}

/* "I arrested Al Cox" says who was arrested, not who did it. */
static bool is_arrest_alone(const struct case_check *check, size_t index, size_t at)
{
    static const char *const seen[] = {
        "driv*",   "wheel",       "recognis*", "identif*", "saw",   "seen", "know*",   "knew",
        "footage", "the accused", "match*",    "had",      "found", "said", "admitted"};
    const struct paper *paper = &check->papers->items[index];
    struct place sentence = paper_sentence_at(check->papers, index, at);
    struct loose_phrase phrase;
    size_t from;
    size_t to;
    size_t first;
    size_t last;
    paper_words_in(paper, sentence.start, sentence.end, &from, &to);
    loose_phrase_read(check->arena, STR("arrest*"), &phrase);
    if (!loose_phrase_find(&phrase, &paper->words, from, to, &first, &last)) {
        return false;
    }
    for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++) {
        loose_phrase_read(check->arena, str_of(seen[i]), &phrase);
        if (loose_phrase_find(&phrase, &paper->words, from, to, &first, &last)) {
            return false;
        }
    }
    return true;
}

/* Is the accused named in a statement, behind its heading? */
static bool names_accused(struct case_check *check, const struct form_found *form,
                          const struct evidence *evidence)
{
    const struct paper *paper = &check->papers->items[form->paper];
    size_t from;
    size_t to;
    size_t first;
    size_t last;
    if (!form_is(check, form, "MG11")) {
        return false;
    }
    paper_words_in(paper, form->body, form->end, &from, &to);
    for (size_t i = 0; i < evidence->accused_count; i++) {
        struct loose_phrase name;
        struct person_words words;
        struct str plain = person_plain(check->arena, evidence->accused[i].name);
        loose_phrase_read(check->arena, plain, &name);
        for (size_t at = from;
             name.count > 1 && loose_phrase_find(&name, &paper->words, at, to, &first, &last);
             at = last + 1) {
            if (!is_arrest_alone(check, form->paper, paper->words.items[first].start)) {
                return true;
            }
        }
        if (person_words_read(check->arena, evidence->accused[i].name, &words) &&
            words.count > 0 && !name_is_shared(check, words.words[words.count - 1], &words) &&
            finds_titled(check, paper, from, to, words.words[words.count - 1])) {
            return true;
        }
    }
    return false;
}

/* A sentence of the declaration of a statement says nothing of what happened. */
static bool is_declaration(const struct case_check *check, const struct paper *paper,
                           size_t from, size_t to)
{
    static const char *const phrases[] = {
        "knowledge and belief", "liable to prosecution", "wilfully",
        "know to be false",     "know is false",         "believe to be true",
        "tendered in evidence"};
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        struct loose_phrase phrase;
        size_t first;
        size_t last;
        loose_phrase_read(check->arena, str_of(phrases[i]), &phrase);
        if (loose_phrase_find(&phrase, &paper->words, from, to, &first, &last)) {
            return true;
        }
    }
    return false;
}

/* Does one of the cues stand in a sentence between `start` and `end`? */
static bool some_sentence(const struct case_check *check, const struct cue_list *cues,
                          const struct charged_property *property, size_t paper, size_t start,
                          size_t end)
{
    const struct paper *p = &check->papers->items[paper];
    for (size_t s = 0; s < p->sentence_count; s++) {
        size_t from;
        size_t to;
        size_t first;
        size_t last;
        if (p->sentences[s].end <= start || p->sentences[s].start >= end) {
            continue;
        }
        paper_words_in(p, p->sentences[s].start < start ? start : p->sentences[s].start,
                       p->sentences[s].end > end ? end : p->sentences[s].end, &from, &to);
        bool says = cues_find(cues, &p->words, from, to, &first, &last) ||
                    (cues->property && property_is_owned(property, &p->words, from, to));
        if (says && !is_declaration(check, p, from, to)) {
            return true;
        }
    }
    return false;
}

static bool is_met(const struct case_check *check, const struct rule *rule,
                   const struct form_found *form, const struct evidence *evidence)
{
    struct cue_list cues = rule->cues;
    /* what the accused says of own acts counts; only a witness's do not */
    cues.not_own = cues.not_own && form_is(check, form, "MG11");
    return some_sentence(check, &cues, &evidence->property, form->paper, form->body, form->end);
}

/* Does the accused admit the whole in a record of interview, or as the police report tells? */
static bool is_admitted(struct case_check *check)
{
    const struct cue_list *cues = &check->book->admissions;
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        size_t field = form_kind_field(&check->catalogue->forms[form->kind], "interview");
        bool record = form_is(check, form, "MG15") && !interview_of_witness(check, form);
        bool report =
            form_is(check, form, "MG5") && field != SIZE_MAX && form->fields[field].filled;
        if ((record && some_sentence(check, cues, NULL, form->paper, form->body, form->end)) ||
            (report && some_sentence(check, cues, NULL, form->paper, form->fields[field].start,
                                     form->fields[field].end))) {
            return true;
        }
    }
    return false;
}

static void check_point(struct case_check *check, const struct rule *rule,
                        const struct evidence *evidence)
{
    size_t looked_at = 0;
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        if (!is_evidence(check, form)) {
            continue;
        }
        looked_at++;
        if (is_met(check, rule, form, evidence) ||
            (rule->cues.defendant && names_accused(check, form, evidence))) {
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
    struct evidence evidence = {.admitted = is_admitted(check)};
    evidence.accused_count = accused_read(check, evidence.accused, ACCUSED_MAX);
    charged_property_read(check, &evidence.property);
    for (size_t i = 0; i < check->book->count && !evidence.admitted; i++) {
        const struct rule *rule = &check->book->items[i];
        if (rule->kind == FIND_UNPROVED &&
            rule_applies(rule, &check->facts, check->unverified)) {
            check_point(check, rule, &evidence);
        }
    }
}
