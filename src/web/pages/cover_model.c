/* See cover_model.h. */
#include "cover_model.h"

#include "evidence/group_cover.h"

static void write_row(struct jsonw *w, const struct cover_row *row)
{
    jsonw_object(w);
    jsonw_member_str(w, "subject", row->subject);
    if (row->is_protected && row->group.n > 0) {
        jsonw_member_str(w, "group", row->group);
    }
    jsonw_member(w, "state", cover_state_word(row->state));
    jsonw_key(w, "without");
    jsonw_array(w);
    for (size_t i = 0; i < row->count; i++) {
        if (!row->values[i].rate) {
            jsonw_object(w);
            jsonw_member_str(w, "value", row->values[i].value);
            jsonw_member_int(w, "n", row->values[i].n);
            jsonw_end(w);
        }
    }
    jsonw_end(w);
    jsonw_end(w);
}

void cover_model(struct page_context *page, const struct js *definition,
                 const struct js *figures)
{
    struct group_cover cover;
    if (definition == NULL || figures == NULL || figures->type != JS_ARRAY ||
        figures->array.count == 0) {
        return;
    }
    struct str first = js_text(&figures->array.items[0], "metric");
    group_cover_make(page->arena, definition, figures,
                     arena_strndup(page->arena, first.p, first.n), &cover);
    jsonw_key(page->w, "cover");
    jsonw_array(page->w);
    for (size_t i = 0; i < cover.count; i++) {
        write_row(page->w, &cover.rows[i]);
    }
    jsonw_end(page->w);
    if (cover.not_covered != NULL && cover.not_covered->type == JS_ARRAY) {
        jsonw_key(page->w, "not_covered");
        jsonw_raw(page->w, cover.not_covered->raw);
    }
}
