/* Which public blobs a statement brings with it: every text of 64 hexadecimal digits in its
 * body may be the name of one, and so may those in the payload of an envelope that it names.
 * A set in the order of naming. */
#ifndef POLICEAI_RECORD_BLOB_NAMES_H
#define POLICEAI_RECORD_BLOB_NAMES_H

#include "base/arena.h"
#include "base/json.h"
#include "base/str.h"
#include "crypto/digest.h"

#include <stdbool.h>
#include <stddef.h>

struct blob_name {
    struct sha256 digest;
    bool came; /* for the caller */
};

/* All zero is the empty set; ended by blob_names_release. */
struct blob_names {
    struct blob_name *list;
    size_t count;
    size_t capacity;
    size_t *slots; /* place in the list + 1, by the first bytes of the digest */
    size_t slot_count;
};

/* Frees it; it is then the empty set. */
void blob_names_release(struct blob_names *names);
/* Once more does nothing. */
void blob_names_add(struct blob_names *names, const struct sha256 *digest);
/* NULL when it is not in the set. */
struct blob_name *blob_names_find(const struct blob_names *names, const struct sha256 *digest);
/* Every name in a body. */
void blob_names_of_body(struct blob_names *names, const struct js *body);
/* Every name in the payload of a blob that is an envelope; none of another blob. */
void blob_names_of_blob(struct blob_names *names, struct arena *arena, struct str bytes);

#endif
