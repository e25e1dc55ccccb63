/* Messages (RFC 5322, RFC 2045) by GMime, written anew: five header fields, and parts that are
 * text, pages, Word's and Excel's documents or messages again. Any other part is taken out: a
 * note says so, and a doubt. Names of files, every other field and every parameter are gone;
 * all is UTF-8 (RFC 6532).
 *
 * The text that marks count in: the fields From, To, Cc, Subject, Date that are there, each the
 * first of its name, decoded, runs of blanks as one blank, a line end after each; then of each
 * part that is kept its text in the order of the parts, CRLF as LF, and a line end; a message
 * in the message in its place, in the same way. */
#include "csv_table.h"
#include "mail_text/header_text.h"
#include "plain_text/text_encoding.h"
#include "weave.h"

#include "base/utf8.h"

#include <gmime/gmime.h>
#include <string.h>

enum { NESTED_MAX = 8, PARTS_MAX = 300, MAIL_PART_MAX = 64 << 20 };

#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

struct mail {
    struct weave *weave;
    struct arena *arena;
    int parts;      /* leaves so far: they are numbered */
    int boundaries; /* so far */
    int depth;
    size_t base; /* where the table that is read begins in the text */
};

static void write_field(struct strbuf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        strbuf_putc(out, (unsigned char)text.p[i] < ' ' ? ' ' : text.p[i]);
    }
}

/* Who it is from and to: the name of each and the address of each, found or not. */
static void propose_people(struct mail *mail, size_t base, struct str value)
{
    size_t from = 0;
    bool quoted = false;
    for (size_t i = 0; i <= value.n; i++) {
        char c = i < value.n ? value.p[i] : ',';
        quoted = quoted != (c == '"' && i < value.n);
        if ((c != ',' && c != ';' && c != '<' && c != '>') || (quoted && i < value.n)) {
            continue;
        }
        while (from < i && (value.p[from] == ' ' || value.p[from] == '"')) {
            from++;
        }
        size_t to = i;
        while (to > from && (value.p[to - 1] == ' ' || value.p[to - 1] == '"')) {
            to--;
        }
        bool address = str_has_byte(str_sub(value, from, to - from), '@');
        weave_propose(mail->weave, base + from, base + to, address ? "EMAIL" : "PERSON",
                      "a sender or recipient");
        from = i + 1;
    }
}

static void write_fields(struct mail *mail, GMimeObject *message)
{
    static const char *const fields[] = {"From", "To", "Cc", "Subject", "Date"};
    GMimeHeaderList *list = g_mime_object_get_header_list(message);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        GMimeHeader *header = g_mime_header_list_get_header(list, fields[i]);
        const char *value = header == NULL ? NULL : g_mime_header_get_raw_value(header);
        if (value == NULL) {
            continue;
        }
        struct str text = mail_header_text(mail->arena, str_of(value));
        size_t base = mail->weave->answer->text.n;
        weave_printf(mail->weave, "%s: ", fields[i]);
        weave_text(mail->weave, text, write_field);
        weave_puts(mail->weave, "\r\n");
        weave_gap(mail->weave, "\n");
        if (i < 3) {
            propose_people(mail, base, text);
        }
    }
}

/* A part's bytes without their transfer encoding; false past the limit. */
static bool decoded(struct mail *mail, GMimePart *part, struct str *bytes)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    GMimeStream *memory = g_mime_stream_mem_new();
    bool good = true;
    *bytes = (struct str){"", 0};
    if (content != NULL) {
        good = g_mime_data_wrapper_write_to_stream(content, memory) >= 0;
        GByteArray *array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
        good = good && array->len <= MAIL_PART_MAX;
        if (good) {
            *bytes = arena_str(mail->arena, str_n((const char *)array->data, array->len));
        }
    }
    g_object_unref(memory);
    return good;
}

static void begin_body(struct mail *mail, const char *type, const char *extension,
                       bool attached)
{
    weave_printf(mail->weave, "Content-Type: %s\r\nContent-Transfer-Encoding: base64\r\n",
                 type);
    if (attached) {
        weave_printf(mail->weave,
                     "Content-Disposition: attachment; filename=\"attachment-%d.%s\"\r\n",
                     mail->parts, extension);
    }
    weave_puts(mail->weave, "\r\n");
    weave_begin(mail->weave, WEAVE_BASE64, NULL);
}

static void end_body(struct mail *mail)
{
    weave_end(mail->weave);
    weave_gap(mail->weave, "\n");
}

/* CRLF as LF. */
static struct str plain_lines(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '\r' || i + 1 == text.n || text.p[i + 1] != '\n') {
            out[n++] = text.p[i];
        }
    }
    return str_n(out, n);
}

static enum err_code propose(void *data, size_t from, size_t to, const char *label,
                             const char *reason, struct err *err)
{
    struct mail *mail = data;
    (void)err;
    weave_propose(mail->weave, mail->base + from, mail->base + to, label, reason);
    return ERR_OK;
}

/* Text, or a table with its columns. */
static enum err_code write_plain(struct mail *mail, struct str text, struct err *err)
{
    struct csv_cells cells = {0};
    bool table = false;
    mail->base = mail->weave->answer->text.n;
    enum err_code code = csv_cells_read(text, &table, &cells, err);
    if (code == ERR_OK && table) {
        code = csv_find_columns(&cells, text, true, propose, mail, err);
    }
    csv_cells_free(&cells);
    weave_text(mail->weave, text, NULL);
    return code;
}

/* What a package is stands in its middle, what it is called before it: both are tried. */
static enum err_code write_package(struct mail *mail, struct str bytes, struct err *err)
{
    const char *outer = mail->weave->extension;
    struct weave_point here = weave_here(mail->weave);
    begin_body(mail, DOCX, "docx", true);
    enum err_code code = read_package(bytes, mail->weave, err);
    bool sheet = code == ERR_OK && strcmp(mail->weave->extension, "xlsx") == 0;
    if (sheet) {
        weave_back(mail->weave, here);
        begin_body(mail, XLSX, "xlsx", true);
        code = read_package(bytes, mail->weave, err);
    }
    mail->weave->extension = outer;
    end_body(mail);
    return code;
}

static enum err_code write_readable(struct mail *mail, GMimeObject *object, struct str bytes,
                                    struct err *err)
{
    GMimeContentType *type = g_mime_object_get_content_type(object);
    const char *charset = g_mime_content_type_get_parameter(type, "charset");
    bool attached =
        g_mime_object_get_disposition(object) != NULL &&
        g_ascii_strcasecmp(g_mime_object_get_disposition(object), "attachment") == 0;
    struct str text;
    if (str_starts(bytes, STR("PK\x03\x04"))) {
        return write_package(mail, bytes, err);
    }
    if (!g_mime_content_type_is_type(type, "text", "*") || str_starts(bytes, STR("%PDF-"))) {
        return err_set(err, ERR_UNSUPPORTED, "no text");
    }
    TRY(text_from_charset(mail->arena, charset == NULL ? "" : charset, bytes, &text, err));
    if (g_mime_content_type_is_type(type, "text", "html")) {
        begin_body(mail, "text/html; charset=utf-8", "html", attached);
        TRY(read_html(text, mail->weave, err));
    } else {
        begin_body(mail, "text/plain; charset=utf-8", "txt", attached);
        TRY(write_plain(mail, plain_lines(mail->arena, text), err));
    }
    end_body(mail);
    return ERR_OK;
}

/* In place of a part that is not read. */
static void write_note(struct mail *mail)
{
    weave_printf(
        mail->weave,
        "Content-Type: text/x-taken-out; charset=us-ascii\r\n"
        "Content-Disposition: attachment; filename=\"attachment-%d-taken-out.txt\"\r\n\r\n"
        "Attachment %d was taken out. Redact it by itself.\r\n",
        mail->parts, mail->parts);
    answer_part(mail->weave->answer, arena_printf(mail->arena, "attachment %d", mail->parts),
                "it could not be read and was taken out", true);
}

static enum err_code write_leaf(struct mail *mail, GMimeObject *object, struct err *err)
{
    struct str bytes;
    struct weave_point here;
    struct err ignored;
    if (++mail->parts > PARTS_MAX) {
        return err_set(err, ERR_LIMIT, "the message has more than %d parts", PARTS_MAX);
    }
    here = weave_here(mail->weave);
    if (!GMIME_IS_PART(object) || !decoded(mail, GMIME_PART(object), &bytes) ||
        write_readable(mail, object, bytes, &ignored) != ERR_OK) {
        weave_back(mail->weave, here);
        write_note(mail);
    }
    return ERR_OK;
}

static enum err_code write_message(struct mail *mail, GMimeMessage *message, struct err *err);
static enum err_code write_object(struct mail *mail, GMimeObject *object, struct err *err);

static enum err_code write_parts(struct mail *mail, GMimeMultipart *multipart, struct err *err)
{
    GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(multipart));
    bool choice = g_mime_content_type_is_type(type, "multipart", "alternative");
    int boundary = ++mail->boundaries;
    int count = g_mime_multipart_get_count(multipart);
    weave_printf(mail->weave, "Content-Type: multipart/%s; boundary=\"part-%d\"\r\n\r\n",
                 choice ? "alternative" : "mixed", boundary);
    for (int i = 0; i < count; i++) {
        weave_printf(mail->weave, "--part-%d\r\n", boundary);
        TRY(write_object(mail, g_mime_multipart_get_part(multipart, i), err));
        weave_puts(mail->weave, "\r\n");
    }
    weave_printf(mail->weave, "--part-%d--\r\n", boundary);
    return ERR_OK;
}

static enum err_code write_object(struct mail *mail, GMimeObject *object, struct err *err)
{
    enum err_code code;
    if (mail->depth >= NESTED_MAX) {
        return err_set(err, ERR_LIMIT, "the message holds messages deeper than %d", NESTED_MAX);
    }
    mail->depth++;
    if (GMIME_IS_MULTIPART(object)) {
        code = write_parts(mail, GMIME_MULTIPART(object), err);
    } else if (GMIME_IS_MESSAGE_PART(object) &&
               g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)) != NULL) {
        weave_puts(mail->weave, "Content-Type: message/rfc822\r\n\r\n");
        code = write_message(mail, g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)),
                             err);
    } else {
        code = write_leaf(mail, object, err);
    }
    mail->depth--;
    return code;
}

static enum err_code write_message(struct mail *mail, GMimeMessage *message, struct err *err)
{
    write_fields(mail, GMIME_OBJECT(message));
    weave_puts(mail->weave, "MIME-Version: 1.0\r\n");
    GMimeObject *body = g_mime_message_get_mime_part(message);
    if (body == NULL) {
        weave_puts(mail->weave, "\r\n");
        return ERR_OK;
    }
    return write_object(mail, body, err);
}

enum err_code read_mail(struct str bytes, struct weave *weave, struct err *err)
{
    struct mail mail = {.weave = weave, .arena = weave->arena};
    g_mime_init();
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes.p, bytes.n);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    enum err_code code = ERR_OK;
    if (message == NULL) {
        code = err_set(err, ERR_FORMAT, "the message cannot be read");
    } else {
        code = write_message(&mail, message, err);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    return code;
}
