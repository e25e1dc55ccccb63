/* See use_notice_model.h. */
#include "use_notice_model.h"

#include "base/clock.h"
#include "web/registry_data.h"

static void write_day(struct jsonw *w, const char *key, int64_t moment)
{
    char day[DATE_SIZE];
    date_format(day, moment);
    jsonw_member(w, key, day);
}

static void write_planned(struct jsonw *w, const struct use_notice *notice)
{
    if (notice->planned == INT64_MIN) {
        return;
    }
    write_day(w, "planned", notice->planned);
    if (notice->planned < notice->opens) {
        jsonw_member(w, "planned_early", "yes");
    }
}

static void write_began(struct jsonw *w, const struct use_notice *notice)
{
    if (notice->began == INT64_MIN) {
        return;
    }
    write_day(w, "began", notice->began);
    if (notice->days_given >= 0) {
        jsonw_member_int(w, "days_given", notice->days_given);
    } else {
        jsonw_member_int(w, "days_before", -notice->days_given);
    }
}

void use_notice_model(struct page_context *page, const struct use_notice *notice)
{
    struct jsonw *w = page->w;
    jsonw_key(w, "use_notice");
    jsonw_array(w);
    if (notice->next_change != INT64_MAX) {
        page_changes_at(page, notice->next_change);
    }
    if (notice->state != USE_NOTICE_NONE) {
        jsonw_object(w);
        jsonw_member(w, "state", use_notice_word(notice->state));
        jsonw_member_int(w, "days", notice->days);
        write_day(w, "published", notice->published);
        write_day(w, "opens", notice->opens);
        jsonw_member_str(w, "source", page->registry->gate.notice.source);
        write_planned(w, notice);
        write_began(w, notice);
        jsonw_end(w);
    }
    jsonw_end(w);
}
