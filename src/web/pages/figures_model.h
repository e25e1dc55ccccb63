/* The figures of one evidence as every page shows them. */
#ifndef POLICEAI_WEB_FIGURES_MODEL_H
#define POLICEAI_WEB_FIGURES_MODEL_H

#include "task/task.h"
#include "web/page.h"

/* Writes the member "metrics": of each metric the figure over all items and, by grouping, of
 * each group, every one with counts, interval, method and its judgement against the working
 * value. `definition` is benchmark.json, for the titles of groups; NULL when it is not known.
 */
enum err_code figures_model(struct page_context *page, struct str envelope,
                            const struct task *task, const struct js *definition,
                            struct err *err) MUST_USE;
/* Writes the member "rows": one a metric, with what several evidences of one benchmark have for
 * it over all items ("cells", in their order; one without that metric is {}). */
enum err_code figures_in_short_model(struct page_context *page, const struct str *envelopes,
                                     size_t count, const struct task *task,
                                     struct err *err) MUST_USE;
/* "state", "valid_until" and their source; the page changes when the evidence lapses. */
void validity_model(struct page_context *page, struct str logged_at);
/* Array "measuring" of a tool's progress ('' for all): running, or stopped when its counts are
 * older than two minutes. */
enum err_code progress_model(struct page_context *page, struct str tool,
                             struct err *err) MUST_USE;
/* A task by its name with title and summary as "task_title", "task_summary"; NULL and nothing
 * written for a task that is not known here. */
const struct task *task_model(struct page_context *page, struct str name);
/* benchmark.json of a digest, or NULL. */
enum err_code definition_of(struct page_context *page, struct str digest,
                            const struct js **definition, struct err *err) MUST_USE;
/* An array member of "name" and "value" for each member of a JSON object; texts and numbers. */
void pairs_model(struct page_context *page, const char *key, const struct js *object);

#endif
