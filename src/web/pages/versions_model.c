/* See versions_model.h. */
#include "versions_model.h"

#include "field_model.h"
#include "ledger/gap.h"
#include "registry/field_diff.h"
#include "web/registry_data.h"

static const struct registry_entry *version_at(const struct registry_entries *all,
                                               int64_t index, int64_t *number)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->list[i].log_index == index) {
            *number = (int64_t)i + 1;
            return &all->list[i];
        }
    }
    return NULL;
}

/* A list of one: the value on this side, or that there is none. */
static void write_side(struct page_context *page, const char *key,
                       const struct vocabulary_field *field, const struct js *value)
{
    jsonw_key(page->w, key);
    jsonw_array(page->w);
    jsonw_object(page->w);
    if (value == NULL) {
        jsonw_member(page->w, "absent", "yes");
    } else {
        field_value_model(page, field, value);
    }
    jsonw_end(page->w);
    jsonw_end(page->w);
}

static void write_change(struct page_context *page, const struct field_change *change)
{
    struct jsonw *w = page->w;
    bool field_of = str_is(change->parent, "fields");
    const struct vocabulary_field *field =
        field_of ? vocabulary_find(&page->registry->deployments, change->name) : NULL;
    jsonw_object(w);
    jsonw_member(w, "kind", field_change_word(change->kind));
    jsonw_member_str(w, "member", change->name);
    if (field != NULL) {
        jsonw_member_str(w, "title", field->title);
    } else if (field_of) {
        jsonw_member_str(w, "title", change->name);
    }
    write_side(page, "before", field, change->before);
    write_side(page, "after", field, change->after);
    jsonw_end(w);
}

/* Why the versions after `from`, up to `to`, were made. */
static void write_reason(struct page_context *page, const struct registry_entry *to)
{
    const struct js *reason = js_member(to->body, "reason");
    if (reason != NULL && reason->type == JS_STRING) {
        jsonw_member_str(page->w, "reason", reason->string);
    }
}

static bool has_gaps(const struct registry_entry *entry)
{
    const struct js *fields = js_member(entry->body, "fields");
    for (size_t i = 0; fields != NULL && i < fields->object.count; i++) {
        if (gap_is(&fields->object.members[i].value)) {
            return true;
        }
    }
    return false;
}

static enum err_code write_diff(struct deployment_view *view, int64_t from, int64_t to,
                                struct err *err)
{
    struct page_context *page = view->page;
    int64_t numbers[2] = {0, 0};
    const struct registry_entry *first = version_at(&view->rows.versions, from, &numbers[0]);
    const struct registry_entry *second = version_at(&view->rows.versions, to, &numbers[1]);
    struct field_diff diff;
    if (first == NULL || second == NULL) {
        return err_set(err, ERR_NOT_FOUND, "there is no such version");
    }
    field_diff(page->arena, first->body, second->body, &diff);
    jsonw_key(page->w, "diff");
    jsonw_object(page->w);
    jsonw_member_int(page->w, "from", numbers[0]);
    jsonw_member_int(page->w, "to", numbers[1]);
    jsonw_member_str(page->w, "from_at", first->logged_at);
    jsonw_member_str(page->w, "to_at", second->logged_at);
    write_reason(page, second);
    if (has_gaps(first) && has_gaps(second)) {
        jsonw_member(page->w, "gaps", "yes");
    }
    jsonw_member_int(page->w, "count", (int64_t)diff.count);
    jsonw_key(page->w, "changes");
    jsonw_array(page->w);
    for (size_t i = 0; i < diff.count; i++) {
        write_change(page, &diff.list[i]);
    }
    jsonw_end(page->w);
    jsonw_end(page->w);
    return ERR_OK;
}

enum err_code versions_model(struct page_context *page, int64_t from, int64_t to,
                             struct err *err)
{
    struct deployment_view view;
    TRY(deployment_view_open(&view, page, err));
    TRY(deployment_head_model(&view, err));
    if (from >= 0 && to >= 0) {
        TRY(write_diff(&view, from, to, err));
    }
    deployment_history_model(&view);
    if (view.rows.versions.count > 1) {
        jsonw_member(page->w, "several", "yes");
    }
    return ERR_OK;
}
