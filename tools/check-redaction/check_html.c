/* HTML by libxml2, which has nothing of the parser that redacts it: the same text but for what
 * was marked, and of elements and attributes only those that carry no words. */
#include "verdict.h"

#include "base/ascii_case.h"
#include "base/file.h"

#include <libxml/HTMLparser.h>
#include <string.h>

/* Between bars. The text is not read below `skipped`. */
static const char skipped[] =
    "|head|script|style|template|noscript|iframe|object|embed|svg|math|audio|video|canvas|"
    "applet|"
    "textarea|select|datalist|title|noframes|noembed|xmp|frameset|option|";
static const char blocks[] =
    "|p|div|br|hr|h1|h2|h3|h4|h5|h6|ul|ol|li|dl|dt|dd|table|caption|tr|pre|center|blockquote|"
    "section|article|header|footer|main|aside|address|figure|figcaption|form|fieldset|nav|"
    "legend|";
static const char allowed[] = "|html|head|meta|title|body|p|div|span|br|hr|h1|h2|h3|h4|h5|h6|"
                              "ul|ol|li|dl|dt|dd|table|caption|"
                              "thead|tbody|tfoot|tr|td|th|b|strong|i|em|u|s|sub|sup|small|code|"
                              "pre|center|blockquote|section|"
                              "article|header|footer|main|aside|address|figure|figcaption|";
static const char attributes[] = "|colspan|rowspan|align|valign|style|charset|";
static const char values[] = "|left|right|center|justify|top|middle|bottom|utf-8|";
static const char styles[] =
    "|font-weight:bold|font-weight:normal|font-style:italic|font-style:normal|text-align:left|"
    "text-align:right|text-align:center|text-align:justify|text-decoration:underline|"
    "text-decoration:line-through|text-decoration:none|white-space:pre-wrap|vertical-align:"
    "top|";

struct reading {
    struct strbuf *out;
    struct verdict *verdict; /* or NULL */
    char pending;
    bool pre;
};

static bool is_in(const char *bars, struct str word)
{
    struct str rest = str_of(bars);
    struct str part;
    while (str_split(&rest, '|', &part)) {
        if (part.n > 0 && str_eq(part, word)) {
            return true;
        }
    }
    return false;
}

static struct str text_of(const xmlChar *text)
{
    return text == NULL ? (struct str){"", 0} : str_of((const char *)text);
}

static void separate(struct reading *r, char how)
{
    if (r->out->n > 0 &&
        (r->pending == '\0' || how == '\n' || (how == '\t' && r->pending == ' '))) {
        r->pending = how;
    }
}

static void add_text(struct reading *r, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\n' || c == '\r') {
            separate(r, r->pre ? '\n' : ' ');
        } else if (c == ' ' || c == '\t' || c == '\f') {
            separate(r, ' ');
        } else {
            if (r->pending != '\0') {
                strbuf_putc(r->out, r->pending);
                r->pending = '\0';
            }
            strbuf_putc(r->out, c);
        }
    }
}

static bool is_plain(struct str name, struct str value)
{
    uint64_t number;
    if (str_is(name, "style")) {
        struct str one;
        while (str_split(&value, ';', &one)) {
            if (!is_in(styles, one)) {
                return false;
            }
        }
        return true;
    }
    return is_in(values, value) || str_to_u64(value, 999, &number);
}

static void judge_element(const struct reading *r, const xmlNode *node)
{
    if (r->verdict == NULL) {
        return;
    }
    if (!is_in(allowed, text_of(node->name))) {
        verdict_add(r->verdict, "it holds an element that a redacted page does not need");
    }
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
        struct str value =
            a->children == NULL ? (struct str){"", 0} : text_of(a->children->content);
        if (!is_in(attributes, text_of(a->name)) ||
            (a->children != NULL && a->children->next != NULL) ||
            !is_plain(text_of(a->name), value)) {
            verdict_add(r->verdict, "it holds an attribute that a redacted page does not need");
        }
    }
}

static const char *attribute(const xmlNode *node, const char *name)
{
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
        if (strcmp((const char *)a->name, name) == 0) {
            return a->children == NULL || a->children->content == NULL
                       ? ""
                       : (const char *)a->children->content;
        }
    }
    return NULL;
}

/* The element itself says that it is not shown. */
static bool is_hidden(const xmlNode *node)
{
    static const char *const ways[] = {"display:none", "visibility:hidden",
                                       "visibility:collapse", "font-size:0", "opacity:0"};
    const char *style = attribute(node, "style");
    char plain[400];
    size_t n = 0;
    for (; style != NULL && *style != '\0' && n + 1 < sizeof plain; style++) {
        if (strchr(" \t\r\n\f", *style) == NULL) {
            plain[n++] = ascii_lower(*style);
        }
    }
    plain[n] = '\0';
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        const char *at = strstr(plain, ways[i]);
        if (at != NULL && strchr(".123456789", at[strlen(ways[i])]) == NULL) {
            return true;
        }
        if (at != NULL && at[strlen(ways[i])] == '\0') {
            return true;
        }
    }
    return attribute(node, "hidden") != NULL;
}

static void walk(struct reading *r, const xmlNode *node);

static void walk_element(struct reading *r, const xmlNode *node)
{
    struct str name = text_of(node->name);
    bool cell = str_is(name, "td") || str_is(name, "th");
    char edge = is_in(blocks, name) ? '\n' : cell ? '\t' : '\0';
    judge_element(r, node);
    if (is_in(skipped, name) || is_hidden(node)) {
        for (const xmlNode *child = node->children; r->verdict != NULL && child != NULL;
             child = child->next) {
            if (child->type == XML_ELEMENT_NODE) {
                judge_element(r, child);
            }
            if (child->type != XML_ELEMENT_NODE || is_in("|title|", text_of(child->name))) {
                if (child->type != XML_ELEMENT_NODE || child->children != NULL) {
                    verdict_add(r->verdict, "something stands where nothing is shown");
                }
            }
        }
        return;
    }
    if (edge != '\0') {
        separate(r, edge);
    }
    bool pre = r->pre;
    r->pre = pre || str_is(name, "pre");
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        walk(r, child);
    }
    r->pre = pre;
    if (edge != '\0') {
        separate(r, edge);
    }
}

static void walk(struct reading *r, const xmlNode *node)
{
    if (node->type == XML_ELEMENT_NODE) {
        walk_element(r, node);
    } else if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        add_text(r, text_of(node->content));
    } else if (r->verdict != NULL) {
        verdict_add(r->verdict, "it holds a comment or an instruction");
    }
}

enum err_code html_text(struct str bytes, struct strbuf *out, struct verdict *verdict,
                        struct err *err)
{
    struct reading reading = {.out = out, .verdict = verdict};
    enum {
        HOW = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
    };
    if (bytes.n > TEXT_BYTES_MAX) {
        return err_set(err, ERR_LIMIT, "the page is too large");
    }
    bytes = str_starts(bytes, STR("\xEF\xBB\xBF")) ? str_from(bytes, 3) : bytes;
    htmlDocPtr page = htmlReadMemory(bytes.p, (int)bytes.n, NULL, "UTF-8", HOW);
    if (page == NULL) {
        return err_set(err, ERR_FORMAT, "the page cannot be read");
    }
    for (const xmlNode *node = page->children; node != NULL; node = node->next) {
        if (node->type != XML_DTD_NODE && node->type != XML_HTML_DOCUMENT_NODE) {
            walk(&reading, node);
        }
    }
    xmlFreeDoc(page);
    return strbuf_check(out, "the page's text", err);
}

enum err_code check_html(const char *original, const char *path, const struct js *output,
                         struct verdict *verdict, struct err *err)
{
    struct str bytes;
    struct str text;
    struct strbuf before;
    struct strbuf after;
    TRY(file_read(verdict->arena, original, TEXT_BYTES_MAX, &bytes, err));
    TRY(check_decode(verdict->arena, bytes, &text, err));
    TRY(file_read(verdict->arena, path, TEXT_BYTES_MAX, &bytes, err));
    strbuf_init(&before, TEXT_BYTES_MAX);
    strbuf_init(&after, TEXT_BYTES_MAX);
    enum err_code code = html_text(text, &before, NULL, err);
    if (code == ERR_OK) {
        code = html_text(bytes, &after, verdict, err);
    }
    if (code == ERR_OK) {
        code = check_marks(strbuf_view(&before), strbuf_view(&after), output, verdict, err);
    }
    strbuf_release(&before);
    strbuf_release(&after);
    return code;
}
