/* Strict JSON (RFC 8259) from outside, as a tree in an arena.
 *
 * Refused: what RFC 8259 refuses, bytes that are not UTF-8, NUL (raw or escaped), lone
 * surrogates, a key twice in one object, nesting deeper than LIMIT_JSON_DEPTH. Every value
 * keeps its place in the source (`raw`), since the tool protocol and results carry bytes, not
 * meaning. A number without fraction, exponent or "-0" that fits int64 is JS_INT; any other is
 * JS_REAL. The source text must outlive the tree (strings without escapes point into it).
 */
#ifndef POLICEAI_BASE_JSON_H
#define POLICEAI_BASE_JSON_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

enum js_type { JS_NULL, JS_BOOL, JS_INT, JS_REAL, JS_STRING, JS_ARRAY, JS_OBJECT };

struct js_member;

struct js {
    enum js_type type;
    struct str raw; /* source bytes from the first to the last of the value */
    union {
        bool boolean;
        int64_t integer;
        double real;
        struct str string; /* unescaped */
        struct {
            struct js *items;
            size_t count;
        } array;
        struct {
            struct js_member *members; /* in source order */
            size_t count;
        } object;
    };
};

struct js_member {
    struct str name; /* unescaped */
    struct js value;
};

/* Parses one value with optional white space around it. The error names the byte offset and
 * line. The tree lives in the arena. */
enum err_code js_parse(struct arena *arena, struct str text, struct js **value,
                       struct err *err) MUST_USE;

/* The member, or NULL (also when `object` is not an object). */
const struct js *js_member(const struct js *object, const char *name);
const struct js *js_member_str(const struct js *object, struct str name);
/* The text of a member; "" when it is absent or no text. */
struct str js_text(const struct js *object, const char *name);
/* Appends a step of an RFC 6901 pointer: '/' and the name, whose '~' and '/' are ~0 and ~1. */
void js_pointer_step(struct strbuf *pointer, struct str name);
/* The value at an RFC 6901 pointer ("" is the whole), or NULL. */
const struct js *js_at(const struct js *value, struct str pointer);
const char *js_type_name(enum js_type type);

/* Typed members: ERR_FORMAT naming key and found type. The `need_` ones also fail when the key
 * is absent; the `may_` ones leave *out as it was. */
enum err_code js_need(const struct js *object, const char *name, enum js_type type,
                      const struct js **out, struct err *err) MUST_USE;
enum err_code js_may(const struct js *object, const char *name, enum js_type type,
                     const struct js **out, struct err *err) MUST_USE;
enum err_code js_need_str(const struct js *object, const char *name, struct str *out,
                          struct err *err) MUST_USE;
enum err_code js_may_str(const struct js *object, const char *name, struct str *out,
                         struct err *err) MUST_USE;
enum err_code js_need_int(const struct js *object, const char *name, int64_t min, int64_t max,
                          int64_t *out, struct err *err) MUST_USE;
enum err_code js_may_int(const struct js *object, const char *name, int64_t min, int64_t max,
                         int64_t *out, struct err *err) MUST_USE;
/* Refuses any key not in `names` (NULL-terminated). */
enum err_code js_only(const struct js *object, const char *const *names,
                      struct err *err) MUST_USE;
/* True for JS_STRING equal to text. */
bool js_is(const struct js *value, const char *text);

#endif
