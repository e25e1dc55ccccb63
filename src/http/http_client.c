/* See http_client.h. */
#include "http/http_client.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { REQUEST_HEAD_MAX = 16384, WAIT_STEP_MS = 200 };

struct http_client {
    struct http_place place;
    struct sockaddr_storage address;
    socklen_t address_size;
    int fd; /* -1: not connected */
    struct strbuf in;
    int64_t deadline_ms;
    const struct http_request *request; /* the present one */
};

static bool plain_host(struct str host)
{
    for (size_t i = 0; i < host.n; i++) {
        unsigned char c = (unsigned char)host.p[i];
        if (c <= ' ' || c >= 0x7f || strchr("/@?#\\%\"<>", c) != NULL) {
            return false;
        }
    }
    return host.n > 0;
}

/* Takes "HOST" or "[HOST]" off *rest. */
static bool take_host(struct str *rest, struct str *host)
{
    if (str_starts(*rest, STR("["))) {
        size_t end = str_find(*rest, STR("]"));
        if (end == SIZE_MAX) {
            return false;
        }
        *host = str_sub(*rest, 1, end - 1);
        *rest = str_from(*rest, end + 1);
        return true;
    }
    size_t colon = str_find(*rest, STR(":"));
    *host = str_sub(*rest, 0, colon);
    *rest = str_from(*rest, host->n);
    return true;
}

enum err_code http_place_parse(struct str url, struct http_place *place, struct err *err)
{
    struct str prefix = str_from(url, strlen("http://"));
    struct str host = STR("");
    struct str rest = STR("");
    uint64_t port = 80;
    bool good = str_starts(url, STR("http://")) && str_split(&prefix, '/', &rest) &&
                take_host(&rest, &host) && plain_host(host) && host.n < sizeof place->host;
    if (good && rest.n > 0) {
        good = rest.p[0] == ':' && str_to_u64(str_from(rest, 1), 65535, &port) && port > 0;
    }
    prefix = prefix.p != NULL ? prefix : STR("");
    prefix = str_ends(prefix, STR("/")) ? str_sub(prefix, 0, prefix.n - 1) : prefix;
    for (size_t i = 0; i < prefix.n; i++) {
        unsigned char c = (unsigned char)prefix.p[i];
        good = good && c > ' ' && c < 0x7f && c != '?' && c != '#';
    }
    if (!good || prefix.n + 2 > sizeof place->prefix) {
        err_set(err, ERR_USAGE, "%.*s is not http://HOST[:PORT][/FOLDER]", STR_ARG(url));
        err_hint(err, "https is not spoken here: fetch the files and name their folder");
        return ERR_USAGE;
    }
    snprintf(place->host, sizeof place->host, "%.*s", STR_ARG(host));
    snprintf(place->port, sizeof place->port, "%u", (unsigned)port);
    snprintf(place->prefix, sizeof place->prefix, "%s%.*s", prefix.n > 0 ? "/" : "",
             STR_ARG(prefix));
    return ERR_OK;
}

static bool is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        const struct sockaddr_in *in = (const struct sockaddr_in *)(const void *)address;
        return ntohl(in->sin_addr.s_addr) >> 24 == 127;
    }
    const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)(const void *)address;
    return address->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&in6->sin6_addr);
}

/* Off line, not even a name is asked for: an address, or "localhost", which is 127.0.0.1. */
static enum err_code look_up(struct http_client *client, bool online, struct err *err)
{
    const char *host =
        strcmp(client->place.host, "localhost") == 0 ? "127.0.0.1" : client->place.host;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_NUMERICSERV | (online ? 0 : AI_NUMERICHOST)};
    struct addrinfo *found = NULL;
    int status = getaddrinfo(host, client->place.port, &hints, &found);
    if (status != 0 && (online || status != EAI_NONAME)) {
        return err_set(err, ERR_IO, "%s: %s", client->place.host, gai_strerror(status));
    }
    bool allowed = found != NULL && (online || is_loopback(found->ai_addr));
    if (allowed) {
        memcpy(&client->address, found->ai_addr, found->ai_addrlen);
        client->address_size = found->ai_addrlen;
    }
    if (found != NULL) {
        freeaddrinfo(found);
    }
    if (!allowed) {
        err_set(err, ERR_DENIED, "%s is another machine, and policeai is off line",
                client->place.host);
        err_hint(err, "say --online if it is to be asked");
        return ERR_DENIED;
    }
    return ERR_OK;
}

enum err_code http_client_open(struct http_client **opened, struct str url, bool online,
                               struct err *err)
{
    struct http_client *client = xcalloc(1, sizeof *client);
    client->fd = -1;
    strbuf_init(&client->in, LIMIT_HTTP_HEAD + 65536);
    enum err_code code = http_place_parse(url, &client->place, err);
    if (code == ERR_OK) {
        code = look_up(client, online, err);
    }
    if (code != ERR_OK) {
        http_client_close(client);
        return code;
    }
    *opened = client;
    return ERR_OK;
}

const struct http_place *http_client_place(const struct http_client *client)
{
    return &client->place;
}

bool http_client_is_local(const struct http_client *client)
{
    return is_loopback((const struct sockaddr *)(const void *)&client->address);
}

static void hang_up(struct http_client *client)
{
    if (client->fd >= 0) {
        close(client->fd);
    }
    client->fd = -1;
    strbuf_clear(&client->in);
}

void http_client_close(struct http_client *client)
{
    if (client == NULL) {
        return;
    }
    hang_up(client);
    strbuf_release(&client->in);
    free(client);
}

/* In steps, so that who wants to stop need not wait for the other side. */
static enum err_code wait_for(struct http_client *client, short events, struct err *err)
{
    struct pollfd polled = {client->fd, events, 0};
    for (;;) {
        int64_t left = client->deadline_ms - clock_monotonic_ms();
        if (left <= 0) {
            return err_set(err, ERR_TIMEOUT, "%s does not answer", client->place.host);
        }
        int ready = poll(&polled, 1, (int)(left < WAIT_STEP_MS ? left : WAIT_STEP_MS));
        if (ready > 0) {
            return ERR_OK;
        }
        if (ready < 0 && errno != EINTR) {
            return err_errno(err, "%s", client->place.host);
        }
        if (client->request != NULL && client->request->stop != NULL &&
            client->request->stop(client->request->stop_data)) {
            return err_set(err, ERR_CANCELLED, "stopped");
        }
    }
}

static enum err_code reach(struct http_client *client, struct err *err)
{
    int error = 0;
    socklen_t size = sizeof error;
    client->fd =
        socket(client->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (client->fd < 0) {
        return err_errno(err, "cannot open a socket");
    }
    if (connect(client->fd, (struct sockaddr *)&client->address, client->address_size) != 0) {
        error = errno;
    }
    if (error == EINPROGRESS) {
        TRY(wait_for(client, POLLOUT, err));
        (void)getsockopt(client->fd, SOL_SOCKET, SO_ERROR, &error, &size);
    }
    return error == 0 ? ERR_OK
                      : err_set(err, ERR_IO, "cannot reach %s port %s: %s", client->place.host,
                                client->place.port, strerror(error));
}

static void write_request(const struct http_client *client, const struct http_request *request,
                          struct strbuf *out)
{
    const struct http_place *place = &client->place;
    bool six = strchr(place->host, ':') != NULL;
    strbuf_printf(out, "%s %s%s HTTP/1.1\r\nHost: %s%s%s:%s\r\nAccept-Encoding: identity\r\n",
                  request->method, place->prefix, request->target, six ? "[" : "", place->host,
                  six ? "]" : "", place->port);
    if (request->bearer.n > 0) {
        strbuf_printf(out, "Authorization: Bearer %.*s\r\n", STR_ARG(request->bearer));
    }
    if (request->type != NULL) {
        strbuf_printf(out, "Content-Type: %s\r\nContent-Length: %zu\r\n", request->type,
                      request->body.n);
    }
    strbuf_puts(out, "\r\n");
}

static enum err_code send_all(struct http_client *client, struct str bytes, struct err *err)
{
    for (size_t sent = 0; sent < bytes.n;) {
        ssize_t n = send(client->fd, bytes.p + sent, bytes.n - sent, MSG_NOSIGNAL);
        if (n < 0 && errno != EAGAIN && errno != EINTR) {
            return err_errno(err, "%s", client->place.host);
        }
        if (n < 0) {
            TRY(wait_for(client, POLLOUT, err));
        }
        sent += n > 0 ? (size_t)n : 0;
    }
    return ERR_OK;
}

static enum err_code ask(struct http_client *client, const struct http_request *request,
                         struct err *err)
{
    struct strbuf head;
    strbuf_init(&head, REQUEST_HEAD_MAX);
    write_request(client, request, &head);
    enum err_code code = strbuf_check(&head, "the request", err);
    if (code == ERR_OK) {
        code = send_all(client, strbuf_view(&head), err);
    }
    if (code == ERR_OK) {
        code = send_all(client, request->body, err);
    }
    strbuf_release(&head);
    return code;
}

/* Appends what comes next to `out`; *ended when the other side has closed. */
static enum err_code receive(struct http_client *client, struct strbuf *out, bool *ended,
                             struct err *err)
{
    char buffer[32768];
    TRY(wait_for(client, POLLIN, err));
    ssize_t n = recv(client->fd, buffer, sizeof buffer, 0);
    *ended = n == 0;
    if (n < 0 && errno != EAGAIN && errno != EINTR) {
        return err_errno(err, "%s", client->place.host);
    }
    strbuf_add(out, buffer, n > 0 ? (size_t)n : 0);
    return strbuf_check(out, "the server's answer", err);
}

static enum err_code receive_head(struct http_client *client, struct reply_head *head,
                                  struct err *err)
{
    size_t size = 0;
    bool ended = false;
    TRY(reply_head_parse(strbuf_view(&client->in), head, &size, err));
    while (size == 0) {
        TRY(receive(client, &client->in, &ended, err));
        if (ended) {
            return err_set(err, ERR_IO, "%s hung up", client->place.host);
        }
        TRY(reply_head_parse(strbuf_view(&client->in), head, &size, err));
    }
    strbuf_consume(&client->in, size);
    return ERR_OK;
}

static enum err_code receive_chunks(struct http_client *client,
                                    const struct http_request *request, struct strbuf *body,
                                    struct err *err)
{
    struct reply_chunks chunks = {0};
    bool ended = false;
    TRY(reply_chunks_take(&chunks, &client->in, body, request->max, err));
    while (!chunks.done) {
        TRY(receive(client, &client->in, &ended, err));
        TRY(reply_chunks_take(&chunks, &client->in, body, request->max, err));
        if (ended && !chunks.done) {
            return err_set(err, ERR_IO, "%s: not the bytes that were promised", request->what);
        }
    }
    return ERR_OK;
}

static enum err_code receive_body(struct http_client *client,
                                  const struct http_request *request,
                                  const struct reply_head *head, struct strbuf *body,
                                  struct err *err)
{
    bool ended = false;
    if (head->has_length && head->length > request->max) {
        return err_set(err, ERR_LIMIT, "%s is larger than %zu bytes", request->what,
                       request->max);
    }
    if (head->chunked) {
        return receive_chunks(client, request, body, err);
    }
    strbuf_str(body, strbuf_view(&client->in));
    strbuf_clear(&client->in);
    while (!ended && (!head->has_length || body->n < head->length)) {
        TRY(receive(client, body, &ended, err));
        if (body->n > request->max) {
            break;
        }
    }
    if (head->has_length && body->n != head->length) {
        return err_set(err, ERR_IO, "%s: not the bytes that were promised", request->what);
    }
    return strbuf_check(body, request->what, err);
}

static enum err_code exchange(struct http_client *client, const struct http_request *request,
                              struct reply_head *head, struct strbuf *body, struct err *err)
{
    if (client->fd < 0) {
        TRY(reach(client, err));
    }
    TRY(ask(client, request, err));
    TRY(receive_head(client, head, err));
    if (head->chunked && request->plain) {
        return err_set(err, ERR_UNSUPPORTED, "the server sends the file coded (chunked)");
    }
    TRY(receive_body(client, request, head, body, err));
    if (head->closes || (!head->has_length && !head->chunked)) {
        hang_up(client);
    }
    return body->n <= request->max ? ERR_OK
                                   : err_set(err, ERR_LIMIT, "%s is larger than %zu bytes",
                                             request->what, request->max);
}

/* A server may close a connection that was kept: then one more is tried. */
enum err_code http_client_ask(struct http_client *client, const struct http_request *request,
                              struct reply_head *head, struct strbuf *body, struct err *err)
{
    bool kept = client->fd >= 0;
    strbuf_init(body, request->max + 65536);
    client->deadline_ms = clock_monotonic_ms() + request->patience_ms;
    client->request = request;
    enum err_code code = exchange(client, request, head, body, err);
    if (code == ERR_IO && kept) {
        hang_up(client);
        strbuf_clear(body);
        code = exchange(client, request, head, body, err);
    }
    if (code != ERR_OK) {
        hang_up(client);
    }
    client->request = NULL;
    return code;
}

enum err_code http_client_reach(struct http_client *client, int64_t patience_ms,
                                struct err *err)
{
    client->deadline_ms = clock_monotonic_ms() + patience_ms;
    enum err_code code = client->fd >= 0 ? ERR_OK : reach(client, err);
    if (code != ERR_OK) {
        hang_up(client);
    }
    return code;
}
