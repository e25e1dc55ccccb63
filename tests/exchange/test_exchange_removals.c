/* Removals that come from other logs. The audit, which shares no code with it, judges each log.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "exchange_rig.h"

#include "base/file.h"
#include "base/limits.h"

#define PLANTED "Hephzibah Quillfeather"

struct pair {
    struct centre centre;
    struct log_maker force;
};

static void pair_open(struct pair *pair)
{
    centre_open(&pair->centre);
    sender_open(&pair->force, &pair->centre, "force", "removing force");
    centre_introduce(&pair->centre, &pair->force, "sample-force");
}

static void pair_close(struct pair *pair)
{
    log_maker_close(&pair->force);
    centre_close(&pair->centre);
}

static const char *say(struct log_maker *force)
{
    struct maker_entry entry = {.by = MAKER_STATEMENT, .type = "sample.text/1"};
    entry.body = "{\"text\":\"" PLANTED "\"}";
    return log_maker_add(force, &entry);
}

static void take_back(struct log_maker *force, const char *id)
{
    struct maker_entry entry = {.by = MAKER_STATEMENT, .type = "body.removed/1"};
    entry.body =
        arena_printf(force->arena,
                     "{\"date\":\"2026-01-29\",\"ground\":\"erasure\",\"ids\":[\"%s\"],"
                     "\"role\":\"sample role\"}",
                     id);
    log_maker_add(force, &entry);
}

/* Files below the folder that hold the planted text, as it is. */
static size_t files_that_tell(struct centre *centre, const char *folder)
{
    const char **names;
    size_t count;
    size_t told = 0;
    if (file_list(centre->arena, folder, &names, &count, &centre->err) != ERR_OK) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        struct str bytes;
        const char *path = arena_printf(centre->arena, "%s/%s", folder, names[i]);
        if (file_read(centre->arena, path, 64 * (size_t)MIB, &bytes, &centre->err) == ERR_OK) {
            told += str_find(bytes, STR(PLANTED)) != SIZE_MAX;
        } else {
            told += files_that_tell(centre, path);
        }
    }
    return told;
}

static void assert_gone(struct pair *pair, int64_t removed)
{
    struct centre *centre = &pair->centre;
    centre_audit(centre);
    assert_int_equal(centre_number(centre, "SELECT COUNT(*) FROM removal r JOIN statement s ON "
                                           "s.id = r.id WHERE s.body = ''"),
                     removed);
    assert_int_equal(files_that_tell(centre, centre->dir.root), 0);
    centre_reopen(centre, 1769679000);
    centre_audit(centre);
}

static void test_removal_from_elsewhere__takes_what_was_here(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    const char *id = say(&pair.force);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "a", 0, 0));
    assert_true(files_that_tell(&pair.centre, pair.centre.dir.root) > 0);
    take_back(&pair.force, id);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "b", 0, 0));
    assert_int_equal(pair.centre.received.removals, 1);
    assert_gone(&pair, 1);
    pair_close(&pair);
}

static void test_removal_from_elsewhere__comes_with_what_it_took(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    const char *id = say(&pair.force);
    sender_say(&pair.force, NULL, NULL, 0, 1);
    take_back(&pair.force, id);
    sender_say(&pair.force, NULL, NULL, 0, 2);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "a", 0, 0));
    assert_int_equal(pair.centre.received.taken, 4);
    assert_gone(&pair, 1);
    pair_close(&pair);
}

static void test_removal_from_elsewhere__what_it_took_waits_for_it(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    const char *id = say(&pair.force);
    sender_say(&pair.force, NULL, NULL, 0, 1);
    uint64_t middle = pair.force.log.range.size;
    take_back(&pair.force, id);
    const char *first = sender_pack(&pair.force, "a", 0, middle);
    const char *second = sender_pack(&pair.force, "b", middle, 0);
    centre_must_take(&pair.centre, &pair.force, first);
    assert_int_equal(pair.centre.received.taken, 0);
    assert_int_equal(pair.centre.received.held, 2);
    centre_audit(&pair.centre);
    centre_must_take(&pair.centre, &pair.force, second);
    assert_int_equal(pair.centre.received.taken, 3);
    assert_gone(&pair, 1);
    pair_close(&pair);
}

static void test_removal_from_elsewhere__wins_over_an_older_bundle(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    const char *id = say(&pair.force);
    const char *older = sender_pack(&pair.force, "older", 0, 0);
    take_back(&pair.force, id);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "newer", 0, 0));
    centre_must_take(&pair.centre, &pair.force, older);
    assert_int_equal(pair.centre.received.known, 1);
    assert_gone(&pair, 1);
    pair_close(&pair);
}

/* Two keys of one organisation: the removal comes first, its statement with its body later. */
static void test_removal_from_elsewhere__wins_before_its_statement_comes(void **state)
{
    (void)state;
    struct pair pair;
    struct log_maker other;
    pair_open(&pair);
    sender_open(&other, &pair.centre, "other", "another office");
    centre_introduce(&pair.centre, &other, "sample-force");
    sender_say(&pair.force, NULL, NULL, 0, 0);
    uint64_t first = pair.force.log.range.size;
    const char *id = say(&pair.force);
    take_back(&other, id);
    const char *late_half = sender_pack(&pair.force, "second", first, 0);
    centre_must_take(&pair.centre, &pair.force, late_half); /* waits, with its body */
    assert_int_equal(pair.centre.received.held, 1);
    centre_must_take(&pair.centre, &other, sender_pack(&other, "removal", 0, 0));
    assert_int_equal(files_that_tell(&pair.centre, pair.centre.dir.root), 0);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "all", 0, first));
    assert_int_equal(pair.centre.received.held, 0);
    assert_gone(&pair, 1);
    log_maker_close(&other);
    pair_close(&pair);
}

static void test_removal_from_elsewhere__of_another_takes_nothing(void **state)
{
    (void)state;
    struct pair pair;
    struct log_maker other;
    pair_open(&pair);
    sender_open(&other, &pair.centre, "other", "another force");
    centre_introduce(&pair.centre, &other, "other-force");
    const char *id = say(&pair.force);
    take_back(&other, id);
    take_back(&other, centre_say(&pair.centre, NULL, 7));
    centre_must_take(&pair.centre, &other, sender_pack(&other, "removal", 0, 0));
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "a", 0, 0));
    centre_audit(&pair.centre);
    assert_int_equal(centre_number(&pair.centre, "SELECT COUNT(*) FROM removal"), 0);
    assert_int_equal(
        centre_number(&pair.centre, "SELECT COUNT(*) FROM statement WHERE body = ''"), 0);
    log_maker_close(&other);
    pair_close(&pair);
}

static void test_removal_from_elsewhere__by_a_key_that_had_ended_takes_nothing(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    const char *id = say(&pair.force);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "a", 0, 0));
    centre_revoke(&pair.centre, pair.force.names[MAKER_STATEMENT]);
    take_back(&pair.force, id);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "b", 0, 0));
    assert_int_equal(pair.centre.received.late, 1);
    assert_int_equal(pair.centre.received.removals, 0);
    centre_audit(&pair.centre);
    assert_int_equal(
        centre_number(&pair.centre, "SELECT COUNT(*) FROM statement WHERE body = ''"), 0);
    pair_close(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_removal_from_elsewhere__takes_what_was_here),
        cmocka_unit_test(test_removal_from_elsewhere__comes_with_what_it_took),
        cmocka_unit_test(test_removal_from_elsewhere__what_it_took_waits_for_it),
        cmocka_unit_test(test_removal_from_elsewhere__wins_over_an_older_bundle),
        cmocka_unit_test(test_removal_from_elsewhere__wins_before_its_statement_comes),
        cmocka_unit_test(test_removal_from_elsewhere__of_another_takes_nothing),
        cmocka_unit_test(test_removal_from_elsewhere__by_a_key_that_had_ended_takes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
