/* A tool that hangs, floods, lies about ids or dies costs items, not the run. The tool is
 * tests/tools/obedient: it does what the item's text says, in a real sandbox. */
#include "run/client.h"

#include "base/clock.h"
#include "base/encode.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "crypto/random.h"
#include "run/identify.h"
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

#define TOOL PAI_SOURCE_DIR "/tests/tools/obedient"
enum { ITEMS_MAX = 80, PATIENCE_MS = 40000 };

struct fixture {
    struct arena *arena;
    struct manifest manifest;
    struct client_item items[ITEMS_MAX];
    size_t order[ITEMS_MAX];
    enum outcome outcomes[ITEMS_MAX];
    char code[ITEMS_MAX][48];
    struct str outputs[ITEMS_MAX];
    int answers[ITEMS_MAX];
    size_t done;
    size_t stop_after;
    int prepared[ITEMS_MAX];
    int64_t patience_ms; /* when a test that hangs is told so */
    struct client_plan plan;
    struct client_counts counts;
    struct err err;
    char scratch[64];
};

static enum err_code check(void *data, size_t item, const struct js *output, struct err *err)
{
    const struct fixture *f = data;
    (void)item;
    return task_lookup(f->manifest.task)->check_output(f->items[0].input, output, err);
}

static enum err_code done(void *data, const struct client_answer *answer, struct err *err)
{
    struct fixture *f = data;
    (void)err;
    f->answers[answer->item]++;
    f->outcomes[answer->item] = answer->outcome;
    snprintf(f->code[answer->item], sizeof f->code[0], "%.*s", STR_ARG(answer->error_code));
    f->outputs[answer->item] = arena_str(f->arena, answer->output);
    f->done++;
    return ERR_OK;
}

static bool tick(void *data)
{
    const struct fixture *f = data;
    return (f->stop_after > 0 && f->done >= f->stop_after) ||
           clock_monotonic_ms() > f->patience_ms;
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    crypto_start();
    f->arena = arena_new();
    f->patience_ms = clock_monotonic_ms() + PATIENCE_MS;
    snprintf(f->scratch, sizeof f->scratch, "/tmp/policeai-test-XXXXXX");
    assert_non_null(mkdtemp(f->scratch));
    if (manifest_read(f->arena, TOOL, &f->manifest, &f->err) != ERR_OK) {
        fail_msg("%s", f->err.message);
    }
    f->plan = (struct client_plan){.tool_folder = TOOL,
                                   .manifest = &f->manifest,
                                   .parameters = STR("{\"window\":4}"),
                                   .tool_seed = 1,
                                   .scratch = f->scratch,
                                   .workers = 1,
                                   .items = f->items,
                                   .order = f->order,
                                   .check = check,
                                   .done = done,
                                   .tick = tick,
                                   .data = f};
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

static void add(struct fixture *f, const char *text)
{
    struct js *input;
    char *json = arena_printf(f->arena, "{\"text\":\"%s\"}", text);
    assert_int_equal(js_parse(f->arena, str_of(json), &input, NULL), ERR_OK);
    size_t i = f->plan.count++;
    f->items[i] = (struct client_item){.id = str_of(arena_printf(f->arena, "item-%zu", i)),
                                       .input = input};
    f->order[i] = i;
}

static void add_all(struct fixture *f, const char *const *texts)
{
    for (; *texts != NULL; texts++) {
        add(f, *texts);
    }
}

static void run(struct fixture *f)
{
    if (client_run(&f->plan, &f->counts, &f->err) != ERR_OK) {
        fail_msg("%s", f->err.message);
    }
    for (size_t i = 0; i < f->plan.count; i++) {
        assert_int_equal(f->answers[i], 1); /* exactly one outcome each */
    }
}

static void every_item_is_answered_by_several_processes(void **state)
{
    struct fixture *f = *state;
    f->plan.workers = 2;
    for (int i = 0; i < 60; i++) {
        add(f, "fine");
    }
    run(f);
    for (size_t i = 0; i < f->plan.count; i++) {
        assert_int_equal(f->outcomes[i], OUTCOME_ANSWERED);
        assert_true(str_is(f->outputs[i], "{\"spans\": []}"));
    }
    assert_int_equal(f->counts.restarts, 0);
    assert_int_equal(f->counts.faults, 0);
    assert_int_equal(f->counts.record.started, 2);
}

/* What it points to is gone with the next. */
static enum err_code prepare(void *data, size_t item, struct client_item *asked,
                             struct err *err)
{
    static struct js *input;
    struct fixture *f = data;
    (void)err;
    f->prepared[item]++;
    assert_int_equal(
        js_parse(f->arena, item == 3 ? STR("{\"text\":\"die\"}") : STR("{\"text\":\"fine\"}"),
                 &input, NULL),
        ERR_OK);
    asked->input = input;
    return f->stop_after > 0 && item == f->stop_after ? err_set(err, ERR_IO, "no such item")
                                                      : ERR_OK;
}

static void items_are_prepared_when_they_are_sent(void **state)
{
    struct fixture *f = *state;
    f->plan.prepare = prepare;
    f->plan.workers = 2;
    add_all(f, (const char *[]){"", "", "", "", "", "", "", "", NULL});
    run(f);
    for (size_t i = 0; i < f->plan.count; i++) {
        assert_int_equal(f->outcomes[i], i == 3 ? OUTCOME_DIED : OUTCOME_ANSWERED);
    }
    assert_in_range(f->prepared[3], 1, 2); /* among others, then alone */
    assert_in_range(f->prepared[0], 1, 2);
}

static void what_cannot_be_prepared_ends_the_run(void **state)
{
    struct fixture *f = *state;
    f->plan.prepare = prepare;
    f->stop_after = 2;
    add_all(f, (const char *[]){"", "", "", NULL});
    assert_int_equal(client_run(&f->plan, &f->counts, &f->err), ERR_IO);
    assert_string_equal(f->err.message, "no such item");
}

static void one_that_kills_the_tool_is_found_and_the_others_are_answered(void **state)
{
    struct fixture *f = *state;
    add_all(f, (const char *[]){"fine", "fine", "die", "fine", "fine", "leave", "fine", NULL});
    run(f);
    for (size_t i = 0; i < f->plan.count; i++) {
        assert_int_equal(f->outcomes[i], i == 2 || i == 5 ? OUTCOME_DIED : OUTCOME_ANSWERED);
    }
    assert_in_range(f->counts.restarts, 2, 4);
}

static void one_that_hangs_is_a_timeout_and_the_others_are_answered(void **state)
{
    struct fixture *f = *state;
    add_all(f, (const char *[]){"fine", "hang", "fine", NULL});
    run(f);
    assert_int_equal(f->outcomes[0], OUTCOME_ANSWERED);
    assert_int_equal(f->outcomes[1], OUTCOME_TIMEOUT);
    assert_int_equal(f->outcomes[2], OUTCOME_ANSWERED);
}

static void a_tool_that_gives_an_item_up_when_asked_lives_on(void **state)
{
    struct fixture *f = *state;
    f->plan.window_max = 1;
    add_all(f, (const char *[]){"silent", "fine", NULL});
    run(f);
    assert_int_equal(f->outcomes[0], OUTCOME_TIMEOUT);
    assert_int_equal(f->outcomes[1], OUTCOME_ANSWERED);
    assert_int_equal(f->counts.restarts, 0);
    assert_int_equal(f->counts.faults, 0); /* "cancelled" came late but was asked for */
}

static void malformed_lines_and_floods_cost_their_item(void **state)
{
    struct fixture *f = *state;
    f->plan.window_max = 1;
    add_all(f, (const char *[]){"malformed", "fine", "long", "fine", "flood", "fine", NULL});
    run(f);
    for (size_t i = 0; i < f->plan.count; i++) {
        assert_int_equal(f->outcomes[i], i % 2 == 0 ? OUTCOME_ERROR : OUTCOME_ANSWERED);
        assert_string_equal(f->code[i], i % 2 == 0 ? "malformed" : "");
    }
    assert_int_equal(f->counts.restarts, 3);
}

static void errors_contracts_noise_and_lies_are_told_apart(void **state)
{
    struct fixture *f = *state;
    add_all(f, (const char *[]){"error", "contract", "noise", "lie", "twice", "fine", NULL});
    run(f);
    assert_int_equal(f->outcomes[0], OUTCOME_ERROR);
    assert_string_equal(f->code[0], "too-hard");
    assert_int_equal(f->outcomes[1], OUTCOME_ERROR);
    assert_string_equal(f->code[1], "contract");
    assert_int_equal(f->outcomes[2], OUTCOME_ANSWERED);
    assert_int_equal(f->counts.noise_bytes, 13);
    assert_int_equal(f->outcomes[3], OUTCOME_ANSWERED);
    assert_true(str_is(f->outputs[4], "{\"spans\": []}")); /* the first answer counts */
    assert_int_equal(f->counts.faults, 2);
    assert_int_equal(f->counts.restarts, 0);
}

static void more_than_a_thousand_lies_fail_the_run(void **state)
{
    struct fixture *f = *state;
    add_all(f, (const char *[]){"lies", NULL});
    assert_int_equal(client_run(&f->plan, &f->counts, &f->err), ERR_INVALID);
    assert_int_equal(f->counts.faults, 1001);
}

static void after_fifty_restarts_the_rest_is_not_attempted(void **state)
{
    struct fixture *f = *state;
    f->plan.window_max = 1;
    for (int i = 0; i < 60; i++) {
        add(f, "die");
    }
    run(f);
    for (size_t i = 0; i < f->plan.count; i++) {
        assert_int_equal(f->outcomes[i], i < 51 ? OUTCOME_DIED : OUTCOME_NOT_ATTEMPTED);
    }
    assert_int_equal(f->counts.restarts, 50);
}

static void after_fifty_restarts_what_was_put_aside_is_not_attempted_either(void **state)
{
    struct fixture *f = *state;
    size_t not_attempted = 0;
    for (int i = 0; i < 60; i++) {
        add(f, "die");
    }
    run(f); /* four at once: the last restart finds items waiting to be sent again alone */
    for (size_t i = 0; i < f->plan.count; i++) {
        not_attempted += f->outcomes[i] == OUTCOME_NOT_ATTEMPTED;
    }
    assert_in_range(not_attempted, 1, 59);
    assert_int_equal(f->counts.restarts, 50);
}

static void a_window_of_64_is_used_and_never_passed(void **state)
{
    struct fixture *f = *state;
    f->plan.parameters = STR("{\"window\":64}");
    for (int i = 0; i < 66; i++) {
        add(f, "gather");
    }
    run(f);
    size_t full = 0;
    for (size_t i = 0; i < f->plan.count; i++) {
        assert_int_equal(f->outcomes[i], OUTCOME_ANSWERED);
        full += str_is(f->outputs[i], "{\"spans\": [], \"out\": 64}");
        assert_int_equal(str_find(f->outputs[i], STR("65")), SIZE_MAX);
        assert_int_equal(str_find(f->outputs[i], STR("66")), SIZE_MAX);
    }
    assert_int_equal(full, 64);
}

static void a_window_of_4_is_never_passed(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 9; i++) {
        add(f, "gather");
    }
    run(f);
    for (size_t i = 0; i < f->plan.count; i++) { /* fewer when this process had to wait */
        struct js *output;
        int64_t out;
        assert_int_equal(js_parse(f->arena, f->outputs[i], &output, NULL), ERR_OK);
        assert_int_equal(js_need_int(output, "out", 1, 4, &out, NULL), ERR_OK);
    }
}

static void a_late_answer_never_counts(void **state)
{
    struct fixture *f = *state;
    f->plan.window_max = 1;
    add_all(f, (const char *[]){"late", "fine", NULL});
    run(f);
    assert_int_equal(f->outcomes[0], OUTCOME_TIMEOUT);
    assert_int_equal(f->outcomes[1], OUTCOME_ANSWERED);
    assert_int_equal(f->counts.restarts, 0); /* it came within the grace */
    assert_int_equal(f->counts.faults, 1);   /* it answers the cancel once more */
}

/* With several out the clock cancels all; what comes then is dropped and they are sent again,
 * alone. The tool answers a second item late, too: that answer must not stand. */
static void a_late_answer_of_a_neighbour_never_counts(void **state)
{
    struct fixture *f = *state;
    f->plan.window_max = 2;
    add_all(f, (const char *[]){"later", "fine", NULL});
    run(f);
    assert_int_equal(f->outcomes[0], OUTCOME_TIMEOUT);
    assert_int_equal(f->outcomes[1], OUTCOME_ANSWERED);
    assert_true(str_is(f->outputs[1], "{\"spans\": []}"));
}

static void progress_moves_no_clock(void **state)
{
    struct fixture *f = *state;
    add_all(f, (const char *[]){"working", "fine", NULL});
    f->plan.window_max = 1;
    int64_t began = clock_monotonic_ms();
    run(f);
    assert_int_equal(f->outcomes[0], OUTCOME_TIMEOUT);
    assert_int_equal(f->outcomes[1], OUTCOME_ANSWERED);
    assert_in_range(clock_monotonic_ms() - began, 6000, 12000); /* 1 s and 5 s of grace */
}

static void what_answers_nothing_is_a_fault(void **state)
{
    struct fixture *f = *state;
    add_all(f, (const char *[]){"ready", "nothing said", "fine", NULL});
    run(f);
    for (size_t i = 0; i < f->plan.count; i++) {
        assert_int_equal(f->outcomes[i], OUTCOME_ANSWERED);
    }
    /* a second ready; neither output nor error; an id that is no string; both at once */
    assert_int_equal(f->counts.faults, 4);
}

static void an_unfinished_last_line_is_noise(void **state)
{
    struct fixture *f = *state;
    f->plan.window_max = 1;
    add_all(f, (const char *[]){"unfinished", "fine", NULL});
    run(f);
    assert_int_equal(f->outcomes[0], OUTCOME_DIED);
    assert_int_equal(f->outcomes[1], OUTCOME_ANSWERED);
    assert_true(f->counts.noise_bytes > 40);
}

static void blanks_are_borne_and_bytes_that_are_no_text_are_not(void **state)
{
    struct fixture *f = *state;
    f->plan.window_max = 1;
    add_all(f, (const char *[]){"spaces", "bytes", NULL});
    run(f);
    assert_int_equal(f->outcomes[0], OUTCOME_ANSWERED);
    assert_true(str_is(f->outputs[0], "{\"spans\": []}")); /* first to last byte of the value */
    assert_int_equal(f->outcomes[1], OUTCOME_ERROR);
    assert_string_equal(f->code[1], "malformed");
}

static void error_codes_have_one_form(void **state)
{
    struct fixture *f = *state;
    add_all(f, (const char *[]){"error {'code':'abc-9'}", "error {'code':'Not this'}",
                                "error {'code':'a23456789012345678901234567890123456789x1'}",
                                "error {'code':'a23456789012345678901234567890123456789x'}",
                                "error {'code':7}", "error 'text'", "error {}", NULL});
    run(f);
    static const char *const codes[] = {
        "abc-9", "other", "other", "a23456789012345678901234567890123456789x",
        "other", "other", "other"};
    for (size_t i = 0; i < f->plan.count; i++) {
        assert_int_equal(f->outcomes[i], OUTCOME_ERROR);
        assert_string_equal(f->code[i], codes[i]);
    }
    assert_int_equal(f->counts.faults, 0);
}

static void much_output_and_talk_do_not_stop_the_loop(void **state)
{
    struct fixture *f = *state;
    add_all(f, (const char *[]){"big", "stderr", "big", "fine", NULL});
    run(f);
    for (size_t i = 0; i < f->plan.count; i++) {
        assert_int_equal(f->outcomes[i], OUTCOME_ANSWERED);
    }
    assert_true(f->outputs[0].n > 900000);
}

static void an_end_is_seen_whoever_holds_the_pipe(void **state)
{
    struct fixture *f = *state;
    f->plan.window_max = 1;
    f->manifest.seconds_per_item = PATIENCE_MS / 1000;
    add_all(f, (const char *[]){"orphan", "close", "fine", NULL});
    int64_t began = clock_monotonic_ms();
    run(f);
    assert_int_equal(f->outcomes[0], OUTCOME_DIED);
    assert_int_equal(f->outcomes[1], OUTCOME_DIED);
    assert_int_equal(f->outcomes[2], OUTCOME_ANSWERED);
    assert_in_range(clock_monotonic_ms() - began, 0,
                    PATIENCE_MS / 2); /* no clock had to pass */
}

static void request_ids_tell_nothing(void **state)
{
    struct fixture *f = *state;
    add_all(f, (const char *[]){"identity", "identity", NULL});
    run(f);
    assert_false(str_eq(f->outputs[0], f->outputs[1]));
    for (size_t i = 0; i < 2; i++) {
        struct js *output;
        assert_int_equal(js_parse(f->arena, f->outputs[i], &output, NULL), ERR_OK);
        assert_true(hex_is(js_member(output, "id")->string, 16));
    }
}

static void more_memory_than_allowed_ends_the_item(void **state)
{
    struct fixture *f = *state;
    add_all(f, (const char *[]){"memory", "fine", NULL});
    run(f);
    assert_int_not_equal(f->outcomes[0], OUTCOME_ANSWERED);
    assert_int_equal(f->outcomes[1], OUTCOME_ANSWERED);
}

static void the_tool_sees_its_folder_and_a_bare_environment(void **state)
{
    struct fixture *f = *state;
    add_all(f, (const char *[]){"environment", NULL});
    run(f);
    struct js *seen;
    assert_int_equal(js_parse(f->arena, f->outputs[0], &seen, NULL), ERR_OK);
    assert_true(js_is(js_member(seen, "cwd"), "/tool"));
    const struct js *environment = js_member(seen, "seen");
    assert_int_equal(environment->array.count, 4);
    assert_true(str_is(environment->raw, "[[\"HOME\", \"/tmp\"], [\"LC_ALL\", \"C.UTF-8\"], "
                                         "[\"PATH\", \"/usr/bin:/bin\"], [\"TZ\", \"UTC\"]]"));
    assert_true(str_is(js_member(seen, "fds")->raw, "4")); /* 0, 1, 2 and the listing itself */
}

static void a_file_is_staged_under_another_name_and_time(void **state)
{
    struct fixture *f = *state;
    struct js *input;
    struct js *seen;
    char *path = arena_printf(f->arena, "%s/secret-name.txt", f->scratch);
    assert_int_equal(file_write(path, STR("bytes"), 0600, NULL), ERR_OK);
    assert_int_equal(
        js_parse(f->arena, STR("{\"audio\":{\"file\":\"a/b.txt\"}}"), &input, NULL), ERR_OK);
    add(f, "fine");
    add(f, "environment");
    f->items[0].input = input;
    f->items[0].files = (const char *const[]){path};
    f->items[0].file_count = 1;
    f->plan.window_max = 1;
    struct client_item with_file = f->items[0]; /* the check reads item 0's text */
    f->items[0] = f->items[1];
    f->items[1] = with_file;
    f->order[0] = 1;
    f->order[1] = 0;
    run(f);
    assert_int_equal(js_parse(f->arena, f->outputs[1], &seen, NULL), ERR_OK);
    assert_true(js_is(js_member(seen, "text"), "bytes"));
    assert_true(str_is(js_member(seen, "mtime")->raw, "0.0"));
    assert_int_equal(str_find(js_member(seen, "path")->string, STR("secret")), SIZE_MAX);
    assert_true(str_ends(js_member(seen, "path")->string, STR(".txt")));
    assert_int_equal(js_parse(f->arena, f->outputs[0], &seen, NULL), ERR_OK);
    assert_int_equal(js_member(seen, "in")->array.count, 0); /* gone once answered */
}

/* Left stays left; a file that is named twice comes under two names. */
static void several_files_are_staged_each_under_a_name_of_its_own(void **state)
{
    struct fixture *f = *state;
    struct js *input;
    struct js *seen;
    const char *one = arena_printf(f->arena, "%s/one", f->scratch);
    const char *two = arena_printf(f->arena, "%s/two", f->scratch);
    assert_int_equal(file_write(one, STR("first"), 0600, NULL), ERR_OK);
    assert_int_equal(file_write(two, STR("second"), 0600, NULL), ERR_OK);
    assert_int_equal(
        js_parse(f->arena,
                 STR("{\"text\":\"\",\"left\":{\"file\":\"1\"},\"third\":{\"file\":"
                     "\"1\"},\"right\":{\"file\":\"2\"}}"),
                 &input, NULL),
        ERR_OK);
    add(f, "environment");
    add(f, "fine");
    f->items[1].input = input;
    f->items[1].files = (const char *const[]){one, one, two};
    f->items[1].file_count = 3;
    f->plan.window_max = 1;
    f->order[0] = 1;
    f->order[1] = 0;
    run(f);
    assert_int_equal(js_parse(f->arena, f->outputs[1], &seen, NULL), ERR_OK);
    const struct js *texts = js_member(seen, "texts");
    const struct js *paths = js_member(seen, "paths"); /* left, right, third */
    assert_true(js_is(&texts->array.items[0], "first"));
    assert_true(js_is(&texts->array.items[1], "second"));
    assert_true(js_is(&texts->array.items[2], "first"));
    assert_false(str_eq(paths->array.items[0].string, paths->array.items[2].string));
    assert_int_equal(js_parse(f->arena, f->outputs[0], &seen, NULL), ERR_OK);
    assert_int_equal(js_member(seen, "in")->array.count, 0); /* all gone once answered */
}

static void a_stop_is_told_and_leaves_the_rest(void **state)
{
    struct fixture *f = *state;
    f->plan.window_max = 1;
    f->stop_after = 2;
    for (int i = 0; i < 20; i++) {
        add(f, "fine");
    }
    assert_int_equal(client_run(&f->plan, &f->counts, &f->err), ERR_CANCELLED);
    assert_in_range(f->done, 2, 4);
}

static void nothing_is_sent_after_the_time_given(void **state)
{
    struct fixture *f = *state;
    f->plan.stop_sending_ms = clock_monotonic_ms() - 1;
    add(f, "fine");
    assert_int_equal(client_run(&f->plan, &f->counts, &f->err), ERR_OK);
    assert_int_equal(f->done, 0);
}

static void a_tool_that_does_not_get_ready_fails_the_run_with_its_words(void **state)
{
    struct fixture *f = *state;
    add(f, "fine");
    f->plan.parameters = STR("{}"); /* the tool wants "window": it ends with a KeyError */
    assert_int_equal(client_run(&f->plan, &f->counts, &f->err), ERR_EXTERNAL);
    assert_non_null(strstr(f->err.message, "KeyError"));
    f->plan.parameters = STR("{\"window\":65}");
    assert_int_equal(client_run(&f->plan, &f->counts, &f->err), ERR_FORMAT);
    assert_non_null(strstr(f->err.message, "\"window\""));
}

static void an_identity_names_the_runtime(void **state)
{
    struct fixture *f = *state;
    struct run_identity identity;
    bool python = false;
    const struct process_plan plan = {.tool_folder = TOOL,
                                      .manifest = &f->manifest,
                                      .parameters = STR("{\"window\":1}"),
                                      .tool_seed = 1,
                                      .scratch = f->scratch};
    if (run_identify(f->arena, &plan, &identity, &f->err) != ERR_OK) {
        fail_msg("%s", f->err.message);
    }
    for (size_t i = 0; i < identity.count; i++) {
        python = python || strstr(identity.files[i], "/bin/python3") != NULL;
        assert_true(strncmp(identity.files[i], "/usr/", 5) == 0);
    }
    assert_true(python);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        T(every_item_is_answered_by_several_processes),
        T(items_are_prepared_when_they_are_sent),
        T(what_cannot_be_prepared_ends_the_run),
        T(one_that_kills_the_tool_is_found_and_the_others_are_answered),
        T(one_that_hangs_is_a_timeout_and_the_others_are_answered),
        T(a_tool_that_gives_an_item_up_when_asked_lives_on),
        T(malformed_lines_and_floods_cost_their_item),
        T(errors_contracts_noise_and_lies_are_told_apart),
        T(more_than_a_thousand_lies_fail_the_run),
        T(after_fifty_restarts_the_rest_is_not_attempted),
        T(after_fifty_restarts_what_was_put_aside_is_not_attempted_either),
        T(a_window_of_64_is_used_and_never_passed),
        T(a_window_of_4_is_never_passed),
        T(a_late_answer_never_counts),
        T(a_late_answer_of_a_neighbour_never_counts),
        T(progress_moves_no_clock),
        T(what_answers_nothing_is_a_fault),
        T(an_unfinished_last_line_is_noise),
        T(blanks_are_borne_and_bytes_that_are_no_text_are_not),
        T(error_codes_have_one_form),
        T(much_output_and_talk_do_not_stop_the_loop),
        T(an_end_is_seen_whoever_holds_the_pipe),
        T(request_ids_tell_nothing),
        T(more_memory_than_allowed_ends_the_item),
        T(the_tool_sees_its_folder_and_a_bare_environment),
        T(a_file_is_staged_under_another_name_and_time),
        T(several_files_are_staged_each_under_a_name_of_its_own),
        T(a_stop_is_told_and_leaves_the_rest),
        T(nothing_is_sent_after_the_time_given),
        T(a_tool_that_does_not_get_ready_fails_the_run_with_its_words),
        T(an_identity_names_the_runtime),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
