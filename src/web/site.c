/* See site.h: address -> page -> model (JSON) -> HTML. */
#include "web/site.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "crypto/digest.h"
#include "templates.h"
#include "web/asset.h"
#include "web/page.h"
#include "web/registry_data.h"
#include "web_sql.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct site {
    struct site_plan plan;
    struct arena *arena; /* reference data */
    const struct js *organisations;
    struct registry_data *registry;
    struct db *db;
    struct stat file;  /* of the database that is open */
    uint64_t reopened; /* public.db may be deleted and made again under us */
};

/* ---- open ---- */

static enum err_code read_reference(struct site *site, struct err *err)
{
    struct str text;
    struct js *json;
    const char *path = arena_printf(site->arena, "%s/organisations.json", site->plan.reference);
    TRY(file_read(site->arena, path, LIMIT_REFERENCE, &text, err));
    enum err_code code = js_parse(site->arena, text, &json, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
        return code;
    }
    site->organisations = json;
    return registry_data_read(site->arena, site->plan.reference, &site->registry, err);
}

/* The file may have been replaced; a connection would go on reading the one that is gone. */
static enum err_code refresh(struct site *site, struct err *err)
{
    struct stat now;
    if (stat(site->plan.public_db, &now) != 0) {
        return err_errno(err, "%s", site->plan.public_db);
    }
    if (site->db != NULL && now.st_ino == site->file.st_ino &&
        now.st_dev == site->file.st_dev) {
        return ERR_OK;
    }
    db_close(site->db);
    site->db = NULL;
    TRY(db_open(&site->db, site->plan.public_db, DB_READ, err));
    site->file = now;
    site->reopened++;
    return ERR_OK;
}

enum err_code site_open(struct site **opened, const struct site_plan *plan, struct err *err)
{
    struct site *site = xcalloc(1, sizeof *site);
    site->arena = arena_new();
    site->plan = *plan;
    site->plan.public_db = arena_strdup(site->arena, plan->public_db);
    site->plan.reference = arena_strdup(site->arena, plan->reference);
    enum err_code code = read_reference(site, err);
    if (code == ERR_OK) {
        code = refresh(site, err);
    }
    if (code != ERR_OK) {
        site_close(site);
        return code;
    }
    *opened = site;
    return ERR_OK;
}

void site_close(struct site *site)
{
    if (site == NULL) {
        return;
    }
    db_close(site->db);
    arena_free(site->arena);
    free(site);
}

enum err_code site_version(struct site *site, uint64_t *version, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(refresh(site, err));
    TRY(db_prepare(site->db, sql_web_data_version, &query, err));
    TRY(db_step(query, &row, err));
    *version = site->reopened << 32 | (uint64_t)db_int(query, 0);
    db_reset(query);
    return ERR_OK;
}

enum err_code site_leaf(struct site *site, struct str id, uint64_t *index, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(refresh(site, err));
    TRY(db_prepare(site->db, sql_web_leaf, &query, err));
    db_bind_text(query, 1, id);
    TRY(db_step(query, &row, err));
    *index = row ? (uint64_t)db_int(query, 0) : 0;
    db_reset(query);
    return row ? ERR_OK
               : err_set(err, ERR_NOT_FOUND, "there is no statement %.*s", STR_ARG(id));
}

enum err_code site_removal_of(struct site *site, struct arena *arena, struct str id,
                              struct str *removal, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(refresh(site, err));
    TRY(db_prepare(site->db, sql_web_removal_of, &query, err));
    db_bind_text(query, 1, id);
    TRY(db_step(query, &row, err));
    *removal = row ? arena_str(arena, db_text(query, 0)) : STR("");
    db_reset(query);
    return ERR_OK;
}

/* ---- addresses ---- */

/* "/tools/:id" against a path; parts receive what stands for ":id". */
static bool matches(const char *pattern, struct str path, struct str *parts)
{
    struct str rest = str_of(pattern);
    struct str want;
    struct str have;
    int count = 0;
    while (str_split(&rest, '/', &want)) {
        if (!str_split(&path, '/', &have)) {
            return false;
        }
        if (want.n > 0 && want.p[0] == ':') {
            if (have.n == 0 || count == PAGE_PARTS) {
                return false;
            }
            parts[count++] = have;
        } else if (!str_eq(want, have)) {
            return false;
        }
    }
    return path.p == NULL;
}

static const struct page *find_page(struct str path, struct str *parts)
{
    for (size_t i = 0; i < page_table_count; i++) {
        if (page_table[i]->pattern != NULL && matches(page_table[i]->pattern, path, parts)) {
            return page_table[i];
        }
    }
    return NULL;
}

/* The page's own address with ".json" behind it; the home page's is /index.json. */
static struct str without_json(struct str path, bool *json)
{
    *json = str_ends(path, STR(".json"));
    if (!*json) {
        return path;
    }
    return str_is(path, "/index.json") ? STR("/") : str_sub(path, 0, path.n - 5);
}

/* ---- answers ---- */

struct answering {
    struct site *site;
    struct arena *arena;
    const struct site_request *request;
    struct str path; /* without ".json" */
    const struct page *page;
    struct str parts[PAGE_PARTS];
    struct strbuf model;
    int64_t valid_until;
    int status;
    const char *type; /* when it is not HTML */
};

/* The path was decoded on its way here; a query that is not plain is left out. */
static const char *data_address(const struct answering *answering)
{
    struct strbuf out;
    struct str query = answering->request->query;
    struct str path = answering->path.n <= 1 ? STR("/index") : answering->path;
    strbuf_init(&out, LIMIT_HTTP_BODY);
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        if (isalnum(c) || strchr("/-._~", c) != NULL) {
            strbuf_putc(&out, (char)c);
        } else {
            strbuf_printf(&out, "%%%02X", c);
        }
    }
    strbuf_puts(&out, ".json");
    if (query.n > 0 && utf8_valid(query)) {
        strbuf_printf(&out, "?%.*s", STR_ARG(query));
    }
    const char *address = arena_strdup(answering->arena, out.p);
    strbuf_release(&out);
    return address;
}

/* What every page shows: whose log it is, and where its data lies. */
static enum err_code write_site(struct page_context *page, const struct answering *answering,
                                struct err *err)
{
    static const char *const names[] = {"authority", "origin", "#size", "sample", NULL};
    struct jsonw *w = page->w;
    jsonw_key(w, "site");
    jsonw_object(w);
    TRY(page_row(page, sql_web_site, NULL, 0, names, err));
    jsonw_member(w, "section", answering->page->section);
    if (answering->site->plan.is_copy) {
        jsonw_member(w, "copy", "yes");
    }
    if (answering->page->pattern != NULL) {
        jsonw_key(w, "data");
        jsonw_puts(w, data_address(answering));
    }
    jsonw_end(w);
    return ERR_OK;
}

static struct page_context context_of(const struct answering *answering, struct jsonw *w)
{
    struct site *site = answering->site;
    struct page_context page = {.arena = answering->arena,
                                .db = site->db,
                                .organisations = site->organisations,
                                .registry = site->registry,
                                .now = clock_now(&site->plan.clock),
                                .query = answering->request->query,
                                .w = w,
                                .status = 200,
                                .type = answering->page->type};
    memcpy(page.parts, answering->parts, sizeof page.parts);
    return page;
}

static enum err_code make_model(struct answering *answering, struct err *err)
{
    struct jsonw w;
    struct page_context page = context_of(answering, &w);
    strbuf_clear(&answering->model);
    jsonw_init(&w, &answering->model);
    jsonw_object(&w);
    TRY(answering->page->model(&page, err));
    TRY(write_site(&page, answering, err));
    jsonw_end(&w);
    strbuf_putc(&answering->model, '\n');
    answering->valid_until = page.valid_until;
    answering->status = page.status;
    return strbuf_check(&answering->model, "the page's data", err);
}

/* All reads of a page see one state of the tables. */
static enum err_code read_model(struct answering *answering, struct err *err)
{
    TRY(refresh(answering->site, err));
    TRY(db_begin_read(answering->site->db, err));
    enum err_code code = make_model(answering, err);
    db_rollback(answering->site->db);
    return code;
}

static enum err_code render(struct answering *answering, struct strbuf *html, struct err *err)
{
    struct js *model;
    struct str text = arena_str(answering->arena, strbuf_view(&answering->model));
    TRY(js_parse(answering->arena, text, &model, err));
    const struct page *page = answering->page;
    return template_render(answering->arena,
                           page->type == NULL ? &template_layout : page->template,
                           page->template, &language_table[0], model, html, err);
}

/* ---- files that are made while they are taken ---- */

struct site_stream {
    struct arena *arena;
    struct db *db;
    struct pieces pieces;
    char tag[SHA256_HEX_SIZE];
};

void site_stream_close(struct site_stream *stream)
{
    if (stream == NULL) {
        return;
    }
    if (stream->pieces.close != NULL) {
        stream->pieces.close(stream->pieces.data);
    }
    db_close(stream->db);
    arena_free(stream->arena);
    free(stream);
}

const char *site_stream_tag(const struct site_stream *stream)
{
    return stream->tag;
}

enum err_code site_stream_next(struct site_stream *stream, struct strbuf *out, bool *more,
                               struct err *err)
{
    return stream->pieces.next(stream->pieces.data, out, more, err);
}

/* A file is a function of the log, of the rules its rows were made by, of the reference data
 * and of the program; the reference data come with the program. */
static enum err_code make_tag(struct site_stream *stream, struct str path, struct err *err)
{
    struct db_query *query;
    struct strbuf text;
    bool row = false;
    TRY(db_prepare(stream->db, sql_web_state_of_tables, &query, err));
    TRY(db_step(query, &row, err));
    strbuf_init(&text, LIMIT_HTTP_BODY);
    strbuf_puts(&text, PAI_VERSION);
    for (int i = 0; row && i < 2; i++) {
        strbuf_printf(&text, "\n%.*s", STR_ARG(db_text(query, i)));
    }
    strbuf_printf(&text, "\n%.*s", STR_ARG(path));
    db_reset(query);
    struct sha256 sum = sha256_of(strbuf_view(&text));
    sha256_hex(stream->tag, &sum);
    strbuf_release(&text);
    return ERR_OK;
}

static enum err_code open_stream(struct answering *answering, struct site_stream *stream,
                                 struct err *err)
{
    struct page_context page = context_of(answering, NULL);
    TRY(db_open(&stream->db, answering->site->plan.public_db, DB_READ_THROUGH, err));
    TRY(db_begin_read(stream->db, err));
    page.db = stream->db;
    page.arena = stream->arena;
    TRY(make_tag(stream, answering->path, err));
    TRY(answering->page->open(&page, &stream->pieces, err));
    answering->status = page.status;
    answering->type = page.type;
    return ERR_OK;
}

static enum err_code answer_stream(struct answering *answering, struct site_answer *answer,
                                   struct err *err)
{
    struct site_stream *stream = xcalloc(1, sizeof *stream);
    stream->arena = arena_new();
    enum err_code code = open_stream(answering, stream, err);
    if (code != ERR_OK) {
        site_stream_close(stream);
        return code;
    }
    answer->type = answering->type;
    answer->status = answering->status;
    answer->stream = stream;
    return ERR_OK;
}

static enum err_code answer_page(struct answering *answering, bool json,
                                 struct site_answer *answer, struct err *err)
{
    struct strbuf html;
    const struct page *page = answering->page;
    if (page->open != NULL) {
        return answer_stream(answering, answer, err);
    }
    TRY(read_model(answering, err));
    answer->valid_until = answering->valid_until;
    answer->status = answering->status;
    if (json) {
        answer->type = "application/json";
        answer->body = arena_str(answering->arena, strbuf_view(&answering->model));
        return ERR_OK;
    }
    strbuf_init(&html, LIMIT_PAGE);
    enum err_code code = render(answering, &html, err);
    if (code == ERR_OK) {
        answer->type = page->type != NULL ? page->type : "text/html; charset=utf-8";
        answer->body = arena_str(answering->arena, strbuf_view(&html));
    }
    strbuf_release(&html);
    return code;
}

static void answer_asset(const struct asset *asset, struct site_answer *answer)
{
    *answer = (struct site_answer){
        .status = 200,
        .type = asset->type,
        .body = str_n(asset->bytes, (size_t)(asset->bytes_end - asset->bytes)),
        .gzip = str_n(asset->gzip, (size_t)(asset->gzip_end - asset->gzip)),
        .immutable = true};
}

/* When even the page that says so cannot be made. */
static void answer_bare(int status, struct site_answer *answer)
{
    *answer = (struct site_answer){
        .status = status, .type = "text/plain; charset=utf-8", .body = STR("500\n")};
}

static void answer_failure(struct answering *answering, int status, bool json,
                           struct site_answer *answer)
{
    extern const struct page page_missing;
    extern const struct page page_failed;
    struct err second;
    answering->page = status == 404 ? &page_missing : &page_failed;
    if (answer_page(answering, json, answer, &second) != ERR_OK) {
        answer_bare(500, answer);
        return;
    }
    answer->status = status;
}

static void respond(struct answering *answering, struct site_answer *answer, struct err *err)
{
    bool json = false;
    struct str path = answering->request->path;
    answering->path = path;
    answering->page = find_page(path, answering->parts);
    if (answering->page == NULL || answering->page->open == NULL) {
        answering->path = without_json(path, &json);
        answering->page = find_page(answering->path, answering->parts);
    }
    if (answering->page == NULL || (answering->page->open != NULL && json)) {
        answer_failure(answering, 404, json, answer);
        return;
    }
    enum err_code code = answer_page(answering, json, answer, err);
    if (code != ERR_OK) {
        answer_failure(answering, code == ERR_NOT_FOUND ? 404 : 500, json, answer);
    }
}

void site_respond(struct site *site, struct arena *arena, const struct site_request *request,
                  struct site_answer *answer, struct err *err)
{
    struct answering answering = {.site = site, .arena = arena, .request = request};
    const struct asset *asset = asset_lookup(request->path);
    *answer = (struct site_answer){.status = 200};
    if (asset != NULL) {
        answer_asset(asset, answer);
        return;
    }
    if (request->path.n > 1 && str_ends(request->path, STR("/"))) {
        answer->status = 301;
        answer->type = "text/plain; charset=utf-8";
        answer->location = str_sub(request->path, 0, request->path.n - 1);
        return;
    }
    strbuf_init(&answering.model, LIMIT_PAGE);
    respond(&answering, answer, err);
    strbuf_release(&answering.model);
}
