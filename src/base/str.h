/* A borrowed slice of bytes: pointer and length, not NUL-terminated, never freed through here.
 */
#ifndef POLICEAI_BASE_STR_H
#define POLICEAI_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    const char *p;
    size_t n;
};

/* For literals only (a macro because it takes sizeof). */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
/* For printf: "%.*s", STR_ARG(s) */
#define STR_ARG(s) (int)(s).n, (s).p

/* A view of a NUL-terminated text / of `length` bytes. */
struct str str_of(const char *text);
struct str str_n(const char *bytes, size_t length);
/* The same bytes. */
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *text);
/* memcmp order, then length: the order of UTF-8 bytes */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str text, struct str prefix);
bool str_ends(struct str text, struct str suffix);
bool str_has_byte(struct str text, char byte);
/* FNV-1a of 64 bits, for tables whose keys nobody chooses to collide. */
uint64_t str_hash(struct str text);
/* Offset of needle in text, or SIZE_MAX. */
size_t str_find(struct str text, struct str needle);
/* Words of `part` stand in `whole` side by side and in order; in both one blank lies between
 * words. An empty part does not. */
bool str_has_words(struct str whole, struct str part);
/* From `start` to the end / `count` bytes from `start`; clipped, never out of range. */
struct str str_from(struct str text, size_t start);
struct str str_sub(struct str text, size_t start, size_t count);
/* Without ASCII blanks, tabs, CR and LF at both ends. */
struct str str_trim(struct str text);
/* Takes the part before the first `separator` off *rest; false when *rest is used up. An empty
 * *rest with p == NULL is used up; "" yields one empty part. */
bool str_split(struct str *rest, char separator, struct str *part);
/* Decimal without sign, no leading zeros, no blanks; false when it is not one or > max. */
bool str_to_u64(struct str text, uint64_t max, uint64_t *value);
/* Decimal with optional '-'. */
bool str_to_i64(struct str text, int64_t *value);

#endif
