/* See serve.h. */
#include "serve/serve.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/stop_signal.h"
#include "http/http_listen.h"
#include "serve/roles.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

enum {
    STOP_MS = 4000,          /* how long a child may take to stop */
    BACK_OFF_MS = 500,       /* the first wait before a restart; doubled each time */
    BACK_OFF_MAX_MS = 30000, /* the longest */
    STEADY_MS = 60000,       /* a child that lived so long starts afresh */
    PORT_WAIT_MS = 500,      /* how long the port of a server just killed may linger */
    PORT_STEP_US = 50000
};

struct watched {
    struct child child;
    int64_t started_ms;
    int64_t back_off_ms;
    int64_t restart_ms; /* when to start it again; 0: it runs */
};

struct server {
    const struct serve_plan *plan;
    struct roles roles;
    int signal_fd;
    struct child keeper;
    struct watched public;
    struct watched worker;
    bool stopping; /* a signal said so */
};

/* Why a child ended, as an error of ours: its own words, or how it died. */
static enum err_code died_of(const struct child *child, const char *died, const struct err *own,
                             struct err *err)
{
    if (own->code != ERR_OK) {
        *err = *own;
        return own->code;
    }
    return err_set(err, ERR_EXTERNAL, "the %s process %s", child->name, died);
}

/* Until it is of use, ends, or somebody asks to stop. */
static enum err_code wait_ready(struct server *server, struct child *child, struct err *err)
{
    char died[64];
    struct err own;
    bool clean;
    while (!server->stopping) {
        struct pollfd polled[] = {{server->signal_fd, POLLIN, 0}, {child->ready_fd, POLLIN, 0}};
        if (poll(polled, 2, -1) < 0 && errno != EINTR) {
            return err_errno(err, "cannot wait for the %s process", child->name);
        }
        if ((polled[1].revents & POLLIN) != 0) {
            return ERR_OK;
        }
        stop_signal_take(server->signal_fd, 0, &server->stopping);
        if (child_ended(child, &clean, died, &own)) {
            return died_of(child, died, &own, err);
        }
    }
    return ERR_OK;
}

static enum err_code start(struct watched *watched, struct err *err)
{
    watched->started_ms = clock_monotonic_ms();
    watched->restart_ms = 0;
    return child_start(&watched->child, err);
}

static void later(struct watched *watched, const char *died)
{
    int64_t now = clock_monotonic_ms();
    bool steady = now - watched->started_ms > STEADY_MS;
    watched->back_off_ms =
        steady || watched->back_off_ms == 0 ? BACK_OFF_MS : watched->back_off_ms * 2;
    if (watched->back_off_ms > BACK_OFF_MAX_MS) {
        watched->back_off_ms = BACK_OFF_MAX_MS;
    }
    watched->restart_ms = now + watched->back_off_ms;
    log_event(LOG_WARNING, "restart", "the %s process %s; it is started again in %lld ms",
              watched->child.name, died, (long long)watched->back_off_ms);
}

static void look_after(struct watched *watched)
{
    char died[64];
    struct err err;
    bool clean;
    if (watched->restart_ms == 0) {
        if (!child_ended(&watched->child, &clean, died, &err)) {
            return;
        }
        if (err.code != ERR_OK) {
            log_err(watched->child.name, &err);
        }
        later(watched, died);
    } else if (clock_monotonic_ms() >= watched->restart_ms && start(watched, &err) != ERR_OK) {
        log_err("restart", &err);
        later(watched, "cannot be started");
    }
}

static int wait_of(const struct server *server)
{
    const struct watched *all[] = {&server->public, &server->worker};
    int64_t now = clock_monotonic_ms();
    int64_t wait = -1;
    for (size_t i = 0; i < 2; i++) {
        if (all[i]->restart_ms != 0) {
            int64_t left = all[i]->restart_ms > now ? all[i]->restart_ms - now : 0;
            wait = wait < 0 || left < wait ? left : wait;
        }
    }
    return (int)wait;
}

/* Until a signal or the keeper's death. */
static enum err_code watch(struct server *server, struct err *err)
{
    char died[64];
    struct err own;
    bool clean;
    while (!server->stopping) {
        stop_signal_take(server->signal_fd, wait_of(server), &server->stopping);
        if (child_ended(&server->keeper, &clean, died, &own)) {
            log_event(LOG_ERROR, "keeper", "the keeper process %s", died);
            died_of(&server->keeper, died, &own, err);
            err_prefix(err, "the server stops");
            err_hint(err, "nothing acknowledged is lost; start it again");
            return ERR_EXTERNAL;
        }
        if (!server->stopping) {
            server->roles.worker_restarted = true;
            look_after(&server->public);
            look_after(&server->worker);
        }
    }
    return ERR_OK;
}

/* Asks, waits, kills. A second signal from the terminal kills at once. */
static void end_children(struct server *server, struct child *const *children, size_t count)
{
    int64_t end = clock_monotonic_ms() + STOP_MS;
    size_t left = count;
    bool was_stopping = server->stopping;
    server->stopping = false;
    for (size_t i = 0; i < count; i++) {
        child_stop(children[i]);
    }
    while (left > 0) {
        left = 0;
        for (size_t i = 0; i < count; i++) {
            char died[64];
            struct err own;
            bool clean;
            if (child_ended(children[i], &clean, died, &own)) {
                continue;
            }
            left++;
            if (server->stopping || clock_monotonic_ms() > end) {
                child_kill(children[i]);
            }
        }
        stop_signal_take(server->signal_fd, left > 0 ? 100 : 0, &server->stopping);
    }
    server->stopping = was_stopping || server->stopping;
}

/* The keeper last: the worker's last words go through it. */
static void end_all(struct server *server)
{
    struct child *const first[] = {&server->worker.child, &server->public.child};
    struct child *const last[] = {&server->keeper};
    end_children(server, first, 2);
    end_children(server, last, 1);
}

static enum err_code start_all(struct server *server, struct err *err)
{
    const struct serve_plan *plan = server->plan;
    TRY(child_start(&server->keeper, err));
    TRY(wait_ready(server, &server->keeper, err));
    if (server->stopping) {
        return ERR_OK;
    }
    TRY(start(&server->public, err));
    TRY(wait_ready(server, &server->public.child, err));
    if (server->stopping) {
        return ERR_OK;
    }
    plan->serving(plan->host, http_listen_port(server->roles.listen_fd, plan->port));
    return start(&server->worker, err);
}

static enum err_code bind_port(const struct serve_plan *plan, int *listen_fd, struct err *err)
{
    int64_t end = clock_monotonic_ms() + PORT_WAIT_MS;
    for (;;) {
        enum err_code code = http_listen(plan->host, plan->port, listen_fd, err);
        if (code != ERR_CONFLICT || clock_monotonic_ms() > end) {
            return code;
        }
        usleep(PORT_STEP_US);
    }
}

enum err_code serve(const struct serve_plan *plan, struct err *err)
{
    struct server server = {.plan = plan, .roles = {.plan = plan, .listen_fd = -1}};
    void *data = &server.roles;
    log_start("serve", LOG_INFO);
    TRY(bind_port(plan, &server.roles.listen_fd, err));
    server.keeper = (struct child){.name = "keeper", .run = role_keeper, .data = data};
    server.public.child = (struct child){.name = "public", .run = role_public, .data = data};
    server.worker.child = (struct child){.name = "worker", .run = role_worker, .data = data};
    server.keeper.keep_fd = server.worker.child.keep_fd = -1;
    server.public.child.keep_fd = server.roles.listen_fd;
    enum err_code code = stop_signal_watch(&server.signal_fd, err);
    if (code == ERR_OK) {
        code = start_all(&server, err);
    }
    if (code == ERR_OK) {
        code = watch(&server, err);
    }
    end_all(&server);
    close(server.signal_fd);
    close(server.roles.listen_fd);
    return code;
}
