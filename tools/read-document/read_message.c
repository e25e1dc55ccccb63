/* Messages (RFC 5322, RFC 2045) by GMime. The first page is the fields and the text that a
 * person would read; each file within, a message within too, is handed to the host. */
#include "base/utf8.h"
#include "guessed_charset.h"
#include "mail_text/header_text.h"
#include "plain_text/found_text.h"
#include "reading.h"

#include <gmime/gmime.h>
#include <string.h>

enum { NESTED_MAX = 20, PARTS_MAX = 1000, PART_MAX = 128 << 20 };

struct letter {
    struct reading *reading;
    struct strbuf text;
    const char *charset; /* of fields in bytes that are no UTF-8 */
    int parts;
    int depth;
};

static const struct {
    const char *field;
    const char *meta;
} fields[] = {{"From", "from"},        {"To", "to"},     {"Cc", "cc"},
              {"Bcc", "bcc"},          {"Date", "date"}, {"Subject", "subject"},
              {"Reply-To", "reply-to"}};

static struct str field_of(struct letter *letter, GMimeObject *message, const char *name)
{
    GMimeHeaderList *list = g_mime_object_get_header_list(message);
    GMimeHeader *header = g_mime_header_list_get_header(list, name);
    const char *raw = header == NULL ? NULL : g_mime_header_get_raw_value(header);
    struct str value = raw == NULL ? STR("") : str_of(raw);
    if (!utf8_valid(value)) { /* against RFC 5322, and common */
        size_t odd;
        value = found_text(letter->reading->arena, letter->charset, value, &odd);
    }
    return mail_header_text(letter->reading->arena, value);
}

/* The encoding of fields that were written in bytes, by all of them. */
static const char *charset_of_fields(struct arena *arena, struct str bytes)
{
    size_t end = str_find(bytes, STR("\n\n"));
    size_t other = str_find(bytes, STR("\r\n\r\n"));
    struct str head = str_sub(bytes, 0, end < other ? end : other);
    const char *guess = utf8_valid(head) ? NULL : guess_charset(arena, head);
    return guess == NULL ? "" : guess;
}

static enum err_code tell_ids(struct letter *letter, GMimeObject *message, const char *field,
                              const char *meta, struct err *err)
{
    struct strbuf out;
    const char *raw = g_mime_object_get_header(message, field);
    if (raw == NULL) {
        return ERR_OK;
    }
    GMimeReferences *ids = g_mime_references_parse(NULL, raw);
    strbuf_init(&out, 65536);
    for (int i = 0; ids != NULL && i < g_mime_references_length(ids); i++) {
        strbuf_printf(&out, "%s%s", i == 0 ? "" : " ",
                      g_mime_references_get_message_id(ids, i));
    }
    enum err_code code = reading_meta(letter->reading, meta, strbuf_view(&out), err);
    strbuf_release(&out);
    if (ids != NULL) {
        g_mime_references_free(ids);
    }
    return code;
}

static enum err_code tell_fields(struct letter *letter, GMimeMessage *message, struct err *err)
{
    GMimeObject *object = GMIME_OBJECT(message);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        struct str value = field_of(letter, object, fields[i].field);
        if (value.n > 0) {
            strbuf_printf(&letter->text, "%s: %.*s\n", fields[i].field, STR_ARG(value));
            TRY(reading_meta(letter->reading, fields[i].meta, value, err));
        }
    }
    GDateTime *date = g_mime_message_get_date(message);
    GDateTime *utc = date == NULL ? NULL : g_date_time_to_utc(date);
    char *shown = utc == NULL ? NULL : g_date_time_format(utc, "%Y-%m-%dT%H:%M:%SZ");
    if (utc != NULL) {
        g_date_time_unref(utc);
    }
    enum err_code code =
        shown == NULL ? ERR_OK : reading_meta(letter->reading, "sent", str_of(shown), err);
    g_free(shown);
    TRY(code);
    TRY(tell_ids(letter, object, "Message-ID", "message-id", err));
    TRY(tell_ids(letter, object, "In-Reply-To", "in-reply-to", err));
    return tell_ids(letter, object, "References", "references", err);
}

/* A part's bytes without their transfer encoding; false past the limit. */
static bool decoded(struct letter *letter, GMimePart *part, struct str *bytes)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    GMimeStream *memory = g_mime_stream_mem_new();
    bool good = true;
    *bytes = (struct str){"", 0};
    if (content != NULL) {
        good = g_mime_data_wrapper_write_to_stream(content, memory) >= 0;
        GByteArray *array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
        good = good && array->len <= PART_MAX;
        if (good) {
            *bytes =
                arena_str(letter->reading->arena, str_n((const char *)array->data, array->len));
        }
    }
    g_object_unref(memory);
    return good;
}

static bool is_text(GMimeObject *object, const char *subtype)
{
    GMimeContentType *type = g_mime_object_get_content_type(object);
    const char *how = g_mime_object_get_disposition(object);
    bool attached = how != NULL && g_ascii_strcasecmp(how, "attachment") == 0;
    return GMIME_IS_PART(object) && !attached &&
           g_mime_content_type_is_type(type, "text", subtype);
}

/* The words of a text part as a person would read them. */
static struct str words_of(struct letter *letter, GMimeObject *object, bool web)
{
    struct arena *arena = letter->reading->arena;
    GMimeContentType *type = g_mime_object_get_content_type(object);
    const char *charset = g_mime_content_type_get_parameter(type, "charset");
    struct err why = {0};
    struct strbuf out;
    struct str title;
    struct str bytes;
    struct str text;
    if (!decoded(letter, GMIME_PART(object), &bytes)) {
        reading_partly(letter->reading, "a part of the message cannot be decoded");
        return STR("");
    }
    text = reading_found(letter->reading, charset == NULL ? "" : charset, bytes);
    if (!web) {
        return text;
    }
    strbuf_init(&out, READ_BYTES_MAX);
    if (web_text(arena, text, &out, &title, &why) == ERR_OK) {
        text = reading_clean(arena, strbuf_view(&out));
    } else {
        reading_partly(letter->reading, "a page of the web in the message nests too deep");
        text = STR("");
    }
    strbuf_release(&out);
    return text;
}

static void add_words(struct letter *letter, struct str words)
{
    strbuf_putc(&letter->text, '\n');
    strbuf_str(&letter->text, words);
    strbuf_putc(&letter->text, '\n');
}

static enum err_code take_message(struct letter *letter, GMimeMessage *message, struct err *err)
{
    GMimeStream *memory = g_mime_stream_mem_new();
    g_mime_object_write_to_stream(GMIME_OBJECT(message), NULL, memory);
    GByteArray *array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
    enum err_code code = reading_member(letter->reading, STR("message.eml"),
                                        str_n((const char *)array->data, array->len), err);
    g_object_unref(memory);
    return code;
}

static enum err_code take_leaf(struct letter *letter, GMimeObject *object, struct err *err)
{
    struct str bytes;
    struct arena *arena = letter->reading->arena;
    if (is_text(object, "html") || is_text(object, "plain")) {
        add_words(letter, words_of(letter, object, is_text(object, "html")));
        return ERR_OK;
    }
    const char *given =
        GMIME_IS_PART(object) ? g_mime_part_get_filename(GMIME_PART(object)) : NULL;
    struct str name =
        str_of(given != NULL ? given : arena_printf(arena, "part %d", letter->parts));
    if (!GMIME_IS_PART(object) || !decoded(letter, GMIME_PART(object), &bytes)) {
        return reading_lost(letter->reading, name, "it cannot be decoded", err);
    }
    return reading_member(letter->reading, name, bytes, err);
}

static enum err_code take_object(struct letter *letter, GMimeObject *object, struct err *err);

/* Of the forms of one text the plain one, unless the other says more than twice as much; what
 * is neither is taken like any part. */
static enum err_code take_choice(struct letter *letter, GMimeMultipart *choice, struct err *err)
{
    struct strbuf plain; /* some senders part one form in several */
    struct strbuf web;
    enum err_code code = ERR_OK;
    strbuf_init(&plain, READ_BYTES_MAX);
    strbuf_init(&web, READ_BYTES_MAX);
    int count = g_mime_multipart_get_count(choice);
    for (int i = 0; i < count && code == ERR_OK; i++) {
        GMimeObject *part = g_mime_multipart_get_part(choice, i);
        if (is_text(part, "plain") || is_text(part, "html")) {
            struct strbuf *form = is_text(part, "html") ? &web : &plain;
            strbuf_puts(form, form->n > 0 ? "\n" : "");
            strbuf_str(form, words_of(letter, part, form == &web));
        } else {
            code = take_object(letter, part, err);
        }
    }
    add_words(letter, strbuf_view(web.n > 2 * plain.n ? &web : &plain));
    strbuf_release(&plain);
    strbuf_release(&web);
    return code;
}

static enum err_code take_parts(struct letter *letter, GMimeMultipart *parts, struct err *err)
{
    GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(parts));
    int count = g_mime_multipart_get_count(parts);
    if (g_mime_content_type_is_type(type, "multipart", "alternative")) {
        return take_choice(letter, parts, err);
    }
    for (int i = 0; i < count; i++) {
        TRY(take_object(letter, g_mime_multipart_get_part(parts, i), err));
    }
    return ERR_OK;
}

static enum err_code take_object(struct letter *letter, GMimeObject *object, struct err *err)
{
    enum err_code code;
    if (letter->depth >= NESTED_MAX || ++letter->parts > PARTS_MAX) {
        return err_set(err, ERR_LIMIT, "the message nests too deep or has too many parts");
    }
    letter->depth++;
    if (GMIME_IS_MULTIPART(object)) {
        code = take_parts(letter, GMIME_MULTIPART(object), err);
    } else if (GMIME_IS_MESSAGE_PART(object) &&
               g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)) != NULL) {
        code = take_message(letter, g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)),
                            err);
    } else {
        code = take_leaf(letter, object, err);
    }
    letter->depth--;
    return code;
}

static enum err_code read_letter(struct letter *letter, GMimeMessage *message, struct err *err)
{
    GMimeObject *body = g_mime_message_get_mime_part(message);
    struct err why = {0};
    TRY(tell_fields(letter, message, err));
    if (body != NULL && take_object(letter, body, &why) != ERR_OK) {
        reading_partly(letter->reading, arena_strdup(letter->reading->arena, why.message));
    }
    return reading_text(letter->reading, "",
                        reading_clean(letter->reading->arena, strbuf_view(&letter->text)), err);
}

enum err_code read_message(struct reading *reading, struct str bytes, struct err *err)
{
    struct letter letter = {.reading = reading,
                            .charset = charset_of_fields(reading->arena, bytes)};
    g_mime_init();
    strbuf_init(&letter.text, 2 * READ_BYTES_MAX);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes.p, bytes.n);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    enum err_code code = message == NULL
                             ? err_set(err, ERR_FORMAT, "not read: the message is damaged")
                             : read_letter(&letter, message, err);
    if (message != NULL) {
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    strbuf_release(&letter.text);
    return code;
}
