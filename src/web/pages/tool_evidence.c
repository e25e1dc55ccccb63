/* See tool_evidence.h. The rows are read first and put in order; what parameter set one was run
 * with is told by its recorded parameters, which are those of the set or of none. */
#include "tool_evidence.h"

#include "figures_model.h"
#include "supplier_model.h"
#include "tool_sets.h"
#include "web_sql.h"

#include <stdlib.h>
#include <string.h>

struct shown {
    struct str envelope, benchmark, benchmark_digest, exposure, isolation, logged_at, version,
        parameters, title;
    bool replaced;
    size_t position;                /* among all, the newest first */
    size_t group;                   /* the position of its benchmark's newest */
    size_t rank;                    /* of its set; those of no set come last */
    const struct manifest_set *set; /* or NULL */
};

struct shown_list {
    struct shown *rows;
    size_t count;
    size_t room;
};

static struct shown *add_shown(struct arena *arena, struct shown_list *list)
{
    enum { FIRST = 16 };
    if (list->count == list->room) {
        size_t room = list->room > 0 ? 2 * list->room : FIRST;
        struct shown *rows = arena_zalloc(arena, room * sizeof *rows);
        if (list->count > 0) {
            memcpy(rows, list->rows, list->count * sizeof *rows);
        }
        list->rows = rows;
        list->room = room;
    }
    return &list->rows[list->count++];
}

static void read_row(struct arena *arena, struct db_query *query, struct shown *shown)
{
    struct str *const columns[] = {
        &shown->envelope, &shown->benchmark,  &shown->benchmark_digest,
        &shown->exposure, &shown->isolation,  &shown->logged_at,
        &shown->version,  &shown->parameters, &shown->title};
    int count = (int)(sizeof columns / sizeof columns[0]);
    for (int i = 0; i < count; i++) {
        *columns[i] = arena_str(arena, db_text(query, i));
    }
    shown->replaced = db_int(query, count) != 0;
}

static enum err_code read_shown(struct page_context *page, struct str digest,
                                struct shown_list *list, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_evidence_of_tool, &digest, 1, &query, err));
    TRY(db_step(query, &row, err));
    while (row) {
        size_t position = list->count;
        struct shown *shown = add_shown(page->arena, list);
        read_row(page->arena, query, shown);
        shown->position = position;
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

static void put_in_groups(struct shown_list *list, const struct manifest *manifest)
{
    for (size_t i = 0; i < list->count; i++) {
        struct shown *shown = &list->rows[i];
        shown->set = manifest_set_of(manifest, shown->parameters);
        shown->rank =
            shown->set != NULL ? (size_t)(shown->set - manifest->sets) : manifest->set_count;
        shown->group = i;
        for (size_t k = 0; k < i; k++) {
            if (str_eq(list->rows[k].benchmark, shown->benchmark)) {
                shown->group = k;
                break;
            }
        }
    }
}

static int compare_numbers(size_t a, size_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_shown(const void *left, const void *right)
{
    const struct shown *a = left;
    const struct shown *b = right;
    int by = compare_numbers(a->group, b->group);
    if (by == 0) {
        by = compare_numbers(a->replaced, b->replaced);
    }
    if (by == 0) {
        by = compare_numbers(a->rank, b->rank);
    }
    return by != 0 ? by : compare_numbers(a->position, b->position);
}

static void write_flag(struct jsonw *w, const char *name)
{
    jsonw_key(w, name);
    jsonw_bool(w, true);
}

static void write_text(struct jsonw *w, const char *name, struct str text)
{
    if (text.n > 0) {
        jsonw_member_str(w, name, text);
    }
}

/* Of what did not run here: "observed" says whether anybody saw the answers being made. */
static enum err_code write_observed(struct page_context *page, struct str envelope,
                                    struct err *err)
{
    struct db_query *query;
    struct js *payload;
    bool row = false;
    TRY(page_query(page, sql_web_evidence_payload, &envelope, 1, &query, err));
    TRY(db_step(query, &row, err));
    struct str text = row ? arena_str(page->arena, db_text(query, 0)) : STR("{}");
    db_reset(query);
    TRY(js_parse(page->arena, text, &payload, err));
    struct str observed = js_text(js_member(payload, "predicate"), "observed");
    if (observed.n > 0) {
        jsonw_member_str(page->w, "observed", observed);
    }
    return ERR_OK;
}

/* Figures of evidence that a newer one replaces stand on its own page only. */
static enum err_code write_in_full(struct page_context *page, const struct shown *shown,
                                   const struct task *task, struct err *err)
{
    const struct js *definition;
    struct jsonw *w = page->w;
    write_text(w, "envelope", shown->envelope);
    write_text(w, "benchmark_id", shown->benchmark);
    write_text(w, "benchmark_digest", shown->benchmark_digest);
    write_text(w, "exposure", shown->exposure);
    write_text(w, "isolation", shown->isolation);
    write_text(w, "logged_at", shown->logged_at);
    write_text(w, "benchmark_version", shown->version);
    jsonw_key(w, "parameters");
    jsonw_raw(w, shown->parameters);
    write_text(w, "benchmark_title", shown->title);
    validity_model(page, shown->logged_at);
    if (str_is(shown->isolation, "remote")) {
        TRY(write_observed(page, shown->envelope, err));
    }
    if (shown->replaced) {
        write_flag(w, "replaced");
        return ERR_OK;
    }
    TRY(settings_model(page, shown->set, shown->parameters, err));
    TRY(definition_of(page, shown->benchmark_digest, &definition, err));
    TRY(figures_model(page, shown->envelope, task, definition, err));
    return supplier_model(page, shown->envelope, err);
}

static bool begins_group(const struct shown_list *list, size_t i)
{
    return i == 0 || list->rows[i - 1].group != list->rows[i].group;
}

static enum err_code write_evidence(struct page_context *page, const struct shown_list *list,
                                    const struct task *task, struct err *err)
{
    jsonw_key(page->w, "evidence");
    jsonw_array(page->w);
    for (size_t i = 0; i < list->count; i++) {
        jsonw_object(page->w);
        if (begins_group(list, i)) {
            write_flag(page->w, "begins_benchmark");
        }
        TRY(write_in_full(page, &list->rows[i], task, err));
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    return ERR_OK;
}

static enum err_code write_column(struct page_context *page, const struct shown *shown,
                                  struct err *err)
{
    jsonw_object(page->w);
    write_text(page->w, "envelope", shown->envelope);
    TRY(settings_model(page, shown->set, shown->parameters, err));
    validity_model(page, shown->logged_at);
    jsonw_end(page->w);
    return ERR_OK;
}

/* The benchmark whose evidence is rows[0] to rows[count - 1], none of it replaced. */
static enum err_code write_beside(struct page_context *page, const struct shown *rows,
                                  size_t count, const struct task *task, struct err *err)
{
    struct str *envelopes = arena_alloc(page->arena, count * sizeof *envelopes);
    jsonw_object(page->w);
    write_text(page->w, "benchmark_id", rows->benchmark);
    write_text(page->w, "benchmark_title", rows->title.n > 0 ? rows->title : rows->benchmark);
    if (count > 1) {
        write_flag(page->w, "beside");
    }
    jsonw_key(page->w, "sets");
    jsonw_array(page->w);
    for (size_t i = 0; i < count; i++) {
        envelopes[i] = rows[i].envelope;
        TRY(write_column(page, &rows[i], err));
    }
    jsonw_end(page->w);
    TRY(figures_in_short_model(page, envelopes, count, task, err));
    jsonw_end(page->w);
    return ERR_OK;
}

static enum err_code write_glance(struct page_context *page, const struct shown_list *list,
                                  const struct task *task, struct err *err)
{
    jsonw_key(page->w, "glance");
    jsonw_array(page->w);
    for (size_t from = 0; from < list->count;) {
        size_t count = 1;
        while (from + count < list->count && !list->rows[from + count].replaced &&
               !begins_group(list, from + count)) {
            count++;
        }
        if (!list->rows[from].replaced) {
            TRY(write_beside(page, &list->rows[from], count, task, err));
        }
        from += count;
    }
    jsonw_end(page->w);
    return ERR_OK;
}

static void write_issued(struct page_context *page, const struct shown_list *list)
{
    jsonw_key(page->w, "issued");
    jsonw_array(page->w);
    for (size_t i = 0; i < list->count; i++) {
        const struct shown *shown = &list->rows[i];
        jsonw_object(page->w);
        write_text(page->w, "envelope", shown->envelope);
        write_text(page->w, "benchmark_id", shown->benchmark);
        write_text(page->w, "logged_at", shown->logged_at);
        write_text(page->w, "set_title", shown->set != NULL ? shown->set->title : STR(""));
        validity_model(page, shown->logged_at);
        if (shown->replaced) {
            write_flag(page->w, "replaced");
        }
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
}

enum err_code tool_evidence_model(struct page_context *page, struct str digest,
                                  const struct task *task, struct err *err)
{
    struct shown_list list = {NULL, 0, 0};
    struct manifest manifest;
    TRY(read_shown(page, digest, &list, err));
    TRY(tool_sets_read(page, digest, &manifest, err));
    put_in_groups(&list, &manifest);
    write_issued(page, &list);
    sets_model(page, &manifest);
    if (list.count > 0) {
        qsort(list.rows, list.count, sizeof *list.rows, compare_shown);
    }
    TRY(write_evidence(page, &list, task, err));
    return write_glance(page, &list, task, err);
}
