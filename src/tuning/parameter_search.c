/* See parameter_search.h. */
#include "tuning/parameter_search.h"

#include "base/file.h"
#include "base/limits.h"
#include "metrics/metric.h"
#include "tuning/settings_beside.h"

#include <stdlib.h>
#include <string.h>

/* One figure over all items, as figures.json has it. */
struct overall {
    const struct js *json;
    bool has;
    double value, low, high;
};

struct tried {
    struct lab_rehearsal rehearsal;
    struct overall best, required;
    bool keeps;
    const struct pair_result *beside; /* the chosen less this; NULL: it is the chosen one */
};

enum err_code search_rule_require(struct arena *arena, const char *text,
                                  struct search_rule *rule, struct err *err)
{
    const char *sign = strpbrk(text, "<>");
    char *end;
    if (sign != NULL && sign > text && sign[1] == '=' && sign[2] != '\0') {
        rule->bound = strtod(sign + 2, &end);
        rule->required = arena_strndup(arena, text, (size_t)(sign - text));
        rule->at_least = *sign == '>';
        if (*end == '\0') {
            return ERR_OK;
        }
    }
    err_set(err, ERR_USAGE, "--require \"%.80s\" is not METRIC>=NUMBER or METRIC<=NUMBER",
            text);
    err_hint(err, "as --require 'accuracy/1>=0.9'");
    return ERR_USAGE;
}

static bool decimal_of(const struct js *value, double *number)
{
    return value != NULL && value->type == JS_STRING && dec_parse(value->string, number);
}

static struct overall overall_of(const struct js *figures, const char *metric)
{
    struct overall found = {.json = NULL};
    for (size_t i = 0; i < figures->array.count; i++) {
        const struct js *figure = &figures->array.items[i];
        if (js_is(js_member(figure, "metric"), metric) &&
            js_is(js_member(figure, "group"), "all")) {
            const struct js *interval = js_member(figure, "interval");
            found.json = figure;
            found.has = decimal_of(js_member(figure, "value"), &found.value) &&
                        interval != NULL && interval->type == JS_ARRAY &&
                        interval->array.count == 2 &&
                        decimal_of(&interval->array.items[0], &found.low) &&
                        decimal_of(&interval->array.items[1], &found.high);
        }
    }
    return found;
}

static bool rule_kept(const struct search_rule *rule, const struct overall *figure)
{
    double at = rule->by_value ? figure->value : rule->at_least ? figure->low : figure->high;
    return rule->at_least ? at >= rule->bound : at <= rule->bound;
}

static enum err_code read_figure(const struct js *figures, const char *metric,
                                 struct overall *figure, struct err *err)
{
    *figure = overall_of(figures, metric);
    if (figure->json == NULL || !figure->has) {
        struct str why = js_text(figure->json, "undefined");
        err_set(err, ERR_INVALID, "%s has no value on split dev: %.*s", metric, STR_ARG(why));
        err_hint(err, "settings are told apart by 100 items and 20 clusters at least");
        return ERR_INVALID;
    }
    return ERR_OK;
}

static enum err_code try_settings(struct arena *arena, const struct search_plan *plan,
                                  struct lab_shared *shared, size_t number, struct tried *tried,
                                  struct err *err)
{
    struct lab_plan lab = *plan->lab;
    struct js *figures;
    lab.parameters = plan->grid->settings[number];
    TRY(lab_rehearse(arena, &lab, shared, plan->folder, plan->seed, &tried->rehearsal, err));
    TRY(js_parse(arena, tried->rehearsal.figures, &figures, err));
    TRY(read_figure(figures, plan->rule->best, &tried->best, err));
    tried->keeps = true;
    if (plan->rule->required != NULL) {
        TRY(read_figure(figures, plan->rule->required, &tried->required, err));
        tried->keeps = rule_kept(plan->rule, &tried->required);
    }
    return ERR_OK;
}

static const struct tried *choose(const struct search_plan *plan, const struct tried *tried)
{
    const struct metric *metric = metric_lookup(plan->rule->best);
    const struct tried *chosen = NULL;
    for (size_t i = 0; i < plan->grid->count; i++) {
        const struct tried *at = &tried[i];
        if (at->keeps && (chosen == NULL ||
                          (metric->higher_is_better ? at->best.value > chosen->best.value
                                                    : at->best.value < chosen->best.value))) {
            chosen = at;
        }
    }
    return chosen;
}

static void write_rule(struct jsonw *w, const struct search_plan *plan)
{
    const struct search_rule *rule = plan->rule;
    jsonw_key(w, "rule");
    jsonw_object(w);
    jsonw_member(w, "best", rule->best);
    if (rule->required != NULL) {
        jsonw_member(w, "required", rule->required);
        jsonw_key(w, rule->at_least ? "at_least" : "at_most");
        jsonw_dec(w, rule->bound);
        jsonw_member(w, "kept_by", rule->by_value ? "value" : "interval");
    }
    jsonw_end(w);
    jsonw_member_int(w, "seed", (int64_t)plan->seed);
}

static void write_tried(struct jsonw *w, const struct search_plan *plan,
                        const struct tried *tried)
{
    jsonw_key(w, "tried");
    jsonw_array(w);
    for (size_t i = 0; i < plan->grid->count; i++) {
        jsonw_object(w);
        jsonw_key(w, "parameters");
        jsonw_raw(w, tried[i].rehearsal.parameters);
        jsonw_member(w, "kept", tried[i].keeps ? "yes" : "no");
        jsonw_key(w, "best");
        jsonw_raw(w, tried[i].best.json->raw);
        if (plan->rule->required != NULL) {
            jsonw_key(w, "required");
            jsonw_raw(w, tried[i].required.json->raw);
        }
        if (tried[i].beside == NULL) {
            jsonw_member(w, "chosen", "yes");
        } else {
            jsonw_key(w, "chosen_less_this");
            jsonw_object(w);
            pairwise_found_json(tried[i].beside, w);
            jsonw_end(w);
        }
        jsonw_end(w);
    }
    jsonw_end(w);
}

static struct guide_source source_of(const struct lab_rehearsal *chosen)
{
    return (struct guide_source){.kind = GUIDE_PARAMETERS,
                                 .title = chosen->title,
                                 .tool = &chosen->tool,
                                 .parameters = chosen->parameters,
                                 .benchmark_digest = str_of(chosen->benchmark.digest),
                                 .benchmark_id = chosen->benchmark.id,
                                 .benchmark_version = chosen->benchmark.version,
                                 .split = STR("dev"),
                                 .items = chosen->benchmark.items};
}

static enum err_code refuse_all(const struct search_plan *plan, struct err *err)
{
    err_set(err, ERR_INVALID, "none of %zu settings keeps %s %s %g", plan->grid->count,
            plan->rule->required, plan->rule->at_least ? ">=" : "<=", plan->rule->bound);
    err_hint(err, "%s",
             plan->rule->by_value ? "try other values"
                                  : "the whole interval must keep it; --by-value asks for the "
                                    "figure alone");
    return ERR_INVALID;
}

/* Each of the others beside the chosen one. */
static enum err_code compare_tried(struct arena *arena, const struct search_plan *plan,
                                   const struct bench *bench, struct tried *tried,
                                   const struct tried *chosen, struct err *err)
{
    size_t count = plan->grid->count;
    struct settings_run *runs = arena_zalloc(arena, count * sizeof *runs);
    const struct pair_result **beside = arena_zalloc(arena, count * sizeof *beside);
    for (size_t i = 0; i < count; i++) {
        runs[i] =
            (struct settings_run){tried[i].rehearsal.parameters, tried[i].rehearsal.stats};
    }
    TRY(settings_beside(arena, bench, runs, count, (size_t)(chosen - tried), plan->rule->best,
                        plan->seed, beside, err));
    for (size_t i = 0; i < count; i++) {
        tried[i].beside = beside[i];
    }
    return ERR_OK;
}

static enum err_code write_guide(const struct search_plan *plan, const struct tried *tried,
                                 const struct tried *chosen, struct strbuf *out,
                                 struct err *err)
{
    struct jsonw w;
    struct guide_source source = source_of(&chosen->rehearsal);
    jsonw_init(&w, out);
    guide_begin(&w, &source);
    write_rule(&w, plan);
    write_tried(&w, plan, tried);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
    return strbuf_check(out, "the guide", err);
}

static enum err_code check_metric(const struct task *task, const char *id, struct err *err)
{
    struct strbuf known;
    strbuf_init(&known, 4096);
    for (size_t i = 0; task->metrics[i] != NULL; i++) {
        if (strcmp(task->metrics[i], id) == 0) {
            strbuf_release(&known);
            return ERR_OK;
        }
        strbuf_printf(&known, "%s%s", i > 0 ? ", " : "", task->metrics[i]);
    }
    err_set(err, ERR_USAGE, "task %s has no metric \"%.60s\"", task->name, id);
    err_hint(err, "it has %.200s", known.p);
    strbuf_release(&known);
    return ERR_USAGE;
}

static enum err_code check_rule(const struct search_plan *plan, const struct task *task,
                                struct err *err)
{
    TRY(check_metric(task, plan->rule->best, err));
    return plan->rule->required == NULL ? ERR_OK
                                        : check_metric(task, plan->rule->required, err);
}

/* The tool was identified with the first setting; the guide is of the chosen one. */
static enum err_code identify_chosen(struct arena *arena, const struct search_plan *plan,
                                     struct tried *tried, size_t chosen, struct err *err)
{
    struct lab_plan lab = *plan->lab;
    lab.parameters = plan->grid->settings[chosen];
    return chosen == 0 ? ERR_OK : lab_identify(arena, &lab, &tried[chosen].rehearsal.tool, err);
}

static enum err_code search_on(struct arena *arena, const struct search_plan *plan,
                               struct bench *bench, struct strbuf *out, struct err *err)
{
    struct lab_shared shared = {.bench = bench};
    struct tried *tried = arena_zalloc(arena, plan->grid->count * sizeof *tried);
    TRY(check_rule(plan, bench->task, err));
    for (size_t i = 0; i < plan->grid->count; i++) {
        enum err_code code = try_settings(arena, plan, &shared, i, &tried[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "setting %zu of %zu", i + 1, plan->grid->count);
            return code;
        }
    }
    const struct tried *chosen = choose(plan, tried);
    if (chosen == NULL) {
        return refuse_all(plan, err);
    }
    TRY(identify_chosen(arena, plan, tried, (size_t)(chosen - tried), err));
    TRY(compare_tried(arena, plan, bench, tried, chosen, err));
    return write_guide(plan, tried, chosen, out, err);
}

enum err_code parameter_search(struct arena *arena, const struct search_plan *plan,
                               struct strbuf *out, struct err *err)
{
    struct bench *bench;
    TRY(bench_open(&bench, plan->lab->benchmark_folder, err));
    enum err_code code = search_on(arena, plan, bench, out, err);
    bench_free(bench);
    return code == ERR_OK ? file_remove_tree(plan->folder, err) : code;
}

enum err_code parameter_guide_confirm(struct arena *arena, const struct js *guide,
                                      const struct evidence_files *files, struct strbuf *out,
                                      struct err *err)
{
    const struct js *rule;
    struct js *figures;
    struct jsonw w;
    struct search_rule read = {.best = ""};
    struct str best;
    struct str required = {NULL, 0};
    TRY(js_need(guide, "rule", JS_OBJECT, &rule, err));
    TRY(js_need_str(rule, "best", &best, err));
    TRY(js_may_str(rule, "required", &required, err));
    TRY(js_parse(arena, files->predicate.figures, &figures, err));
    struct overall figure = overall_of(figures, arena_strndup(arena, best.p, best.n));
    struct guide_source source = guide_source_of(arena, GUIDE_PARAMETERS, files);
    jsonw_init(&w, out);
    guide_confirmed_begin(&w, &source);
    if (figure.json != NULL) {
        jsonw_key(&w, "best");
        jsonw_raw(&w, figure.json->raw);
    }
    if (required.p != NULL) {
        figure = overall_of(figures, arena_strndup(arena, required.p, required.n));
        read.at_least = js_member(rule, "at_least") != NULL;
        bool bound =
            decimal_of(js_member(rule, read.at_least ? "at_least" : "at_most"), &read.bound);
        jsonw_key(&w, "required");
        jsonw_raw(&w, figure.json != NULL ? figure.json->raw : STR("{}"));
        bool kept = rule_kept(&read, &figure);
        struct overall other = {.low = figure.high, .high = figure.low};
        bool broken = !rule_kept(&read, &other);
        jsonw_member(&w, "held",
                     !figure.has || !bound ? "cannot be told"
                     : kept                ? "yes"
                     : broken              ? "no"
                                           : "cannot be told");
    }
    jsonw_end(&w);
    return strbuf_check(out, "the confirmation", err);
}
