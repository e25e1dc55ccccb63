/* Word error rates against Debian's sclite, redaction metrics by hand-made cases, and the
 * promise that every metric's worked examples come out, in any order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/prng.h"
#include "metrics/metric.h"
#include "metrics/speech/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAIRS = 2000 };

static const struct js *parsed(struct arena *arena, const char *text)
{
    struct js *value;
    struct err err;
    if (js_parse(arena, str_of(text), &value, &err) != ERR_OK) {
        fail_msg("%s in %s", err.message, text);
    }
    return value;
}

static bool vector_of(const char *id, const char *input, const char *expected,
                      const char *output, double *vector)
{
    const struct metric *metric = metric_lookup(id);
    struct arena *arena = arena_new();
    struct err err;
    bool has = false;
    assert_non_null(metric);
    assert_int_equal(metric->item(parsed(arena, input), parsed(arena, expected),
                                  output != NULL ? parsed(arena, output) : NULL, vector, &has,
                                  &err),
                     ERR_OK);
    arena_free(arena);
    return has;
}

static double wer(const char *id, const char *reference, const char *hypothesis)
{
    struct arena *arena = arena_new();
    double v[METRIC_VECTOR_MAX];
    assert_true(vector_of(id, "{}", arena_printf(arena, "{\"text\":\"%s\"}", reference),
                          arena_printf(arena, "{\"text\":\"%s\"}", hypothesis), v));
    arena_free(arena);
    return v[1] + v[2] + v[3];
}

/* A pair on which the two conventions differ: sclite 2.10 takes C3 S0 D3 I3. */
static void test_wer__conventions_differ_where_they_should(void **state)
{
    (void)state;
    assert_true(wer("wer.sclite/1", "c c d e a e", "e a b e b b") == 6);
    assert_true(wer("wer.levenshtein/1", "c c d e a e", "e a b e b b") == 5);
}

static void test_wer__case_and_blanks_do_not_matter(void **state)
{
    (void)state;
    assert_true(wer("wer.sclite/1", "Ask  Not ", " ask not") == 0);
    assert_true(wer("wer.sclite/1", "\xC3\x89", "\xC3\xA9") == 1);
}

static void test_wer__no_answer_is_all_deletions(void **state)
{
    (void)state;
    double v[METRIC_VECTOR_MAX];
    assert_true(vector_of("wer.sclite/1", "{}", "{\"text\":\"a b c\"}", NULL, v));
    assert_true(v[0] == 0 && v[1] == 0 && v[2] == 3 && v[3] == 0);
}

static void test_wer__no_reference_words_is_undefined(void **state)
{
    (void)state;
    double v[METRIC_VECTOR_MAX];
    assert_true(vector_of("wer.sclite/1", "{}", "{\"text\":\"\"}", "{\"text\":\"a\"}", v));
    assert_false(metric_lookup("wer.sclite/1")->finish(v).defined);
}

static void random_line(struct prng *prng, struct strbuf *line, size_t least)
{
    size_t count = least + prng_below(prng, 9);
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(line, "%s%c", i > 0 ? " " : "", (int)('a' + prng_below(prng, 5)));
    }
}

static void run_sclite(const char *folder)
{
    pid_t child = fork();
    if (child == 0) {
        if (chdir(folder) == 0 && freopen("/dev/null", "w", stdout) != NULL) {
            execlp("sctk", "sctk", "sclite", "-r", "ref", "trn", "-h", "hyp", "trn", "-i", "rm",
                   "-o", "pra", (char *)NULL);
        }
        _exit(127);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* Reads "id: (u-N)" and "Scores: (#C #S #D #I) c s d i" of sclite's alignment report. */
static size_t compare_report(const char *path, char (*lines)[2][64])
{
    struct file_lines report;
    struct err err;
    struct str line;
    bool found;
    size_t compared = 0;
    long number = -1;
    assert_int_equal(file_lines_open(&report, path, 100000, &err), ERR_OK);
    while (file_lines_next(&report, &line, &found, &err) == ERR_OK && found) {
        char text[200];
        snprintf(text, sizeof text, "%.*s", STR_ARG(str_sub(line, 0, 150)));
        unsigned c, s, d, i;
        if (strncmp(text, "id: (u-", 7) == 0) {
            number = strtol(text + 7, NULL, 10);
        } else if (sscanf(text, /* NOLINT(cert-err34-c): counts in sclite's report */
                          "Scores: (#C #S #D #I) %u %u %u %u", &c, &s, &d, &i) == 4) {
            struct arena *arena = arena_new();
            double v[METRIC_VECTOR_MAX];
            char *truth = arena_printf(arena, "{\"text\":\"%s\"}", lines[number][0]);
            char *answer = arena_printf(arena, "{\"text\":\"%s\"}", lines[number][1]);
            vector_of("wer.sclite/1", "{}", truth, answer, v);
            if (v[0] != c || v[1] != s || v[2] != d || v[3] != i) {
                fail_msg("\"%s\" / \"%s\": sclite %u %u %u %u, ours %g %g %g %g",
                         lines[number][0], lines[number][1], c, s, d, i, v[0], v[1], v[2],
                         v[3]);
            }
            arena_free(arena);
            compared++;
        }
    }
    file_lines_close(&report);
    return compared;
}

static void test_wer__agrees_with_sclite_on_random_pairs(void **state)
{
    (void)state;
    static char lines[PAIRS][2][64];
    char folder[] = "/tmp/policeai-test-XXXXXX";
    struct arena *arena = arena_new();
    struct strbuf files[2];
    struct prng prng;
    struct err err;
    assert_non_null(mkdtemp(folder));
    prng_seed(&prng, 20);
    for (int side = 0; side < 2; side++) {
        strbuf_init(&files[side], 1u << 20);
        for (int i = 0; i < PAIRS; i++) {
            struct strbuf line;
            strbuf_init(&line, 60);
            random_line(&prng, &line, side == 0 ? 1 : 0);
            snprintf(lines[i][side], sizeof lines[i][side], "%s", line.p);
            strbuf_printf(&files[side], "%s (u-%d)\n", line.p, i);
            strbuf_release(&line);
        }
        char *path = arena_printf(arena, "%s/%s", folder, side == 0 ? "ref" : "hyp");
        assert_int_equal(file_write(path, strbuf_view(&files[side]), 0600, &err), ERR_OK);
        strbuf_release(&files[side]);
    }
    run_sclite(folder);
    assert_int_equal(compare_report(arena_printf(arena, "%s/hyp.pra", folder), lines), PAIRS);
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
    arena_free(arena);
}

#define TEXT "{\"text\":\"Mr J\xC3\xB6rg Doe, 07700 900123\"}" /* 24 code points */
#define TRUTH "{\"spans\":[{\"start\":0,\"end\":11},{\"start\":13,\"end\":25}]}"

static void assert_vector(const char *id, const char *output, double first, double second)
{
    double v[METRIC_VECTOR_MAX];
    assert_true(vector_of(id, TEXT, TRUTH, output, v));
    if (v[0] != first || v[1] != second) {
        fail_msg("%s of %s: %g of %g", id, output != NULL ? output : "nothing", v[0], v[1]);
    }
}

static void test_entity_recall__needs_every_character(void **state)
{
    (void)state;
    assert_vector("entity.recall/1", TRUTH, 2, 2);
    assert_vector("entity.recall/1", "{\"spans\":[{\"start\":0,\"end\":10}]}", 0, 2);
    assert_vector("entity.recall/1",
                  "{\"spans\":[{\"start\":5,\"end\":11},{\"start\":0,\"end\":5}]}", 1, 2);
    assert_vector("entity.recall/1", "{\"spans\":[{\"start\":0,\"end\":25}]}", 2, 2);
    assert_vector("entity.recall/1", NULL, 0, 2);
}

static void test_documents_leak__one_missed_entity_is_a_leak(void **state)
{
    (void)state;
    double v[METRIC_VECTOR_MAX];
    assert_vector("documents.leak/1", TRUTH, 0, 1);
    assert_vector("documents.leak/1", "{\"spans\":[{\"start\":0,\"end\":12}]}", 1, 1);
    assert_vector("documents.leak/1", NULL, 1, 1);
    assert_false(vector_of("documents.leak/1", TEXT, "{\"spans\":[]}", "{\"spans\":[]}", v));
}

static void test_span_precision__counts_code_points_once(void **state)
{
    (void)state;
    assert_vector("span.precision/1", TRUTH, 23, 23);
    assert_vector("span.precision/1",
                  "{\"spans\":[{\"start\":0,\"end\":13},{\"start\":0,\"end\":13}]}", 11, 13);
    assert_vector("span.precision/1", "{\"spans\":[]}", 0, 0);
}

static void test_spans__out_of_the_text_are_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err;
    double v[METRIC_VECTOR_MAX];
    bool has;
    static const char *const bad[] = {"{\"spans\":[{\"start\":0,\"end\":26}]}",
                                      "{\"spans\":[{\"start\":3,\"end\":3}]}",
                                      "{\"spans\":[{\"start\":-1,\"end\":3}]}",
                                      "{\"spans\":[{\"start\":0.0,\"end\":3}]}", "{}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(metric_lookup("entity.recall/1")
                             ->item(parsed(arena, TEXT), parsed(arena, TRUTH),
                                    parsed(arena, bad[i]), v, &has, &err),
                         ERR_FORMAT);
    }
    arena_free(arena);
}

static void test_example(const struct metric *metric, const struct metric_example *example)
{
    double *reversed = calloc(example->rows * metric->length + 1, sizeof *reversed);
    assert_non_null(reversed);
    for (size_t i = 0; i < example->rows; i++) {
        memcpy(reversed + i * metric->length,
               example->vectors + (example->rows - 1 - i) * metric->length,
               metric->length * sizeof *reversed);
    }
    struct metric_value value = metric_of_rows(metric, example->vectors, example->rows);
    struct metric_value again = metric_of_rows(metric, reversed, example->rows);
    free(reversed);
    assert_int_equal(value.defined, again.defined);
    if (isnan(example->value)) {
        assert_false(value.defined);
        assert_non_null(value.undefined);
        return;
    }
    if (!value.defined || fabs(value.value - example->value) > 1e-12 * fabs(example->value) ||
        fabs(value.value - again.value) > 1e-12 * fabs(value.value)) {
        fail_msg("%s, %s: %.17g, backwards %.17g, should be %.17g", metric->id, example->source,
                 value.value, again.value, example->value);
    }
}

static void test_metrics__examples_come_out_in_any_order(void **state)
{
    (void)state;
    for (size_t m = 0; m < metric_table_count; m++) {
        const struct metric *metric = metric_table[m];
        assert_in_range(metric->length, 1, METRIC_VECTOR_MAX);
        if (metric->example_count == 0) {
            fail_msg("%s has no worked example", metric->id);
        }
        for (size_t i = 0; i < metric->example_count; i++) {
            test_example(metric, &metric->examples[i]);
        }
    }
}

static void test_metrics__each_says_what_it_is(void **state)
{
    (void)state;
    for (size_t m = 0; m < metric_table_count; m++) {
        const struct metric *metric = metric_table[m];
        assert_non_null(metric->title);
        assert_non_null(metric->unit);
        assert_non_null(metric->definition);
        assert_non_null(metric->domain);
        assert_non_null(strchr(metric->id, '/'));
        assert_true((metric->pool == NULL) == (metric->finish != NULL));
        assert_ptr_equal(metric_lookup(metric->id), metric);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wer__conventions_differ_where_they_should),
        cmocka_unit_test(test_wer__case_and_blanks_do_not_matter),
        cmocka_unit_test(test_wer__no_answer_is_all_deletions),
        cmocka_unit_test(test_wer__no_reference_words_is_undefined),
        cmocka_unit_test(test_wer__agrees_with_sclite_on_random_pairs),
        cmocka_unit_test(test_entity_recall__needs_every_character),
        cmocka_unit_test(test_documents_leak__one_missed_entity_is_a_leak),
        cmocka_unit_test(test_span_precision__counts_code_points_once),
        cmocka_unit_test(test_spans__out_of_the_text_are_refused),
        cmocka_unit_test(test_metrics__examples_come_out_in_any_order),
        cmocka_unit_test(test_metrics__each_says_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
