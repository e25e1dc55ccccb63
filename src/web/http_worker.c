/* See http_worker.h. */
#include "web/http_worker.h"

#include "base/encode.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "crypto/digest.h"
#include "http/http_target.h"
#include "web/http_cache.h"
#include "web/http_files.h"
#include "web/http_proof.h"
#include "web/site.h"

#include <stdlib.h>
#include <string.h>

enum { STREAMS_MAX = 8 };

struct http_worker {
    struct http_worker_plan plan;
    struct site *site;
    struct http_cache *cache;
    struct http_files *files;
    struct arena *arena; /* of the request at hand */
    size_t streams;      /* being sent */
    bool version_known;  /* in this turn */
    uint64_t version;
};

static const char our_failure[] = "this server failed; the operator finds why in the log";

enum err_code http_worker_open(struct http_worker **worker, const struct http_worker_plan *plan,
                               struct err *err)
{
    struct site *site = NULL;
    const struct site_plan site_plan = {
        .public_db = plan->data->public_db, .reference = plan->reference, .clock = plan->clock};
    TRY(site_open(&site, &site_plan, err));
    *worker = xcalloc(1, sizeof **worker);
    **worker = (struct http_worker){.plan = *plan,
                                    .site = site,
                                    .cache = http_cache_new(plan->cache_bytes),
                                    .files = http_files_new(plan->data),
                                    .arena = arena_new()};
    return ERR_OK;
}

void http_worker_close(struct http_worker *worker)
{
    if (worker == NULL) {
        return;
    }
    site_close(worker->site);
    http_cache_free(worker->cache);
    http_files_free(worker->files);
    arena_free(worker->arena);
    free(worker);
}

/* Alive means: the tables can be read. */
static struct http_answer *answer_health(struct http_worker *worker)
{
    uint64_t version;
    struct err err = {0};
    if (site_version(worker->site, &version, &err) != ERR_OK) {
        log_err("not-healthy", &err);
        return http_answer_words(503, "not ready");
    }
    struct http_answer *answer = http_answer_words(200, "ok");
    answer->keep = HTTP_KEEP_NOT;
    answer->tag[0] = '\0';
    return answer;
}

/* Of this host: "/…" and no second host in it, nothing that ends the field. */
static bool is_own_address(struct str location)
{
    if (location.n == 0 || location.p[0] != '/' || (location.n > 1 && location.p[1] == '/')) {
        return false;
    }
    for (size_t i = 0; i < location.n; i++) {
        unsigned char c = (unsigned char)location.p[i];
        if (c <= ' ' || c >= 0x7f || c == '\\') {
            return false;
        }
    }
    return true;
}

/* ---- files that are made while they are sent ---- */

struct open_stream {
    struct http_worker *worker;
    struct site_stream *stream;
};

static enum err_code next_piece(void *data, struct strbuf *out, bool *more, struct err *err)
{
    return site_stream_next(((struct open_stream *)data)->stream, out, more, err);
}

static void close_stream(void *data)
{
    struct open_stream *open = data;
    open->worker->streams--;
    site_stream_close(open->stream);
    free(open);
}

/* Each holds a connection and a state of the tables: there is a bound to them. */
static struct http_answer *take_stream(struct http_worker *worker,
                                       const struct site_answer *made)
{
    if (worker->streams == STREAMS_MAX) {
        site_stream_close(made->stream);
        return http_answer_words(503, "too many downloads at once; try again in a minute");
    }
    struct http_answer *answer = http_answer_new(made->status, made->type, STR(""));
    struct open_stream *open = xcalloc(1, sizeof *open);
    *open = (struct open_stream){worker, made->stream};
    worker->streams++;
    snprintf(answer->tag, sizeof answer->tag, "%.32s", site_stream_tag(made->stream));
    answer->weak = true;
    answer->keep = HTTP_KEEP_A_WHILE;
    answer->pieces = (struct pieces){next_piece, close_stream, open};
    return answer;
}

static struct http_answer *take_site_answer(const struct site_answer *made)
{
    struct http_answer *answer = http_answer_new(made->status, made->type, made->body);
    answer->valid_until = made->valid_until;
    if (made->status == 301 || made->status == 303) {
        answer->location = xstrndup(made->location.p, made->location.n);
        answer->keep = HTTP_KEEP_ASK;
    }
    if (made->status == 200) {
        answer->keep = made->immutable ? HTTP_KEEP_A_YEAR : HTTP_KEEP_A_WHILE;
        if (made->gzip.p != NULL) {
            http_answer_add_gzip(answer, made->gzip);
        } else {
            http_answer_compress(answer);
        }
    }
    return answer;
}

static struct http_answer *render(struct http_worker *worker, const struct http_target *target)
{
    const struct site_request request = {target->path, target->query};
    struct site_answer made = {0};
    struct err err = {0};
    site_respond(worker->site, worker->arena, &request, &made, &err);
    bool redirects = made.status == 301 || made.status == 303;
    if (made.body.n > LIMIT_PAGE) {
        err_set(&err, ERR_LIMIT, "a page is larger than %u bytes", LIMIT_PAGE);
    } else if (redirects && !is_own_address(made.location)) {
        err_set(&err, ERR_INVALID, "a page leads to a place that is not ours");
    } else {
        if (made.status >= 500) {
            log_err("page-failed", &err);
        }
        return made.stream != NULL ? take_stream(worker, &made) : take_site_answer(&made);
    }
    log_err("page-failed", &err);
    return http_answer_words(500, our_failure);
}

/* Asking costs a stat and two locks: under load one question serves the many requests of a
 * turn. */
static enum err_code version_of(struct http_worker *worker, uint64_t *version, struct err *err)
{
    if (!worker->version_known) {
        TRY(site_version(worker->site, &worker->version, err));
        worker->version_known = true;
    }
    *version = worker->version;
    return ERR_OK;
}

/* A site whose version cannot be told is asked each time, and says itself what is wrong. */
static struct http_answer *answer_page(struct http_worker *worker,
                                       const struct http_target *target, int64_t now)
{
    uint64_t version;
    struct err err = {0};
    if (version_of(worker, &version, &err) != ERR_OK) {
        log_err("version-unknown", &err);
        return render(worker, target);
    }
    http_cache_at(worker->cache, version);
    struct http_answer *kept =
        http_cache_lookup(worker->cache, target->path, target->query, now);
    if (kept != NULL) {
        return http_answer_hold(kept);
    }
    struct http_answer *fresh = render(worker, target);
    if (fresh->status == 200 && fresh->pieces.next == NULL) {
        http_cache_put(worker->cache, target->path, target->query, fresh, now);
    }
    return fresh;
}

/* A removed body answers with its removal's id, whatever may still lie there. */
static struct http_answer *answer_removed(struct http_worker *worker, struct str path)
{
    struct str id = str_from(path, strlen("/body/"));
    struct str removal = STR("");
    struct err err = {0};
    if (!str_starts(path, STR("/body/")) || !hex_is(id, 2 * SHA256_SIZE)) {
        return NULL;
    }
    if (site_removal_of(worker->site, worker->arena, id, &removal, &err) != ERR_OK) {
        log_err("removal-unknown", &err);
        return http_answer_words(500, our_failure);
    }
    return removal.n > 0 ? http_answer_words(410, removal.p) : NULL;
}

static struct http_answer *answer_target(struct http_worker *worker,
                                         const struct http_target *target, int64_t now)
{
    if (str_is(target->path, "/healthz")) {
        return answer_health(worker);
    }
    struct err err = {0};
    struct http_answer *answer = answer_removed(worker, target->path);
    if (answer != NULL) {
        return answer;
    }
    if (http_files_owns(target->path)) {
        answer = http_files_answer(worker->files, worker->arena, target->path, &err);
    } else if (http_proof_owns(target->path)) {
        answer = http_proof_answer(worker->plan.data->log, worker->site, worker->arena,
                                   target->path, &err);
    } else {
        return answer_page(worker, target, now);
    }
    if (err.code != ERR_OK) {
        log_err("file-failed", &err);
    }
    return answer;
}

static struct http_verdict check(struct http_worker *worker, const struct http_head *head,
                                 struct http_target *target)
{
    const struct http_field *host = http_field_find(head, "Host");
    arena_reset(worker->arena);
    struct http_verdict verdict = http_guard(head);
    if (verdict.status != 0) {
        return verdict;
    }
    return http_target_parse(worker->arena, head->target, host != NULL ? host->value : STR(""),
                             target);
}

static void refuse(struct http_worker *worker, const struct http_head *head,
                   struct http_verdict verdict, struct http_reply *reply)
{
    http_reply_make(reply, http_answer_words(verdict.status, verdict.reason), head,
                    clock_now(&worker->plan.clock), true);
}

static void turn(void *data)
{
    struct http_worker *worker = data;
    worker->version_known = false;
}

static bool refuses(void *data, const struct http_head *head, struct http_reply *reply)
{
    struct http_target target;
    struct http_verdict verdict = check(data, head, &target);
    if (verdict.status != 0) {
        refuse(data, head, verdict, reply);
    }
    return verdict.status != 0;
}

static void reply_to(void *data, const struct http_head *head, struct str body,
                     struct http_reply *reply)
{
    struct http_worker *worker = data;
    struct http_target target;
    struct http_verdict verdict = check(worker, head, &target);
    (void)body;
    if (verdict.status != 0) {
        refuse(worker, head, verdict, reply);
        return;
    }
    int64_t now = clock_now(&worker->plan.clock);
    http_reply_make(reply, answer_target(worker, &target, now), head, now, false);
}

struct http_handler http_worker_handler(struct http_worker *worker)
{
    return (struct http_handler){
        .data = worker, .turn = turn, .refuses = refuses, .reply = reply_to};
}
