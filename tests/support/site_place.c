/* See site_place.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/site_place.h"

#include "base/strbuf.h"

static struct keeper_place *shown;
static struct site *site;

void site_place_show(struct keeper_place *place, int64_t now)
{
    site_place_show_with(place, now, PAI_SOURCE_DIR "/reference");
}

void site_place_show_with(struct keeper_place *place, int64_t now, const char *reference)
{
    struct site_plan plan = {
        .public_db = place->dir.public_db, .reference = reference, .clock = {true, now}};
    site_place_close();
    keeper_close(place->keeper);
    place->keeper = NULL;
    shown = place;
    must(place, site_open(&site, &plan, &place->err));
}

void site_place_close(void)
{
    site_close(site);
    site = NULL;
}

struct site *site_place_site(void)
{
    return site;
}

/* What is made while it is taken, whole. */
static struct str take_all(struct site_stream *stream)
{
    struct strbuf out;
    bool more = true;
    strbuf_init(&out, 1 << 24);
    while (more) {
        must(shown, site_stream_next(stream, &out, &more, &shown->err));
    }
    site_stream_close(stream);
    struct str all = arena_str(shown->arena, strbuf_view(&out));
    strbuf_release(&out);
    return all;
}

struct site_answer ask(const char *path, const char *query)
{
    struct site_request request = {str_of(path), str_of(query)};
    struct site_answer answer;
    site_respond(site, shown->arena, &request, &answer, &shown->err);
    if (answer.stream != NULL) {
        answer.body = take_all(answer.stream);
    }
    return answer;
}

static struct str page_at(const char *path, const char *query)
{
    struct site_answer answer = ask(path, query);
    if (answer.status != 200) {
        fail_msg("%s?%s: %d %s", path, query, answer.status, shown->err.message);
    }
    return answer.body;
}

const struct js *data_of(const char *path, const char *query)
{
    struct js *value;
    struct str body = page_at(arena_printf(shown->arena, "%s.json", path), query);
    must(shown, js_parse(shown->arena, body, &value, &shown->err));
    return value;
}

struct str text_of(struct str html)
{
    char *out = arena_alloc(shown->arena, html.n + 1);
    size_t n = 0;
    bool tag = false;
    for (size_t i = 0; i < html.n; i++) {
        tag = html.p[i] == '<' || (tag && html.p[i - 1] != '>');
        char c = tag || html.p[i] == '\n' ? ' ' : html.p[i];
        if (!(c == ' ' && n > 0 && out[n - 1] == ' ')) {
            out[n++] = c;
        }
    }
    return str_n(out, n);
}

bool says(const char *path, const char *query, const char *text)
{
    return str_find(text_of(page_at(path, query)), str_of(text)) != SIZE_MAX;
}

void must_say(const char *path, const char *query, const char *text)
{
    struct str plain = text_of(page_at(path, query));
    if (str_find(plain, str_of(text)) == SIZE_MAX) {
        fail_msg("%s: \"%s\" is missing in: %.*s", path, text, STR_ARG(plain));
    }
}

bool holds(const char *path, const char *query, const char *markup)
{
    return str_find(page_at(path, query), str_of(markup)) != SIZE_MAX;
}
