/* See received.h: what was measured of a submission, and what became of it. */
#include "supplier/received.h"

#include "base/encode.h"
#include "base/file.h"
#include "base/limits.h"
#include "ledger/supplier_reply.h"

#include <string.h>

/* FOLDER/NAME as JSON; *json NULL when it is not there. */
static enum err_code read_fact(struct arena *arena, const char *folder, const char *name,
                               const struct js **json, struct err *err)
{
    struct str text;
    struct js *value;
    const char *path = arena_printf(arena, "%s/%s", folder, name);
    *json = NULL;
    if (!file_exists(path)) {
        return ERR_OK;
    }
    TRY(file_read(arena, path, LIMIT_CONFIG, &text, err));
    enum err_code code = js_parse(arena, text, &value, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
        return code;
    }
    *json = value;
    return ERR_OK;
}

static enum err_code read_served(struct arena *arena, struct result *result, struct err *err)
{
    const struct js *json;
    int64_t day;
    TRY(read_fact(arena, result->folder, "served.json", &json, err));
    if (json == NULL) {
        return ERR_OK;
    }
    result->served = true;
    result->served_on = js_text(json, "served");
    result->until = js_text(json, "until");
    result->source = js_text(json, "source");
    TRY(js_need_int(json, "days", 1, INT64_MAX, &result->days, err));
    return date_parse(result->until, &day)
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "%s/served.json: \"until\" is no date",
                         result->folder);
}

static enum err_code read_replies(struct arena *arena, const struct received *received,
                                  struct result *result, struct err *err)
{
    result->replies = arena_zalloc(arena, REPLIES_MAX * sizeof *result->replies);
    for (int i = 1; i <= REPLIES_MAX; i++) {
        struct result_reply *reply = &result->replies[result->reply_count];
        struct supplier_reply parsed;
        const struct js *json;
        reply->path = arena_printf(arena, "%s/reply-%d.note", result->folder, i);
        TRY(read_fact(arena, result->folder, arena_printf(arena, "reply-%d.json", i), &json,
                      err));
        if (json == NULL) {
            break; /* what says that it came is written last */
        }
        TRY(file_read(arena, reply->path, SUPPLIER_REPLY_MAX, &reply->bytes, err));
        TRY(supplier_reply_parse(arena, reply->bytes, &received->submission.key, &parsed, err));
        reply->date = js_text(json, "date");
        reply->text = parsed.text;
        result->reply_count++;
    }
    return ERR_OK;
}

static enum err_code read_result(struct arena *arena, const struct received *received,
                                 const char *name, struct result *result, struct err *err)
{
    const struct js *json;
    result->folder = arena_printf(arena, "%s/results/%s", received->folder, name);
    TRY(held_result_read(arena, result->folder, &result->held, err));
    TRY(read_served(arena, result, err));
    TRY(read_replies(arena, received, result, err));
    TRY(read_fact(arena, result->folder, "published.json", &json, err));
    result->published_on = js_text(json, "date");
    uint64_t replies = 0;
    if (json != NULL && !str_to_u64(js_text(json, "replies"), REPLIES_MAX, &replies)) {
        return err_set(err, ERR_FORMAT, "%s/published.json: \"replies\" is no number",
                       result->folder);
    }
    result->published_replies = (size_t)replies;
    return ERR_OK;
}

enum err_code results_read(struct arena *arena, const struct received *received,
                           struct result **results, size_t *count, struct err *err)
{
    const char **names;
    size_t all = 0;
    const char *folder = arena_printf(arena, "%s/results", received->folder);
    *count = 0;
    *results = arena_zalloc(arena, RESULTS_MAX * sizeof **results);
    if (!file_exists(folder)) {
        return ERR_OK;
    }
    TRY(file_list(arena, folder, &names, &all, err));
    for (size_t i = 0; i < all && *count < RESULTS_MAX; i++) {
        /* one that was cut off while it was made has no result.json yet */
        if (file_exists(arena_printf(arena, "%s/%s/result.json", folder, names[i]))) {
            TRY(read_result(arena, received, names[i], &(*results)[(*count)++], err));
        }
    }
    return ERR_OK;
}

enum err_code results_pick(struct arena *arena, const struct received *received,
                           const char *run, struct result *result, struct err *err)
{
    struct result *all;
    size_t count;
    size_t found = 0;
    TRY(results_read(arena, received, &all, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (run == NULL || str_starts(all[i].held.run, str_of(run))) {
            *result = all[i];
            found++;
        }
    }
    if (found == 0) {
        err_set(err, ERR_NOT_FOUND, "submission %.*s has no %sresult",
                STR_ARG(received->submission.id), run == NULL ? "" : "such ");
        err_hint(err, "policeai submit show %.*s says what to run",
                 STR_ARG(received->submission.id));
        return ERR_NOT_FOUND;
    }
    if (found > 1) {
        err_set(err, ERR_USAGE, "submission %.*s has %zu results: say which with --run",
                STR_ARG(received->submission.id), found);
        return ERR_USAGE;
    }
    return ERR_OK;
}
