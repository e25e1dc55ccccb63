/* See accused_names.h. */
#include "accused_names.h"

#include "line_cells.h"
#include "list_heads.h"
#include "statement_names.h"

#include <string.h>

enum { NAME_WORDS_LEAST = 2, NAME_WORDS_MOST = 4, NAME_BYTES = 60 };

static bool is_witness(struct case_check *check, struct str name)
{
    struct person_words own;
    struct person_words other;
    if (!person_words_read(check->arena, name, &own)) {
        return false;
    }
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        if (form_is(check, form, "MG11") &&
            person_words_read(check->arena, statement_witness(check, form), &other) &&
            person_may_be(&own, &other) && own.count > 1 && other.count > 1) {
            return true;
        }
    }
    return false;
}

/* Is the name at byte `at` that of the head of the list: "Defendant: Al Cox"? */
static bool is_headed(struct case_check *check, struct str text, size_t at)
{
    size_t base = at;
    while (base > 0 && text.p[base - 1] != '\n') {
        base--;
    }
    size_t before = base > 0 ? base - 1 : 0;
    while (before > 0 && text.p[before - 1] != '\n') {
        before--;
    }
    struct str above = base > 0 ? line_next(text, &before, base) : STR("");
    struct str line = line_next(text, &base, text.n);
    return list_head_names_other(check->arena, above, line, line_next(text, &base, text.n));
}

static bool is_listed(struct case_check *check, struct str name)
{
    struct loose_phrase phrase;
    size_t first;
    size_t last;
    loose_phrase_read(check->arena, name, &phrase);
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *list = &check->forms.items[i];
        const struct paper *other = &check->papers->items[list->paper];
        size_t from;
        size_t to;
        if (form_is(check, list, "MG9")) {
            paper_words_in(other, list->start, list->end, &from, &to);
            if (loose_phrase_find(&phrase, &other->words, from, to, &first, &last) &&
                !is_headed(check, other->text, other->words.items[first].start)) {
                return true;
            }
        }
    }
    return false;
}

bool name_is_of_witness(struct case_check *check, struct str name)
{
    return is_witness(check, name) || is_listed(check, name);
}

/* A record of the interview of a witness says so in its heading, or the witness is listed. */
static bool is_of_witness(struct case_check *check, const struct form_found *form,
                          struct str name)
{
    const struct paper *paper = &check->papers->items[form->paper];
    struct str head =
        loose_fold(check->arena, str_sub(paper->text, form->start, form->body - form->start));
    struct person_words own;
    return str_find(head, STR("wltmess")) != SIZE_MAX ||
           str_find(head, STR("wltness")) != SIZE_MAX || name_is_of_witness(check, name) ||
           !person_words_read(check->arena, name, &own);
}

bool interview_of_witness(struct case_check *check, const struct form_found *form)
{
    struct str value = form_value(check, form, "person");
    return str_find(value, STR("(witness)")) != SIZE_MAX ||
           (value.n > 0 && is_of_witness(check, form, person_bare(value)));
}

/* "Stuart Askew", "ASKEW, Stuart": the name that a line begins with, else "". */
static struct str name_before_more(struct arena *arena, struct str text)
{
    struct loose_words words;
    text = person_bare(str_trim(text));
    for (size_t i = 0; i < text.n; i++) {
        bool ends = (text.p[i] >= '0' && text.p[i] <= '9') || text.p[i] == '(' ||
                    text.p[i] == ';' || text.p[i] == '|' || text.p[i] == '\t' ||
                    text.p[i] == '.';
        if (ends) {
            text.n = i;
        }
    }
    text = str_trim(text);
    loose_words_read(arena, text, &words);
    size_t count = 0;
    while (count < words.count) { /* "Al Cox, born in May" */
        char c = text.p[words.items[count].start];
        if (!(c >= 'A' && c <= 'Z') && (unsigned char)c < 0x80) {
            break;
        }
        count++;
    }
    text.n = count == 0 || count == words.count ? text.n : words.items[count - 1].end;
    bool name = count >= NAME_WORDS_LEAST && count <= NAME_WORDS_MOST && text.n <= NAME_BYTES;
    return name ? text : STR("");
}

/* What stands behind a label of the accused that begins the line, or below it when it is all of
 * the line; "" when the line begins with none. */
static struct str labelled_name(struct arena *arena, struct str line, struct str below)
{
    static const char *const labels[] = {
        "name of defendant", "defendant name",  "defendants name", "name of accused",
        "person charged",    "defendant",       "accused",         "suspect name",
        "suspect",           "name of suspect", "charged person"};
    struct loose_words words;
    loose_words_read(arena, line, &words);
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        struct loose_phrase label;
        size_t last;
        loose_phrase_read(arena, str_of(labels[i]), &label);
        for (size_t at = 0; at < 2 && at < words.count; at++) { /* "1. Defendant" */
            bool number = at == 0 || words.items[0].folded.n <= 2;
            if (!number || !loose_phrase_at(&label, &words, at, words.count, &last)) {
                continue;
            }
            struct str rest = str_from(line, words.items[last].end);
            size_t skip = 0;
            while (skip < rest.n && strchr(" :.|_\t-", rest.p[skip]) != NULL) {
                skip++;
            }
            bool sign = skip > 1 || (skip == 1 && rest.p[0] != ' ');
            struct str value = str_from(rest, skip);
            return value.n == 0 ? name_before_more(arena, below)
                   : sign       ? name_before_more(arena, value)
                                : STR("");
        }
    }
    return STR("");
}

/* The first name behind such a label in a form, else "". */
static struct str name_in_lines(struct case_check *check, const struct form_found *form)
{
    struct str text = check->papers->items[form->paper].text;
    for (size_t at = form->body; at < form->end;) {
        struct str line = line_next(text, &at, form->end);
        size_t next = at;
        struct str below = STR("");
        while (next < form->end && str_trim(below).n == 0) {
            below = line_next(text, &next, form->end);
        }
        struct str name = labelled_name(check->arena, str_trim(line), below);
        if (name.n > 0) {
            return name;
        }
    }
    return STR("");
}

/* How the form names the accused; "" when it does not. */
static struct str accused_of(struct case_check *check, const struct form_found *form)
{
    static const struct {
        const char *form, *field;
    } fields[] = {
        {"MG1", "defendant"}, {"MG3", "suspect"}, {"MG4", "defendant"}, {"MG15", "person"}};
    static const char *const lines[] = {"MG3A", "MG4A", "MG5",  "MG6",  "MG7", "MG8",
                                        "MG13", "MG16", "MG17", "MG18", "MG20"};
    for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++) {
        if (form_is(check, form, fields[k].form)) {
            bool interview = str_is(str_of(fields[k].form), "MG15");
            struct str value = person_bare(form_value(check, form, fields[k].field));
            struct str name = name_before_more(check->arena, value);
            return interview && interview_of_witness(check, form) ? STR("")
                   : name.n > 0                                   ? name
                                                                  : value;
        }
    }
    for (size_t k = 0; k < sizeof lines / sizeof lines[0]; k++) {
        if (form_is(check, form, lines[k])) {
            return name_in_lines(check, form);
        }
    }
    return STR("");
}

size_t accused_read(struct case_check *check, struct accused *list, size_t room)
{
    size_t count = 0;
    for (size_t i = 0; i < check->forms.count && count < room; i++) {
        const struct form_found *form = &check->forms.items[i];
        struct str name = accused_of(check, form);
        if (name.n == 0) {
            continue;
        }
        const struct paper *paper = &check->papers->items[form->paper];
        size_t start = (size_t)(name.p - paper->text.p);
        list[count++] =
            (struct accused){name, {form->paper, start, start + name.n}, form->paper};
    }
    return count;
}

bool person_is_accused(struct case_check *check, const struct person_words *person)
{
    enum { ACCUSED_MAX = 64 };
    struct accused list[ACCUSED_MAX];
    size_t count = accused_read(check, list, ACCUSED_MAX);
    for (size_t i = 0; i < count; i++) {
        struct person_words other;
        if (person_words_read(check->arena, list[i].name, &other) && other.count > 1 &&
            person_may_be(person, &other)) {
            return true;
        }
    }
    return false;
}
