/* Who may say what became of an organisation, here and in what came from elsewhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "exchange_rig.h"

#define SUCCEEDED "organisation.succeeded/1"

static const char *becomes(struct arena *arena, const char *organisation, const char *successor)
{
    return arena_printf(arena,
                        "{\"date\":\"2026-04-01\",\"organisation\":\"%s\",\"successors\":[%s]}",
                        organisation, successor);
}

static enum err_code say(struct centre *centre, const char *organisation)
{
    struct keeper_receipt receipt;
    struct keeper_entry entry = {.type = STR(SUCCEEDED)};
    entry.body = str_of(becomes(centre->arena, organisation, "\"whole\""));
    return keep_append(centre->keeper, centre->arena, LOG_PUBLIC, &entry, 1, &receipt,
                       &centre->err);
}

static void send(struct centre *centre, struct log_maker *force, const char *organisation,
                 const char *name)
{
    struct maker_entry entry = {.by = MAKER_STATEMENT, .type = SUCCEEDED};
    entry.body = becomes(force->arena, organisation, "\"whole\"");
    log_maker_add(force, &entry);
    centre_must_take(centre, force, sender_pack(force, name, 0, 0));
}

static void assert_successions(struct centre *centre, int64_t rows, int64_t without_effect)
{
    assert_int_equal(centre_number(centre, "SELECT COUNT(*) FROM organisation_succession"),
                     rows);
    assert_int_equal(
        centre_number(centre, "SELECT COUNT(*) FROM statement WHERE state = 'not-theirs'"),
        without_effect);
    centre_audit(centre);
}

static void test_organisation__the_operator_speaks_for_one_that_has_no_key(void **state)
{
    (void)state;
    struct centre centre;
    centre_open(&centre);
    assert_int_equal(say(&centre, "sample-force"), ERR_OK);
    assert_int_equal(say(&centre, "demonstration"), ERR_OK); /* itself */
    assert_successions(&centre, 2, 0);
    assert_int_equal(
        centre_number(&centre, "SELECT own FROM organisation_succession ORDER BY organisation"),
        1);
    centre_close(&centre);
}

static void test_organisation__one_with_a_key_speaks_for_itself(void **state)
{
    (void)state;
    struct centre centre;
    struct log_maker force;
    int64_t number;
    int64_t due;
    centre_open(&centre);
    sender_open(&force, &centre, "force", "organisation force");
    centre_introduce(&centre, &force, "sample-force");
    assert_int_equal(say(&centre, "sample-force"), ERR_DENIED);
    struct keeper_entry entry = {.type = STR(SUCCEEDED)};
    entry.body = str_of(becomes(centre.arena, "sample-force", "\"whole\""));
    assert_int_equal(keep_submit(centre.keeper, centre.arena, LOG_PUBLIC, &entry, &number, &due,
                                 &centre.err),
                     ERR_DENIED); /* while the person is still there, not when it is due */
    send(&centre, &force, "sample-force", "b");
    assert_successions(&centre, 1, 0);
    log_maker_close(&force);
    centre_close(&centre);
}

static void test_organisation__of_another_it_is_kept_without_effect(void **state)
{
    (void)state;
    struct centre centre;
    struct log_maker force;
    centre_open(&centre);
    sender_open(&force, &centre, "force", "organisation force");
    centre_introduce(&centre, &force, "sample-force");
    send(&centre, &force, "other-force", "b");
    assert_successions(&centre, 0, 1);
    assert_int_equal(centre_number(&centre,
                                   "SELECT COUNT(*) FROM subject_head h JOIN statement "
                                   "s ON s.id = h.id WHERE s.state <> ''"),
                     0);
    log_maker_close(&force);
    centre_close(&centre);
}

static void test_organisation__once_its_key_is_lost_and_ended_the_operator_speaks(void **state)
{
    (void)state;
    struct centre centre;
    struct log_maker force;
    centre_open(&centre);
    sender_open(&force, &centre, "force", "organisation force");
    centre_introduce(&centre, &force, "sample-force");
    centre_revoke(&centre, force.names[MAKER_STATEMENT]);
    assert_int_equal(say(&centre, "sample-force"), ERR_OK);
    assert_successions(&centre, 1, 0);
    centre_introduce_key(&centre, force.vkeys[MAKER_FREE], "sample-force", "statement");
    assert_successions(&centre, 1, 0); /* said by right then, it stays */
    maker_must(keep_rebuild(centre.keeper, &centre.err), &centre.err);
    assert_successions(&centre, 1, 0);
    assert_int_equal(say(&centre, "sample-force"), ERR_DENIED);
    log_maker_close(&force);
    centre_close(&centre);
}

static void test_organisation__a_later_word_under_the_subject_takes_the_place(void **state)
{
    (void)state;
    struct centre centre;
    struct keeper_receipt receipt;
    struct keeper_entry entry = {.type = STR(SUCCEEDED),
                                 .subject = "00112233445566778899aabbccddeeff"};
    centre_open(&centre);
    for (int i = 0; i < 2; i++) {
        entry.body = str_of(becomes(centre.arena, "old", i == 0 ? "\"wrong\"" : "\"right\""));
        maker_must(keep_append(centre.keeper, centre.arena, LOG_PUBLIC, &entry, 1, &receipt,
                               &centre.err),
                   &centre.err);
    }
    assert_int_equal(
        centre_number(&centre,
                      "SELECT COUNT(*) FROM organisation_succession o JOIN statement s "
                      "ON s.id = o.statement_id JOIN subject_head h ON h.id = s.id "
                      "WHERE o.successor = 'right'"),
        1);
    assert_int_equal(centre_number(&centre, "SELECT COUNT(*) FROM subject_head WHERE subject = "
                                            "'00112233445566778899aabbccddeeff'"),
                     1);
    centre_close(&centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_organisation__the_operator_speaks_for_one_that_has_no_key),
        cmocka_unit_test(test_organisation__one_with_a_key_speaks_for_itself),
        cmocka_unit_test(test_organisation__of_another_it_is_kept_without_effect),
        cmocka_unit_test(test_organisation__once_its_key_is_lost_and_ended_the_operator_speaks),
        cmocka_unit_test(test_organisation__a_later_word_under_the_subject_takes_the_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
