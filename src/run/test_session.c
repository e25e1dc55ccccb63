/* A tool proposes documents in batches and is told what they were; each has one place at the
 * end. The tool is tests/tools/propose, in a real sandbox. */
#include "run/shape.h"

#include "base/arena.h"
#include "base/file.h"
#include "crypto/random.h"
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

#define TOOL PAI_SOURCE_DIR "/tests/tools/propose"
enum { ITEMS = 6, SEED = 7 };

/* The tool begins with the first two texts; those that begin like a relevant one come next. */
static const struct {
    const char *text;
    bool relevant;
} documents[ITEMS] = {{"a one", false},  {"b two", true},  {"c three", false},
                      {"d four", false}, {"b five", true}, {"b six", false}};

struct fixture {
    struct arena *arena;
    struct manifest manifest;
    struct client_item items[ITEMS];
    const struct js *labels[ITEMS];
    size_t order[ITEMS];
    int answers[ITEMS];
    struct client_answer got[ITEMS];
    struct client_plan plan;
    struct shape_plan shape;
    struct client_counts counts;
    struct err err;
    char scratch[64];
};

static enum err_code check(void *data, size_t item, const struct js *output, struct err *err)
{
    (void)data, (void)item, (void)output;
    return err_set(err, ERR_INVALID, "nothing of a session is checked item by item");
}

static enum err_code done(void *data, const struct client_answer *answer, struct err *err)
{
    struct fixture *f = data;
    (void)err;
    f->answers[answer->item]++;
    f->got[answer->item] = *answer;
    f->got[answer->item].output = arena_str(f->arena, answer->output);
    f->got[answer->item].error_code = arena_str(f->arena, answer->error_code);
    return ERR_OK;
}

static const struct js *label(void *data, size_t item)
{
    return ((struct fixture *)data)->labels[item];
}

static const struct js *parsed(struct fixture *f, const char *json)
{
    struct js *value;
    assert_int_equal(js_parse(f->arena, str_of(json), &value, NULL), ERR_OK);
    return value;
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
                                   .count = ITEMS,
                                   .check = check,
                                   .done = done,
                                   .data = f};
    f->shape = (struct shape_plan){.task = task_lookup(STR("document-review")),
                                   .client = &f->plan,
                                   .seed = SEED,
                                   .label = label};
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(file_remove_tree(f->scratch, NULL), ERR_OK);
    arena_free(f->arena);
    free(f);
    return 0;
}

static enum err_code try(struct fixture *f, const char *word)
{
    memset(f->answers, 0, sizeof f->answers);
    for (size_t i = 0; i < ITEMS; i++) {
        f->items[i].id = str_of(arena_printf(f->arena, "item-%zu", i));
        f->items[i].input = parsed(
            f, arena_printf(f->arena,
                            "{\"topic\":{\"title\":\"%s\"},\"document\":{\"text\":\"%s\"}}",
                            word, documents[i].text));
        f->labels[i] =
            parsed(f, documents[i].relevant ? "{\"relevant\":true}" : "{\"relevant\":false}");
        f->order[i] = ITEMS - 1 - i;
    }
    return shape_run(&f->shape, &f->counts, &f->err);
}

static void run(struct fixture *f, const char *word)
{
    if (try(f, word) != ERR_OK) {
        fail_msg("%s", f->err.message);
    }
    for (size_t i = 0; i < ITEMS; i++) {
        assert_int_equal(f->answers[i], 1); /* exactly one outcome each */
    }
}

static void assert_place(const struct fixture *f, size_t item, int batch, int rank,
                         const char *stopped)
{
    assert_int_equal(f->got[item].outcome, OUTCOME_ANSWERED);
    assert_true(str_is(f->got[item].output,
                       arena_printf(f->arena, "{\"batch\":%d,\"rank\":%d,\"stopped\":%s}",
                                    batch, rank, stopped)));
}

static void assert_all(const struct fixture *f, enum outcome outcome, const char *code)
{
    for (size_t i = 0; i < ITEMS; i++) {
        assert_int_equal(f->got[i].outcome, outcome);
        assert_true(str_is(f->got[i].error_code, code));
    }
}

static void what_is_like_a_relevant_one_comes_next(void **state)
{
    struct fixture *f = *state;
    run(f, "");
    assert_place(f, 0, 1, 1, "false");
    assert_place(f, 4, 1, 2, "false"); /* "b five" by its text */
    assert_place(f, 5, 2, 3, "false"); /* "b six", for "b five" was relevant */
    assert_place(f, 1, 2, 4, "false");
    assert_place(f, 2, 3, 5, "false");
    assert_place(f, 3, 3, 6, "false");
    assert_int_equal(f->counts.faults, 0);
}

static void what_comes_with_stop_and_after_is_after_it(void **state)
{
    struct fixture *f = *state;
    run(f, "stop after two");
    assert_place(f, 1, 2, 4, "false");
    assert_place(f, 2, 3, 5, "true");
    assert_place(f, 3, 3, 6, "true");
}

static void what_is_never_proposed_has_no_rank(void **state)
{
    struct fixture *f = *state;
    run(f, "leave the rest");
    assert_place(f, 1, 2, 4, "false");
    assert_true(str_is(f->got[2].output, "{\"stopped\":true}"));
    assert_true(str_is(f->got[3].output, "{\"stopped\":true}"));
    assert_int_equal(f->got[2].outcome, OUTCOME_ANSWERED);
}

static void proposed_again_or_unknown_is_a_fault_and_moves_nothing(void **state)
{
    struct fixture *f = *state;
    run(f, "again");
    assert_place(f, 0, 1, 1, "false");
    assert_place(f, 5, 2, 3, "false");
    assert_int_equal(f->counts.faults, 2);
}

static void a_session_that_fails_fails_for_every_item(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *word;
        enum outcome outcome;
        const char *code;
    } rows[] = {{"die", OUTCOME_DIED, ""},
                {"die in feedback", OUTCOME_DIED, ""},
                {"refuse feedback", OUTCOME_ERROR, "deaf"},
                {"too many", OUTCOME_ERROR, "contract"},
                {"no list", OUTCOME_ERROR, "contract"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        run(f, rows[i].word);
        assert_all(f, rows[i].outcome, rows[i].code);
    }
}

static void a_tool_that_takes_no_feedback_does_not_get_ready(void **state)
{
    struct fixture *f = *state;
    f->plan.parameters = STR("{\"offers\":false}");
    assert_int_equal(try(f, ""), ERR_FORMAT);
    assert_non_null(strstr(f->err.message, "\"ops\" does not list \"feedback\""));
    assert_int_equal(f->answers[0], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_like_a_relevant_one_comes_next, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_comes_with_stop_and_after_is_after_it, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_never_proposed_has_no_rank, setup, teardown),
        cmocka_unit_test_setup_teardown(proposed_again_or_unknown_is_a_fault_and_moves_nothing,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_session_that_fails_fails_for_every_item, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_tool_that_takes_no_feedback_does_not_get_ready, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
