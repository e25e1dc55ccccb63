/* See desk_pages.h. */
#include "desk/desk_pages.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "casefolder/case_pages.h"
#include "casefolder/case_session.h"
#include "http/http_form.h"
#include "desk/desk_script.h"
#include "desk/desk_state.h"
#include "http/http_engine.h"
#include "http/http_private.h"
#include "serve/confine.h"
#include "templates.h"
#include "web/asset.h"

#include <string.h>
#include <unistd.h>

#define OPEN "/open/"
#define SCRIPT "/keys.js"
#define PICTURES "/pictures/"
#define COOKIE "policeai-desk"

enum { CONNECTIONS = 64, PICTURE_MAX = 32 * MIB };

extern const struct language desk_language_table[];

/* ---- what is let in ---- */

static struct http_verdict refusal(int status, const char *reason)
{
    return (struct http_verdict){status, reason};
}

static struct http_verdict check(struct desk *desk, const struct http_head *head,
                                 struct http_target *target, struct desk_request *request)
{
    struct err err = {0};
    bool known = false;
    arena_reset(desk->arena);
    struct http_verdict verdict =
        http_private_check(desk->arena, head, desk->port, LIMIT_HTTP_BODY, target);
    if (verdict.status != 0) {
        return verdict;
    }
    *request = (struct desk_request){.path = target->path,
                                     .query = target->query,
                                     .session = http_cookie_find(head, COOKIE),
                                     .now = clock_now(&desk->clock)};
    bool open = str_starts(target->path, STR(OPEN)) || asset_lookup(target->path) != NULL ||
                str_is(target->path, SCRIPT);
    if (open && !str_is(head->method, "POST")) {
        return refusal(0, NULL);
    }
    if (request->session.n == 0 ||
        case_session(desk->folder, desk->arena, request->session, &known, &request->who,
                     &request->role, &err) != ERR_OK ||
        !known) {
        return refusal(403, "open the desk with the link it printed; each link is good once");
    }
    return refusal(0, NULL);
}

/* ---- answers ---- */

enum err_code desk_render(struct desk *desk, const struct template *page, struct str model,
                          struct strbuf *out, struct err *err)
{
    struct js *json;
    TRY(js_parse(desk->arena, model, &json, err));
    return template_render(desk->arena, &template_desk_layout, page, &desk_language_table[0],
                           json, out, err);
}

static void write_frame(struct desk *desk, const struct desk_request *request, struct jsonw *w)
{
    char guard[HTTP_SECRET_SIZE];
    const char *root = desk->folder->paths.root;
    const char *name = strrchr(root, '/');
    http_form_guard(request->session, guard);
    jsonw_member(w, "guard", guard);
    jsonw_member_str(w, "who", request->who);
    jsonw_member_str(w, "who_role", request->role);
    jsonw_member(w, "case", name != NULL && name[1] != '\0' ? name + 1 : root);
}

static struct http_answer *render(struct desk *desk, const struct desk_request *request,
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
    write_frame(desk, request, &w);
    jsonw_end(&w);
    if (members.n > 2) { /* {frame} and {members} as one object */
        strbuf_truncate(&model, model.n - 1);
        strbuf_putc(&model, ',');
        strbuf_str(&model, str_from(members, 1));
    }
    if (desk_render(desk, page, strbuf_view(&model), &html, &err) == ERR_OK) {
        answer = http_private_page(strbuf_view(&html), status);
    } else {
        log_err("page-failed", &err);
        answer = http_answer_words(500, "the desk failed; its log says why");
    }
    strbuf_release(&model);
    strbuf_release(&html);
    return answer;
}

static struct http_answer *tell(struct desk *desk, const struct desk_request *request,
                                enum err_code code, const struct err *problem)
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
        render(desk, request, &template_desk_problem, strbuf_view(&model), status);
    strbuf_release(&model);
    return answer;
}

static struct http_answer *answer_get(struct desk *desk, struct desk_request *request)
{
    const struct desk_route *route = desk_route_find(request->path);
    struct strbuf model;
    struct jsonw w;
    struct err err = {0};
    struct http_answer *answer;
    if (route == NULL || route->model == NULL) {
        err_set(&err, ERR_NOT_FOUND, "the desk has no such page");
        return tell(desk, request, ERR_NOT_FOUND, &err);
    }
    if (request->who.n == 0 && route->model != model_name) {
        return http_private_go("/name", NULL);
    }
    strbuf_init(&model, LIMIT_PAGE);
    jsonw_init(&w, &model);
    jsonw_object(&w);
    enum err_code code = route->model(desk, request, &w, &err);
    if (code == ERR_OK) {
        jsonw_end(&w);
        code = strbuf_check(&model, "the page", &err);
    }
    if (code == ERR_OK) {
        answer = render(desk, request, route->template, strbuf_view(&model), 200);
    } else if (code == ERR_CANCELLED) { /* there is nothing to show here: err names the place */
        answer = http_private_go(err.message, NULL);
    } else {
        answer = tell(desk, request, code, &err);
    }
    strbuf_release(&model);
    return answer;
}

static struct http_answer *answer_post(struct desk *desk, struct desk_request *request)
{
    const struct desk_route *route = desk_route_find(request->path);
    struct desk_went went = {"/"};
    struct err err = {0};
    enum err_code code;
    if (!http_form_is_guarded(request->session, request->form)) {
        code = err_set(&err, ERR_DENIED, "this form is not of this session");
    } else if (route == NULL || route->act == NULL) {
        code = err_set(&err, ERR_NOT_FOUND, "the desk has no such form");
    } else if (request->who.n == 0 && route->act != act_name) {
        return http_private_go("/name", NULL);
    } else {
        code = route->act(desk, request, &went, &err);
    }
    return code == ERR_OK ? http_private_go(went.location, NULL)
                          : tell(desk, request, code, &err);
}

/* A link is good once, so only a GET uses it. */
static struct http_answer *answer_open(struct desk *desk, struct str secret)
{
    char session[CASE_SECRET_SIZE];
    struct err err = {0};
    if (case_link_use(desk->folder, secret, session, &err) != ERR_OK) {
        struct http_answer *refused = http_answer_words(403, err.message);
        return refused;
    }
    return http_private_go("/", http_session_cookie(desk->arena, COOKIE, session));
}

/* A picture that the reader had made. It was drawn of bytes from outside: it is a PNG or it is
 * not handed out. */
static struct http_answer *answer_picture(struct desk *desk, struct desk_request *request)
{
    static const char png[] = "\x89PNG\r\n\x1a\n";
    struct case_file file;
    struct err err = {0};
    struct str bytes = STR("");
    int64_t page = form_number(desk->arena, request->query, "page", 1);
    enum err_code code =
        case_file_lookup(desk->folder, desk->arena, desk_number(request), &file, &err);
    if (code == ERR_OK) {
        const char *path = case_picture_path(desk->folder, desk->arena, &file, page);
        code = file_read(desk->arena, path, PICTURE_MAX, &bytes, &err);
    }
    if (code != ERR_OK || !str_starts(bytes, str_n(png, sizeof png - 1))) {
        return http_answer_words(404, "there is no such picture");
    }
    struct http_answer *answer = http_answer_new(200, "image/png", bytes);
    answer->tag[0] = '\0';
    answer->keep = HTTP_KEEP_NOT;
    return answer;
}

static struct http_answer *answer_to(struct desk *desk, const struct http_head *head,
                                     struct desk_request *request)
{
    if (str_is(head->method, "POST")) {
        return answer_post(desk, request);
    }
    if (str_starts(request->path, STR(OPEN))) {
        return str_is(head->method, "GET")
                   ? answer_open(desk, str_from(request->path, strlen(OPEN)))
                   : http_answer_words(403, "a link is opened with GET");
    }
    if (asset_lookup(request->path) != NULL || str_is(request->path, SCRIPT)) {
        return desk_answer_file(request->path);
    }
    if (str_starts(request->path, STR(PICTURES))) {
        return answer_picture(desk, request);
    }
    return answer_get(desk, request);
}

static bool refuses(void *data, const struct http_head *head, struct http_reply *reply)
{
    struct desk *desk = data;
    struct http_target target;
    struct desk_request request;
    struct http_verdict verdict = check(desk, head, &target, &request);
    if (verdict.status != 0) {
        http_reply_make(reply, http_answer_words(verdict.status, verdict.reason), head,
                        clock_now(&desk->clock), true);
    }
    return verdict.status != 0;
}

static void reply_to(void *data, const struct http_head *head, struct str body,
                     struct http_reply *reply)
{
    struct desk *desk = data;
    struct http_target target;
    struct desk_request request;
    struct http_verdict verdict = check(desk, head, &target, &request);
    struct http_answer *answer;
    if (verdict.status != 0) {
        answer = http_answer_words(verdict.status, verdict.reason);
    } else {
        request.form = body;
        answer = answer_to(desk, head, &request);
    }
    http_reply_make(reply, answer, head, clock_now(&desk->clock), verdict.status != 0);
}

/* ---- the process ---- */

enum err_code desk_pages_confine(const struct case_folder *folder, const char *reference,
                                 bool *files, struct err *err)
{
    const char *const read[] = {folder->paths.root, reference, "/dev/urandom", NULL};
    const char *const share[] = {NULL};
    const char *const keep[] = {folder->paths.home, NULL};
    const struct confine_paths paths = {.read = read, .share = share, .keep = keep};
    return confine_reader(&paths, files, err);
}

static enum err_code serve_pages(struct desk *desk, const struct desk_pages_plan *plan,
                                 struct err *err)
{
    struct http_engine *engine;
    bool files;
    const struct http_engine_plan engine_plan = {.handler = {.data = desk,
                                                             .body_max = LIMIT_HTTP_BODY,
                                                             .refuses = refuses,
                                                             .reply = reply_to},
                                                 .listen_fd = plan->listen_fd,
                                                 .connections = CONNECTIONS};
    TRY(case_review_rule_read(desk->kept, plan->reference, &desk->rule, err));
    TRY(desk_pages_confine(desk->folder, desk->reference, &files, err));
    TRY(http_engine_start(&engine, &engine_plan, err));
    enum err_code code = write(plan->ready_fd, "r", 1) == 1
                             ? http_engine_run(engine, plan->stop_fd, err)
                             : err_errno(err, "cannot say that the pages are ready");
    http_engine_stop(engine);
    return code;
}

enum err_code desk_pages_serve(const struct desk_pages_plan *plan, struct err *err)
{
    struct desk desk = {.reference = plan->reference,
                        .port = plan->port,
                        .kept = arena_new(),
                        .arena = arena_new()};
    enum err_code code = case_open(&desk.folder, plan->folder, err);
    if (code == ERR_OK) {
        code = serve_pages(&desk, plan, err);
    }
    case_close(desk.folder);
    arena_free(desk.arena);
    arena_free(desk.kept);
    return code;
}
