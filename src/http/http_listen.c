/* See http_listen.h. */
#include "http/http_listen.h"

#include "http/http_engine.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 511 };

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
    TRY(http_engine_load(err));
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

int http_listen_port(int listen_fd, int wanted)
{
    union {
        struct sockaddr any;
        struct sockaddr_in four;
        struct sockaddr_in6 six;
    } address = {.six = {0}};
    socklen_t size = sizeof address;
    if (wanted != 0 || getsockname(listen_fd, &address.any, &size) != 0) {
        return wanted;
    }
    return ntohs(address.any.sa_family == AF_INET6 ? address.six.sin6_port
                                                   : address.four.sin_port);
}
