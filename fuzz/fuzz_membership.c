/* A table that says which cluster a record is in. Whatever is in it: a record that is taken has
 * a name nobody else has, a cluster and a group that are there; and a table that is scored
 * against itself links every pair rightly. The first byte says whether there is a column of
 * groups, columns of other names, and whether bad rows are left out. */
#include "base/json.h"
#include "base/strbuf.h"
#include "made_bench.h"
#include "score/linkage/membership_file.h"
#include "score/linkage/score_linkage.h"
#include "score/score_sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { GROUPS = 1, NAMED = 2, LENIENT = 4, REPORT_MAX = 64 * 1024 * 1024 };

static void check_rows(const struct membership *m)
{
    if (name_table_count(m->records) != m->count) {
        BUG("%zu names of %zu records", name_table_count(m->records), m->count);
    }
    for (size_t i = 0; i < m->count; i++) {
        if (m->cluster[i] >= name_table_count(m->clusters) ||
            (m->group[i] != SCORE_NOT_RECORDED && m->group[i] >= name_table_count(m->groups))) {
            BUG("record %zu is in a cluster or group that is not there", i);
        }
        if (name_table_text(m->records, (uint32_t)i)[0] == '\0' ||
            name_table_text(m->clusters, m->cluster[i])[0] == '\0') {
            BUG("record %zu or its cluster has no name", i);
        }
    }
}

static void check_figures(const struct js *report)
{
    const struct js *metrics = js_member(report, "metrics");
    for (size_t i = 0; metrics != NULL && i < metrics->object.count; i++) {
        const struct js_member *figure = &metrics->object.members[i];
        const struct js *value = js_member(&figure->value, "value");
        if (value != NULL && (value->type == JS_REAL || value->type == JS_INT) &&
            !(value->type == JS_INT && value->integer == 1)) {
            BUG("%.*s is not 1 against itself", STR_ARG(figure->name));
        }
    }
}

static void check_against_itself(struct arena *arena, const struct score_options *shared,
                                 const struct membership_columns *columns, const char *path)
{
    struct score_linkage_options options = {.shared = *shared,
                                            .truth = path,
                                            .answer = path,
                                            .record = columns->record,
                                            .cluster = columns->cluster,
                                            .group = columns->group};
    struct score_report *report = score_report_new(arena, "fuzz", shared);
    struct strbuf out;
    struct js *parsed;
    struct err err;
    strbuf_init(&out, REPORT_MAX);
    if (score_linkage(report, &options, &err) != ERR_OK) {
        BUG("taken as a table, refused against itself: %s", err.message);
    }
    score_report_write(report, &out);
    if (!out.overflow && js_parse(arena, strbuf_view(&out), &parsed, &err) != ERR_OK) {
        BUG("a result that is no JSON: %s", err.message);
    }
    if (!out.overflow) {
        check_figures(parsed);
    }
    strbuf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length < 1) {
        return 0;
    }
    struct score_options options = SCORE_OPTIONS_DEFAULTS;
    struct arena *arena = arena_new();
    struct membership membership;
    struct err err = {.code = ERR_OK};
    const struct membership_columns columns = {.record = (bytes[0] & NAMED) != 0 ? "r" : NULL,
                                               .cluster = (bytes[0] & NAMED) != 0 ? "c" : NULL,
                                               .group = (bytes[0] & GROUPS) != 0 ? "g" : NULL};
    options.json = true;
    options.resamples = 0;
    options.threads = 1;
    options.lenient = (bytes[0] & LENIENT) != 0;
    const char *path = made_file(bytes + 1, length - 1);
    struct score_report *report = score_report_new(arena, "fuzz", &options);
    if (membership_read(report, path, &columns, &membership, &err) == ERR_OK) {
        check_rows(&membership);
        membership_release(&membership);
        check_against_itself(arena, &options, &columns, path);
    } else if (err.message[0] == '\0') {
        BUG("refused without a word");
    }
    arena_free(arena);
    return 0;
}
