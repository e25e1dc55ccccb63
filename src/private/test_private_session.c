/* Links and sessions of a private program. */
#include "private/private_session.h"

#include "crypto/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static char path[] = "/tmp/policeai-session-XXXXXX";

static int set_up(void **state)
{
    struct db *db = NULL;
    struct err err = {0};
    int fd = mkstemp(path);
    close(fd);
    assert_int_equal(db_open(&db, path, DB_WRITE, &err), ERR_OK);
    assert_int_equal(private_sessions_make(db, &err), ERR_OK);
    *state = db;
    return 0;
}

static int tear_down(void **state)
{
    db_close(*state);
    unlink(path);
    return 0;
}

static void test_link__is_good_once(void **state)
{
    struct db *db = *state;
    char link[PRIVATE_SECRET_SIZE];
    char session[PRIVATE_SECRET_SIZE];
    struct err err = {0};
    assert_int_equal(private_link_make(db, link, &err), ERR_OK);
    assert_int_equal(private_link_use(db, str_of(link), session, &err), ERR_OK);
    assert_int_equal(private_link_use(db, str_of(link), session, &err), ERR_DENIED);
}

static void test_session__ends_with_the_program(void **state)
{
    struct db *db = *state;
    char link[PRIVATE_SECRET_SIZE];
    char session[PRIVATE_SECRET_SIZE];
    struct arena *arena = arena_new();
    struct str who;
    struct str role;
    struct err err = {0};
    bool known;
    assert_int_equal(private_link_make(db, link, &err), ERR_OK);
    assert_int_equal(private_link_use(db, str_of(link), session, &err), ERR_OK);
    assert_int_equal(private_session_name(db, str_of(session), STR("Ann"), STR("DC"), &err),
                     ERR_OK);
    assert_int_equal(private_session(db, arena, str_of(session), &known, &who, &role, &err),
                     ERR_OK);
    assert_true(known && str_is(who, "Ann") && str_is(role, "DC"));
    assert_int_equal(private_sessions_clear(db, &err), ERR_OK);
    assert_int_equal(private_session(db, arena, str_of(session), &known, &who, &role, &err),
                     ERR_OK);
    assert_false(known);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_link__is_good_once),
                                       cmocka_unit_test(test_session__ends_with_the_program)};
    crypto_start();
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
