/* See desk.h. */
#include "desk/desk.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/stop_signal.h"
#include "casefolder/case_session.h"
#include "desk/desk_pages.h"
#include "desk/desk_reader.h"
#include "http/http_listen.h"
#include "serve/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

enum { STOP_MS = 4000, AGAIN_MS = 500 };

struct desk_processes {
    const struct desk_plan *plan;
    int listen_fd, signal_fd, lock_fd;
    int port;
    struct child pages, reader;
    int64_t restart_ms[2];
    bool stopping;
    char link[CASE_SECRET_SIZE];
};

static enum err_code be_pages(void *data, int stop_fd, int ready_fd, struct err *err)
{
    const struct desk_processes *desk = data;
    const struct desk_pages_plan plan = {.folder = desk->plan->folder,
                                         .reference = desk->plan->places->reference,
                                         .listen_fd = desk->listen_fd,
                                         .port = desk->port,
                                         .stop_fd = stop_fd,
                                         .ready_fd = ready_fd};
    return desk_pages_serve(&plan, err);
}

static enum err_code be_reader(void *data, int stop_fd, int ready_fd, struct err *err)
{
    const struct desk_processes *desk = data;
    (void)ready_fd;
    return desk_read_files(desk->plan, stop_fd, err);
}

/* One desk a case: two would each end the other's sessions. */
static enum err_code lock_case(struct desk_processes *desk, const struct case_folder *folder,
                               struct err *err)
{
    desk->lock_fd = open(folder->paths.home, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (desk->lock_fd < 0) {
        return err_errno(err, "cannot open %s", folder->paths.home);
    }
    if (flock(desk->lock_fd, LOCK_EX | LOCK_NB) != 0) {
        err_set(err, ERR_CONFLICT, "a desk has %s open", folder->paths.root);
        err_hint(err, "its first page gives another link, for a second officer");
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

static enum err_code prepare_case(struct desk_processes *desk, struct err *err)
{
    struct case_folder *folder = NULL;
    enum err_code code = case_open(&folder, desk->plan->folder, err);
    if (code == ERR_OK) {
        code = lock_case(desk, folder, err);
    }
    if (code == ERR_OK) {
        code = case_sessions_clear(folder, err);
    }
    if (code == ERR_OK) {
        code = case_link_make(folder, desk->link, err);
    }
    case_close(folder);
    return code;
}

/* Until its first page can be fetched. */
static enum err_code start_pages(struct desk_processes *desk, struct err *err)
{
    char died[64];
    struct err own = {0};
    bool clean;
    TRY(child_start(&desk->pages, err));
    while (!desk->stopping) {
        struct pollfd polled[] = {{desk->signal_fd, POLLIN, 0},
                                  {desk->pages.ready_fd, POLLIN, 0}};
        if (poll(polled, 2, -1) < 0 && errno != EINTR) {
            return err_errno(err, "cannot wait for the pages");
        }
        if ((polled[1].revents & POLLIN) != 0) {
            return ERR_OK;
        }
        stop_signal_take(desk->signal_fd, 0, &desk->stopping);
        if (child_ended(&desk->pages, &clean, died, &own)) {
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

static void end_child(struct desk_processes *desk, struct child *child, int64_t end_ms)
{
    char died[64];
    struct err err;
    bool clean;
    child_stop(child);
    while (!child_ended(child, &clean, died, &err)) {
        if (clock_monotonic_ms() > end_ms) {
            child_kill(child);
        }
        stop_signal_take(desk->signal_fd, 50, &desk->stopping);
    }
}

static enum err_code run(struct desk_processes *desk, struct err *err)
{
    TRY(stop_signal_watch(&desk->signal_fd, err));
    TRY(prepare_case(desk, err));
    TRY(http_listen("127.0.0.1", desk->plan->port, &desk->listen_fd, err));
    desk->port = http_listen_port(desk->listen_fd, desk->plan->port);
    desk->pages = (struct child){
        .name = "pages", .run = be_pages, .data = desk, .keep_fd = desk->listen_fd};
    desk->reader =
        (struct child){.name = "reader", .run = be_reader, .data = desk, .keep_fd = -1};
    enum err_code code = start_pages(desk, err);
    if (code == ERR_OK && !desk->stopping) {
        desk->plan->serving(desk->port, desk->link);
        code = child_start(&desk->reader, err);
    }
    while (code == ERR_OK && !desk->stopping) {
        bool waits = desk->restart_ms[0] != 0 || desk->restart_ms[1] != 0;
        stop_signal_take(desk->signal_fd, waits ? AGAIN_MS / 2 : -1, &desk->stopping);
        if (!desk->stopping) {
            look_after(&desk->pages, &desk->restart_ms[0]);
            look_after(&desk->reader, &desk->restart_ms[1]);
        }
    }
    int64_t end_ms = clock_monotonic_ms() + STOP_MS;
    child_stop(&desk->reader);
    end_child(desk, &desk->pages, end_ms);
    end_child(desk, &desk->reader, end_ms);
    return code;
}

enum err_code desk_run(const struct desk_plan *plan, struct err *err)
{
    struct desk_processes desk = {
        .plan = plan, .listen_fd = -1, .signal_fd = -1, .lock_fd = -1};
    enum err_code code = run(&desk, err);
    int *fds[] = {&desk.listen_fd, &desk.signal_fd, &desk.lock_fd};
    for (size_t i = 0; i < 3; i++) {
        if (*fds[i] >= 0) {
            close(*fds[i]);
        }
    }
    return code;
}
