/* See deployment_model.h: what of a record stands in others too. */
#include "deployment_model.h"
#include "registry/text_alike.h"
#include "web/registry_data.h"

static void write_title(const struct deployment_view *view, struct str field)
{
    const struct vocabulary_field *known =
        vocabulary_find(&view->page->registry->deployments, field);
    jsonw_member_str(view->page->w, "field", field);
    jsonw_member_str(view->page->w, "title", known != NULL ? known->title : field);
}

static void write_record(const struct deployment_view *view, const struct alike_record *record)
{
    struct jsonw *w = view->page->w;
    jsonw_object(w);
    jsonw_member_str(w, "subject", record->subject);
    jsonw_member_str(w, "title",
                     record->title.n > 0 ? record->title : str_sub(record->subject, 0, 12));
    entry_organisation_model(&view->entries, "organisation", record->organisation);
    if (record->same) {
        jsonw_member(w, "same", "yes");
    } else {
        jsonw_member_int(w, "both", (int64_t)record->both);
        jsonw_member_int(w, "either", (int64_t)record->either);
    }
    jsonw_end(w);
}

static void write_text(const struct deployment_view *view, const struct alike_text *text)
{
    struct jsonw *w = view->page->w;
    int64_t rest = text->records - (int64_t)text->first_count;
    jsonw_object(w);
    write_title(view, text->field);
    jsonw_member_int(w, "words", text->words);
    jsonw_member_int(w, "records", text->records);
    jsonw_member_int(w, "same", text->same);
    if (text->at_least) {
        jsonw_member(w, "at_least", "yes");
    }
    jsonw_key(w, "first");
    jsonw_array(w);
    for (size_t i = 0; i < text->first_count; i++) {
        write_record(view, &text->first[i]);
    }
    jsonw_end(w);
    if (rest > 0) {
        jsonw_member_int(w, "rest", rest);
    }
    jsonw_end(w);
}

static enum err_code write_products(const struct deployment_view *view, struct err *err)
{
    struct jsonw *w = view->page->w;
    const struct js *tools = js_member(view->entry->body, "tools");
    struct str *products;
    size_t count;
    TRY(text_products_read(view->page->db, view->arena, view->entry, &products, &count, err));
    if (tools != NULL && tools->type == JS_ARRAY && tools->array.count > 1) {
        jsonw_member_int(w, "tools_listed", (int64_t)tools->array.count);
    }
    jsonw_key(w, "tools_named");
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        jsonw_str(w, products[i]);
    }
    jsonw_end(w);
    return ERR_OK;
}

enum err_code deployment_alike_model(struct deployment_view *view, struct err *err)
{
    struct jsonw *w = view->page->w;
    struct alike_text *list;
    size_t count;
    size_t long_texts;
    TRY(text_alike_read(view->page->db, view->arena, view->entry, &list, &count, &long_texts,
                        err));
    jsonw_member_int(w, "long_texts", (int64_t)long_texts);
    jsonw_key(w, "alike");
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        write_text(view, &list[i]);
    }
    jsonw_end(w);
    return write_products(view, err);
}
