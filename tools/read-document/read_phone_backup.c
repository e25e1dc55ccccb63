/* Messages and calls as the Android program "SMS Backup & Restore" writes them: attributes of
 * <sms>, <mms> with <part> and <addr>, and <call>. Times are milliseconds since 1970, UTC.
 *
 * SOURCE: https://synctech.com.au/sms-backup-restore/fields-in-xml-backup-files/ */
#include "reading.h"

#include "base/clock.h"
#include "base/encode.h"
#include "phone_rows.h"

#include <libxml/xmlreader.h>
#include <string.h>

enum { RECORD_MAX = 256 << 20, TEXT_MAX = 1 << 20, MEMBER_MAX = 128 << 20 };

struct backup {
    struct reading *reading;
    struct phone_rows rows;
    struct str bytes;
    size_t at;
    size_t budget;
    xmlTextReaderPtr reader;
    struct arena *arena; /* of a record */
    bool late;
};

static int more_bytes(void *context, char *out, int room)
{
    struct backup *backup = context;
    size_t left = backup->bytes.n - backup->at;
    size_t n = left < (size_t)room ? left : (size_t)room;
    if (n > backup->budget) {
        return -1;
    }
    memcpy(out, backup->bytes.p + backup->at, n);
    backup->at += n;
    backup->budget -= n;
    return (int)n;
}

static bool named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* "null" is how the program writes what the phone does not say. */
static struct str attribute(const struct backup *backup, const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(node, BAD_CAST name);
    struct str out = value == NULL ? STR("") : str_of((const char *)value);
    out = str_is(out, "null") ? STR("") : arena_str(backup->arena, out);
    xmlFree(value);
    return out;
}

/* Milliseconds since 1970 as "2026-01-29T09:00:00Z"; what is none as it stands. */
static struct str time_of(const struct backup *backup, struct str said)
{
    char text[TIME_SIZE];
    int64_t ms;
    if (!str_to_i64(said, &ms) || ms < 0 || ms / 1000 > 253402300799LL) {
        return said;
    }
    time_format(text, ms / 1000);
    return str_of(arena_strdup(backup->arena, text));
}

static struct str word_of(const char *const *words, size_t count, struct str number)
{
    uint64_t at;
    return str_to_u64(number, count - 1, &at) && words[at] != NULL ? str_of(words[at]) : number;
}
#define WORD_OF(words, number) word_of(words, sizeof(words) / sizeof(words)[0], number)

static bool shown(const char *const *list, size_t count, const xmlAttr *attr)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i], (const char *)attr->name) == 0) {
            return true;
        }
    }
    return false;
}

/* The attributes that have no column of their own. */
static void add_more(const struct backup *backup, const xmlNode *node, const char *const *list,
                     size_t count, struct strbuf *out)
{
    for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next) {
        if (!shown(list, count, attr)) {
            phone_more(out, "; ", str_of((const char *)attr->name),
                       attribute(backup, node, (const char *)attr->name));
        }
    }
}
#define ADD_MORE(backup, node, list, out)                                                      \
    add_more(backup, node, list, sizeof(list) / sizeof(list)[0], out)

/* Number and name of the other side; the program writes "(Unknown)" for a name it has not. */
static struct str other_side(const struct backup *backup, const xmlNode *node,
                             const char *number)
{
    struct strbuf out;
    struct str name = attribute(backup, node, "contact_name");
    strbuf_init(&out, TEXT_MAX);
    phone_more(&out, "; ", STR(""), attribute(backup, node, number));
    phone_more(&out, "; ", STR(""), str_is(name, "(Unknown)") ? STR("") : name);
    struct str text = arena_str(backup->arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

static enum err_code put_sms(struct backup *backup, const xmlNode *node, struct err *err)
{
    static const char *const types[] = {NULL,     "Received", "Sent",  "Draft",
                                        "Outbox", "Failed",   "Queued"};
    static const char *const used[] = {"date", "type", "address", "body", "contact_name"};
    struct strbuf more;
    struct str number = attribute(backup, node, "type");
    struct str other = other_side(backup, node, "address");
    bool received = str_is(number, "1");
    strbuf_init(&more, TEXT_MAX);
    ADD_MORE(backup, node, used, &more);
    const struct phone_row row = {.at = time_of(backup, attribute(backup, node, "date")),
                                  .kind = STR("SMS"),
                                  .direction = WORD_OF(types, number),
                                  .from = received ? other : STR(""),
                                  .to = received ? STR("") : other,
                                  .text = attribute(backup, node, "body"),
                                  .more = strbuf_view(&more)};
    enum err_code code =
        phone_rows_put(&backup->rows, PHONE_MESSAGES, STR("SMS"), &row, &backup->late, err);
    strbuf_release(&more);
    return code;
}

static enum err_code put_call(struct backup *backup, const xmlNode *node, struct err *err)
{
    static const char *const types[] = {NULL,        "Incoming", "Outgoing",    "Missed",
                                        "Voicemail", "Rejected", "Refused List"};
    static const char *const used[] = {"date", "type", "number", "duration", "contact_name"};
    struct strbuf more;
    struct str number = attribute(backup, node, "type");
    struct str other = other_side(backup, node, "number");
    bool out = str_is(number, "2");
    strbuf_init(&more, TEXT_MAX);
    ADD_MORE(backup, node, used, &more);
    const struct phone_row row = {.at = time_of(backup, attribute(backup, node, "date")),
                                  .kind = STR("Call"),
                                  .direction = WORD_OF(types, number),
                                  .from = out ? STR("") : other,
                                  .to = out ? other : STR(""),
                                  .duration = attribute(backup, node, "duration"),
                                  .more = strbuf_view(&more)};
    enum err_code code =
        phone_rows_put(&backup->rows, PHONE_CALLS, STR("Call"), &row, &backup->late, err);
    strbuf_release(&more);
    return code;
}

/* ---- multimedia messages ---- */

struct mms {
    struct strbuf from, to, text, more;
};

static void add_addresses(const struct backup *backup, const xmlNode *list, struct mms *mms)
{
    for (const xmlNode *addr = list->children; addr != NULL; addr = addr->next) {
        if (named(addr, "addr")) {
            struct str type =
                attribute(backup, addr, "type"); /* 137 from, 129 bcc, 130 cc, 151 to */
            struct str address = attribute(backup, addr, "address");
            bool none = str_is(address, "insert-address-token"); /* the phone's own number */
            phone_more(str_is(type, "137") ? &mms->from : &mms->to, "; ", STR(""),
                       none ? STR("") : address);
        }
    }
}

static struct str part_name(const struct backup *backup, const xmlNode *part)
{
    static const char *const names[] = {"cl", "name", "fn", "cid"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct str name = attribute(backup, part, names[i]);
        if (name.n > 0) {
            return name;
        }
    }
    return attribute(backup, part, "ct");
}

static enum err_code take_part(struct backup *backup, const xmlNode *part, struct mms *mms,
                               struct err *err)
{
    static const char *const used[] = {"text", "data"};
    struct str type = attribute(backup, part, "ct");
    struct str data = attribute(backup, part, "data");
    if (str_is(type, "text/plain")) {
        phone_more(&mms->text, "\n", STR(""), attribute(backup, part, "text"));
        return ERR_OK;
    }
    struct str text = attribute(backup, part, "text");
    ADD_MORE(backup, part, used, &mms->more);
    phone_more(&mms->more, "; ", STR("text"), text);
    if (data.n == 0 || phone_rows_earlier(&backup->rows)) {
        return ERR_OK;
    }
    struct strbuf bytes;
    struct str name = str_of(arena_printf(backup->arena, "message %lld, %.*s",
                                          (long long)backup->rows.records + 1,
                                          STR_ARG(part_name(backup, part))));
    strbuf_init(&bytes, MEMBER_MAX);
    enum err_code code =
        base64_decode(&bytes, data) && !bytes.overflow
            ? reading_member(backup->reading, name, strbuf_view(&bytes), err)
            : reading_lost(backup->reading, name, "its base64 is damaged or too long", err);
    strbuf_release(&bytes);
    return code;
}

static enum err_code fill_mms(struct backup *backup, const xmlNode *node, struct mms *mms,
                              struct err *err)
{
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (named(child, "addrs")) {
            add_addresses(backup, child, mms);
        }
        for (const xmlNode *part = named(child, "parts") ? child->children : NULL; part != NULL;
             part = part->next) {
            if (named(part, "part")) {
                TRY(take_part(backup, part, mms, err));
            }
        }
    }
    return ERR_OK;
}

static enum err_code put_mms(struct backup *backup, const xmlNode *node, struct err *err)
{
    static const char *const boxes[] = {NULL, "Received", "Sent", "Draft", "Outbox"};
    static const char *const used[] = {"date", "msg_box", "address", "contact_name"};
    struct mms mms;
    struct str box = attribute(backup, node, "msg_box");
    struct strbuf *const parts[] = {&mms.from, &mms.to, &mms.text, &mms.more};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        strbuf_init(parts[i], TEXT_MAX);
    }
    ADD_MORE(backup, node, used, &mms.more);
    enum err_code code = fill_mms(backup, node, &mms, err);
    const struct phone_row row = {.at = time_of(backup, attribute(backup, node, "date")),
                                  .kind = STR("MMS"),
                                  .direction = WORD_OF(boxes, box),
                                  .from = strbuf_view(&mms.from),
                                  .to = strbuf_view(&mms.to),
                                  .parties = other_side(backup, node, "address"),
                                  .text = strbuf_view(&mms.text),
                                  .more = strbuf_view(&mms.more)};
    if (code == ERR_OK) {
        code =
            phone_rows_put(&backup->rows, PHONE_MESSAGES, STR("MMS"), &row, &backup->late, err);
    }
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        strbuf_release(parts[i]);
    }
    return code;
}

/* ---- the stream ---- */

static enum err_code take(struct backup *backup, bool *over, struct err *err)
{
    const char *name = (const char *)xmlTextReaderConstLocalName(backup->reader);
    bool sms = strcmp(name, "sms") == 0;
    bool mms = strcmp(name, "mms") == 0;
    bool call = strcmp(name, "call") == 0;
    *over = sms || mms || call;
    if (!*over) {
        if (xmlTextReaderDepth(backup->reader) > 0) {
            phone_rows_count(&backup->rows,
                             str_of(arena_printf(backup->arena, "%s (not read)", name)));
            reading_partly(backup->reading, "elements of an unknown kind were not read");
        }
        return ERR_OK;
    }
    const xmlNode *node = xmlTextReaderExpand(backup->reader);
    return node == NULL ? ERR_OK /* told by the next step */
           : sms        ? put_sms(backup, node, err)
           : mms        ? put_mms(backup, node, err)
                        : put_call(backup, node, err);
}

static enum err_code read_stream(struct backup *backup, struct err *err)
{
    int got = xmlTextReaderRead(backup->reader);
    while (got == 1 && !backup->late) {
        bool over = false;
        backup->budget = RECORD_MAX;
        if (xmlTextReaderNodeType(backup->reader) == XML_READER_TYPE_ELEMENT) {
            TRY(take(backup, &over, err));
        }
        arena_reset(backup->arena);
        if (!backup->late) {
            got = over ? xmlTextReaderNext(backup->reader) : xmlTextReaderRead(backup->reader);
        }
    }
    if (got < 0 && backup->rows.records == 0) {
        return err_set(err, ERR_FORMAT, "not read: its XML is damaged");
    }
    if (got < 0) {
        reading_partly(backup->reading,
                       arena_printf(backup->reading->arena,
                                    "its XML is damaged at line %d; what stands before that "
                                    "was read",
                                    xmlTextReaderGetParserLineNumber(backup->reader)));
    }
    return phone_rows_end(&backup->rows, !backup->late, err);
}

bool is_phone_backup(struct str bytes)
{
    struct str head = str_sub(bytes, 0, 4096);
    bool root = str_find(head, STR("<smses ")) != SIZE_MAX ||
                str_find(head, STR("<calls ")) != SIZE_MAX;
    return root && str_find(head, STR("<?xml")) < 8 &&
           str_find(head, STR("<!DOCTYPE")) == SIZE_MAX;
}

enum err_code read_phone_backup(struct reading *reading, struct str bytes, struct err *err)
{
    struct backup backup = {.reading = reading, .bytes = bytes, .budget = RECORD_MAX};
    reading->kind = "phone-backup";
    phone_rows_init(&backup.rows, reading);
    backup.arena = arena_new();
    backup.reader = xmlReaderForIO(more_bytes, NULL, &backup, NULL, NULL,
                                   XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                       XML_PARSE_HUGE);
    enum err_code code = backup.reader == NULL
                             ? err_set(err, ERR_FORMAT, "not read: its XML is damaged")
                             : read_stream(&backup, err);
    xmlFreeTextReader(backup.reader);
    arena_free(backup.arena);
    phone_rows_release(&backup.rows);
    return code;
}
