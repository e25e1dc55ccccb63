/* See http_server.h. One thread a core, each with its own site, cache and event loop over the
 * shared listening socket: nothing is shared between them, so nothing is locked. */
#include "web/http_server.h"

#include "base/log.h"
#include "base/mem.h"
#include "web/http_engine.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    THREADS_MAX = 8,
    CONNECTIONS = 384, /* of all threads; each may hold a file too, and 1024 may be open */
    CACHE_BYTES = 64 * 1024 * 1024, /* of all threads */
    BACKLOG = 511
};

static enum err_code address_of(const char *host, int port, struct sockaddr_storage *address,
                                socklen_t *length, struct err *err)
{
    struct sockaddr_in *four = (struct sockaddr_in *)address;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)address;
    const char *numeric = host != NULL ? host : "127.0.0.1";
    if (port < 0 || port > 65535) {
        return err_set(err, ERR_USAGE, "port %d is not between 0 and 65535", port);
    }
    memset(address, 0, sizeof *address);
    if (inet_pton(AF_INET, numeric, &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons((uint16_t)port);
        *length = sizeof *four;
        return ERR_OK;
    }
    if (inet_pton(AF_INET6, numeric, &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons((uint16_t)port);
        *length = sizeof *six;
        return ERR_OK;
    }
    err_set(err, ERR_USAGE, "%s is not a numeric address", numeric);
    err_hint(err, "for example 127.0.0.1 or ::1");
    return ERR_USAGE;
}

enum err_code http_listen(const char *host, int port, int *listen_fd, struct err *err)
{
    struct sockaddr_storage address;
    socklen_t length = 0;
    const int on = 1;
    TRY(address_of(host, port, &address, &length, err));
    int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        return err_errno(err, "cannot make a socket");
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&address, length) != 0 || listen(fd, BACKLOG) != 0) {
        int reason = errno;
        close(fd);
        errno = reason;
        if (reason != EADDRINUSE) {
            enum err_code code = err_errno(err, "cannot listen on port %d", port);
            if (reason == EADDRNOTAVAIL) {
                err_hint(err, "--host takes an address of this machine");
            } else if (reason == EACCES) {
                err_hint(err, "a port over 1023 needs no special rights");
            }
            return code;
        }
        err_set(err, ERR_CONFLICT, "port %d is in use", port);
        err_hint(err, "stop the other program or choose another port");
        return ERR_CONFLICT;
    }
    *listen_fd = fd;
    return ERR_OK;
}

struct server {
    const struct http_plan *plan;
    int count;
    int quit_fd;          /* readable: all stop */
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t changed;
    int ready;
    enum err_code code; /* of the first thread that failed */
    struct err err;
};

static void wake_all(struct server *server)
{
    const uint64_t one = 1;
    if (write(server->quit_fd, &one, sizeof one) < 0) {
        BUG("an eventfd does not take a one");
    }
}

static void report(struct server *server, enum err_code code, const struct err *err)
{
    pthread_mutex_lock(&server->lock);
    if (code == ERR_OK) {
        server->ready++;
    } else if (server->code == ERR_OK) {
        server->code = code;
        server->err = *err;
        wake_all(server);
    }
    pthread_cond_signal(&server->changed);
    pthread_mutex_unlock(&server->lock);
}

static enum err_code serve_in(struct server *server, struct err *err)
{
    const struct http_plan *plan = server->plan;
    const struct http_worker_plan worker_plan = {.data = plan->data,
                                                 .reference = plan->reference,
                                                 .cache_bytes =
                                                     (size_t)(CACHE_BYTES / server->count)};
    struct http_worker *worker = NULL;
    struct http_engine *engine = NULL;
    enum err_code code = http_worker_open(&worker, &worker_plan, err);
    if (code != ERR_OK) {
        return code;
    }
    const struct http_engine_plan engine_plan = {.worker = worker,
                                                 .listen_fd = plan->listen_fd,
                                                 .connections =
                                                     (unsigned)(CONNECTIONS / server->count)};
    TRY_OUT(http_engine_start(&engine, &engine_plan, err));
    report(server, ERR_OK, NULL);
    TRY_OUT(http_engine_run(engine, server->quit_fd, err));
out:
    http_engine_stop(engine);
    http_worker_close(worker);
    return code;
}

static void *thread_main(void *data)
{
    struct server *server = data;
    struct err err = {0};
    enum err_code code = serve_in(server, &err);
    if (code != ERR_OK) {
        report(server, code, &err);
    }
    return NULL;
}

static enum err_code start_threads(struct server *server, pthread_t *threads, int *started,
                                   struct err *err)
{
    sigset_t all;
    sigset_t before;
    int status = 0;
    /* Signals are the caller's: also SIGPIPE, which sendfile would raise, stays blocked. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (*started = 0; *started < server->count && status == 0; *started += status == 0) {
        status = pthread_create(&threads[*started], NULL, thread_main, server);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (status != 0) {
        errno = status;
        return err_errno(err, "cannot start a thread");
    }
    pthread_mutex_lock(&server->lock);
    while (server->ready < server->count && server->code == ERR_OK) {
        pthread_cond_wait(&server->changed, &server->lock);
    }
    pthread_mutex_unlock(&server->lock);
    return ERR_OK;
}

/* Until the caller says stop or a thread failed. */
static void wait_for_the_end(struct server *server)
{
    struct pollfd waits[] = {{server->plan->stop_fd, POLLIN, 0}, {server->quit_fd, POLLIN, 0}};
    while (poll(waits, 2, -1) < 0 && errno == EINTR) {
    }
}

static int count_threads(int wanted)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    long count = wanted > 0 ? wanted : cores;
    return count < 1 ? 1 : count > THREADS_MAX ? THREADS_MAX : (int)count;
}

enum err_code http_serve(const struct http_plan *plan, struct err *err)
{
    struct server server = {.plan = plan,
                            .count = count_threads(plan->threads),
                            .quit_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
                            .lock = PTHREAD_MUTEX_INITIALIZER,
                            .changed = PTHREAD_COND_INITIALIZER};
    pthread_t threads[THREADS_MAX];
    int started = 0;
    if (server.quit_fd < 0) {
        return err_errno(err, "cannot make an eventfd");
    }
    enum err_code code = start_threads(&server, threads, &started, err);
    if (code == ERR_OK && server.code == ERR_OK) {
        if (plan->ready_fd >= 0 && write(plan->ready_fd, "\n", 1) != 1) {
            log_event(LOG_WARNING, "ready-unheard", "nobody waits for the server");
        }
        wait_for_the_end(&server);
    }
    wake_all(&server);
    for (int i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
    close(server.quit_fd);
    if (code == ERR_OK && server.code != ERR_OK) {
        code = server.code;
        if (err != NULL) {
            *err = server.err;
        }
    }
    return code;
}
