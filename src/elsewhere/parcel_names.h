/* The names under which a benchmark's items and files leave in a parcel.
 *
 * Name = first 24 hexadecimal digits of HMAC-SHA-256(secret, PURPOSE 0 what it stands for),
 * PURPOSE being "policeai-parcel-item/v1" or "policeai-parcel-file/v1". The secret is 32 random
 * bytes of the parcel, kept in the data folder; with it the same parcel can be made again, and
 * without it a name says nothing. A run's seed is no such secret: run.registered/1 publishes
 * it before the parcel leaves. */
#ifndef POLICEAI_ELSEWHERE_PARCEL_NAMES_H
#define POLICEAI_ELSEWHERE_PARCEL_NAMES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "crypto/digest.h"

#include <stddef.h>

/* What a parcel sends: items of a benchmark, in the order of their names. */
struct parcel_item {
    struct str name;
    size_t item; /* index of the benchmark's items */
};

/* In the arena. */
const char *parcel_item_name(struct arena *arena, const struct sha256 *secret, struct str id);
/* With the file's extension when it is a plain short one, since a product may go by it. */
const char *parcel_file_name(struct arena *arena, const struct sha256 *secret, struct str path);
/* Sorts by name. ERR_CONFLICT when two items have one name (of a million items, once in 10^17
 * parcels). */
enum err_code parcel_sort(struct parcel_item *items, size_t count, struct err *err) MUST_USE;

#endif
