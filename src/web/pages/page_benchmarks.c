/* /benchmarks: every benchmark in its newest version. */
#include "figures_model.h"
#include "templates.h"
#include "web_sql.h"

static void write_benchmark(struct page_context *page, struct db_query *query)
{
    static const char *const names[] = {"id",        "version", "title",  "task",
                                        "licence",   "source",  "digest", "logged_at",
                                        "#evidence", NULL};
    jsonw_object(page->w);
    page_members(page->w, query, names);
    (void)task_model(page, db_text(query, 3));
    jsonw_end(page->w);
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_benchmarks, NULL, 0, &query, err));
    jsonw_key(page->w, "benchmarks");
    jsonw_array(page->w);
    TRY(db_step(query, &row, err));
    while (row) {
        write_benchmark(page, query);
        TRY(db_step(query, &row, err));
    }
    jsonw_end(page->w);
    return ERR_OK;
}

const struct page page_benchmarks = {.pattern = "/benchmarks",
                                     .section = "benchmarks",
                                     .template = &template_benchmarks,
                                     .model = model};
