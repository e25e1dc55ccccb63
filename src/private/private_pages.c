/* See private_pages.h. */
#include "private/private_pages.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/http_engine.h"
#include "http/http_private.h"
#include "private/private_file.h"

#include <string.h>
#include <unistd.h>

#define OPEN "/open/"
#define NAME "/name"

enum { CONNECTIONS = 64, PICTURE_MAX = 32 * MIB };

int64_t private_number(const struct private_request *request)
{
    struct str rest = request->path;
    struct str part = STR("");
    uint64_t number;
    while (rest.p != NULL && str_split(&rest, '/', &part)) {
    }
    return str_to_u64(part, INT64_MAX, &number) ? (int64_t)number : -1;
}

/* NULL when there is none. */
static const struct private_route *find_route(const struct private_pages *pages,
                                              struct str path)
{
    for (size_t i = 0; i < pages->route_count; i++) {
        struct str own = str_of(pages->routes[i].path);
        bool family = own.n > 1 && str_ends(own, STR("/"));
        if (family ? str_starts(path, own) && path.n > own.n : str_eq(path, own)) {
            return &pages->routes[i];
        }
    }
    return NULL;
}

/* ---- what is let in ---- */

static struct http_verdict refusal(int status, const char *reason)
{
    return (struct http_verdict){status, reason};
}

static struct http_verdict check(struct private_pages *pages, const struct http_head *head,
                                 struct http_target *target, struct private_request *request)
{
    struct err err = {0};
    bool known = false;
    arena_reset(pages->arena);
    struct http_verdict verdict =
        http_private_check(pages->arena, head, pages->port, LIMIT_HTTP_BODY, target);
    if (verdict.status != 0) {
        return verdict;
    }
    *request = (struct private_request){.path = target->path,
                                        .query = target->query,
                                        .session = http_cookie_find(head, pages->cookie),
                                        .now = clock_now(&pages->clock)};
    bool open = str_starts(target->path, STR(OPEN)) || private_is_file(target->path);
    if (open && !str_is(head->method, "POST")) {
        return refusal(0, NULL);
    }
    if (request->session.n == 0 ||
        private_session(pages->db, pages->arena, request->session, &known, &request->who,
                        &request->role, &err) != ERR_OK ||
        !known) {
        return refusal(403, "open the desk with the link it printed; each link is good once");
    }
    return refusal(0, NULL);
}

/* ---- answers ---- */

enum err_code private_render(const struct private_pages *pages, const struct template *page,
                             struct str model, struct strbuf *out, struct err *err)
{
    struct js *json;
    TRY(js_parse(pages->arena, model, &json, err));
    return template_render(pages->arena, pages->layout, page, pages->language, json, out, err);
}

static void write_links(const struct private_pages *pages,
                        const struct private_request *request, struct jsonw *w)
{
    const struct private_route *route = find_route(pages, request->path);
    const char *section = route != NULL ? route->section : NULL;
    jsonw_key(w, "navigation");
    jsonw_array(w);
    for (size_t i = 0; i < pages->link_count; i++) {
        const struct private_link *link = &pages->links[i];
        jsonw_object(w);
        jsonw_member(w, "path", link->path);
        jsonw_member(w, "word", link->word);
        jsonw_member(w, "key", link->key != NULL ? link->key : "");
        jsonw_key(w, "here");
        jsonw_bool(w, section != NULL && strcmp(section, link->word) == 0);
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_frame(const struct private_pages *pages,
                        const struct private_request *request, struct jsonw *w)
{
    char guard[HTTP_SECRET_SIZE];
    http_form_guard(request->session, guard);
    jsonw_member(w, "guard", guard);
    jsonw_member_str(w, "who", request->who);
    jsonw_member_str(w, "who_role", request->role);
    write_links(pages, request, w);
    pages->frame(pages->desk, w);
}

static struct http_answer *render(struct private_pages *pages,
                                  const struct private_request *request,
                                  const struct template *page, struct str members, int status)
{
    struct strbuf model;
    struct strbuf html;
    struct jsonw w;
    struct err err = {0};
    struct http_answer *answer;
    strbuf_init(&model, LIMIT_PAGE);
    strbuf_init(&html, LIMIT_PAGE);
    jsonw_init(&w, &model);
    jsonw_object(&w);
    write_frame(pages, request, &w);
    jsonw_end(&w);
    if (members.n > 2) { /* {frame} and {members} as one object */
        strbuf_truncate(&model, model.n - 1);
        strbuf_putc(&model, ',');
        strbuf_str(&model, str_from(members, 1));
    }
    if (private_render(pages, page, strbuf_view(&model), &html, &err) == ERR_OK) {
        answer = http_private_page(strbuf_view(&html), status);
    } else {
        log_err("page-failed", &err);
        answer = http_answer_words(500, "the desk failed; its log says why");
    }
    strbuf_release(&model);
    strbuf_release(&html);
    return answer;
}

static struct http_answer *tell(struct private_pages *pages,
                                const struct private_request *request, enum err_code code,
                                const struct err *problem)
{
    static const struct {
        enum err_code code;
        int status;
        const char *kind;
    } kinds[] = {{ERR_NOT_FOUND, 404, "absent"},
                 {ERR_CONFLICT, 409, "conflict"},
                 {ERR_INVALID, 422, "invalid"},
                 {ERR_DENIED, 403, "denied"}};
    struct strbuf model;
    struct jsonw w;
    int status = 500;
    const char *kind = "failed";
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (kinds[i].code == code) {
            status = kinds[i].status;
            kind = kinds[i].kind;
        }
    }
    if (status == 500) {
        log_err("failed", problem);
    }
    strbuf_init(&model, 8192);
    jsonw_init(&w, &model);
    jsonw_object(&w);
    jsonw_member(&w, "kind", kind);
    jsonw_member(&w, "message", problem->message);
    jsonw_member(&w, "hint", problem->hint);
    jsonw_end(&w);
    struct http_answer *answer =
        render(pages, request, pages->problem, strbuf_view(&model), status);
    strbuf_release(&model);
    return answer;
}

static struct http_answer *answer_get(struct private_pages *pages,
                                      struct private_request *request)
{
    const struct private_route *route = find_route(pages, request->path);
    struct strbuf model;
    struct jsonw w;
    struct err err = {0};
    struct http_answer *answer;
    if (route == NULL || route->model == NULL) {
        err_set(&err, ERR_NOT_FOUND, "the desk has no such page");
        return tell(pages, request, ERR_NOT_FOUND, &err);
    }
    if (request->who.n == 0 && !str_is(request->path, NAME)) {
        return http_private_go(NAME, NULL);
    }
    strbuf_init(&model, LIMIT_PAGE);
    jsonw_init(&w, &model);
    jsonw_object(&w);
    enum err_code code = route->model(pages->desk, request, &w, &err);
    if (code == ERR_OK) {
        jsonw_end(&w);
        code = strbuf_check(&model, "the page", &err);
    }
    if (code == ERR_OK) {
        answer = render(pages, request, route->template, strbuf_view(&model), 200);
    } else if (code == ERR_CANCELLED) { /* there is nothing to show here: err names the place */
        answer = http_private_go(err.message, NULL);
    } else {
        answer = tell(pages, request, code, &err);
    }
    strbuf_release(&model);
    return answer;
}

static struct http_answer *answer_post(struct private_pages *pages,
                                       struct private_request *request)
{
    const struct private_route *route = find_route(pages, request->path);
    struct private_went went = {"/"};
    struct err err = {0};
    enum err_code code;
    if (!http_form_is_guarded(request->session, request->form)) {
        code = err_set(&err, ERR_DENIED, "this form is not of this session");
    } else if (route == NULL || route->act == NULL) {
        code = err_set(&err, ERR_NOT_FOUND, "the desk has no such form");
    } else if (request->who.n == 0 && !str_is(request->path, NAME)) {
        return http_private_go(NAME, NULL);
    } else {
        code = route->act(pages->desk, request, &went, &err);
    }
    return code == ERR_OK ? http_private_go(went.location, NULL)
                          : tell(pages, request, code, &err);
}

/* A link is good once, so only a GET uses it. */
static struct http_answer *answer_open(struct private_pages *pages, struct str secret)
{
    char session[PRIVATE_SECRET_SIZE];
    struct err err = {0};
    if (private_link_use(pages->db, secret, session, &err) != ERR_OK) {
        struct http_answer *refused = http_answer_words(403, err.message);
        return refused;
    }
    return http_private_go("/", http_session_cookie(pages->arena, pages->cookie, session));
}

struct http_answer *private_picture(struct arena *arena, const char *path)
{
    static const char png[] = "\x89PNG\r\n\x1a\n";
    struct str bytes = STR("");
    if (file_read(arena, path, PICTURE_MAX, &bytes, NULL) != ERR_OK ||
        !str_starts(bytes, str_n(png, sizeof png - 1))) {
        return http_answer_words(404, "there is no such picture");
    }
    struct http_answer *answer = http_answer_new(200, "image/png", bytes);
    answer->tag[0] = '\0';
    answer->keep = HTTP_KEEP_NOT;
    return answer;
}

static struct http_answer *answer_to(struct private_pages *pages, const struct http_head *head,
                                     struct private_request *request)
{
    if (str_is(head->method, "POST")) {
        return answer_post(pages, request);
    }
    if (str_starts(request->path, STR(OPEN))) {
        return str_is(head->method, "GET")
                   ? answer_open(pages, str_from(request->path, strlen(OPEN)))
                   : http_answer_words(403, "a link is opened with GET");
    }
    if (private_is_file(request->path)) {
        return private_answer_file(request->path);
    }
    struct http_answer *bytes = pages->bytes(pages->desk, request);
    return bytes != NULL ? bytes : answer_get(pages, request);
}

static bool refuses(void *data, const struct http_head *head, struct http_reply *reply)
{
    struct private_pages *pages = data;
    struct http_target target;
    struct private_request request;
    struct http_verdict verdict = check(pages, head, &target, &request);
    if (verdict.status != 0) {
        http_reply_make(reply, http_answer_words(verdict.status, verdict.reason), head,
                        clock_now(&pages->clock), true);
    }
    return verdict.status != 0;
}

static void reply_to(void *data, const struct http_head *head, struct str body,
                     struct http_reply *reply)
{
    struct private_pages *pages = data;
    struct http_target target;
    struct private_request request;
    struct http_verdict verdict = check(pages, head, &target, &request);
    struct http_answer *answer;
    if (verdict.status != 0) {
        answer = http_answer_words(verdict.status, verdict.reason);
    } else {
        request.form = body;
        answer = answer_to(pages, head, &request);
    }
    http_reply_make(reply, answer, head, clock_now(&pages->clock), verdict.status != 0);
}

/* ---- the process ---- */

enum err_code private_pages_serve(struct private_pages *pages,
                                  const struct private_serving *serving, struct err *err)
{
    struct http_engine *engine;
    const struct http_engine_plan plan = {.handler = {.data = pages,
                                                      .body_max = LIMIT_HTTP_BODY,
                                                      .refuses = refuses,
                                                      .reply = reply_to},
                                          .listen_fd = serving->listen_fd,
                                          .connections = CONNECTIONS};
    pages->port = serving->port;
    TRY(http_engine_start(&engine, &plan, err));
    enum err_code code = write(serving->ready_fd, "r", 1) == 1
                             ? http_engine_run(engine, serving->stop_fd, err)
                             : err_errno(err, "cannot say that the pages are ready");
    http_engine_stop(engine);
    return code;
}
