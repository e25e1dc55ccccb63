/* See coverage_model.h. */
#include "coverage_model.h"

static void write_count(struct jsonw *w, const char *key, int64_t count)
{
    if (count > 0) {
        jsonw_member_int(w, key, count);
    }
}

void coverage_model(struct page_context *page, const struct coverage *coverage)
{
    struct jsonw *w = page->w;
    char day[DATE_SIZE];
    jsonw_member(w, "state", coverage_state_word(coverage->state));
    write_count(w, "uses",
                (int64_t)(coverage->own + coverage->by_centre + coverage->by_others));
    write_count(w, "by_centre", (int64_t)coverage->by_centre);
    write_count(w, "by_others", (int64_t)coverage->by_others);
    write_count(w, "withheld", coverage->withheld);
    if (coverage->request != NULL) {
        jsonw_member_str(w, "request", coverage->request->id);
        jsonw_member_str(w, "request_title", coverage->request->title);
        date_format(day, coverage->due - 1);
        jsonw_member(w, "due", day);
    }
    if (coverage->nil != NULL) {
        jsonw_member_str(w, "nil", coverage->nil->id);
        jsonw_key(w, "nil_return");
        jsonw_object(w);
        entry_text_model(page, coverage->nil->body, "date");
        entry_text_model(page, coverage->nil->body, "role");
        entry_text_model(page, coverage->nil->body, "note");
        jsonw_end(w);
    }
    if (coverage->nil_lapsed) {
        jsonw_member(w, "nil_lapsed", "yes");
    }
    if (coverage->nil_contradicted) {
        jsonw_member(w, "contradicted", "yes");
    }
    if (coverage->next_change != INT64_MAX) {
        page_changes_at(page, coverage->next_change);
    }
}

void coverage_tally_add(struct page_context *page, struct coverage_tally *tally,
                        const struct coverage *coverage)
{
    tally->counts[coverage->state]++;
    if (coverage->next_change != INT64_MAX) {
        page_changes_at(page, coverage->next_change);
    }
}

void coverage_tally_model(struct jsonw *w, const struct coverage_tally *tally, const char *key)
{
    for (int i = 0; i < COVERAGE_STATES; i++) {
        jsonw_object(w);
        jsonw_member(w, key, coverage_state_word((enum coverage_state)i));
        jsonw_member_int(w, "count", tally->counts[i]);
        jsonw_end(w);
    }
}
