/* See statement_names.h. */
#include "statement_names.h"

#include "people_names.h"

/* "STATEMENT OF ANN LEE", "My name is Ann Lee", "I, Ann Lee,": the name where no label has it.
 */
static struct str name_in_prose(const struct case_check *check, const struct form_found *form)
{
    static const char *const leads[] = {"statement of", "statement by", "my name is", "l",
                                        "l am"};
    const struct paper *paper = &check->papers->items[form->paper];
    const struct loose_words *words = &paper->words;
    size_t from;
    size_t to;
    paper_words_in(paper, form->start, form->end, &from, &to);
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
        struct loose_phrase lead;
        size_t first;
        size_t last;
        loose_phrase_read(check->arena, str_of(leads[i]), &lead);
        for (size_t at = from; loose_phrase_find(&lead, words, at, to, &first, &last);
             at = last + 1) {
            bool comma = words->items[last].end < paper->text.n &&
                         paper->text.p[words->items[last].end] == ',';
            size_t name = last + 1;
            size_t end = name;
            while (end < to && end < name + NAME_WORDS_MAX &&
                   paper->text.p[words->items[end].start] >= 'A' &&
                   paper->text.p[words->items[end].start] <= 'Z' &&
                   words->items[end].start <= words->items[end - 1].end + 2 &&
                   (end == name || paper->text.p[words->items[end - 1].end] == ' ')) {
                end++;
            }
            bool one = lead.count == 1; /* "I, Ann Lee" needs its comma */
            if (end >= name + 2 && comma == one) {
                return str_sub(paper->text, words->items[name].start,
                               words->items[end - 1].end - words->items[name].start);
            }
        }
    }
    return STR("");
}

/* "" when it says none. */
static struct str own_name(const struct case_check *check, const struct form_found *form)
{
    struct str name = form_value(check, form, "name");
    struct str rest = name;
    struct str part = name;
    if (str_split(&rest, '\t', &part)) {
        name = str_trim(part);
    }
    size_t bracket = str_find(name, STR("("));
    if (bracket != SIZE_MAX && bracket > 2) {
        name = str_trim(str_sub(name, 0, bracket));
    }
    while (name.n > 0 && (name.p[name.n - 1] == '.' || name.p[name.n - 1] == ',' ||
                          name.p[name.n - 1] == ';')) {
        name.n--;
    }
    return name.n > 0 ? name : name_in_prose(check, form);
}

bool statement_is_named(const struct case_check *check, const struct form_found *form)
{
    return own_name(check, form).n > 0;
}

struct str statement_witness(const struct case_check *check, const struct form_found *form)
{
    struct str name = own_name(check, form);
    if (name.n == 0) {
        name = check->papers->items[form->paper].name;
    }
    return name.n > 0 ? person_bare(name) : STR("no name");
}

static bool says(const struct case_check *check, const struct form_found *form,
                 const char *phrase)
{
    const struct paper *paper = &check->papers->items[form->paper];
    struct loose_phrase words;
    size_t from;
    size_t to;
    size_t first;
    size_t last;
    loose_phrase_read(check->arena, str_of(phrase), &words);
    paper_words_in(paper, form->start, form->end, &from, &to);
    return loose_phrase_find(&words, &paper->words, from, to, &first, &last);
}

/* "WITNESS STATEMENT - DRAFT": the heading says so. */
static bool headed_as_draft(const struct case_check *check, const struct form_found *form)
{
    const struct paper *paper = &check->papers->items[form->paper];
    struct str draft = loose_fold(check->arena, STR("draft"));
    size_t from;
    size_t to;
    paper_words_in(paper, form->start, form->body, &from, &to);
    for (size_t i = from; i < to; i++) {
        if (str_eq(paper->words.items[i].folded, draft)) {
            return true;
        }
    }
    return false;
}

bool statement_is_replaced(const struct case_check *check, const struct form_found *form)
{
    static const char *const words[] = {
        "superseded by",   "replaced by",   "has been superseded",  "this draft",
        "draft statement", "draft not for", "superseded statement", "withdrawn and replaced",
        "superseded"};
    struct person_words own;
    bool told = headed_as_draft(check, form);
    for (size_t i = 0; i < sizeof words / sizeof words[0] && !told; i++) {
        told = says(check, form, words[i]);
    }
    if (!told || !person_words_read(check->arena, statement_witness(check, form), &own)) {
        return false;
    }
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *other = &check->forms.items[i];
        struct person_words person;
        if (other != form && form_is(check, other, "MG11") &&
            person_words_read(check->arena, statement_witness(check, other), &person) &&
            person_may_be(&own, &person)) {
            return true;
        }
    }
    return false;
}
