/* A collection is prepared once and searched by other processes; each item has one outcome,
 * whatever goes wrong in either. The tool is tests/tools/search-steps, in a real sandbox. */
#include "run/shape.h"

#include "base/arena.h"
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
#include <sys/stat.h>
#include <unistd.h>

#define TOOL PAI_SOURCE_DIR "/tests/tools/search-steps"
enum { ITEMS_MAX = 12, ENTRIES = 3, COLLECTIONS = 2, SEED = 11 };

struct fixture {
    struct arena *arena;
    struct manifest manifest;
    struct client_item items[ITEMS_MAX];
    size_t order[ITEMS_MAX];
    int answers[ITEMS_MAX];
    struct client_answer got[ITEMS_MAX];
    struct client_item entries[COLLECTIONS][ENTRIES];
    struct shape_collection collections[COLLECTIONS];
    struct client_plan plan;
    struct shape_plan shape;
    struct client_counts counts;
    struct err err;
    size_t stop_after; /* the run is cancelled after so many outcomes; 0: never */
    size_t outcomes;
    char folder[64];
    const char *scratch, *states;
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
    f->outcomes++;
    f->got[answer->item] = *answer;
    f->got[answer->item].output = arena_str(f->arena, answer->output);
    f->got[answer->item].error_code = arena_str(f->arena, answer->error_code);
    f->got[answer->item].error_message = arena_str(f->arena, answer->error_message);
    return ERR_OK;
}

static bool tick(void *data)
{
    const struct fixture *f = data;
    return f->stop_after > 0 && f->outcomes >= f->stop_after;
}

static const char *write_text(struct fixture *f, const char *name, const char *text)
{
    const char *path = arena_printf(f->arena, "%s/%s", f->folder, name);
    assert_int_equal(file_write(path, str_of(text), 0644, NULL), ERR_OK);
    return path;
}

static const char *const *one_file(struct fixture *f, const char *path)
{
    const char **files = arena_alloc(f->arena, sizeof *files);
    files[0] = path;
    return files;
}

static const struct js *parse(struct fixture *f, const char *json)
{
    struct js *value;
    assert_int_equal(js_parse(f->arena, str_of(json), &value, NULL), ERR_OK);
    return value;
}

/* Two galleries: "near" of ann, ben and cat, "far" of the same names with other faces. */
static void make_collections(struct fixture *f)
{
    static const char *const names[COLLECTIONS] = {"near", "far"};
    static const char *const ids[ENTRIES] = {"ann", "ben", "cat"};
    static const char *const faces[COLLECTIONS][ENTRIES] = {{"abcd", "abxy", "mnop"},
                                                            {"qrst", "uvwx", "abcd"}};
    for (size_t c = 0; c < COLLECTIONS; c++) {
        for (size_t i = 0; i < ENTRIES; i++) {
            const char *name = arena_printf(f->arena, "entry-%zu-%zu", c, i);
            f->entries[c][i] =
                (struct client_item){.id = str_of(ids[i]),
                                     .input = parse(f, "{\"faces\":[{\"file\":\"f\"}]}"),
                                     .files = one_file(f, write_text(f, name, faces[c][i])),
                                     .file_count = 1};
        }
        f->collections[c] = (struct shape_collection){str_of(names[c]), f->entries[c], ENTRIES};
    }
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    crypto_start();
    f->arena = arena_new();
    snprintf(f->folder, sizeof f->folder, "/tmp/policeai-test-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    f->scratch = arena_printf(f->arena, "%s/scratch", f->folder);
    f->states = arena_printf(f->arena, "%s/states", f->folder);
    assert_int_equal(file_make_folders(f->scratch, 0755, NULL), ERR_OK);
    assert_int_equal(file_make_folders(f->states, 0700, NULL), ERR_OK);
    if (manifest_read(f->arena, TOOL, &f->manifest, &f->err) != ERR_OK) {
        fail_msg("%s", f->err.message);
    }
    make_collections(f);
    f->plan = (struct client_plan){.tool_folder = TOOL,
                                   .manifest = &f->manifest,
                                   .parameters = STR("{\"do\":\"\"}"),
                                   .scratch = f->scratch,
                                   .workers = 1,
                                   .items = f->items,
                                   .order = f->order,
                                   .check = check,
                                   .done = done,
                                   .tick = tick,
                                   .data = f};
    f->shape = (struct shape_plan){.task = task_lookup(STR("face-identification")),
                                   .client = &f->plan,
                                   .seed = SEED,
                                   .collections = f->collections,
                                   .collection_count = COLLECTIONS,
                                   .states = f->states};
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
    assert_int_equal(file_remove_tree(f->folder, NULL), ERR_OK);
    arena_free(f->arena);
    free(f);
    return 0;
}

static void add(struct fixture *f, const char *collection, const char *text)
{
    size_t i = f->plan.count++;
    const char *name = arena_printf(f->arena, "item-%zu", i);
    f->items[i] = (struct client_item){
        .id = str_of(name),
        .input =
            parse(f, arena_printf(f->arena, "{\"face\":{\"file\":\"f\"},\"collection\":\"%s\"}",
                                  collection)),
        .files = one_file(f, write_text(f, name, text)),
        .file_count = 1};
    f->order[i] = i;
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

static void forget(struct fixture *f)
{
    memset(f->answers, 0, sizeof f->answers);
    f->outcomes = 0;
    f->plan.count = 0;
}

static void assert_code(const struct fixture *f, size_t i, const char *code, const char *words)
{
    assert_int_equal(f->got[i].outcome, OUTCOME_ERROR);
    if (!str_is(f->got[i].error_code, code) ||
        strstr(f->got[i].error_message.p, words) == NULL) {
        fail_msg("item %zu: %.*s: %.*s", i, STR_ARG(f->got[i].error_code),
                 STR_ARG(f->got[i].error_message));
    }
}

static void answers_have_the_benchmarks_names_collection_by_collection(void **state)
{
    struct fixture *f = *state;
    add(f, "near", "abcd");
    add(f, "far", "abcd");
    add(f, "near", "mnop");
    run(f);
    assert_true(str_starts(f->got[0].output,
                           STR("{\"candidates\":[{\"entry\":\"ann\",\"score\":1.0},{\"entry\":"
                               "\"ben\",\"score\":0.3333},{\"entry\":\"cat\",")));
    assert_true(str_starts(f->got[1].output,
                           STR("{\"candidates\":[{\"entry\":\"cat\",\"score\":1.0}")));
    assert_true(str_starts(f->got[2].output,
                           STR("{\"candidates\":[{\"entry\":\"cat\",\"score\":1.0}")));
    assert_int_equal(f->counts.record.started, 4); /* two that prepare, two that search */
}

static void what_was_prepared_is_used_again_and_only_while_whole(void **state)
{
    struct fixture *f = *state;
    add(f, "near", "abcd");
    run(f);
    struct str first = f->got[0].output;
    memset(f->answers, 0, sizeof f->answers);
    run(f);
    assert_int_equal(f->counts.record.started, 1); /* searched, not prepared */
    assert_true(str_eq(first, f->got[0].output));
    char shown[SHOWN_ID];
    run_seed_shown_id(SEED, STR("cat"), shown);
    const char *file = arena_printf(f->arena, "%s/state-0/faces/%s", f->states, shown);
    assert_int_equal(file_write(file, STR("abcd"), 0644, NULL), ERR_OK);
    memset(f->answers, 0, sizeof f->answers);
    run(f);
    assert_int_equal(f->counts.record.started, 2); /* it was changed, so it is made again */
    assert_true(str_eq(first, f->got[0].output));
}

static void nothing_passes_from_item_to_item_through_state(void **state)
{
    struct fixture *f = *state;
    add(f, "near", "do remember");
    add(f, "near", "do remember");
    run(f);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(f->got[i].outcome, OUTCOME_ANSWERED);
        assert_non_null(strstr(f->got[i].output.p, "\"told\":[\"Read-only file system\"]"));
    }
}

static void the_tool_sees_no_collection_name_and_one_time_alone(void **state)
{
    struct fixture *f = *state;
    add(f, "near", "do look");
    run(f);
    assert_int_equal(f->got[0].outcome, OUTCOME_ANSWERED);
    assert_non_null(strstr(f->got[0].output.p,
                           "\"saw\":[[\"face\"],[\"bin\",\"dev\",\"etc\",\"in\",\"lib\","
                           "\"lib64\",\"out\",\"proc\",\"state\",\"tmp\",\"tool\",\"usr\"],0.0,"
                           "1]"));
}

static void wrong_answers_cost_their_item_alone(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *text, *code, *words;
    } rows[] = {{"do stranger", "contract", "not in the collection"},
                {"do bench id", "contract", "not in the collection"},
                {"do double", "contract", "candidate 4: the entry \"ann\" is named twice"},
                {"do unsorted", "contract", "above that of the one before"},
                {"do nan", "malformed", ""},
                {"do huge", "contract", "must be 0 to 1"},
                {"do number", "contract", "\"entry\" must be a string"},
                {"do no threshold", "contract", "\"threshold\" must be a number"}};
    add(f, "near", "abcd");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        add(f, "near", rows[i].text);
    }
    add(f, "near", "do die");
    add(f, "near", "do fail");
    run(f);
    assert_int_equal(f->got[0].outcome, OUTCOME_ANSWERED);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_code(f, i + 1, rows[i].code, rows[i].words);
    }
    assert_int_equal(f->got[f->plan.count - 2].outcome, OUTCOME_DIED);
    assert_true(str_is(f->got[f->plan.count - 1].output, "{\"failure\":\"no face\"}"));
}

static void what_goes_wrong_in_preparing_costs_the_items_of_that_collection(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *word;
        enum outcome outcome;
        const char *code, *words;
    } rows[] = {{"die", OUTCOME_DIED, "", ""},
                {"refuse", OUTCOME_ERROR, "too-many", "too many faces"},
                {"malformed", OUTCOME_ERROR, "malformed", ""},
                {"flood", OUTCOME_DIED, "", ""},
                {"link", OUTCOME_ERROR, "contract", "/state/link is a link"},
                {"deep", OUTCOME_ERROR, "contract", "deeper than 32"},
                {"hang", OUTCOME_TIMEOUT, "", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char **left;
        size_t count;
        forget(f);
        f->plan.parameters = str_of(arena_printf(f->arena, "{\"do\":\"%s\"}", rows[i].word));
        add(f, "near", "abcd");
        add(f, "near", "mnop");
        run(f);
        for (size_t k = 0; k < 2; k++) {
            assert_int_equal(f->got[k].outcome, rows[i].outcome);
            assert_true(str_is(f->got[k].error_code, rows[i].code));
            assert_non_null(
                strstr(f->got[k].error_message.p != NULL ? f->got[k].error_message.p : "",
                       rows[i].words));
        }
        assert_int_equal(file_list(f->arena, f->states, &left, &count, NULL), ERR_OK);
        for (size_t k = 0; k < count; k++) {
            assert_null(strstr(left[k], ".sha256")); /* nothing that would be taken for whole */
        }
    }
}

static void a_process_that_lingers_changes_nothing_after_its_answer(void **state)
{
    struct fixture *f = *state;
    f->plan.parameters = STR("{\"do\":\"linger\"}");
    add(f, "near", "abcd");
    run(f);
    assert_int_equal(f->got[0].outcome, OUTCOME_ANSWERED);
}

static void a_tool_that_does_not_offer_prepare_fails_the_run(void **state)
{
    struct fixture *f = *state;
    f->plan.parameters = STR("{\"do\":\"no op\"}");
    add(f, "near", "abcd");
    assert_int_equal(shape_run(&f->shape, &f->counts, &f->err), ERR_FORMAT);
    assert_non_null(strstr(f->err.message, "\"ops\" does not list \"prepare\""));
    assert_int_equal(f->answers[0], 0);
}

/* What a run that was stopped has done is not asked again by the next, which ends alike. */
static void a_stopped_run_goes_on_with_the_same_state(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < 6; i++) {
        add(f, i % 2 == 0 ? "near" : "far", "abcd");
    }
    f->stop_after = 2;
    assert_int_equal(shape_run(&f->shape, &f->counts, &f->err), ERR_CANCELLED);
    size_t count = 0;
    for (size_t i = 0; i < 6; i++) {
        if (f->answers[i] == 0) {
            f->order[count++] = i;
        }
    }
    assert_in_range(count, 1, 4);
    f->plan.count = count;
    f->stop_after = 0;
    assert_int_equal(shape_run(&f->shape, &f->counts, &f->err), ERR_OK);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(f->answers[i], 1);
        assert_true(str_eq(f->got[i].output, f->got[i % 2].output));
    }
}

static void several_processes_search_one_state(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < ITEMS_MAX; i++) {
        add(f, "near", i == 5 ? "do die" : "abcd");
    }
    f->plan.workers = 3;
    run(f);
    for (size_t i = 0; i < ITEMS_MAX; i++) {
        assert_int_equal(f->got[i].outcome, i == 5 ? OUTCOME_DIED : OUTCOME_ANSWERED);
    }
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(answers_have_the_benchmarks_names_collection_by_collection),
        CASE(what_was_prepared_is_used_again_and_only_while_whole),
        CASE(nothing_passes_from_item_to_item_through_state),
        CASE(the_tool_sees_no_collection_name_and_one_time_alone),
        CASE(wrong_answers_cost_their_item_alone),
        CASE(what_goes_wrong_in_preparing_costs_the_items_of_that_collection),
        CASE(a_process_that_lingers_changes_nothing_after_its_answer),
        CASE(a_tool_that_does_not_offer_prepare_fails_the_run),
        CASE(a_stopped_run_goes_on_with_the_same_state),
        CASE(several_processes_search_one_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
