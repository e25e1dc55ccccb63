/* See accounts.h. */
#include "accounts.h"

#include "casetext/plain_word.h"
#include "people_names.h"
#include "statement_names.h"

#include <string.h>

enum { PLATE_LENGTH = 7, PLACE_WORDS = 5 };

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_alnum(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* ---- places ---- */

/* The words with capitals that begin at `at`, up to a comma or a small letter. */
static size_t capital_run(struct str text, size_t at, size_t *words)
{
    size_t end = at;
    *words = 0;
    for (size_t i = at; i < text.n && is_upper(text.p[i]) && *words < PLACE_WORDS;) {
        size_t word = i;
        while (i < text.n && (is_alnum(text.p[i]) || text.p[i] == '\'' || text.p[i] == '-')) {
            i++;
        }
        if (i == word) {
            break;
        }
        end = i;
        (*words)++;
        if (i < text.n && (text.p[i] == ' ' || text.p[i] == '\n')) {
            i++;
        } else {
            break;
        }
    }
    return end - at;
}

static bool is_when(const struct whens *whens, size_t at)
{
    for (size_t i = 0; i < whens->count; i++) {
        if (at >= whens->items[i].start && at < whens->items[i].end) {
            return true;
        }
    }
    return false;
}

/* "belonging to Ann Lee", "spoke to Ann Lee": what follows is somebody, not a place. */
static bool goes_to_somebody(struct str text, size_t at)
{
    static const char *const words[] = {"belonging", "belongs", "belonged", "spoke",
                                        "known",     "gave",    "given",    "said",
                                        "according", "owed",    "sold",     "related"};
    while (at > 0 && (text.p[at - 1] == ' ' || text.p[at - 1] == '\n')) {
        at--;
    }
    size_t from = at;
    while (from > 0 && is_alnum(text.p[from - 1])) {
        from--;
    }
    return plain_word_among(str_sub(text, from, at - from), words,
                            sizeof words / sizeof words[0]);
}

/* The first place of a sentence: words with capitals behind "in", "at", "to", "attended". */
static bool find_place(struct str text, const struct whens *whens, size_t *start, size_t *end)
{
    static const char *const leads[] = {"in ", "at ", "to ", "attended ", "near ", "outside "};
    for (size_t at = 0; at < text.n; at++) {
        for (size_t k = 0; k < sizeof leads / sizeof leads[0]; k++) {
            size_t n = strlen(leads[k]);
            size_t from = at + n;
            size_t words;
            bool begins = at == 0 || !is_alnum(text.p[at - 1]);
            struct str lead = str_sub(text, at, n);
            bool same = lead.n == n && memcmp(lead.p, leads[k], n - 1) == 0 &&
                        (lead.p[n - 1] == ' ' || lead.p[n - 1] == '\n');
            if (!begins || !same || is_when(whens, from) ||
                (lead.p[0] == 't' && goes_to_somebody(text, at))) {
                continue;
            }
            size_t length = capital_run(text, from, &words);
            bool comma = from + length < text.n && text.p[from + length] == ',';
            if (words > 1 || (words == 1 && comma)) {
                *start = from;
                *end = from + length;
                return true;
            }
        }
    }
    return false;
}

/* ---- accounts ---- */

static bool read_sentence(struct case_check *check, size_t paper, struct str text, size_t base,
                          struct account *account)
{
    struct whens whens;
    size_t start;
    size_t end;
    *account = (struct account){0};
    when_find(check->arena, text, &whens);
    bool day = false;
    for (size_t i = 0; i < whens.count; i++) {
        const struct when *when = &whens.items[i];
        if (when->kind == WHEN_DAY && !day) {
            day = true;
            account->day = *when;
            account->day_at = (struct place){paper, base + when->start, base + when->end};
        } else if (when->kind == WHEN_TIME && !account->has_time) {
            account->has_time = true;
            account->time = *when;
            account->time_at = (struct place){paper, base + when->start, base + when->end};
        }
    }
    if (day && find_place(text, &whens, &start, &end)) {
        account->has_place = true;
        account->place = str_sub(text, start, end - start);
        account->place_at = (struct place){paper, base + start, base + end};
    }
    account->sentence = (struct place){paper, base, base + text.n};
    return day && account->has_place;
}

static bool in_field(const struct case_check *check, const struct form_found *form,
                     const char *id, size_t at)
{
    size_t i = form_kind_field(&check->catalogue->forms[form->kind], id);
    return i != SIZE_MAX && form->fields[i].labelled && at >= form->fields[i].label_start &&
           at < form->fields[i].label_end;
}

static bool says_signed(const struct paper *paper, size_t start, size_t end)
{
    size_t from;
    size_t to;
    paper_words_in(paper, start, end, &from, &to);
    for (size_t i = from; i < to && i < from + 4; i++) {
        if (str_starts(paper->words.items[i].folded, STR("slgn"))) {
            return true;
        }
    }
    return false;
}

/* The first sentence of a form that tells a day and a place. */
static bool read_account(struct case_check *check, const struct form_found *form,
                         struct account *account)
{
    const struct paper *paper = &check->papers->items[form->paper];
    for (size_t i = 0; i < paper->sentence_count; i++) {
        size_t start = paper->sentences[i].start;
        size_t end = paper->sentences[i].end;
        if (start < form->body || end > form->end) {
            continue;
        }
        bool header =
            form_is(check, form, "MG11") &&
            (in_field(check, form, "date", start) || in_field(check, form, "signature", start));
        header = header || says_signed(paper, start, end);
        if (!header &&
            read_sentence(check, form->paper, str_sub(paper->text, start, end - start), start,
                          account)) {
            return true;
        }
    }
    return false;
}

void accounts_read(struct case_check *check, struct accounts *accounts)
{
    accounts->items =
        arena_zalloc(check->arena, (check->forms.count + 1) * sizeof *accounts->items);
    accounts->count = 0;
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        bool tells = form_is(check, form, "MG4") || form_is(check, form, "MG5") ||
                     (form_is(check, form, "MG11") && !statement_is_replaced(check, form));
        struct account *account = &accounts->items[accounts->count];
        if (tells && read_account(check, form, account)) {
            account->form = i;
            accounts->count++;
        }
    }
}

/* ---- the accused ---- */

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

static const struct {
    const char *form, *field;
} accused_fields[] = {{"MG1", "defendant"}, {"MG3", "suspect"}, {"MG4", "defendant"}};

enum { ACCUSED_FIELDS = sizeof accused_fields / sizeof accused_fields[0] };

bool person_is_accused(struct case_check *check, const struct person_words *own)
{
    struct person_words other;
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        for (size_t k = 0; k < ACCUSED_FIELDS; k++) {
            if (form_is(check, form, accused_fields[k].form) &&
                person_words_read(check->arena,
                                  person_bare(form_value(check, form, accused_fields[k].field)),
                                  &other) &&
                person_may_be(own, &other)) {
                return true;
            }
        }
    }
    return false;
}

/* A record of the interview of a witness says so in its heading, or the witness is listed. The
 * head of a list names the accused too. */
static bool is_of_witness(struct case_check *check, const struct form_found *form,
                          struct str name)
{
    const struct paper *paper = &check->papers->items[form->paper];
    struct str head =
        loose_fold(check->arena, str_sub(paper->text, form->start, form->body - form->start));
    struct person_words own;
    struct loose_phrase phrase;
    size_t first;
    size_t last;
    if (str_find(head, STR("wltmess")) != SIZE_MAX ||
        str_find(head, STR("wltness")) != SIZE_MAX || is_witness(check, name)) {
        return true;
    }
    if (!person_words_read(check->arena, name, &own)) {
        return true;
    }
    if (person_is_accused(check, &own)) {
        return false;
    }
    loose_phrase_read(check->arena, name, &phrase);
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *list = &check->forms.items[i];
        const struct paper *other = &check->papers->items[list->paper];
        size_t from;
        size_t to;
        if (form_is(check, list, "MG9")) {
            paper_words_in(other, list->start, list->end, &from, &to);
            if (loose_phrase_find(&phrase, &other->words, from, to, &first, &last)) {
                return true;
            }
        }
    }
    return false;
}

bool interview_of_witness(struct case_check *check, const struct form_found *form)
{
    struct str value = form_value(check, form, "person");
    return str_find(value, STR("(witness)")) != SIZE_MAX ||
           (value.n > 0 && is_of_witness(check, form, person_bare(value)));
}

size_t accused_read(struct case_check *check, struct accused *list, size_t room)
{
    size_t count = 0;
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        for (size_t k = 0; k <= ACCUSED_FIELDS && count < room; k++) {
            bool interview = k == ACCUSED_FIELDS;
            if (!form_is(check, form, interview ? "MG15" : accused_fields[k].form)) {
                continue;
            }
            struct str name = person_bare(
                form_value(check, form, interview ? "person" : accused_fields[k].field));
            if (name.n == 0 || (interview && interview_of_witness(check, form))) {
                continue;
            }
            const struct paper *paper = &check->papers->items[form->paper];
            size_t start = (size_t)(name.p - paper->text.p);
            list[count++] =
                (struct accused){name, {form->paper, start, start + name.n}, form->paper};
        }
    }
    return count;
}

/* ---- plates ---- */

/* AB12 CDE, with or without the blank: the marks of Great Britain since 2001, whose year digits
 * and letters are not checked. */
static bool plate_at(struct str text, size_t at, struct plate *plate, size_t *end)
{
    size_t i = at;
    size_t n = 0;
    while (n < PLATE_LENGTH && i < text.n) {
        char c = text.p[i];
        if (n == 4 && i == at + 4 && (c == ' ' || c == '\n')) {
            i++;
            continue;
        }
        bool letter = n < 2 || n > 3;
        if (letter ? !is_upper(c) : !(c >= '0' && c <= '9')) {
            return false;
        }
        plate->text[n++] = c;
        i++;
    }
    plate->text[n] = '\0';
    *end = i;
    return n == PLATE_LENGTH && (i == text.n || !is_alnum(text.p[i])) &&
           (at == 0 || !is_alnum(text.p[at - 1]));
}

size_t plates_read(struct case_check *check, struct plate *list, size_t room)
{
    size_t count = 0;
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        if (form_is(check, form, "MG11") && statement_is_replaced(check, form)) {
            continue;
        }
        struct str text = str_sub(check->papers->items[form->paper].text, 0, form->end);
        for (size_t at = form->start; at < text.n && count < room; at++) {
            size_t end;
            if (is_upper(text.p[at]) && plate_at(text, at, &list[count], &end)) {
                list[count++].at = (struct place){form->paper, at, end};
                at = end;
            }
        }
    }
    return count;
}
