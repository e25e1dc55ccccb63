/* The messages of a conversation, answers after what they answer, each with how it begins. */
#include "base/utf8.h"
#include "casedesk/casedesk_state.h"
#include "casefile/shown_document.h"
#include "casefile/shown_page.h"

enum { MESSAGES_SHOWN = 300, BEGINNING = 4000 };

struct said_message {
    int64_t document, depth;
    struct str subject, from, sent;
};

struct conversation {
    struct arena *arena;
    struct said_message *items;
    size_t count;
    int64_t all;
};

static void ignore_place(void *data, const struct shown_place *place)
{
    (void)data;
    (void)place;
}

static void ignore_fact(void *data, struct str name, struct str value)
{
    (void)data;
    (void)name;
    (void)value;
}

static void ignore_within(void *data, const struct shown_within *within)
{
    (void)data;
    (void)within;
}

static void ignore_alike(void *data, int64_t document, int64_t both, int64_t either)
{
    (void)data;
    (void)document;
    (void)both;
    (void)either;
}

static void take_message(void *data, const struct shown_message *message)
{
    struct conversation *all = data;
    if (all->all++ < MESSAGES_SHOWN) {
        all->items[all->count++] = (struct said_message){
            message->document, message->depth, arena_str(all->arena, message->subject),
            arena_str(all->arena, message->from), arena_str(all->arena, message->sent)};
    }
}

static enum err_code write_message(struct desk *desk, struct jsonw *w,
                                   const struct said_message *message, int64_t here,
                                   struct err *err)
{
    struct shown_one_page page;
    enum err_code code =
        shown_one_page(desk->db, desk->arena, message->document, 1, &page, err);
    jsonw_object(w);
    jsonw_member_int(w, "document", message->document);
    jsonw_member_int(w, "depth", message->depth > 4 ? 4 : message->depth);
    jsonw_member_str(w, "subject", message->subject);
    jsonw_member_str(w, "from", message->from);
    jsonw_member_str(w, "sent", message->sent);
    jsonw_key(w, "here");
    jsonw_bool(w, message->document == here);
    if (code == ERR_OK) {
        size_t end = utf8_offset(page.text, BEGINNING);
        jsonw_member_str(w, "text", str_sub(page.text, 0, end == SIZE_MAX ? page.text.n : end));
        jsonw_key(w, "more");
        jsonw_bool(w, end != SIZE_MAX && end < page.text.n);
    }
    jsonw_end(w);
    return code == ERR_NOT_FOUND ? ERR_OK : code;
}

enum err_code show_conversation(struct desk *desk, struct private_request *request,
                                struct jsonw *w, struct err *err)
{
    struct conversation all = {.arena = desk->arena};
    const struct document_sink sink = {.place = ignore_place,
                                       .fact = ignore_fact,
                                       .within = ignore_within,
                                       .message = take_message,
                                       .alike = ignore_alike,
                                       .data = &all};
    int64_t document = private_number(request);
    all.items = arena_alloc(desk->arena, MESSAGES_SHOWN * sizeof *all.items);
    TRY(shown_about(desk->db, document, &sink, err));
    jsonw_member_int(w, "document", document);
    jsonw_member_int(w, "count", all.all);
    jsonw_key(w, "messages");
    jsonw_array(w);
    for (size_t i = 0; i < all.count; i++) {
        TRY(write_message(desk, w, &all.items[i], document, err));
    }
    jsonw_end(w);
    if (all.all > MESSAGES_SHOWN) {
        jsonw_member_int(w, "unshown", all.all - MESSAGES_SHOWN);
    }
    return ERR_OK;
}
