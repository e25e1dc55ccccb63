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

enum { BATCH = 500, DAY_SECONDS = 86400, SUBJECT_DIGITS = 32, NAME_MAX_BYTES = 80 };

struct sampling {
    struct arena *arena; /* of one statement or batch */
    const struct sample_plan *plan;
    struct keeper *keeper;
    size_t done;
    size_t total;
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

static enum err_code add_load(struct sampling *sampling, struct err *err)
{
    const struct sample_plan *plan = sampling->plan;
    struct keeper_entry entries[BATCH];
    size_t filled = 0;
    size_t all = plan->tools * plan->forces;
    keeper_set_clock(sampling->keeper, (struct clock){true, plan->now});
    arena_reset(sampling->arena);
    for (size_t i = 0; i < all * plan->versions; i++) {
        size_t one = i % all;
        entries[filled++] =
            load_entry(sampling, one / plan->forces, one % plan->forces, i / all);
        if (filled == BATCH || i + 1 == all * plan->versions) {
            TRY(append(sampling, entries, filled, err));
            arena_reset(sampling->arena);
            filled = 0;
        }
    }
    return ERR_OK;
}

static enum err_code fill(struct sampling *sampling, struct str world, struct err *err)
{
    TRY(add_world(sampling, world, err));
    return add_load(sampling, err);
}

enum err_code sample_make(struct arena *arena, const struct sample_plan *plan, size_t *count,
                          struct err *err)
{
    struct sampling sampling = {.plan = plan};
    struct keeper_settings settings = {.clock = {.fixed = true}};
    struct str world;
    const char *path = arena_printf(arena, "%s/sample/world.jsonl", plan->reference);
    if (file_exists(plan->dir->ledger_db)) {
        err_set(err, ERR_CONFLICT, "%s holds a log already", plan->dir->root);
        err_hint(err, "made-up data has a folder of its own: give --data another one");
        return ERR_CONFLICT;
    }
    TRY(file_read(arena, path, LIMIT_REFERENCE, &world, err));
    for (size_t i = 0; i < world.n; i++) {
        sampling.total += world.p[i] == '\n';
    }
    sampling.total += plan->tools * plan->forces * plan->versions;
    settings.clock.seconds = plan->now - (int64_t)600 * DAY_SECONDS;
    TRY(keeper_open(&sampling.keeper, plan->dir, &settings, err));
    sampling.arena = arena_new();
    enum err_code code = fill(&sampling, world, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    *count = sampling.done;
    arena_free(sampling.arena);
    keeper_close(sampling.keeper);
    return code;
}
