/* Witness statements: signed, dated, with the declaration. */
#include "case_check.h"

#include "casetext/when.h"
#include "field_value.h"
#include "line_cells.h"
#include "loose_evidence.h"
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

enum { LINE_WORDS = 7, DATE_WORDS = 9 };

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

static bool is_labelled(const struct case_check *check, const struct form_found *form,
                        const char *id)
{
    size_t i = form_kind_field(&check->catalogue->forms[form->kind], id);
    return i != SIZE_MAX && form->fields[i].labelled;
}

/* "On 8/8/25" by the signature, where no label says that it is the date: a line of few words
 * with a day, next to it. */
static bool day_near_signature(struct case_check *check, const struct form_found *form,
                               size_t mark)
{
    struct str text = check->papers->items[form->paper].text;
    size_t i = form_kind_field(&check->catalogue->forms[form->kind], "signature");
    bool labelled = is_labelled(check, form, "signature");
    size_t from = mark < form->end ? mark : labelled ? form->fields[i].label_start : form->end;
    for (int lines = 0; lines < 3 && from > form->body; from--) {
        lines += text.p[from - 1] == '\n';
    }
    for (int lines = 0; from < form->end && lines < 6; lines++) {
        struct loose_words words;
        struct str line = line_next(text, &from, form->end);
        loose_words_read(check->arena, line, &words);
        if (words.count <= DATE_WORDS && has_day(check, line)) {
            return true;
        }
    }
    return false;
}

static bool is_dated(struct case_check *check, const struct form_found *form, size_t mark)
{
    struct str text = check->papers->items[form->paper].text;
    struct place line = paper_sentence_at(check->papers, form->paper, mark);
    if (!is_labelled(check, form, "date") && day_near_signature(check, form, mark)) {
        return true;
    }
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

/* Who signed, by a line that no label tells: where it stands, else `end`. */
static size_t signed_loosely(const struct case_check *check, const struct form_found *form,
                             struct str name)
{
    struct person_words witness;
    size_t mark;
    return person_words_read(check->arena, name, &witness) &&
                   evidence_of_signature(check, form->paper, form->body, form->end, &witness,
                                         &mark)
               ? mark
               : form->end;
}

static void check_statement(struct case_check *check, const struct form_found *form)
{
    struct str name = person_plain(check->arena, statement_witness(check, form));
    size_t mark = signed_by(check, form);
    const struct rule *rule = check_rule(check, FIND_UNSIGNED, NULL);
    if (!statement_is_named(check, form) && !is_labelled(check, form, "signature")) {
        return; /* a sheet of some statement, as far as can be told */
    }
    if (mark == form->end && !is_labelled(check, form, "signature")) {
        mark = signed_loosely(check, form, name);
    }
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

/* A further sheet of the statement: the same document, headed again, without a name. */
static bool goes_on(const struct case_check *check, const struct form_found *form,
                    const struct form_found *next)
{
    return next->paper == form->paper && form_is(check, next, "MG11") &&
           statement_is_named(check, form) && !statement_is_named(check, next);
}

/* What is written on the sheet and was not before. */
static void take_sheet(struct form_found *whole, const struct form_found *sheet)
{
    for (size_t i = 0; i < FIELDS_MAX; i++) {
        if (sheet->fields[i].filled && !whole->fields[i].filled) {
            whole->fields[i] = sheet->fields[i];
        }
    }
    whole->end = sheet->end;
}

void check_statements(struct case_check *check)
{
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        if (form_is(check, form, "MG11") && !statement_is_replaced(check, form)) {
            struct form_found whole = *form;
            while (i + 1 < check->forms.count &&
                   goes_on(check, form, &check->forms.items[i + 1])) {
                take_sheet(&whole, &check->forms.items[++i]);
            }
            check_statement(check, &whole);
        }
    }
}
