/* The bundle of tests/golden/exchange: written by an earlier program, taken and written again
 * to the byte by this one. Its log follows from a label (support/log_maker.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "exchange_rig.h"

#define GOLDEN PAI_SOURCE_DIR "/tests/golden/exchange/one.bundle"

static void make_log(struct log_maker *force, const struct centre *centre)
{
    sender_open(force, centre, "force", "golden exchange");
    const char *subject = log_maker_subject(force);
    struct str first = str_of(sender_say(force, subject, NULL, 0, 1));
    sender_say(force, subject, &first, 1, 2);
}

static void test_golden__the_bundle_is_written_to_the_byte(void **state)
{
    (void)state;
    struct centre centre;
    struct log_maker force;
    centre_open(&centre);
    make_log(&force, &centre);
    struct str made = bundle_file_read(centre.arena, sender_pack(&force, "b", 0, 0));
    if (getenv("PAI_WRITE_GOLDEN") != NULL) {
        bundle_file_write(GOLDEN, made);
    }
    assert_true(str_eq(made, bundle_file_read(centre.arena, GOLDEN)));
    log_maker_close(&force);
    centre_close(&centre);
}

static void test_golden__the_bundle_is_taken(void **state)
{
    (void)state;
    struct centre centre;
    struct log_maker force;
    centre_open(&centre);
    make_log(&force, &centre);
    centre_introduce(&centre, &force, "sample-force");
    centre_must_take(&centre, &force, GOLDEN);
    assert_int_equal(centre.received.taken, 2);
    centre_audit(&centre);
    log_maker_close(&force);
    centre_close(&centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden__the_bundle_is_written_to_the_byte),
        cmocka_unit_test(test_golden__the_bundle_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
