/* See field_model.h. */
#include "field_model.h"

#include "base/clock.h"
#include "ledger/gap.h"
#include "web/registry_data.h"

void gap_model(struct page_context *page, const struct js *value)
{
    static const char *const keys[] = {"section", "harm",       "decided_by", "public_interest",
                                       "review",  "commitment", "ncnd"};
    const struct js *why = js_member(value, "withheld");
    int64_t review;
    jsonw_object(page->w);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (js_text(why, keys[i]).n > 0) {
            jsonw_member_str(page->w, keys[i], js_text(why, keys[i]));
        }
    }
    if (date_parse(js_text(why, "review"), &review)) {
        page_changes_at(page, review);
        if (page->now >= review) {
            jsonw_member(page->w, "overdue", "yes");
        }
    }
    jsonw_end(page->w);
}

static struct str plain_text(const struct js *value)
{
    return value->type == JS_STRING ? value->string : value->raw;
}

static void write_cell(struct page_context *page, const struct js *value)
{
    jsonw_object(page->w);
    if (value != NULL && gap_is(value)) {
        jsonw_key(page->w, "gap");
        gap_model(page, value);
    } else if (value != NULL && value->type == JS_INT) {
        jsonw_member_int(page->w, "number", value->integer);
    } else if (value != NULL) {
        jsonw_member_str(page->w, "text", plain_text(value));
    }
    jsonw_end(page->w);
}

static void write_items(struct page_context *page, const struct js *list)
{
    jsonw_key(page->w, "items");
    jsonw_array(page->w);
    for (size_t i = 0; i < list->array.count; i++) {
        write_cell(page, &list->array.items[i]);
    }
    jsonw_end(page->w);
}

static void write_table(struct page_context *page, const struct vocabulary_field *field,
                        const struct js *list)
{
    struct jsonw *w = page->w;
    jsonw_key(w, "columns");
    jsonw_array(w);
    for (size_t c = 0; c < field->column_count; c++) {
        jsonw_str(w, field->columns[c].title);
    }
    jsonw_end(w);
    jsonw_key(w, "rows");
    jsonw_array(w);
    for (size_t i = 0; i < list->array.count; i++) {
        jsonw_object(w);
        jsonw_key(w, "cells");
        jsonw_array(w);
        for (size_t c = 0; c < field->column_count; c++) {
            write_cell(page, js_member_str(&list->array.items[i], field->columns[c].id));
        }
        jsonw_end(w);
        jsonw_end(w);
    }
    jsonw_end(w);
}

void field_value_model(struct page_context *page, const struct vocabulary_field *field,
                       const struct js *value)
{
    int64_t seconds;
    bool table = field != NULL && field->kind == FIELD_TABLE;
    if (gap_is(value)) {
        jsonw_key(page->w, "gap");
        gap_model(page, value);
    } else if (value->type == JS_ARRAY && table) {
        write_table(page, field, value);
    } else if (value->type == JS_ARRAY) {
        write_items(page, value);
    } else if (value->type == JS_INT) {
        jsonw_member_int(page->w, "number", value->integer);
    } else if (field != NULL && field->kind == FIELD_CHOICE && value->type == JS_STRING) {
        jsonw_member_str(page->w, "text", field_option_title(field, value->string));
    } else if (field != NULL && field->kind == FIELD_DATE &&
               date_parse(plain_text(value), &seconds)) {
        jsonw_member_str(page->w, "date", value->string);
    } else {
        jsonw_member_str(page->w, "text", plain_text(value));
    }
}

static void write_one(struct page_context *page, const char *key,
                      const struct registry_entry *entry, struct str id)
{
    const struct js *value = registry_field(entry, id);
    jsonw_key(page->w, key);
    jsonw_array(page->w);
    jsonw_object(page->w);
    if (value != NULL) {
        field_value_model(page, vocabulary_find(&page->registry->deployments, id), value);
    } else {
        jsonw_member(page->w, "absent", "yes");
    }
    jsonw_end(page->w);
    jsonw_end(page->w);
}

void field_route_model(struct page_context *page, const struct registry_entry *entry)
{
    write_one(page, "route", entry, STR("question_route"));
    write_one(page, "contact", entry, STR("contact"));
}

/* ---- all fields ---- */

static void write_field(struct page_context *page, const struct vocabulary_field *field,
                        const struct js *value)
{
    jsonw_object(page->w);
    jsonw_member_str(page->w, "id", field->id);
    jsonw_member_str(page->w, "title", field->title);
    if (value != NULL) {
        field_value_model(page, field, value);
    } else {
        jsonw_member(page->w, "missing", "yes");
    }
    jsonw_end(page->w);
}

static void count_field(struct field_counts *counts, bool required, const struct js *value)
{
    counts->required += required;
    counts->stated += required && value != NULL;
    counts->withheld += value != NULL && gap_is(value);
}

/* The fields from `from` on that have the same group; returns the first of the next. */
static size_t write_group(struct page_context *page, const struct vocabulary *vocabulary,
                          size_t from, const struct registry_entry *entry, struct str stage,
                          struct field_counts *counts)
{
    struct jsonw *w = page->w;
    struct str group = vocabulary->fields[from].group;
    size_t end = from;
    while (end < vocabulary->count && str_eq(vocabulary->fields[end].group, group)) {
        end++;
    }
    jsonw_object(w);
    jsonw_member_str(w, "title", group);
    jsonw_key(w, "fields");
    jsonw_array(w);
    for (size_t i = from; i < end; i++) {
        const struct vocabulary_field *field = &vocabulary->fields[i];
        const struct js *value = registry_field(entry, field->id);
        bool required = field_required(field, stage);
        count_field(counts, required, value);
        if (value != NULL || required) {
            write_field(page, field, value);
        }
    }
    jsonw_end(w);
    jsonw_key(w, "silent");
    jsonw_array(w);
    for (size_t i = from; i < end; i++) {
        const struct vocabulary_field *field = &vocabulary->fields[i];
        if (registry_field(entry, field->id) == NULL && !field_required(field, stage)) {
            jsonw_str(w, field->title);
        }
    }
    jsonw_end(w);
    jsonw_end(w);
    return end;
}

static void write_unknown(struct page_context *page, const struct vocabulary *vocabulary,
                          const struct registry_entry *entry, struct field_counts *counts)
{
    const struct js *fields = js_member(entry->body, "fields");
    jsonw_key(page->w, "unknown_fields");
    jsonw_array(page->w);
    for (size_t i = 0; fields != NULL && i < fields->object.count; i++) {
        const struct js_member *one = &fields->object.members[i];
        if (vocabulary_find(vocabulary, one->name) == NULL) {
            count_field(counts, false, &one->value);
            jsonw_object(page->w);
            jsonw_member_str(page->w, "title", one->name);
            field_value_model(page, NULL, &one->value);
            jsonw_end(page->w);
        }
    }
    jsonw_end(page->w);
}

void field_groups_model(struct page_context *page, const struct vocabulary *vocabulary,
                        const struct registry_entry *entry, struct str stage,
                        struct field_counts *counts)
{
    size_t next = 0;
    *counts = (struct field_counts){0, 0, 0};
    jsonw_key(page->w, "groups");
    jsonw_array(page->w);
    while (next < vocabulary->count) {
        next = write_group(page, vocabulary, next, entry, stage, counts);
    }
    jsonw_end(page->w);
    write_unknown(page, vocabulary, entry, counts);
}
