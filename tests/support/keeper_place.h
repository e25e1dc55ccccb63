/* A data folder of its own with a keeper whose clock stands still: what tests of the keeper's
 * work set up before each case and take away behind it.
 *
 *     const struct CMUnitTest tests[] = {KEEPER_PLACE_TEST(test_…), …};
 *     struct keeper_place *place = *state;
 *     must(place, keep_…(place->keeper, place->arena, …, &place->err)); */
#ifndef POLICEAI_TESTS_KEEPER_PLACE_H
#define POLICEAI_TESTS_KEEPER_PLACE_H

#include "base/arena.h"
#include "base/err.h"
#include "record/keeper.h"
#include "store/datadir.h"

enum { KEEPER_PLACE_NOON = 1769677200 }; /* where its clock stands, seconds since 1970 */

struct keeper_place {
    struct arena *arena;
    struct datadir dir; /* below /tmp */
    struct keeper_settings settings;
    struct keeper *keeper;
    struct err err; /* for every call of a test */
};

/* Fails the test with the place's error unless the code is ERR_OK. */
void must(struct keeper_place *place, enum err_code code);
/* Opens the keeper of the place, as after a start. */
void keeper_place_open(struct keeper_place *place);
/* A place with these settings, not in any *state; it is given back by keeper_place_end, with
 * its folder. For tests that share one register: a group's set-up makes it. */
struct keeper_place *keeper_place_begin(struct keeper_settings settings);
void keeper_place_end(struct keeper_place *place);
/* Appends one statement; `subject` NULL: a new one. */
void keeper_place_say(struct keeper_place *place, const char *type, const char *subject,
                      const char *body);
/* cmocka's: makes *state a struct keeper_place. */
int keeper_place_set_up(void **state);
/* Removes the folder too. */
int keeper_place_tear_down(void **state);

#define KEEPER_PLACE_TEST(test)                                                                \
    cmocka_unit_test_setup_teardown(test, keeper_place_set_up, keeper_place_tear_down)

#endif
