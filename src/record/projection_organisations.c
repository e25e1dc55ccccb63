/* What organisations are called and what became of them, in public.db. */
#include "record/projection.h"

#include "base/clock.h"
#include "record/organisation_claim.h"
#include "record_sql.h"

/* The organisation's own word goes before the operator's. */
static void bind_place(struct db_query *query, int index, const struct projected *projected)
{
    const struct statement *header = &projected->statement->header;
    char at[TIME_SIZE];
    time_format(at, header->at);
    db_bind_int(query, index,
                organisation_claim(projected->projection->keyring, header, projected->value,
                                   projected->index) == CLAIM_OWN);
    db_bind_text(query, index + 1, str_of(at));
    db_bind_int(query, index + 2, (int64_t)projected->index);
}

enum err_code project_organisation_name(const struct projected *projected, struct err *err)
{
    static const char *const texts[] = {"organisation", "date",   "name",
                                        "kind",         "region", "area_code"};
    struct db_query *query;
    TRY(db_prepare(projected->projection->db, sql_public_organisation_name_insert, &query,
                   err));
    db_bind_text(query, 1, str_of(projected->statement->id));
    for (int i = 0; i < 6; i++) {
        const struct js *text = js_member(projected->value, texts[i]);
        db_bind_text(query, 2 + i, text != NULL ? text->string : STR(""));
    }
    bind_place(query, 8, projected);
    return db_run(query, err);
}

static enum err_code insert_successor(const struct projected *projected, struct str successor,
                                      struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(projected->projection->db, sql_public_organisation_succession_insert, &query,
                   err));
    db_bind_text(query, 1, str_of(projected->statement->id));
    db_bind_text(query, 2, js_member(projected->value, "organisation")->string);
    db_bind_text(query, 3, js_member(projected->value, "date")->string);
    db_bind_text(query, 4, successor);
    bind_place(query, 5, projected);
    return db_run(query, err);
}

enum err_code project_succession(const struct projected *projected, struct err *err)
{
    const struct js *successors;
    TRY(js_need(projected->value, "successors", JS_ARRAY, &successors, err));
    for (size_t i = 0; i < successors->array.count; i++) {
        TRY(insert_successor(projected, successors->array.items[i].string, err));
    }
    return successors->array.count == 0 ? insert_successor(projected, STR(""), err) : ERR_OK;
}
