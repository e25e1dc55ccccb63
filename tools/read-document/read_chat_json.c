/* Chats that programs export as JSON: Telegram Desktop's result.json (one chat, or all of an
 * account below "chats"), the message_1.json files of Facebook and Instagram, and channels of
 * Discord by DiscordChatExporter.
 *
 * SOURCE: Telegram: Telegram/SourceFiles/export/output/export_output_json.cpp of
 * github.com/telegramdesktop/tdesktop (date is local time without a zone, date_unixtime
 * seconds since 1970). Discord: DiscordChatExporter.Core/Exporting/JsonMessageWriter.cs of
 * github.com/Tyrrrz/DiscordChatExporter (timestamp with its zone). Facebook and Instagram
 * publish no description: participants[].name, messages[].sender_name, timestamp_ms and
 * content, whose text is UTF-8 written as if each byte were a letter (Latin-1), are what
 * readers by others expect.
 *
 * All else in such a file stays as JSON, in records of its key's name. */
#include "reading.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/json_pull.h"
#include "base/utf8.h"
#include "chat_json.h"
#include "phone_rows.h"

#include <string.h>

enum { TEXT_MAX = 1 << 20 };

struct chat_file {
    struct reading *reading;
    struct phone_rows rows;
    struct json_pull pull;
    struct arena *arena; /* of a message */
    struct str name;     /* of the chat */
    struct str parties;
    bool late;
};

/* What the first look at an object tells. */
struct chat_look {
    struct str name, parties;
    bool messages, chats;
};

/* The bytes of the value that comes next, checked and passed over. */
static enum err_code take_raw(struct json_pull *pull, struct str *raw, struct err *err)
{
    (void)json_pull_peek(pull); /* past blanks */
    const char *from = pull->at;
    TRY(json_pull_skip(pull, err));
    *raw = str_n(from, (size_t)(pull->at - from));
    return ERR_OK;
}

/* Text whose letters are the bytes of UTF-8, as UTF-8; any other as it is. */
static struct str mended(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    bool high = false;
    for (size_t at = 0; at < text.n;) {
        uint32_t c;
        if (!utf8_next(text, &at, &c) || c > 0xFF) {
            return text;
        }
        high = high || c >= 0x80;
        out[n++] = (char)c;
    }
    return high && utf8_valid(str_n(out, n)) ? str_n(out, n) : text;
}

struct str chat_shown(struct arena *arena, const struct js *value)
{
    return value == NULL || value->type == JS_NULL ? STR("")
           : value->type == JS_STRING              ? mended(arena, value->string)
                                                   : value->raw;
}

struct str chat_member(struct arena *arena, const struct js *object, const char *name)
{
    return object == NULL ? STR("") : chat_shown(arena, js_member(object, name));
}

struct str chat_time(struct arena *arena, struct str said, int64_t a_second)
{
    char text[TIME_SIZE];
    int64_t value;
    if (!str_to_i64(said, &value) || value < 0 || value / a_second > 253402300799LL) {
        return said;
    }
    time_format(text, value / a_second);
    return str_of(arena_strdup(arena, text));
}

void chat_more(struct arena *arena, const struct js *object, const char *const *used,
               size_t count, struct strbuf *out)
{
    for (size_t i = 0; i < object->object.count; i++) {
        const struct js_member *m = &object->object.members[i];
        bool has_column = false;
        for (size_t k = 0; k < count; k++) {
            has_column = has_column || str_is(m->name, used[k]);
        }
        struct str value = chat_shown(arena, &m->value);
        if (!has_column && !str_is(value, "[]")) {
            phone_more(out, "; ", m->name, value);
        }
    }
}

/* Telegram's text: a string, or a list of strings and of objects with "text". */
static void add_text(struct arena *arena, const struct js *text, struct strbuf *out)
{
    if (text == NULL || text->type != JS_ARRAY) {
        strbuf_str(out, chat_shown(arena, text));
        return;
    }
    for (size_t i = 0; i < text->array.count; i++) {
        const struct js *part = &text->array.items[i];
        strbuf_str(out,
                   part->type == JS_OBJECT ? js_text(part, "text") : chat_shown(arena, part));
    }
}

static enum err_code put_telegram(struct chat_file *file, const struct js *m, struct err *err)
{
    static const char *const used[] = {"type",          "date_unixtime",  "from",
                                       "actor",         "text",           "action",
                                       "text_entities", "edited_unixtime"};
    struct strbuf text;
    struct strbuf more;
    struct strbuf from;
    struct arena *arena = file->arena;
    struct str unixtime = chat_member(arena, m, "date_unixtime");
    struct str action = chat_member(arena, m, "action");
    bool call = str_is(action, "phone_call") || str_is(action, "group_call");
    strbuf_init(&text, TEXT_MAX);
    strbuf_init(&more, TEXT_MAX);
    strbuf_init(&from, TEXT_MAX);
    add_text(arena, js_member(m, "text"), &text);
    chat_more(arena, m, used, sizeof used / sizeof used[0], &more);
    phone_more(&from, "; ", STR(""), chat_member(arena, m, "from"));
    phone_more(&from, "; ", STR(""), chat_member(arena, m, "actor"));
    phone_more(&from, "; ", STR(""), chat_member(arena, m, "from_id"));
    phone_more(&from, "; ", STR(""), chat_member(arena, m, "actor_id"));
    const struct phone_row row = {
        .at = unixtime.n > 0 ? chat_time(arena, unixtime, 1) : chat_member(arena, m, "date"),
        .kind = action.n > 0 ? action : chat_member(arena, m, "type"),
        .from = strbuf_view(&from),
        .duration = call ? chat_member(arena, m, "duration_seconds") : STR(""),
        .text = strbuf_view(&text),
        .chat = file->name,
        .source = STR("Telegram"),
        .more = strbuf_view(&more)};
    enum err_code code =
        phone_rows_put(&file->rows, call ? PHONE_CALLS : PHONE_MESSAGES,
                       call ? STR("Call") : STR("Message"), &row, &file->late, err);
    strbuf_release(&text);
    strbuf_release(&more);
    strbuf_release(&from);
    return code;
}

static enum err_code put_meta(struct chat_file *file, const struct js *m, struct err *err)
{
    static const char *const used[] = {"sender_name", "timestamp_ms", "content",
                                       "call_duration"};
    struct strbuf more;
    struct arena *arena = file->arena;
    struct str duration = chat_member(arena, m, "call_duration");
    bool call = duration.n > 0;
    strbuf_init(&more, TEXT_MAX);
    chat_more(arena, m, used, sizeof used / sizeof used[0], &more);
    const struct phone_row row = {
        .at = chat_time(arena, chat_member(arena, m, "timestamp_ms"), 1000),
        .kind = call ? STR("call") : STR("message"),
        .from = chat_member(arena, m, "sender_name"),
        .parties = file->parties,
        .duration = duration,
        .text = chat_member(arena, m, "content"),
        .chat = file->name,
        .more = strbuf_view(&more)};
    enum err_code code =
        phone_rows_put(&file->rows, call ? PHONE_CALLS : PHONE_MESSAGES,
                       call ? STR("Call") : STR("Message"), &row, &file->late, err);
    strbuf_release(&more);
    return code;
}

/* DiscordChatExporter: what it writes of attachments, answers and reactions is more. */
static enum err_code put_discord(struct chat_file *file, const struct js *m, struct err *err)
{
    static const char *const used[] = {"type", "timestamp", "content", "author"};
    struct strbuf more;
    struct strbuf from;
    struct arena *arena = file->arena;
    const struct js *author = js_member(m, "author");
    strbuf_init(&more, TEXT_MAX);
    strbuf_init(&from, TEXT_MAX);
    chat_more(arena, m, used, sizeof used / sizeof used[0], &more);
    phone_more(&from, "; ", STR(""), chat_member(arena, author, "name"));
    struct str nickname = chat_member(arena, author, "nickname");
    if (!str_eq(nickname, chat_member(arena, author, "name"))) {
        phone_more(&from, "; ", STR(""), nickname);
    }
    phone_more(&from, "; ", STR(""), chat_member(arena, author, "id"));
    if (str_is(chat_member(arena, author, "isBot"), "true")) {
        phone_more(&more, "; ", STR("by a bot"), STR("yes"));
    }
    struct str type = chat_member(arena, m, "type");
    bool call = str_is(type, "Call");
    const struct phone_row row = {.at = chat_member(arena, m, "timestamp"),
                                  .kind = str_is(type, "Default") ? STR("message") : type,
                                  .from = strbuf_view(&from),
                                  .text = chat_member(arena, m, "content"),
                                  .chat = file->name,
                                  .source = STR("Discord"),
                                  .more = strbuf_view(&more)};
    enum err_code code =
        phone_rows_put(&file->rows, call ? PHONE_CALLS : PHONE_MESSAGES,
                       call ? STR("Call") : STR("Message"), &row, &file->late, err);
    strbuf_release(&more);
    strbuf_release(&from);
    return code;
}

static bool is_discord(const struct js *m)
{
    const struct js *author = js_member(m, "author");
    return author != NULL && author->type == JS_OBJECT && js_member(m, "timestamp") != NULL &&
           js_member(m, "content") != NULL;
}

static bool is_telegram(const struct js *m)
{
    return js_member(m, "type") != NULL &&
           (js_member(m, "date") != NULL || js_member(m, "date_unixtime") != NULL);
}

static bool is_meta(const struct js *m)
{
    return js_member(m, "sender_name") != NULL && js_member(m, "timestamp_ms") != NULL;
}

/* A message of no known shape stands as its JSON, without a time. */
static enum err_code put_message(struct chat_file *file, struct str raw, struct err *err)
{
    struct err why = {0};
    struct js *m = NULL;
    bool read = js_parse(file->arena, raw, &m, &why) == ERR_OK;
    if (read && m->type == JS_OBJECT && is_discord(m)) {
        return put_discord(file, m, err);
    }
    if (read && is_telegram(m)) {
        return put_telegram(file, m, err);
    }
    if (read && is_meta(m)) {
        return put_meta(file, m, err);
    }
    return phone_rows_block(&file->rows, STR("messages of another shape"), raw, &file->late,
                            err);
}

static enum err_code read_messages(struct chat_file *file, struct err *err)
{
    bool more = false;
    struct str raw;
    TRY(json_pull_array(&file->pull, err));
    TRY(json_pull_item(&file->pull, &more, err));
    while (more && !file->late) {
        TRY(take_raw(&file->pull, &raw, err));
        TRY(put_message(file, raw, err));
        arena_reset(file->arena);
        if (!file->late) {
            TRY(json_pull_item(&file->pull, &more, err));
        }
    }
    return ERR_OK;
}

static struct str names_of(struct arena *arena, struct str raw)
{
    struct err why = {0};
    struct js *list;
    struct strbuf out;
    if (js_parse(arena, raw, &list, &why) != ERR_OK || list->type != JS_ARRAY) {
        return STR("");
    }
    strbuf_init(&out, TEXT_MAX);
    for (size_t i = 0; i < list->array.count; i++) {
        phone_more(&out, "; ", STR(""), mended(arena, js_text(&list->array.items[i], "name")));
    }
    struct str names = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return names;
}

static struct str channel_name(struct arena *arena, struct str raw)
{
    struct err why = {0};
    struct js *channel;
    return js_parse(arena, raw, &channel, &why) == ERR_OK ? chat_member(arena, channel, "name")
                                                          : STR("");
}

/* All keys of the object that comes next, without moving the reader: what it is. */
static enum err_code look(const struct chat_file *file, struct chat_look *seen, struct err *err)
{
    struct json_pull pull = file->pull;
    struct arena *lasting = file->reading->arena;
    struct str key;
    struct str raw;
    bool more = false;
    *seen = (struct chat_look){.name = STR(""), .parties = STR("")};
    TRY(json_pull_object(&pull, err));
    TRY(json_pull_key(&pull, &key, &more, err));
    while (more) {
        char kind = json_pull_peek(&pull);
        bool name = (str_is(key, "name") || str_is(key, "title")) && kind == '"';
        seen->messages = seen->messages || (str_is(key, "messages") && kind == '[');
        seen->chats = seen->chats || (str_is(key, "chats") && kind == '{');
        bool parties = str_is(key, "participants") && kind == '[';
        bool channel =
            str_is(key, "channel") && kind == '{'; /* of Discord: where it was said */
        if (name) {
            TRY(json_pull_string(&pull, &raw, err));
            seen->name = arena_str(lasting, mended(lasting, raw));
        } else {
            TRY(take_raw(&pull, &raw, err));
        }
        seen->parties = parties ? names_of(lasting, raw) : seen->parties;
        seen->name = channel ? channel_name(lasting, raw) : seen->name;
        TRY(json_pull_key(&pull, &key, &more, err));
    }
    return ERR_OK;
}

static enum err_code read_object(struct chat_file *file, int depth, struct err *err);

static enum err_code put_other(struct chat_file *file, struct str key, struct err *err)
{
    struct str raw;
    TRY(take_raw(&file->pull, &raw, err));
    return phone_rows_block(&file->rows, key, raw, &file->late, err);
}

/* {"about": …, "list": [chat, …]} */
/* NOLINTNEXTLINE(misc-no-recursion): two deep */
static enum err_code read_chats(struct chat_file *file, int depth, struct err *err)
{
    struct str key;
    bool more = false;
    TRY(json_pull_object(&file->pull, err));
    TRY(json_pull_key(&file->pull, &key, &more, err));
    while (more && !file->late) {
        if (!str_is(key, "list") || json_pull_peek(&file->pull) != '[') {
            TRY(put_other(file, key, err));
        } else {
            bool item = false;
            TRY(json_pull_array(&file->pull, err));
            TRY(json_pull_item(&file->pull, &item, err));
            while (item && !file->late) {
                if (json_pull_peek(&file->pull) == '{') {
                    TRY(read_object(file, depth + 1, err));
                } else {
                    TRY(put_other(file, key, err));
                }
                if (!file->late) {
                    TRY(json_pull_item(&file->pull, &item, err));
                }
            }
        }
        if (!file->late) {
            TRY(json_pull_key(&file->pull, &key, &more, err));
        }
    }
    return ERR_OK;
}

/* An object that holds messages, or chats that do. */
/* NOLINTNEXTLINE(misc-no-recursion): two deep */
static enum err_code read_object(struct chat_file *file, int depth, struct err *err)
{
    struct chat_look seen;
    struct str key;
    bool more = false;
    TRY(look(file, &seen, err));
    file->name = seen.name;
    file->parties = seen.parties;
    TRY(json_pull_object(&file->pull, err));
    TRY(json_pull_key(&file->pull, &key, &more, err));
    while (more && !file->late) {
        char kind = json_pull_peek(&file->pull);
        key = arena_str(file->reading->arena, key);
        if (str_is(key, "messages") && kind == '[') {
            TRY(read_messages(file, err));
        } else if (depth == 0 && kind == '{' &&
                   (str_is(key, "chats") || str_is(key, "left_chats"))) {
            TRY(read_chats(file, depth, err));
        } else {
            TRY(put_other(file, key, err));
        }
        if (!file->late) {
            TRY(json_pull_key(&file->pull, &key, &more, err));
        }
    }
    return ERR_OK;
}

/* The first message of the object tells whose it is; of an account, the chats' list does. */
static bool is_known(const struct chat_file *file, struct str text)
{
    struct err why = {0};
    struct chat_look seen;
    return look(file, &seen, &why) == ERR_OK &&
           ((seen.messages && (str_find(text, STR("\"date_unixtime\"")) != SIZE_MAX ||
                               str_find(text, STR("\"from_id\"")) != SIZE_MAX ||
                               str_find(text, STR("\"timestamp_ms\"")) != SIZE_MAX ||
                               (str_find(text, STR("\"channel\"")) != SIZE_MAX &&
                                str_find(text, STR("\"messageCount\"")) != SIZE_MAX))) ||
            (seen.chats && str_find(text, STR("\"from_id\"")) != SIZE_MAX));
}

enum err_code read_chat_json(struct reading *reading, struct str bytes, bool *chat,
                             struct err *err)
{
    struct err why = {0};
    struct chat_file file = {.reading = reading, .name = STR(""), .parties = STR("")};
    size_t at = str_starts(bytes, STR("\xEF\xBB\xBF")) ? 3 : 0;
    *chat = false;
    while (at < bytes.n && strchr(" \t\r\n", bytes.p[at]) != NULL && bytes.p[at] != '\0') {
        at++;
    }
    if (at == bytes.n || bytes.p[at] != '{') {
        return ERR_OK;
    }
    struct str text = str_from(bytes, at);
    text = str_n(arena_strndup(reading->arena, text.p, text.n), text.n);
    file.arena = arena_new();
    enum err_code code = ERR_OK;
    if (json_pull_open(&file.pull, file.arena, text, &why) == ERR_OK && is_known(&file, text)) {
        *chat = true;
        reading->kind = "chat-export";
        file.pull.arena = reading->arena;
        phone_rows_init(&file.rows, reading);
        code = read_object(&file, 0, err);
        code = code == ERR_OK ? phone_rows_end(&file.rows, !file.late, err) : code;
        phone_rows_release(&file.rows);
    }
    arena_free(file.arena);
    return code;
}
