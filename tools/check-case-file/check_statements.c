/* Witness statements: signed, dated, with the declaration. */
#include "case_check.h"

#include "people_names.h"
#include "statement_names.h"

/* The place that a finding about a statement points to: what the field is called, else its
 * heading. */
static void at_field(const struct case_check *check, struct finding *finding,
                     const struct form_found *form, const char *id)
{
    size_t i = form_kind_field(&check->catalogue->forms[form->kind], id);
    if (i != SIZE_MAX && form->fields[i].labelled) {
        finding_at_bytes(check, finding, form->paper, form->fields[i].label_start,
                         form->fields[i].label_end);
    } else {
        struct place place = paper_sentence_at(check->papers, form->paper, form->start);
        finding_at(finding, place);
    }
}

static bool is_filled(const struct case_check *check, const struct form_found *form,
                      const char *id)
{
    size_t i = form_kind_field(&check->catalogue->forms[form->kind], id);
    return i != SIZE_MAX && form->fields[i].filled;
}

static bool has_declaration(const struct case_check *check, const struct form_found *form,
                            const struct rule *rule)
{
    const struct paper *paper = &check->papers->items[form->paper];
    size_t from;
    size_t to;
    size_t first;
    size_t last;
    paper_words_in(paper, form->start, form->end, &from, &to);
    for (size_t i = 0; i < rule->part_count; i++) {
        bool some = false;
        for (size_t k = 0; k < rule->parts[i].says_count && !some; k++) {
            some = loose_phrase_find(&rule->parts[i].says[k], &paper->words, from, to, &first,
                                     &last);
        }
        if (!some) {
            return false;
        }
    }
    return true;
}

static void check_statement(struct case_check *check, const struct form_found *form)
{
    struct str name = statement_witness(check, form);
    const struct rule *rule = check_rule(check, FIND_UNSIGNED, NULL);
    if (rule != NULL && !is_filled(check, form, "signature")) {
        at_field(check,
                 check_find(check, FIND_UNSIGNED, rule, name,
                            "the statement of %.*s bears no signature", STR_ARG(name)),
                 form, "signature");
    }
    rule = check_rule(check, FIND_UNDATED, NULL);
    if (rule != NULL && !is_filled(check, form, "date")) {
        at_field(check,
                 check_find(check, FIND_UNDATED, rule, name,
                            "the statement of %.*s bears no date", STR_ARG(name)),
                 form, "date");
    }
    rule = check_rule(check, FIND_NO_DECLARATION, NULL);
    if (rule != NULL && !has_declaration(check, form, rule)) {
        at_field(check,
                 check_find(check, FIND_NO_DECLARATION, rule, name,
                            "the statement of %.*s has no declaration that it is true and that "
                            "what is false in it is an offence",
                            STR_ARG(name)),
                 form, "declaration");
    }
}

void check_statements(struct case_check *check)
{
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        if (form_is(check, form, "MG11") && !statement_is_replaced(check, form)) {
            check_statement(check, form);
        }
    }
}
