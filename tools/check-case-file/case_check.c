/* See case_check.h. */
#include "case_check.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SAYS_MAX = 400 };

const struct rule *check_rule(const struct case_check *check, enum finding_kind kind,
                              const char *subject)
{
    for (size_t i = 0; i < check->book->count; i++) {
        const struct rule *rule = &check->book->items[i];
        if (rule->kind == kind && (subject == NULL || str_is(rule->subject, subject)) &&
            rule_applies(rule, &check->facts, check->unverified)) {
            return rule;
        }
    }
    return NULL;
}

struct finding *check_find(struct case_check *check, enum finding_kind kind,
                           const struct rule *rule, struct str subject, const char *format, ...)
{
    if (check->count == check->room) {
        size_t room = check->room * 2 + 32;
        struct finding *items = arena_alloc(check->arena, room * sizeof *items);
        if (check->count > 0) {
            memcpy(items, check->items, check->count * sizeof *items);
        }
        check->items = items;
        check->room = room;
    }
    char says[SAYS_MAX];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(says, sizeof says, format, args);
    va_end(args);
    size_t length = n < 0 ? 0 : (size_t)n < sizeof says ? (size_t)n : sizeof says - 1;
    while (length > 0 && (size_t)n >= sizeof says &&
           ((unsigned char)says[length - 1] & 0x80) != 0) {
        length--; /* no half of a letter */
    }
    struct finding *finding = &check->items[check->count++];
    if (subject.n > SUBJECT_MAX) {
        subject.n = SUBJECT_MAX;
        while (!utf8_valid(subject)) {
            subject.n--;
        }
    }
    *finding = (struct finding){.kind = kind,
                                .rule = rule,
                                .subject = arena_str(check->arena, subject),
                                .says = arena_str(check->arena, str_n(says, length))};
    return finding;
}

void finding_at(struct finding *finding, struct place place)
{
    for (size_t i = 0; i < finding->place_count; i++) {
        const struct place *other = &finding->places[i];
        if (other->paper == place.paper && other->start == place.start) {
            return;
        }
    }
    if (finding->place_count < FINDING_PLACES_MAX && place.start < place.end) {
        finding->places[finding->place_count++] = place;
    }
}

void finding_at_bytes(const struct case_check *check, struct finding *finding, size_t paper,
                      size_t start, size_t end)
{
    const struct paper_page *page = paper_page_of(&check->papers->items[paper], start);
    end = end > page->end ? page->end : end;
    start = start < page->start ? page->start : start;
    finding_at(finding, (struct place){paper, start, end});
}

bool form_is(const struct case_check *check, const struct form_found *form, const char *id)
{
    return str_is(check->catalogue->forms[form->kind].id, id);
}

struct str form_text(const struct case_check *check, const struct form_found *form)
{
    return str_sub(check->papers->items[form->paper].text, form->start,
                   form->end - form->start);
}

struct str form_value(const struct case_check *check, const struct form_found *form,
                      const char *field)
{
    size_t i = form_kind_field(&check->catalogue->forms[form->kind], field);
    if (i == SIZE_MAX || !form->fields[i].filled) {
        return STR("");
    }
    struct str value = str_sub(check->papers->items[form->paper].text, form->fields[i].start,
                               form->fields[i].end - form->fields[i].start);
    struct str line = value;
    (void)str_split(&value, '\n', &line);
    return str_trim(line);
}

void case_check_run(struct case_check *check)
{
    check->items = NULL;
    check->count = 0;
    check->room = 0;
    forms_read(check->arena, check->papers, check->catalogue, &check->forms);
    check_forms(check);
    check_statements(check);
    check_exhibits(check);
    check_witnesses(check);
    check_disagreements(check);
    check_points(check);
}
