/* /statistics: how much is published, how far, by which evidence, and what is withheld. Counts
 * alone: nothing here ranks anybody. */
#include "coverage_model.h"
#include "registry/state_at.h"
#include "templates.h"
#include "web/registry_data.h"
#include "web_sql.h"

static void write_row(struct jsonw *w, const char *key, struct str word, int64_t count)
{
    jsonw_object(w);
    jsonw_member_str(w, key, word);
    jsonw_member_int(w, "count", count);
    jsonw_end(w);
}

static void open_chart(struct jsonw *w, const char *key, const char *words)
{
    jsonw_key(w, key);
    jsonw_object(w);
    jsonw_member(w, "words", words);
    jsonw_key(w, "rows");
    jsonw_array(w);
}

static void close_chart(struct jsonw *w)
{
    jsonw_end(w);
    jsonw_end(w);
}

/* Whole records, of whichever organisation. */
static void write_whole_records(struct page_context *page, const struct coverage_rows *rows)
{
    int64_t sum = 0;
    int64_t organisations = 0;
    for (size_t i = 0; i < rows->withheld.count; i++) {
        const struct registry_entry *entry = &rows->withheld.list[i];
        int64_t count = js_member(entry->body, "count")->integer;
        bool first = count > 0;
        for (size_t j = 0; j < i; j++) {
            const struct registry_entry *other = &rows->withheld.list[j];
            first = first && !(str_eq(other->organisation, entry->organisation) &&
                               js_member(other->body, "count")->integer > 0);
        }
        sum += count;
        organisations += first ? 1 : 0;
    }
    jsonw_member_int(page->w, "records_withheld", sum);
    jsonw_member_int(page->w, "withholding", organisations);
    if (sum > 0) {
        jsonw_member(page->w, "any_record_withheld", "yes");
    }
}

/* Of the territorial forces that stand today. */
static enum err_code write_coverage(struct entry_view *view, struct err *err)
{
    struct page_context *page = view->page;
    const struct organisation_register *reg = &view->organisations;
    struct coverage_rows rows;
    struct coverage_tally tally = {{0}};
    int64_t forces = 0;
    TRY(coverage_rows_read(page->db, page->arena, STR(""), &rows, err));
    for (size_t i = 0; i < reg->count; i++) {
        const struct organisation *one = &reg->list[i];
        if (one->begun && !organisation_ended(reg, one) &&
            str_is(one->kind, "territorial force")) {
            struct coverage coverage = coverage_of(&rows, one->id, page->now);
            coverage_tally_add(page, &tally, &coverage);
            forces++;
        }
    }
    open_chart(page->w, "coverage", "coverage");
    coverage_tally_model(page->w, &tally, "word");
    close_chart(page->w);
    jsonw_member_int(page->w, "forces", forces);
    write_whole_records(page, &rows);
    return ERR_OK;
}

/* Rows of a word and a count. */
static enum err_code write_counts(struct page_context *page, const char *key, const char *words,
                                  const char *sql, const char *column, int64_t *sum,
                                  struct err *err)
{
    struct db_query *query;
    bool row = false;
    *sum = 0;
    TRY(page_query(page, sql, NULL, 0, &query, err));
    open_chart(page->w, key, words);
    TRY(db_step(query, &row, err));
    while (row) {
        write_row(page->w, column, db_text(query, 0), db_int(query, 1));
        *sum += db_int(query, 1);
        TRY(db_step(query, &row, err));
    }
    close_chart(page->w);
    return ERR_OK;
}

/* Whoever measured it. */
static enum err_code write_evidence(struct page_context *page, struct err *err)
{
    int64_t counts[EVIDENCE_NONE + 1];
    int64_t judged = 0;
    int64_t next;
    TRY(state_counts(page->db, page->now, counts, err));
    TRY(state_next(page->db, STR(""), page->now, &next, err));
    if (next != INT64_MAX) {
        page_changes_at(page, next);
    }
    open_chart(page->w, "evidence", "evidence-use");
    for (int i = 0; i <= EVIDENCE_NONE; i++) {
        write_row(page->w, "word", str_of(evidence_state_word((enum evidence_state)i)),
                  counts[i]);
        judged += counts[i];
    }
    close_chart(page->w);
    jsonw_member_int(page->w, "judged", judged);
    return ERR_OK;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct entry_view view;
    int64_t uses;
    int64_t gaps;
    TRY(entry_view_open(&view, page, err));
    TRY(write_coverage(&view, err));
    TRY(write_counts(page, "stages", "stage", sql_web_stages, "word", &uses, err));
    TRY(write_counts(page, "sections", "section", sql_web_gap_sections, "label", &gaps, err));
    jsonw_member_int(page->w, "uses", uses);
    jsonw_member_int(page->w, "gaps", gaps);
    if (uses > 0) {
        jsonw_member(page->w, "any_use", "yes");
    }
    if (gaps > 0) {
        jsonw_member(page->w, "any_gap", "yes");
    }
    return write_evidence(page, err);
}

const struct page page_statistics = {.pattern = "/statistics",
                                     .section = "statistics",
                                     .template = &template_statistics,
                                     .model = model};
