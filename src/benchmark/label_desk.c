/* See label_desk.h. */
#include "benchmark/label_desk.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/stop_signal.h"
#include "benchmark/label_state.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "private/private_file.h"
#include "http/http_engine.h"
#include "http/http_form.h"
#include "http/http_listen.h"
#include "serve/confine.h"
#include "templates.h"
#include "web/template.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define OPEN "/open/"
#define RECORDING "/recording/"
#define COOKIE "policeai-label"

enum { CONNECTIONS = 16, RECORDING_MAX = 64 * MIB };

extern const struct language label_language_table[];

/* ---- what is let in ---- */

static bool is_secret(struct str given, const char *wanted)
{
    struct sha256 one;
    struct sha256 other;
    return sha256_from_hex(&one, given) && sha256_from_hex(&other, str_of(wanted)) &&
           sha256_eq(&one, &other);
}

static struct http_verdict check(struct label_desk *desk, const struct http_head *head,
                                 struct http_target *target)
{
    arena_reset(desk->arena);
    struct http_verdict verdict =
        http_private_check(desk->arena, head, desk->port, LIMIT_HTTP_BODY, target);
    if (verdict.status != 0) {
        return verdict;
    }
    bool open = str_starts(target->path, STR(OPEN)) || private_is_file(target->path);
    if (open && !str_is(head->method, "POST")) {
        return verdict;
    }
    if (!desk->link_used || !is_secret(http_cookie_find(head, COOKIE), desk->session)) {
        return (struct http_verdict){403,
                                     "open the pages with the link that was printed; it is "
                                     "good once"};
    }
    return verdict;
}

/* ---- answers ---- */

static struct http_answer *render(struct label_desk *desk, const struct template *page,
                                  const struct strbuf *model, int status)
{
    struct js *json;
    struct strbuf html;
    struct err err = {0};
    strbuf_init(&html, LIMIT_PAGE);
    struct http_answer *answer;
    if (strbuf_check(model, "the page", &err) == ERR_OK &&
        js_parse(desk->arena, strbuf_view(model), &json, &err) == ERR_OK &&
        template_render(desk->arena, &template_label_layout, page, &label_language_table[0],
                        json, &html, &err) == ERR_OK) {
        answer = http_private_page(strbuf_view(&html), status);
    } else {
        log_err("page-failed", &err);
        answer = http_answer_words(500, "the page failed; the log says why");
    }
    strbuf_release(&html);
    return answer;
}

static void begin_model(struct label_desk *desk, struct strbuf *model, struct jsonw *w)
{
    char guard[HTTP_SECRET_SIZE];
    http_form_guard(str_of(desk->session), guard);
    strbuf_init(model, LIMIT_PAGE);
    jsonw_init(w, model);
    jsonw_object(w);
    jsonw_member(w, "guard", guard);
    jsonw_member_str(w, "benchmark", desk->making->title);
    jsonw_member(w, "who", desk->plan->who);
}

static struct http_answer *answer_page(struct label_desk *desk, struct str query)
{
    struct strbuf model;
    struct jsonw w;
    int64_t wanted = form_number(desk->arena, query, "at", 0);
    size_t at = wanted > 0 && (uint64_t)wanted <= desk->queue_count ? (size_t)wanted - 1
                                                                    : label_next(desk);
    begin_model(desk, &model, &w);
    if (at == desk->queue_count) {
        label_model_done(desk, &w);
    } else {
        if (at != desk->shown) {
            label_show(desk, at);
        }
        label_model(desk, &w);
    }
    jsonw_end(&w);
    struct http_answer *answer =
        render(desk, at == desk->queue_count ? &template_label_done : &template_label_item,
               &model, 200);
    strbuf_release(&model);
    return answer;
}

static struct http_answer *tell(struct label_desk *desk, enum err_code code,
                                const struct err *problem)
{
    struct strbuf model;
    struct jsonw w;
    int status = code == ERR_NOT_FOUND  ? 404
                 : code == ERR_CONFLICT ? 409
                 : code == ERR_DENIED   ? 403
                 : code == ERR_INVALID  ? 422
                                        : 500;
    if (status == 500) {
        log_err("failed", problem);
    }
    begin_model(desk, &model, &w);
    jsonw_member(&w, "message", problem->message);
    if (problem->hint[0] != '\0') {
        jsonw_member(&w, "hint", problem->hint);
    }
    jsonw_end(&w);
    struct http_answer *answer = render(desk, &template_label_problem, &model, status);
    strbuf_release(&model);
    return answer;
}

static struct http_answer *answer_post(struct label_desk *desk,
                                       const struct http_target *target, struct str form)
{
    struct err err = {0};
    const char *location = "/";
    enum err_code code;
    if (!http_form_is_guarded(str_of(desk->session), form)) {
        code = err_set(&err, ERR_DENIED, "this form is not of this session");
    } else if (!str_is(target->path, "/label")) {
        code = err_set(&err, ERR_NOT_FOUND, "there is no such form");
    } else {
        code = label_act(desk, form, &location, &err);
    }
    return code == ERR_OK ? http_private_go(location, NULL) : tell(desk, code, &err);
}

/* A link is good once, so only a GET uses it. */
static struct http_answer *answer_open(struct label_desk *desk, struct str secret)
{
    if (desk->link_used || !is_secret(secret, desk->link)) {
        return http_answer_words(403, "this link was used before, or is none of these pages");
    }
    desk->link_used = true;
    random_hex(desk->session, SHA256_SIZE);
    return http_private_go("/", http_session_cookie(desk->arena, COOKIE, desk->session));
}

const char *label_file_type(struct str path)
{
    static const struct {
        const char *suffix;
        const char *type;
    } types[] = {{".wav", "audio/wav"},
                 {".flac", "audio/flac"},
                 {".mp3", "audio/mpeg"},
                 {".ogg", "audio/ogg"},
                 {".m4a", "audio/mp4"},
                 {".png", "image/png"},
                 {".jpg", "image/jpeg"},
                 {".jpeg", "image/jpeg"},
                 {".gif", "image/gif"},
                 {".webp", "image/webp"},
                 {".bmp", "image/bmp"},
                 {".tif", "image/tiff"},
                 {".tiff", "image/tiff"},
                 {".pgm", "image/x-portable-graymap"},
                 {".ppm", "image/x-portable-pixmap"},
                 {".pbm", "image/x-portable-bitmap"}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (str_ends(path, str_of(types[i].suffix))) {
            return types[i].type;
        }
    }
    return "application/octet-stream";
}

/* The file of a drawn item: /recording/ITEM, or /recording/ITEM/SIDE of a pair, from 0. */
static struct http_answer *answer_recording(struct label_desk *desk, struct str path)
{
    uint64_t item;
    uint64_t side = 0;
    struct str bytes;
    struct str number;
    struct str rest = str_from(path, strlen(RECORDING));
    const struct making *making = desk->making;
    if (!str_split(&rest, '/', &number) || !str_to_u64(number, making->count, &item) ||
        (rest.p != NULL && !str_to_u64(rest, MAKING_FILES, &side)) || item >= making->count ||
        making->items[item].split == MAKING_LEFT || side >= making->items[item].file_count) {
        return http_answer_words(404, "there is no such recording");
    }
    struct str file = making->items[item].files[side];
    const char *full = arena_printf(desk->arena, "%s/%.*s", making->folder, STR_ARG(file));
    if (file_read(desk->arena, full, RECORDING_MAX, &bytes, NULL) != ERR_OK) {
        return http_answer_words(404, "the recording cannot be read");
    }
    struct http_answer *answer = http_answer_new(200, label_file_type(file), bytes);
    answer->tag[0] = '\0';
    answer->keep = HTTP_KEEP_NOT;
    return answer;
}

static struct http_answer *answer_get(struct label_desk *desk, const struct http_target *target)
{
    if (private_is_file(target->path)) {
        return private_answer_file(target->path);
    }
    if (str_starts(target->path, STR(RECORDING))) {
        return answer_recording(desk, target->path);
    }
    if (!str_is(target->path, "/")) {
        struct err err = {0};
        err_set(&err, ERR_NOT_FOUND, "there is no such page");
        return tell(desk, ERR_NOT_FOUND, &err);
    }
    return answer_page(desk, target->query);
}

static bool refuses(void *data, const struct http_head *head, struct http_reply *reply)
{
    struct label_desk *desk = data;
    struct http_target target;
    struct http_verdict verdict = check(desk, head, &target);
    if (verdict.status != 0) {
        http_reply_make(reply, http_answer_words(verdict.status, verdict.reason), head,
                        clock_now(&(struct clock){0}), true);
    }
    return verdict.status != 0;
}

static void reply_to(void *data, const struct http_head *head, struct str body,
                     struct http_reply *reply)
{
    struct label_desk *desk = data;
    struct http_target target;
    struct http_verdict verdict = check(desk, head, &target);
    struct http_answer *answer;
    if (verdict.status != 0) {
        answer = http_answer_words(verdict.status, verdict.reason);
    } else if (str_is(head->method, "POST")) {
        answer = answer_post(desk, &target, body);
    } else if (str_starts(target.path, STR(OPEN)) && str_is(head->method, "GET")) {
        answer = answer_open(desk, str_from(target.path, strlen(OPEN)));
    } else if (str_starts(target.path, STR(OPEN))) {
        answer = http_answer_words(403, "a link is opened with GET");
    } else {
        answer = answer_get(desk, &target);
    }
    http_reply_make(reply, answer, head, clock_now(&(struct clock){0}), verdict.status != 0);
}

/* ---- the process ---- */

static enum err_code find_labeller(struct label_desk *desk, struct err *err)
{
    const struct label_desk_plan *plan = desk->plan;
    struct labelled *labelled = &desk->labelled;
    for (size_t i = 0; i < labelled->labellers; i++) {
        if (strcmp(labelled->names[i], plan->who) == 0) {
            desk->own = &labelled->by[i];
        }
    }
    desk->path = labeller_path(desk->making, plan->who);
    size_t most = labellers_most(desk->making);
    if (desk->own == NULL && labelled->labellers == most) {
        err_set(err, ERR_LIMIT,
                "%s would be labeller %zu, and this draft has %zu, %s the first", plan->who,
                most + 1, most, labelled->names[0]);
        err_hint(err, "what differs is settled by `policeai benchmark adjudicate`");
        return ERR_LIMIT;
    }
    if (desk->own == NULL) {
        desk->own = &labelled->by[labelled->labellers];
        TRY(labels_read(desk->making, desk->path, desk->own, err));
    }
    return ERR_OK;
}

static enum err_code make_queue(struct label_desk *desk, struct err *err)
{
    const struct making *making = desk->making;
    desk->queue = arena_alloc(making->arena, (making->sample_count + 1) * sizeof *desk->queue);
    for (size_t i = 0; i < making->sample_count; i++) {
        size_t item = making->sample[i];
        if (!desk->plan->settle ||
            labelled_state(making, &desk->labelled, item, NULL) == LABELLED_APART) {
            desk->queue[desk->queue_count++] = item;
        }
    }
    if (desk->queue_count == 0) {
        struct labelled_counts counts = labelled_count(making, &desk->labelled);
        err_set(err, ERR_INVALID, "no labels differ: %zu missing, %zu agreed, %zu settled",
                counts.missing, counts.agreed, counts.decided);
        err_hint(err, counts.missing > 0 ? "`policeai benchmark label` goes on where it stopped"
                                         : "`policeai benchmark freeze` makes the benchmark");
        return ERR_INVALID;
    }
    return ERR_OK;
}

/* Two pages under one name would each forget what the other was told. */
static enum err_code lock(const struct label_desk *desk, int *lock_fd, struct err *err)
{
    const char *folder = making_path(desk->making, "labels");
    TRY(file_make_folders(folder, 0755, err));
    const char *path = making_path(desk->making, "labels/%s.lock",
                                   desk->plan->settle ? "decisions" : desk->plan->who);
    *lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (*lock_fd < 0) {
        return err_errno(err, "cannot open %s", path);
    }
    if (flock(*lock_fd, LOCK_EX | LOCK_NB) != 0) {
        err_set(err, ERR_CONFLICT, "the pages of %s are open already", desk->plan->who);
        err_hint(err, "stop the other program first; what was saved is saved");
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

static enum err_code confine(const struct label_desk *desk, struct err *err)
{
    bool files;
    const char *const read[] = {desk->making->folder, "/dev/urandom", NULL};
    const char *const share[] = {NULL};
    const char *const keep[] = {desk->making->folder, NULL};
    const struct confine_paths paths = {.read = read, .share = share, .keep = keep};
    return confine_reader(&paths, &files, err);
}

static enum err_code serve(struct label_desk *desk, int listen_fd, int signal_fd,
                           struct err *err)
{
    struct http_engine *engine;
    const struct http_engine_plan plan = {.handler = {.data = desk,
                                                      .body_max = LIMIT_HTTP_BODY,
                                                      .refuses = refuses,
                                                      .reply = reply_to},
                                          .listen_fd = listen_fd,
                                          .connections = CONNECTIONS};
    desk->port = http_listen_port(listen_fd, desk->plan->port);
    random_hex(desk->link, SHA256_SIZE);
    TRY(confine(desk, err));
    TRY(http_engine_start(&engine, &plan, err));
    desk->plan->serving(desk->port, desk->link);
    enum err_code code = http_engine_run(engine, signal_fd, err);
    http_engine_stop(engine);
    return code;
}

/* Who labelled does not settle what is left between the labellers. */
static enum err_code check_apart(const struct label_desk *desk, struct err *err)
{
    for (size_t i = 0; i < desk->labelled.labellers; i++) {
        if (strcmp(desk->labelled.names[i], desk->plan->who) == 0) {
            err_set(err, ERR_DENIED, "%s labelled these items", desk->plan->who);
            err_hint(err, "somebody else settles where labellers differ: --as NAME");
            return ERR_DENIED;
        }
    }
    return ERR_OK;
}

static enum err_code prepare(struct label_desk *desk, struct err *err)
{
    struct making *making = desk->making;
    TRY(labeller_name_check(desk->plan->who, err));
    TRY(making_may_change(making, err));
    TRY(making_has_sample(making, err));
    TRY(labelled_read(making, &desk->labelled, err));
    if (desk->plan->settle) {
        TRY(check_apart(desk, err));
        desk->own = &desk->labelled.decided;
        desk->path = making_path(making, "decisions.jsonl");
    } else {
        TRY(find_labeller(desk, err));
    }
    return make_queue(desk, err);
}

enum err_code label_desk_run(const struct label_desk_plan *plan, struct err *err)
{
    struct label_desk desk = {.plan = plan, .arena = arena_new(), .shown = SIZE_MAX};
    int fds[4] = {-1, -1, -1, -1}; /* lock, signals, socket, the sample */
    enum err_code code = making_hold_sample(plan->folder, false, &fds[3], err);
    if (code == ERR_OK) {
        TRY_OUT(making_open(&desk.making, plan->folder, err));
        TRY_OUT(prepare(&desk, err));
        TRY_OUT(lock(&desk, &fds[0], err));
        TRY_OUT(stop_signal_watch(&fds[1], err));
        TRY_OUT(http_listen("127.0.0.1", plan->port, &fds[2], err));
        code = serve(&desk, fds[2], fds[1], err);
    }
out:
    for (size_t i = 0; i < sizeof fds / sizeof fds[0]; i++) {
        if (fds[i] >= 0) {
            close(fds[i]);
        }
    }
    label_marks_free(&desk.marks);
    making_free(desk.making);
    arena_free(desk.arena);
    return code;
}
