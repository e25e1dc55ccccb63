/* Chats that Telegram Desktop exports as pages of the web (messages.html).
 *
 * SOURCE: Telegram/SourceFiles/export/output/export_output_html.cpp of
 * github.com/telegramdesktop/tdesktop: div.message.default with div.date[title] ("02.03.2026
 * 13:10:36 UTC+01:00"; older versions write no zone), div.from_name, div.text, div.media…; one
 * with the class "joined" is of the sender before; div.message.service is a day or a notice. */
#include "web_tree.h"

#include "phone_rows.h"

#include <string.h>

enum { DEPTH_MAX = 400, TEXT_MAX = 1 << 20 };

struct chat_page {
    struct phone_rows rows;
    struct strbuf chat; /* the name in the page's head */
    struct strbuf from; /* of the last message that says it */
    bool late;
};

struct message {
    struct strbuf text, more;
    const char *at;
    bool call, named;
};

bool is_telegram_page(struct str html)
{
    return str_find(html, STR("class=\"message default clearfix")) != SIZE_MAX &&
           str_find(html, STR("pull_right date details")) != SIZE_MAX;
}

/* What a message says, part by part; a part of no known class counts as more. */
/* NOLINTNEXTLINE(misc-no-recursion): DEPTH_MAX */
static void take_part(struct chat_page *page, const GumboNode *node, struct message *m,
                      int depth)
{
    if (node->type == GUMBO_NODE_TEXT) {
        phone_more(&m->more, "; ", STR(""), str_of(node->v.text.text));
        return;
    }
    if (node->type != GUMBO_NODE_ELEMENT || depth > DEPTH_MAX) {
        return;
    }
    const char *link = web_attribute(node, "href");
    m->call = m->call || web_has_class(node, "media_call");
    if (web_has_class(node, "date") && web_has_class(node, "pull_right")) {
        m->at = web_attribute(node, "title");
    } else if (web_has_class(node, "from_name") && !m->named) {
        m->named = true;
        strbuf_clear(&page->from);
        (void)web_node_text(node, &page->from);
    } else if (web_has_class(node, "text")) {
        (void)web_node_text(node, &m->text);
    } else if (!web_has_class(node, "userpic_wrap")) {
        if (link[0] != '\0' && link[0] != '#') {
            phone_more(&m->more, "; ", STR("file or link"), str_of(link));
        }
        for (unsigned i = 0; i < node->v.element.children.length; i++) {
            take_part(page, node->v.element.children.data[i], m, depth + 1);
        }
    }
}

static enum err_code put_message(struct chat_page *page, const GumboNode *node, struct err *err)
{
    struct message m = {.at = ""};
    strbuf_init(&m.text, TEXT_MAX);
    strbuf_init(&m.more, TEXT_MAX);
    take_part(page, node, &m, 0);
    const struct phone_row row = {.at = str_of(m.at),
                                  .kind = m.call ? STR("call") : STR("message"),
                                  .from = strbuf_view(&page->from),
                                  .text = strbuf_view(&m.text),
                                  .chat = str_trim(strbuf_view(&page->chat)),
                                  .source = STR("Telegram"),
                                  .more = strbuf_view(&m.more)};
    enum err_code code =
        phone_rows_put(&page->rows, m.call ? PHONE_CALLS : PHONE_MESSAGES,
                       m.call ? STR("Call") : STR("Message"), &row, &page->late, err);
    strbuf_release(&m.text);
    strbuf_release(&m.more);
    return code;
}

/* What stands outside of messages, without the page's head; days and notices, which have no
 * time of their own. */
static enum err_code put_rest(struct chat_page *page, const GumboNode *node, const char *kind,
                              struct err *err)
{
    struct strbuf out;
    strbuf_init(&out, TEXT_MAX);
    (void)web_node_text(node, &out);
    enum err_code code = ERR_OK;
    if (str_trim(strbuf_view(&out)).n > 0) {
        code = phone_rows_block(&page->rows, str_of(kind), strbuf_view(&out), &page->late, err);
    }
    strbuf_release(&out);
    return code;
}

static bool holds_messages(const GumboNode *node)
{
    return web_has_class(node, "page_wrap") || web_has_class(node, "page_body") ||
           web_has_class(node, "history") || node->v.element.tag == GUMBO_TAG_BODY ||
           node->v.element.tag == GUMBO_TAG_HTML;
}

/* NOLINTNEXTLINE(misc-no-recursion): DEPTH_MAX */
static enum err_code walk(struct chat_page *page, const GumboNode *node, int depth,
                          struct err *err)
{
    if (page->late || depth > DEPTH_MAX) {
        return ERR_OK;
    }
    if (node->type != GUMBO_NODE_ELEMENT) {
        return node->type == GUMBO_NODE_TEXT ? put_rest(page, node, "Outside of messages", err)
                                             : ERR_OK;
    }
    if (node->v.element.tag == GUMBO_TAG_HEAD) {
        return ERR_OK;
    }
    if (web_has_class(node, "message") && web_has_class(node, "service")) {
        return put_rest(page, node, "Notices", err);
    }
    if (web_has_class(node, "message")) {
        return put_message(page, node, err);
    }
    if (web_has_class(node, "page_header")) {
        strbuf_clear(&page->chat);
        (void)web_node_text(node, &page->chat);
        return ERR_OK;
    }
    if (!holds_messages(node)) {
        return put_rest(page, node, "Outside of messages", err);
    }
    for (unsigned i = 0; i < node->v.element.children.length && !page->late; i++) {
        TRY(walk(page, node->v.element.children.data[i], depth + 1, err));
    }
    return ERR_OK;
}

enum err_code read_telegram_page(struct reading *reading, const GumboNode *root,
                                 struct err *err)
{
    struct chat_page page = {.late = false};
    reading->kind = "chat-export";
    phone_rows_init(&page.rows, reading);
    strbuf_init(&page.chat, TEXT_MAX);
    strbuf_init(&page.from, TEXT_MAX);
    enum err_code code = walk(&page, root, 0, err);
    code = code == ERR_OK ? phone_rows_end(&page.rows, !page.late, err) : code;
    strbuf_release(&page.chat);
    strbuf_release(&page.from);
    phone_rows_release(&page.rows);
    return code;
}
