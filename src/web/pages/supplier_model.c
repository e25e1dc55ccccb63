/* See supplier_model.h. */
#include "supplier_model.h"

#include "registry/supplier_said.h"

static void write_replies(struct jsonw *w, const struct supplier_said *said)
{
    jsonw_key(w, "replies");
    jsonw_array(w);
    for (size_t i = 0; i < said->count; i++) {
        const struct supplier_words *one = &said->words[i];
        jsonw_object(w);
        jsonw_member_str(w, "supplier", one->supplier);
        jsonw_member_str(w, "received", one->received);
        jsonw_member_str(w, "words", one->words);
        jsonw_member_str(w, "statement", one->statement);
        if (one->late) {
            jsonw_key(w, "late");
            jsonw_bool(w, true);
        }
        jsonw_end(w);
    }
    jsonw_end(w);
}

enum err_code supplier_model(struct page_context *page, struct str envelope, struct err *err)
{
    struct supplier_said said;
    struct jsonw *w = page->w;
    TRY(supplier_said_read(page->db, page->arena, envelope, &said, err));
    jsonw_key(w, "said");
    jsonw_array(w);
    if (said.asked || said.count > 0) {
        jsonw_object(w);
        jsonw_member_str(w, "supplier", said.supplier);
        jsonw_member_str(w, "served", said.served);
        jsonw_member_str(w, "until", said.until);
        jsonw_member_str(w, "outcome", said.outcome);
        write_replies(w, &said);
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}
