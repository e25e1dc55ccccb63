/* The pages of a private program: who is let in, which model or form a path leads to, what is
 * answered.
 *
 * Let in: a Host that is 127.0.0.1 or localhost with our port (so that a name elsewhere that is
 * made to point here reads nothing); with a session, which a link that is good once makes; a
 * POST only with our own Origin and the form's guard. Everything else is 403 before anything of
 * the matter is read. */
#ifndef POLICEAI_PRIVATE_PRIVATE_PAGES_H
#define POLICEAI_PRIVATE_PRIVATE_PAGES_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/jsonw.h"
#include "http/http_answer.h"
#include "private/private_processes.h"
#include "web/template.h"

#include <stddef.h>

struct desk; /* what a program keeps for its pages: its own, declared by itself */

struct private_request {
    struct str path;    /* decoded */
    struct str query;   /* raw */
    struct str form;    /* of a POST */
    struct str session; /* the secret */
    struct str who, role;
    int64_t now;
};

/* Where a POST leads when it was done. */
struct private_went {
    const char *location; /* in the request's arena */
};

/* A page's model: members of one object; a form's act. ERR_NOT_FOUND, ERR_CONFLICT, ERR_INVALID
 * and ERR_DENIED are told to whoever asked, with message and hint; ERR_CANCELLED from a model:
 * there is nothing to show here, the message is the place to go to. */
typedef enum err_code private_model(struct desk *desk, struct private_request *request,
                                    struct jsonw *w, struct err *err);
typedef enum err_code private_act(struct desk *desk, struct private_request *request,
                                  struct private_went *went, struct err *err);

struct private_route {
    const char *path; /* ends with '/': a number follows */
    const struct template *template;
    private_model *model; /* of GET, or NULL */
    private_act *act;     /* of POST, or NULL */
    const char *section;  /* the link of the navigation it belongs to, or NULL */
};

/* A link of the navigation, which every page has in private_layout.html. */
struct private_link {
    const char *path; /* without its '/' at the begin */
    const char *word; /* message nav.WORD; a route's section */
    const char *key;  /* that follows it, or NULL */
};

/* The number after the last '/', -1 for none. */
int64_t private_number(const struct private_request *request);

struct private_pages {
    struct desk *desk;
    struct db *db;       /* where sessions are kept */
    struct arena *arena; /* of the request at hand */
    struct clock clock;
    int port;
    const char *cookie;                 /* the name of the session's */
    const struct private_route *routes; /* the first is "/", one is "/name" */
    size_t route_count;
    const struct private_link *links;
    size_t link_count;
    const struct template *layout, *problem;
    const struct language *language;
    /* Members that every page has, beside guard, who and who_role. */
    void (*frame)(const struct desk *desk, struct jsonw *w);
    /* Bytes that are no page (a picture), with one reference; NULL when the path is none. */
    struct http_answer *(*bytes)(struct desk *desk, struct private_request *request);
};

/* HTML of a page of this program. */
enum err_code private_render(const struct private_pages *pages, const struct template *page,
                             struct str model, struct strbuf *out, struct err *err) MUST_USE;
/* Says so on ready_fd and serves until stop_fd; the caller has confined its process. */
enum err_code private_pages_serve(struct private_pages *pages,
                                  const struct private_serving *serving,
                                  struct err *err) MUST_USE;
/* A PNG with that path as an answer; 404 when it is not there or no PNG: it was drawn of bytes
 * from outside. */
struct http_answer *private_picture(struct arena *arena, const char *path);

#endif
