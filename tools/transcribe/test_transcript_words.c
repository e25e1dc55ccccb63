/* From the recogniser's tokens to the answer. */
#include "heard_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <math.h>

static void assert_written(const struct transcript *transcript, const char *expected)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 4096);
    jsonw_init(&w, &out);
    transcript_write(transcript, &w, 123456, 3);
    assert_string_equal(out.p, expected);
    strbuf_release(&out);
}

static void test_transcript__leaves_fillers_out_and_joins_words(void **state)
{
    struct transcript transcript = {0};
    (void)state;
    transcript_add(&transcript, "<s>", 0, 10, 1);
    transcript_add(&transcript, "the(2)", 10, 25, 0.4567);
    transcript_add(&transcript, "[NOISE]", 25, 30, 1);
    transcript_add(&transcript, "++COUGH++", 30, 31, 1);
    transcript_add(&transcript, "end", 131, 205, 1);
    assert_written(
        &transcript,
        "{\"text\":\"the end\",\"words\":[{\"word\":\"the\",\"start\":0.10,\"end\":0."
        "25,\"confidence\":0.457},{\"word\":\"end\",\"start\":1.31,\"end\":2.05,"
        "\"confidence\":1.000}],\"seconds\":1234.56,\"damaged_packets\":3}");
    transcript_free(&transcript);
}

static void test_transcript__of_silence_is_empty(void **state)
{
    struct transcript transcript = {0};
    (void)state;
    assert_written(&transcript,
                   "{\"text\":\"\",\"words\":[],\"seconds\":1234.56,\"damaged_packets\":3}");
}

static void test_transcript__holds_times_and_confidences_to_the_contract(void **state)
{
    struct transcript transcript = {0};
    (void)state;
    transcript_add(&transcript, "a", 10, 30, 1.01);
    transcript_add(&transcript, "b", 20, 25, -1);
    transcript_add(&transcript, "c", 40, 50, (double)NAN);
    assert_int_equal(transcript.words[0].confidence, 1000);
    assert_int_equal(transcript.words[1].start, 30);
    assert_int_equal(transcript.words[1].end, 30);
    assert_int_equal(transcript.words[1].confidence, 0);
    assert_int_equal(transcript.words[2].confidence, 0);
    transcript_free(&transcript);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_transcript__leaves_fillers_out_and_joins_words),
        cmocka_unit_test(test_transcript__of_silence_is_empty),
        cmocka_unit_test(test_transcript__holds_times_and_confidences_to_the_contract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
