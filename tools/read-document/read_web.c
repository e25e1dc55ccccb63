/* Pages of the web by Gumbo: everything that is text in the body, also what a style sheet would
 * hide; scripts, styles and comments are not. */
#include "reading.h"

#include "web_tree.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { DEPTH_MAX = 400 };

struct web {
    struct strbuf *out;
    bool too_deep;
};

static void *take(void *arena, size_t size)
{
    return arena_alloc(arena, size);
}

static void leave(void *arena, void *bytes)
{
    (void)arena;
    (void)bytes;
}

/* Gumbo frees its tree by walking it; the arena does that here, so nesting costs no stack but
 * in `walk`, which stops. */
static bool is_block(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
        return true;
    default:
        return false;
    }
}

static void line_end(struct strbuf *out)
{
    while (out->n > 0 && out->p[out->n - 1] == ' ') {
        strbuf_truncate(out, out->n - 1);
    }
    if (out->n > 0 && out->p[out->n - 1] != '\n') {
        strbuf_putc(out, '\n');
    }
}

static void add_text(struct strbuf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        bool blank = *text == ' ' || *text == '\n' || *text == '\t' || *text == '\r';
        char last = out->n == 0 ? '\n' : out->p[out->n - 1];
        if (!blank) {
            strbuf_putc(out, *text);
        } else if (last != ' ' && last != '\n' && last != '\t') {
            strbuf_putc(out, ' ');
        }
    }
}

/* NOLINTNEXTLINE(misc-no-recursion): DEPTH_MAX */
static void walk(struct web *web, const GumboNode *node, int depth)
{
    if (depth > DEPTH_MAX) {
        web->too_deep = true;
        return;
    }
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
        node->type == GUMBO_NODE_WHITESPACE) {
        add_text(web->out, node->v.text.text);
        return;
    }
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) {
        return;
    }
    GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_HEAD) {
        return;
    }
    bool block = is_block(tag);
    if (block) {
        line_end(web->out);
    }
    for (unsigned i = 0; i < node->v.element.children.length; i++) {
        walk(web, node->v.element.children.data[i], depth + 1);
    }
    if (block) {
        line_end(web->out);
    } else if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
        strbuf_putc(web->out, '\t');
    }
}

/* Gumbo walks its own tree without a bound while it parses: tags that are opened and never
 * closed are counted first. */
static bool nests_too_deep(struct str html)
{
    enum { OPEN_MAX = 20000 };
    int64_t open = 0;
    for (size_t i = 0; i + 1 < html.n; i++) {
        if (html.p[i] == '<') {
            open += html.p[i + 1] == '/' ? -1 : ((html.p[i + 1] | 0x20) >= 'a');
            open = open < 0 ? 0 : open;
            if (open > OPEN_MAX) {
                return true;
            }
        }
    }
    return false;
}

static const GumboNode *element(const GumboNode *node, GumboTag tag)
{
    for (unsigned i = 0; node != NULL && i < node->v.element.children.length; i++) {
        const GumboNode *child = node->v.element.children.data[i];
        if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == tag) {
            return child;
        }
    }
    return NULL;
}

enum err_code web_tree(struct arena *arena, struct str html, const GumboNode **root,
                       struct err *err)
{
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = take;
    options.deallocator = leave;
    options.userdata = arena;
    options.max_errors = 0;
    if (nests_too_deep(html)) {
        return err_set(err, ERR_LIMIT, "the page nests too deep");
    }
    *root = gumbo_parse_with_options(&options, html.p, html.n)->root;
    return ERR_OK;
}

bool web_node_text(const GumboNode *node, struct strbuf *out)
{
    struct web web = {.out = out};
    walk(&web, node, 0);
    return !web.too_deep;
}

const char *web_attribute(const GumboNode *node, const char *name)
{
    const GumboAttribute *found = node->type == GUMBO_NODE_ELEMENT
                                      ? gumbo_get_attribute(&node->v.element.attributes, name)
                                      : NULL;
    return found == NULL ? "" : found->value;
}

bool web_has_class(const GumboNode *node, const char *name)
{
    struct str rest = str_of(web_attribute(node, "class"));
    struct str word;
    while (str_split(&rest, ' ', &word)) {
        if (str_is(word, name)) {
            return true;
        }
    }
    return false;
}

static struct str title_of(const GumboNode *root)
{
    const GumboNode *heading = element(element(root, GUMBO_TAG_HEAD), GUMBO_TAG_TITLE);
    if (heading == NULL || heading->v.element.children.length == 0) {
        return STR("");
    }
    const GumboNode *text = heading->v.element.children.data[0];
    return text->type == GUMBO_NODE_TEXT ? str_of(text->v.text.text) : STR("");
}

enum err_code web_text(struct arena *arena, struct str html, struct strbuf *out,
                       struct str *title, struct err *err)
{
    const GumboNode *root;
    *title = STR("");
    TRY(web_tree(arena, html, &root, err));
    *title = title_of(root);
    return web_node_text(root, out) ? ERR_OK
                                    : err_set(err, ERR_LIMIT, "the page nests too deep");
}

/* <meta charset>, or what http-equiv says, in the first bytes. */
static const char *charset_of(struct arena *arena, struct str bytes)
{
    const struct str name = STR("charset=");
    size_t at = 0;
    while (at < 2048 && at + name.n < bytes.n &&
           strncasecmp(bytes.p + at, name.p, name.n) != 0) {
        at++;
    }
    if (at == 2048 || at + name.n >= bytes.n) {
        return "";
    }
    struct str rest = str_sub(bytes, at + 8, 40);
    size_t from = rest.n > 0 && (rest.p[0] == '"' || rest.p[0] == '\'') ? 1 : 0;
    size_t to = from;
    while (to < rest.n && rest.p[to] > ' ' && strchr("\"'>/;", rest.p[to]) == NULL) {
        to++;
    }
    return arena_strndup(arena, rest.p + from, to - from);
}

enum err_code read_web(struct reading *reading, struct str bytes, struct err *err)
{
    struct strbuf out;
    struct str text;
    struct str title;
    text = reading_found(reading, charset_of(reading->arena, bytes), bytes);
    if (is_chat_page(text)) {
        const GumboNode *root;
        TRY(web_tree(reading->arena, text, &root, err));
        return read_chat_page(reading, text, root, err);
    }
    strbuf_init(&out, READ_BYTES_MAX);
    enum err_code code = web_text(reading->arena, text, &out, &title, err);
    if (code == ERR_OK) {
        code = reading_meta(reading, "title", title, err);
    }
    if (code == ERR_OK) {
        code = reading_text(reading, "", reading_clean(reading->arena, strbuf_view(&out)), err);
    }
    strbuf_release(&out);
    return code;
}
