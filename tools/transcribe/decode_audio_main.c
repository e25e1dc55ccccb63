/* decode-audio MAX_SECONDS: one file of audio or video as 16 kHz mono samples.
 *
 * Writes frames of pcm_stream.h to stdout: R when loaded; then reads the path of a file, one
 * line, from stdin; then S…, and Z or E. It is a process of its own because FFmpeg reads bytes
 * of strangers: nothing but that one open file is in its hands, no demuxer can open another,
 * and processor time, memory and duration are bounded. It alone links FFmpeg, which Debian
 * builds under the GPL. */
#include "pcm_stream.h"

#include "base/strbuf.h"
#include "sound_file/sound_file.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { SECONDS_MAX = 36000, CPU_SECONDS = 300, MEMORY_MAX = 1 << 30 };

struct sending {
    int64_t samples_left;
    int64_t max_seconds;
};

static enum err_code send_samples(void *data, const int16_t *samples, size_t count,
                                  struct err *err)
{
    struct sending *sending = data;
    if ((int64_t)count > sending->samples_left) {
        return err_set(err, ERR_LIMIT, "more than %lld s of audio (parameter max_seconds)",
                       (long long)sending->max_seconds);
    }
    sending->samples_left -= (int64_t)count;
    return pcm_frame_write(STDOUT_FILENO, 'S',
                           str_n((const char *)samples, count * sizeof *samples), err);
}

static enum err_code send_file(const char *path, int64_t max_seconds, struct err *err)
{
    unsigned char damaged[4];
    struct sound_file_told told;
    struct sending sending = {max_seconds * PCM_RATE, max_seconds};
    const struct sound_file_plan plan = {PCM_RATE, send_samples, &sending};
    TRY(sound_file_decode(path, &plan, &told, err));
    pcm_put_u32(damaged, told.damaged);
    return pcm_frame_write(STDOUT_FILENO, 'Z', str_n((const char *)damaged, sizeof damaged),
                           err);
}

/* ERR_OK when it could be told. */
static enum err_code report(const struct err *failure)
{
    struct strbuf words;
    strbuf_init(&words, sizeof failure->message + 64);
    strbuf_printf(&words, "%s\n%s", err_word(failure->code), failure->message);
    enum err_code code = pcm_frame_write(STDOUT_FILENO, 'E',
                                         str_sub(strbuf_view(&words), 0, PCM_WORDS_MAX), NULL);
    strbuf_release(&words);
    return code;
}

static void limit(int resource, rlim_t most)
{
    (void)setrlimit(resource, &(struct rlimit){most, most}); /* a lower one stands already */
}

static void limit_ourselves(void)
{
    limit(RLIMIT_CPU, CPU_SECONDS);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
#ifndef __SANITIZE_ADDRESS__ /* it maps terabytes */
    limit(RLIMIT_AS, MEMORY_MAX);
#endif
    sound_file_quieten();
}

int main(int argc, char **argv)
{
    uint64_t seconds;
    char path[PATH_MAX];
    struct err err = {.code = ERR_OK};
    if (argc != 2 || !str_to_u64(str_of(argv[1]), SECONDS_MAX, &seconds)) {
        fputs("usage: decode-audio MAX_SECONDS\n", stderr);
        return 2;
    }
    limit_ourselves();
    (void)signal(SIGPIPE, SIG_IGN);
    if (pcm_frame_write(STDOUT_FILENO, 'R', STR(""), NULL) != ERR_OK) {
        return 1;
    }
    if (fgets(path, sizeof path, stdin) == NULL || strchr(path, '\n') == NULL) {
        return 1; /* nobody wants a file decoded */
    }
    path[strcspn(path, "\n")] = '\0';
    enum err_code code = send_file(path, (int64_t)seconds, &err);
    if (code != ERR_OK) {
        code = report(&err);
    }
    return code == ERR_OK ? 0 : 1;
}
