/* The documents of one topic, numbered in the order they are first met. Like names, but
 * with growth that does not copy texts or hash them again: a run names hundreds of thousands.
 */
#ifndef POLICEAI_SCORE_DOCUMENT_NAMES_H
#define POLICEAI_SCORE_DOCUMENT_NAMES_H

#include "base/arena.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

struct document_name {
    const char *text; /* NUL-terminated, in a name_room */
    uint32_t length : 31;
    uint32_t met : 1; /* for the caller: it is among the answers */
    uint32_t hash;
};

/* Zero bytes are an empty list; ended by document_names_release. */
struct document_names {
    struct document_name *items;
    size_t count, room;
    uint32_t *slots; /* number + 1, 0: free */
    size_t slot_count;
};

/* Room for the texts of many lists: pieces of one block after the other of an arena. Zero bytes
 * but for `arena` begin it. */
struct name_room {
    struct arena *arena;
    char *at;
    size_t left;
};

/* Makes an empty list ready for `count` names; a guess that is wrong costs time only. */
void document_names_expect(struct document_names *names, size_t count);
/* The number of a name of less than 2 GiB, given when it is new; its text is then copied. */
uint32_t document_names_add(struct document_names *names, struct name_room *room,
                            struct str name);
void document_names_release(struct document_names *names);

#endif
