/* Witnesses of the list without a statement. */
#include "case_check.h"

#include "accused_names.h"
#include "list_heads.h"
#include "loose_evidence.h"
#include "people_names.h"
#include "statement_names.h"

#include "base/mem.h"
#include "base/month.h"

#include <stdlib.h>

enum { NAME_WORDS = 6, ROW_BYTES = 200 };

static bool is_upper(char c)
{
    return (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Words of lists that are no names. */
static bool is_list_word(struct str folded)
{
    static const char *const words[] = {
        "Name",     "Address",   "Statement", "Witness",   "Witnesses",   "Telephone",
        "Yes",      "No",        "Contact",   "Taken",     "Date",        "Dates",
        "Total",    "MG9",       "MG11",      "List",      "Role",        "Occupation",
        "Police",   "Civilian",  "Page",      "SAMPLE",    "Details",     "Number",
        "Victim",   "Officer",   "Home",      "Work",      "Mobile",      "Email",
        "The",      "To",        "Road",      "Street",    "Urn",         "Case",
        "None",     "Defendant", "Not",       "Available", "Attached",    "Enclosed",
        "Full",     "Of",        "Signed",    "Signature", "Unit",        "Station",
        "Shop",     "Ltd",       "Synthetic", "Court",     "Magistrates", "Restricted",
        "Official", "Line",      "Item",      "Row",       "MG"};
    struct arena *arena = arena_new();
    bool is = false;
    for (size_t i = 0; i < sizeof words / sizeof words[0] && !is; i++) {
        is = str_eq(folded, loose_fold(arena, str_of(words[i])));
    }
    arena_free(arena);
    return is;
}

/* "March 2026" */
static bool is_month(struct str cell, const struct loose_word *word)
{
    struct str month = str_sub(cell, word[0].start, word[0].end - word[0].start);
    return month_of_word(month) > 0 && word[1].end - word[1].start == 4 &&
           (cell.p[word[1].start] == '1' || cell.p[word[1].start] == '2');
}

/* A name at the beginning of a cell: two to six words with capitals. */
static bool name_of_cell(struct arena *arena, struct str cell, struct str *name)
{
    struct loose_words words;
    loose_words_read(arena, cell, &words);
    size_t first = 0;
    while (first < words.count && cell.p[words.items[first].start] >= '0' &&
           cell.p[words.items[first].start] <= '9') {
        first++; /* the row's number */
    }
    size_t last = first;
    while (last < words.count && last - first < NAME_WORDS) {
        const struct loose_word *word = &words.items[last];
        char c = cell.p[word->start];
        bool number = c >= '0' && c <= '9';
        bool joined = last == first;
        if (!joined) {
            size_t gap = words.items[last - 1].end;
            joined = true;
            for (size_t i = gap; i < word->start; i++) {
                joined = joined && (cell.p[i] == ' ' || cell.p[i] == '.' || cell.p[i] == ',' ||
                                    cell.p[i] == '-');
            }
        }
        bool hyphen = last > first && word->start > 0 && cell.p[word->start - 1] == '-';
        if (!joined || is_list_word(word->folded) || !(is_upper(c) || number || hyphen)) {
            break;
        }
        last++;
    }
    if (last - first < 2 || is_month(cell, &words.items[first])) {
        return false;
    }
    size_t from = words.items[first].start;
    size_t to = words.items[last - 1].end;
    bool comma = to < cell.n && cell.p[to] == ':';
    *name = str_sub(cell, from, to - from);
    return !comma;
}

static bool has_statement(const struct case_check *check, const struct person_words *person)
{
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        struct person_words other;
        struct str name = form_is(check, form, "MG11")   ? statement_witness(check, form)
                          : form_is(check, form, "MG15") ? form_value(check, form, "person")
                                                         : STR("");
        size_t bracket = str_find(name, STR("(")); /* "Ann Lee (witness)" */
        name = bracket == SIZE_MAX ? name : str_sub(name, 0, bracket);
        if (name.n > 0 && person_words_read(check->arena, name, &other) &&
            person_may_be(person, &other)) {
            return true;
        }
    }
    return false;
}

/* Witnesses that no statement was found of so far, and where they are listed. */
struct listed {
    struct str name;
    size_t paper, start, end;
};

struct witnesses {
    struct case_check *check;
    struct listed *items;
    struct sought_person *people; /* beside them */
    size_t count, capacity, people_capacity;
};

static void check_row(struct witnesses *witnesses, size_t paper, size_t start, struct str name)
{
    struct case_check *check = witnesses->check;
    struct sought_person person = {.found = false};
    size_t end = start + name.n;
    name = person_plain(check->arena, person_bare(name));
    if (!person_words_read(check->arena, name, &person.words) ||
        has_statement(check, &person.words) || person_is_accused(check, &person.words)) {
        return;
    }
    witnesses->items = mem_grow(witnesses->items, witnesses->count, &witnesses->capacity,
                                sizeof *witnesses->items);
    witnesses->people = mem_grow(witnesses->people, witnesses->count,
                                 &witnesses->people_capacity, sizeof *witnesses->people);
    witnesses->items[witnesses->count] = (struct listed){name, paper, start, end};
    witnesses->people[witnesses->count++] = person;
}

static void tell(struct case_check *check, const struct rule *rule, const struct listed *listed)
{
    for (size_t i = 0; i < check->count; i++) {
        if (check->items[i].kind == FIND_NO_STATEMENT &&
            str_eq(check->items[i].subject, listed->name)) {
            return;
        }
    }
    struct finding *finding = check_find(
        check, FIND_NO_STATEMENT, rule, listed->name,
        "%.*s is listed as a witness and has no statement here", STR_ARG(listed->name));
    finding_at_bytes(check, finding, listed->paper, listed->start, listed->end);
}

/* "2) Ann Lee, telephone: …": the row's number and its name come before any label. */
static bool is_numbered(struct str cell)
{
    size_t digits = 0;
    while (digits < cell.n && cell.p[digits] >= '0' && cell.p[digits] <= '9') {
        digits++;
    }
    return digits > 0 && digits < cell.n && cell.p[digits] == ')';
}

/* "Video recorded interview" in place of a statement. */
static bool is_recorded(struct case_check *check, struct str row)
{
    static const char *const recorded[] = {"video", "recorded interview", "vri",
                                           "abe interview"};
    struct loose_words words;
    struct loose_phrase phrase;
    size_t first;
    size_t last;
    loose_words_read(check->arena, row, &words);
    for (size_t i = 0; i < sizeof recorded / sizeof recorded[0]; i++) {
        loose_phrase_read(check->arena, str_of(recorded[i]), &phrase);
        if (loose_phrase_find(&phrase, &words, 0, words.count, &first, &last)) {
            return true;
        }
    }
    return false;
}

/* Where the first cell ends: tabs, bars, two blanks and " - " lie between cells. */
static size_t first_cell(struct str cells)
{
    size_t n = 0;
    while (n < cells.n && cells.p[n] != '\t' && cells.p[n] != '|' &&
           !(cells.p[n] == ' ' && n + 1 < cells.n &&
             (cells.p[n + 1] == ' ' ||
              (cells.p[n + 1] == '-' && n + 2 < cells.n && cells.p[n + 2] == ' ')))) {
        n++;
    }
    return n;
}

/* The name in a cell, also behind its label; *others when the label is not of a witness. */
static bool name_behind_label(struct case_check *check, struct str cell, struct str *name,
                              bool *others)
{
    size_t colon = str_find(cell, STR(":"));
    *others = colon != SIZE_MAX && list_head_names_other(check->arena, STR(""), cell, STR(""));
    if (colon != SIZE_MAX) {
        cell = is_numbered(cell) ? str_sub(cell, 0, colon) : str_from(cell, colon + 1);
    }
    return name_of_cell(check->arena, cell, name);
}

/* The first name of a line. */
static void check_line(struct witnesses *witnesses, size_t paper, struct str line)
{
    struct case_check *check = witnesses->check;
    struct str text = check->papers->items[paper].text;
    bool found = false;
    while (line.n > 0 && !found) {
        size_t n = first_cell(line);
        struct str name;
        bool others;
        found = name_behind_label(check, str_sub(line, 0, n), &name, &others);
        if (found && !others) {
            check_row(witnesses, paper, (size_t)(name.p - text.p), name);
        }
        line = str_from(line, n < line.n ? n + 1 : n);
    }
}

static void check_list(struct witnesses *witnesses, const struct form_found *form)
{
    struct case_check *check = witnesses->check;
    struct str text = check->papers->items[form->paper].text;
    struct str rest = str_sub(text, form->body, form->end - form->body);
    struct str line = STR("");
    struct str above = STR("");
    for (; str_split(&rest, '\n', &line); above = line) {
        struct str row = line;
        size_t block = str_find(rest, STR("\n\n"));
        if (str_has_byte(line, ':') && block < ROW_BYTES) {
            /* "Witness: Ann Lee", and below it "Statement: video recorded interview" */
            row.n += block;
        }
        size_t end = str_find(rest, STR("\n"));
        struct str below = end == SIZE_MAX ? rest : str_sub(rest, 0, end);
        if (!list_head_names_other(check->arena, above, line, below) &&
            !is_recorded(check, row)) {
            check_line(witnesses, form->paper, line);
        }
    }
}

void check_witnesses(struct case_check *check)
{
    const struct rule *rule = check_rule(check, FIND_NO_STATEMENT, NULL);
    struct witnesses witnesses = {.check = check};
    for (size_t i = 0; i < check->forms.count && rule != NULL; i++) {
        if (form_is(check, &check->forms.items[i], "MG9")) {
            check_list(&witnesses, &check->forms.items[i]);
        }
    }
    evidence_of_statements(check, witnesses.people, witnesses.count);
    for (size_t i = 0; i < witnesses.count; i++) {
        if (!witnesses.people[i].found) {
            tell(check, rule, &witnesses.items[i]);
        }
    }
    free(witnesses.items);
    free(witnesses.people);
}
