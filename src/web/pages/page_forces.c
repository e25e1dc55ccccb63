/* /forces: the police forces of the reference data and of the log, on a date; how many of them
 * have published anything; what has ended by then and what it became. */
#include "coverage_model.h"
#include "force_model.h"
#include "organisation_register.h"
#include "templates.h"
#include "web/registry_data.h"

enum { DATE_MAX = 40 };

/* False: nothing of it is published, neither by it nor by the centre for it. `coverage` may be
 * NULL. */
static bool write_one(const struct organisation_register *reg, const struct organisation *one,
                      const struct coverage *coverage)
{
    bool published = one->inherited > 0;
    struct jsonw *w = reg->page->w;
    jsonw_object(w);
    organisation_write(w, one);
    organisation_write_change(reg, one);
    if (one->inherited > 0) {
        jsonw_member_int(w, "statements", one->inherited);
    }
    if (coverage != NULL) {
        coverage_model(reg->page, coverage);
        published = published || coverage->own + coverage->by_centre > 0;
    }
    jsonw_end(w);
    return published;
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
                        enum group group, const struct coverage *all, int64_t *count,
                        int64_t *published)
{
    jsonw_key(reg->page->w, key);
    jsonw_array(reg->page->w);
    for (size_t i = 0; i < reg->count; i++) {
        const struct organisation *one = &reg->list[i];
        if (belongs(reg, one, group)) {
            *published += write_one(reg, one, group == FORCES ? &all[i] : NULL);
            ++*count;
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

/* The tiles of those forces that stand on the date, each with its state of today. */
static void write_map(const struct organisation_register *reg, const struct coverage *all)
{
    struct jsonw *w = reg->page->w;
    const struct js *tiles = reg->page->registry->tiles;
    jsonw_key(w, "map");
    jsonw_object(w);
    jsonw_key(w, "tiles");
    jsonw_array(w);
    for (size_t i = 0; i < tiles->array.count; i++) {
        const struct js *tile = &tiles->array.items[i];
        const struct js *id = js_member(tile, "id");
        const struct organisation *one =
            id != NULL && id->type == JS_STRING ? register_find(reg, id->string) : NULL;
        if (one == NULL || !belongs(reg, one, FORCES)) {
            continue;
        }
        const struct coverage *coverage = &all[one - reg->list];
        jsonw_object(w);
        jsonw_member_str(w, "id", one->id);
        entry_text_model(reg->page, tile, "short");
        jsonw_key(w, "column");
        jsonw_raw(w, js_member(tile, "column")->raw);
        jsonw_key(w, "row");
        jsonw_raw(w, js_member(tile, "row")->raw);
        jsonw_member(w, "state", coverage_state_word(coverage->state));
        jsonw_end(w);
    }
    jsonw_end(w);
    jsonw_end(w);
}

/* Of each organisation of the register in its order, as it stands today; "states": how many of
 * the forces are in each. */
static struct coverage *write_states(const struct organisation_register *reg,
                                     const struct coverage_rows *rows)
{
    struct page_context *page = reg->page;
    struct coverage *all = arena_zalloc(page->arena, (reg->count + 1) * sizeof *all);
    struct coverage_tally tally = {{0}};
    for (size_t i = 0; i < reg->count; i++) {
        if (belongs(reg, &reg->list[i], FORCES)) {
            all[i] = coverage_of(rows, reg->list[i].id, page->now);
            coverage_tally_add(page, &tally, &all[i]);
        }
    }
    jsonw_key(page->w, "states");
    jsonw_array(page->w);
    coverage_tally_model(page->w, &tally, "state");
    jsonw_end(page->w);
    return all;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct organisation_register reg;
    struct coverage_rows rows;
    int64_t forces = 0;
    int64_t published = 0;
    int64_t others = 0;
    int64_t by_others = 0;
    TRY(register_read(&reg, page, asked_date(page), err));
    TRY(register_count(&reg, err));
    jsonw_member(page->w, "on", reg.date);
    TRY(coverage_rows_read(page->db, page->arena, STR(""), &rows, err));
    const struct coverage *all = write_states(&reg, &rows);
    write_group(&reg, "forces", FORCES, all, &forces, &published);
    write_group(&reg, "former", FORMER, all, &others, &by_others);
    write_group(&reg, "others", OTHERS, all, &others, &by_others);
    write_map(&reg, all);
    jsonw_member_int(page->w, "force_count", forces);
    if (published > 0) {
        jsonw_member_int(page->w, "published_count", published);
    }
    force_source_model(page);
    return ERR_OK;
}

const struct page page_forces = {
    .pattern = "/forces", .section = "forces", .template = &template_forces, .model = model};
