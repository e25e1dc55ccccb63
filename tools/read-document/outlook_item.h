/* An item of Outlook as its properties ([MS-OXPROPS]), whether it came from a message file or
 * out of a mailbox, and the message (RFC 5322) that says the same. */
#ifndef POLICEAI_READ_DOCUMENT_OUTLOOK_ITEM_H
#define POLICEAI_READ_DOCUMENT_OUTLOOK_ITEM_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    OUTLOOK_INT = 0x0003, /* 4 bytes */
    OUTLOOK_BOOL = 0x000B,
    OUTLOOK_STRING8 = 0x001E, /* of the item's code page */
    OUTLOOK_UNICODE = 0x001F, /* UTF-16, low byte first */
    OUTLOOK_TIME = 0x0040,    /* 100 ns since 1601, 8 bytes */
    OUTLOOK_BINARY = 0x0102
};

enum { /* property ids that readers ask for themselves */
       OUTLOOK_ATTACHED_BYTES = 0x3701,
       OUTLOOK_ATTACHED_METHOD = 0x3705, /* 5: an item within; 6: an OLE object */
       OUTLOOK_METHOD_ITEM = 5,
       OUTLOOK_METHOD_OLE = 6
};

struct outlook_property {
    uint16_t id, type;
    struct str bytes; /* low byte first, lent */
};

struct outlook_bag {
    struct outlook_property *items; /* freed by outlook_bag_free */
    size_t count, capacity;
};

/* Adds a property, its bytes lent; outlook_bag_free takes the list back, not the bytes. */
void outlook_bag_add(struct outlook_bag *bag, uint16_t id, uint16_t type, struct str bytes);
/* Empties it. */
void outlook_bag_free(struct outlook_bag *bag);
/* NULL: it has none of that id and one of the types that are texts, bytes or numbers. */
const struct outlook_property *outlook_bag_find(const struct outlook_bag *bag, uint16_t id);
int64_t outlook_bag_int(const struct outlook_bag *bag, uint16_t id, int64_t otherwise);

struct outlook_attached {
    struct outlook_bag bag;
    struct str within; /* of an item within: the message that says the same; else n == 0 */
    const char *lost;  /* why it could not be had, or NULL */
};

struct outlook_item {
    struct arena *arena; /* of all that is lent */
    struct outlook_bag bag;
    struct outlook_bag *recipients; /* in the arena */
    size_t recipient_count;
    struct outlook_attached *attached; /* in the arena */
    size_t attached_count;
    const char *partly; /* what of it could not be read, or NULL */
};

/* The lists; their memory is the arena's. */
void outlook_item_free(struct outlook_item *item);
/* A text property as UTF-8, "" when there is none. */
struct str outlook_text(struct outlook_item *item, const struct outlook_bag *bag, uint16_t id);
/* The name of an attached file, "attached N" without one; of an item within "SUBJECT.eml". */
struct str outlook_attached_name(struct outlook_item *item, size_t index);
/* Writes the message: fields, the plain and the web form of its text, and the attached files
 * unless they are taken elsewhere. ERR_LIMIT: it is larger than `eml` may be. */
enum err_code outlook_letter(struct outlook_item *item, bool with_attached, struct strbuf *eml,
                             struct err *err) MUST_USE;

#endif
