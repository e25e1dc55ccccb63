/* Tiles, checkpoints and envelopes: the bytes that strangers read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/limits.h"
#include "crypto/random.h"
#include "ledger/checkpoint.h"
#include "ledger/dsse.h"
#include "ledger/tile.h"

#include <string.h>

/* c2sp.org/tlog-tiles: the example of index 1234067, and its neighbours */
static void test_tile__paths_both_ways(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        struct tile tile;
    } rows[] = {{"tile/0/x001/x234/067", {false, 0, 1234067, 256}},
                {"tile/entries/x001/x234/067", {true, 0, 1234067, 256}},
                {"tile/2/000.p/1", {false, 2, 0, 1}},
                {"tile/0/000", {false, 0, 0, 256}},
                {"tile/1/999.p/255", {false, 1, 999, 255}},
                {"tile/0/x001/000", {false, 0, 1000, 256}}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char path[TILE_PATH_SIZE];
        struct tile tile;
        tile_path(path, &rows[i].tile);
        assert_string_equal(path, rows[i].path);
        assert_true(tile_path_parse(str_of(path), &tile));
        assert_true(tile.entries == rows[i].tile.entries && tile.level == rows[i].tile.level &&
                    tile.index == rows[i].tile.index && tile.width == rows[i].tile.width);
    }
}

static void test_tile__other_paths_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"tile/0/0",
                                      "tile/0/x000/001",
                                      "tile/0/001/002",
                                      "tile/8/000",
                                      "tile/00/000",
                                      "tile/0/000.p/0",
                                      "tile/0/000.p/256",
                                      "tile/0/000.p/01",
                                      "tile/0/../000",
                                      "tile/0/x001/",
                                      "tile/0",
                                      "tile//000",
                                      "/tile/0/000",
                                      "tile/0/000/",
                                      "tile/x/000",
                                      "tile/0/x001/x234",
                                      "tile/0/x999/x999/x999/x999/x999/x999/999",
                                      ""};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct tile tile;
        if (tile_path_parse(str_of(bad[i]), &tile)) {
            fail_msg("accepted %s", bad[i]);
        }
    }
}

/* c2sp.org/tlog-tiles: a tree of 70,000 */
static void test_tile__widths_of_the_example(void **state)
{
    (void)state;
    assert_int_equal(tile_width(70000, 0, 272), 256);
    assert_int_equal(tile_width(70000, 0, 273), 112);
    assert_int_equal(tile_width(70000, 0, 274), 0);
    assert_int_equal(tile_width(70000, 1, 0), 256);
    assert_int_equal(tile_width(70000, 1, 1), 17);
    assert_int_equal(tile_width(70000, 2, 0), 1);
    assert_int_equal(tile_width(70000, 3, 0), 0);
    assert_int_equal(tile_width(256, 0, 0), 256);
    assert_int_equal(tile_width(256, 0, 1), 0);
}

static enum err_code list_tile(void *data, const struct tile *tile, struct err *err)
{
    (void)err;
    char path[TILE_PATH_SIZE];
    tile_path(path, tile);
    strbuf_printf(data, "%s ", path);
    return ERR_OK;
}

static void test_tile__growth_names_each_new_tile_once(void **state)
{
    (void)state;
    struct strbuf list;
    struct err err;
    strbuf_init(&list, 4096);
    assert_int_equal(tile_growth(255, 258, list_tile, &list, &err), ERR_OK);
    assert_string_equal(list.p, "tile/entries/000 tile/entries/001.p/2 tile/0/000 "
                                "tile/0/001.p/2 tile/1/000.p/1 ");
    strbuf_clear(&list);
    assert_int_equal(tile_growth(7, 7, list_tile, &list, &err), ERR_OK);
    assert_int_equal(list.n, 0);
    strbuf_release(&list);
}

static void test_bundle__entries_come_back_and_cuts_are_told(void **state)
{
    (void)state;
    struct strbuf out;
    struct err err;
    struct str entry;
    bool found;
    strbuf_init(&out, 1000);
    assert_int_equal(bundle_add(&out, STR("one"), &err), ERR_OK);
    assert_int_equal(bundle_add(&out, STR(""), &err), ERR_OK);
    assert_memory_equal(out.p, "\0\3one\0\0", 7);
    struct str rest = strbuf_view(&out);
    assert_int_equal(bundle_next(&rest, &entry, &found, &err), ERR_OK);
    assert_true(found && str_is(entry, "one"));
    assert_int_equal(bundle_next(&rest, &entry, &found, &err), ERR_OK);
    assert_true(found && entry.n == 0);
    assert_int_equal(bundle_next(&rest, &entry, &found, &err), ERR_OK);
    assert_false(found);
    rest = str_sub(strbuf_view(&out), 0, 4);
    assert_int_equal(bundle_next(&rest, &entry, &found, &err), ERR_FORMAT);
    strbuf_release(&out);
}

static enum err_code parse_checkpoint(const char *text)
{
    struct arena *arena = arena_new();
    struct signed_checkpoint checkpoint;
    struct err err;
    enum err_code code = checkpoint_parse(arena, str_of(text), &checkpoint, &err);
    arena_free(arena);
    return code;
}

static void test_checkpoint__signed_reads_back_under_its_origin(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct sig_secret secret = sig_generate();
    char origin[DEMO_ORIGIN_SIZE];
    struct signed_checkpoint read;
    struct strbuf note;
    struct err err;
    checkpoint_demo_origin(origin, &secret.public);
    struct checkpoint head = {str_of(origin), 42, sha256_of(STR("root"))};
    strbuf_init(&note, 4096);
    checkpoint_sign(&note, &head, &secret);
    assert_int_equal(checkpoint_parse(arena, strbuf_view(&note), &read, &err), ERR_OK);
    assert_true(read.head.size == 42 && sha256_eq(&read.head.root, &head.root));
    struct note_key key = note_key_of(str_of(origin), &secret.public);
    assert_int_equal(checkpoint_verify(&read, &key, &err), ERR_OK);
    struct note_key other = note_key_of(STR("example.org/log"), &secret.public);
    assert_int_equal(checkpoint_verify(&read, &other, &err), ERR_INVALID);
    note.p[sizeof "demo.invalid/0123456789abcdef\n" - 1] = '5';
    assert_int_equal(checkpoint_parse(arena, strbuf_view(&note), &read, &err), ERR_OK);
    assert_int_equal(checkpoint_verify(&read, &key, &err), ERR_INVALID);
    strbuf_release(&note);
    arena_free(arena);
}

#define ROOT "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
#define LINE "\n\xE2\x80\x94 o AAAAAAA=\n"

static void test_checkpoint__other_forms_are_refused(void **state)
{
    (void)state;
    assert_int_equal(parse_checkpoint("o\n0\n" ROOT "\n" LINE), ERR_OK);
    assert_int_equal(parse_checkpoint("o\n00\n" ROOT "\n" LINE), ERR_FORMAT);
    assert_int_equal(parse_checkpoint("o\n-1\n" ROOT "\n" LINE), ERR_FORMAT);
    assert_int_equal(parse_checkpoint("o\n0\nAAAA\n" LINE), ERR_FORMAT);
    assert_int_equal(parse_checkpoint("o\n0\n" ROOT "\nextension\n" LINE), ERR_FORMAT);
    assert_int_equal(parse_checkpoint("o\n0\n" LINE), ERR_FORMAT);
    assert_int_equal(parse_checkpoint("o p\n0\n" ROOT "\n" LINE), ERR_FORMAT);
}

/* secure-systems-lab/dsse protocol.md */
static void test_dsse__pae_of_the_specification(void **state)
{
    (void)state;
    struct strbuf out;
    strbuf_init(&out, 200);
    dsse_pae(&out, STR("http://example.com/HelloWorld"), STR("hello world"));
    assert_string_equal(out.p, "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    strbuf_release(&out);
}

static enum err_code open_envelope(struct str bytes, const struct sig_public *key)
{
    struct arena *arena = arena_new();
    struct dsse envelope;
    struct err err;
    enum err_code code = dsse_parse(arena, bytes, &envelope, &err);
    if (code == ERR_OK) {
        code = dsse_verify(&envelope, key, &err);
    }
    arena_free(arena);
    return code;
}

static void test_dsse__every_flipped_bit_is_refused(void **state)
{
    (void)state;
    struct sig_secret secret = sig_generate();
    struct strbuf out;
    struct err err;
    strbuf_init(&out, 4096);
    assert_int_equal(dsse_sign(&out, STR("{\"a\":1}"), &secret, &err), ERR_OK);
    assert_int_equal(open_envelope(strbuf_view(&out), &secret.public), ERR_OK);
    for (size_t bit = 0; bit < 8 * out.n; bit++) {
        out.p[bit / 8] = (char)(out.p[bit / 8] ^ (1 << bit % 8));
        if (open_envelope(strbuf_view(&out), &secret.public) == ERR_OK) {
            fail_msg("bit %zu", bit);
        }
        out.p[bit / 8] = (char)(out.p[bit / 8] ^ (1 << bit % 8));
    }
    strbuf_release(&out);
}

static void test_dsse__signs_canonical_json_only_and_one_form_is_read(void **state)
{
    (void)state;
    struct sig_secret secret = sig_generate();
    struct strbuf out;
    struct err err;
    strbuf_init(&out, 4096);
    assert_int_equal(dsse_sign(&out, STR("{\"a\": 1}"), &secret, &err), ERR_FORMAT);
    assert_int_equal(out.n, 0);
    assert_int_equal(dsse_sign(&out, STR("{}"), &secret, &err), ERR_OK);
    struct str view = strbuf_view(&out);
    assert_int_equal(open_envelope(str_sub(view, 0, view.n - 1), &secret.public), ERR_FORMAT);
    strbuf_putc(&out, '\n');
    assert_int_equal(open_envelope(strbuf_view(&out), &secret.public), ERR_FORMAT);
    strbuf_release(&out);
}

static int start(void **state)
{
    (void)state;
    crypto_start();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tile__paths_both_ways),
        cmocka_unit_test(test_tile__other_paths_are_refused),
        cmocka_unit_test(test_tile__widths_of_the_example),
        cmocka_unit_test(test_tile__growth_names_each_new_tile_once),
        cmocka_unit_test(test_bundle__entries_come_back_and_cuts_are_told),
        cmocka_unit_test(test_checkpoint__signed_reads_back_under_its_origin),
        cmocka_unit_test(test_checkpoint__other_forms_are_refused),
        cmocka_unit_test(test_dsse__pae_of_the_specification),
        cmocka_unit_test(test_dsse__every_flipped_bit_is_refused),
        cmocka_unit_test(test_dsse__signs_canonical_json_only_and_one_form_is_read),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
