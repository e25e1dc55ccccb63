/* See figures_model.h. */
#include "figures_model.h"

#include "base/clock.h"
#include "evidence/judgement.h"
#include "evidence/validity.h"
#include "metrics/metric.h"
#include "stats/bootstrap.h"
#include "web_sql.h"

#include <string.h>

enum { FRESH_SECONDS = 120 };

struct figure {
    struct str metric, group, value, numerator, denominator, low, high, method, undefined;
    int64_t n;
    int64_t clusters; /* -1: not told */
};

struct figures {
    struct figure *rows;
    size_t count;
};

static struct str keep(struct page_context *page, struct db_query *query, int column)
{
    return arena_str(page->arena, db_text(query, column));
}

static struct figure read_figure(struct page_context *page, struct db_query *query)
{
    return (struct figure){.metric = keep(page, query, 0),
                           .group = keep(page, query, 1),
                           .n = db_int(query, 2),
                           .clusters = db_is_null(query, 3) ? -1 : db_int(query, 3),
                           .value = keep(page, query, 4),
                           .numerator = keep(page, query, 5),
                           .denominator = keep(page, query, 6),
                           .low = keep(page, query, 7),
                           .high = keep(page, query, 8),
                           .method = keep(page, query, 9),
                           .undefined = keep(page, query, 10)};
}

static enum err_code read_figures(struct page_context *page, struct str envelope,
                                  struct figures *figures, struct err *err)
{
    enum { MOST = 4096 };
    struct db_query *query;
    bool row = false;
    figures->rows = arena_alloc(page->arena, MOST * sizeof *figures->rows);
    TRY(page_query(page, sql_web_figures, &envelope, 1, &query, err));
    TRY(db_step(query, &row, err));
    while (row && figures->count < MOST) {
        figures->rows[figures->count++] = read_figure(page, query);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static const struct task_bound *bound_of(const struct task *task, const char *metric)
{
    for (size_t i = 0; task != NULL && i < task->bound_count; i++) {
        if (strcmp(task->bounds[i].metric, metric) == 0) {
            return &task->bounds[i];
        }
    }
    return NULL;
}

static void member_of(struct jsonw *w, const char *name, struct str text)
{
    if (text.n > 0) {
        jsonw_member_str(w, name, text);
    }
}

/* The members of one row; `label` is what the group is called. */
static void write_row(struct jsonw *w, const struct figure *figure, struct str label,
                      const struct task_bound *bound)
{
    jsonw_member_str(w, "group", figure->group);
    member_of(w, "label", label);
    jsonw_member_int(w, "n", figure->n);
    if (figure->clusters >= 0) {
        jsonw_member_int(w, "clusters", figure->clusters);
    }
    member_of(w, "numerator", figure->numerator);
    member_of(w, "denominator", figure->denominator);
    member_of(w, "value", figure->value);
    member_of(w, "low", figure->low);
    member_of(w, "high", figure->high);
    member_of(w, "method", figure->method);
    member_of(w, "undefined", figure->undefined);
    if (figure->undefined.n > 0 && figure->clusters >= 0 &&
        figure->clusters < BOOTSTRAP_CLUSTERS_MIN) {
        jsonw_key(w, "few");
        jsonw_bool(w, true);
    }
    if (bound != NULL) {
        jsonw_member(w, "judgement",
                     judgement_word(judge(bound, figure->value, figure->low, figure->high)));
    }
}

/* What the figures of a metric that is no proportion are counted in. */
static void write_unit(struct jsonw *w, const struct metric *metric)
{
    if (metric != NULL && !metric_is_proportion(metric)) {
        jsonw_member(w, "unit", metric->unit);
    }
}

static void write_bound(struct jsonw *w, const struct task_bound *bound)
{
    if (bound != NULL) {
        jsonw_key(w, "bound");
        jsonw_dec(w, bound->bound);
        jsonw_member(w, "bound_is", bound->at_least ? "least" : "most");
        jsonw_member(w, "bound_source", bound->source);
    }
}

static struct str group_title(const struct js *definition, struct page_context *page,
                              struct str name)
{
    const char *key = arena_strndup(page->arena, name.p, name.n);
    const struct js *title =
        js_member(js_member(js_member(definition, "groups"), key), "title");
    return title != NULL && title->type == JS_STRING ? title->string : name;
}

/* Rows NAME=… of one metric, which stand side by side. Returns how many. */
static size_t write_grouping(struct page_context *page, const struct figures *figures,
                             size_t from, const struct js *definition,
                             const struct metric *metric, const struct task_bound *bound)
{
    struct jsonw *w = page->w;
    const struct figure *first = &figures->rows[from];
    struct str rest = first->group;
    struct str name;
    size_t count = 0;
    int64_t without = 0;
    (void)str_split(&rest, '=', &name);
    jsonw_object(w);
    jsonw_member_str(w, "name", name);
    jsonw_member_str(w, "title", group_title(definition, page, name));
    jsonw_member_str(w, "metric", first->metric);
    write_unit(w, metric);
    write_bound(w, bound);
    jsonw_key(w, "rows");
    jsonw_array(w);
    for (; from + count < figures->count; count++) {
        const struct figure *figure = first + count;
        struct str value = figure->group;
        struct str own;
        (void)str_split(&value, '=', &own);
        if (!str_eq(figure->metric, first->metric) || !str_eq(own, name)) {
            break;
        }
        jsonw_object(w);
        write_unit(w, metric);
        write_row(w, figure, value, bound);
        jsonw_end(w);
        without += figure->value.n == 0;
    }
    jsonw_end(w);
    jsonw_member_int(w, "without_rate", without);
    if ((size_t)without < count) {
        jsonw_key(w, "charted");
        jsonw_bool(w, true);
    }
    jsonw_end(w);
    return count;
}

static void write_metric_words(struct jsonw *w, const struct metric *metric)
{
    if (metric != NULL) {
        jsonw_member(w, "title", metric->title);
        jsonw_member(w, "definition", metric->definition);
        jsonw_member(w, "better", metric->higher_is_better ? "higher" : "lower");
    }
    write_unit(w, metric);
}

static size_t write_metric(struct page_context *page, const struct figures *figures,
                           size_t from, const struct task *task, const struct js *definition)
{
    struct jsonw *w = page->w;
    const struct figure *all = &figures->rows[from];
    const char *id = arena_strndup(page->arena, all->metric.p, all->metric.n);
    const struct metric *metric = metric_lookup(id);
    const struct task_bound *bound = bound_of(task, id);
    size_t at = from + 1;
    jsonw_object(w);
    jsonw_member(w, "id", id);
    write_metric_words(w, metric);
    if (metric == NULL) {
        jsonw_member(w, "title", id);
    }
    if (task != NULL) {
        jsonw_member(w, "task", task->name);
    }
    write_bound(w, bound);
    write_row(w, all, STR(""), bound);
    jsonw_key(w, "groupings");
    jsonw_array(w);
    while (at < figures->count && str_eq(figures->rows[at].metric, all->metric)) {
        at += write_grouping(page, figures, at, definition, metric, bound);
    }
    jsonw_end(w);
    jsonw_end(w);
    return at - from;
}

enum err_code figures_model(struct page_context *page, struct str envelope,
                            const struct task *task, const struct js *definition,
                            struct err *err)
{
    struct figures figures = {0};
    TRY(read_figures(page, envelope, &figures, err));
    jsonw_key(page->w, "metrics");
    jsonw_array(page->w);
    for (size_t at = 0; at < figures.count;) {
        at += write_metric(page, &figures, at, task, definition);
    }
    jsonw_end(page->w);
    return ERR_OK;
}

/* The figure of a metric over all items, or NULL. */
static const struct figure *figure_of(const struct figures *figures, struct str metric)
{
    for (size_t i = 0; i < figures->count; i++) {
        if (str_eq(figures->rows[i].metric, metric)) {
            return &figures->rows[i];
        }
    }
    return NULL;
}

static void write_short_row(struct page_context *page, const struct figures *list, size_t count,
                            struct str metric_id, const struct task *task)
{
    struct jsonw *w = page->w;
    const char *id = arena_strndup(page->arena, metric_id.p, metric_id.n);
    const struct metric *metric = metric_lookup(id);
    const struct task_bound *bound = bound_of(task, id);
    jsonw_object(w);
    jsonw_member(w, "title", metric != NULL ? metric->title : id);
    jsonw_key(w, "cells");
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        const struct figure *figure = figure_of(&list[i], metric_id);
        jsonw_object(w);
        if (figure != NULL) {
            write_unit(w, metric);
            write_row(w, figure, STR(""), bound);
        }
        jsonw_end(w);
    }
    jsonw_end(w);
    jsonw_end(w);
}

enum err_code figures_in_short_model(struct page_context *page, const struct str *envelopes,
                                     size_t count, const struct task *task, struct err *err)
{
    struct figures *list = arena_zalloc(page->arena, count * sizeof *list);
    for (size_t i = 0; i < count; i++) {
        TRY(read_figures(page, envelopes[i], &list[i], err));
    }
    jsonw_key(page->w, "rows");
    jsonw_array(page->w);
    for (size_t i = 0; i < count; i++) {
        for (size_t at = 0; at < list[i].count; at++) {
            struct str metric = list[i].rows[at].metric;
            bool told = at > 0 && str_eq(list[i].rows[at - 1].metric, metric);
            for (size_t k = 0; k < i && !told; k++) {
                told = figure_of(&list[k], metric) != NULL;
            }
            if (!told) {
                write_short_row(page, list, count, metric, task);
            }
        }
    }
    jsonw_end(page->w);
    return ERR_OK;
}

void validity_model(struct page_context *page, struct str logged_at)
{
    int64_t logged;
    char until[TIME_SIZE];
    if (!time_parse(logged_at, &logged)) {
        return;
    }
    int64_t end = evidence_valid_until(logged);
    time_format(until, end);
    jsonw_member(page->w, "state",
                 evidence_is_current(logged, page->now) ? "current" : "lapsed");
    jsonw_member(page->w, "valid_until", until);
    jsonw_member(page->w, "validity_source", validity_rule.source);
    page_changes_at(page, end);
}

static void write_progress(struct page_context *page, struct db_query *query)
{
    static const char *const names[] = {"tool",       "benchmark",       "#done", "#total",
                                        "updated_at", "benchmark_title", NULL};
    int64_t updated = 0;
    jsonw_object(page->w);
    page_members(page->w, query, names);
    bool fresh = time_parse(db_text(query, 4), &updated) && page->now < updated + FRESH_SECONDS;
    jsonw_member(page->w, "state", fresh ? "running" : "stopped");
    jsonw_end(page->w);
    page_changes_at(page, updated + FRESH_SECONDS);
}

enum err_code progress_model(struct page_context *page, struct str tool, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_progress, &tool, 1, &query, err));
    jsonw_key(page->w, "measuring");
    jsonw_array(page->w);
    TRY(db_step(query, &row, err));
    while (row) {
        write_progress(page, query);
        TRY(db_step(query, &row, err));
    }
    jsonw_end(page->w);
    return ERR_OK;
}

const struct task *task_model(struct page_context *page, struct str name)
{
    const struct task *task = task_lookup(name);
    if (task != NULL) {
        jsonw_member(page->w, "task_title", task->title);
        jsonw_member(page->w, "task_summary", task->summary);
    }
    return task;
}

enum err_code definition_of(struct page_context *page, struct str digest,
                            const struct js **definition, struct err *err)
{
    struct db_query *query;
    struct js *json;
    bool row = false;
    *definition = NULL;
    TRY(page_query(page, sql_web_benchmark_definition, &digest, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (row) {
        TRY(js_parse(page->arena, keep(page, query, 0), &json, err));
        *definition = json;
        db_reset(query);
    }
    return ERR_OK;
}

void pairs_model(struct page_context *page, const char *key, const struct js *object)
{
    struct jsonw *w = page->w;
    jsonw_key(w, key);
    jsonw_array(w);
    for (size_t i = 0; object != NULL && object->type == JS_OBJECT && i < object->object.count;
         i++) {
        const struct js *value = &object->object.members[i].value;
        bool empty = value->type == JS_OBJECT && value->object.count == 0;
        if (empty || str_is(object->object.members[i].name, "custody")) {
            continue; /* custody is told in words of its own */
        }
        jsonw_object(w);
        jsonw_member_str(w, "name", object->object.members[i].name);
        jsonw_member_str(w, "value", value->type == JS_STRING ? value->string : value->raw);
        jsonw_end(w);
    }
    jsonw_end(w);
}
