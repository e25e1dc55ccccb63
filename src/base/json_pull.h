/* Strict JSON (RFC 8259) read piece by piece: for files whose arrays are too long for a tree
 * (json.h). The reader is a place in a text; copying the struct marks the place, and copying it
 * back returns there. Nothing is allocated but strings that hold escapes.
 *
 * Refused is what json.h refuses, but for keys that stand twice in one object: who reads the
 * keys sees that. The text is NUL-terminated and outlives the reader; it is checked for UTF-8
 * whole when opened. */
#ifndef POLICEAI_BASE_JSON_PULL_H
#define POLICEAI_BASE_JSON_PULL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct json_pull {
    struct arena *arena; /* for strings with escapes */
    const char *start;
    const char *at;
    const char *end;
    int depth;
    bool comma; /* a value stands before in this list */
};

/* Stands before the text's one value. */
enum err_code json_pull_open(struct json_pull *p, struct arena *arena, struct str text,
                             struct err *err) MUST_USE;
/* Kind of the next value by its first byte: '{' '[' '"' 't' 'f' 'n', '0' for any number, '\0'
 * when none begins here. */
char json_pull_peek(struct json_pull *p);

/* Into an object, then: its next key, ready to read the value; *more false after its end. */
enum err_code json_pull_object(struct json_pull *p, struct err *err) MUST_USE;
enum err_code json_pull_key(struct json_pull *p, struct str *key, bool *more,
                            struct err *err) MUST_USE;
/* Into an array, then: *more while a value follows. */
enum err_code json_pull_array(struct json_pull *p, struct err *err) MUST_USE;
enum err_code json_pull_item(struct json_pull *p, bool *more, struct err *err) MUST_USE;

/* One value. Unescaped, borrowed from the text or in the arena. */
enum err_code json_pull_string(struct json_pull *p, struct str *text, struct err *err) MUST_USE;
/* Rounded to the nearest double; ERR_FORMAT when that is infinite. */
enum err_code json_pull_number(struct json_pull *p, double *value, struct err *err) MUST_USE;
/* Within [min, max], without fraction or exponent. */
enum err_code json_pull_whole(struct json_pull *p, int64_t min, int64_t max, int64_t *value,
                              struct err *err) MUST_USE;
/* Any value, checked and passed over. */
enum err_code json_pull_skip(struct json_pull *p, struct err *err) MUST_USE;
/* ERR_FORMAT when something follows the text's value. */
enum err_code json_pull_end(struct json_pull *p, struct err *err) MUST_USE;
/* Line of the place, from 1 (counted at each call). */
size_t json_pull_line(const struct json_pull *p);
/* ERR_FORMAT with line and column of the place before the words. */
enum err_code json_pull_fail(const struct json_pull *p, const char *what,
                             struct err *err) MUST_USE;

#endif
