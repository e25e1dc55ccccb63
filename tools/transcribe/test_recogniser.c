/* What is recognised in a recording depends on nothing that was heard before it. */
#include "audio_decoder.h"
#include "recogniser.h"
#include "utterances.h"

#include "base/arena.h"
#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define DECODER PAI_BUILD_DIR "/tools/transcribe/decode-audio"
#define AUDIO PAI_SOURCE_DIR "/benchmarks/speech-en/audio/"

/* 16 and 8 kHz, short and long, quiet and loud. */
static const char *const clips[] = {"cards-001", "digits-lucas-03", "cards-004",
                                    "command-forward", "cards-002"};
enum { CLIPS = sizeof clips / sizeof clips[0] };

static char *transcribe(struct recogniser *recogniser, const char *clip)
{
    struct arena *arena = arena_new();
    struct audio_decoder *decoder;
    struct audio audio;
    struct transcript transcript = {0};
    struct strbuf out;
    struct jsonw w;
    size_t count;
    const char *path = arena_printf(arena, AUDIO "%s.flac", clip);
    assert_int_equal(audio_decoder_start(&decoder, DECODER, 60, NULL), ERR_OK);
    assert_int_equal(audio_decoder_read(decoder, path, &audio, NULL), ERR_OK);
    struct utterance *found = utterances_find(audio.samples, audio.count, &count);
    recogniser_begin(recogniser);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(recogniser_hear(recogniser, audio.samples + found[i].start,
                                         found[i].end - found[i].start,
                                         (int64_t)(found[i].start / STEP), &transcript, NULL),
                         ERR_OK);
    }
    strbuf_init(&out, 65536);
    jsonw_init(&w, &out);
    transcript_write(&transcript, &w, (int64_t)audio.count / STEP, audio.damaged);
    free(found);
    transcript_free(&transcript);
    audio_decoder_free(decoder);
    arena_free(arena);
    return strbuf_detach(&out);
}

static struct recogniser *loaded(void)
{
    struct recogniser *recogniser;
    struct err err = {0};
    if (recogniser_new(&recogniser, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    return recogniser;
}

static void test_recogniser__gives_the_same_bytes_in_any_order(void **state)
{
    struct recogniser *recogniser = loaded();
    char *first[CLIPS];
    (void)state;
    for (size_t i = 0; i < CLIPS; i++) {
        first[i] = transcribe(recogniser, clips[i]);
    }
    for (size_t i = CLIPS; i-- > 0;) {
        char *again = transcribe(recogniser, clips[i]);
        assert_string_equal(again, first[i]);
        free(again);
        free(first[i]);
    }
    recogniser_free(recogniser);
}

/* The words are the transcript's, the first begins
 * after the clip's leading silence, and times rise to its end (3.50 s). */
static void test_recogniser__tells_words_and_when_they_were_said(void **state)
{
    struct recogniser *recogniser = loaded();
    struct arena *arena = arena_new();
    struct js *json;
    double last = 0;
    (void)state;
    char *text = transcribe(recogniser, "cards-005");
    assert_int_equal(js_parse(arena, str_of(text), &json, NULL), ERR_OK);
    assert_true(
        js_is(js_member(json, "text"), "eight of spades four of clubs seven of hearts"));
    const struct js *words = js_member(json, "words");
    assert_int_equal(words->array.count, 9);
    for (size_t i = 0; i < words->array.count; i++) {
        const struct js *word = &words->array.items[i];
        assert_true(js_member(word, "start")->real >= last);
        last = js_member(word, "end")->real;
        assert_true(last > js_member(word, "start")->real);
        assert_true(js_member(word, "confidence")->real <= 1);
    }
    assert_true(last > 2.5 && last <= 3.5);
    free(text);
    arena_free(arena);
    recogniser_free(recogniser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recogniser__gives_the_same_bytes_in_any_order),
        cmocka_unit_test(test_recogniser__tells_words_and_when_they_were_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
