/* See sample.h. */
#include "registry/sample.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/strbuf.h"
#include "crypto/digest.h"
#include "record/keeper.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* BLOCK: so many deployments get all their versions, one version of each after the other,
 * before the next begin: the versions of one lie apart in the log, as they would in life. */
enum {
    BATCH = 2500,
    BLOCK = 500,
    DAY_SECONDS = 86400,
    SUBJECT_DIGITS = 32,
    NAME_MAX_BYTES = 80,
    DAYS_BACK = 600
};

struct sampling {
    struct arena *arena; /* of one statement or batch */
    const struct sample_plan *plan;
    struct keeper *keeper;
    size_t done;
    size_t total;
    size_t skip; /* of the statements still to come: made by an earlier call */
};

/* The first 32 digits of SHA-256("policeai-sample/" name): the same in every sample world. */
static void subject_of(char subject[SUBJECT_DIGITS + 1], struct str name)
{
    char hex[SHA256_HEX_SIZE];
    char text[NAME_MAX_BYTES + 32];
    int n = snprintf(text, sizeof text, "policeai-sample/%.*s",
                     STR_ARG(str_sub(name, 0, NAME_MAX_BYTES)));
    struct sha256 sum = sha256_of(str_n(text, (size_t)n));
    sha256_hex(hex, &sum);
    memcpy(subject, hex, SUBJECT_DIGITS);
    subject[SUBJECT_DIGITS] = '\0';
}

static int64_t day_of(const struct sampling *sampling, int64_t days)
{
    return sampling->plan->now - sampling->plan->now % DAY_SECONDS + days * DAY_SECONDS;
}

/* "@s:NAME" or "@d:DAYS", up to the closing quote. */
static void put_mark(const struct sampling *sampling, struct strbuf *out, struct str mark)
{
    if (str_starts(mark, STR("@s:"))) {
        char subject[SUBJECT_DIGITS + 1];
        subject_of(subject, str_sub(mark, 3, mark.n));
        strbuf_puts(out, subject);
    } else {
        char date[DATE_SIZE];
        date_format(date, day_of(sampling, strtol(mark.p + 3, NULL, 10)));
        strbuf_puts(out, date);
    }
}

/* The line with its marks replaced. */
static struct str without_marks(const struct sampling *sampling, struct str line)
{
    struct strbuf out;
    strbuf_init(&out, 2 * (size_t)LIMIT_BODY);
    while (line.n > 0) {
        size_t at = 0;
        while (at + 3 < line.n &&
               !(line.p[at] == '"' && line.p[at + 1] == '@' && line.p[at + 3] == ':')) {
            at++;
        }
        if (at + 3 >= line.n) {
            strbuf_str(&out, line);
            break;
        }
        strbuf_str(&out, str_sub(line, 0, at + 1));
        line = str_sub(line, at + 1, line.n);
        size_t end = 0;
        while (end < line.n && line.p[end] != '"') {
            end++;
        }
        put_mark(sampling, &out, str_sub(line, 0, end));
        line = str_sub(line, end, line.n);
    }
    struct str text = arena_str(sampling->arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

static void tell(struct sampling *sampling, size_t more)
{
    sampling->done += more;
    if (sampling->plan->progress != NULL) {
        sampling->plan->progress(sampling->plan->data, sampling->done, sampling->total);
    }
}

static enum err_code append(struct sampling *sampling, const struct keeper_entry *entries,
                            size_t count, struct err *err)
{
    TRY(keep_append(sampling->keeper, sampling->arena, LOG_PUBLIC, entries, count, NULL, err));
    tell(sampling, count);
    return ERR_OK;
}

static enum err_code add_line(struct sampling *sampling, struct str line, struct err *err)
{
    struct js *value;
    const struct js *body = NULL;
    struct str name = STR("");
    struct keeper_entry entry = {.subject = NULL};
    char subject[SUBJECT_DIGITS + 1];
    int64_t days;
    TRY(js_parse(sampling->arena, without_marks(sampling, line), &value, err));
    TRY(js_need_str(value, "type", &entry.type, err));
    TRY(js_need_int(value, "days", -100000, 0, &days, err));
    TRY(js_need(value, "body", JS_OBJECT, &body, err));
    TRY(js_may_str(value, "subject", &name, err));
    if (name.n > 0) {
        subject_of(subject, name);
        entry.subject = subject;
    }
    entry.body = body->raw;
    keeper_set_clock(sampling->keeper, (struct clock){true, day_of(sampling, days)});
    return append(sampling, &entry, 1, err);
}

static enum err_code add_world(struct sampling *sampling, struct str world, struct err *err)
{
    struct str line;
    for (size_t number = 1; str_split(&world, '\n', &line); number++) {
        arena_reset(sampling->arena);
        if (line.n > 0 && sampling->skip > 0) {
            sampling->skip--;
            continue;
        }
        enum err_code code = line.n > 0 ? add_line(sampling, line, err) : ERR_OK;
        if (code != ERR_OK) {
            err_prefix(err, "line %zu", number);
            return code;
        }
    }
    return ERR_OK;
}

/* Version v of the deployment of tool t by force f. */
static struct keeper_entry load_entry(struct sampling *sampling, size_t t, size_t f, size_t v)
{
    static const char *const stages[] = {"considering", "pilot", "operational", "operational",
                                         "paused"};
    struct arena *arena = sampling->arena;
    char *subject = arena_alloc(arena, SUBJECT_DIGITS + 1);
    subject_of(subject, str_of(arena_printf(arena, "load-%zu-%zu", t, f)));
    const char *body = arena_printf(
        arena,
        "{\"fields\":{\"name\":\"Sample deployment %zu of force %zu\",\"purpose\":\"Sample "
        "load, "
        "version "
        "%zu\",\"risk_level\":\"%s\",\"use_area\":\"%s\"},\"forces\":[\"sample-load-%zu\"],"
        "\"organisation\":\"sample-load-%zu\",\"reason\":\"Sample version "
        "%zu\",\"stage\":\"%s\","
        "\"tools\":[{\"tool\":{\"kind\":\"declared\",\"product\":\"Sample product %zu\","
        "\"supplier\":\"Sample supplier %zu\",\"version\":\"%zu\"}}],\"vocabulary\":"
        "\"deployment-fields/1\"}",
        t, f, v, t % 3 == 0 ? "high" : "low", t % 2 == 0 ? "information" : "analysis", f, f, v,
        stages[(t + v) % 5], t, t % 97, v / 7 + 1);
    return (struct keeper_entry){STR("deployment.described/1"), subject, str_of(body)};
}

/* The i-th statement of the load. */
static struct keeper_entry load_at(struct sampling *sampling, size_t i)
{
    const struct sample_plan *plan = sampling->plan;
    size_t all = plan->tools * plan->forces;
    size_t first = i / (BLOCK * plan->versions) * BLOCK;
    size_t width = all - first < BLOCK ? all - first : BLOCK;
    size_t within = i - first * plan->versions;
    size_t one = first + within % width;
    return load_entry(sampling, one / plan->forces, one % plan->forces, within / width);
}

static enum err_code add_load(struct sampling *sampling, struct err *err)
{
    const struct sample_plan *plan = sampling->plan;
    size_t all = plan->tools * plan->forces * plan->versions;
    keeper_set_clock(sampling->keeper, (struct clock){true, plan->now});
    for (size_t i = sampling->skip; i < all; i += BATCH) {
        size_t count = all - i < BATCH ? all - i : BATCH;
        arena_reset(sampling->arena);
        struct keeper_entry *entries = arena_alloc(sampling->arena, count * sizeof *entries);
        for (size_t k = 0; k < count; k++) {
            entries[k] = load_at(sampling, i + k);
        }
        TRY(append(sampling, entries, count, err));
    }
    return ERR_OK;
}

static enum err_code fill(struct sampling *sampling, struct str world, struct err *err)
{
    TRY(add_world(sampling, world, err));
    return add_load(sampling, err);
}

/* ---- the plan in the folder ---- */

static const char *plan_path(struct arena *arena, const struct sample_plan *plan)
{
    return arena_printf(arena, "%s/sample-plan.json", plan->dir->root);
}

static enum err_code plan_write(struct arena *arena, const struct sample_plan *plan,
                                struct err *err)
{
    const char *text =
        arena_printf(arena, "{\"forces\":%zu,\"now\":%lld,\"tools\":%zu,\"versions\":%zu}\n",
                     plan->forces, (long long)plan->now, plan->tools, plan->versions);
    return file_write(plan_path(arena, plan), str_of(text), 0644, err);
}

/* Takes over when it was begun; ERR_CONFLICT when it was begun with other numbers. */
static enum err_code plan_read(struct arena *arena, struct sample_plan *plan, struct err *err)
{
    struct str text;
    struct js *value;
    int64_t forces;
    int64_t tools;
    int64_t versions;
    TRY(file_read(arena, plan_path(arena, plan), LIMIT_REFERENCE, &text, err));
    TRY(js_parse(arena, text, &value, err));
    TRY(js_need_int(value, "forces", 0, INT32_MAX, &forces, err));
    TRY(js_need_int(value, "now", 0, INT64_MAX, &plan->now, err));
    TRY(js_need_int(value, "tools", 0, INT32_MAX, &tools, err));
    TRY(js_need_int(value, "versions", 0, INT32_MAX, &versions, err));
    if ((size_t)forces == plan->forces && (size_t)tools == plan->tools &&
        (size_t)versions == plan->versions) {
        return ERR_OK;
    }
    err_set(err, ERR_CONFLICT, "%s was begun with other numbers", plan->dir->root);
    err_hint(
        err,
        "go on with --tools %lld --forces %lld --versions %lld, or give --data another folder",
        (long long)tools, (long long)forces, (long long)versions);
    return ERR_CONFLICT;
}

/* Begun before, the plan is there; else it is written before there is a log. */
static enum err_code plan_settle(struct arena *arena, struct sample_plan *plan, struct err *err)
{
    if (file_exists(plan_path(arena, plan))) {
        return plan_read(arena, plan, err);
    }
    if (file_exists(plan->dir->ledger_db)) {
        err_set(err, ERR_CONFLICT, "%s holds a log already", plan->dir->root);
        err_hint(err, "made-up data has a folder of its own: give --data another one");
        return ERR_CONFLICT;
    }
    TRY(file_make_folders(plan->dir->root, 0755, err));
    return plan_write(arena, plan, err);
}

static enum err_code plan_drop(struct arena *arena, const struct sample_plan *plan,
                               struct err *err)
{
    const char *path = plan_path(arena, plan);
    return unlink(path) == 0 ? ERR_OK : err_errno(err, "cannot remove %s", path);
}

static enum err_code make_all(struct sampling *sampling, struct str world, struct err *err)
{
    int64_t stated;
    TRY(keeper_stated(sampling->keeper, &stated, err));
    sampling->done = sampling->skip = (size_t)stated;
    tell(sampling, 0);
    return fill(sampling, world, err);
}

enum err_code sample_make(struct arena *arena, const struct sample_plan *wanted, size_t *count,
                          struct err *err)
{
    struct sample_plan plan = *wanted;
    struct sampling sampling = {.plan = &plan};
    struct keeper_settings settings = {.clock = {.fixed = true}};
    struct str world;
    const char *path = arena_printf(arena, "%s/sample/world.jsonl", plan.reference);
    TRY(plan_settle(arena, &plan, err));
    TRY(file_read(arena, path, LIMIT_REFERENCE, &world, err));
    for (size_t i = 0; i < world.n; i++) {
        sampling.total += world.p[i] == '\n';
    }
    sampling.total += plan.tools * plan.forces * plan.versions;
    settings.clock.seconds = plan.now - (int64_t)DAYS_BACK * DAY_SECONDS;
    TRY(keeper_open(&sampling.keeper, plan.dir, &settings, err));
    sampling.arena = arena_new();
    enum err_code code = make_all(&sampling, world, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    *count = sampling.done;
    arena_free(sampling.arena);
    keeper_close(sampling.keeper);
    return code == ERR_OK ? plan_drop(arena, &plan, err) : code;
}
