/* Papers of a case: whatever they say, forms lie within their papers, what is filled in within
 * its form, each finding's places within one page, the check ends, and finds the same when no
 * text is kept. */
#include "../tools/check-case-file/case_check.h"
#include "base/file.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

struct books {
    struct form_catalogue catalogue;
    struct rule_book rules;
};

static struct str read_data(struct arena *arena, const char *path)
{
    struct str text = STR("");
    struct err err = {0};
    if (file_read(arena, path, 8 << 20, &text, &err) != ERR_OK) {
        BUG("%s", err.message);
    }
    return text;
}

static const struct books *read_books(void)
{
    static struct books books;
    static struct arena *arena;
    struct err err = {0};
    if (arena == NULL) {
        arena = arena_new();
        if (form_catalogue_read(arena, read_data(arena, PAI_REFERENCE "/case-file/forms.json"),
                                read_data(arena, PAI_READINGS), &books.catalogue,
                                &err) != ERR_OK ||
            rule_book_read(arena, &books.catalogue,
                           read_data(arena, PAI_REFERENCE "/case-file/rules.json"),
                           read_data(arena, PAI_REFERENCE "/case-file/points.json"),
                           &books.rules, &err) != ERR_OK) {
            BUG("%s", err.message);
        }
    }
    return &books;
}

static void look_at_forms(const struct case_check *check)
{
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        const struct paper *paper = &check->papers->items[form->paper];
        if (form->start > form->body || form->body > form->end || form->end > paper->text.n) {
            BUG("a form outside of its paper");
        }
        for (size_t f = 0; f < FIELDS_MAX; f++) {
            const struct field_found *field = &form->fields[f];
            if (field->filled && (field->start < form->start || field->start >= field->end ||
                                  field->end > form->end)) {
                BUG("a field outside of its form");
            }
        }
    }
}

static void look_at_findings(const struct case_check *check)
{
    for (size_t i = 0; i < check->count; i++) {
        const struct finding *finding = &check->items[i];
        if (finding->subject.n == 0 || finding->says.n == 0) {
            BUG("a finding about nothing");
        }
        for (size_t k = 0; k < finding->place_count; k++) {
            const struct place *place = &finding->places[k];
            const struct paper *paper = &check->papers->items[place->paper];
            papers_open(check->papers, place->paper);
            const struct paper_page *page = paper_page_of(paper, place->start);
            if (place->start >= place->end || place->start < page->start ||
                place->end > page->end) {
                BUG("a place outside of a page");
            }
        }
    }
}

static void compare(const struct case_check *a, const struct case_check *b)
{
    if (a->count != b->count) {
        BUG("other findings when no text is kept");
    }
    for (size_t i = 0; i < a->count; i++) {
        const struct finding *one = &a->items[i];
        const struct finding *other = &b->items[i];
        bool same = one->kind == other->kind && str_eq(one->subject, other->subject) &&
                    str_eq(one->says, other->says) && one->place_count == other->place_count;
        for (size_t k = 0; same && k < one->place_count; k++) {
            same = one->places[k].paper == other->places[k].paper &&
                   one->places[k].start == other->places[k].start &&
                   one->places[k].end == other->places[k].end;
        }
        if (!same) {
            BUG("another finding when no text is kept");
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const struct books *books = read_books();
    struct arena *arena = arena_new();
    struct papers papers;
    struct papers forgotten;
    struct err err = {0};
    struct case_check check = {.arena = arena,
                               .papers = &papers,
                               .catalogue = &books->catalogue,
                               .book = &books->rules,
                               .facts = {STR("theft"), STR("not guilty"), STR("full code")},
                               .unverified = true};
    struct str lines = str_n((const char *)bytes, length);
    if (papers_parse(arena, lines, PAPERS_ROOM, &papers, &err) == ERR_OK) {
        struct case_check again = check;
        case_check_run(&check);
        look_at_forms(&check);
        look_at_findings(&check);
        if (papers_parse(arena, lines, 0, &forgotten, &err) != ERR_OK) {
            BUG("read once and not again");
        }
        again.papers = &forgotten;
        case_check_run(&again);
        compare(&check, &again);
    }
    arena_free(arena);
    return 0;
}
