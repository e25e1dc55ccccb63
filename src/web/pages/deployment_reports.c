/* See deployment_model.h: what was reported of its use, and of which time nothing was although
 * the force said that it would report so often. */
#include "deployment_model.h"

#include "use_model.h"

#include <stdlib.h>
#include <string.h>

enum { DAY = 86400 };

static int64_t date_of(const struct registry_entry *report, const char *key)
{
    const struct js *value = js_member(report->body, key);
    int64_t seconds = 0;
    return value != NULL && value->type == JS_STRING && date_parse(value->string, &seconds)
               ? seconds
               : 0;
}

static int compare_begin(const void *a, const void *b)
{
    const struct registry_entry *left = a;
    const struct registry_entry *right = b;
    int64_t first = date_of(left, "from");
    int64_t second = date_of(right, "from");
    return first != second ? (first < second ? -1 : 1) : str_cmp(left->id, right->id);
}

/* By the day on which they begin. */
static struct registry_entry *sorted(struct arena *arena, const struct registry_entries *all)
{
    struct registry_entry *list = arena_alloc(arena, (all->count + 1) * sizeof *list);
    if (all->count > 0) {
        memcpy(list, all->list, all->count * sizeof *list);
        qsort(list, all->count, sizeof *list, compare_begin);
    }
    return list;
}

/* The same day `months` later; the last of the month where it has no such day. */
static int64_t months_after(int64_t day, int64_t months)
{
    char text[DATE_SIZE];
    int64_t seconds = day;
    date_format(text, day);
    int64_t month = (text[0] - '0') * 12000 + (text[1] - '0') * 1200 + (text[2] - '0') * 120 +
                    (text[3] - '0') * 12 + (text[5] - '0') * 10 + (text[6] - '0') - 1 + months;
    int64_t year = month / 12;
    int64_t of_year = month % 12 + 1;
    for (int i = 3; i >= 0; i--) {
        text[i] = (char)('0' + year % 10);
        year /= 10;
    }
    text[5] = (char)('0' + of_year / 10);
    text[6] = (char)('0' + of_year % 10);
    while (!date_parse(str_of(text), &seconds) && text[8] > '0') {
        text[9] = (char)(text[9] == '0' ? '9' : text[9] - 1);
        text[8] = (char)(text[9] == '9' ? text[8] - 1 : text[8]);
    }
    return seconds;
}

static void write_gap(struct jsonw *w, int64_t from, int64_t to)
{
    char text[DATE_SIZE];
    jsonw_object(w);
    date_format(text, from);
    jsonw_member(w, "from", text);
    date_format(text, to);
    jsonw_member(w, "to", text);
    jsonw_end(w);
}

/* Every stretch longer than the force's own period, from the first use on, that no report
 * covers; the last is still growing. */
static void write_uncovered(struct deployment_view *view, const struct registry_entry *list)
{
    struct page_context *page = view->page;
    const struct js *months = registry_field(view->entry, STR("report_every_months"));
    int64_t covered;
    jsonw_key(page->w, "uncovered");
    jsonw_array(page->w);
    if (months != NULL && months->type == JS_INT && months->integer > 0 &&
        months->integer <= 120 && str_is(view->entry->stage, "operational") &&
        date_parse(registry_field_text(view->entry, STR("first_used")), &covered)) {
        for (size_t i = 0; i < view->rows.reports.count; i++) {
            int64_t from = date_of(&list[i], "from");
            int64_t to = date_of(&list[i], "to") + DAY;
            if (from > months_after(covered, months->integer)) {
                write_gap(page->w, covered, from - DAY);
            }
            covered = to > covered ? to : covered;
        }
        int64_t due = months_after(covered, months->integer);
        page_changes_at(page, due);
        if (page->now >= due) {
            write_gap(page->w, covered, page->now - page->now % DAY);
            page_changes_at(page, page->now - page->now % DAY + DAY);
        }
    }
    jsonw_end(page->w);
    if (months != NULL && months->type == JS_INT) {
        jsonw_member_int(page->w, "report_every", months->integer);
    }
}

void deployment_reports_model(struct deployment_view *view)
{
    struct jsonw *w = view->page->w;
    const struct registry_entries *all = &view->rows.reports;
    struct registry_entry *list = sorted(view->arena, all);
    jsonw_key(w, "reports");
    jsonw_array(w);
    for (size_t i = all->count; i-- > 0;) {
        jsonw_object(w);
        entry_model(&view->entries, &list[i]);
        use_report_model(&view->entries, &list[i]);
        jsonw_end(w);
    }
    jsonw_end(w);
    write_uncovered(view, list);
}
