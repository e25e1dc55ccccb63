/* What Outlook and Exchange send as "winmail.dat" ([MS-OXTNEF]): the properties of a message,
 * of those it goes to and of the files attached to it, one after the other. */
#include "compound_file.h"
#include "outlook_item.h"
#include "reading.h"

#include <string.h>

enum {
    WITHIN_MAX = 12, /* messages within messages */
    HEADER = 6,      /* signature and key */
    ATTRIBUTE = 11,  /* level, id, length, sum, without the bytes */
    PROPERTIES_MAX = 10000,
    RECIPIENTS_MAX = 10000,
    ATTACHED_MAX = 10000,
    LETTER_MAX = 192 << 20
};

/* SOURCE: [MS-OXTNEF] 2.1.3.2, the attributes; only their lower half, which tells them apart.
 */
enum {
    ATT_SUBJECT = 0x8004,
    ATT_CLASS = 0x8008,
    ATT_BODY = 0x800C,
    ATT_FILE_BYTES = 0x800F,
    ATT_FILE_TITLE = 0x8010,
    ATT_FILE_BEGINS = 0x9002,
    ATT_PROPERTIES = 0x9003,
    ATT_RECIPIENTS = 0x9004,
    ATT_FILE_PROPERTIES = 0x9005,
    ATT_CODE_PAGE = 0x9007
};

/* SOURCE: [MS-OXPROPS] */
enum {
    ID_CLASS = 0x001A,
    ID_SUBJECT = 0x0037,
    ID_TEXT = 0x1000,
    ID_FILE_SHORT = 0x3704,
    ID_MESSAGE_PAGE = 0x3FFD,
    NAMED_FROM = 0x8000,
    TYPE_OBJECT = 0x000D,
    TYPE_MANY = 0x1000
};

struct cursor {
    struct str in;
    size_t at;
    bool broken;
};

struct tnef {
    struct reading *reading;
    struct outlook_item *item;
    struct outlook_attached *file; /* the one that is open, or NULL */
    struct str title, bytes;       /* of it, as older programs write them */
    int depth;
};

static uint32_t take_u32(struct cursor *c)
{
    uint32_t value = compound_u32(c->in, c->at);
    c->broken = c->broken || c->in.n - c->at < 4;
    c->at = c->broken ? c->in.n : c->at + 4;
    return value;
}

static struct str take_bytes(struct cursor *c, size_t n)
{
    c->broken = c->broken || c->in.n - c->at < n;
    struct str bytes = c->broken ? STR("") : str_sub(c->in, c->at, n);
    size_t padded = (n + 3) & ~(size_t)3;
    c->at = c->broken || c->in.n - c->at < padded ? c->in.n : c->at + padded;
    return bytes;
}

/* Bytes of a value of fixed length ([MS-OXTNEF] 2.1.3.4, each filled up to four), 0: it says
 * its own length, or none is known. */
static size_t length_of(uint16_t type)
{
    switch (type & 0x0FFF) {
    case 0x0002:
    case OUTLOOK_INT:
    case 0x0004:
    case 0x000A:
    case OUTLOOK_BOOL:
        return 4;
    case 0x0005:
    case 0x0006:
    case 0x0007:
    case 0x0014:
    case OUTLOOK_TIME:
        return 8;
    case 0x0048:
        return 16;
    default:
        return 0;
    }
}

/* Of several values the first. */
static struct str take_value(struct cursor *c, uint16_t type)
{
    size_t length = length_of(type);
    struct str first = STR("");
    if (type == 0x0001) {
        return first;
    }
    uint32_t count = length > 0 && (type & TYPE_MANY) == 0 ? 1 : take_u32(c);
    for (uint32_t i = 0; i < count && !c->broken; i++) {
        struct str value = take_bytes(c, length > 0 ? length : take_u32(c));
        first = i == 0 ? value : first;
    }
    return first;
}

/* A name of its own for a property: a number, or letters in UTF-16. */
static void pass_name(struct cursor *c)
{
    (void)take_bytes(c, 16);
    if (take_u32(c) == 0) {
        (void)take_u32(c);
    } else {
        (void)take_bytes(c, take_u32(c));
    }
}

static void take_properties(struct cursor *c, struct outlook_bag *bag)
{
    uint32_t count = take_u32(c);
    for (uint32_t i = 0; i < count && !c->broken; i++) {
        uint32_t tag = take_u32(c);
        uint16_t type = (uint16_t)tag;
        uint16_t id = (uint16_t)(tag >> 16);
        if (id >= NAMED_FROM) {
            pass_name(c);
        }
        struct str value = take_value(c, type);
        if (!c->broken && (type & TYPE_MANY) == 0 && bag->count < PROPERTIES_MAX) {
            outlook_bag_add(bag, id, type, value);
        }
    }
}

static void take_recipients(struct cursor *c, struct outlook_item *item, struct arena *arena)
{
    uint32_t count = take_u32(c);
    count = count < RECIPIENTS_MAX ? count : RECIPIENTS_MAX;
    count = count < c->in.n ? count : 0; /* a row has four bytes */
    if (item->recipients != NULL) {
        return;
    }
    item->recipients = arena_zalloc(arena, ((size_t)count + 1) * sizeof *item->recipients);
    while (item->recipient_count < count && !c->broken) {
        take_properties(c, &item->recipients[item->recipient_count++]);
    }
}

static enum err_code load(struct tnef *tnef, struct str bytes, struct err *err);

/* A message within: 16 bytes that say so, then the same again. */
/* NOLINTNEXTLINE(misc-no-recursion): WITHIN_MAX */
static enum err_code load_within(struct tnef *tnef, struct str bytes,
                                 struct outlook_attached *file, struct err *err)
{
    struct outlook_item item = {.arena = tnef->reading->arena};
    struct tnef within = {.reading = tnef->reading, .item = &item, .depth = tnef->depth + 1};
    struct strbuf eml;
    if (within.depth >= WITHIN_MAX) {
        file->lost = "messages lie too deep within each other";
        return ERR_OK;
    }
    strbuf_init(&eml, LETTER_MAX);
    enum err_code code = load(&within, bytes, err);
    if (code == ERR_OK) {
        code = outlook_letter(&item, true, &eml, err);
    }
    if (code == ERR_OK) {
        file->within = arena_str(tnef->reading->arena, strbuf_view(&eml));
        tnef->item->partly = item.partly != NULL ? item.partly : tnef->item->partly;
    }
    strbuf_release(&eml);
    outlook_item_free(&item);
    return code;
}

/* What the open file is, once all of it was met. */
/* NOLINTNEXTLINE(misc-no-recursion): WITHIN_MAX */
static enum err_code close_file(struct tnef *tnef, struct err *err)
{
    struct outlook_attached *file = tnef->file;
    struct str object = STR("");
    if (file == NULL) {
        return ERR_OK;
    }
    tnef->file = NULL;
    if (tnef->title.n > 0) {
        outlook_bag_add(&file->bag, ID_FILE_SHORT, OUTLOOK_STRING8, tnef->title);
    }
    if (tnef->bytes.p != NULL) {
        outlook_bag_add(&file->bag, OUTLOOK_ATTACHED_BYTES, OUTLOOK_BINARY, tnef->bytes);
    }
    for (size_t i = 0; i < file->bag.count; i++) {
        const struct outlook_property *p = &file->bag.items[i];
        object = p->id == OUTLOOK_ATTACHED_BYTES && p->type == TYPE_OBJECT ? p->bytes : object;
    }
    tnef->title = tnef->bytes = (struct str){NULL, 0};
    if (object.n > 16 && str_starts(str_from(object, 16), STR("\x78\x9F\x3E\x22"))) {
        return load_within(tnef, str_from(object, 16), file, err);
    }
    if (outlook_bag_find(&file->bag, OUTLOOK_ATTACHED_BYTES) == NULL && object.n > 16) {
        outlook_bag_add(&file->bag, OUTLOOK_ATTACHED_BYTES, OUTLOOK_BINARY,
                        str_from(object, 16));
    }
    if (outlook_bag_find(&file->bag, OUTLOOK_ATTACHED_BYTES) == NULL) {
        file->lost = "the message names the file but does not hold it";
    }
    return ERR_OK;
}

/* NOLINTNEXTLINE(misc-no-recursion): WITHIN_MAX */
static enum err_code open_file(struct tnef *tnef, struct err *err)
{
    TRY(close_file(tnef, err));
    if (tnef->item->attached_count == ATTACHED_MAX) {
        tnef->item->partly = "it holds more files than are taken out of one message";
        return ERR_OK;
    }
    tnef->file = &tnef->item->attached[tnef->item->attached_count++];
    return ERR_OK;
}

/* The older form of what the properties say too: theirs, which come first, count. */
static void add_older(struct tnef *tnef, uint16_t id, struct str bytes)
{
    if (outlook_bag_find(&tnef->item->bag, id) == NULL) {
        outlook_bag_add(&tnef->item->bag, id, OUTLOOK_STRING8, bytes);
    }
}

/* NOLINTNEXTLINE(misc-no-recursion): WITHIN_MAX */
static enum err_code take_attribute(struct tnef *tnef, uint16_t id, struct str bytes,
                                    struct err *err)
{
    struct cursor c = {.in = bytes};
    struct outlook_item *item = tnef->item;
    if (id == ATT_FILE_BEGINS) {
        return open_file(tnef, err);
    }
    bool of_file = id == ATT_FILE_BYTES || id == ATT_FILE_TITLE || id == ATT_FILE_PROPERTIES;
    if (of_file && tnef->file == NULL) {
        TRY(open_file(tnef, err));
    }
    if (of_file && tnef->file == NULL) {
        return ERR_OK;
    }
    if (id == ATT_FILE_BYTES) {
        tnef->bytes = bytes;
    } else if (id == ATT_FILE_TITLE) {
        tnef->title = bytes;
    } else if (id == ATT_FILE_PROPERTIES) {
        take_properties(&c, &tnef->file->bag);
    } else if (id == ATT_PROPERTIES) {
        take_properties(&c, &item->bag);
    } else if (id == ATT_RECIPIENTS) {
        take_recipients(&c, item, tnef->reading->arena);
    } else if (id == ATT_CODE_PAGE) {
        outlook_bag_add(&item->bag, ID_MESSAGE_PAGE, OUTLOOK_INT, str_sub(bytes, 0, 4));
    }
    item->partly = c.broken ? "a part of the message is damaged" : item->partly;
    return ERR_OK;
}

static bool sum_fits(struct str bytes, uint16_t sum)
{
    uint32_t all = 0;
    for (size_t i = 0; i < bytes.n; i++) {
        all += (unsigned char)bytes.p[i];
    }
    return (uint16_t)all == sum;
}

/* No attribute is shorter than its head: each byte is looked at once. */
static size_t count_files(struct str bytes)
{
    size_t count = 0;
    for (size_t at = HEADER; at + ATTRIBUTE <= bytes.n;) {
        count += (uint16_t)compound_u32(bytes, at + 1) == ATT_FILE_BEGINS;
        at += ATTRIBUTE + (size_t)compound_u32(bytes, at + 5);
    }
    return count < ATTACHED_MAX ? count : ATTACHED_MAX;
}

/* All attributes; then what only the older form says. */
/* NOLINTNEXTLINE(misc-no-recursion): WITHIN_MAX */
static enum err_code load(struct tnef *tnef, struct str bytes, struct err *err)
{
    struct outlook_item *item = tnef->item;
    struct {
        uint16_t att, id;
        struct str bytes;
    } older[] = {{ATT_SUBJECT, ID_SUBJECT, STR("")},
                 {ATT_CLASS, ID_CLASS, STR("")},
                 {ATT_BODY, ID_TEXT, STR("")}};
    size_t room = count_files(bytes) + 1;
    item->attached = arena_zalloc(tnef->reading->arena, room * sizeof *item->attached);
    size_t at = HEADER;
    while (at + ATTRIBUTE <= bytes.n && (bytes.p[at] == 1 || bytes.p[at] == 2)) {
        uint16_t id = (uint16_t)compound_u32(bytes, at + 1);
        size_t length = compound_u32(bytes, at + 5);
        size_t left = bytes.n - at - ATTRIBUTE;
        struct str value = str_sub(bytes, at + 9, length < left ? length : left);
        if (length > left || !sum_fits(value, compound_u16(bytes, at + 9 + length))) {
            item->partly = "a part of the message is damaged";
        }
        for (size_t i = 0; i < sizeof older / sizeof older[0]; i++) {
            older[i].bytes = older[i].att == id ? value : older[i].bytes;
        }
        TRY(take_attribute(tnef, id, value, err));
        at += ATTRIBUTE + value.n;
    }
    TRY(close_file(tnef, err));
    for (size_t i = 0; i < sizeof older / sizeof older[0]; i++) {
        if (older[i].bytes.n > 0) {
            add_older(tnef, older[i].id, older[i].bytes);
        }
    }
    if (str_trim(str_from(bytes, at < bytes.n ? at : bytes.n)).n >
        0) { /* a line end is mail's */
        item->partly = "bytes behind the end of the message, or a damaged part of it";
    }
    return ERR_OK;
}

bool is_tnef(struct str bytes)
{
    return str_starts(bytes, STR("\x78\x9F\x3E\x22"));
}

enum err_code read_tnef(struct reading *reading, struct str bytes, struct err *err)
{
    struct outlook_item item = {.arena = reading->arena};
    struct tnef tnef = {.reading = reading, .item = &item};
    reading->kind = "message";
    enum err_code code = load(&tnef, bytes, err);
    if (code == ERR_OK) {
        code = read_outlook_item(reading, &item, err);
    }
    outlook_item_free(&item);
    return code;
}
