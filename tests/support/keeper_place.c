/* See keeper_place.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
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

int keeper_place_set_up(void **state)
{
    char folder[] = "/tmp/policeai-place-XXXXXX";
    struct keeper_place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    place->arena = arena_new();
    place->settings.clock = (struct clock){.fixed = true, .seconds = KEEPER_PLACE_NOON};
    assert_non_null(mkdtemp(folder));
    must(place, datadir_at(place->arena, folder, &place->dir, &place->err));
    keeper_place_open(place);
    *state = place;
    return 0;
}

int keeper_place_tear_down(void **state)
{
    struct keeper_place *place = *state;
    keeper_close(place->keeper);
    must(place, file_remove_tree(place->dir.root, &place->err));
    arena_free(place->arena);
    free(place);
    return 0;
}
