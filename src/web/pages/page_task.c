/* /tasks/:name: the contract that tools of one kind share, its metrics and working values. */
#include "metrics/metric.h"
#include "task/task.h"
#include "templates.h"
#include "web/page.h"
#include "web_sql.h"

#include <string.h>

static void write_metric(struct jsonw *w, const struct task *task, const char *id)
{
    const struct metric *metric = metric_lookup(id);
    jsonw_object(w);
    jsonw_member(w, "id", id);
    jsonw_member(w, "title", metric->title);
    jsonw_member(w, "definition", metric->definition);
    jsonw_member(w, "better", metric->higher_is_better ? "higher" : "lower");
    if (!metric_is_proportion(metric)) {
        jsonw_member(w, "unit", metric->unit);
    }
    for (size_t i = 0; i < task->bound_count; i++) {
        const struct task_bound *bound = &task->bounds[i];
        if (strcmp(bound->metric, id) == 0) {
            jsonw_key(w, "bound");
            jsonw_dec(w, bound->bound);
            jsonw_member(w, "bound_is", bound->at_least ? "least" : "most");
            jsonw_member(w, "bound_source", bound->source);
        }
    }
    jsonw_end(w);
}

static enum err_code model(struct page_context *page, struct err *err)
{
    static const char *const shapes[] = {"item", "collection", "indexed", "session"};
    static const char *const tools[] = {"id", "version", "name", "supplier", NULL};
    static const char *const benchmarks[] = {"id", "version", "title", NULL};
    const struct task *task = task_lookup(page->parts[0]);
    struct jsonw *w = page->w;
    if (task == NULL) {
        return err_set(err, ERR_NOT_FOUND, "there is no such task");
    }
    jsonw_key(w, "task");
    jsonw_object(w);
    jsonw_member(w, "name", task->name);
    jsonw_member(w, "title", task->title);
    jsonw_member(w, "summary", task->summary);
    jsonw_member(w, "shape", shapes[task->shape]);
    jsonw_key(w, "metrics");
    jsonw_array(w);
    for (size_t i = 0; task->metrics[i] != NULL; i++) {
        write_metric(w, task, task->metrics[i]);
    }
    jsonw_end(w);
    jsonw_end(w);
    TRY(page_rows(page, "tools", sql_web_tools_of_task, page->parts, 1, tools, err));
    return page_rows(page, "benchmarks", sql_web_benchmarks_of_task, page->parts, 1, benchmarks,
                     err);
}

const struct page page_task = {
    .pattern = "/tasks/:name", .section = "tools", .template = &template_task, .model = model};
