/* A listening TCP socket. */
#ifndef POLICEAI_HTTP_HTTP_LISTEN_H
#define POLICEAI_HTTP_HTTP_LISTEN_H

#include "base/err.h"

/* Listens on 127.0.0.1 (or `host`, a numeric address); port 0 is any that is free. ERR_CONFLICT
 * names the port in use. The socket is the caller's to close. What answers on it is loaded too
 * (http_engine_load): whoever confines itself later need not open it. */
enum err_code http_listen(const char *host, int port, int *listen_fd, struct err *err) MUST_USE;
/* The port it came to, or `wanted` when that cannot be told. */
int http_listen_port(int listen_fd, int wanted);

#endif
