/* HTML by Gumbo, the parser of the HTML standard, written anew: elements and attributes of a
 * list and text. Scripts, styles of the page, comments, values of forms, links, data:
 * addresses, pictures and what is hidden do not come along.
 *
 * The text that marks count in: the letters in their order, runs of blanks as one blank, one
 * line end where a block begins or ends, one tab between cells; none of these at its beginning
 * or end. What a page shows by a style sheet or a script is not known here: all text counts as
 * shown except within `skipped` elements and where the element itself says that it is hidden.
 */
#include "plain_text/text_encoding.h"
#include "weave.h"

#include "base/ascii_case.h"
#include "base/utf8.h"

#include <gumbo.h>
#include <strings.h>

enum { DEPTH_MAX = 200, OPEN_MAX = 2000, HTML_MAX = 16 << 20 };

struct page {
    struct weave *weave;
    char pending; /* '\0', ' ', '\t' or '\n': before the next letter */
    bool begun;   /* a letter of this page has been read */
    bool pre;
    int depth;
    bool too_deep;
    bool pictures;
};

/* Written as they are. */
static const GumboTag kept[] = {
    GUMBO_TAG_P,       GUMBO_TAG_DIV,        GUMBO_TAG_SPAN,      GUMBO_TAG_BR,
    GUMBO_TAG_HR,      GUMBO_TAG_H1,         GUMBO_TAG_H2,        GUMBO_TAG_H3,
    GUMBO_TAG_H4,      GUMBO_TAG_H5,         GUMBO_TAG_H6,        GUMBO_TAG_UL,
    GUMBO_TAG_OL,      GUMBO_TAG_LI,         GUMBO_TAG_DL,        GUMBO_TAG_DT,
    GUMBO_TAG_DD,      GUMBO_TAG_TABLE,      GUMBO_TAG_CAPTION,   GUMBO_TAG_THEAD,
    GUMBO_TAG_TBODY,   GUMBO_TAG_TFOOT,      GUMBO_TAG_TR,        GUMBO_TAG_TD,
    GUMBO_TAG_TH,      GUMBO_TAG_B,          GUMBO_TAG_STRONG,    GUMBO_TAG_I,
    GUMBO_TAG_EM,      GUMBO_TAG_U,          GUMBO_TAG_S,         GUMBO_TAG_SUB,
    GUMBO_TAG_SUP,     GUMBO_TAG_SMALL,      GUMBO_TAG_CODE,      GUMBO_TAG_PRE,
    GUMBO_TAG_CENTER,  GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_SECTION,   GUMBO_TAG_ARTICLE,
    GUMBO_TAG_HEADER,  GUMBO_TAG_FOOTER,     GUMBO_TAG_MAIN,      GUMBO_TAG_ASIDE,
    GUMBO_TAG_ADDRESS, GUMBO_TAG_FIGURE,     GUMBO_TAG_FIGCAPTION};

/* Gone with all that is in them. */
static const GumboTag skipped[] = {
    GUMBO_TAG_HEAD,     GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,    GUMBO_TAG_TEMPLATE,
    GUMBO_TAG_NOSCRIPT, GUMBO_TAG_IFRAME,   GUMBO_TAG_OBJECT,   GUMBO_TAG_EMBED,
    GUMBO_TAG_SVG,      GUMBO_TAG_MATH,     GUMBO_TAG_AUDIO,    GUMBO_TAG_VIDEO,
    GUMBO_TAG_CANVAS,   GUMBO_TAG_APPLET,   GUMBO_TAG_TEXTAREA, GUMBO_TAG_SELECT,
    GUMBO_TAG_DATALIST, GUMBO_TAG_TITLE,    GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOEMBED,
    GUMBO_TAG_XMP,      GUMBO_TAG_FRAMESET, GUMBO_TAG_OPTION};

/* Begin and end a line of the text. */
static const GumboTag blocks[] = {
    GUMBO_TAG_P,        GUMBO_TAG_DIV,        GUMBO_TAG_BR,         GUMBO_TAG_HR,
    GUMBO_TAG_H1,       GUMBO_TAG_H2,         GUMBO_TAG_H3,         GUMBO_TAG_H4,
    GUMBO_TAG_H5,       GUMBO_TAG_H6,         GUMBO_TAG_UL,         GUMBO_TAG_OL,
    GUMBO_TAG_LI,       GUMBO_TAG_DL,         GUMBO_TAG_DT,         GUMBO_TAG_DD,
    GUMBO_TAG_TABLE,    GUMBO_TAG_CAPTION,    GUMBO_TAG_TR,         GUMBO_TAG_PRE,
    GUMBO_TAG_CENTER,   GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_SECTION,    GUMBO_TAG_ARTICLE,
    GUMBO_TAG_HEADER,   GUMBO_TAG_FOOTER,     GUMBO_TAG_MAIN,       GUMBO_TAG_ASIDE,
    GUMBO_TAG_ADDRESS,  GUMBO_TAG_FIGURE,     GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FORM,
    GUMBO_TAG_FIELDSET, GUMBO_TAG_NAV,        GUMBO_TAG_LEGEND};

static bool in(const GumboTag *list, size_t count, GumboTag tag)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i] == tag) {
            return true;
        }
    }
    return false;
}
#define IN(list, tag) in(list, sizeof(list) / sizeof(list)[0], tag) /* takes its length */

/* Memory of Gumbo's comes from the arena and goes with it: its own clearing up recurses as deep
 * as the page nests. */
static void *take(void *arena, size_t size)
{
    return arena_alloc(arena, size);
}

static void leave(void *arena, void *bytes)
{
    (void)arena, (void)bytes;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void separate(struct page *page, char how)
{
    bool stronger =
        page->pending == '\0' || how == '\n' || (how == '\t' && page->pending == ' ');
    if (page->begun && stronger) {
        page->pending = how;
    }
}

static void add_blanks(struct page *page, struct str blanks)
{
    bool lines = page->pre && (str_has_byte(blanks, '\n') || str_has_byte(blanks, '\r'));
    weave_for_next(page->weave, blanks);
    separate(page, lines ? '\n' : ' ');
}

static void add_letters(struct page *page, struct str letters)
{
    if (page->pending != '\0') {
        const char gap[2] = {page->pending, '\0'};
        weave_gap(page->weave, gap);
        page->pending = '\0';
    }
    page->begun = true;
    weave_text(page->weave, letters, escape_markup);
}

static void add_text(struct page *page, struct str text)
{
    size_t at = 0;
    while (at < text.n) {
        size_t from = at;
        bool blank = is_blank(text.p[at]);
        while (at < text.n && is_blank(text.p[at]) == blank) {
            at++;
        }
        struct str part = str_sub(text, from, at - from);
        if (blank) {
            add_blanks(page, part);
        } else {
            add_letters(page, part);
        }
    }
}

/* The style without blanks, in small letters, at most so long. */
static void squeeze(const char *value, char *out, size_t size)
{
    size_t n = 0;
    for (; *value != '\0' && n + 1 < size; value++) {
        if (!is_blank(*value)) {
            out[n++] = ascii_lower(*value);
        }
    }
    out[n] = '\0';
}

enum { STYLE_MAX = 400 };

static bool is_hidden(const GumboElement *element)
{
    static const char *const ways[] = {"display:none", "visibility:hidden",
                                       "visibility:collapse", "font-size:0", "opacity:0"};
    const GumboAttribute *style = gumbo_get_attribute(&element->attributes, "style");
    char plain[STYLE_MAX];
    if (gumbo_get_attribute(&element->attributes, "hidden") != NULL) {
        return true;
    }
    if (style == NULL) {
        return false;
    }
    squeeze(style->value, plain, sizeof plain);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        const char *at = strstr(plain, ways[i]);
        char after = at == NULL ? '\0' : at[strlen(ways[i])];
        if (at != NULL && after != '.' && !(after >= '1' && after <= '9')) {
            return true;
        }
    }
    return false;
}

/* Declarations that are kept, whole. SOURCE: the values of CSS 2.1, 15 and 16. */
static void write_style(struct page *page, const char *value)
{
    static const char *const kept_ways[] = {
        "font-weight:bold",          "font-weight:normal",
        "font-style:italic",         "font-style:normal",
        "text-align:left",           "text-align:right",
        "text-align:center",         "text-align:justify",
        "text-decoration:underline", "text-decoration:line-through",
        "text-decoration:none",      "white-space:pre-wrap",
        "vertical-align:top"};
    char plain[STYLE_MAX];
    bool any = false;
    squeeze(value, plain, sizeof plain);
    struct str rest = str_of(plain);
    struct str one;
    while (str_split(&rest, ';', &one)) {
        for (size_t i = 0; i < sizeof kept_ways / sizeof kept_ways[0]; i++) {
            if (str_is(one, kept_ways[i])) {
                weave_printf(page->weave, "%s%s", any ? ";" : " style=\"", kept_ways[i]);
                any = true;
            }
        }
    }
    weave_puts(page->weave, any ? "\"" : "");
}

static void write_attributes(struct page *page, const GumboElement *element)
{
    static const char *const sides[] = {"left", "right",  "center", "justify",
                                        "top",  "middle", "bottom"};
    for (unsigned i = 0; i < element->attributes.length; i++) {
        const GumboAttribute *attribute = element->attributes.data[i];
        struct str value = str_of(attribute->value);
        uint64_t number;
        if (strcmp(attribute->name, "style") == 0) {
            write_style(page, attribute->value);
        } else if ((strcmp(attribute->name, "colspan") == 0 ||
                    strcmp(attribute->name, "rowspan") == 0) &&
                   str_to_u64(value, 999, &number)) {
            weave_printf(page->weave, " %s=\"%d\"", attribute->name, (int)number);
        } else if (strcmp(attribute->name, "align") == 0 ||
                   strcmp(attribute->name, "valign") == 0) {
            for (size_t k = 0; k < sizeof sides / sizeof sides[0]; k++) {
                if (strcasecmp(attribute->value, sides[k]) == 0) {
                    weave_printf(page->weave, " %s=\"%s\"", attribute->name, sides[k]);
                }
            }
        }
    }
}

static void walk(struct page *page, const GumboNode *node);

static void walk_children(struct page *page, const GumboVector *children)
{
    for (unsigned i = 0; i < children->length; i++) {
        walk(page, children->data[i]);
    }
}

static void walk_element(struct page *page, const GumboNode *node)
{
    const GumboElement *element = &node->v.element;
    GumboTag tag = element->tag;
    bool written = IN(kept, tag);
    bool empty = tag == GUMBO_TAG_BR || tag == GUMBO_TAG_HR;
    char edge = IN(blocks, tag)                              ? '\n'
                : tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH ? '\t'
                                                             : '\0';
    page->pictures = page->pictures || tag == GUMBO_TAG_IMG || tag == GUMBO_TAG_SVG ||
                     tag == GUMBO_TAG_OBJECT || tag == GUMBO_TAG_CANVAS ||
                     (tag == GUMBO_TAG_UNKNOWN && element->original_tag.length > 6 &&
                      strncasecmp(element->original_tag.data, "<image", 6) == 0);
    if (IN(skipped, tag) || is_hidden(element) ||
        element->tag_namespace != GUMBO_NAMESPACE_HTML) {
        return;
    }
    if (edge != '\0') {
        separate(page, edge);
    }
    if (written) {
        weave_printf(page->weave, "<%s", gumbo_normalized_tagname(tag));
        write_attributes(page, element);
        weave_puts(page->weave, ">");
    }
    bool pre = page->pre;
    page->pre = pre || tag == GUMBO_TAG_PRE;
    walk_children(page, &element->children);
    page->pre = pre;
    if (edge != '\0') {
        separate(page, edge);
    }
    if (written && !empty) {
        weave_printf(page->weave, "</%s>", gumbo_normalized_tagname(tag));
    }
}

static void walk(struct page *page, const GumboNode *node)
{
    if (page->depth >= DEPTH_MAX) {
        page->too_deep = true;
        return;
    }
    page->depth++;
    switch (node->type) {
    case GUMBO_NODE_ELEMENT:
        walk_element(page, node);
        break;
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
    case GUMBO_NODE_WHITESPACE:
        add_text(page, str_of(node->v.text.text));
        break;
    case GUMBO_NODE_DOCUMENT:
    case GUMBO_NODE_COMMENT:
    case GUMBO_NODE_TEMPLATE:
        break;
    }
    page->depth--;
}

static enum err_code too_deep(struct err *err)
{
    err_set(err, ERR_LIMIT, "the page nests deeper than %d elements", DEPTH_MAX);
    err_hint(err, "print it to a PDF");
    return ERR_LIMIT;
}

/* Elements whose end may be left out, or that have none. */
static bool closes_itself(struct str name)
{
    static const char *const names[] = {"p",    "li",     "td",    "th",    "tr",    "dt",
                                        "dd",   "option", "thead", "tbody", "tfoot", "br",
                                        "hr",   "img",    "meta",  "link",  "input", "col",
                                        "base", "area",   "wbr",   "source"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (str_is_but_case(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* Gumbo's time grows with the square of how deep a page nests, so a rough count comes first. */
static bool nests_too_deep(struct str text)
{
    long open = 0;
    for (size_t i = 0; i + 1 < text.n && open < OPEN_MAX; i++) {
        if (text.p[i] != '<') {
            continue;
        }
        bool end = text.p[i + 1] == '/';
        size_t from = i + 1 + end;
        size_t to = from;
        while (to < text.n && ((text.p[to] | 0x20) >= 'a' && (text.p[to] | 0x20) <= 'z')) {
            to++;
        }
        if (to > from && !closes_itself(str_sub(text, from, to - from))) {
            open += end ? (open > 0 ? -1 : 0) : 1;
        }
    }
    return open >= OPEN_MAX;
}

/* What the page says it is encoded in must be one of those that text_to_utf8 reads. */
static bool says_other_encoding(struct str text)
{
    static const char *const known[] = {"utf-8",  "utf8",       "us-ascii",
                                        "ascii",  "iso-8859-1", "windows-1252",
                                        "latin1", "utf-16",     "cp1252"};
    for (size_t i = 0; i + 8 < text.n && i < 65536; i++) {
        if (strncasecmp(text.p + i, "charset=", 8) != 0) {
            continue;
        }
        struct str value = str_sub(text, i + 8, 24);
        while (value.n > 0 && (value.p[0] == '"' || value.p[0] == '\'' || value.p[0] == ' ')) {
            value = str_from(value, 1);
        }
        bool good = false;
        for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
            size_t n = strlen(known[k]);
            good = good || (value.n > n && strncasecmp(value.p, known[k], n) == 0 &&
                            strchr("\"' ;/>", value.p[n]) != NULL);
        }
        if (!good) {
            return true;
        }
    }
    return false;
}

enum err_code read_html(struct str bytes, struct weave *weave, struct err *err)
{
    struct str text;
    struct page page = {.weave = weave};
    if (bytes.n > HTML_MAX) {
        return err_set(err, ERR_LIMIT, "the page is larger than %d MiB", HTML_MAX >> 20);
    }
    TRY(text_to_utf8(weave->arena, bytes, &text, err));
    text = str_starts(text, STR("\xEF\xBB\xBF")) ? str_from(text, 3) : text;
    if (says_other_encoding(text)) {
        err_set(err, ERR_UNSUPPORTED,
                "the page is in an encoding that this tool does not read");
        err_hint(err, "save it as UTF-8 first");
        return ERR_UNSUPPORTED;
    }
    if (nests_too_deep(text)) {
        return too_deep(err);
    }
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = take;
    options.deallocator = leave;
    options.userdata = weave->arena;
    const GumboOutput *output = gumbo_parse_with_options(&options, text.p, text.n);
    weave_puts(weave, "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title></title>"
                      "</head><body>");
    walk(&page, output->root);
    weave_puts(weave, "</body></html>\n");
    if (page.pictures) {
        answer_part(weave->answer, "the page", "pictures", true);
    }
    return page.too_deep ? too_deep(err) : ERR_OK;
}
