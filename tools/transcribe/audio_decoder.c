#include "audio_decoder.h"

#include "pcm_stream.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SILENT_MS = 60000 };

struct audio_decoder {
    pid_t pid;
    int to;   /* its stdin */
    int from; /* its stdout */
    int64_t max_seconds;
    struct pcm_reader reader;
};

static void close_pair(int pair[2])
{
    (void)close(pair[0]);
    (void)close(pair[1]);
}

static enum err_code spawn(struct audio_decoder *decoder, const char *program, int to[2],
                           int from[2], struct err *err)
{
    char seconds[24];
    posix_spawn_file_actions_t actions;
    (void)snprintf(seconds, sizeof seconds, "%lld", (long long)decoder->max_seconds);
    char *argv[] = {(char *)program, seconds, NULL};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
    errno = posix_spawn(&decoder->pid, program, &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return errno == 0 ? ERR_OK : err_errno(err, "cannot start %s", program);
}

enum err_code audio_decoder_start(struct audio_decoder **decoder, const char *program,
                                  int64_t max_seconds, struct err *err)
{
    int to[2];
    int from[2];
    if (pipe2(to, O_CLOEXEC) != 0) {
        return err_errno(err, "cannot make a pipe");
    }
    if (pipe2(from, O_CLOEXEC) != 0) {
        close_pair(to);
        return err_errno(err, "cannot make a pipe");
    }
    struct audio_decoder *made = xcalloc(1, sizeof *made);
    made->max_seconds = max_seconds;
    enum err_code code = spawn(made, program, to, from, err);
    if (code != ERR_OK) {
        close_pair(to);
        close_pair(from);
        free(made);
        return code;
    }
    (void)close(to[0]);
    (void)close(from[1]);
    made->to = to[1];
    made->from = from[0];
    pcm_reader_init(&made->reader, (size_t)max_seconds * PCM_RATE);
    *decoder = made;
    return ERR_OK;
}

/* It closed its end before it was done: why? */
static enum err_code ended_early(struct audio_decoder *decoder, struct err *err)
{
    int status = 0;
    if (waitpid(decoder->pid, &status, 0) == decoder->pid) {
        decoder->pid = -1;
    }
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
        return err_set(err, ERR_LIMIT, "decoding took too much processor time");
    }
    if (WIFSIGNALED(status)) {
        return err_set(err, ERR_EXTERNAL, "the audio decoder died of signal %d",
                       WTERMSIG(status));
    }
    return err_set(err, ERR_EXTERNAL, "the audio decoder ended early with status %d",
                   WEXITSTATUS(status));
}

/* Some bytes of the decoder, once. */
static enum err_code pump(struct audio_decoder *decoder, struct err *err)
{
    char bytes[PCM_PAYLOAD_MAX];
    struct pollfd wait = {.fd = decoder->from, .events = POLLIN};
    int ready = poll(&wait, 1, SILENT_MS);
    if (ready == 0) {
        return err_set(err, ERR_TIMEOUT, "the audio decoder was silent for %d s",
                       SILENT_MS / 1000);
    }
    ssize_t got = ready < 0 ? -1 : read(decoder->from, bytes, sizeof bytes);
    if (got < 0) {
        return errno == EINTR ? ERR_OK : err_errno(err, "cannot read from the audio decoder");
    }
    if (got == 0) {
        return ended_early(decoder, err);
    }
    return pcm_reader_feed(&decoder->reader, str_n(bytes, (size_t)got), err);
}

enum err_code audio_decoder_wait(struct audio_decoder *decoder, struct err *err)
{
    while (decoder->reader.state == PCM_STARTING) {
        TRY(pump(decoder, err));
    }
    return ERR_OK;
}

static enum err_code send_path(struct audio_decoder *decoder, const char *path, struct err *err)
{
    struct strbuf line;
    strbuf_init(&line, PATH_MAX);
    strbuf_printf(&line, "%s\n", path);
    enum err_code code = strbuf_check(&line, "the path", err);
    if (code == ERR_OK) {
        code = file_write_fd(decoder->to, "the audio decoder", strbuf_view(&line), err);
    }
    strbuf_release(&line);
    return code;
}

enum err_code audio_decoder_read(struct audio_decoder *decoder, const char *path,
                                 struct audio *audio, struct err *err)
{
    TRY(audio_decoder_wait(decoder, err));
    TRY(send_path(decoder, path, err));
    while (decoder->reader.state == PCM_READY) {
        TRY(pump(decoder, err));
    }
    /* malloc aligns for any type, and this host is little endian */
    audio->samples = (const int16_t *)(const void *)decoder->reader.samples.p;
    audio->count = decoder->reader.samples.n / sizeof *audio->samples;
    audio->damaged = decoder->reader.damaged;
    return ERR_OK;
}

void audio_decoder_free(struct audio_decoder *decoder)
{
    if (decoder == NULL) {
        return;
    }
    (void)close(decoder->to);
    (void)close(decoder->from);
    if (decoder->pid > 0) {
        (void)kill(decoder->pid, SIGKILL);
        (void)waitpid(decoder->pid, NULL, 0);
    }
    pcm_reader_release(&decoder->reader);
    free(decoder);
}
