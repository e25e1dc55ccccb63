/* See reply_reader.h. */
#include "elsewhere/reply_reader.h"

#include "base/ascii_case.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { TRIES_MAX = 64 }; /* places in a reply at which an object may begin */

static bool in_word(struct str text, size_t at)
{
    unsigned char c = at < text.n ? (unsigned char)text.p[at] : ' ';
    return isalnum(c) || c >= 0x80 || c == '_';
}

/* The next place from `from` on where `label` stands as whole words; SIZE_MAX: none. */
static size_t find_words(struct str text, struct str label, size_t from)
{
    for (size_t at = from; label.n > 0 && at + label.n <= text.n; at++) {
        bool begins = at == 0 || !in_word(text, at - 1) || !in_word(label, 0);
        bool ends = !in_word(text, at + label.n) || !in_word(label, label.n - 1);
        if (begins && ends && str_eq_but_case(str_sub(text, at, label.n), label)) {
            return at;
        }
    }
    return SIZE_MAX;
}

/* Is this place part of a longer label that stands there? */
static bool within_longer(const struct js *labels, struct str reply, size_t at, size_t length)
{
    for (size_t i = 0; i < labels->array.count; i++) {
        struct str longer = labels->array.items[i].string;
        size_t from = longer.n > length && at > longer.n ? at - longer.n : 0;
        size_t found = longer.n > length ? find_words(reply, longer, from) : SIZE_MAX;
        while (found != SIZE_MAX && found <= at) {
            if (found + longer.n >= at + length) {
                return true;
            }
            found = find_words(reply, longer, found + 1);
        }
    }
    return false;
}

static bool stands_in(const struct js *labels, struct str reply, struct str label)
{
    size_t at = find_words(reply, label, 0);
    while (at != SIZE_MAX && within_longer(labels, reply, at, label.n)) {
        at = find_words(reply, label, at + 1);
    }
    return at != SIZE_MAX;
}

static struct str without_marks(struct str text)
{
    static const char marks[] = " \t\r\n\"'`*.:;,!()[]{}<>";
    while (text.n > 0 && memchr(marks, text.p[0], sizeof marks - 1) != NULL) {
        text = str_from(text, 1);
    }
    while (text.n > 0 && memchr(marks, text.p[text.n - 1], sizeof marks - 1) != NULL) {
        text.n--;
    }
    return text;
}

static enum err_code find_label(const struct js *labels, struct str reply, struct str *label,
                                struct err *err)
{
    size_t found = 0;
    struct str bare = without_marks(reply);
    for (size_t i = 0; i < labels->array.count; i++) {
        *label = labels->array.items[i].string;
        if (str_eq_but_case(bare, without_marks(*label))) {
            return ERR_OK;
        }
    }
    for (size_t i = 0; i < labels->array.count && found < 2; i++) {
        struct str one = labels->array.items[i].string;
        if (stands_in(labels, reply, one)) {
            *label = one;
            found++;
        }
    }
    return found == 1 ? ERR_OK
                      : err_set(err, ERR_FORMAT, "the reply names %s of the labels",
                                found == 0 ? "none" : "several");
}

static enum err_code read_label(const struct prompt_template *prompt, const struct js *input,
                                struct str reply, struct jsonw *w, struct err *err)
{
    const struct js *labels = js_at(input, prompt->labels);
    struct str label;
    bool texts = labels != NULL && labels->type == JS_ARRAY;
    for (size_t i = 0; texts && i < labels->array.count; i++) {
        texts = labels->array.items[i].type == JS_STRING;
    }
    if (!texts) {
        return err_set(err, ERR_FORMAT, "the input has no list of labels");
    }
    TRY(find_label(labels, reply, &label, err));
    jsonw_object(w);
    jsonw_member_str(w, "label", label);
    jsonw_end(w);
    return ERR_OK;
}

/* The end of the value that begins at text[0] with a bracket; 0 when it does not close. */
static size_t value_length(struct str text)
{
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (quoted) {
            i += c == '\\' ? 1 : 0;
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            depth--;
            if (depth == 0) {
                return i + 1;
            }
        }
    }
    return 0;
}

/* The first value that opens with one of `brackets` and parses. */
static enum err_code find_json(struct arena *arena, struct str reply, const char *brackets,
                               struct js **value, struct err *err)
{
    int tries = 0;
    for (size_t i = 0; i < reply.n && tries < TRIES_MAX; i++) {
        if (strchr(brackets, reply.p[i]) == NULL || reply.p[i] == '\0') {
            continue;
        }
        size_t length = value_length(str_from(reply, i));
        tries++;
        if (length > 0 && js_parse(arena, str_sub(reply, i, length), value, NULL) == ERR_OK) {
            return ERR_OK;
        }
    }
    return err_set(err, ERR_FORMAT, "the reply has no JSON %s",
                   brackets[0] == '{' ? "object" : "list");
}

static enum err_code read_json(struct arena *arena, const struct prompt_template *prompt,
                               struct str reply, struct jsonw *w, struct err *err)
{
    struct js *object;
    TRY(find_json(arena, reply, "{", &object, err));
    const struct js *value = js_at(object, prompt->pointer);
    if (value == NULL) {
        return err_set(err, ERR_FORMAT, "the reply's object has nothing at \"%.*s\"",
                       STR_ARG(prompt->pointer));
    }
    jsonw_raw(w, value->raw);
    return ERR_OK;
}

struct quoting {
    struct jsonw *w;
    struct str text;
    size_t spans;
};

/* Each place where the quote stands in the text. */
static enum err_code add_spans(struct quoting *quoting, struct str quote, struct str label,
                               struct err *err)
{
    struct str text = quoting->text;
    int64_t length = (int64_t)utf8_count(quote);
    size_t points = 0;
    size_t counted = 0;
    size_t from = 0;
    size_t at = quote.n > 0 ? str_find(text, quote) : SIZE_MAX;
    while (at != SIZE_MAX) {
        if (quoting->spans++ == READER_QUOTES_MAX) {
            return err_set(err, ERR_LIMIT, "the reply marks more than %d places",
                           READER_QUOTES_MAX);
        }
        at += from;
        points += utf8_count(str_sub(text, counted, at - counted));
        counted = at;
        jsonw_object(quoting->w);
        jsonw_member_int(quoting->w, "start", (int64_t)points);
        jsonw_member_int(quoting->w, "end", (int64_t)points + length);
        jsonw_member_str(quoting->w, "label", label);
        jsonw_end(quoting->w);
        from = at + quote.n;
        at = str_find(str_from(text, from), quote);
    }
    return ERR_OK;
}

/* A quote once, however often the reply names it with the same label. */
static bool named_before(const struct js *list, size_t index)
{
    const struct js *one = &list->array.items[index];
    for (size_t i = 0; i < index; i++) {
        const struct js *other = &list->array.items[i];
        if (str_eq(js_text(one, "text"), js_text(other, "text")) &&
            str_eq(js_text(one, "label"), js_text(other, "label"))) {
            return true;
        }
    }
    return false;
}

static enum err_code read_quotes(struct arena *arena, const struct prompt_template *prompt,
                                 const struct js *input, struct str reply, struct jsonw *w,
                                 struct err *err)
{
    const struct js *text = js_at(input, prompt->text);
    struct js *list;
    if (text == NULL || text->type != JS_STRING) {
        return err_set(err, ERR_FORMAT, "the input has no text");
    }
    TRY(find_json(arena, reply, "[", &list, err));
    if (list->array.count > READER_QUOTES_MAX) {
        return err_set(err, ERR_LIMIT, "the reply quotes more than %d", READER_QUOTES_MAX);
    }
    struct quoting quoting = {w, text->string, 0};
    jsonw_object(w);
    jsonw_key(w, "spans");
    jsonw_array(w);
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *one = &list->array.items[i];
        struct str label;
        struct str quote;
        TRY(js_need_str(one, "text", &quote, err));
        TRY(js_need_str(one, "label", &label, err));
        if (!named_before(list, i)) {
            TRY(add_spans(&quoting, quote, label, err));
        }
    }
    jsonw_end(w);
    jsonw_end(w);
    return ERR_OK;
}

static enum err_code read_by(struct arena *arena, const struct prompt_template *prompt,
                             const struct js *input, struct str reply, struct jsonw *w,
                             struct err *err)
{
    switch (prompt->reader) {
    case READER_LABEL:
        return read_label(prompt, input, reply, w, err);
    case READER_JSON:
        return read_json(arena, prompt, reply, w, err);
    case READER_QUOTES:
        return read_quotes(arena, prompt, input, reply, w, err);
    case READER_TEXT:
        break;
    }
    jsonw_object(w);
    jsonw_key_str(w, prompt->member);
    jsonw_str(w, str_trim(reply));
    jsonw_end(w);
    return ERR_OK;
}

enum err_code reply_read(struct arena *arena, const struct prompt_template *prompt,
                         const struct js *input, struct str reply, struct str *output,
                         struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LIMIT_LINE);
    jsonw_init(&w, &out);
    enum err_code code = read_by(arena, prompt, input, reply, &w, err);
    if (code == ERR_OK) {
        code = strbuf_check(&out, "the answer", err);
    }
    if (code == ERR_OK) {
        *output = arena_str(arena, strbuf_view(&out));
    }
    strbuf_release(&out);
    return code;
}
