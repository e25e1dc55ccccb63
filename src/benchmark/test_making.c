/* From a table to a benchmark: labels on the disk, what differs, agreement, freezing. */
#include "base/file.h"
#include "benchmark/draw_sample.h"
#include "benchmark/freeze.h"
#include "benchmark/gather.h"
#include "benchmark/labeller_agreement.h"

// clang-format off
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
// clang-format on

enum { ROWS = 50 };

struct place {
    char folder[64];
    char draft[96];
    char to[96];
    char table[96];
    int bad;
};

static void count_bad(void *data, const char *message, const char *hint)
{
    struct place *place = data;
    (void)message;
    (void)hint;
    place->bad++;
}

static enum err_code begin(struct place *place, const char *table, struct err *err)
{
    size_t taken;
    size_t left;
    snprintf(place->draft, sizeof place->draft, "%s/draft", place->folder);
    snprintf(place->to, sizeof place->to, "%s/benchmark", place->folder);
    snprintf(place->table, sizeof place->table, "%s/t.csv", place->folder);
    assert_int_equal(file_write(place->table, str_of(table), 0644, NULL), ERR_OK);
    const struct gather_plan plan = {.folder = place->draft,
                                     .from = place->table,
                                     .task = "text-classification",
                                     .licence = "CC0",
                                     .source = "made up",
                                     .sensitivity = "synthetic",
                                     .exposure = "open",
                                     .labels = "no,yes",
                                     .labellers = 2,
                                     .text_column = "text",
                                     .bad = count_bad,
                                     .data = place};
    return gather(&plan, &taken, &left, err);
}

/* ROWS texts, drawn. */
static struct making *drawn(struct place *place)
{
    struct strbuf table;
    struct making *making;
    const struct draw_plan plan = {.seed = 1};
    strbuf_init(&table, 10000);
    strbuf_puts(&table, "text\n");
    for (int i = 0; i < ROWS; i++) {
        strbuf_printf(&table, "text number %d\n", i);
    }
    assert_int_equal(begin(place, table.p, NULL), ERR_OK);
    strbuf_release(&table);
    assert_int_equal(making_open(&making, place->draft, NULL), ERR_OK);
    assert_int_equal(draw_sample(making, &plan, NULL), ERR_OK);
    return making;
}

static void say(const struct making *making, const char *who, size_t item, const char *label)
{
    char value[64];
    snprintf(value, sizeof value, "{\"label\":\"%s\"}", label);
    assert_int_equal(labels_append(making, labeller_path(making, who), item, 7, str_of(value),
                                   STR(""), NULL),
                     ERR_OK);
}

/* By hand: 20 times both say yes, 5 only the first, 10 only the second, 15 both no: observed
 * 0.7, expected 0.5. */
static void label_all(const struct making *making)
{
    struct strbuf text[2];
    static const char *const names[] = {"one", "two"};
    strbuf_init(&text[0], 10000);
    strbuf_init(&text[1], 10000);
    for (size_t i = 0; i < ROWS; i++) {
        bool yes[] = {i < 25, i < 20 || (i >= 25 && i < 35)};
        for (int k = 0; k < 2; k++) {
            strbuf_printf(&text[k],
                          "{\"item\":\"%.*s\",\"seconds\":7,\"value\":{\"label\":\"%s\"}}\n",
                          STR_ARG(making->items[i].id), yes[k] ? "yes" : "no");
        }
    }
    assert_int_equal(file_make_folders(making_path(making, "labels"), 0755, NULL), ERR_OK);
    for (int k = 0; k < 2; k++) {
        assert_int_equal(
            file_write(labeller_path(making, names[k]), strbuf_view(&text[k]), 0644, NULL),
            ERR_OK);
        strbuf_release(&text[k]);
    }
}

static void test_labels__agreement_is_kappa(void **state)
{
    struct making *making = drawn(*state);
    struct labelled labelled;
    struct labeller_agreement agreement;
    label_all(making);
    assert_int_equal(labelled_read(making, &labelled, NULL), ERR_OK);
    assert_int_equal(labeller_agreement(making, &labelled, 0, 1, &agreement, NULL), ERR_OK);
    assert_int_equal(agreement.items, ROWS);
    assert_int_equal(agreement.same, 35);
    assert_true(fabs(agreement.value - 0.4) < 1e-12);
    assert_true(agreement.has_interval && agreement.interval.low < 0.4 &&
                agreement.interval.high > 0.4);
    struct labelled_counts counts = labelled_count(making, &labelled);
    assert_int_equal(counts.apart, 15);
    assert_int_equal(counts.agreed, 35);
    making_free(making);
}

static void test_freeze__waits_for_labels_and_decisions(void **state)
{
    struct place *place = *state;
    struct making *making = drawn(place);
    struct labelled labelled;
    struct frozen frozen;
    struct err err = {0};
    const struct draw_plan again = {.seed = 2};
    assert_int_equal(labelled_read(making, &labelled, NULL), ERR_OK);
    assert_int_equal(freeze(making, &labelled, place->to, &frozen, &err), ERR_INVALID);
    assert_non_null(strstr(err.message, "50 of 50 items lack a label"));
    label_all(making);
    assert_int_equal(labelled_read(making, &labelled, NULL), ERR_OK);
    assert_int_equal(freeze(making, &labelled, place->to, &frozen, &err), ERR_INVALID);
    assert_non_null(strstr(err.message, "the labels of 15 of 50 items differ"));
    assert_int_equal(draw_sample(making, &again, &err), ERR_CONFLICT);
    assert_false(file_exists(place->to));
    for (size_t i = 20; i < 35; i++) {
        assert_int_equal(labels_append(making, making_path(making, "decisions.jsonl"), i, 1,
                                       STR("{\"label\":\"no\"}"), STR(""), NULL),
                         ERR_OK);
    }
    assert_int_equal(labelled_read(making, &labelled, NULL), ERR_OK);
    assert_int_equal(freeze(making, &labelled, place->to, &frozen, NULL), ERR_OK);
    assert_int_equal(frozen.test, ROWS);
    making_free(making);
}

static void test_frozen__changes_only_as_another_version(void **state)
{
    struct place *place = *state;
    struct making *making;
    test_freeze__waits_for_labels_and_decisions(state);
    assert_int_equal(making_open(&making, place->draft, NULL), ERR_OK);
    assert_int_equal(making_may_change(making, NULL), ERR_CONFLICT);
    assert_int_equal(freeze_reopen(making, "1", NULL), ERR_CONFLICT);
    assert_int_equal(freeze_reopen(making, "../2", NULL), ERR_INVALID);
    assert_int_equal(freeze_reopen(making, "2", NULL), ERR_OK);
    making_free(making);
    assert_int_equal(making_open(&making, place->draft, NULL), ERR_OK);
    assert_int_equal(making_may_change(making, NULL), ERR_OK);
    assert_true(str_is(making->version, "2"));
    making_free(making);
}

/* Cut anywhere, as a machine that stops may leave it. */
static void test_torn_line__never_counts_and_is_cut_off(void **state)
{
    struct making *making = drawn(*state);
    struct labels labels;
    struct str bytes;
    say(making, "one", 0, "yes");
    say(making, "one", 1, "no");
    const char *path = labeller_path(making, "one");
    assert_int_equal(file_read(making->arena, path, 10000, &bytes, NULL), ERR_OK);
    size_t first = str_find(bytes, STR("\n")) + 1;
    for (size_t length = first; length < bytes.n; length += 4) {
        assert_int_equal(file_write(path, str_sub(bytes, 0, length), 0644, NULL), ERR_OK);
        assert_int_equal(labels_read(making, path, &labels, NULL), ERR_OK);
        assert_int_equal(labels.count, 1);
        say(making, "one", 1, "yes");
        assert_int_equal(labels_read(making, path, &labels, NULL), ERR_OK);
        assert_int_equal(labels.count, 2);
    }
    making_free(making);
}

static void test_bad_label__is_named_with_its_line(void **state)
{
    struct making *making = drawn(*state);
    struct labels labels;
    struct err err = {0};
    say(making, "one", 0, "yes");
    say(making, "one", 1, "perhaps");
    assert_int_equal(labels_read(making, labeller_path(making, "one"), &labels, &err),
                     ERR_FORMAT);
    assert_non_null(strstr(err.message, "line 2: \"label\" perhaps is not one of the 2"));
    making_free(making);
}

static void test_bad_row__leaves_nothing_behind(void **state)
{
    struct place *place = *state;
    const char **names;
    size_t count;
    struct err err = {0};
    struct arena *arena = arena_new();
    assert_int_equal(begin(place, "text\ngood\n\"  \"\n", &err), ERR_INVALID);
    assert_int_equal(place->bad, 1);
    assert_int_equal(file_list(arena, place->folder, &names, &count, NULL), ERR_OK);
    assert_int_equal(count, 1); /* the table */
    assert_int_equal(begin(place, "words\ngood\n", &err), ERR_NOT_FOUND);
    assert_string_equal(err.hint, "its columns: words");
    arena_free(arena);
}

static void test_time_left__is_by_the_median(void **state)
{
    struct making *making = drawn(*state);
    struct labels labels;
    const char *path = labeller_path(making, "one");
    const int64_t seconds[] = {10, 3600, 20};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(labels_read(making, path, &labels, NULL), ERR_OK);
        assert_int_equal(labels_seconds_left(making, &labels), -1);
        assert_int_equal(labels_append(making, path, i, seconds[i], STR("{\"label\":\"no\"}"),
                                       STR(""), NULL),
                         ERR_OK);
    }
    assert_int_equal(labels_read(making, path, &labels, NULL), ERR_OK);
    assert_int_equal(labels_seconds_left(making, &labels), 20 * (ROWS - 3));
    making_free(making);
}

static int set_up(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    snprintf(place->folder, sizeof place->folder, "/tmp/making-XXXXXX");
    *state = place;
    return mkdtemp(place->folder) == NULL;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    enum err_code code = file_remove_tree(place->folder, NULL);
    free(place);
    return code != ERR_OK;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_labels__agreement_is_kappa, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_freeze__waits_for_labels_and_decisions, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_frozen__changes_only_as_another_version, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_torn_line__never_counts_and_is_cut_off, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_bad_label__is_named_with_its_line, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_bad_row__leaves_nothing_behind, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_time_left__is_by_the_median, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
