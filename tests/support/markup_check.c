/* See markup_check.h. */
#include "support/markup_check.h"

#include <stdbool.h>
#include <string.h>

/* Strict: every tag closed in order, attributes quoted and each once, ids once in a page. */
struct markup {
    struct arena *arena;
    struct str html;
    size_t at;
    struct str open[200];
    int depth;
    struct str ids[400];
    int id_count;
    const char *wrong;
};

static bool is_void(struct str tag)
{
    static const char *const list[] = {"meta", "link", "br", "input", "hr", "img", NULL};
    for (int i = 0; list[i] != NULL; i++) {
        if (str_is(tag, list[i])) {
            return true;
        }
    }
    return false;
}

static struct str take(struct markup *m, const char *until)
{
    size_t from = m->at;
    while (m->at < m->html.n && strchr(until, m->html.p[m->at]) == NULL) {
        m->at++;
    }
    return str_sub(m->html, from, m->at - from);
}

static void take_attribute(struct markup *m)
{
    struct str name = take(m, "= >/");
    if (m->at >= m->html.n || m->html.p[m->at] != '=') {
        return;
    }
    m->at++;
    if (m->html.p[m->at++] != '"') {
        m->wrong = "an attribute without quotes";
        return;
    }
    struct str value = take(m, "\"");
    m->at++;
    if (str_has_byte(value, '<')) {
        m->wrong = "'<' in an attribute";
    }
    for (int i = 0; str_is(name, "id") && i < m->id_count; i++) {
        m->wrong = str_eq(m->ids[i], value) ? "an id twice" : m->wrong;
    }
    if (str_is(name, "id") && m->id_count < 400) {
        m->ids[m->id_count++] = value;
    }
    if (str_starts(name, STR("on")) || str_is(name, "style")) {
        m->wrong = "a script or style attribute";
    }
}

static void take_tag(struct markup *m)
{
    bool closing = m->html.p[++m->at] == '/';
    m->at += closing ? 1 : 0;
    struct str tag = take(m, " />\n");
    if (closing) {
        if (m->depth == 0 || !str_eq(m->open[--m->depth], tag)) {
            m->wrong = arena_printf(m->arena, "</%.*s> out of place", STR_ARG(tag));
        }
        m->at++;
        return;
    }
    bool closed = false;
    while (m->wrong == NULL && m->at < m->html.n && m->html.p[m->at] != '>') {
        char c = m->html.p[m->at];
        closed = c == '/';
        if (c == ' ' || c == '\n' || c == '/') {
            m->at++;
        } else {
            take_attribute(m);
        }
    }
    m->at++;
    if (!closed && !is_void(tag) && !str_is(tag, "!DOCTYPE")) {
        m->open[m->depth++] = tag;
    }
}

const char *markup_wrong(struct arena *arena, struct str html)
{
    struct markup *m = arena_zalloc(arena, sizeof *m);
    m->arena = arena;
    m->html = html;
    while (m->wrong == NULL && m->at < html.n) {
        if (html.p[m->at] == '<') {
            take_tag(m);
        } else {
            m->at++;
        }
        m->wrong = m->depth >= 199 ? "too deep" : m->wrong;
    }
    return m->wrong != NULL ? m->wrong : m->depth > 0 ? "a tag is not closed" : NULL;
}
