/* See use_model.h. */
#include "use_model.h"

#include "field_model.h"
#include "ledger/gap.h"
#include "web/registry_data.h"

static void write_count(struct page_context *page, struct str title, const struct js *value)
{
    struct jsonw *w = page->w;
    jsonw_object(w);
    jsonw_member_str(w, "title", title);
    if (gap_is(value)) {
        jsonw_key(w, "gap");
        gap_model(page, value);
    } else if (value->type == JS_INT) {
        jsonw_member_int(w, "number", value->integer);
    }
    jsonw_end(w);
}

/* In the order of the vocabulary, then what it does not know. */
static void write_counts(struct page_context *page, const struct js *counts)
{
    const struct use_vocabulary *known = &page->registry->counts;
    jsonw_key(page->w, "counts");
    jsonw_array(page->w);
    for (size_t i = 0; i < known->count; i++) {
        const struct js *value = js_member_str(counts, known->counts[i].id);
        if (value != NULL) {
            write_count(page, known->counts[i].title, value);
        }
    }
    for (size_t i = 0; counts != NULL && i < counts->object.count; i++) {
        const struct js_member *one = &counts->object.members[i];
        if (use_count_find(known, one->name) == SIZE_MAX) {
            write_count(page, one->name, &one->value);
        }
    }
    jsonw_end(page->w);
}

/* Both counted, the base not 0. */
static bool rate_of(struct page_context *page, const struct js *counts,
                    const struct use_rate *rate, int64_t *numerator, int64_t *denominator)
{
    const struct use_vocabulary *known = &page->registry->counts;
    const struct js *top = js_member_str(counts, known->counts[rate->numerator].id);
    const struct js *base = js_member_str(counts, known->counts[rate->denominator].id);
    if (top == NULL || base == NULL || top->type != JS_INT || base->type != JS_INT ||
        base->integer <= 0) {
        return false;
    }
    *numerator = top->integer;
    *denominator = base->integer;
    return true;
}

static void write_rates(struct page_context *page, const struct js *counts)
{
    const struct use_vocabulary *known = &page->registry->counts;
    struct jsonw *w = page->w;
    int64_t numerator;
    int64_t denominator;
    jsonw_key(w, "rates");
    jsonw_array(w);
    for (size_t i = 0; i < known->rate_count; i++) {
        const struct use_rate *rate = &known->rates[i];
        if (!rate_of(page, counts, rate, &numerator, &denominator)) {
            continue;
        }
        jsonw_object(w);
        jsonw_member_str(w, "numerator_title", known->counts[rate->numerator].title);
        jsonw_member_str(w, "denominator_title", known->counts[rate->denominator].title);
        jsonw_member_int(w, "numerator", numerator);
        jsonw_member_int(w, "denominator", denominator);
        jsonw_key(w, "value");
        jsonw_dec(w, (double)numerator / (double)denominator);
        jsonw_end(w);
    }
    jsonw_end(w);
}

/* ---- groups ---- */

static bool counted_in_groups(const struct js *groups, const struct use_count *count)
{
    for (size_t i = 0; i < groups->array.count; i++) {
        if (js_member_str(js_member(&groups->array.items[i], "counts"), count->id) != NULL) {
            return true;
        }
    }
    return false;
}

static void write_group(struct page_context *page, const struct js *groups,
                        const struct js *group)
{
    const struct use_vocabulary *known = &page->registry->counts;
    struct jsonw *w = page->w;
    struct str characteristic = js_member(group, "characteristic")->string;
    jsonw_object(w);
    for (size_t i = 0; i < known->characteristic_count; i++) {
        if (str_eq(known->characteristics[i].id, characteristic)) {
            characteristic = known->characteristics[i].title;
        }
    }
    jsonw_member_str(w, "characteristic", characteristic);
    entry_text_model(page, group, "value");
    jsonw_key(w, "cells");
    jsonw_array(w);
    for (size_t i = 0; i < known->count; i++) {
        if (counted_in_groups(groups, &known->counts[i])) {
            const struct js *value =
                js_member_str(js_member(group, "counts"), known->counts[i].id);
            jsonw_object(w);
            if (value != NULL && value->type == JS_INT) {
                jsonw_member_int(w, "number", value->integer);
            } else if (value != NULL) {
                jsonw_member(w, "withheld", "yes");
            }
            jsonw_end(w);
        }
    }
    jsonw_end(w);
    jsonw_end(w);
}

/* For each characteristic: is there a row of those nothing was recorded of? */
static bool lacks_not_recorded(const struct page_context *page, const struct js *groups)
{
    struct str name = page->registry->counts.not_recorded;
    for (size_t i = 0; i < groups->array.count; i++) {
        const struct js *one = js_member(&groups->array.items[i], "characteristic");
        bool found = false;
        for (size_t j = 0; j < groups->array.count; j++) {
            const struct js *other = &groups->array.items[j];
            const struct js *value = js_member(other, "value");
            found = found || (str_eq(js_member(other, "characteristic")->string, one->string) &&
                              value->type == JS_STRING && str_eq(value->string, name));
        }
        if (!found) {
            return true;
        }
    }
    return false;
}

static void write_groups(struct page_context *page, const struct js *groups)
{
    const struct use_vocabulary *known = &page->registry->counts;
    struct jsonw *w = page->w;
    if (groups == NULL || groups->type != JS_ARRAY || groups->array.count == 0) {
        return;
    }
    jsonw_key(w, "group_columns");
    jsonw_array(w);
    for (size_t i = 0; i < known->count; i++) {
        if (counted_in_groups(groups, &known->counts[i])) {
            jsonw_str(w, known->counts[i].title);
        }
    }
    jsonw_end(w);
    jsonw_key(w, "group_rows");
    jsonw_array(w);
    for (size_t i = 0; i < groups->array.count; i++) {
        write_group(page, groups, &groups->array.items[i]);
    }
    jsonw_end(w);
    if (lacks_not_recorded(page, groups)) {
        jsonw_member(w, "without_not_recorded", "yes");
    }
}

static void write_settings(struct page_context *page, const struct js *settings)
{
    jsonw_key(page->w, "settings");
    jsonw_array(page->w);
    for (size_t i = 0; settings != NULL && i < settings->object.count; i++) {
        const struct js_member *one = &settings->object.members[i];
        jsonw_object(page->w);
        jsonw_member_str(page->w, "name", one->name);
        field_value_model(page, NULL, &one->value);
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
}

void use_report_model(const struct entry_view *view, const struct registry_entry *report)
{
    struct page_context *page = view->page;
    const struct js *body = report->body;
    const struct js *operation = js_member(body, "operation");
    entry_text_model(page, body, "from");
    entry_text_model(page, body, "to");
    if (str_eq(js_text(body, "from"), js_text(body, "to"))) {
        jsonw_member(page->w, "one_day", "yes");
    }
    entry_text_model(page, body, "note");
    if (operation != NULL) {
        jsonw_key(page->w, "operation");
        jsonw_object(page->w);
        entry_text_model(page, operation, "title");
        entry_text_model(page, operation, "place");
        entry_text_model(page, operation, "policy");
        jsonw_end(page->w);
    }
    write_settings(page, js_member(body, "settings"));
    write_counts(page, js_member(body, "counts"));
    write_rates(page, js_member(body, "counts"));
    write_groups(page, js_member(body, "groups"));
}
