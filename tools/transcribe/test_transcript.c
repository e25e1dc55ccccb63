/* From the recogniser's tokens to the answer, and from loudness to stretches. */
#include "transcript.h"
#include "utterances.h"

#include "base/mem.h"

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

/* A tone of `loud` between steps, over a background of 10. */
struct sound {
    int16_t *samples;
    size_t steps;
};

static struct sound quiet(size_t steps)
{
    struct sound sound = {xcalloc(steps * STEP, sizeof *sound.samples), steps};
    for (size_t i = 0; i < steps * STEP; i++) {
        sound.samples[i] = i % 2 == 0 ? 10 : -10;
    }
    return sound;
}

static void speak(struct sound sound, size_t from, size_t to)
{
    for (size_t i = from * STEP; i < to * STEP; i++) {
        sound.samples[i] = i % 2 == 0 ? 1000 : -1000;
    }
}

/* `expected`: pairs of steps, ended by 0, 0. */
static void assert_cut(struct sound sound, const size_t *expected)
{
    size_t count;
    struct utterance *found = utterances_find(sound.samples, sound.steps * STEP, &count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(found[i].start, expected[2 * i] * STEP);
        assert_int_equal(found[i].end, expected[2 * i + 1] * STEP);
    }
    assert_int_equal(expected[2 * count + 1], 0);
    free(found);
    free(sound.samples);
}

static void test_utterances__leave_silence_out(void **state)
{
    (void)state;
    assert_cut(quiet(500), (const size_t[]){0, 0});
    assert_cut(quiet(0), (const size_t[]){0, 0});
    struct sound sound = quiet(1000);
    speak(sound, 300, 400);
    assert_cut(sound, (const size_t[]){275, 425, 0, 0});
}

static void test_utterances__end_at_pauses(void **state)
{
    (void)state;
    struct sound sound = quiet(1000);
    speak(sound, 10, 300); /* a pause of 0.5 s does not end a short one */
    speak(sound, 350, 400);
    speak(sound, 650, 700); /* one of 2 s does */
    assert_cut(sound, (const size_t[]){0, 425, 625, 725, 0, 0});
    sound = quiet(2600);
    speak(sound, 100, 1700);
    speak(sound, 1740, 2000); /* after 15 s one of 0.3 s does */
    assert_cut(sound, (const size_t[]){75, 1715, 1715, 2025, 0, 0});
}

static void test_utterances__are_cut_at_their_quietest_before_30_seconds(void **state)
{
    (void)state;
    struct sound sound = quiet(9000);
    speak(sound, 0, 2500);
    speak(sound, 2510, 5000);
    assert_cut(sound, (const size_t[]){0, 2505, 2505, 5015, 0, 0});
    sound = quiet(9000);
    speak(sound, 0, 8000);
    assert_cut(sound, (const size_t[]){0, 2005, 2005, 4010, 4010, 6015, 6015, 8015, 0, 0});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_transcript__leaves_fillers_out_and_joins_words),
        cmocka_unit_test(test_transcript__of_silence_is_empty),
        cmocka_unit_test(test_transcript__holds_times_and_confidences_to_the_contract),
        cmocka_unit_test(test_utterances__leave_silence_out),
        cmocka_unit_test(test_utterances__end_at_pauses),
        cmocka_unit_test(test_utterances__are_cut_at_their_quietest_before_30_seconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
