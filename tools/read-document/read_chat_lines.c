/* Chats of Signal as lines of JSON: what signal-cli receives, and the data.json files of
 * signal-export.
 *
 * SOURCE: signal-cli: src/main/java/org/asamk/signal/json/ of github.com/AsamK/signal-cli, the
 * records JsonMessageEnvelope, JsonDataMessage, JsonSyncDataMessage and JsonCallMessage
 * (timestamp in milliseconds since 1970). signal-export: sigexport/models.py of
 * github.com/carderne/signal-export, the class Message (date is local time without a zone). */
#include "reading.h"

#include "chat_json.h"
#include "phone_rows.h"

enum { TEXT_MAX = 1 << 20, LINE_MAX_BYTES = 16 << 20 };

struct chat_lines {
    struct phone_rows rows;
    struct arena *arena; /* of a line */
    bool late;
};

static bool is_signal_cli(const struct js *m)
{
    const struct js *envelope = js_member(m, "envelope");
    return envelope != NULL && envelope->type == JS_OBJECT &&
           js_member(envelope, "timestamp") != NULL &&
           (js_member(envelope, "sourceUuid") != NULL ||
            js_member(envelope, "sourceNumber") != NULL ||
            js_member(envelope, "source") != NULL);
}

static bool is_signal_export(const struct js *m)
{
    return js_member(m, "date") != NULL && js_member(m, "sender") != NULL &&
           js_member(m, "body") != NULL && js_member(m, "reactions") != NULL;
}

static enum err_code put(struct chat_lines *c, bool call, struct phone_row *row,
                         const struct strbuf *more, struct err *err)
{
    row->source = STR("Signal");
    row->more = strbuf_view(more);
    return phone_rows_put(&c->rows, call ? PHONE_CALLS : PHONE_MESSAGES,
                          call ? STR("Call") : STR("Message"), row, &c->late, err);
}

static enum err_code put_export(struct chat_lines *c, const struct js *m, struct err *err)
{
    static const char *const used[] = {"date", "sender", "body"};
    struct strbuf more;
    bool call = str_is(chat_member(c->arena, m, "call"), "true");
    struct phone_row row = {.at = chat_member(c->arena, m, "date"),
                            .kind = call ? STR("call") : STR("message"),
                            .from = chat_member(c->arena, m, "sender"),
                            .text = chat_member(c->arena, m, "body")};
    if (str_is(chat_member(c->arena, m, "deleted"), "true")) {
        row.deleted = STR("Deleted");
    }
    strbuf_init(&more, TEXT_MAX);
    chat_more(c->arena, m, used, sizeof used / sizeof used[0], &more);
    enum err_code code = put(c, call, &row, &more, err);
    strbuf_release(&more);
    return code;
}

/* Whoever an envelope names: name, number, and its UUID where there is no number. */
static struct str side(struct chat_lines *c, const struct js *object, const char *name,
                       const char *number, const char *uuid)
{
    struct strbuf out;
    struct str by_number = chat_member(c->arena, object, number);
    strbuf_init(&out, TEXT_MAX);
    phone_more(&out, "; ", STR(""),
               name == NULL ? STR("") : chat_member(c->arena, object, name));
    phone_more(&out, "; ", STR(""),
               by_number.n > 0 ? by_number : chat_member(c->arena, object, uuid));
    struct str found = arena_str(c->arena, strbuf_view(&out));
    strbuf_release(&out);
    return found;
}

static enum err_code put_envelope(struct chat_lines *c, const struct js *line, struct err *err)
{
    static const char *const used[] = {"timestamp",   "message",           "groupInfo",
                                       "destination", "destinationNumber", "destinationUuid"};
    struct strbuf more;
    const struct js *envelope = js_member(line, "envelope");
    const struct js *sync = js_member(envelope, "syncMessage");
    const struct js *sent = sync == NULL ? NULL : js_member(sync, "sentMessage");
    const struct js *edit = js_member(sent != NULL ? sent : envelope, "editMessage");
    const struct js *data = edit != NULL   ? js_member(edit, "dataMessage")
                            : sent != NULL ? sent
                                           : js_member(envelope, "dataMessage");
    const struct js *call = js_member(envelope, "callMessage");
    const struct js *group = data == NULL ? NULL : js_member(data, "groupInfo");
    struct str own = chat_member(c->arena, line, "account");
    struct str source = side(c, envelope, "sourceName", "sourceNumber", "sourceUuid");
    struct phone_row row = {
        .at = chat_time(c->arena, chat_member(c->arena, envelope, "timestamp"), 1000),
        .kind = call != NULL   ? STR("call")
                : edit != NULL ? STR("message, edited")
                               : STR("message"),
        .direction = sent != NULL ? STR("Outgoing") : STR("Incoming"),
        .from = source,
        .to = sent != NULL ? side(c, sent, NULL, "destinationNumber", "destinationUuid") : own,
        .text = chat_member(c->arena, data, "message"),
        .chat = chat_member(c->arena, group, "groupName")};
    row.chat = row.chat.n > 0 ? row.chat : chat_member(c->arena, group, "groupId");
    strbuf_init(&more, TEXT_MAX);
    if (data != NULL) {
        chat_more(c->arena, data, used, sizeof used / sizeof used[0], &more);
    }
    if (call != NULL) {
        phone_more(&more, "; ", STR("call"), chat_shown(c->arena, call));
    }
    enum err_code code = put(c, call != NULL, &row, &more, err);
    strbuf_release(&more);
    return code;
}

static bool says_something(const struct js *line)
{
    const struct js *envelope = js_member(line, "envelope");
    const struct js *sync = js_member(envelope, "syncMessage");
    return js_member(envelope, "dataMessage") != NULL ||
           js_member(envelope, "editMessage") != NULL ||
           js_member(envelope, "callMessage") != NULL ||
           (sync != NULL && sync->type == JS_OBJECT && js_member(sync, "sentMessage") != NULL);
}

static enum err_code put_line(struct chat_lines *c, struct str line, struct err *err)
{
    struct err why = {0};
    struct js *m = NULL;
    if (line.n > LINE_MAX_BYTES || js_parse(c->arena, line, &m, &why) != ERR_OK ||
        m->type != JS_OBJECT) {
        return phone_rows_block(&c->rows, STR("lines of another shape"), line, &c->late, err);
    }
    if (is_signal_cli(m) && says_something(m)) {
        return put_envelope(c, m, err);
    }
    return is_signal_export(m) ? put_export(c, m, err)
                               : phone_rows_block(&c->rows, STR("receipts and other records"),
                                                  line, &c->late, err);
}

/* The first line tells. */
static bool is_known(struct arena *arena, struct str bytes)
{
    struct err why = {0};
    struct js *m;
    struct str rest = bytes;
    struct str line;
    return str_split(&rest, '\n', &line) && line.n <= LINE_MAX_BYTES &&
           js_parse(arena, str_trim(line), &m, &why) == ERR_OK && m->type == JS_OBJECT &&
           (is_signal_cli(m) || is_signal_export(m));
}

enum err_code read_chat_lines(struct reading *reading, struct str bytes, bool *chat,
                              struct err *err)
{
    struct chat_lines c = {.late = false};
    struct str rest = str_starts(bytes, STR("\xEF\xBB\xBF")) ? str_from(bytes, 3) : bytes;
    struct str line;
    *chat = false;
    if (!str_starts(rest, STR("{"))) {
        return ERR_OK;
    }
    c.arena = arena_new();
    enum err_code code = ERR_OK;
    if (is_known(c.arena, rest)) {
        *chat = true;
        reading->kind = "chat-export";
        phone_rows_init(&c.rows, reading);
        while (code == ERR_OK && !c.late && str_split(&rest, '\n', &line)) {
            line = str_trim(line);
            code = line.n > 0 ? put_line(&c, line, err) : ERR_OK;
            arena_reset(c.arena);
        }
        code = code == ERR_OK ? phone_rows_end(&c.rows, !c.late, err) : code;
        phone_rows_release(&c.rows);
    }
    arena_free(c.arena);
    return code;
}
