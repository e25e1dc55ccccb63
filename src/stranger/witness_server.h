/* A witness over HTTP (c2sp.org/tlog-witness): POST /add-checkpoint and GET /HEX/checkpoint,
 * HEX the SHA-256 of a log's origin; what they answer is witness_service.h's. Everything else
 * is 404 or 405. TLS, names and other prefixes are for a proxy in front. */
#ifndef POLICEAI_STRANGER_WITNESS_SERVER_H
#define POLICEAI_STRANGER_WITNESS_SERVER_H

#include "base/err.h"
#include "stranger/witness_service.h"

/* Answers in the caller's thread, one request at a time, until stop_fd is readable. listen_fd
 * (http/http_listen.h) stays the caller's; SIGPIPE must be blocked or ignored. */
enum err_code witness_serve(const struct witness_service *service, int listen_fd, int stop_fd,
                            struct err *err) MUST_USE;

#endif
