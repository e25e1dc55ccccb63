/* Outlook's message files ([MS-OXMSG]): a compound file whose streams are properties, with a
 * storage for each recipient and each attached file, and within that of an attached message
 * again the same. */
#include "compound_file.h"
#include "outlook_item.h"
#include "reading.h"

#include <stdlib.h>
#include <string.h>

enum {
    WITHIN_MAX = 12, /* messages within messages */
    PROPERTY = 16,
    HEADER_TOP = 32, /* of the stream of properties, 2.4.1 */
    HEADER_WITHIN = 24,
    HEADER_OTHER = 8,
    LETTER_MAX = 192 << 20
};

struct msg {
    struct reading *reading;
    struct compound_file *file;
};

static uint32_t hex_of(struct str text)
{
    uint32_t value = 0;
    for (size_t i = 0; i < text.n && i < 8; i++) {
        char c = (char)(text.p[i] | 0x20);
        value = value << 4 | (uint32_t)(c >= '0' && c <= '9'   ? c - '0'
                                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                                               : 0);
    }
    return value;
}

/* Numbers and times stand in the stream of properties itself, all else in streams of its own.
 */
static enum err_code load_bag(struct msg *msg, int storage, size_t header,
                              struct outlook_bag *bag, struct outlook_item *item,
                              struct err *err)
{
    struct arena *arena = msg->reading->arena;
    bool whole = true;
    struct str bytes;
    int at = compound_find(msg->file, storage, "__properties_version1.0");
    if (at != COMPOUND_NONE) {
        TRY(compound_read(msg->file, arena, at, &bytes, &whole, err));
        for (size_t i = header; i + PROPERTY <= bytes.n; i += PROPERTY) {
            uint16_t type = compound_u16(bytes, i);
            if (type == OUTLOOK_INT || type == OUTLOOK_BOOL || type == OUTLOOK_TIME) {
                outlook_bag_add(bag, compound_u16(bytes, i + 2), type,
                                str_sub(bytes, i + 8, 8));
            }
        }
    }
    for (at = compound_first(msg->file, storage); at != COMPOUND_NONE;
         at = compound_next(msg->file, at)) {
        struct str name = compound_name(msg->file, at);
        const struct str prefix = STR("__substg1.0_");
        if (compound_is_storage(msg->file, at) || name.n != prefix.n + 8 ||
            !str_starts(name, prefix)) {
            continue;
        }
        uint32_t tag = hex_of(str_from(name, prefix.n));
        bool good = true;
        TRY(compound_read(msg->file, arena, at, &bytes, &good, err));
        whole = whole && good;
        outlook_bag_add(bag, (uint16_t)(tag >> 16), (uint16_t)tag, bytes);
    }
    item->partly = whole ? item->partly : "a part of the message is damaged";
    return ERR_OK;
}

static enum err_code load_item(struct msg *msg, int storage, int depth,
                               struct outlook_item *item, struct err *err);

/* The attached message, as a letter of its own. */
static enum err_code load_within(struct msg *msg, int storage, int depth,
                                 struct outlook_attached *attached, struct err *err)
{
    struct outlook_item item = {.arena = msg->reading->arena};
    struct strbuf eml;
    if (depth >= WITHIN_MAX) {
        attached->lost = "messages lie too deep within each other";
        return ERR_OK;
    }
    strbuf_init(&eml, LETTER_MAX);
    enum err_code code = load_item(msg, storage, depth + 1, &item, err);
    if (code == ERR_OK) {
        code = outlook_letter(&item, true, &eml, err);
    }
    if (code == ERR_OK) {
        attached->within = arena_str(msg->reading->arena, strbuf_view(&eml));
        if (item.partly != NULL) {
            reading_partly(msg->reading, item.partly);
        }
    }
    strbuf_release(&eml);
    outlook_item_free(&item);
    return code;
}

static enum err_code load_attached(struct msg *msg, int storage, int depth,
                                   struct outlook_item *item, struct err *err)
{
    struct outlook_attached *attached = &item->attached[item->attached_count++];
    TRY(load_bag(msg, storage, HEADER_OTHER, &attached->bag, item, err));
    int64_t method = outlook_bag_int(&attached->bag, OUTLOOK_ATTACHED_METHOD, 1);
    int within = compound_find(msg->file, storage, "__substg1.0_3701000D");
    if (method == OUTLOOK_METHOD_ITEM && within != COMPOUND_NONE) {
        return load_within(msg, within, depth, attached, err);
    }
    if (within != COMPOUND_NONE) {
        attached->lost = "an object of another program, embedded in the message";
    } else if (outlook_bag_find(&attached->bag, OUTLOOK_ATTACHED_BYTES) == NULL) {
        attached->lost = "the message names the file but does not hold it";
    }
    return ERR_OK;
}

static size_t count_of(const struct msg *msg, int storage, struct str prefix)
{
    size_t count = 0;
    for (int at = compound_first(msg->file, storage); at != COMPOUND_NONE;
         at = compound_next(msg->file, at)) {
        count += compound_is_storage(msg->file, at) &&
                 str_starts(compound_name(msg->file, at), prefix);
    }
    return count;
}

struct numbered {
    uint32_t number;
    int entry;
};

static int by_number(const void *a, const void *b)
{
    const struct numbered *x = a;
    const struct numbered *y = b;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* Storages of one kind, by the number in their names. */
static struct numbered *storages_of(const struct msg *msg, int storage, struct str prefix,
                                    size_t *count)
{
    size_t room = count_of(msg, storage, prefix);
    struct numbered *list = arena_alloc(msg->reading->arena, (room + 1) * sizeof *list);
    *count = 0;
    for (int at = compound_first(msg->file, storage); at != COMPOUND_NONE;
         at = compound_next(msg->file, at)) {
        struct str name = compound_name(msg->file, at);
        if (compound_is_storage(msg->file, at) && str_starts(name, prefix)) {
            list[(*count)++] = (struct numbered){hex_of(str_from(name, prefix.n)), at};
        }
    }
    qsort(list, *count, sizeof *list, by_number);
    return list;
}

static enum err_code load_item(struct msg *msg, int storage, int depth,
                               struct outlook_item *item, struct err *err)
{
    struct arena *arena = msg->reading->arena;
    size_t count;
    TRY(load_bag(msg, storage, depth == 0 ? HEADER_TOP : HEADER_WITHIN, &item->bag, item, err));
    struct numbered *list = storages_of(msg, storage, STR("__recip_version1.0_#"), &count);
    item->recipients = arena_zalloc(arena, (count + 1) * sizeof *item->recipients);
    for (size_t i = 0; i < count; i++) {
        item->recipient_count++;
        TRY(load_bag(msg, list[i].entry, HEADER_OTHER, &item->recipients[i], item, err));
    }
    list = storages_of(msg, storage, STR("__attach_version1.0_#"), &count);
    item->attached = arena_zalloc(arena, (count + 1) * sizeof *item->attached);
    for (size_t i = 0; i < count; i++) {
        TRY(load_attached(msg, list[i].entry, depth, item, err));
    }
    return ERR_OK;
}

static enum err_code put_attached(struct reading *reading, struct outlook_item *item,
                                  struct err *err)
{
    for (size_t i = 0; i < item->attached_count; i++) {
        struct outlook_attached *attached = &item->attached[i];
        struct str name = outlook_attached_name(item, i);
        const struct outlook_property *p =
            outlook_bag_find(&attached->bag, OUTLOOK_ATTACHED_BYTES);
        if (attached->lost != NULL) {
            TRY(reading_lost(reading, name, attached->lost, err));
        } else {
            TRY(reading_member(
                reading, name,
                attached->within.n > 0 || p == NULL ? attached->within : p->bytes, err));
        }
    }
    return ERR_OK;
}

enum err_code read_outlook_item(struct reading *reading, struct outlook_item *item,
                                struct err *err)
{
    struct strbuf eml;
    strbuf_init(&eml, LETTER_MAX);
    enum err_code code = outlook_letter(item, false, &eml, err);
    if (code == ERR_OK) {
        code = read_message(reading, strbuf_view(&eml), err);
    }
    strbuf_release(&eml);
    if (item->partly != NULL) {
        reading_partly(reading, item->partly);
    }
    return code == ERR_OK ? put_attached(reading, item, err) : code;
}

enum err_code read_outlook(struct reading *reading, struct compound_file *file, struct err *err)
{
    struct msg msg = {reading, file};
    struct outlook_item item = {.arena = reading->arena};
    reading->kind = "message";
    enum err_code code = load_item(&msg, COMPOUND_ROOT, 0, &item, err);
    if (code == ERR_OK) {
        code = read_outlook_item(reading, &item, err);
    }
    outlook_item_free(&item);
    return code;
}
