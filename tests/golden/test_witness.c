/* What a witness kept and gave out once is read for ever: its state, and the checkpoint with
 * its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "crypto/random.h"
#include "ledger/cosignature.h"
#include "stranger/witness.h"

static struct arena *arena;
static struct err err;

static struct str golden(const char *name)
{
    struct str text;
    const char *path = arena_printf(arena, "%s/tests/golden/witness/%s", PAI_SOURCE_DIR, name);
    if (file_read(arena, path, LIMIT_NOTE, &text, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    return text;
}

static void test_state_is_read_and_written_back(void **state)
{
    struct witness_state kept;
    struct strbuf again;
    (void)state;
    if (witness_state_parse(arena, golden("state"), &kept, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(kept.checkpoint.head.size, 5);
    strbuf_init(&again, LIMIT_NOTE);
    witness_state_write(&again, &kept);
    assert_true(str_eq(strbuf_view(&again), golden("state")));
    strbuf_release(&again);
}

static void test_cosignature_holds_at_the_time_of_the_state(void **state)
{
    struct witness_state kept;
    struct note_key key;
    struct note note;
    int64_t time = 0;
    (void)state;
    assert_int_equal(witness_state_parse(arena, golden("state"), &kept, &err), ERR_OK);
    assert_int_equal(cosigner_parse(str_trim(golden("witness.vkey")), &key, &err), ERR_OK);
    assert_int_equal(note_parse(arena, golden("cosigned"), &note, &err), ERR_OK);
    assert_int_equal(cosignature_verify(&note, &key, &time, &err), ERR_OK);
    assert_int_equal(time, kept.time);
    assert_int_equal(note_verify(&note, &kept.log_key, &err), ERR_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_state_is_read_and_written_back),
        cmocka_unit_test(test_cosignature_holds_at_the_time_of_the_state),
    };
    crypto_start();
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
