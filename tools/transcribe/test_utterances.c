/* From loudness to the stretches that are recognised one by one. */
#include "utterances.h"

#include "base/mem.h"
#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

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

/* The stretches found, in steps: "275-425 625-725". */
static void assert_cut(struct sound sound, const char *expected)
{
    size_t count;
    struct strbuf text;
    struct utterance *found = utterances_find(sound.samples, sound.steps * STEP, &count);
    strbuf_init(&text, 4096);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(found[i].start % STEP + found[i].end % STEP, 0);
        strbuf_printf(&text, "%s%zu-%zu", i == 0 ? "" : " ", found[i].start / STEP,
                      found[i].end / STEP);
    }
    assert_string_equal(text.p, expected);
    strbuf_release(&text);
    free(found);
    free(sound.samples);
}

static void test_utterances__leave_silence_out(void **state)
{
    (void)state;
    assert_cut(quiet(500), "");
    assert_cut(quiet(0), "");
    struct sound sound = quiet(1000);
    speak(sound, 300, 400);
    assert_cut(sound, "275-425");
}

static void test_utterances__end_at_pauses(void **state)
{
    (void)state;
    struct sound sound = quiet(1000);
    speak(sound, 10, 300); /* a pause of 0.5 s does not end a short one */
    speak(sound, 350, 400);
    speak(sound, 650, 700); /* one of 2 s does */
    assert_cut(sound, "0-425 625-725");
    sound = quiet(2600);
    speak(sound, 100, 1700);
    speak(sound, 1740, 2000); /* after 15 s one of 0.3 s does */
    assert_cut(sound, "75-1715 1715-2025");
}

static void test_utterances__are_cut_at_their_quietest_before_30_seconds(void **state)
{
    (void)state;
    struct sound sound = quiet(9000);
    speak(sound, 0, 2500);
    speak(sound, 2510, 5000);
    assert_cut(sound, "0-2505 2505-5015");
    sound = quiet(9000);
    speak(sound, 0, 8000);
    assert_cut(sound, "0-2005 2005-4010 4010-6015 6015-8015");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utterances__leave_silence_out),
        cmocka_unit_test(test_utterances__end_at_pauses),
        cmocka_unit_test(test_utterances__are_cut_at_their_quietest_before_30_seconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
