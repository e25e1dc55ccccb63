/* /statistics: how much is published, how far, by which evidence, what is withheld, and what
 * stands in several records. Counts alone: nothing here ranks anybody. */
#include "coverage_model.h"
#include "deployments_model.h"
#include "registry/state_at.h"
#include "registry/text_alike.h"
#include "templates.h"
#include "web/registry_data.h"
#include "web_sql.h"

/* ---- counts of the same kind of thing: one frame for all ---- */

/* "words" begins the messages of its rows. */
static void open_counts(struct jsonw *w, const char *words)
{
    jsonw_object(w);
    jsonw_member(w, "words", words);
    jsonw_key(w, "rows");
    jsonw_array(w);
}

static void write_row(struct jsonw *w, const char *words, const char *key, struct str word,
                      int64_t count)
{
    jsonw_object(w);
    jsonw_member(w, "of", words);
    jsonw_member_str(w, key, word);
    jsonw_member_int(w, "count", count);
    jsonw_end(w);
}

/* `all`: what they are counts of. */
static void close_counts(struct jsonw *w, int64_t all)
{
    jsonw_end(w);
    jsonw_member_int(w, "all", all);
    if (all > 0) {
        jsonw_member(w, "any", "yes");
    }
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
static void write_coverage(struct entry_view *view, const struct coverage_rows *rows)
{
    struct page_context *page = view->page;
    const struct organisation_register *reg = &view->organisations;
    struct coverage_tally tally = {{0}};
    int64_t forces = 0;
    for (size_t i = 0; i < reg->count; i++) {
        const struct organisation *one = &reg->list[i];
        if (one->begun && !organisation_ended(reg, one) &&
            str_is(one->kind, "territorial force")) {
            struct coverage coverage = coverage_of(rows, one->id, page->now);
            coverage_tally_add(page, &tally, &coverage);
            forces++;
        }
    }
    open_counts(page->w, "coverage");
    for (int i = 0; i < COVERAGE_STATES; i++) {
        write_row(page->w, "coverage", "word",
                  str_of(coverage_state_word((enum coverage_state)i)), tally.counts[i]);
    }
    close_counts(page->w, forces);
}

/* Rows of a word and a count. */
static enum err_code write_counts(struct page_context *page, const char *words, const char *sql,
                                  const char *column, struct err *err)
{
    struct db_query *query;
    bool row = false;
    int64_t sum = 0;
    TRY(page_query(page, sql, NULL, 0, &query, err));
    open_counts(page->w, words);
    TRY(db_step(query, &row, err));
    while (row) {
        write_row(page->w, words, column, db_text(query, 0), db_int(query, 1));
        sum += db_int(query, 1);
        TRY(db_step(query, &row, err));
    }
    close_counts(page->w, sum);
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
    open_counts(page->w, "evidence-use");
    for (int i = 0; i <= EVIDENCE_NONE; i++) {
        write_row(page->w, "evidence-use", "word",
                  state_as_said(str_of(evidence_state_word((enum evidence_state)i)), STR("")),
                  counts[i]);
        judged += counts[i];
    }
    close_counts(page->w, judged);
    return ERR_OK;
}

/* ---- what stands in several records ---- */

static enum err_code write_shared(const struct entry_view *view, struct err *err)
{
    struct page_context *page = view->page;
    struct shared_texts shared;
    TRY(shared_texts_read(page->db, page->arena, &shared, err));
    jsonw_member_int(page->w, "shared_texts", shared.texts);
    jsonw_member_int(page->w, "shared_places", shared.places);
    jsonw_key(page->w, "shared");
    jsonw_array(page->w);
    for (size_t i = 0; i < shared.count; i++) {
        const struct shared_text *one = &shared.list[i];
        const struct vocabulary_field *known =
            vocabulary_find(&page->registry->deployments, one->record.field);
        jsonw_object(page->w);
        jsonw_member_str(page->w, "field", one->record.field);
        jsonw_member_str(page->w, "field_title",
                         known != NULL ? known->title : one->record.field);
        jsonw_member_str(page->w, "subject", one->record.subject);
        jsonw_member_str(page->w, "title", one->record.title);
        entry_organisation_model(view, "organisation", one->record.organisation);
        jsonw_member_int(page->w, "words", one->words);
        jsonw_member_int(page->w, "records", one->records);
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    return ERR_OK;
}

static enum err_code write_several(struct page_context *page, struct err *err)
{
    struct several_rows rows;
    TRY(several_rows_read(page->db, page->arena, &rows, err));
    jsonw_member_int(page->w, "several_count", rows.all);
    jsonw_key(page->w, "several");
    jsonw_array(page->w);
    for (size_t i = 0; i < rows.count; i++) {
        jsonw_object(page->w);
        jsonw_member_str(page->w, "subject", rows.list[i].subject);
        jsonw_member_str(page->w, "title", rows.list[i].title);
        jsonw_member_int(page->w, "tools", rows.list[i].tools);
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    if (rows.all > (int64_t)rows.count) {
        jsonw_member_int(page->w, "several_rest", rows.all - (int64_t)rows.count);
    }
    return ERR_OK;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct entry_view view;
    struct coverage_rows rows;
    TRY(entry_view_open(&view, page, err));
    TRY(coverage_rows_read(page->db, page->arena, STR(""), &rows, err));
    jsonw_key(page->w, "counts");
    jsonw_array(page->w);
    write_coverage(&view, &rows);
    TRY(write_counts(page, "stage", sql_web_stages, "word", err));
    TRY(write_evidence(page, err));
    TRY(write_counts(page, "section", sql_web_gap_sections, "label", err));
    jsonw_end(page->w);
    write_whole_records(page, &rows);
    TRY(write_shared(&view, err));
    return write_several(page, err);
}

const struct page page_statistics = {.pattern = "/statistics",
                                     .section = "statistics",
                                     .template = &template_statistics,
                                     .model = model};
