/* policeai witness serve */
#include "base/file.h"
#include "base/log.h"
#include "cli/command.h"
#include "cli/serving_line.h"
#include "http/http_listen.h"
#include "stranger/witness.h"
#include "stranger/witness_server.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <unistd.h>

struct witness_serve_options {
    const char *key;
    const char *logs;
    const char *state;
    const char *host;
    int64_t port;
};

static const struct witness_serve_options defaults = {.host = "127.0.0.1", .port = 8090};

#define AT(member) offsetof(struct witness_serve_options, member)
static const struct opt options[] = {
    {"key", 0, OPT_TEXT, AT(key), "FILE", "the witness's key, from witness keygen", 0, 0},
    {"logs", 0, OPT_TEXT, AT(logs), "FILE",
     "the keys of the logs to cosign, one VKEY a line; lines with # are passed over", 0, 0},
    {"state", 0, OPT_TEXT, AT(state), "FOLDER",
     "what was cosigned last, one file for each log; else KEY.states", 0, 0},
    {"port", 0, OPT_INT, AT(port), "PORT", "where to listen (8090); 0: any that is free", 0,
     65535},
    {"host", 0, OPT_TEXT, AT(host), "ADDRESS", "the numeric address to listen on (127.0.0.1)",
     0, 0},
    {.name = NULL}};

/* One descriptor that becomes readable at SIGINT or SIGTERM. */
static enum err_code catch_end(int *stop_fd, struct err *err)
{
    sigset_t ends;
    sigset_t blocked;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    blocked = ends;
    sigaddset(&blocked, SIGPIPE);
    *stop_fd = -1;
    if (sigprocmask(SIG_BLOCK, &blocked, NULL) == 0) {
        *stop_fd = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
    }
    return *stop_fd >= 0 ? ERR_OK : err_errno(err, "cannot watch for signals");
}

/* Where each log stands: an operator who named the wrong folder sees it here. */
static enum err_code tell_logs(struct arena *arena, const struct witness_service *service,
                               struct err *err)
{
    for (size_t i = 0; i < service->log_count; i++) {
        uint64_t size;
        const struct note_key *log = &service->logs[i];
        TRY(witness_last_size(service, arena, log, &size, err));
        if (size == 0) {
            printf("%.*s: nothing cosigned yet\n", STR_ARG(log->name));
        } else {
            printf("%.*s: %" PRIu64 " statements cosigned\n", STR_ARG(log->name), size);
        }
    }
    return ERR_OK;
}

static enum err_code serve_logs(struct arena *arena, const struct witness_serve_options *given,
                                const struct witness_service *service, struct err *err)
{
    int listen_fd = -1;
    int stop_fd = -1;
    enum err_code code = ERR_OK;
    TRY_OUT(file_make_folders(service->folder, 0700, err));
    TRY_OUT(tell_logs(arena, service, err));
    TRY_OUT(catch_end(&stop_fd, err));
    TRY_OUT(http_listen(given->host, (int)given->port, &listen_fd, err));
    serving_line("witness at", given->host, http_listen_port(listen_fd, (int)given->port));
    TRY_OUT(witness_serve(service, listen_fd, stop_fd, err));
out:
    if (listen_fd >= 0) {
        close(listen_fd);
    }
    if (stop_fd >= 0) {
        close(stop_fd);
    }
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct witness_serve_options *given = call->options;
    struct witness_service service = {.folder = given->state};
    struct note_key *logs;
    struct sig_secret secret;
    if (given->key == NULL || given->logs == NULL) {
        return err_set(err, ERR_USAGE, "say which key and which logs: --key and --logs");
    }
    if (service.folder == NULL) {
        service.folder = arena_printf(call->arena, "%s.states", given->key);
    }
    log_start("witness", LOG_INFO);
    TRY(witness_logs_read(call->arena, given->logs, &logs, &service.log_count, err));
    service.logs = logs;
    TRY(witness_key_load(call->arena, given->key, &secret, &service.name, err));
    service.secret = &secret;
    enum err_code code = serve_logs(call->arena, given, &service, err);
    sig_secret_wipe(&secret);
    return code;
}

const struct command command_witness_serve = {
    .name = "witness serve",
    .synopsis = "--key FILE --logs FILE [--state FOLDER] [--port PORT] [--host ADDRESS]",
    .summary = "cosign other organisations' logs over HTTP (C2SP tlog-witness)",
    .help =
        "Answers POST /add-checkpoint and GET /HEX/checkpoint (HEX: SHA-256 of the log's "
        "origin) as c2sp.org/tlog-witness\nsays, until Ctrl-C. A checkpoint is cosigned when "
        "its log's key is in --logs and signed it, and the proof that\ncomes with it leads "
        "from the one cosigned last. That is written down, synced, before the cosignature is "
        "given out.\nTwo roots of one size, both signed by the log, are told on standard "
        "error: keep them, they prove a split view.\n\nBehind a proxy that speaks TLS it can "
        "serve others; --host 0.0.0.0 lets other machines ask it directly.",
    .options = options,
    .options_size = sizeof(struct witness_serve_options),
    .defaults = &defaults,
    .run = run,
};
