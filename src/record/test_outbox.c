/* The outbox: nothing is signed before its time, what is taken back leaves no byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/json.h"
#include "record/keeper_client.h"
#include "record/keeper_state.h"
#include "support/keeper_place.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECRET "Zebedee-Quilfeather-of-Nowhere"
#define BODY "{\"text\":\"" SECRET "\"}"
#define NOON KEEPER_PLACE_NOON
#define MINUTE 60

static enum err_code submit(struct keeper_place *place, const char *type, int64_t *number)
{
    int64_t due;
    struct keeper_entry entry = {.type = str_of(type), .body = STR(BODY)};
    return keep_submit(place->keeper, place->arena, LOG_PUBLIC, &entry, number, &due,
                       &place->err);
}

static void wait_until(struct keeper_place *place, int64_t seconds)
{
    place->keeper->clock.seconds = seconds;
    must(place, keep_outbox_due(place->keeper, &place->err));
}

static bool file_holds(struct keeper_place *place, const char *path)
{
    struct str bytes;
    return file_exists(path) &&
           file_read(place->arena, path, 64u << 20, &bytes, &place->err) == ERR_OK &&
           str_find(bytes, STR(SECRET)) != SIZE_MAX;
}

static struct js *list(struct keeper_place *place)
{
    struct str text;
    struct js *value;
    must(place, keep_outbox_list(place->keeper, place->arena, &text, &place->err));
    must(place, js_parse(place->arena, text, &value, &place->err));
    return value;
}

static void test_outbox__signs_after_fifteen_minutes_and_not_before(void **state)
{
    struct keeper_place *place = *state;
    int64_t number;
    uint64_t size = keeper_size(place->keeper);
    must(place, submit(place, "sample.said/1", &number));
    wait_until(place, NOON + 15 * MINUTE - 1);
    assert_int_equal(keeper_size(place->keeper), size);
    wait_until(place, NOON + 15 * MINUTE);
    assert_int_equal(keeper_size(place->keeper), size + 1);
    wait_until(place, NOON + 30 * MINUTE);
    assert_int_equal(keeper_size(place->keeper), size + 1);
    assert_int_equal(list(place)->array.count, 0);
}

static void test_outbox__a_cancelled_one_leaves_no_byte_and_no_leaf(void **state)
{
    struct keeper_place *place = *state;
    int64_t number;
    uint64_t size = keeper_size(place->keeper);
    char *wal = arena_printf(place->arena, "%s-wal", place->dir.ledger_db);
    must(place, submit(place, "sample.said/1", &number));
    assert_true(file_holds(place, place->dir.ledger_db) || file_holds(place, wal));
    must(place, keep_outbox_cancel(place->keeper, number, &place->err));
    assert_false(file_holds(place, place->dir.ledger_db) || file_holds(place, wal));
    wait_until(place, NOON + 60 * MINUTE);
    assert_int_equal(keeper_size(place->keeper), size);
    assert_int_equal(keep_outbox_cancel(place->keeper, number, &place->err), ERR_NOT_FOUND);
}

static void test_outbox__sends_at_once_when_asked(void **state)
{
    struct keeper_place *place = *state;
    struct keeper_receipt receipt;
    int64_t number;
    uint64_t size = keeper_size(place->keeper);
    must(place, submit(place, "sample.said/1", &number));
    must(place, keep_outbox_send(place->keeper, place->arena, number, &receipt, &place->err));
    assert_int_equal(receipt.index, size);
    assert_int_equal(
        keep_outbox_send(place->keeper, place->arena, number, &receipt, &place->err),
        ERR_NOT_FOUND);
}

static void test_outbox__takes_no_runs_evidence_keys_or_removals(void **state)
{
    struct keeper_place *place = *state;
    static const char *const types[] = {"run.registered/1", "evidence.issued/1",
                                        "key.revoked/1",    "genesis/1",
                                        "body.removed/1",   "log.received/1"};
    int64_t number;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        assert_int_equal(submit(place, types[i], &number), ERR_DENIED);
    }
}

static void test_outbox__refuses_at_once_what_could_never_be_appended(void **state)
{
    struct keeper_place *place = *state;
    int64_t number;
    assert_int_equal(submit(place, "benchmark.listed/1", &number), ERR_FORMAT);
    assert_int_equal(submit(place, "No Type", &number), ERR_FORMAT);
}

static void test_outbox__a_check_refuses_the_same_and_keeps_nothing(void **state)
{
    struct keeper_place *place = *state;
    struct keeper_entry good = {.type = STR("sample.said/1"), .body = STR(BODY)};
    struct keeper_entry bad = {.type = STR("benchmark.listed/1"), .body = STR(BODY)};
    struct keeper_entry at_once = {.type = STR("run.registered/1"), .body = STR(BODY)};
    must(place, keep_submit_check(place->keeper, place->arena, &good, &place->err));
    assert_int_equal(keep_submit_check(place->keeper, place->arena, &bad, &place->err),
                     ERR_FORMAT);
    assert_int_equal(keep_submit_check(place->keeper, place->arena, &at_once, &place->err),
                     ERR_DENIED);
    assert_int_equal(list(place)->array.count, 0);
}

static void test_outbox__waits_as_long_as_it_is_told(void **state)
{
    struct keeper_place *place = *state;
    int64_t number;
    uint64_t size = keeper_size(place->keeper);
    must(place, keep_outbox_delay(place->keeper, 2, &place->err));
    must(place, submit(place, "sample.said/1", &number));
    wait_until(place, NOON + 2 * MINUTE);
    assert_int_equal(keeper_size(place->keeper), size + 1);
    assert_int_equal(keep_outbox_delay(place->keeper, -1, &place->err), ERR_USAGE);
}

static void test_outbox__one_that_fails_says_why_and_holds_up_no_other(void **state)
{
    struct keeper_place *place = *state;
    int64_t number;
    uint64_t size = keeper_size(place->keeper);
    must(place, submit(place, "sample.said/1", &number));
    must(place, db_exec(place->keeper->db, "UPDATE outbox SET body = 'no JSON'", &place->err));
    must(place, submit(place, "sample.said/1", &number));
    wait_until(place, NOON + 15 * MINUTE);
    assert_int_equal(keeper_size(place->keeper), size + 1);
    struct db_query *query;
    bool row;
    must(place,
         db_prepare(place->keeper->db, "SELECT problem FROM outbox", &query, &place->err));
    must(place, db_step(query, &row, &place->err));
    assert_true(row && db_text(query, 0).n > 0);
    db_reset(query);
}

/* The way the rest of the program goes: through messages. */
static void test_client__submits_lists_cancels_and_sends(void **state)
{
    struct keeper_place *place = *state;
    struct keeper_client *client;
    struct keeper_ticket one;
    struct keeper_ticket two;
    struct keeper_receipt receipt;
    struct str text;
    keeper_close(place->keeper);
    place->keeper = NULL;
    must(place, keeper_client_open(&client, &place->dir, &place->err));
    must(place, keeper_submit(client, place->arena, "sample.said/1", NULL, STR(BODY), &one,
                              &place->err));
    must(place,
         keeper_submit(client, place->arena, "sample.said/1",
                       "00112233445566778899aabbccddeeff", STR(BODY), &two, &place->err));
    assert_true(two.number > one.number);
    must(place, keeper_outbox_list(client, place->arena, &text, &place->err));
    assert_true(str_find(text, STR(SECRET)) != SIZE_MAX);
    must(place, keeper_outbox_cancel(client, one.number, &place->err));
    must(place, keeper_outbox_send(client, place->arena, two.number, &receipt, &place->err));
    must(place, keeper_outbox_list(client, place->arena, &text, &place->err));
    assert_true(str_is(text, "[]"));
    must(place, keeper_outbox_delay(client, 0, &place->err));
    keeper_client_close(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KEEPER_PLACE_TEST(test_outbox__signs_after_fifteen_minutes_and_not_before),
        KEEPER_PLACE_TEST(test_outbox__a_cancelled_one_leaves_no_byte_and_no_leaf),
        KEEPER_PLACE_TEST(test_outbox__sends_at_once_when_asked),
        KEEPER_PLACE_TEST(test_outbox__takes_no_runs_evidence_keys_or_removals),
        KEEPER_PLACE_TEST(test_outbox__refuses_at_once_what_could_never_be_appended),
        KEEPER_PLACE_TEST(test_outbox__a_check_refuses_the_same_and_keeps_nothing),
        KEEPER_PLACE_TEST(test_outbox__waits_as_long_as_it_is_told),
        KEEPER_PLACE_TEST(test_outbox__one_that_fails_says_why_and_holds_up_no_other),
        KEEPER_PLACE_TEST(test_client__submits_lists_cancels_and_sends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
