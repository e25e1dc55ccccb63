/* Chats that programs export as pages of the web.
 *
 * SOURCE: Telegram Desktop (messages.html): Telegram/SourceFiles/export/output/
 * export_output_html.cpp of github.com/telegramdesktop/tdesktop: div.message.default with
 * div.date[title] ("02.03.2026 13:10:36 UTC+01:00"; older versions write no zone),
 * div.from_name, div.text, div.media…; one with the class "joined" is of the sender before;
 * div.message.service is a day or a notice. Discord: DiscordChatExporter.Core/Exporting/
 * MessageGroupTemplate.cshtml of github.com/Tyrrrz/DiscordChatExporter:
 * chatlog__message-container with chatlog__timestamp[title], chatlog__author[title],
 * chatlog__content; the second and later ones of a group have no author. Signal:
 * sigexport/templates.py of github.com/carderne/signal-export: div.msg with .sender,
 * time[datetime], div.body. */
#include "web_tree.h"

#include "phone_rows.h"

#include <string.h>

enum { DEPTH_MAX = 400, TEXT_MAX = 1 << 20 };

/* Lists of classes end with NULL. */
struct chat_style {
    const char *source;
    const char *marks[2]; /* both stand in such a page */
    const char *messages[2], *notices[3], *times[4], *names[3], *texts[3], *heads[2];
    const char *holders[6], *passed[2];
    const char *time_attribute, *name_attribute;
};

static const struct chat_style styles[] = {
    {.source = "Telegram",
     .marks = {"class=\"message default clearfix", "pull_right date details"},
     .messages = {"message"},
     .notices = {"service"},
     .times = {"date"},
     .names = {"from_name"},
     .texts = {"text"},
     .heads = {"page_header"},
     .holders = {"page_wrap", "page_body", "history"},
     .passed = {"userpic_wrap"},
     .time_attribute = "title"},
    {.source = "Discord",
     .marks = {"chatlog__message-container", "chatlog__message-group"},
     .messages = {"chatlog__message-container"},
     .times = {"chatlog__timestamp", "chatlog__short-timestamp",
               "chatlog__system-notification-timestamp"},
     .names = {"chatlog__author", "chatlog__system-notification-author"},
     .texts = {"chatlog__content", "chatlog__system-notification-content"},
     .heads = {"preamble"},
     .holders = {"chatlog", "chatlog__message-group"},
     .time_attribute = "title",
     .name_attribute = "title"},
    {.source = "Signal",
     .marks = {"class=chat-title", "class=sender"},
     .messages = {"msg"},
     .times = {"time"},
     .names = {"sender"},
     .texts = {"body"},
     .heads = {"chat-title"},
     .holders = {"page", "topbar"},
     .time_attribute = "datetime"}};

struct chat_page {
    const struct chat_style *style;
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

static const struct chat_style *style_of(struct str html)
{
    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++) {
        if (str_find(html, str_of(styles[i].marks[0])) != SIZE_MAX &&
            str_find(html, str_of(styles[i].marks[1])) != SIZE_MAX) {
            return &styles[i];
        }
    }
    return NULL;
}

bool is_chat_page(struct str html)
{
    return style_of(html) != NULL;
}

static bool has_any(const GumboNode *node, const char *const *classes, size_t room)
{
    for (size_t i = 0; i < room && classes[i] != NULL; i++) {
        if (web_has_class(node, classes[i])) {
            return true;
        }
    }
    return false;
}

#define HAS(node, list) has_any(node, list, sizeof(list) / sizeof((list)[0]))

/* The sender's name, with the account's where the page has both. */
static void take_name(struct chat_page *page, const GumboNode *node)
{
    const char *attribute = page->style->name_attribute;
    struct str account = str_of(attribute == NULL ? "" : web_attribute(node, attribute));
    strbuf_clear(&page->from);
    (void)web_node_text(node, &page->from);
    if (!str_eq(str_trim(strbuf_view(&page->from)), account)) {
        phone_more(&page->from, "; ", STR(""), account);
    }
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
    const struct chat_style *style = page->style;
    const char *time =
        HAS(node, style->times) ? web_attribute(node, style->time_attribute) : "";
    if (time[0] != '\0') {
        m->at = time;
    } else if (HAS(node, style->names) && !m->named) {
        m->named = true;
        take_name(page, node);
    } else if (HAS(node, style->texts)) {
        (void)web_node_text(node, &m->text);
    } else if (!HAS(node, style->passed)) {
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
                                  .source = str_of(page->style->source),
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

static bool holds_messages(const struct chat_page *page, const GumboNode *node)
{
    return HAS(node, page->style->holders) || node->v.element.tag == GUMBO_TAG_MAIN ||
           node->v.element.tag == GUMBO_TAG_BODY || node->v.element.tag == GUMBO_TAG_HTML;
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
    const struct chat_style *style = page->style;
    if (HAS(node, style->messages) && HAS(node, style->notices)) {
        return put_rest(page, node, "Notices", err);
    }
    if (HAS(node, style->messages)) {
        return put_message(page, node, err);
    }
    if (HAS(node, style->heads)) {
        strbuf_clear(&page->chat);
        (void)web_node_text(node, &page->chat);
        return ERR_OK;
    }
    if (!holds_messages(page, node)) {
        return put_rest(page, node, "Outside of messages", err);
    }
    for (unsigned i = 0; i < node->v.element.children.length && !page->late; i++) {
        TRY(walk(page, node->v.element.children.data[i], depth + 1, err));
    }
    return ERR_OK;
}

enum err_code read_chat_page(struct reading *reading, struct str html, const GumboNode *root,
                             struct err *err)
{
    struct chat_page page = {.style = style_of(html)};
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
