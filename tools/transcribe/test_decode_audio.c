/* decode-audio as a process: formats that FFmpeg itself writes, and files that are none. The
 * files are made by Debian's ffmpeg in a folder of their own. */
#include "audio_decoder.h"
#include "pcm_stream.h"

#include "base/arena.h"
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#define DECODER PAI_BUILD_DIR "/tools/transcribe/decode-audio"
#define CLIP PAI_SOURCE_DIR "/benchmarks/speech-en/audio/cards-005.flac"

static struct arena *arena;
static const char *folder;

static const char *in_folder(const char *name)
{
    return arena_printf(arena, "%s/%s", folder, name);
}

/* ffmpeg -i CLIP OPTIONS… NAME; options are split at blanks. */
static const char *make(const char *options, const char *name)
{
    const char *path = in_folder(name);
    char *argv[32] = {(char *)"ffmpeg", (char *)"-v", (char *)"error", (char *)"-nostdin",
                      (char *)"-y"};
    size_t count = 5;
    struct str rest = str_of(options);
    struct str word;
    pid_t pid;
    int status;
    while (rest.n > 0 && str_split(&rest, ' ', &word)) {
        argv[count++] = arena_strndup(arena, word.p, word.n);
    }
    argv[count] = (char *)path;
    assert_int_equal(posix_spawnp(&pid, "ffmpeg", NULL, NULL, argv, environ), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    return path;
}

static enum err_code decode(const char *path, int64_t max_seconds,
                            struct audio_decoder **decoder, struct audio *audio,
                            struct err *err)
{
    assert_int_equal(audio_decoder_start(decoder, DECODER, max_seconds, err), ERR_OK);
    return audio_decoder_read(*decoder, path, audio, err);
}

/* How far apart two recordings are, in parts of a thousand of the power of `a`, at the best of
 * a few shifts: codecs add or drop some samples at the start. */
static int64_t difference(const struct audio *a, const struct audio *b)
{
    int64_t best = INT64_MAX;
    for (size_t shift = 0; shift < 1200; shift++) {
        int64_t off = 0;
        int64_t power = 1;
        for (size_t i = 2000; i < 22000; i++) {
            int64_t d = a->samples[i] - b->samples[i + shift - 100];
            off += d * d;
            power += (int64_t)a->samples[i] * a->samples[i];
        }
        best = off * 1000 / power < best ? off * 1000 / power : best;
    }
    return best;
}

static void test_decode__reads_what_ffmpeg_writes(void **state)
{
    static const struct {
        const char *options;
        const char *name;
        int64_t most; /* thousandths of the power that may be lost */
    } rows[] = {
        {"-i " CLIP, "plain.wav", 0},
        {"-i " CLIP " -c:a pcm_s24le", "24-bit.wav", 0},
        {"-i " CLIP " -c:a pcm_f32le", "float.wav", 0},
        {"-i " CLIP " -af pan=stereo|c0=c0|c1=c0", "stereo.wav", 0},
        {"-i " CLIP, "lossless.flac", 0},
        {"-i " CLIP " -ar 48000", "48-khz.wav", 10},
        {"-i " CLIP " -ar 8000", "8-khz.wav", 250},
        {"-i " CLIP " -ar 8000 -c:a pcm_alaw", "alaw.wav", 250},
        {"-i " CLIP " -ar 8000 -ac 2 -c:a pcm_mulaw", "mulaw-stereo.wav", 250},
        {"-i " CLIP " -b:a 96k", "speech.mp3", 50},
        {"-i " CLIP " -c:a libvorbis -q:a 6", "speech.ogg", 50},
        {"-i " CLIP " -c:a libopus -b:a 64k", "speech.opus", 100},
        {"-i " CLIP " -c:a aac -b:a 96k", "speech.m4a", 100},
        {"-f lavfi -i testsrc=size=64x64:rate=5 -i " CLIP
         " -shortest -c:v mpeg4 -c:a aac -b:a 96k",
         "video.mp4", 100},
    };
    struct audio_decoder *original_decoder;
    struct audio original;
    struct err err = {0};
    (void)state;
    assert_int_equal(decode(CLIP, 60, &original_decoder, &original, &err), ERR_OK);
    assert_int_equal(original.count, 56040); /* as soxi tells */
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct audio_decoder *decoder;
        struct audio audio = {0};
        if (decode(make(rows[i].options, rows[i].name), 60, &decoder, &audio, &err) != ERR_OK) {
            fail_msg("%s: %s", rows[i].name, err.message);
        }
        int64_t lost =
            audio.count < 50000 || audio.count > 60000 ? -1 : difference(&original, &audio);
        if (lost < 0 || lost > rows[i].most || audio.damaged != 0) {
            fail_msg("%s: %zu samples, %lld thousandths lost, %u packets damaged", rows[i].name,
                     audio.count, (long long)lost, audio.damaged);
        }
        audio_decoder_free(decoder);
    }
    audio_decoder_free(original_decoder);
}

static void assert_refused(const char *path, enum err_code expected, const char *words)
{
    struct audio_decoder *decoder;
    struct audio audio;
    struct err err = {0};
    assert_int_equal(decode(path, 3, &decoder, &audio, &err), expected);
    if (strstr(err.message, words) == NULL) {
        fail_msg("%s: %s", path, err.message);
    }
    audio_decoder_free(decoder);
}

static const char *with_bytes(const char *name, struct str bytes)
{
    const char *path = in_folder(name);
    assert_int_equal(file_write(path, bytes, 0600, NULL), ERR_OK);
    return path;
}

/* A file of the folder, cut or changed. */
static struct str bytes_of(const char *name)
{
    struct str bytes;
    assert_int_equal(file_read(arena, in_folder(name), 1 << 20, &bytes, NULL), ERR_OK);
    return bytes;
}

static void test_decode__refuses_what_is_no_audio(void **state)
{
    (void)state;
    assert_refused(in_folder("absent"), ERR_NOT_FOUND, "cannot open");
    assert_refused(folder, ERR_FORMAT, "not a regular file");
    assert_refused("/dev/zero", ERR_FORMAT, "not a regular file");
    assert_refused(with_bytes("empty.wav", STR("")), ERR_FORMAT, "empty");
    assert_refused(with_bytes("text.wav", STR("Notes of the interview, page 1 of 3.\n")),
                   ERR_FORMAT, "not audio or video");
    assert_refused(
        make("-f lavfi -i testsrc=size=64x64:rate=5:duration=1 -c:v mpeg4", "silent.mp4"),
        ERR_FORMAT, "no audio");
}

/* It is there, it is good, it lies where the list says: and is not read. */
static void test_decode__opens_no_file_that_another_names(void **state)
{
    char *before = getcwd(NULL, 0);
    (void)state;
    make("-i " CLIP, "part.wav");
    assert_int_equal(chdir(folder), 0);
    assert_refused(with_bytes("list", STR("ffconcat version 1.0\nfile part.wav\n")), ERR_FORMAT,
                   "");
    assert_int_equal(chdir(before), 0);
    free(before);
}

static void test_decode__bounds_the_duration(void **state)
{
    (void)state;
    assert_refused(CLIP, ERR_LIMIT, "more than 3 s of audio");
}

/* The rest of what is there is decoded; a header may promise anything. */
static void test_decode__reads_truncated_files_as_far_as_they_go(void **state)
{
    struct audio_decoder *decoder;
    struct audio audio;
    struct err err = {0};
    (void)state;
    make("-i " CLIP " -bitexact", "whole.wav"); /* a header of 44 bytes */
    struct str bytes = bytes_of("whole.wav");
    const char *path = with_bytes("half.wav", str_sub(bytes, 0, 44 + 32000));
    assert_int_equal(decode(path, 60, &decoder, &audio, &err), ERR_OK);
    assert_int_equal(audio.count, 16000);
    audio_decoder_free(decoder);

    char *huge = arena_strndup(arena, bytes.p, 44 + 32000);
    memset(huge + 4, 0xff, 4);  /* RIFF size */
    memset(huge + 40, 0xff, 4); /* data size */
    path = with_bytes("huge.wav", str_n(huge, 44 + 32000));
    assert_int_equal(decode(path, 60, &decoder, &audio, &err), ERR_OK);
    assert_int_equal(audio.count, 16000);
    audio_decoder_free(decoder);
    assert_refused(with_bytes("header.wav", str_sub(bytes, 0, 44)), ERR_FORMAT,
                   "no audio could be decoded");
    make("-i " CLIP " -c:a aac", "whole.m4a");
    assert_refused(with_bytes("half.m4a", str_sub(bytes_of("whole.m4a"), 0, 9000)), ERR_FORMAT,
                   "");
}

/* Corrupted files: an answer or an error for each, soon, and never a hang. */
static void test_decode__survives_corrupted_files(void **state)
{
    static const char *const names[] = {"speech.mp3",    "speech.ogg", "speech.m4a",
                                        "lossless.flac", "plain.wav",  "video.mp4"};
    uint64_t random = 20260101;
    (void)state;
    for (size_t i = 0; i < 60; i++) {
        struct str bytes = bytes_of(names[i % 6]);
        char *changed = arena_strndup(arena, bytes.p, bytes.n);
        for (size_t j = 0; j < 1 + i; j++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            size_t within = i % 2 == 0 ? bytes.n : 600; /* headers get their share */
            changed[(random >> 33) % within] = (char)(random >> 56);
        }
        struct audio_decoder *decoder;
        struct audio audio;
        struct err err = {0};
        enum err_code code =
            decode(with_bytes("corrupt", str_n(changed, bytes.n)), 60, &decoder, &audio, &err);
        if (code == ERR_EXTERNAL || code == ERR_TIMEOUT) {
            fail_msg("%s, change %zu: %s", names[i % 6], i, err.message);
        }
        audio_decoder_free(decoder);
    }
}

static void assert_ends_with(const char *script, enum err_code expected, const char *words)
{
    struct audio_decoder *decoder;
    struct audio audio;
    struct err err = {0};
    const char *path = in_folder("decoder");
    assert_int_equal(file_write(path, str_of(script), 0700, NULL), ERR_OK);
    assert_int_equal(audio_decoder_start(&decoder, path, 3, &err), ERR_OK);
    assert_int_equal(audio_decoder_read(decoder, CLIP, &audio, &err), expected);
    assert_string_equal(err.message, words);
    audio_decoder_free(decoder);
}

/* The other side may do anything at all. */
static void test_read__tells_how_a_decoder_ended(void **state)
{
    (void)state;
    assert_ends_with("#!/bin/sh\nexit 7\n", ERR_EXTERNAL,
                     "the audio decoder ended early with status 7");
    assert_ends_with("#!/bin/sh\nprintf 'R\\0\\0\\0\\0'\nread l\nkill -11 $$\n", ERR_EXTERNAL,
                     "the audio decoder died of signal 11");
    assert_ends_with("#!/bin/sh\nprintf 'R\\0\\0\\0\\0'\nread l\nkill -24 $$\n", ERR_LIMIT,
                     "decoding took too much processor time");
    assert_ends_with("#!/bin/sh\nprintf 'R\\0\\0\\0\\0S\\2\\0\\0\\0'\nexec cat /dev/zero\n",
                     ERR_EXTERNAL,
                     "the audio decoder sent a frame of unknown kind or wrong length");
    assert_ends_with("#!/bin/sh\nprintf 'R\\0\\0\\0\\0'\nread l\nwhile :; do "
                     "printf 'S\\0\\20\\0\\0'; head -c 4096 /dev/zero; done\n",
                     ERR_LIMIT, "the audio is larger than 96000 bytes");
}

static int set_up(void **state)
{
    static char template[] = "/tmp/test_decode_audio.XXXXXX";
    (void)state;
    (void)signal(SIGPIPE, SIG_IGN);
    arena = arena_new();
    folder = mkdtemp(template);
    return folder == NULL ? -1 : 0;
}

static int tear_down(void **state)
{
    (void)state;
    enum err_code code = file_remove_tree(folder, NULL);
    arena_free(arena);
    return code == ERR_OK ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decode__reads_what_ffmpeg_writes),
        cmocka_unit_test(test_decode__refuses_what_is_no_audio),
        cmocka_unit_test(test_decode__opens_no_file_that_another_names),
        cmocka_unit_test(test_decode__bounds_the_duration),
        cmocka_unit_test(test_decode__reads_truncated_files_as_far_as_they_go),
        cmocka_unit_test(test_decode__survives_corrupted_files),
        cmocka_unit_test(test_read__tells_how_a_decoder_ended),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
