/* See use_notice.h. */
#include "registry/use_notice.h"

#include "base/clock.h"
#include "registry/state_at.h"
#include "registry_sql.h"

enum { DAY = 86400 };

const char *use_notice_word(enum use_notice_state state)
{
    static const char *const words[] = {"none", "running", "over", "given", "cut"};
    return words[state];
}

/* The first second of its day; also before 1970. */
static int64_t day_of(int64_t moment)
{
    int64_t into = moment % DAY;
    return moment - (into < 0 ? into + DAY : into);
}

struct ends {
    const struct used_version *first;
    const struct used_version *last;
    struct str stage; /* of the last */
};

static struct ends find_ends(const struct gate_rows *rows, int64_t now)
{
    struct ends ends = {NULL, NULL, {"", 0}};
    for (size_t i = 0; i < rows->used_count; i++) {
        const struct used_version *one = &rows->used[i];
        if (one->moment > now) {
            continue;
        }
        if (ends.first == NULL || one->log_index < ends.first->log_index) {
            ends.first = one;
        }
        if (ends.last == NULL || one->log_index > ends.last->log_index) {
            ends.last = one;
            ends.stage = rows->versions.list[i].stage;
        }
    }
    return ends;
}

static void note_change(struct use_notice *notice, int64_t moment, int64_t now)
{
    if (moment > now && moment < notice->next_change) {
        notice->next_change = moment;
    }
}

static void judge_used(const struct gate_notice *rule, struct use_notice *notice)
{
    if (notice->began < rule->in_force_from) {
        return;
    }
    notice->days_given = (day_of(notice->began) - day_of(notice->published)) / DAY;
    notice->state = notice->began < notice->opens ? USE_NOTICE_CUT : USE_NOTICE_GIVEN;
}

static void judge_unused(const struct gate_notice *rule, const struct ends *ends,
                         struct use_notice *notice, int64_t now)
{
    if (!str_is(ends->stage, "considering")) {
        return;
    }
    note_change(notice, rule->in_force_from, now);
    if (now < rule->in_force_from) {
        return;
    }
    if (ends->last->first_used > ends->last->moment) {
        notice->planned = ends->last->first_used;
    }
    note_change(notice, notice->opens, now);
    notice->state = now < notice->opens ? USE_NOTICE_RUNNING : USE_NOTICE_OVER;
}

struct use_notice use_notice_of(const struct gate_notice *rule, const struct gate_rows *rows,
                                int64_t now)
{
    struct use_notice notice = {.state = USE_NOTICE_NONE,
                                .days = rule->days,
                                .planned = INT64_MIN,
                                .began = INT64_MIN,
                                .next_change = INT64_MAX};
    struct ends ends = find_ends(rows, now);
    if (rule->days == 0 || ends.first == NULL) {
        return notice;
    }
    notice.published = ends.first->moment;
    notice.published_by = ends.first->statement;
    notice.opens = day_of(notice.published) + rule->days * DAY;
    notice.began = use_history(rows->used, rows->used_count, STR(""), now).first_use;
    if (notice.began != INT64_MIN) {
        judge_used(rule, &notice);
    } else {
        judge_unused(rule, &ends, &notice, now);
    }
    return notice;
}

/* ---- the list ---- */

static enum err_code count_since(struct db *db, struct str since, int64_t *all, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_prepare(db, sql_published_running_count, &query, err));
    db_bind_text(query, 1, since);
    TRY(db_step(query, &row, err));
    *all = db_int(query, 0);
    db_reset(query);
    return ERR_OK;
}

enum err_code use_notice_running(struct db *db, struct arena *arena,
                                 const struct gate_notice *rule, int64_t now, int64_t skip,
                                 int64_t max, struct str **subjects, size_t *count,
                                 int64_t *all, struct err *err)
{
    struct db_query *query;
    char since[TIME_SIZE];
    bool row = false;
    enum err_code code;
    *subjects = arena_alloc(arena, ((size_t)max + 1) * sizeof **subjects);
    *count = 0;
    *all = 0;
    if (rule->days == 0 || now < rule->in_force_from) {
        return ERR_OK;
    }
    /* day + days > now: the first day of publication for which that is so */
    state_moment(since, day_of(now - rule->days * DAY) + DAY);
    TRY(count_since(db, str_of(since), all, err));
    TRY(db_prepare(db, sql_published_running, &query, err));
    db_bind_text(query, 1, str_of(since));
    db_bind_int(query, 2, max);
    db_bind_int(query, 3, skip);
    while ((code = db_step(query, &row, err)) == ERR_OK && row && *count < (size_t)max) {
        (*subjects)[(*count)++] = arena_str(arena, db_text(query, 0));
    }
    db_reset(query);
    return code;
}
