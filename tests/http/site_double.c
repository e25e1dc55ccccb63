/* See site_double.h. */
#include "site_double.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "web/site.h"

struct site_double site_double;

struct site {
    uint64_t unused;
};

enum err_code site_open(struct site **opened, const struct site_plan *plan, struct err *err)
{
    (void)plan;
    if (site_double.unopenable) {
        return err_set(err, ERR_NOT_FOUND, "no public.db");
    }
    *opened = xcalloc(1, sizeof **opened);
    site_double.opened++;
    return ERR_OK;
}

void site_close(struct site *site)
{
    if (site != NULL) {
        site_double.opened--;
        free(site);
    }
}

enum err_code site_version(struct site *site, uint64_t *version, struct err *err)
{
    (void)site;
    if (site_double.broken) {
        return err_set(err, ERR_IO, "public.db cannot be read");
    }
    *version = site_double.version;
    return ERR_OK;
}

enum err_code site_leaf(struct site *site, struct str id, uint64_t *index, struct err *err)
{
    (void)site;
    (void)id;
    *index = 0;
    return err_set(err, ERR_NOT_FOUND, "no statement");
}

enum err_code site_removal_of(struct site *site, struct arena *arena, struct str id,
                              struct str *removal, struct err *err)
{
    (void)site;
    (void)arena;
    (void)err;
    const char *removed = site_double.removed;
    bool is = removed != NULL && str_is(id, removed);
    *removal = is ? str_of(site_double.removal) : STR("");
    return ERR_OK;
}

/* ---- what is made while it is sent ---- */

enum { STREAM_LINES = 5000 };

struct site_stream {
    int line;
    int fails_at; /* -1: never */
    bool endless;
};

static struct site_stream *open_stream(struct str path)
{
    struct site_stream *stream = xcalloc(1, sizeof *stream);
    stream->fails_at = str_is(path, "/cut") ? STREAM_LINES / 2 : -1;
    stream->endless = str_is(path, "/endless");
    stream->line = stream->endless ? 1 : 0;
    site_double.streams++;
    return stream;
}

const char *site_stream_tag(const struct site_stream *stream)
{
    (void)stream;
    return "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
}

enum err_code site_stream_next(struct site_stream *stream, struct strbuf *out, bool *more,
                               struct err *err)
{
    *more = stream->endless || stream->line < STREAM_LINES;
    if (stream->line == stream->fails_at) {
        return err_set(err, ERR_IO, "a table cannot be read");
    }
    if (*more && stream->line % 7 != 0) { /* some pieces are empty */
        strbuf_printf(out, "line %d of a file that is made while it is sent\n", stream->line);
    }
    stream->line += *more && !stream->endless ? 1 : 0;
    return ERR_OK;
}

void site_stream_close(struct site_stream *stream)
{
    if (stream != NULL) {
        site_double.streams--;
        free(stream);
    }
}

static struct str page_of(struct arena *arena, size_t bytes)
{
    struct strbuf text;
    strbuf_init(&text, 100000);
    for (int i = 0; text.n < bytes; i++) {
        strbuf_printf(&text, "<p>Line %d of a page that is text.</p>\n", i);
    }
    struct str page = arena_str(arena, strbuf_view(&text));
    strbuf_release(&text);
    return page;
}

static void set(struct site_answer *answer, int status, struct str body)
{
    *answer = (struct site_answer){
        .status = status, .type = "text/html; charset=utf-8", .body = body};
}

void site_respond(struct site *site, struct arena *arena, const struct site_request *request,
                  struct site_answer *answer, struct err *err)
{
    (void)site;
    struct str path = request->path;
    int count = ++site_double.rendered;
    set(answer, 200, STR("<p>home</p>\n"));
    if (str_is(path, "/large")) {
        answer->body = page_of(arena, 60000);
    } else if (str_is(path, "/page")) {
        answer->body = page_of(arena, 20000);
    } else if (str_starts(path, STR("/echo/"))) {
        answer->body =
            str_of(arena_printf(arena, "%.*s\n%.*s", STR_ARG(path), STR_ARG(request->query)));
    } else if (str_is(path, "/counted")) {
        answer->body = str_of(arena_printf(arena, "%d", count));
    } else if (str_is(path, "/soon")) {
        answer->body = str_of(arena_printf(arena, "%d", count));
        answer->valid_until = site_double.until;
    } else if (str_is(path, "/zipped")) {
        answer->gzip = STR("not really gzip");
    } else if (str_is(path, "/asset")) {
        answer->type = "text/css";
        answer->immutable = true;
    } else if (str_is(path, "/moved")) {
        set(answer, 301, STR("moved"));
        answer->location = STR("/");
    } else if (str_is(path, "/away")) {
        set(answer, 301, STR("moved"));
        answer->location = STR("//elsewhere.example/");
    } else if (str_is(path, "/fails")) {
        set(answer, 500, STR("<p>failed</p>"));
        err_set(err, ERR_IO, "a table cannot be read");
    } else if (str_is(path, "/gone")) {
        set(answer, 410, STR("<p>gone</p>"));
    } else if (str_is(path, "/stream") || str_is(path, "/cut") || str_is(path, "/endless")) {
        set(answer, 200, STR(""));
        answer->type = "text/csv; charset=utf-8";
        answer->stream = open_stream(path);
    } else if (!str_is(path, "/")) {
        set(answer, 404, STR("<p>no such page</p>"));
    }
}
