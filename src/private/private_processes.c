/* See private_processes.h. */
#include "private/private_processes.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/stop_signal.h"
#include "http/http_listen.h"
#include "serve/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

enum { STOP_MS = 4000, AGAIN_MS = 500 };

struct processes {
    const struct private_program *program;
    int listen_fd, signal_fd, lock_fd;
    int port;
    struct child pages, worker;
    int64_t restart_ms[2];
    bool stopping;
    char link[PRIVATE_SECRET_SIZE];
};

static enum err_code be_pages(void *data, int stop_fd, int ready_fd, struct err *err)
{
    const struct processes *all = data;
    const struct private_serving serving = {all->listen_fd, all->port, stop_fd, ready_fd};
    return all->program->pages(all->program->data, &serving, err);
}

static enum err_code be_worker(void *data, int stop_fd, int ready_fd, struct err *err)
{
    const struct processes *all = data;
    (void)ready_fd;
    return all->program->work(all->program->data, stop_fd, err);
}

/* One program: two would each end the other's sessions. */
static enum err_code take_lock(struct processes *all, struct err *err)
{
    const struct private_program *program = all->program;
    all->lock_fd = open(program->lock, O_RDONLY | O_CLOEXEC);
    if (all->lock_fd < 0) {
        return err_errno(err, "cannot open %s", program->lock);
    }
    if (flock(all->lock_fd, LOCK_EX | LOCK_NB) != 0) {
        err_set(err, ERR_CONFLICT, "a desk has %s open", program->of);
        err_hint(err, "its first page gives another link, for a second officer");
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

/* Until its first page can be fetched. */
static enum err_code start_pages(struct processes *all, struct err *err)
{
    char died[64];
    struct err own = {0};
    bool clean;
    TRY(child_start(&all->pages, err));
    while (!all->stopping) {
        struct pollfd polled[] = {{all->signal_fd, POLLIN, 0},
                                  {all->pages.ready_fd, POLLIN, 0}};
        if (poll(polled, 2, -1) < 0 && errno != EINTR) {
            return err_errno(err, "cannot wait for the pages");
        }
        if ((polled[1].revents & POLLIN) != 0) {
            return ERR_OK;
        }
        stop_signal_take(all->signal_fd, 0, &all->stopping);
        if (child_ended(&all->pages, &clean, died, &own)) {
            if (own.code != ERR_OK) {
                *err = own;
                return own.code;
            }
            return err_set(err, ERR_EXTERNAL, "the process of the pages %s", died);
        }
    }
    return ERR_OK;
}

static void look_after(struct child *child, int64_t *restart_ms)
{
    char died[64];
    struct err err = {0};
    bool clean;
    if (*restart_ms == 0 && child_ended(child, &clean, died, &err)) {
        log_event(LOG_WARNING, "restart", "the %s process %s; it is started again", child->name,
                  died);
        if (err.code != ERR_OK) {
            log_err(child->name, &err);
        }
        *restart_ms = clock_monotonic_ms() + AGAIN_MS;
    } else if (*restart_ms != 0 && clock_monotonic_ms() >= *restart_ms) {
        *restart_ms = child_start(child, &err) == ERR_OK ? 0 : clock_monotonic_ms() + AGAIN_MS;
    }
}

static void end_child(struct processes *all, struct child *child, int64_t end_ms)
{
    char died[64];
    struct err err;
    bool clean;
    child_stop(child);
    while (!child_ended(child, &clean, died, &err)) {
        if (clock_monotonic_ms() > end_ms) {
            child_kill(child);
        }
        stop_signal_take(all->signal_fd, 50, &all->stopping);
    }
}

static enum err_code run(struct processes *all, struct err *err)
{
    TRY(stop_signal_watch(&all->signal_fd, err));
    TRY(take_lock(all, err));
    TRY(all->program->prepare(all->program->data, all->link, err));
    TRY(http_listen("127.0.0.1", all->program->port, &all->listen_fd, err));
    all->port = http_listen_port(all->listen_fd, all->program->port);
    all->pages = (struct child){
        .name = "pages", .run = be_pages, .data = all, .keep_fd = all->listen_fd};
    all->worker = (struct child){
        .name = all->program->worker_name, .run = be_worker, .data = all, .keep_fd = -1};
    enum err_code code = start_pages(all, err);
    if (code == ERR_OK && !all->stopping) {
        all->program->serving(all->port, all->link);
        code = child_start(&all->worker, err);
    }
    while (code == ERR_OK && !all->stopping) {
        bool waits = all->restart_ms[0] != 0 || all->restart_ms[1] != 0;
        stop_signal_take(all->signal_fd, waits ? AGAIN_MS / 2 : -1, &all->stopping);
        if (!all->stopping) {
            look_after(&all->pages, &all->restart_ms[0]);
            look_after(&all->worker, &all->restart_ms[1]);
        }
    }
    int64_t end_ms = clock_monotonic_ms() + STOP_MS;
    child_stop(&all->worker);
    end_child(all, &all->pages, end_ms);
    end_child(all, &all->worker, end_ms);
    return code;
}

enum err_code private_run(const struct private_program *program, struct err *err)
{
    struct processes all = {
        .program = program, .listen_fd = -1, .signal_fd = -1, .lock_fd = -1};
    enum err_code code = run(&all, err);
    int *fds[] = {&all.listen_fd, &all.signal_fd, &all.lock_fd};
    for (size_t i = 0; i < 3; i++) {
        if (*fds[i] >= 0) {
            close(*fds[i]);
        }
    }
    return code;
}
