/* See http_get.h. */
#include "stranger/http_get.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "stranger/reply_head.h"

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

enum { PATIENCE_MS = 60000 }; /* for one file */

struct http_get {
    struct http_place place;
    struct sockaddr_storage address;
    socklen_t address_size;
    int fd; /* -1: not connected */
    struct strbuf in;
    int64_t deadline_ms;
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
static enum err_code look_up(struct http_get *get, bool online, struct err *err)
{
    const char *host =
        strcmp(get->place.host, "localhost") == 0 ? "127.0.0.1" : get->place.host;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_NUMERICSERV | (online ? 0 : AI_NUMERICHOST)};
    struct addrinfo *found = NULL;
    int status = getaddrinfo(host, get->place.port, &hints, &found);
    if (status != 0 && (online || status != EAI_NONAME)) {
        return err_set(err, ERR_IO, "%s: %s", get->place.host, gai_strerror(status));
    }
    bool allowed = found != NULL && (online || is_loopback(found->ai_addr));
    if (allowed) {
        memcpy(&get->address, found->ai_addr, found->ai_addrlen);
        get->address_size = found->ai_addrlen;
    }
    if (found != NULL) {
        freeaddrinfo(found);
    }
    if (!allowed) {
        err_set(err, ERR_DENIED, "%s is another machine, and policeai is off line",
                get->place.host);
        err_hint(err, "say --online if it is to be asked");
        return ERR_DENIED;
    }
    return ERR_OK;
}

enum err_code http_get_open(struct http_get **opened, struct str url, bool online,
                            struct err *err)
{
    struct http_get *get = xcalloc(1, sizeof *get);
    get->fd = -1;
    strbuf_init(&get->in, LIMIT_HTTP_HEAD + 65536);
    enum err_code code = http_place_parse(url, &get->place, err);
    if (code == ERR_OK) {
        code = look_up(get, online, err);
    }
    if (code != ERR_OK) {
        http_get_close(get);
        return code;
    }
    *opened = get;
    return ERR_OK;
}

static void hang_up(struct http_get *get)
{
    if (get->fd >= 0) {
        close(get->fd);
    }
    get->fd = -1;
    strbuf_clear(&get->in);
}

void http_get_close(struct http_get *get)
{
    if (get == NULL) {
        return;
    }
    hang_up(get);
    strbuf_release(&get->in);
    free(get);
}

static enum err_code wait_for(struct http_get *get, short events, struct err *err)
{
    struct pollfd polled = {get->fd, events, 0};
    int64_t left = get->deadline_ms - clock_monotonic_ms();
    int ready = left > 0 ? poll(&polled, 1, (int)left) : 0;
    if (ready == 0) {
        return err_set(err, ERR_TIMEOUT, "%s does not answer", get->place.host);
    }
    return ready > 0 || errno == EINTR ? ERR_OK : err_errno(err, "%s", get->place.host);
}

static enum err_code reach(struct http_get *get, struct err *err)
{
    int error = 0;
    socklen_t size = sizeof error;
    get->fd = socket(get->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (get->fd < 0) {
        return err_errno(err, "cannot open a socket");
    }
    if (connect(get->fd, (struct sockaddr *)&get->address, get->address_size) != 0) {
        error = errno;
    }
    if (error == EINPROGRESS) {
        TRY(wait_for(get, POLLOUT, err));
        (void)getsockopt(get->fd, SOL_SOCKET, SO_ERROR, &error, &size);
    }
    return error == 0 ? ERR_OK
                      : err_set(err, ERR_IO, "cannot reach %s port %s: %s", get->place.host,
                                get->place.port, strerror(error));
}

static enum err_code ask(struct http_get *get, const char *name, struct err *err)
{
    char request[2048];
    bool six = strchr(get->place.host, ':') != NULL;
    int length = snprintf(request, sizeof request,
                          "GET %s/%s HTTP/1.1\r\nHost: %s%s%s:%s\r\n"
                          "Accept-Encoding: identity\r\n\r\n",
                          get->place.prefix, name, six ? "[" : "", get->place.host,
                          six ? "]" : "", get->place.port);
    for (ssize_t sent = 0; sent < length;) {
        ssize_t n = send(get->fd, request + sent, (size_t)(length - sent), MSG_NOSIGNAL);
        if (n < 0 && errno != EAGAIN && errno != EINTR) {
            return err_errno(err, "%s", get->place.host);
        }
        if (n < 0) {
            TRY(wait_for(get, POLLOUT, err));
        }
        sent += n > 0 ? n : 0;
    }
    return ERR_OK;
}

/* Appends what comes next to `out`; *ended when the other side has closed. */
static enum err_code receive(struct http_get *get, struct strbuf *out, bool *ended,
                             struct err *err)
{
    char buffer[32768];
    TRY(wait_for(get, POLLIN, err));
    ssize_t n = recv(get->fd, buffer, sizeof buffer, 0);
    *ended = n == 0;
    if (n < 0 && errno != EAGAIN && errno != EINTR) {
        return err_errno(err, "%s", get->place.host);
    }
    strbuf_add(out, buffer, n > 0 ? (size_t)n : 0);
    return strbuf_check(out, "the server's answer", err);
}

static enum err_code receive_head(struct http_get *get, struct reply_head *head,
                                  struct err *err)
{
    size_t size = 0;
    bool ended = false;
    TRY(reply_head_parse(strbuf_view(&get->in), head, &size, err));
    while (size == 0) {
        TRY(receive(get, &get->in, &ended, err));
        if (ended) {
            return err_set(err, ERR_IO, "%s hung up", get->place.host);
        }
        TRY(reply_head_parse(strbuf_view(&get->in), head, &size, err));
    }
    strbuf_consume(&get->in, size);
    return ERR_OK;
}

static enum err_code receive_body(struct http_get *get, const struct reply_head *head,
                                  const char *name, size_t max, struct strbuf *body,
                                  struct err *err)
{
    bool ended = false;
    if (head->has_length && head->length > max) {
        return err_set(err, ERR_LIMIT, "%s is larger than %zu bytes", name, max);
    }
    strbuf_str(body, strbuf_view(&get->in));
    strbuf_clear(&get->in);
    while (!ended && (!head->has_length || body->n < head->length)) {
        TRY(receive(get, body, &ended, err));
    }
    if (head->has_length && body->n != head->length) {
        return err_set(err, ERR_IO, "%s: not the bytes that were promised", name);
    }
    return strbuf_check(body, name, err);
}

static enum err_code judge_status(const struct http_get *get, int status, const char *name,
                                  struct err *err)
{
    if (status == 404 || status == 410) {
        return err_set(err, ERR_NOT_FOUND, "http://%s:%s%s/%s is not there", get->place.host,
                       get->place.port, get->place.prefix, name);
    }
    return status == 200
               ? ERR_OK
               : err_set(err, ERR_IO, "http://%s:%s%s/%s answers with status %d",
                         get->place.host, get->place.port, get->place.prefix, name, status);
}

static enum err_code fetch(struct http_get *get, const char *name, size_t max,
                           struct strbuf *body, struct err *err)
{
    struct reply_head head;
    if (get->fd < 0) {
        TRY(reach(get, err));
    }
    TRY(ask(get, name, err));
    TRY(receive_head(get, &head, err));
    TRY(receive_body(get, &head, name, max, body, err));
    if (head.closes || !head.has_length) {
        hang_up(get);
    }
    return judge_status(get, head.status, name, err);
}

/* A server may close a connection that was kept: then one more is tried. */
static enum err_code read_file(void *data, struct arena *arena, const char *name, size_t max,
                               struct str *bytes, struct err *err)
{
    struct http_get *get = data;
    struct strbuf body;
    bool kept = get->fd >= 0;
    strbuf_init(&body, max + 65536);
    get->deadline_ms = clock_monotonic_ms() + PATIENCE_MS;
    enum err_code code = fetch(get, name, max, &body, err);
    if (code == ERR_IO && kept) {
        hang_up(get);
        strbuf_clear(&body);
        code = fetch(get, name, max, &body, err);
    }
    if (code == ERR_OK && body.n > max) {
        code = err_set(err, ERR_LIMIT, "%s is larger than %zu bytes", name, max);
    }
    if (code == ERR_OK) {
        *bytes = arena_str(arena, strbuf_view(&body));
    } else if (code != ERR_NOT_FOUND) {
        hang_up(get);
    }
    strbuf_release(&body);
    return code;
}

struct log_files http_get_files(struct http_get *get)
{
    return (struct log_files){read_file, get, false};
}
