/* Results to stats to figures on a shipped benchmark, answered by its own expected spans. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/jsonw.h"
#include "crypto/canon.h"
#include "evidence/figures.h"

#include <stdlib.h>
#include <string.h>

static char folder[64];
static struct arena *arena;
static struct bench *bench;
static const char *results;

static void add_result(struct strbuf *out, const struct bench_item *item, bool answered)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member_str(&w, "id", item->id);
    jsonw_member(&w, "outcome", answered ? "answered" : "died");
    if (answered) {
        struct sha256 digest = sha256_of(item->expected->raw);
        char hex[SHA256_HEX_SIZE];
        sha256_hex(hex, &digest);
        jsonw_member_str(&w, "output", item->expected->raw);
        jsonw_member(&w, "output_sha256", hex);
    }
    jsonw_end(&w);
    strbuf_putc(out, '\n');
}

/* Every fifth item died. */
static int start(void **state)
{
    (void)state;
    struct err err;
    struct strbuf text;
    size_t seen = 0;
    arena = arena_new();
    memcpy(folder, "/tmp/policeai-test-XXXXXX", 26);
    if (mkdtemp(folder) == NULL ||
        bench_open(&bench, PAI_SOURCE_DIR "/benchmarks/redaction-synthetic", &err) != ERR_OK) {
        return 1;
    }
    strbuf_init(&text, 16u << 20);
    for (size_t i = 0; i < bench->count; i++) {
        if (str_is(bench->items[i].split, "test")) {
            add_result(&text, &bench->items[i], seen++ % 5 != 0);
        }
    }
    results = arena_printf(arena, "%s/results.jsonl", folder);
    int failed = file_write(results, strbuf_view(&text), 0600, &err) != ERR_OK;
    strbuf_release(&text);
    return failed;
}

static int stop(void **state)
{
    (void)state;
    bench_free(bench);
    arena_free(arena);
    return file_remove_tree(folder, NULL) != ERR_OK;
}

static struct str stats_text(void)
{
    struct strbuf stats;
    struct err err;
    strbuf_init(&stats, 16u << 20);
    if (stats_make(bench, results, &stats, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    struct str text = arena_str(arena, strbuf_view(&stats));
    strbuf_release(&stats);
    return text;
}

static struct str figures_text(struct str stats, uint64_t seed, bool partial)
{
    struct strbuf figures;
    struct err err;
    strbuf_init(&figures, 16u << 20);
    if (figures_make(bench, STR("test"), stats, seed, partial, &figures, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    struct str text = arena_str(arena, strbuf_view(&figures));
    strbuf_release(&figures);
    return text;
}

static const struct js *figure(struct str figures, size_t index)
{
    struct js *list;
    struct err err;
    assert_int_equal(figures.p[figures.n - 1], '\n');
    assert_int_equal(canon_parse(arena, str_sub(figures, 0, figures.n - 1), &list, &err),
                     ERR_OK);
    assert_true(index < list->array.count);
    return &list->array.items[index];
}

static void test_benchmark__shipped_one_has_no_bad_row(void **state)
{
    (void)state;
    size_t items;
    size_t clusters;
    assert_int_equal(bench->bad_count, 0);
    bench_counts(bench, STR("test"), &items, &clusters);
    assert_false(bench_is_illustration(items, clusters));
}

static void test_figures__are_canonical_with_counts_and_interval(void **state)
{
    (void)state;
    struct str figures = figures_text(stats_text(), 1, false);
    const struct js *recall = figure(figures, 0);
    assert_true(js_is(js_member(recall, "metric"), "entity.recall/1"));
    assert_true(js_is(js_member(recall, "group"), "all"));
    assert_true(js_is(js_member(recall, "method"), "bootstrap.cluster.95/1"));
    int64_t numerator = js_member(recall, "numerator")->integer;
    int64_t denominator = js_member(recall, "denominator")->integer;
    assert_true(0 < numerator && numerator < denominator);
    double value;
    double low;
    double high;
    const struct js *interval = js_member(recall, "interval");
    assert_true(dec_parse(js_member(recall, "value")->string, &value));
    assert_true(dec_parse(interval->array.items[0].string, &low));
    assert_true(dec_parse(interval->array.items[1].string, &high));
    assert_true(low < value && value < high);
    char text[DEC_SIZE];
    dec_format(text, (double)numerator / (double)denominator);
    assert_true(js_is(js_member(recall, "value"), text));
}

static void test_figures__same_seed_same_bytes(void **state)
{
    (void)state;
    struct str stats = stats_text();
    assert_true(str_eq(figures_text(stats, 1, false), figures_text(stats, 1, false)));
    assert_false(str_eq(figures_text(stats, 1, false), figures_text(stats, 2, false)));
}

static void test_figures__a_partial_run_has_counts_and_no_rate(void **state)
{
    (void)state;
    const struct js *recall = figure(figures_text(stats_text(), 1, true), 0);
    assert_true(js_is(js_member(recall, "undefined"), "partial"));
    assert_non_null(js_member(recall, "denominator"));
    assert_null(js_member(recall, "value"));
    assert_null(js_member(recall, "interval"));
}

static void assert_results_refused(const char *from, const char *to, const char *words)
{
    struct str text;
    struct err err;
    struct strbuf changed;
    struct strbuf stats;
    assert_int_equal(file_read(arena, results, 16u << 20, &text, &err), ERR_OK);
    size_t at = str_find(text, str_of(from));
    assert_true(at < text.n);
    strbuf_init(&changed, 16u << 20);
    strbuf_init(&stats, 16u << 20);
    strbuf_str(&changed, str_sub(text, 0, at));
    strbuf_puts(&changed, to);
    strbuf_str(&changed, str_from(text, at + strlen(from)));
    char *path = arena_printf(arena, "%s/changed.jsonl", folder);
    assert_int_equal(file_write(path, strbuf_view(&changed), 0600, &err), ERR_OK);
    enum err_code code = stats_make(bench, path, &stats, &err);
    assert_int_not_equal(code, ERR_OK);
    if (strstr(err.message, words) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", err.message, words);
    }
    strbuf_release(&changed);
    strbuf_release(&stats);
}

static void test_stats__changed_results_are_refused_with_the_line(void **state)
{
    (void)state;
    assert_results_refused("\"start\\\":", "\"start\\\": ", "is not the output's digest");
    assert_results_refused("\"outcome\":\"died\"", "\"outcome\":\"lost\"", "line 1: unknown");
    assert_results_refused("\"outcome\":\"answered\"", "\"outcome\":\"error\"",
                           "an output without outcome");
    assert_results_refused("{\"id\"", "{ \"id\"", "not canonical");
}

static void test_figures__changed_stats_are_refused(void **state)
{
    (void)state;
    struct strbuf out;
    struct err err;
    struct str stats = stats_text();
    strbuf_init(&out, 16u << 20);
    size_t first = str_find(stats, STR("\n")) + 1;
    assert_int_equal(
        figures_make(bench, STR("test"), str_sub(stats, 0, stats.n - 1), 1, false, &out, &err),
        ERR_INVALID);
    char *twice = arena_printf(arena, "%.*s%.*s", (int)first, stats.p, (int)first, stats.p);
    assert_int_equal(figures_make(bench, STR("test"), str_of(twice), 1, false, &out, &err),
                     ERR_INVALID);
    assert_non_null(strstr(err.message, "stats line 2: not in order, or twice"));
    strbuf_release(&out);
}

static bool cluster_is_new(struct str line, struct str *seen, size_t *count)
{
    struct js *row;
    assert_int_equal(js_parse(arena, line, &row, NULL), ERR_OK);
    struct str cluster = bench_item_lookup(bench, js_member(row, "id")->string)->cluster;
    for (size_t i = 0; i < *count; i++) {
        if (str_eq(seen[i], cluster)) {
            return false;
        }
    }
    seen[(*count)++] = cluster;
    return true;
}

/* The stats of one metric with every vector replaced, one row a cluster. */
static struct str stats_with(const char *metric, const char *vector)
{
    struct str stats = stats_text();
    struct str line;
    struct strbuf out;
    struct str *seen = arena_alloc(arena, bench->count * sizeof *seen);
    size_t count = 0;
    char *key = arena_printf(arena, "\"metric\":\"%s\",\"v\":[", metric);
    strbuf_init(&out, 16u << 20);
    while (str_split(&stats, '\n', &line) && stats.p != NULL) {
        size_t at = str_find(line, str_of(key));
        if (at != SIZE_MAX && cluster_is_new(line, seen, &count)) {
            strbuf_printf(&out, "%.*s%s\n", (int)(at + strlen(key)), line.p, vector);
        }
    }
    struct str text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

/* Evidence comes from strangers: numbers that nobody measured must not end the program. */
static void test_figures__stats_that_no_measurement_gives(void **state)
{
    (void)state;
    static const struct {
        const char *metric, *vector;
        enum err_code code;
        const char *says;
    } rows[] = {
        {"documents.leak/1", "5,1]}", ERR_OK, NULL},
        {"documents.leak/1", "-1,1]}", ERR_OK, NULL},
        {"documents.leak/1", "\"0.5\",1]}", ERR_OK, NULL},
        {"documents.leak/1", "0,\"1e-300\"]}", ERR_OK, NULL},
        {"entity.recall/1", "9007199254740991,\"1e-308\"]}", ERR_OK, "not a finite number"},
        {"entity.recall/1", "-9007199254740991,\"1e-300\"]}", ERR_OK, NULL},
        {"entity.recall/1", "\"1e+308\",1]}", ERR_INVALID, NULL},
        {"entity.recall/1", "1,\"-1e+16\"]}", ERR_INVALID, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct strbuf out;
        struct err err;
        strbuf_init(&out, 16u << 20);
        struct str stats = stats_with(rows[i].metric, rows[i].vector);
        enum err_code code = figures_make(bench, STR("test"), stats, 1, false, &out, &err);
        if (code != rows[i].code) {
            fail_msg("%s %s: %s", rows[i].metric, rows[i].vector, err.message);
        }
        if (rows[i].says != NULL && strstr(out.p, rows[i].says) == NULL) {
            fail_msg("%s %s: %s", rows[i].metric, rows[i].vector, out.p);
        }
        strbuf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_benchmark__shipped_one_has_no_bad_row),
        cmocka_unit_test(test_figures__are_canonical_with_counts_and_interval),
        cmocka_unit_test(test_figures__same_seed_same_bytes),
        cmocka_unit_test(test_figures__a_partial_run_has_counts_and_no_rate),
        cmocka_unit_test(test_stats__changed_results_are_refused_with_the_line),
        cmocka_unit_test(test_figures__changed_stats_are_refused),
        cmocka_unit_test(test_figures__stats_that_no_measurement_gives),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
