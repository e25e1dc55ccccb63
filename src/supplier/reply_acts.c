/* See reply_acts.h. */
#include "supplier/reply_acts.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "evidence/issue.h"
#include "ledger/supplier_reply.h"
#include "supplier/supplier_statement.h"

#include <string.h>

enum { SUBJECT_DIGITS = 32 };

static const char *copied(struct arena *arena, struct str text)
{
    return arena_strndup(arena, text.p, text.n);
}

static struct str day_of(struct arena *arena, int64_t now)
{
    char date[DATE_SIZE];
    date_format(date, now);
    return str_of(arena_strdup(arena, date));
}

static enum err_code write_fact(struct arena *arena, const char *folder, const char *name,
                                struct str json, struct err *err)
{
    return file_write(arena_printf(arena, "%s/%s", folder, name),
                      str_of(arena_printf(arena, "%.*s\n", STR_ARG(json))), 0600, err);
}

static struct str number(struct arena *arena, int64_t value)
{
    return str_of(arena_printf(arena, "%lld", (long long)value));
}

static enum err_code state(struct arena *arena, const struct datadir *dir, const char *type,
                           struct str submission, const struct supplier_member *members,
                           struct err *err)
{
    struct keeper_client *keeper;
    TRY(keeper_client_open(&keeper, dir, err));
    enum err_code code = supplier_state_private(arena, keeper, type, submission, members, err);
    keeper_client_close(keeper);
    return code;
}

enum err_code result_serve(struct arena *arena, const struct datadir *dir,
                           const struct received *received, struct result *result,
                           const struct reply_window *window, int64_t now, struct err *err)
{
    char until[DATE_SIZE];
    struct strbuf out;
    struct jsonw w;
    if (result->served) {
        return ERR_OK;
    }
    result->served_on = day_of(arena, now);
    reply_window_until(until, window, now);
    result->until = str_of(arena_strdup(arena, until));
    result->days = window->days;
    result->source = window->source;
    const struct supplier_member members[] = {{"days", number(arena, window->days)},
                                              {"envelope", result->held.envelope},
                                              {"run", result->held.run},
                                              {"served", result->served_on},
                                              {"submission", received->submission.id},
                                              {"until", result->until},
                                              {NULL, STR("")}};
    TRY(state(arena, dir, "submission.served/1", received->submission.id, members, err));
    strbuf_init(&out, LIMIT_CONFIG);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_int(&w, "days", result->days);
    jsonw_member_str(&w, "served", result->served_on);
    jsonw_member_str(&w, "source", result->source);
    jsonw_member_str(&w, "until", result->until);
    jsonw_end(&w);
    enum err_code code =
        write_fact(arena, result->folder, "served.json", strbuf_view(&out), err);
    strbuf_release(&out);
    result->served = code == ERR_OK;
    return code;
}

static enum err_code find_result(struct arena *arena, const struct supplier_reply *reply,
                                 struct taken_reply *taken, struct err *err)
{
    struct result *all;
    size_t count;
    TRY(results_read(arena, &taken->received, &all, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (str_eq(all[i].held.envelope, reply->envelope)) {
            taken->result = all[i];
            return all[i].served ? ERR_OK
                                 : err_set(err, ERR_DENIED,
                                           "it is a reply to a result that was not served");
        }
    }
    return err_set(err, ERR_NOT_FOUND, "submission %.*s has no result %.*s",
                   STR_ARG(reply->submission), STR_ARG(reply->envelope));
}

/* Which submission it is of is told before its signature can be judged. */
static enum err_code find_submission(struct arena *arena, const struct datadir *dir,
                                     struct str bytes, struct taken_reply *taken,
                                     struct err *err)
{
    struct str id;
    TRY(supplier_reply_submission(arena, bytes, &id, err));
    return received_open(arena, dir, copied(arena, id), &taken->received, err);
}

static enum err_code check_new(const struct result *result, struct str bytes, struct err *err)
{
    for (size_t i = 0; i < result->reply_count; i++) {
        if (str_eq(result->replies[i].bytes, bytes)) {
            return err_set(err, ERR_CONFLICT, "this reply was taken already, on %.*s",
                           STR_ARG(result->replies[i].date));
        }
    }
    return result->reply_count < REPLIES_MAX
               ? ERR_OK
               : err_set(err, ERR_LIMIT, "a result has at most %d replies", REPLIES_MAX);
}

static enum err_code keep_reply(struct arena *arena, const struct datadir *dir,
                                struct taken_reply *taken, const struct supplier_reply *reply,
                                struct str bytes, int64_t now, struct err *err)
{
    struct result *result = &taken->result;
    struct sha256 digest = sha256_of(bytes);
    char hex[SHA256_HEX_SIZE];
    struct str today = day_of(arena, now);
    size_t n = result->reply_count + 1;
    sha256_hex(hex, &digest);
    const struct supplier_member members[] = {
        {"date", today},
        {"envelope", reply->envelope},
        {"kind", str_of(reply->text.n > 0 ? "reply" : "waiver")},
        {"note", str_of(hex)},
        {"submission", reply->submission},
        {NULL, STR("")}};
    struct result_reply *kept = &result->replies[result->reply_count];
    kept->path = arena_printf(arena, "%s/reply-%zu.note", result->folder, n);
    TRY(file_write(kept->path, bytes, 0600, err));
    TRY(state(arena, dir, "submission.replied/1", reply->submission, members, err));
    TRY(write_fact(arena, result->folder, arena_printf(arena, "reply-%zu.json", n),
                   supplier_object(arena, members), err));
    kept->bytes = bytes;
    kept->date = today;
    kept->text = reply->text;
    result->reply_count++;
    return ERR_OK;
}

static enum err_code take(struct arena *arena, const struct datadir *dir, struct str bytes,
                          int64_t now, struct taken_reply *taken, struct err *err)
{
    struct supplier_reply reply;
    TRY(find_submission(arena, dir, bytes, taken, err));
    TRY(supplier_reply_parse(arena, bytes, &taken->received.submission.key, &reply, err));
    TRY(find_result(arena, &reply, taken, err));
    TRY(check_new(&taken->result, bytes, err));
    taken->late = reply_window_closed(taken->result.until, now);
    taken->published = taken->result.published_on.n > 0;
    return keep_reply(arena, dir, taken, &reply, bytes, now, err);
}

enum err_code reply_take(struct arena *arena, const struct datadir *dir, const char *path,
                         int64_t now, struct taken_reply *taken, struct err *err)
{
    struct str bytes;
    memset(taken, 0, sizeof *taken);
    TRY(file_read(arena, path, SUPPLIER_REPLY_MAX, &bytes, err));
    enum err_code code = take(arena, dir, bytes, now, taken, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

struct publishing {
    struct arena *arena;
    const struct datadir *dir;
    struct keeper_client *keeper;
    const struct received *received;
    const struct result *result;
    struct str organisation;
    struct published_result *published;
};

/* The same act again is a version of the same subject. */
static const char *subject_of(struct arena *arena, const char *what, struct str bytes)
{
    char hex[SHA256_HEX_SIZE];
    struct sha256 digest =
        sha256_of(str_of(arena_printf(arena, "%s\n%.*s", what, STR_ARG(bytes))));
    sha256_hex(hex, &digest);
    return arena_strndup(arena, hex, SUBJECT_DIGITS);
}

static enum err_code say_asked(const struct publishing *publishing, struct err *err)
{
    const struct result *result = publishing->result;
    struct keeper_receipt receipt;
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LIMIT_BODY);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_int(&w, "days", result->days);
    jsonw_member_str(&w, "envelope", result->held.envelope);
    jsonw_member_str(&w, "organisation", publishing->organisation);
    jsonw_member(&w, "outcome", publishing->published->outcome);
    jsonw_member_str(&w, "served", result->served_on);
    jsonw_member_str(&w, "source", result->source);
    jsonw_member_str(&w, "supplier", publishing->received->submission.supplier);
    jsonw_member_str(&w, "until", result->until);
    jsonw_end(&w);
    enum err_code code =
        keeper_append(publishing->keeper, publishing->arena, "supplier.asked/1",
                      subject_of(publishing->arena, "supplier.asked/1", result->held.envelope),
                      strbuf_view(&out), &receipt, err);
    strbuf_release(&out);
    return code;
}

static enum err_code say_reply(const struct publishing *publishing,
                               const struct result_reply *reply, struct err *err)
{
    struct keeper_receipt receipt;
    const struct supplier_member members[] = {
        {"envelope", publishing->result->held.envelope},
        {"key", publishing->received->submission.vkey},
        {"note", reply->bytes},
        {"organisation", publishing->organisation},
        {"received", reply->date},
        {"supplier", publishing->received->submission.supplier},
        {NULL, STR("")}};
    TRY(keeper_append(publishing->keeper, publishing->arena, "supplier.reply/1",
                      subject_of(publishing->arena, "supplier.reply/1", reply->bytes),
                      supplier_object(publishing->arena, members), &receipt, err));
    publishing->published->reply = arena_strdup(publishing->arena, receipt.id);
    return ERR_OK;
}

static enum err_code copy_out(const struct publishing *publishing, const char *folder,
                              struct err *err)
{
    static const char *const endings[] = {"dsse.json", "results.jsonl", "stats.jsonl",
                                          "figures.json", "timing.jsonl"};
    const struct held_result *held = &publishing->result->held;
    TRY(file_make_folders(folder, 0755, err));
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        const char *name =
            arena_printf(publishing->arena, "%.*s.%s", STR_ARG(held->name), endings[i]);
        const char *from =
            arena_printf(publishing->arena, "%s/%s", publishing->result->folder, name);
        if (file_exists(from)) {
            TRY(file_copy(from, arena_printf(publishing->arena, "%s/%s", folder, name), 0644,
                          err));
        }
    }
    return ERR_OK;
}

static enum err_code issue(const struct publishing *publishing, struct err *err)
{
    const struct held_result *held = &publishing->result->held;
    struct issued issued;
    const struct publish_plan plan = {.folder = arena_printf(publishing->arena, "%s/%.*s",
                                                             publishing->dir->evidence,
                                                             STR_ARG(held->tool)),
                                      .name = copied(publishing->arena, held->name),
                                      .run = held->run,
                                      .open = held->open,
                                      .timed = held->timed};
    TRY(copy_out(publishing, plan.folder, err));
    TRY(evidence_publish(publishing->arena, publishing->keeper, &plan, &issued, err));
    publishing->published->evidence = issued.path;
    return ERR_OK;
}

static enum err_code note_published(const struct publishing *publishing, int64_t now,
                                    struct err *err)
{
    const struct result *result = publishing->result;
    struct str first = result->published_on;
    const struct supplier_member members[] = {
        {"date", first.n > 0 ? first : day_of(publishing->arena, now)},
        {"replies", number(publishing->arena, (int64_t)result->reply_count)},
        {NULL, STR("")}};
    return write_fact(publishing->arena, result->folder, "published.json",
                      supplier_object(publishing->arena, members), err);
}

/* The evidence is out: what came since follows. */
static enum err_code add_replies(const struct publishing *publishing, struct err *err)
{
    const struct result *result = publishing->result;
    publishing->published->added = true;
    for (size_t i = result->published_replies; i < result->reply_count; i++) {
        if (result->replies[i].text.n > 0) {
            TRY(say_reply(publishing, &result->replies[i], err));
        }
    }
    return ERR_OK;
}

static enum err_code publish_first(const struct publishing *publishing, struct err *err)
{
    const struct result *result = publishing->result;
    const struct result_reply *last =
        result->reply_count > 0 ? &result->replies[result->reply_count - 1] : NULL;
    publishing->published->outcome = last == NULL        ? "closed"
                                     : last->text.n == 0 ? "waived"
                                                         : "replied";
    TRY(say_asked(publishing, err));
    if (last != NULL && last->text.n > 0) {
        TRY(say_reply(publishing, last, err));
    }
    return issue(publishing, err);
}

/* Nothing is published before its time, and nothing twice. */
static enum err_code judge(const struct publishing *publishing, int64_t now, struct err *err)
{
    const struct result *result = publishing->result;
    if (!result->served) {
        err_set(err, ERR_DENIED, "the result was not served: %.*s has not seen it",
                STR_ARG(str_sub(publishing->received->submission.supplier, 0, 100)));
        err_hint(err, "policeai submit result %.*s",
                 STR_ARG(publishing->received->submission.id));
        return ERR_DENIED;
    }
    if (result->published_on.n > 0) {
        return result->published_replies < result->reply_count
                   ? ERR_OK
                   : err_set(err, ERR_CONFLICT,
                             "its evidence was published on %.*s, and nothing came since",
                             STR_ARG(result->published_on));
    }
    if (result->reply_count == 0 && !reply_window_closed(result->until, now)) {
        err_set(err, ERR_DENIED, "%.*s may reply until %.*s",
                STR_ARG(str_sub(publishing->received->submission.supplier, 0, 100)),
                STR_ARG(result->until));
        err_hint(err, "after that day, or when a reply or a waiver was taken");
        return ERR_DENIED;
    }
    return ERR_OK;
}

enum err_code result_publish(struct arena *arena, const struct datadir *dir,
                             const struct received *received, const struct result *result,
                             struct str organisation, int64_t now,
                             struct published_result *published, struct err *err)
{
    struct publishing publishing = {.arena = arena,
                                    .dir = dir,
                                    .received = received,
                                    .result = result,
                                    .organisation = organisation,
                                    .published = published};
    *published = (struct published_result){"", "", "", false};
    TRY(judge(&publishing, now, err));
    TRY(keeper_client_open(&publishing.keeper, dir, err));
    enum err_code code = result->published_on.n > 0 ? add_replies(&publishing, err)
                                                    : publish_first(&publishing, err);
    keeper_client_close(publishing.keeper);
    TRY(code);
    return note_published(&publishing, now, err);
}
