/* See blob_names.h. */
#include "record/blob_names.h"

#include "base/encode.h"
#include "base/mem.h"
#include "ledger/dsse.h"

#include <stdlib.h>
#include <string.h>

void blob_names_release(struct blob_names *names)
{
    free(names->list);
    free(names->slots);
    *names = (struct blob_names){0};
}

static size_t *slot_of(const struct blob_names *names, const struct sha256 *digest)
{
    uint64_t at;
    memcpy(&at, digest->bytes, sizeof at);
    at &= names->slot_count - 1;
    while (names->slots[at] != 0 &&
           memcmp(&names->list[names->slots[at] - 1].digest, digest, sizeof *digest) != 0) {
        at = (at + 1) & (names->slot_count - 1);
    }
    return &names->slots[at];
}

static void widen(struct blob_names *names)
{
    free(names->slots);
    names->slot_count = names->slot_count == 0 ? 1024 : names->slot_count * 2;
    names->slots = xcalloc(names->slot_count, sizeof *names->slots);
    for (size_t i = 0; i < names->count; i++) {
        *slot_of(names, &names->list[i].digest) = i + 1;
    }
}

void blob_names_add(struct blob_names *names, const struct sha256 *digest)
{
    if (names->count * 2 >= names->slot_count) {
        widen(names);
    }
    size_t *slot = slot_of(names, digest);
    if (*slot != 0) {
        return;
    }
    names->list = mem_grow(names->list, names->count, &names->capacity, sizeof *names->list);
    names->list[names->count++] = (struct blob_name){.digest = *digest};
    *slot = names->count;
}

struct blob_name *blob_names_find(const struct blob_names *names, const struct sha256 *digest)
{
    size_t place = names->slot_count > 0 ? *slot_of(names, digest) : 0;
    return place > 0 ? &names->list[place - 1] : NULL;
}

/* Depth is bounded by the JSON reader. */
static void walk(struct blob_names *names, const struct js *value)
{
    struct sha256 digest;
    if (value->type == JS_STRING && sha256_from_hex(&digest, value->string)) {
        blob_names_add(names, &digest);
    }
    if (value->type == JS_ARRAY) {
        for (size_t i = 0; i < value->array.count; i++) {
            walk(names, &value->array.items[i]);
        }
    }
    if (value->type == JS_OBJECT) {
        for (size_t i = 0; i < value->object.count; i++) {
            walk(names, &value->object.members[i].value);
        }
    }
}

void blob_names_of_body(struct blob_names *names, const struct js *body)
{
    walk(names, body);
}

void blob_names_of_blob(struct blob_names *names, struct arena *arena, struct str bytes)
{
    struct dsse envelope;
    struct err why;
    if (bytes.n > 0 && bytes.p[0] == '{' &&
        dsse_parse(arena, bytes, &envelope, &why) == ERR_OK) {
        walk(names, envelope.value);
    }
}
