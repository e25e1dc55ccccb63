/* /forces/:id: one organisation: what it is called, what became of it, what it has published.
 * An organisation that has ended keeps its address, and so does all that it published. */
#include "force_model.h"
#include "organisation_register.h"
#include "templates.h"
#include "web_sql.h"

/* Those that have become this one, with what they brought. */
static void write_predecessors(const struct organisation_register *reg,
                               const struct organisation *force)
{
    struct jsonw *w = reg->page->w;
    jsonw_key(w, "predecessors");
    jsonw_array(w);
    for (size_t i = 0; i < reg->count; i++) {
        const struct organisation *one = &reg->list[i];
        for (size_t j = 0; j < one->successor_count; j++) {
            if (!str_eq(one->successors[j], force->id)) {
                continue;
            }
            jsonw_object(w);
            jsonw_member_str(w, "id", one->id);
            jsonw_member_str(w, "name", one->name);
            jsonw_member_str(w, "date", one->ends);
            jsonw_end(w);
        }
    }
    jsonw_end(w);
}

static enum err_code model(struct page_context *page, struct err *err)
{
    static const char *const names[] = {"date", "name", "statement", NULL};
    static const char *const records[] = {"id", "type", "#log_index", "logged_at", NULL};
    struct organisation_register reg;
    TRY(register_read(&reg, page, NULL, err));
    TRY(register_count(&reg, err));
    const struct organisation *force = register_find(&reg, page->parts[0]);
    if (force == NULL) {
        return err_set(err, ERR_NOT_FOUND, "there is no such force");
    }
    jsonw_key(page->w, "force");
    jsonw_object(page->w);
    organisation_write(page->w, force);
    organisation_write_change(&reg, force);
    if (!force->begun) {
        jsonw_member(page->w, "not_yet", "yes");
    }
    if (force->statements > 0) {
        jsonw_member_int(page->w, "statements", force->statements);
    }
    jsonw_end(page->w);
    write_predecessors(&reg, force);
    TRY(page_rows(page, "names", sql_web_organisation_names_of, &force->id, 1, names, err));
    TRY(page_rows(page, "records", sql_web_organisation_records, &force->id, 1, records, err));
    force_source_model(page);
    return ERR_OK;
}

const struct page page_force = {
    .pattern = "/forces/:id", .section = "forces", .template = &template_force, .model = model};
