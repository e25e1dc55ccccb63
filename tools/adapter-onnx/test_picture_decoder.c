/* Pictures within limits: what is taken, what is refused before it is unpacked. */
#include "picture_decoder.h"

#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static void assert_refused(struct str bytes, enum err_code code, const char *words)
{
    struct arena *arena = arena_new();
    struct picture picture;
    struct err err = {.code = ERR_OK};
    assert_int_equal(picture_decode(arena, bytes, &picture, &err), code);
    assert_non_null(strstr(err.message, words));
    arena_free(arena);
}

static void test_decode__colours_and_greys(void **state)
{
    struct arena *arena = arena_new();
    struct picture picture;
    (void)state;
    assert_int_equal(
        picture_decode(arena, STR("P6\n2 1\n255\n\x01\x02\x03\x10\x20\x30"), &picture, NULL),
        ERR_OK);
    assert_int_equal(picture.width, 2);
    assert_memory_equal(picture.rgb, "\x01\x02\x03\x10\x20\x30", 6);
    assert_int_equal(picture_decode(arena, STR("P5\n1 2\n255\n\x40\x80"), &picture, NULL),
                     ERR_OK);
    assert_int_equal(picture.height, 2);
    assert_memory_equal(picture.rgb, "\x40\x40\x40\x80\x80\x80", 6);
    arena_free(arena);
}

static void test_decode__refuses_what_is_none(void **state)
{
    (void)state;
    assert_refused(STR(""), ERR_UNSUPPORTED, "no picture");
    assert_refused(STR("%PDF-1.7 and so on and so forth"), ERR_UNSUPPORTED, "no picture");
    assert_refused(STR("RIFF....WAVEfmt and so on and so forth"), ERR_UNSUPPORTED,
                   "no picture");
    assert_refused(STR("GIF89a"), ERR_UNSUPPORTED, "no picture");
}

static void test_decode__looks_at_the_size_first(void **state)
{
    static const char gif[] = "GIF89a\xFF\xFF\xFF\xFF\x80..............................";
    static const char below[] =
        "BM............\x28\0\0\0\0\0\x01\0\0\0\xFF\xFF.................";
    static const char bmp[] = "BM............\x28\0\0\0\0\0\x01\0\0\0\x01\0.................";
    (void)state;
    assert_refused(STR("P5\n30001 1\n255\nxxxxxxxxxxxxxxxxxxxx"), ERR_LIMIT,
                   "30001 x 1 pixels, at most 30000 a side and 40000000 in all");
    assert_refused(STR("P5\n20000 2001\n255\nxxxxxxxxxxxxxxx"), ERR_LIMIT, "20000 x 2001");
    assert_refused(str_n(gif, sizeof gif - 1), ERR_LIMIT, "65535 x 65535");
    assert_refused(str_n(bmp, sizeof bmp - 1), ERR_LIMIT, "65536 x 65536");
    assert_refused(str_n(below, sizeof below - 1), ERR_LIMIT, "65536 x 65536");
}

static void test_decode__tells_what_is_cut_off(void **state)
{
    (void)state;
    assert_refused(STR("P5\n64 64\n255\nxxxxxxxxxxxxxxx"), ERR_FORMAT, "cut off or broken");
    assert_refused(STR("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\x08\0\0\0\x08\x08\x02\0\0\0...."),
                   ERR_FORMAT, "cut off or broken");
    assert_refused(STR("\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"), ERR_FORMAT,
                   "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decode__colours_and_greys),
        cmocka_unit_test(test_decode__refuses_what_is_none),
        cmocka_unit_test(test_decode__looks_at_the_size_first),
        cmocka_unit_test(test_decode__tells_what_is_cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
