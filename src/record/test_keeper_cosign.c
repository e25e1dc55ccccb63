/* Cosignatures: taken only on a state this log was in, of a witness that was introduced, never
 * an older one over a newer; kept over restarts and rebuilds; on the checkpoint only while it
 * is the one that was cosigned. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "crypto/random.h"
#include "ledger/checkpoint.h"
#include "ledger/cosignature.h"
#include "record/keeper.h"

#include <stdlib.h>
#include <string.h>

struct place {
    struct arena *arena;
    struct err err;
    struct datadir dir;
    struct keeper *keeper;
    struct sig_secret witness;
    struct str vkey;
};

static const struct keeper_settings settings = {.clock = {true, 1780000000}};

static int begin(void **state)
{
    static struct place place;
    char folder[] = "/tmp/policeai-cosign-XXXXXX";
    struct strbuf vkey;
    place = (struct place){.arena = arena_new(), .witness = sig_generate()};
    struct note_key key = cosigner_key_of(STR("w.example.org"), &place.witness.public);
    strbuf_init(&vkey, 1024);
    cosigner_format(&vkey, &key);
    place.vkey = arena_str(place.arena, strbuf_view(&vkey));
    strbuf_release(&vkey);
    *state = &place;
    return mkdtemp(folder) == NULL ||
           datadir_at(place.arena, folder, &place.dir, &place.err) != ERR_OK ||
           keeper_open(&place.keeper, &place.dir, &settings, &place.err) != ERR_OK;
}

static int end(void **state)
{
    struct place *place = *state;
    keeper_close(place->keeper);
    enum err_code code = file_remove_tree(place->dir.root, &place->err);
    arena_free(place->arena);
    return code != ERR_OK;
}

/* The checkpoint in force with the witness's line below. */
static struct str cosigned(struct place *place, int64_t time)
{
    struct signed_checkpoint checkpoint;
    struct strbuf out;
    assert_int_equal(checkpoint_parse(place->arena, keeper_checkpoint(place->keeper),
                                      &checkpoint, &place->err),
                     ERR_OK);
    strbuf_init(&out, LIMIT_NOTE);
    strbuf_str(&out, checkpoint.bytes);
    cosignature_sign(&out, checkpoint.note.text, STR("w.example.org"), &place->witness, time);
    struct str note = arena_str(place->arena, strbuf_view(&out));
    strbuf_release(&out);
    return note;
}

static enum err_code add(struct place *place, struct str note, struct str vkey)
{
    size_t taken = 0;
    enum err_code code =
        keep_cosign(place->keeper, place->arena, note, vkey, &taken, &place->err);
    assert_int_equal(code == ERR_OK, taken == 1);
    return code;
}

static void grow(struct place *place)
{
    const struct keeper_entry entry = {.type = STR("sample.counted/1"), .body = STR("{}")};
    assert_int_equal(
        keep_append(place->keeper, place->arena, LOG_PUBLIC, &entry, 1, NULL, &place->err),
        ERR_OK);
}

static struct str published(struct place *place, const char *name)
{
    struct str text = STR("");
    (void)!file_read(place->arena, arena_printf(place->arena, "%s/%s", place->dir.log, name),
                     LIMIT_NOTE, &text, &place->err);
    return text;
}

static void test_a_witness_is_introduced_once(void **state)
{
    struct place *place = *state;
    struct str note = cosigned(place, 5);
    assert_int_equal(add(place, note, STR("")), ERR_NOT_FOUND);
    assert_int_equal(add(place, note, place->vkey), ERR_OK);
    assert_int_equal(add(place, note, STR("")), ERR_OK);
    assert_true(str_eq(published(place, "checkpoint"), note));
    assert_true(str_eq(keeper_checkpoint(place->keeper), note));
}

static void test_it_stays_with_the_head_it_is_of(void **state)
{
    struct place *place = *state;
    struct str note = cosigned(place, 5);
    assert_int_equal(add(place, note, place->vkey), ERR_OK);
    grow(place);
    assert_true(str_find(published(place, "checkpoint"), STR("w.example.org")) == SIZE_MAX);
    assert_true(str_eq(published(place, "checkpoint.cosigned"), note));
    keeper_close(place->keeper);
    assert_int_equal(keeper_open(&place->keeper, &place->dir, &settings, &place->err), ERR_OK);
    assert_int_equal(keep_rebuild(place->keeper, &place->err), ERR_OK);
    assert_true(str_eq(published(place, "checkpoint.cosigned"), note));
    struct str newer = cosigned(place, 6);
    assert_int_equal(add(place, newer, STR("")), ERR_OK);
    assert_true(str_eq(published(place, "checkpoint.cosigned"), newer));
    assert_int_equal(add(place, note, STR("")), ERR_CONFLICT); /* an older one */
}

static void test_only_what_this_log_was_is_taken(void **state)
{
    struct place *place = *state;
    struct signed_checkpoint checkpoint;
    struct strbuf forged;
    struct sig_secret key;
    assert_int_equal(sig_secret_load(arena_printf(place->arena, "%s/log", place->dir.keys),
                                     &key, &place->err),
                     ERR_OK);
    assert_int_equal(checkpoint_parse(place->arena, keeper_checkpoint(place->keeper),
                                      &checkpoint, &place->err),
                     ERR_OK);
    for (int turn = 0; turn < 2; turn++) {
        struct checkpoint head = checkpoint.head;
        head.root.bytes[0] ^= turn == 0;
        head.size += turn == 1;
        strbuf_init(&forged, LIMIT_NOTE);
        checkpoint_sign(&forged, &head, &key); /* even signed by the log's own key */
        struct str note = arena_str(place->arena, strbuf_view(&forged));
        struct str text = str_sub(note, 0, str_find(note, STR("\n\n")) + 1);
        cosignature_sign(&forged, text, STR("w.example.org"), &place->witness, 5);
        assert_int_equal(add(place, strbuf_view(&forged), place->vkey), ERR_INVALID);
        strbuf_release(&forged);
    }
    char *note = arena_strdup(place->arena, cosigned(place, 5).p);
    struct sig_secret other = sig_generate();
    struct note_key wrong = cosigner_key_of(STR("w.example.org"), &other.public);
    struct strbuf vkey;
    strbuf_init(&vkey, 1024);
    cosigner_format(&vkey, &wrong);
    assert_int_equal(add(place, str_of(note), strbuf_view(&vkey)), ERR_NOT_FOUND);
    strbuf_release(&vkey);
    assert_true(str_find(published(place, "checkpoint"), STR("w.example.org")) == SIZE_MAX);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_a_witness_is_introduced_once),
        T(test_it_stays_with_the_head_it_is_of),
        T(test_only_what_this_log_was_is_taken),
    };
    crypto_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
