/* See witness_server.h. */
#include "stranger/witness_server.h"

#include "base/limits.h"
#include "crypto/digest.h"
#include "http/http_engine.h"
#include "http/http_target.h"

#include <string.h>

#define ADD "/add-checkpoint"
#define CHECKPOINT "/checkpoint"

/* Requests of logs are few and small: the rest waits in the listening socket. */
enum { CONNECTIONS = 256 };

struct witness_server {
    const struct witness_service *service;
    struct arena *arena; /* of the request at hand */
};

enum route { ROUTE_NONE, ROUTE_ADD, ROUTE_CHECKPOINT };

static enum route route_of(struct str path)
{
    if (str_is(path, ADD)) {
        return ROUTE_ADD;
    }
    return str_ends(path, STR(CHECKPOINT)) && path.n == 1 + 2 * SHA256_SIZE + strlen(CHECKPOINT)
               ? ROUTE_CHECKPOINT
               : ROUTE_NONE;
}

static struct http_answer *refusal(int status, const char *words, const char *allow)
{
    struct http_answer *answer = http_answer_words(status, words);
    answer->allow = allow;
    return answer;
}

/* NULL: let in. */
static struct http_answer *check(struct witness_server *server, const struct http_head *head,
                                 struct http_target *target)
{
    const struct http_field *host = http_field_find(head, "Host");
    arena_reset(server->arena);
    struct http_verdict verdict = http_guard_posts(head, LIMIT_HTTP_BODY);
    if (verdict.status == 0) {
        verdict = http_target_parse(server->arena, head->target,
                                    host != NULL ? host->value : STR(""), target);
    }
    if (verdict.status != 0) {
        return refusal(verdict.status, verdict.reason, "GET, HEAD, POST");
    }
    enum route route = route_of(target->path);
    bool posted = str_is(head->method, "POST");
    if (route == ROUTE_NONE) {
        return refusal(404, "a witness answers " ADD " and /HEX" CHECKPOINT, NULL);
    }
    if (posted != (route == ROUTE_ADD)) {
        return posted ? refusal(405, "only GET and HEAD are answered here", "GET, HEAD")
                      : refusal(405, "only POST is answered here", "POST");
    }
    return NULL;
}

static bool refuses(void *data, const struct http_head *head, struct http_reply *reply)
{
    struct witness_server *server = data;
    struct http_target target;
    struct http_answer *refused = check(server, head, &target);
    if (refused != NULL) {
        http_reply_make(reply, refused, head, clock_now(&server->service->clock), true);
    }
    return refused != NULL;
}

static void reply_to(void *data, const struct http_head *head, struct str body,
                     struct http_reply *reply)
{
    struct witness_server *server = data;
    struct http_target target;
    struct witness_reply made;
    struct http_answer *answer = check(server, head, &target);
    if (answer == NULL && route_of(target.path) == ROUTE_ADD) {
        witness_add_checkpoint(server->service, server->arena, body, &made);
        answer = http_answer_new(made.status, made.type, made.body);
        answer->tag[0] = '\0'; /* a cosignature is given once, not asked for again */
    } else if (answer == NULL) {
        struct str hex = str_sub(target.path, 1, 2 * SHA256_SIZE);
        witness_last_checkpoint(server->service, server->arena, hex, &made);
        answer = http_answer_new(made.status, made.type, made.body);
        answer->keep = made.status == 200 ? HTTP_KEEP_ASK : HTTP_KEEP_NOT;
    }
    http_reply_make(reply, answer, head, clock_now(&server->service->clock), false);
}

enum err_code witness_serve(const struct witness_service *service, int listen_fd, int stop_fd,
                            struct err *err)
{
    struct witness_server server = {.service = service, .arena = arena_new()};
    struct http_engine *engine;
    const struct http_engine_plan plan = {.handler = {.data = &server,
                                                      .body_max = LIMIT_HTTP_BODY,
                                                      .refuses = refuses,
                                                      .reply = reply_to},
                                          .listen_fd = listen_fd,
                                          .connections = CONNECTIONS};
    enum err_code code = http_engine_start(&engine, &plan, err);
    if (code == ERR_OK) {
        code = http_engine_run(engine, stop_fd, err);
        http_engine_stop(engine);
    }
    arena_free(server.arena);
    return code;
}
