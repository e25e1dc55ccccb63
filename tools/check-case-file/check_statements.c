/* Witness statements: signed, dated, with the declaration. */
#include "case_check.h"

#include "casetext/when.h"
#include "field_value.h"
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

enum { LINE_WORDS = 7 };

/* What is written for a field of one line: on the line of its label, else on the next one that
 * is short enough to be no sentence. */
static struct str one_line(const struct case_check *check, const struct form_found *form,
                           const char *id)
{
    size_t i = form_kind_field(&check->catalogue->forms[form->kind], id);
    if (i == SIZE_MAX || !form->fields[i].filled) {
        return STR("");
    }
    const struct field_found *field = &form->fields[i];
    struct str text = check->papers->items[form->paper].text;
    struct str value = str_sub(text, field->start, field->end - field->start);
    struct str between = str_sub(text, field->label_end, field->start - field->label_end);
    struct str line = value;
    struct loose_words words;
    (void)str_split(&value, '\n', &line);
    loose_words_read(check->arena, line, &words);
    bool below = str_has_byte(between, '\n');
    return field_is_blank(line) || (below && words.count > LINE_WORDS) ? STR("") : line;
}

/* "Electronically signed by …": where that stands, else `end`. */
static size_t signed_by(const struct case_check *check, const struct form_found *form)
{
    static const char *const phrases[] = {"electronically signed", "signed electronically",
                                          "digitally signed", "signed digitally",
                                          "e signed by"};
    const struct paper *paper = &check->papers->items[form->paper];
    size_t from;
    size_t to;
    size_t first;
    size_t last;
    paper_words_in(paper, form->start, form->end, &from, &to);
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        struct loose_phrase phrase;
        loose_phrase_read(check->arena, str_of(phrases[i]), &phrase);
        if (loose_phrase_find(&phrase, &paper->words, from, to, &first, &last)) {
            bool denied =
                first > from && (str_is(paper->words.items[first - 1].folded, "not") ||
                                 str_is(paper->words.items[first - 1].folded, "be"));
            return denied ? form->end : paper->words.items[first].start;
        }
    }
    return form->end;
}

static bool has_day(struct case_check *check, struct str text)
{
    struct whens found;
    when_find(check->arena, text, &found);
    for (size_t i = 0; i < found.count; i++) {
        if (found.items[i].kind == WHEN_DAY) {
            return true;
        }
    }
    return false;
}

/* A day that the end of a line cuts in two: "Date: Tuesday 20", "January 2026" below. */
static bool has_day_over_lines(struct case_check *check, const struct form_found *form)
{
    size_t i = form_kind_field(&check->catalogue->forms[form->kind], "date");
    struct str first = one_line(check, form, "date");
    if (first.n == 0) {
        return false;
    }
    const struct field_found *field = &form->fields[i];
    struct str text = check->papers->items[form->paper].text;
    struct str below = str_sub(text, field->start, field->end - field->start);
    struct str line;
    struct loose_words words;
    (void)str_split(&below, '\n', &line);
    (void)str_split(&below, '\n', &line);
    loose_words_read(check->arena, first, &words);
    return line.n > 0 && words.count < LINE_WORDS &&
           has_day(check, str_sub(text, field->start,
                                  (size_t)(line.p - text.p) + line.n - field->start));
}

static bool is_dated(struct case_check *check, const struct form_found *form, size_t mark)
{
    struct str text = check->papers->items[form->paper].text;
    struct place line = paper_sentence_at(check->papers, form->paper, mark);
    return has_day(check, one_line(check, form, "date")) ||
           has_day(check, one_line(check, form, "signature")) ||
           has_day_over_lines(check, form) ||
           (mark < form->end &&
            has_day(check, str_sub(text, line.start, line.end - line.start)));
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
    struct str name = person_plain(check->arena, statement_witness(check, form));
    size_t mark = signed_by(check, form);
    const struct rule *rule = check_rule(check, FIND_UNSIGNED, NULL);
    if (rule != NULL && mark == form->end && one_line(check, form, "signature").n == 0) {
        at_field(check,
                 check_find(check, FIND_UNSIGNED, rule, name,
                            "the statement of %.*s bears no signature", STR_ARG(name)),
                 form, "signature");
    }
    rule = check_rule(check, FIND_UNDATED, NULL);
    if (rule != NULL && !is_dated(check, form, mark)) {
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
