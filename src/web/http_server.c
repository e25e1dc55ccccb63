/* See http_server.h. One thread a core, each with its own site, cache and event loop over the
 * shared listening socket: nothing is shared between them, so nothing is locked. */
#include "web/http_server.h"

#include "base/log.h"
#include "base/mem.h"
#include "http/http_engine.h"
#include "web/http_worker.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum {
    THREADS_MAX = 8,
    CONNECTIONS = 384, /* of all threads; each may hold a file too, and 1024 may be open */
    CACHE_BYTES = 64 * 1024 * 1024 /* of all threads */
};

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
    const struct http_engine_plan engine_plan = {.handler = http_worker_handler(worker),
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
