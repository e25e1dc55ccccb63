/* See keeper_place.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "crypto/random.h"
#include "record/keeper_client.h"
#include "support/keeper_place.h"

#include <stdlib.h>

void must(struct keeper_place *place, enum err_code code)
{
    if (code != ERR_OK) {
        fail_msg("%s", place->err.message);
    }
}

void keeper_place_open(struct keeper_place *place)
{
    must(place, keeper_open(&place->keeper, &place->dir, &place->settings, &place->err));
}

struct keeper_place *keeper_place_begin(struct keeper_settings settings)
{
    char folder[] = "/tmp/policeai-place-XXXXXX";
    struct keeper_place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    crypto_start();
    place->arena = arena_new();
    place->settings = settings;
    assert_non_null(mkdtemp(folder));
    must(place, datadir_at(place->arena, folder, &place->dir, &place->err));
    keeper_place_open(place);
    return place;
}

void keeper_place_end(struct keeper_place *place)
{
    keeper_close(place->keeper);
    must(place, file_remove_tree(place->dir.root, &place->err));
    arena_free(place->arena);
    free(place);
}

void keeper_place_say(struct keeper_place *place, const char *type, const char *subject,
                      const char *body)
{
    struct keeper_receipt receipt;
    struct keeper_entry entry = {
        .type = str_of(type), .subject = subject, .body = str_of(body)};
    must(place, keep_append(place->keeper, place->arena, 0, &entry, 1, &receipt, &place->err));
}

int keeper_place_set_up(void **state)
{
    *state = keeper_place_begin((struct keeper_settings){.clock = {true, KEEPER_PLACE_NOON}});
    return 0;
}

int keeper_place_tear_down(void **state)
{
    keeper_place_end(*state);
    return 0;
}
