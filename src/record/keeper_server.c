/* See keeper_server.h. */
#include "record/keeper_server.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "record/keeper_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { CLIENTS_MAX = 64, POLL_MS = 5000, STALL_MS = 30000, DAY_MS = 60000 };

struct client {
    int fd; /* -1: free */
    struct strbuf in;
    struct strbuf out;
    size_t sent;
    int64_t active_ms;
};

struct server {
    struct keeper *keeper;
    int listener;
    int stop_fd;
    struct client clients[CLIENTS_MAX];
};

static enum err_code listen_at(const char *path, int *fd, struct err *err)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        err_set(err, ERR_LIMIT, "the path %s is too long for a socket", path);
        err_hint(err, "give --data a folder with a shorter path");
        return ERR_LIMIT;
    }
    memcpy(address.sun_path, path, strlen(path) + 1);
    *fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    unlink(path); /* we hold the lock: whatever lies there is dead */
    mode_t before = umask(0177);
    int status = *fd < 0 ? -1 : bind(*fd, (struct sockaddr *)&address, sizeof address);
    umask(before);
    if (status != 0 || listen(*fd, CLIENTS_MAX) != 0) {
        return err_errno(err, "cannot listen on %s", path);
    }
    return ERR_OK;
}

static void drop(struct client *client)
{
    close(client->fd);
    client->fd = -1;
    strbuf_release(&client->in);
    strbuf_release(&client->out);
    client->sent = 0;
}

static void take_clients(struct server *server)
{
    for (size_t i = 0; i < CLIENTS_MAX; i++) {
        struct client *client = &server->clients[i];
        if (client->fd >= 0) {
            continue;
        }
        client->fd = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (client->fd < 0) {
            return;
        }
        client->active_ms = clock_monotonic_ms();
        strbuf_init(&client->in, WIRE_PREFIX + WIRE_HEAD_MAX + LIMIT_ENVELOPE);
        strbuf_init(&client->out, 4 * LIMIT_ENVELOPE);
    }
}

static bool answer_all(struct server *server, struct client *client)
{
    struct wire_message request;
    struct err err;
    size_t size = 1;
    while (size > 0) {
        if (wire_parse(strbuf_view(&client->in), &request, &size, &err) != ERR_OK) {
            log_err("keeper-client", &err);
            return false;
        }
        if (size > 0) {
            keeper_answer(server->keeper, &request, &client->out);
            strbuf_consume(&client->in, size);
        }
    }
    return true;
}

static bool read_some(struct server *server, struct client *client)
{
    char buffer[65536];
    ssize_t n = read(client->fd, buffer, sizeof buffer);
    if (n < 0) {
        return errno == EAGAIN || errno == EINTR;
    }
    if (n == 0) {
        return false;
    }
    client->active_ms = clock_monotonic_ms();
    strbuf_add(&client->in, buffer, (size_t)n);
    return !client->in.overflow && answer_all(server, client);
}

static bool write_some(struct client *client)
{
    size_t left = client->out.n - client->sent;
    ssize_t n = send(client->fd, client->out.p + client->sent, left, MSG_NOSIGNAL);
    if (n < 0) {
        return errno == EAGAIN || errno == EINTR;
    }
    client->sent += (size_t)n;
    if (client->sent == client->out.n) {
        strbuf_clear(&client->out);
        client->sent = 0;
    }
    return true;
}

static bool stalls(const struct client *client)
{
    return (client->in.n > 0 || client->out.n > 0) &&
           clock_monotonic_ms() - client->active_ms > STALL_MS;
}

static void serve_client(struct server *server, struct client *client, short events)
{
    bool good = (events & (POLLERR | POLLNVAL)) == 0 && !stalls(client);
    if (good && (events & (POLLIN | POLLHUP)) != 0) {
        good = read_some(server, client);
    }
    if (good && client->out.n > 0) {
        good = write_some(client);
    }
    if (!good) {
        drop(client);
    }
}

/* false: told to stop */
static bool serve_once(struct server *server)
{
    struct pollfd polled[CLIENTS_MAX + 2];
    polled[0] = (struct pollfd){server->stop_fd, POLLIN, 0};
    polled[1] = (struct pollfd){server->listener, POLLIN, 0};
    for (size_t i = 0; i < CLIENTS_MAX; i++) {
        const struct client *client = &server->clients[i];
        polled[i + 2] = (struct pollfd){
            client->fd, (short)(POLLIN | (client->fd >= 0 && client->out.n > 0 ? POLLOUT : 0)),
            0};
    }
    if (poll(polled, CLIENTS_MAX + 2, POLL_MS) < 0) {
        return true; /* EINTR */
    }
    if (polled[0].revents != 0) {
        return false;
    }
    for (size_t i = 0; i < CLIENTS_MAX; i++) {
        if (server->clients[i].fd >= 0) {
            serve_client(server, &server->clients[i], polled[i + 2].revents);
        }
    }
    if (polled[1].revents != 0) {
        take_clients(server);
    }
    return true;
}

static void serve_all(struct server *server)
{
    struct err err;
    int64_t day_ms = clock_monotonic_ms();
    while (serve_once(server)) {
        if (clock_monotonic_ms() - day_ms < DAY_MS) {
            continue;
        }
        day_ms = clock_monotonic_ms();
        if (keep_day(server->keeper, &err) != ERR_OK) {
            log_err("private-head", &err);
        }
        if (keep_outbox_due(server->keeper, &err) != ERR_OK) {
            log_err("outbox", &err);
        }
        if (keep_scrub(server->keeper, &err) != ERR_OK) {
            log_err("scrub", &err);
        }
    }
}

enum err_code keeper_serve(struct keeper *keeper, const struct datadir *dir, int stop_fd,
                           int ready_fd, struct err *err)
{
    struct server *server = xcalloc(1, sizeof *server);
    *server = (struct server){.keeper = keeper, .listener = -1, .stop_fd = stop_fd};
    for (size_t i = 0; i < CLIENTS_MAX; i++) {
        server->clients[i].fd = -1;
    }
    enum err_code code = keep_no_progress(keeper, err);
    if (code == ERR_OK) {
        code = listen_at(dir->keeper_socket, &server->listener, err);
    }
    if (code == ERR_OK) {
        if (ready_fd >= 0 && write(ready_fd, "k", 1) != 1) {
            log_event(LOG_WARNING, "ready", "nobody waits for the keeper");
        }
        serve_all(server);
        unlink(dir->keeper_socket);
    }
    for (size_t i = 0; i < CLIENTS_MAX; i++) {
        if (server->clients[i].fd >= 0) {
            drop(&server->clients[i]);
        }
    }
    if (server->listener >= 0) {
        close(server->listener);
    }
    free(server);
    return code;
}
