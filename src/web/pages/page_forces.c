/* /forces: the police forces of the reference data and of the log, on a date; how many of them
 * have published anything; what has ended by then and what it became. */
#include "force_model.h"
#include "organisation_register.h"
#include "templates.h"

enum { DATE_MAX = 40 };

static void write_one(const struct organisation_register *reg, const struct organisation *one)
{
    struct jsonw *w = reg->page->w;
    jsonw_object(w);
    organisation_write(w, one);
    organisation_write_change(reg, one);
    if (one->inherited > 0) {
        jsonw_member_int(w, "statements", one->inherited);
    }
    jsonw_end(w);
}

enum group { FORCES, FORMER, OTHERS };

static bool belongs(const struct organisation_register *reg, const struct organisation *one,
                    enum group group)
{
    bool force = str_is(one->kind, "territorial force");
    bool ended = organisation_ended(reg, one);
    return one->begun && (ended ? group == FORMER : group == (force ? FORCES : OTHERS));
}

static void write_group(const struct organisation_register *reg, const char *key,
                        enum group group, int64_t *count, int64_t *published)
{
    jsonw_key(reg->page->w, key);
    jsonw_array(reg->page->w);
    for (size_t i = 0; i < reg->count; i++) {
        const struct organisation *one = &reg->list[i];
        if (belongs(reg, one, group)) {
            write_one(reg, one);
            ++*count;
            *published += one->inherited > 0;
        }
    }
    jsonw_end(reg->page->w);
}

/* ?on=YYYY-MM-DD; anything else is told and today is shown. */
static const char *asked_date(struct page_context *page)
{
    struct str text;
    struct err why;
    int64_t seconds;
    if (page_parameter(page, "on", DATE_MAX, &text, &why) == ERR_OK && text.n == 0) {
        return NULL;
    }
    if (!date_parse(text, &seconds)) {
        jsonw_member(page->w, "bad_date", "yes");
        return NULL;
    }
    return arena_strndup(page->arena, text.p, text.n);
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct organisation_register reg;
    int64_t forces = 0;
    int64_t published = 0;
    int64_t others = 0;
    int64_t by_others = 0;
    TRY(register_read(&reg, page, asked_date(page), err));
    TRY(register_count(&reg, err));
    jsonw_member(page->w, "on", reg.date);
    write_group(&reg, "forces", FORCES, &forces, &published);
    write_group(&reg, "former", FORMER, &others, &by_others);
    write_group(&reg, "others", OTHERS, &others, &by_others);
    jsonw_member_int(page->w, "force_count", forces);
    if (published > 0) {
        jsonw_member_int(page->w, "published_count", published);
    }
    force_source_model(page);
    return ERR_OK;
}

const struct page page_forces = {
    .pattern = "/forces", .section = "forces", .template = &template_forces, .model = model};
