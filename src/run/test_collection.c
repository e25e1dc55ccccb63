/* All items to a tool in one request, one outcome for each, whatever the tool's file holds. The
 * tool is tests/tools/together, in a real sandbox. */
#include "run/shape.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "crypto/random.h"
#include "run/seed.h"
#include "task/task.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TOOL PAI_SOURCE_DIR "/tests/tools/together"
enum { ITEMS_MAX = 8, SEED = 7 };

struct fixture {
    struct arena *arena;
    struct manifest manifest;
    struct client_item items[ITEMS_MAX];
    size_t order[ITEMS_MAX];
    int answers[ITEMS_MAX];
    struct client_answer got[ITEMS_MAX];
    double progress;
    struct client_plan plan;
    struct shape_plan shape;
    struct client_counts counts;
    struct err err;
    char scratch[64];
};

static enum err_code check(void *data, size_t item, const struct js *output, struct err *err)
{
    const struct fixture *f = data;
    return f->shape.task->check_output(f->items[item].input, output, err);
}

static enum err_code done(void *data, const struct client_answer *answer, struct err *err)
{
    struct fixture *f = data;
    (void)err;
    f->answers[answer->item]++;
    f->got[answer->item] = *answer;
    f->got[answer->item].output = arena_str(f->arena, answer->output);
    f->got[answer->item].error_code = arena_str(f->arena, answer->error_code);
    f->got[answer->item].error_message = arena_str(f->arena, answer->error_message);
    return ERR_OK;
}

static void progress(void *data, double part)
{
    ((struct fixture *)data)->progress = part;
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    crypto_start();
    f->arena = arena_new();
    snprintf(f->scratch, sizeof f->scratch, "/tmp/policeai-test-XXXXXX");
    assert_non_null(mkdtemp(f->scratch));
    if (manifest_read(f->arena, TOOL, &f->manifest, &f->err) != ERR_OK) {
        fail_msg("%s", f->err.message);
    }
    f->plan = (struct client_plan){.tool_folder = TOOL,
                                   .manifest = &f->manifest,
                                   .parameters = STR("{}"),
                                   .scratch = f->scratch,
                                   .items = f->items,
                                   .order = f->order,
                                   .check = check,
                                   .done = done,
                                   .data = f};
    f->shape = (struct shape_plan){.task = task_lookup(STR("record-linkage")),
                                   .client = &f->plan,
                                   .seed = SEED,
                                   .progress = progress};
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    const char **left;
    size_t count;
    assert_int_equal(file_list(f->arena, f->scratch, &left, &count, NULL), ERR_OK);
    assert_int_equal(count, 0); /* nothing of the tool's is left lying */
    assert_int_equal(file_remove_tree(f->scratch, NULL), ERR_OK);
    arena_free(f->arena);
    free(f);
    return 0;
}

static void add(struct fixture *f, const char *word)
{
    struct js *input;
    char *json = arena_printf(f->arena, "{\"record\":{\"do\":\"%s\",\"key\":\"\"}}", word);
    assert_int_equal(js_parse(f->arena, str_of(json), &input, NULL), ERR_OK);
    size_t i = f->plan.count++;
    f->items[i] = (struct client_item){.id = str_of(arena_printf(f->arena, "item-%zu", i)),
                                       .input = input};
    f->order[i] = i;
}

static void add_all(struct fixture *f, const char *const *words)
{
    for (; *words != NULL; words++) {
        add(f, *words);
    }
}

static void run(struct fixture *f)
{
    if (shape_run(&f->shape, &f->counts, &f->err) != ERR_OK) {
        fail_msg("%s", f->err.message);
    }
    for (size_t i = 0; i < f->plan.count; i++) {
        assert_int_equal(f->answers[i], 1); /* exactly one outcome each */
    }
}

static void assert_all(const struct fixture *f, enum outcome outcome, const char *code)
{
    for (size_t i = 0; i < f->plan.count; i++) {
        assert_int_equal(f->got[i].outcome, outcome);
        assert_true(str_is(f->got[i].error_code, code));
    }
}

static void assert_code(const struct fixture *f, size_t i, const char *code)
{
    assert_int_equal(f->got[i].outcome, OUTCOME_ERROR);
    assert_true(str_is(f->got[i].error_code, code));
}

static void each_item_has_the_answer_under_its_shown_id(void **state)
{
    struct fixture *f = *state;
    char shown[SHOWN_ID];
    add_all(f, (const char *[]){"", "", "", NULL});
    f->order[0] = 2;
    f->order[2] = 0;
    run(f);
    assert_all(f, OUTCOME_ANSWERED, "");
    for (size_t i = 0; i < 3; i++) {
        run_seed_shown_id(SEED, f->items[i].id, shown);
        assert_true(
            str_is(f->got[i].output, arena_printf(f->arena, "{\"cluster\": \"%s\"}", shown)));
        assert_true(f->got[i].microseconds > 0);
    }
    assert_true(f->progress == 0.5);
    assert_int_equal(f->counts.noise_bytes, 5);
    assert_int_equal(f->counts.record.started, 1);
}

static void missing_doubled_refused_and_wrong_cost_their_item_alone(void **state)
{
    struct fixture *f = *state;
    add_all(f,
            (const char *[]){"", "leave out", "twice", "refuse", "nonsense", "thrice", NULL});
    run(f);
    assert_int_equal(f->got[0].outcome, OUTCOME_ANSWERED);
    assert_code(f, 1, "missing");
    assert_code(f, 2, "doubled");
    assert_code(f, 3, "too-hard");
    assert_code(f, 4, "contract");
    assert_non_null(strstr(f->got[4].error_message.p, "cluster"));
    assert_code(f, 5, "doubled");
    assert_int_equal(f->counts.faults, 0);
}

static void lines_that_answer_nothing_are_faults(void **state)
{
    struct fixture *f = *state;
    add_all(f, (const char *[]){"stranger", "noise", "torn", "lie", NULL});
    run(f);
    assert_int_equal(f->got[0].outcome, OUTCOME_ANSWERED);
    assert_int_equal(f->got[1].outcome, OUTCOME_ANSWERED);
    assert_code(f, 2, "missing");
    assert_int_equal(f->got[3].outcome, OUTCOME_ANSWERED);
    assert_int_equal(f->counts.faults, 4); /* three in the file, one line */
}

static void more_than_a_thousand_of_them_fail_the_run(void **state)
{
    struct fixture *f = *state;
    add_all(f, (const char *[]){"strangers", "", NULL});
    assert_int_equal(shape_run(&f->shape, &f->counts, &f->err), ERR_INVALID);
    assert_non_null(strstr(f->err.message, "1000 lines that answer nothing"));
    assert_int_equal(f->answers[0] + f->answers[1], 0);
}

static void a_file_that_cannot_be_taken_breaks_the_contract(void **state)
{
    struct fixture *f = *state;
    static const char *const words[] = {"link", "elsewhere", "long"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        f->plan.count = 0;
        memset(f->answers, 0, sizeof f->answers);
        add_all(f, (const char *[]){"", words[i], NULL});
        run(f);
        assert_all(f, OUTCOME_ERROR, "contract");
        assert_true(f->got[0].error_message.n > 0);
    }
}

static void a_tool_that_dies_or_babbles_or_gives_up_costs_all_items(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *word;
        enum outcome outcome;
        const char *code;
    } rows[] = {{"die", OUTCOME_DIED, ""},
                {"malformed", OUTCOME_ERROR, "malformed"},
                {"give up", OUTCOME_ERROR, "too-many"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        f->plan.count = 0;
        memset(f->answers, 0, sizeof f->answers);
        add_all(f, (const char *[]){"", rows[i].word, NULL});
        run(f);
        assert_all(f, rows[i].outcome, rows[i].code);
        assert_int_equal(f->counts.restarts, 0);
    }
}

/* seconds_per_item is 1: what takes 1.5 s is in time for eight records and late for one. */
static void the_clock_counts_every_item(void **state)
{
    struct fixture *f = *state;
    add_all(f, (const char *[]){"pause", "", "", "", "", "", "", "", NULL});
    run(f);
    assert_all(f, OUTCOME_ANSWERED, "");
    f->plan.count = 0;
    memset(f->answers, 0, sizeof f->answers);
    add(f, "hang");
    run(f);
    assert_all(f, OUTCOME_TIMEOUT, "");
}

static void the_tool_sees_records_and_one_time_alone(void **state)
{
    struct fixture *f = *state;
    add(f, "look");
    f->shape.task = task_lookup(STR("record-linkage"));
    run(f);
    assert_int_equal(f->got[0].outcome, OUTCOME_ANSWERED);
    assert_true(str_is(f->got[0].output, "{\"cluster\": \"[[\\\"id\\\", \\\"input\\\"], 0.0, "
                                         "[[\\\"items.jsonl\\\", 0.0]]]\"}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_item_has_the_answer_under_its_shown_id, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(missing_doubled_refused_and_wrong_cost_their_item_alone,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(lines_that_answer_nothing_are_faults, setup, teardown),
        cmocka_unit_test_setup_teardown(more_than_a_thousand_of_them_fail_the_run, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_file_that_cannot_be_taken_breaks_the_contract, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_tool_that_dies_or_babbles_or_gives_up_costs_all_items,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(the_clock_counts_every_item, setup, teardown),
        cmocka_unit_test_setup_teardown(the_tool_sees_records_and_one_time_alone, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
