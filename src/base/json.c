/* JSON reader; see json.h. Recursive descent with a depth limit; arrays and objects are
 * gathered in growing malloc'd lists and copied to the arena when they close. */
#include "base/json.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

struct parser {
    struct arena *arena;
    const char *start;
    const char *at;
    const char *end;
    int depth;
    struct err *err;
};

static enum err_code parse_value(struct parser *p, struct js *value);

static enum err_code fail(struct parser *p, const char *at, const char *what)
{
    size_t line = 1;
    const char *line_start = p->start;
    for (const char *c = p->start; c < at; c++) {
        if (*c == '\n') {
            line++;
            line_start = c + 1;
        }
    }
    return err_set(p->err, ERR_FORMAT, "JSON line %zu column %zu: %s", line,
                   (size_t)(at - line_start) + 1, what);
}

static void skip_blanks(struct parser *p)
{
    while (p->at < p->end &&
           (*p->at == ' ' || *p->at == '\t' || *p->at == '\n' || *p->at == '\r')) {
        p->at++;
    }
}

static bool next_is(const struct parser *p, char c)
{
    return p->at < p->end && *p->at == c;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The four digits after \u; -1 when they are not there. */
static int32_t unicode_escape(const char *at, const char *end)
{
    int32_t code = 0;
    if (end - at < 4) {
        return -1;
    }
    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(at[i]);
        if (digit < 0) {
            return -1;
        }
        code = code << 4 | digit;
    }
    return code;
}

/* Finds the closing quote; says whether any escape stands before it. */
static enum err_code scan_string(struct parser *p, const char **close, bool *escaped)
{
    const char *at = p->at;
    *escaped = false;
    for (; at < p->end && *at != '"'; at++) {
        if ((unsigned char)*at < 0x20) {
            return fail(p, at, "control character in a string");
        }
        if (*at == '\\') {
            *escaped = true;
            at++;
        }
    }
    if (at >= p->end) {
        return fail(p, p->at - 1, "string without end");
    }
    *close = at;
    return ERR_OK;
}

/* \uXXXX, with its second half for a high surrogate; *at stands after the 'u'. */
static enum err_code unescape_unicode(struct parser *p, const char **at, const char *end,
                                      char **out)
{
    int32_t code = unicode_escape(*at, end);
    if (code < 0) {
        return fail(p, *at, "\\u needs four hexadecimal digits");
    }
    *at += 4;
    uint32_t point = (uint32_t)code;
    if (code >= 0xD800 && code <= 0xDBFF) {
        int32_t low = end - *at >= 6 && (*at)[0] == '\\' && (*at)[1] == 'u'
                          ? unicode_escape(*at + 2, end)
                          : -1;
        if (low < 0xDC00 || low > 0xDFFF) {
            return fail(p, *at, "lone surrogate");
        }
        *at += 6;
        point = 0x10000 + ((uint32_t)(code - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
    } else if (code >= 0xDC00 && code <= 0xDFFF) {
        return fail(p, *at, "lone surrogate");
    } else if (code == 0) {
        return fail(p, *at, "NUL in a string");
    }
    *out += utf8_encode(point, *out);
    return ERR_OK;
}

static enum err_code unescape(struct parser *p, const char *end, struct str *text)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    char *copy = arena_alloc(p->arena, (size_t)(end - p->at) + 1);
    char *out = copy;
    for (const char *at = p->at; at < end;) {
        if (*at != '\\') {
            *out++ = *at++;
            continue;
        }
        char letter = at[1];
        at += 2;
        const char *found = letter != '\0' ? strchr(letters, letter) : NULL;
        if (found != NULL) {
            *out++ = meanings[found - letters];
        } else if (letter == 'u') {
            TRY(unescape_unicode(p, &at, end, &out));
        } else {
            return fail(p, at - 2, "unknown escape");
        }
    }
    *out = '\0';
    *text = str_n(copy, (size_t)(out - copy));
    return ERR_OK;
}

/* p->at stands on the opening quote. */
static enum err_code parse_string(struct parser *p, struct str *text)
{
    const char *close = NULL;
    bool escaped = false;
    p->at++;
    TRY(scan_string(p, &close, &escaped));
    if (escaped) {
        TRY(unescape(p, close, text));
    } else {
        *text = str_n(p->at, (size_t)(close - p->at));
    }
    p->at = close + 1;
    return ERR_OK;
}

static size_t digits(struct parser *p)
{
    const char *from = p->at;
    while (p->at < p->end && *p->at >= '0' && *p->at <= '9') {
        p->at++;
    }
    return (size_t)(p->at - from);
}

static enum err_code parse_number(struct parser *p, struct js *value)
{
    const char *from = p->at;
    bool whole = true;
    p->at += *p->at == '-';
    const char *first = p->at;
    if (digits(p) == 0 || (*first == '0' && p->at - first > 1)) {
        return fail(p, from, "not a number");
    }
    if (next_is(p, '.')) {
        whole = false;
        p->at++;
        if (digits(p) == 0) {
            return fail(p, from, "not a number");
        }
    }
    if (next_is(p, 'e') || next_is(p, 'E')) {
        whole = false;
        p->at++;
        p->at += next_is(p, '+') || next_is(p, '-');
        if (digits(p) == 0) {
            return fail(p, from, "not a number");
        }
    }
    struct str raw = str_n(from, (size_t)(p->at - from));
    if (whole && !str_is(raw, "-0") && str_to_i64(raw, &value->integer)) {
        value->type = JS_INT;
        return ERR_OK;
    }
    if (raw.n > 400) {
        return fail(p, from, "number longer than 400 characters");
    }
    char text[401];
    memcpy(text, raw.p, raw.n);
    text[raw.n] = '\0';
    value->type = JS_REAL;
    value->real = strtod(text, NULL);
    return ERR_OK;
}

static enum err_code parse_word(struct parser *p, struct js *value)
{
    struct str rest = str_n(p->at, (size_t)(p->end - p->at));
    if (str_starts(rest, STR("true"))) {
        value->type = JS_BOOL;
        value->boolean = true;
        p->at += 4;
    } else if (str_starts(rest, STR("false"))) {
        value->type = JS_BOOL;
        value->boolean = false;
        p->at += 5;
    } else if (str_starts(rest, STR("null"))) {
        value->type = JS_NULL;
        p->at += 4;
    } else {
        return fail(p, p->at, "not a JSON value");
    }
    return ERR_OK;
}

/* After an item: ',' goes on, `close` ends. */
static enum err_code after_item(struct parser *p, char close, bool *more)
{
    skip_blanks(p);
    if (next_is(p, ',')) {
        p->at++;
        *more = true;
    } else if (next_is(p, close)) {
        p->at++;
        *more = false;
    } else {
        return fail(p, p->at, close == ']' ? "expected ',' or ']'" : "expected ',' or '}'");
    }
    return ERR_OK;
}

static enum err_code parse_array(struct parser *p, struct js *value)
{
    struct js *items = NULL;
    size_t count = 0;
    size_t capacity = 0;
    enum err_code code = ERR_OK;
    bool more = true;
    p->at++;
    skip_blanks(p);
    if (next_is(p, ']')) {
        p->at++;
        more = false;
    }
    while (more) {
        items = mem_grow(items, count, &capacity, sizeof *items);
        TRY_OUT(parse_value(p, &items[count]));
        count++;
        TRY_OUT(after_item(p, ']', &more));
    }
    value->type = JS_ARRAY;
    value->array.count = count;
    value->array.items = arena_alloc(p->arena, count * sizeof *items);
    if (count > 0) {
        memcpy(value->array.items, items, count * sizeof *items);
    }
out:
    free(items);
    return code;
}

static int compare_names(const void *a, const void *b)
{
    const struct js_member *const *left = a;
    const struct js_member *const *right = b;
    return str_cmp((*left)->name, (*right)->name);
}

static enum err_code refuse_duplicates(struct parser *p, const struct js *object)
{
    size_t count = object->object.count;
    const struct js_member *few[16];
    const struct js_member **sorted = few;
    enum err_code code = ERR_OK;
    if (count > 16) {
        sorted = xmalloc(count * sizeof *sorted);
    }
    for (size_t i = 0; i < count; i++) {
        sorted[i] = &object->object.members[i];
    }
    qsort(sorted, count, sizeof *sorted, compare_names);
    for (size_t i = 1; i < count; i++) {
        if (str_eq(sorted[i - 1]->name, sorted[i]->name)) {
            code = fail(p, p->at - 1, "a key stands twice in one object");
            break;
        }
    }
    if (sorted != few) {
        free(sorted);
    }
    return code;
}

static enum err_code parse_member(struct parser *p, struct js_member *member)
{
    skip_blanks(p);
    if (!next_is(p, '"')) {
        return fail(p, p->at, "expected a key in quotes");
    }
    TRY(parse_string(p, &member->name));
    skip_blanks(p);
    if (!next_is(p, ':')) {
        return fail(p, p->at, "expected ':'");
    }
    p->at++;
    return parse_value(p, &member->value);
}

static enum err_code parse_object(struct parser *p, struct js *value)
{
    struct js_member *members = NULL;
    size_t count = 0;
    size_t capacity = 0;
    enum err_code code = ERR_OK;
    bool more = true;
    p->at++;
    skip_blanks(p);
    if (next_is(p, '}')) {
        p->at++;
        more = false;
    }
    while (more) {
        members = mem_grow(members, count, &capacity, sizeof *members);
        TRY_OUT(parse_member(p, &members[count]));
        count++;
        TRY_OUT(after_item(p, '}', &more));
    }
    value->type = JS_OBJECT;
    value->object.count = count;
    value->object.members = arena_alloc(p->arena, count * sizeof *members);
    if (count > 0) {
        memcpy(value->object.members, members, count * sizeof *members);
    }
    code = refuse_duplicates(p, value);
out:
    free(members);
    return code;
}

static enum err_code parse_nested(struct parser *p, struct js *value)
{
    if (p->depth >= LIMIT_JSON_DEPTH) {
        return fail(p, p->at, "nested deeper than 64");
    }
    p->depth++;
    enum err_code code = *p->at == '{' ? parse_object(p, value) : parse_array(p, value);
    p->depth--;
    return code;
}

static enum err_code parse_value(struct parser *p, struct js *value)
{
    skip_blanks(p);
    if (p->at >= p->end) {
        return fail(p, p->at, "expected a value");
    }
    const char *from = p->at;
    char c = *from;
    memset(value, 0, sizeof *value);
    if (c == '{' || c == '[') {
        TRY(parse_nested(p, value));
    } else if (c == '"') {
        value->type = JS_STRING;
        TRY(parse_string(p, &value->string));
    } else if (c == '-' || (c >= '0' && c <= '9')) {
        TRY(parse_number(p, value));
    } else {
        TRY(parse_word(p, value));
    }
    value->raw = str_n(from, (size_t)(p->at - from));
    return ERR_OK;
}

enum err_code js_parse(struct arena *arena, struct str text, struct js **value, struct err *err)
{
    struct parser p = {arena, text.p, text.p, text.p + text.n, 0, err};
    if (!utf8_valid(text)) {
        return err_set(err, ERR_FORMAT, "JSON is not UTF-8");
    }
    struct js *top = arena_alloc(arena, sizeof *top);
    TRY(parse_value(&p, top));
    skip_blanks(&p);
    if (p.at != p.end) {
        return fail(&p, p.at, "something follows the JSON value");
    }
    *value = top;
    return ERR_OK;
}

const struct js *js_member_str(const struct js *object, struct str name)
{
    if (object == NULL || object->type != JS_OBJECT) {
        return NULL;
    }
    for (size_t i = 0; i < object->object.count; i++) {
        if (str_eq(object->object.members[i].name, name)) {
            return &object->object.members[i].value;
        }
    }
    return NULL;
}

const struct js *js_member(const struct js *object, const char *name)
{
    return js_member_str(object, str_of(name));
}

struct str js_text(const struct js *object, const char *name)
{
    const struct js *value = js_member(object, name);
    return value != NULL && value->type == JS_STRING ? value->string : STR("");
}

void js_pointer_step(struct strbuf *pointer, struct str name)
{
    strbuf_putc(pointer, '/');
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '~' || name.p[i] == '/') {
            strbuf_puts(pointer, name.p[i] == '~' ? "~0" : "~1");
        } else {
            strbuf_putc(pointer, name.p[i]);
        }
    }
}

/* Is the name the step, whose ~1 is '/' and ~0 is '~'? */
static bool step_is(struct str step, struct str name)
{
    size_t at = 0;
    for (size_t i = 0; i < step.n; i++, at++) {
        char c = step.p[i];
        if (c == '~' && i + 1 < step.n) {
            c = step.p[++i] == '1' ? '/' : '~';
        }
        if (at >= name.n || name.p[at] != c) {
            return false;
        }
    }
    return at == name.n;
}

static const struct js *js_step(const struct js *value, struct str step)
{
    uint64_t index;
    if (value->type == JS_ARRAY) {
        bool plain = str_to_u64(step, UINT32_MAX, &index) && (step.n == 1 || step.p[0] != '0');
        return plain && index < value->array.count ? &value->array.items[index] : NULL;
    }
    for (size_t i = 0; value->type == JS_OBJECT && i < value->object.count; i++) {
        if (step_is(step, value->object.members[i].name)) {
            return &value->object.members[i].value;
        }
    }
    return NULL;
}

const struct js *js_at(const struct js *value, struct str pointer)
{
    size_t from = 1;
    if (pointer.n > 0 && pointer.p[0] != '/') {
        return NULL;
    }
    while (value != NULL && from <= pointer.n && pointer.n > 0) {
        size_t to = from;
        while (to < pointer.n && pointer.p[to] != '/') {
            to++;
        }
        value = js_step(value, str_sub(pointer, from, to - from));
        from = to + 1;
    }
    return value;
}

const char *js_type_name(enum js_type type)
{
    static const char *const names[] = {
        [JS_NULL] = "null",       [JS_BOOL] = "a truth value", [JS_INT] = "an integer",
        [JS_REAL] = "a number",   [JS_STRING] = "a string",    [JS_ARRAY] = "an array",
        [JS_OBJECT] = "an object"};
    return names[type];
}

enum err_code js_may(const struct js *object, const char *name, enum js_type type,
                     const struct js **out, struct err *err)
{
    const struct js *value = js_member(object, name);
    if (value == NULL) {
        return ERR_OK;
    }
    if (value->type != type) {
        return err_set(err, ERR_FORMAT, "\"%s\" must be %s, found %s", name, js_type_name(type),
                       js_type_name(value->type));
    }
    *out = value;
    return ERR_OK;
}

static enum err_code need_key(const struct js *object, const char *name, struct err *err)
{
    if (js_member(object, name) == NULL) {
        return err_set(err, ERR_FORMAT, "\"%s\" is missing", name);
    }
    return ERR_OK;
}

enum err_code js_need(const struct js *object, const char *name, enum js_type type,
                      const struct js **out, struct err *err)
{
    TRY(need_key(object, name, err));
    return js_may(object, name, type, out, err);
}

enum err_code js_may_str(const struct js *object, const char *name, struct str *out,
                         struct err *err)
{
    const struct js *value = NULL;
    TRY(js_may(object, name, JS_STRING, &value, err));
    if (value != NULL) {
        *out = value->string;
    }
    return ERR_OK;
}

enum err_code js_need_str(const struct js *object, const char *name, struct str *out,
                          struct err *err)
{
    TRY(need_key(object, name, err));
    return js_may_str(object, name, out, err);
}

enum err_code js_may_int(const struct js *object, const char *name, int64_t min, int64_t max,
                         int64_t *out, struct err *err)
{
    const struct js *value = NULL;
    TRY(js_may(object, name, JS_INT, &value, err));
    if (value == NULL) {
        return ERR_OK;
    }
    if (value->integer < min || value->integer > max) {
        return err_set(err, ERR_FORMAT, "\"%s\" is %lld, must be %lld to %lld", name,
                       (long long)value->integer, (long long)min, (long long)max);
    }
    *out = value->integer;
    return ERR_OK;
}

enum err_code js_need_int(const struct js *object, const char *name, int64_t min, int64_t max,
                          int64_t *out, struct err *err)
{
    TRY(need_key(object, name, err));
    return js_may_int(object, name, min, max, out, err);
}

enum err_code js_only(const struct js *object, const char *const *names, struct err *err)
{
    if (object->type != JS_OBJECT) {
        return err_set(err, ERR_FORMAT, "must be an object, found %s",
                       js_type_name(object->type));
    }
    for (size_t i = 0; i < object->object.count; i++) {
        struct str name = object->object.members[i].name;
        const char *const *known = names;
        while (*known != NULL && !str_is(name, *known)) {
            known++;
        }
        if (*known == NULL) {
            return err_set(err, ERR_FORMAT, "unknown key \"%.*s\"",
                           STR_ARG(str_sub(name, 0, 80)));
        }
    }
    return ERR_OK;
}

bool js_is(const struct js *value, const char *text)
{
    return value != NULL && value->type == JS_STRING && str_is(value->string, text);
}
