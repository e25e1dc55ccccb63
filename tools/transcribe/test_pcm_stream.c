/* The decoder's frames: what is taken, what is refused, wherever the bytes are cut. */
#include "pcm_stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define READY "R\0\0\0\0"
#define END "Z\4\0\0\0\2\0\0\0"

/* Feeds `bytes` in pieces of `piece`. */
static enum err_code feed(struct pcm_reader *reader, struct str bytes, size_t piece,
                          struct err *err)
{
    enum err_code code = ERR_OK;
    pcm_reader_init(reader, 8);
    while (bytes.n > 0 && code == ERR_OK) {
        struct str part = str_sub(bytes, 0, piece);
        code = pcm_reader_feed(reader, part, err);
        bytes = str_from(bytes, part.n);
    }
    return code;
}

static void assert_refused(struct str bytes, enum err_code expected, const char *words)
{
    struct pcm_reader reader;
    struct err err = {0};
    assert_int_equal(feed(&reader, bytes, 3, &err), expected);
    assert_string_equal(err.message, words);
    pcm_reader_release(&reader);
}

static void test_feed__takes_frames_cut_anywhere(void **state)
{
    (void)state;
    for (size_t piece = 1; piece < 30; piece++) {
        struct pcm_reader reader;
        struct err err = {0};
        struct str bytes = STR(READY "S\4\0\0\0abcdS\2\0\0\0ef" END);
        assert_int_equal(feed(&reader, bytes, piece, &err), ERR_OK);
        assert_int_equal(reader.state, PCM_DONE);
        assert_true(str_is(strbuf_view(&reader.samples), "abcdef"));
        assert_int_equal(reader.damaged, 2);
        pcm_reader_release(&reader);
    }
}

static void test_feed__says_what_the_decoder_said(void **state)
{
    (void)state;
    assert_refused(STR(READY "E\14\0\0\0format\nempty"), ERR_FORMAT, "empty");
    assert_refused(STR(READY "E\12\0\0\0limit\nlong"), ERR_LIMIT, "long");
    assert_refused(STR(READY "E\7\0\0\0ok\ngood"), ERR_EXTERNAL, "good");
    assert_refused(STR(READY "E\1\0\0\0x"), ERR_EXTERNAL, "no words");
    assert_refused(STR(READY "E\11\0\0\0format\n\xff\x1b"), ERR_FORMAT, "\\u{FF}\\u{1B}");
}

static void test_feed__refuses_more_samples_than_allowed(void **state)
{
    (void)state;
    assert_refused(STR(READY "S\20\0\0\0abcdefghijklmnopS\2\0\0\0qr" END), ERR_LIMIT,
                   "the audio is larger than 16 bytes");
}

static void test_feed__refuses_broken_streams(void **state)
{
    static const char turn[] = "the audio decoder sent a frame out of turn";
    static const char shape[] =
        "the audio decoder sent a frame of unknown kind or wrong length";
    (void)state;
    assert_refused(STR("S\2\0\0\0ab"), ERR_EXTERNAL, turn);
    assert_refused(STR(END), ERR_EXTERNAL, turn);
    assert_refused(STR(READY READY), ERR_EXTERNAL, turn);
    assert_refused(STR(READY END END), ERR_EXTERNAL, turn);
    assert_refused(STR(READY "X\0\0\0\0"), ERR_EXTERNAL, shape);
    assert_refused(STR(READY "S\3\0\0\0abc"), ERR_EXTERNAL, shape);
    assert_refused(STR(READY "S\0\0\0\0"), ERR_EXTERNAL, shape);
    assert_refused(STR(READY "S\2\0\1\0"), ERR_EXTERNAL, shape);
    assert_refused(STR(READY "S\0\0\0\200"), ERR_EXTERNAL, shape);
    assert_refused(STR(READY "E\0\0\0\0"), ERR_EXTERNAL, shape);
    assert_refused(STR(READY "E\0\20\0\0"), ERR_EXTERNAL, shape);
    assert_refused(STR("R\1\0\0\0"), ERR_EXTERNAL, shape);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_feed__takes_frames_cut_anywhere),
        cmocka_unit_test(test_feed__says_what_the_decoder_said),
        cmocka_unit_test(test_feed__refuses_more_samples_than_allowed),
        cmocka_unit_test(test_feed__refuses_broken_streams),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
