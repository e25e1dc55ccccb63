#include "outlook_item.h"

#include "base/encode.h"
#include "base/mem.h"
#include "base/month.h"
#include "base/utf8.h"
#include "compound_file.h"
#include "plain_text/found_text.h"
#include "rich_text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* SOURCE: [MS-OXPROPS], the property ids. */
enum {
    ID_CLASS = 0x001A,
    ID_SUBJECT = 0x0037,
    ID_SUBMITTED = 0x0039,
    ID_FROM_NAME = 0x0042,
    ID_FROM_ADDRESS = 0x0065,
    ID_FIELDS = 0x007D, /* as they came over the network */
    ID_RECIPIENT_TYPE = 0x0C15,
    ID_SENDER_NAME = 0x0C1A,
    ID_SENDER_ADDRESS = 0x0C1F,
    ID_BCC = 0x0E02,
    ID_CC = 0x0E03,
    ID_TO = 0x0E04,
    ID_DELIVERED = 0x0E06,
    ID_TEXT = 0x1000,
    ID_RICH = 0x1009,
    ID_WEB = 0x1013,
    ID_MESSAGE_ID = 0x1035,
    ID_REFERENCES = 0x1039,
    ID_IN_REPLY_TO = 0x1042,
    ID_NAME = 0x3001,
    ID_ADDRESS = 0x3003,
    ID_CREATED = 0x3007,
    ID_FILE_SHORT = 0x3704,
    ID_FILE_LONG = 0x3707,
    ID_MAIL_ADDRESS = 0x39FE,
    ID_CODE_PAGE = 0x3FDE,
    ID_MESSAGE_PAGE = 0x3FFD,
    ID_SENDER_MAIL = 0x5D01,
    ID_FROM_MAIL = 0x5D02
};

enum {
    BODY_MAX = 64 << 20,
    LINE_CHARACTERS = 57,
    ADDRESSES_MAX = 5000,
    FIELD_MAX = 65536,
    NAME_BYTES = 240
};

void outlook_bag_add(struct outlook_bag *bag, uint16_t id, uint16_t type, struct str bytes)
{
    bag->items = mem_grow(bag->items, bag->count, &bag->capacity, sizeof *bag->items);
    bag->items[bag->count++] = (struct outlook_property){id, type, bytes};
}

void outlook_bag_free(struct outlook_bag *bag)
{
    free(bag->items);
    *bag = (struct outlook_bag){0};
}

const struct outlook_property *outlook_bag_find(const struct outlook_bag *bag, uint16_t id)
{
    for (size_t i = 0; i < bag->count; i++) {
        const struct outlook_property *p = &bag->items[i];
        if (p->id == id && (p->type == OUTLOOK_UNICODE || p->type == OUTLOOK_STRING8 ||
                            p->type == OUTLOOK_BINARY || p->type == OUTLOOK_INT ||
                            p->type == OUTLOOK_TIME || p->type == OUTLOOK_BOOL)) {
            return p;
        }
    }
    return NULL;
}

int64_t outlook_bag_int(const struct outlook_bag *bag, uint16_t id, int64_t otherwise)
{
    const struct outlook_property *p = outlook_bag_find(bag, id);
    return p != NULL && p->type == OUTLOOK_INT && p->bytes.n >= 4
               ? (int32_t)compound_u32(p->bytes, 0)
               : otherwise;
}

void outlook_item_free(struct outlook_item *item)
{
    outlook_bag_free(&item->bag);
    for (size_t i = 0; i < item->recipient_count; i++) {
        outlook_bag_free(&item->recipients[i]);
    }
    for (size_t i = 0; i < item->attached_count; i++) {
        outlook_bag_free(&item->attached[i].bag);
    }
}

/* ---- texts ---- */

static struct str from_page(struct outlook_item *item, int64_t page, struct str bytes)
{
    size_t odd;
    const char *charset = page == 65001 ? "UTF-8"
                          : page == 20127
                              ? "windows-1252"
                              : arena_printf(item->arena, "CP%lld", (long long)page);
    if (page >= 28591 && page <= 28605) {
        charset = arena_printf(item->arena, "ISO-8859-%d", (int)(page - 28590));
    }
    struct str text = found_text(item->arena, charset, bytes, &odd);
    item->partly = odd == 0 ? item->partly : "letters of an unknown encoding";
    return text;
}

static struct str from_utf16(struct outlook_item *item, struct str bytes)
{
    char *out = arena_alloc(item->arena, 2 * bytes.n + 4);
    size_t n = 0;
    for (size_t i = 0; i + 2 <= bytes.n; i += 2) {
        uint32_t c = compound_u16(bytes, i);
        uint32_t low = compound_u16(bytes, i + 2);
        if (c >= 0xD800 && c < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            i += 2;
        }
        size_t got = utf8_encode(c, out + n);
        n += got > 0 ? got : utf8_encode(0xFFFD, out + n);
    }
    return str_n(out, n);
}

static int64_t page_of(const struct outlook_item *item)
{
    int64_t page = outlook_bag_int(&item->bag, ID_MESSAGE_PAGE, 0);
    page = page > 0 ? page : outlook_bag_int(&item->bag, ID_CODE_PAGE, 1252);
    return page == 1200 ? 1252 : page; /* UTF-16 is no page of bytes */
}

struct str outlook_text(struct outlook_item *item, const struct outlook_bag *bag, uint16_t id)
{
    const struct outlook_property *p = outlook_bag_find(bag, id);
    struct str text = STR("");
    if (p != NULL && p->type == OUTLOOK_UNICODE) {
        text = from_utf16(item, p->bytes);
    } else if (p != NULL && p->type == OUTLOOK_STRING8) {
        struct str bytes = p->bytes; /* up to its NUL */
        const char *end = bytes.n == 0 ? NULL : memchr(bytes.p, '\0', bytes.n);
        bytes.n = end == NULL ? bytes.n : (size_t)(end - bytes.p);
        text = from_page(item, page_of(item), bytes);
    }
    while (text.n > 0 && text.p[text.n - 1] == '\0') {
        text.n--;
    }
    return text;
}

static struct str first_text(struct outlook_item *item, const struct outlook_bag *bag,
                             const uint16_t *ids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str text = outlook_text(item, bag, ids[i]);
        if (text.n > 0) {
            return text;
        }
    }
    return STR("");
}

/* ---- fields ---- */

/* A field's words: no line end can begin another field; what is not ASCII as encoded words
 * (RFC 2047). */
static void put_words(struct strbuf *out, struct str text)
{
    bool plain = true;
    text = str_sub(text, 0, FIELD_MAX);
    for (size_t i = 0; i < text.n; i++) {
        plain = plain && text.p[i] >= ' ' && (unsigned char)text.p[i] < 0x7F;
    }
    if (plain && str_find(text, STR("=?")) == SIZE_MAX) {
        strbuf_str(out, text);
        return;
    }
    for (size_t at = 0; at < text.n;) {
        size_t end = at + 42 < text.n ? at + 42 : text.n;
        while (end > at + 1 && end < text.n && ((unsigned char)text.p[end] & 0xC0) == 0x80) {
            end--;
        }
        strbuf_puts(out, at == 0 ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
        base64_encode(out, text.p + at, end - at);
        strbuf_puts(out, "?=");
        at = end;
    }
}

static void put_field(struct strbuf *out, const char *name, struct str text)
{
    if (str_trim(text).n > 0) {
        strbuf_printf(out, "%s: ", name);
        put_words(out, str_trim(text));
        strbuf_puts(out, "\r\n");
    }
}

static bool is_address(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] <= ' ' || text.p[i] == '<' || text.p[i] == '>' || text.p[i] == ',' ||
            (unsigned char)text.p[i] >= 0x7F) {
            return false;
        }
    }
    return str_has_byte(text, '@');
}

/* The name in quotes, the address in angle brackets; one of Exchange's own, which is none of
 * the net's, as it stands. */
static void put_address(struct strbuf *out, struct str name, struct str address)
{
    bool good = is_address(address);
    if (name.n > 0 && !str_eq(name, address)) {
        struct strbuf quoted;
        strbuf_init(&quoted, FIELD_MAX);
        bool ascii = true;
        for (size_t i = 0; i < name.n; i++) {
            ascii = ascii && name.p[i] >= ' ' && (unsigned char)name.p[i] < 0x7F;
        }
        for (size_t i = 0; i < name.n; i++) {
            if (ascii && (name.p[i] == '"' || name.p[i] == '\\')) {
                strbuf_putc(&quoted, '\\');
            }
            strbuf_putc(&quoted, name.p[i]);
        }
        strbuf_puts(out, ascii ? "\"" : "");
        put_words(out, strbuf_view(&quoted));
        strbuf_puts(out, ascii ? "\"" : "");
        strbuf_release(&quoted);
        strbuf_putc(out, ' ');
    }
    if (good) {
        strbuf_putc(out, '<');
        strbuf_str(out, address);
        strbuf_putc(out, '>');
    } else if (address.n > 0 && !str_eq(name, address)) {
        put_words(out, address);
    } else if (name.n > 0 && str_eq(name, address)) {
        put_words(out, name);
    }
}

static void put_sender(struct outlook_item *item, struct strbuf *out)
{
    static const uint16_t names[] = {ID_FROM_NAME, ID_SENDER_NAME};
    static const uint16_t mails[] = {ID_FROM_MAIL, ID_SENDER_MAIL, ID_FROM_ADDRESS,
                                     ID_SENDER_ADDRESS};
    struct str name = first_text(item, &item->bag, names, 2);
    struct str address = first_text(item, &item->bag, mails, 4);
    struct str sender = outlook_text(item, &item->bag, ID_SENDER_NAME);
    if (name.n + address.n > 0) {
        strbuf_puts(out, "From: ");
        put_address(out, name, address);
        strbuf_puts(out, "\r\n");
    }
    if (sender.n > 0 && name.n > 0 && !str_eq(sender, name)) { /* on another's behalf */
        put_field(out, "Sender", sender);
    }
}

static void put_recipients(struct outlook_item *item, struct strbuf *out)
{
    static const struct {
        const char *field;
        int64_t type;
        uint16_t shown;
    } kinds[] = {{"To", 1, ID_TO}, {"Cc", 2, ID_CC}, {"Bcc", 3, ID_BCC}};
    static const uint16_t mails[] = {ID_MAIL_ADDRESS, ID_ADDRESS};
    for (size_t k = 0; k < 3; k++) {
        size_t found = 0;
        for (size_t i = 0; i < item->recipient_count; i++) {
            struct outlook_bag *bag = &item->recipients[i];
            if ((outlook_bag_int(bag, ID_RECIPIENT_TYPE, 1) & 0xF) != kinds[k].type ||
                found >= ADDRESSES_MAX) {
                continue;
            }
            strbuf_puts(out, found++ == 0 ? kinds[k].field : ",\r\n ");
            strbuf_puts(out, found == 1 ? ": " : "");
            put_address(out, outlook_text(item, bag, ID_NAME), first_text(item, bag, mails, 2));
        }
        if (found > 0) {
            strbuf_puts(out, "\r\n");
        } else {
            put_field(out, kinds[k].field, outlook_text(item, &item->bag, kinds[k].shown));
        }
    }
}

/* FILETIME as RFC 5322 writes a date, or "" */
static const char *date_of(struct outlook_item *item, uint16_t id)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    const struct outlook_property *p = outlook_bag_find(&item->bag, id);
    struct tm t;
    if (p == NULL || p->type != OUTLOOK_TIME || p->bytes.n < 8) {
        return "";
    }
    uint64_t ticks = compound_u32(p->bytes, 0) | (uint64_t)compound_u32(p->bytes, 4) << 32;
    time_t seconds = (time_t)(ticks / 10000000) - INT64_C(11644473600);
    if (ticks == 0 || ticks > UINT64_C(0x7FFFFFFFFFFFFFFF) || gmtime_r(&seconds, &t) == NULL ||
        t.tm_year > 8099 || t.tm_year < 0) {
        return "";
    }
    return arena_printf(item->arena, "%s, %02d %.3s %04d %02d:%02d:%02d +0000", days[t.tm_wday],
                        t.tm_mday, month_name(t.tm_mon + 1), t.tm_year + 1900, t.tm_hour,
                        t.tm_min, t.tm_sec);
}

/* A field of those that came over the network, its folds taken out. */
static struct str network_field(struct outlook_item *item, struct str fields, const char *name)
{
    struct str rest = fields;
    struct str line;
    size_t n = strlen(name);
    struct strbuf out;
    bool inside = false;
    strbuf_init(&out, FIELD_MAX);
    while (str_split(&rest, '\n', &line)) {
        bool folded = line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t');
        if (inside && !folded) {
            break;
        }
        inside = inside || (!folded && line.n > n && strncasecmp(line.p, name, n) == 0 &&
                            line.p[n] == ':');
        if (inside) {
            strbuf_puts(&out, folded ? " " : "");
            strbuf_str(&out, str_trim(folded ? line : str_from(line, n + 1)));
        }
    }
    struct str found = arena_str(item->arena, strbuf_view(&out));
    strbuf_release(&out);
    return found;
}

static void put_times_and_ids(struct outlook_item *item, struct strbuf *out)
{
    static const struct {
        const char *field;
        uint16_t id;
    } ids[] = {{"Message-ID", ID_MESSAGE_ID},
               {"In-Reply-To", ID_IN_REPLY_TO},
               {"References", ID_REFERENCES}};
    static const uint16_t times[] = {ID_SUBMITTED, ID_DELIVERED, ID_CREATED};
    struct str fields = outlook_text(item, &item->bag, ID_FIELDS);
    struct str date = network_field(item, fields, "Date");
    for (size_t i = 0; i < 3 && date.n == 0; i++) {
        date = str_of(date_of(item, times[i]));
    }
    put_field(out, "Date", date);
    for (size_t i = 0; i < 3; i++) {
        struct str value = outlook_text(item, &item->bag, ids[i].id);
        put_field(out, ids[i].field,
                  value.n > 0 ? value : network_field(item, fields, ids[i].field));
    }
    put_field(out, "Reply-To", network_field(item, fields, "Reply-To"));
}

/* ---- the text ---- */

static const struct {
    uint16_t id;
    const char *says;
} facts[] = {{0x0060, "Start"},
             {0x0061, "End"},
             {0x3A05, "Generation"},
             {0x3A08, "Business telephone"},
             {0x3A09, "Home telephone"},
             {0x3A1B, "Second business telephone"},
             {0x3A1C, "Mobile telephone"},
             {0x3A1D, "Radio telephone"},
             {0x3A1F, "Other telephone"},
             {0x3A24, "Business fax"},
             {0x3A2F, "Second home telephone"},
             {0x3A16, "Company"},
             {0x3A17, "Title"},
             {0x3A18, "Department"},
             {0x3A15, "Postal address"},
             {0x3A29, "Street"},
             {0x3A27, "Town"},
             {0x3A2A, "Postal code"},
             {0x3A42, "Birthday"}};

/* What an entry of a diary or of an address book says, and what class it is of. */
static void put_facts(struct outlook_item *item, struct strbuf *out)
{
    struct str class = outlook_text(item, &item->bag, ID_CLASS);
    if (class.n == 0 || str_is(class, "IPM.Note")) {
        return;
    }
    strbuf_printf(out, "Kind of item: %.*s\n", STR_ARG(class));
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        struct str text = outlook_text(item, &item->bag, facts[i].id);
        text = text.n > 0 ? text : str_of(date_of(item, facts[i].id));
        if (text.n > 0) {
            strbuf_printf(out, "%s: %.*s\n", facts[i].says, STR_ARG(text));
        }
    }
    strbuf_putc(out, '\n');
}

static void put_base64(struct strbuf *out, struct str bytes)
{
    for (size_t at = 0; at < bytes.n; at += LINE_CHARACTERS) {
        struct str line = str_sub(bytes, at, LINE_CHARACTERS);
        base64_encode(out, line.p, line.n);
        strbuf_puts(out, "\r\n");
    }
}

/* A boundary that no base64 holds. */
#define OUTER "=_outer"
#define INNER "=_inner"

static void put_part(struct strbuf *out, const char *boundary, const char *type,
                     struct str bytes)
{
    strbuf_printf(out, "--%s\r\nContent-Type: %s\r\nContent-Transfer-Encoding: base64\r\n\r\n",
                  boundary, type);
    put_base64(out, bytes);
    strbuf_puts(out, "\r\n");
}

/* The page of the web: as UTF-8, whatever it says of itself. */
static struct str web_of(struct outlook_item *item, struct strbuf *plain)
{
    const struct outlook_property *web = outlook_bag_find(&item->bag, ID_WEB);
    const struct outlook_property *packed = outlook_bag_find(&item->bag, ID_RICH);
    struct rich_text rich;
    struct err why = {0};
    struct str rtf = STR("");
    if (web != NULL && web->type == OUTLOOK_UNICODE) {
        return from_utf16(item, web->bytes);
    }
    if (web != NULL && web->bytes.n > 0) {
        return from_page(item, outlook_bag_int(&item->bag, ID_CODE_PAGE, 1252), web->bytes);
    }
    if (packed == NULL || packed->type != OUTLOOK_BINARY || packed->bytes.n == 0) {
        return STR("");
    }
    if (str_starts(packed->bytes, STR("{\\rtf"))) {
        rtf = packed->bytes;
    } else if (rich_text_unpack(item->arena, packed->bytes, &rtf, &why) != ERR_OK) {
        item->partly = "the formatted text of the message is damaged";
    }
    if (rtf.n == 0 || rich_text_read(item->arena, rtf, &rich, &why) != ERR_OK) {
        return STR("");
    }
    if (!rich.web && str_trim(strbuf_view(plain)).n == 0) {
        strbuf_str(plain, rich.text);
    }
    return rich.web ? rich.text : STR("");
}

static void put_body(struct outlook_item *item, struct strbuf *out)
{
    struct strbuf plain;
    strbuf_init(&plain, BODY_MAX);
    put_facts(item, &plain);
    strbuf_str(&plain, outlook_text(item, &item->bag, ID_TEXT));
    struct str web = web_of(item, &plain);
    if (strbuf_check(&plain, "the text", NULL) != ERR_OK) {
        item->partly = "it holds more text than is read of one message";
    }
    strbuf_printf(out, "--" OUTER "\r\nContent-Type: multipart/alternative; boundary=\"" INNER
                       "\"\r\n\r\n");
    if (plain.n > 0 || web.n == 0) {
        put_part(out, INNER, "text/plain; charset=utf-8", strbuf_view(&plain));
    }
    if (web.n > 0) {
        put_part(out, INNER, "text/html; charset=utf-8", web);
    }
    strbuf_puts(out, "--" INNER "--\r\n");
    strbuf_release(&plain);
}

/* ---- attached files ---- */

struct str outlook_attached_name(struct outlook_item *item, size_t index)
{
    static const uint16_t ids[] = {ID_FILE_LONG, ID_FILE_SHORT, ID_NAME};
    struct outlook_attached *attached = &item->attached[index];
    struct str name = str_trim(first_text(item, &attached->bag, ids, 3));
    if (name.n == 0) {
        name = str_of(arena_printf(item->arena, "attached %zu", index + 1));
    }
    if (attached->within.n > 0 && !str_ends(name, STR(".eml"))) {
        name = str_of(arena_printf(item->arena, "%.*s.eml", STR_ARG(name)));
    }
    return name;
}

static void put_attached(struct outlook_item *item, size_t index, struct strbuf *out)
{
    struct outlook_attached *attached = &item->attached[index];
    const struct outlook_property *p = outlook_bag_find(&attached->bag, OUTLOOK_ATTACHED_BYTES);
    struct str bytes = attached->within.n > 0 ? attached->within
                       : p != NULL            ? p->bytes
                                              : STR("");
    struct str name = outlook_attached_name(item, index);
    strbuf_puts(out, "--" OUTER "\r\nContent-Type: application/octet-stream\r\n"
                     "Content-Disposition: attachment; filename*=UTF-8''");
    for (size_t i = 0; i < name.n && i < NAME_BYTES; i++) { /* RFC 2231, 4 */
        strbuf_printf(out, "%%%02X", (unsigned char)name.p[i]);
    }
    strbuf_puts(out, "\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    if (attached->lost != NULL) {
        item->partly = attached->lost;
    }
    put_base64(out, bytes);
    strbuf_puts(out, "\r\n");
}

enum err_code outlook_letter(struct outlook_item *item, bool with_attached, struct strbuf *eml,
                             struct err *err)
{
    put_sender(item, eml);
    put_recipients(item, eml);
    struct str subject = outlook_text(item, &item->bag, ID_SUBJECT);
    if (subject.n > 2 &&
        subject.p[0] == '\x01') { /* MS-OXCMSG 2.2.1.46: where its prefix ends */
        subject = str_from(subject, 2);
    }
    strbuf_puts(eml, str_trim(subject).n == 0 ? "Subject:\r\n" : "");
    put_field(eml, "Subject", subject);
    put_times_and_ids(item, eml);
    strbuf_puts(eml, "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"" OUTER
                     "\"\r\n\r\n");
    put_body(item, eml);
    for (size_t i = 0; with_attached && i < item->attached_count; i++) {
        put_attached(item, i, eml);
    }
    strbuf_puts(eml, "--" OUTER "--\r\n");
    return strbuf_check(eml, "the message", err);
}
