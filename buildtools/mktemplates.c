/* mktemplates OUT MESSAGES.json… -- TEMPLATE.html… -- SOURCE.c…
 *
 * Compiles the site's templates and messages into plain C tables: OUT/templates.h,
 * OUT/templates.c (struct template, src/web/template.h). The first language must be complete.
 *
 *     {{t ID name=PATH|FILTER …}}  a message with parameters     {{w PREFIX PATH}}  message
 * PREFIX.value
 *     {{PATH}} {{PATH|FILTER}}     a value of the model          {{asset NAME}}     address of
 * an asset
 *     {{each PATH}} {{if PATH}} {{if PATH is WORD}} {{else}} {{end}}
 *     {{partial NAME}} {{chart KIND PATH}} {{page-title ID …}}; in the layout {{show-title}}
 * {{content}}
 *
 * PATH is a.b in the current item, "/a.b" from the model's top, "." the item itself. A line
 * that holds nothing but a block is dropped.
 *
 * The build fails on: words in a template's text (they belong into the messages), an unknown or
 * an unused message id, parameters that differ from the message's, a block that begins and ends
 * in different HTML contexts, a value where it cannot be escaped, script, style or on…
 * attributes. */
#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "web/template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_TEMPLATES = 200, MAX_ARGS = 12, MAX_DEPTH = 16, MAX_PIECE = 1500 };

struct entry {
    struct str id;
    struct str forms[FORMS];
    bool used;
};

struct words {
    struct entry *entries;
    size_t count, capacity;
};

enum place { IN_TEXT, IN_TAG, IN_VALUE, IN_COMMENT };

/* Where in the HTML we stand. */
struct context {
    enum place place;
    char tag[32];
    char attribute[40];
    size_t value_length; /* literal bytes of the attribute's value so far */
    bool from_root;      /* … which begins with '/' or '#' */
};

struct block {
    int op;
    int opener; /* the {{each}} or {{if}}, also after {{else}} */
    struct context before;
};

struct compiler {
    struct arena *arena;
    struct words *words;
    const char *path;
    struct str name;
    struct str text;
    size_t at;
    struct context context;
    struct block blocks[MAX_DEPTH];
    int depth;
    int count;
    int arg_lists;
    struct strbuf ops;
    struct strbuf args;
    int *jumps; /* of each op, filled in at the block's end */
    size_t jump_capacity;
    int title;
    int title_args;
};

static const char *const form_names[FORMS] = {"zero", "one", "two", "few", "many", "other"};
static const char *const place_names[] = {"text", "a tag", "an attribute", "a comment"};
static const char *const filters[] = {"none", "percent", "count", "date",
                                      "time", "short",   "local", NULL};
static const char *const filter_enums[] = {"FILTER_NONE", "FILTER_PERCENT", "FILTER_COUNT",
                                           "FILTER_DATE", "FILTER_TIME",    "FILTER_SHORT",
                                           "FILTER_LOCAL"};

static _Noreturn PRINTF_LIKE(2, 3) void fail(const struct compiler *c, const char *format, ...)
{
    int line = 1;
    va_list list;
    for (size_t i = 0; i < c->at && i < c->text.n; i++) {
        line += c->text.p[i] == '\n';
    }
    fprintf(stderr, "%s:%d: ", c->path, line);
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fputc('\n', stderr);
    _Exit(1);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* ---- messages ---- */

static int compare_entry(const void *a, const void *b)
{
    const struct entry *left = a;
    const struct entry *right = b;
    return str_cmp(left->id, right->id);
}

static struct entry *find_entry(struct words *words, struct str id)
{
    struct entry key = {.id = id};
    return words->count == 0
               ? NULL
               : bsearch(&key, words->entries, words->count, sizeof key, compare_entry);
}

static void read_forms(const char *path, const struct js_member *member, struct entry *entry)
{
    if (member->value.type == JS_STRING) {
        entry->forms[FORM_OTHER] = member->value.string;
    } else if (member->value.type == JS_OBJECT) {
        for (int i = 0; i < FORMS; i++) {
            const struct js *form = js_member(&member->value, form_names[i]);
            if (form != NULL && form->type == JS_STRING) {
                entry->forms[i] = form->string;
            }
        }
    }
    if (entry->forms[FORM_OTHER].n == 0) {
        fprintf(stderr, "%s: %.*s must be a text, or an object with a form \"other\"\n", path,
                STR_ARG(member->name));
        _Exit(1);
    }
}

static void read_words(struct arena *arena, const char *path, struct words *words)
{
    struct str text;
    struct js *json;
    struct err err;
    if (file_read(arena, path, LIMIT_REFERENCE, &text, &err) != ERR_OK ||
        js_parse(arena, text, &json, &err) != ERR_OK || json->type != JS_OBJECT) {
        fprintf(stderr, "%s: %s\n", path, err.message);
        _Exit(1);
    }
    for (size_t i = 0; i < json->object.count; i++) {
        words->entries =
            mem_grow(words->entries, words->count, &words->capacity, sizeof *words->entries);
        struct entry *entry = &words->entries[words->count++];
        *entry = (struct entry){.id = json->object.members[i].name};
        read_forms(path, &json->object.members[i], entry);
    }
    if (words->count > 0) {
        qsort(words->entries, words->count, sizeof *words->entries, compare_entry);
    }
}

/* ---- C text ---- */

static void put_quoted(struct strbuf *out, struct str text)
{
    strbuf_putc(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\n') {
            strbuf_puts(out, i + 1 < text.n ? "\\n\"\n     \"" : "\\n");
        } else if (c == '"' || c == '\\') {
            strbuf_putc(out, '\\');
            strbuf_putc(out, c);
        } else if ((unsigned char)c < 0x20) {
            strbuf_printf(out, "\\%03o", (unsigned)c);
        } else {
            strbuf_putc(out, c);
        }
    }
    strbuf_putc(out, '"');
}

static int add_op(struct compiler *c, const char *kind, struct str text, struct str word,
                  const char *more)
{
    c->jumps = mem_grow(c->jumps, (size_t)c->count, &c->jump_capacity, sizeof *c->jumps);
    c->jumps[c->count] = 0;
    strbuf_printf(&c->ops, "\x01%d\x02{.kind = %s", c->count, kind);
    if (text.p != NULL) {
        strbuf_puts(&c->ops, ", .text = ");
        put_quoted(&c->ops, text);
    }
    if (word.p != NULL) {
        strbuf_puts(&c->ops, ", .word = ");
        put_quoted(&c->ops, word);
    }
    strbuf_puts(&c->ops, more);
    return c->count++;
}

static const struct str none = {NULL, 0};

/* ---- HTML context ---- */

static void check_visible(struct compiler *c, char byte)
{
    if (is_letter(byte) || (unsigned char)byte >= 0x80) {
        fail(c, "words stand in messages, not in templates");
    }
}

static bool speaks(const char *attribute)
{
    static const char *const list[] = {"alt", "title", "aria-label", "placeholder", NULL};
    for (int i = 0; list[i] != NULL; i++) {
        if (strcmp(attribute, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_address(const char *attribute)
{
    return strcmp(attribute, "href") == 0 || strcmp(attribute, "src") == 0 ||
           strcmp(attribute, "action") == 0;
}

static size_t read_name(struct compiler *c, size_t at, char *name, size_t size)
{
    size_t n = 0;
    while (at < c->text.n && (is_letter(c->text.p[at]) || c->text.p[at] == '-' ||
                              (n > 0 && c->text.p[at] >= '0' && c->text.p[at] <= '9'))) {
        if (n + 1 == size) {
            fail(c, "a name is too long");
        }
        name[n++] = c->text.p[at++];
    }
    name[n] = '\0';
    return at;
}

/* Text between tags. Entities are not words. */
static size_t step_text(struct compiler *c, size_t at)
{
    char byte = c->text.p[at];
    if (byte == '&') {
        size_t end = at + 1;
        while (end < c->text.n && c->text.p[end] != ';' && end - at < 10) {
            end++;
        }
        return end + 1;
    }
    if (byte != '<') {
        check_visible(c, byte);
        return at + 1;
    }
    if (str_starts(str_from(c->text, at), STR("<!--"))) {
        c->context.place = IN_COMMENT;
        return at + 4;
    }
    c->context.place = IN_TAG;
    at++;
    while (at < c->text.n && (c->text.p[at] == '/' || c->text.p[at] == '!')) {
        at++;
    }
    at = read_name(c, at, c->context.tag, sizeof c->context.tag);
    if (strcmp(c->context.tag, "script") == 0 || strcmp(c->context.tag, "style") == 0) {
        fail(c, "<%s> is not allowed", c->context.tag);
    }
    return at;
}

static size_t step_tag(struct compiler *c, size_t at)
{
    char byte = c->text.p[at];
    if (byte == '>') {
        c->context.place = IN_TEXT;
        return at + 1;
    }
    if (!is_letter(byte)) {
        if (!is_blank(byte) && byte != '/') {
            fail(c, "'%c' in a tag: attributes are NAME=\"VALUE\"", byte);
        }
        return at + 1;
    }
    at = read_name(c, at, c->context.attribute, sizeof c->context.attribute);
    if (strncmp(c->context.attribute, "on", 2) == 0 ||
        strcmp(c->context.attribute, "style") == 0) {
        fail(c, "attribute %s is not allowed", c->context.attribute);
    }
    if (at < c->text.n && c->text.p[at] == '=') {
        if (at + 1 >= c->text.n || c->text.p[at + 1] != '"') {
            fail(c, "the value of %s must stand in double quotes", c->context.attribute);
        }
        c->context.place = IN_VALUE;
        c->context.value_length = 0;
        c->context.from_root = false;
        return at + 2;
    }
    return at;
}

static size_t step_value(struct compiler *c, size_t at)
{
    char byte = c->text.p[at];
    if (byte == '"') {
        c->context.place = IN_TAG;
        return at + 1;
    }
    if (speaks(c->context.attribute)) {
        check_visible(c, byte);
    }
    if (c->context.value_length++ == 0) {
        c->context.from_root = byte == '/' || byte == '#';
    }
    return at + 1;
}

/* One step over literal HTML; returns where the next begins. */
static size_t step(struct compiler *c, size_t at)
{
    switch (c->context.place) {
    case IN_TEXT:
        return step_text(c, at);
    case IN_TAG:
        return step_tag(c, at);
    case IN_VALUE:
        return step_value(c, at);
    case IN_COMMENT:
        if (str_starts(str_from(c->text, at), STR("-->"))) {
            c->context.place = IN_TEXT;
            return at + 3;
        }
        return at + 1;
    }
    return at + 1;
}

static bool same_context(const struct context *a, const struct context *b)
{
    return a->place == b->place &&
           (a->place != IN_VALUE || (strcmp(a->attribute, b->attribute) == 0));
}

static const char *escape_here(struct compiler *c, bool local)
{
    if (c->context.place == IN_TEXT) {
        return ", .escape = ESCAPE_TEXT";
    }
    if (c->context.place != IN_VALUE) {
        fail(c, "a value cannot stand in %s", place_names[c->context.place]);
    }
    bool first = c->context.value_length == 0;
    if (!is_address(c->context.attribute)) {
        return ", .escape = ESCAPE_ATTRIBUTE";
    }
    if (local && first) {
        c->context.value_length = 1;
        return ", .escape = ESCAPE_ATTRIBUTE";
    }
    if (local || !c->context.from_root) {
        fail(c, "an address must begin with '/' or be one value with |local");
    }
    return ", .escape = ESCAPE_URL";
}

/* ---- what stands between {{ and }} ---- */

static struct str next_word(struct str *rest)
{
    *rest = str_trim(*rest);
    size_t n = 0;
    while (n < rest->n && !is_blank(rest->p[n])) {
        n++;
    }
    struct str word = str_sub(*rest, 0, n);
    *rest = str_trim(str_from(*rest, n));
    return word;
}

static int filter_number(struct compiler *c, struct str *path)
{
    struct str rest = *path;
    struct str name;
    (void)str_split(&rest, '|', path);
    if (path->n == 0) {
        fail(c, "a path is missing");
    }
    for (size_t i = 0; i < path->n; i++) {
        char byte = path->p[i];
        if (!is_letter(byte) && !(byte >= '0' && byte <= '9') && strchr("._/-", byte) == NULL) {
            fail(c, "'%c' in a path", byte);
        }
    }
    name = rest.p == NULL ? STR("none") : rest;
    for (int i = 0; filters[i] != NULL; i++) {
        if (str_is(name, filters[i])) {
            return i;
        }
    }
    fail(c, "there is no filter \"%.*s\"", STR_ARG(name));
}

static size_t count_use(struct str text, struct str name)
{
    size_t count = 0;
    for (size_t i = 0; i + name.n + 2 <= text.n; i++) {
        count += text.p[i] == '{' && str_eq(str_sub(text, i + 1, name.n), name) &&
                 text.p[i + 1 + name.n] == '}';
    }
    return count;
}

static void check_parameters(struct compiler *c, const struct entry *entry,
                             const struct str *names, int count)
{
    size_t braces = 0;
    size_t found = 0;
    bool forms = false;
    struct str text = entry->forms[FORM_OTHER];
    for (size_t i = 0; i < text.n; i++) {
        braces += text.p[i] == '{';
    }
    for (int i = 0; i < count; i++) {
        size_t uses = count_use(text, names[i]);
        if (uses == 0 && !str_is(names[i], "n")) {
            fail(c, "message %.*s has no {%.*s}", STR_ARG(entry->id), STR_ARG(names[i]));
        }
        found += uses;
        forms = forms || str_is(names[i], "n");
    }
    if (found != braces) {
        fail(c, "message %.*s has parameters that are not given", STR_ARG(entry->id));
    }
    for (int i = 0; i < FORM_OTHER; i++) {
        if (entry->forms[i].n > 0 && !forms) {
            fail(c, "message %.*s has forms and needs n=", STR_ARG(entry->id));
        }
    }
}

/* "name=path|filter …" into a table; its number, or -1 for none. */
static int read_args(struct compiler *c, const struct entry *entry, struct str rest)
{
    struct str names[MAX_ARGS];
    int count = 0;
    int list = -1;
    while (rest.n > 0) {
        struct str path = next_word(&rest);
        struct str name;
        if (!str_has_byte(path, '=') || count == MAX_ARGS) {
            fail(c, "parameters are NAME=PATH");
        }
        (void)str_split(&path, '=', &name);
        int filter = filter_number(c, &path);
        if (count == 0) {
            list = c->arg_lists++;
            strbuf_printf(&c->args, "static const struct template_arg %.*s_args_%d[] = {\n",
                          STR_ARG(c->name), list);
        }
        strbuf_printf(&c->args, "    {\"%.*s\", \"%.*s\", %s},\n", STR_ARG(name), STR_ARG(path),
                      filter_enums[filter]);
        names[count++] = name;
    }
    if (count > 0) {
        strbuf_puts(&c->args, "    {0}};\n");
    }
    check_parameters(c, entry, names, count);
    return list;
}

static int message_number(struct compiler *c, struct str id)
{
    struct entry *entry = find_entry(c->words, id);
    if (entry == NULL) {
        fail(c, "there is no message \"%.*s\"", STR_ARG(id));
    }
    entry->used = true;
    return (int)(entry - c->words->entries);
}

static void do_message(struct compiler *c, struct str rest)
{
    int number = message_number(c, next_word(&rest));
    int list = read_args(c, &c->words->entries[number], rest);
    char *more = arena_printf(c->arena, ", .number = %d%s", number, escape_here(c, false));
    if (list >= 0) {
        more = arena_printf(c->arena, "%s, .args = %.*s_args_%d", more, STR_ARG(c->name), list);
    }
    add_op(c, "TEMPLATE_MESSAGE", none, none, more);
}

static void do_page_title(struct compiler *c, struct str rest)
{
    c->title = message_number(c, next_word(&rest));
    c->title_args = read_args(c, &c->words->entries[c->title], rest);
}

static void do_word(struct compiler *c, struct str rest)
{
    struct str prefix = next_word(&rest);
    struct str path = next_word(&rest);
    bool found = false;
    (void)filter_number(c, &path);
    for (size_t i = 0; i < c->words->count; i++) {
        struct entry *entry = &c->words->entries[i];
        if (str_starts(entry->id, prefix) && entry->id.n > prefix.n &&
            entry->id.p[prefix.n] == '.') {
            entry->used = found = true;
        }
    }
    if (!found) {
        fail(c, "there is no message \"%.*s.…\"", STR_ARG(prefix));
    }
    add_op(c, "TEMPLATE_WORD", path, prefix, escape_here(c, false));
}

static void do_value(struct compiler *c, struct str path)
{
    int filter = filter_number(c, &path);
    bool local = strcmp(filters[filter], "local") == 0;
    add_op(c, "TEMPLATE_VALUE", path, none,
           arena_printf(c->arena, ", .filter = %s%s", filter_enums[filter],
                        escape_here(c, local)));
}

static void open_block(struct compiler *c, int op)
{
    if (c->depth == MAX_DEPTH) {
        fail(c, "blocks nest too deep");
    }
    if (c->context.place == IN_COMMENT) {
        fail(c, "a block cannot stand in a comment");
    }
    c->blocks[c->depth++] = (struct block){op, op, c->context};
}

static void do_if(struct compiler *c, struct str rest)
{
    struct str path = next_word(&rest);
    struct str is = next_word(&rest);
    struct str word = rest.n > 0 ? next_word(&rest) : none;
    (void)filter_number(c, &path);
    if (is.n > 0 && (!str_is(is, "is") || word.n == 0 || rest.n > 0)) {
        fail(c, "it is {{if PATH}} or {{if PATH is WORD}}");
    }
    open_block(c, add_op(c, "TEMPLATE_IF", path, word, ""));
}

static void do_each(struct compiler *c, struct str rest)
{
    struct str path = next_word(&rest);
    (void)filter_number(c, &path);
    open_block(c, add_op(c, "TEMPLATE_EACH", path, none, ""));
}

static void leave_branch(struct compiler *c, const char *what)
{
    if (c->depth == 0) {
        fail(c, "{{%s}} without a block", what);
    }
    struct block *block = &c->blocks[c->depth - 1];
    if (!same_context(&block->before, &c->context)) {
        fail(c, "a block begins in %s and ends in %s", place_names[block->before.place],
             place_names[c->context.place]);
    }
}

static void do_else(struct compiler *c)
{
    leave_branch(c, "else");
    struct block *block = &c->blocks[c->depth - 1];
    if (block->op != block->opener) {
        fail(c, "a second {{else}}");
    }
    int op = add_op(c, "TEMPLATE_ELSE", none, none, "");
    c->jumps[block->op] = op;
    block->op = op;
}

static void do_end(struct compiler *c)
{
    leave_branch(c, "end");
    int op = add_op(c, "TEMPLATE_END", none, none, "");
    c->jumps[c->blocks[--c->depth].op] = op;
}

static void need_text(struct compiler *c, const char *what)
{
    if (c->context.place != IN_TEXT) {
        fail(c, "{{%s}} cannot stand in %s", what, place_names[c->context.place]);
    }
}

static void do_tag(struct compiler *c, struct str inside)
{
    struct str rest = inside;
    struct str first = next_word(&rest);
    if (str_is(first, "t")) {
        do_message(c, rest);
    } else if (str_is(first, "w")) {
        do_word(c, rest);
    } else if (str_is(first, "page-title")) {
        do_page_title(c, rest);
    } else if (str_is(first, "if")) {
        do_if(c, rest);
    } else if (str_is(first, "each")) {
        do_each(c, rest);
    } else if (str_is(first, "else")) {
        do_else(c);
    } else if (str_is(first, "end")) {
        do_end(c);
    } else if (str_is(first, "asset")) {
        (void)escape_here(c, true);
        add_op(c, "TEMPLATE_ASSET", none, rest, "");
    } else if (str_is(first, "partial")) {
        need_text(c, "partial");
        add_op(c, "TEMPLATE_PARTIAL", none, none,
               arena_printf(c->arena, ", .part = &template_%.*s", STR_ARG(rest)));
    } else if (str_is(first, "chart")) {
        need_text(c, "chart");
        struct str kind = next_word(&rest);
        add_op(c, "TEMPLATE_CHART", rest, kind, "");
    } else if (str_is(first, "content")) {
        need_text(c, "content");
        add_op(c, "TEMPLATE_CONTENT", none, none, "");
    } else if (str_is(first, "show-title")) {
        add_op(c, "TEMPLATE_TITLE", none, none, escape_here(c, false));
    } else {
        do_value(c, inside);
    }
}

/* Is {{…}} a block that makes no output of its own? */
static bool is_silent(struct str inside)
{
    static const char *const list[] = {"if",      "each",       "else",    "end",
                                       "partial", "page-title", "content", NULL};
    struct str first = next_word(&inside);
    for (int i = 0; list[i] != NULL; i++) {
        if (str_is(first, list[i])) {
            return true;
        }
    }
    return false;
}

/* When the block stands alone on its line, the line goes: blanks before it are taken off the
 * literal, the newline behind it is skipped. */
static void drop_line(struct compiler *c, size_t begin, size_t *literal_end, size_t *next)
{
    size_t left = begin;
    size_t right = *next;
    while (left > 0 && (c->text.p[left - 1] == ' ' || c->text.p[left - 1] == '\t')) {
        left--;
    }
    while (right < c->text.n && (c->text.p[right] == ' ' || c->text.p[right] == '\t')) {
        right++;
    }
    bool starts = left == 0 || c->text.p[left - 1] == '\n';
    bool ends = right == c->text.n || c->text.p[right] == '\n';
    if (starts && ends) {
        *literal_end = left;
        *next = right < c->text.n ? right + 1 : right;
    }
}

static void put_literal(struct compiler *c, size_t from, size_t to)
{
    while (from < to) {
        size_t end = to - from > MAX_PIECE ? from + MAX_PIECE : to;
        while (end > from + 1 && end < to && c->text.p[end - 1] != '\n') {
            end--;
        }
        add_op(c, "TEMPLATE_TEXT", str_sub(c->text, from, end - from), none, "");
        from = end;
    }
}

static void compile(struct compiler *c)
{
    size_t literal = 0;
    while (c->at < c->text.n) {
        if (!str_starts(str_from(c->text, c->at), STR("{{"))) {
            c->at = step(c, c->at);
            continue;
        }
        size_t begin = c->at;
        size_t length = str_find(str_from(c->text, begin), STR("}}"));
        if (length == SIZE_MAX) {
            fail(c, "{{ without }}");
        }
        struct str inside = str_trim(str_sub(c->text, begin + 2, length - 2));
        size_t next = begin + length + 2;
        size_t literal_end = begin;
        if (is_silent(inside)) {
            drop_line(c, begin, &literal_end, &next);
        }
        if (literal_end > literal) {
            put_literal(c, literal, literal_end);
        }
        do_tag(c, inside);
        c->at = literal = next;
    }
    put_literal(c, literal, c->text.n);
    if (c->depth > 0 || c->context.place != IN_TEXT) {
        fail(c, "the template ends within %s", c->depth > 0 ? "a block" : "a tag");
    }
}

/* The ops' text with \x01NUMBER\x02 marks; jumps are known only now. */
static void emit(struct compiler *c, FILE *out)
{
    fputs(c->args.p, out);
    fprintf(out, "static const struct template_op %.*s_ops[] = {\n", STR_ARG(c->name));
    struct str rest = strbuf_view(&c->ops);
    struct str piece;
    (void)str_split(&rest, '\x01', &piece);
    while (str_split(&rest, '\x01', &piece)) {
        struct str number;
        uint64_t i = 0;
        (void)str_split(&piece, '\x02', &number);
        (void)str_to_u64(number, 1000000, &i);
        fprintf(out, "    %.*s", STR_ARG(piece));
        if (c->jumps[i] > 0) {
            fprintf(out, ", .number = %d", c->jumps[i]);
        }
        fputs("},\n", out);
    }
    fprintf(out, "};\nconst struct template template_%.*s = {\"%.*s\", %.*s_ops, %d, %d, ",
            STR_ARG(c->name), STR_ARG(c->name), STR_ARG(c->name), c->count, c->title);
    if (c->title_args >= 0) {
        fprintf(out, "%.*s_args_%d};\n\n", STR_ARG(c->name), c->title_args);
    } else {
        fputs("NULL};\n\n", out);
    }
}

static struct str base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct str name = str_of(slash != NULL ? slash + 1 : path);
    size_t dot = str_find(name, STR("."));
    return dot == SIZE_MAX ? name : str_sub(name, 0, dot);
}

static void compile_file(struct arena *arena, const char *path, struct words *words, FILE *out)
{
    struct compiler c = {.arena = arena,
                         .words = words,
                         .path = path,
                         .name = base_name(path),
                         .title = -1,
                         .title_args = -1};
    struct err err;
    strbuf_init(&c.ops, 16 * MIB);
    strbuf_init(&c.args, MIB);
    if (file_read(arena, path, MIB, &c.text, &err) != ERR_OK) {
        fprintf(stderr, "%s\n", err.message);
        _Exit(1);
    }
    compile(&c);
    emit(&c, out);
    strbuf_release(&c.ops);
    strbuf_release(&c.args);
    free(c.jumps);
}

/* Ids that C code names: message_text(…, "id"), and the months. */
static void scan_source(struct arena *arena, const char *path, struct words *words)
{
    static const struct str call = {"message_text(", 13};
    struct str text;
    struct err err;
    if (file_read(arena, path, 4 * MIB, &text, &err) != ERR_OK) {
        fprintf(stderr, "%s\n", err.message);
        _Exit(1);
    }
    for (size_t at = str_find(text, call); at != SIZE_MAX; at = str_find(text, call)) {
        struct str id;
        text = str_from(text, at + call.n);
        struct str rest = str_sub(text, 0, 120);
        bool quoted = str_split(&rest, '"', &id);
        quoted = quoted && str_split(&rest, '"', &id);
        if (!quoted || memchr(text.p, ';', (size_t)(id.p - text.p)) != NULL) {
            continue;
        }
        struct entry *entry = find_entry(words, id);
        if (entry == NULL) {
            fprintf(stderr, "%s: there is no message \"%.*s\"\n", path, STR_ARG(id));
            _Exit(1);
        }
        entry->used = true;
    }
}

static void check_unused(const char *path, const struct words *words)
{
    bool bad = false;
    for (size_t i = 0; i < words->count; i++) {
        if (!words->entries[i].used && !str_starts(words->entries[i].id, STR("month."))) {
            fprintf(stderr, "%s: message \"%.*s\" is not used\n", path,
                    STR_ARG(words->entries[i].id));
            bad = true;
        }
    }
    if (bad) {
        _Exit(1);
    }
}

/* The messages of one language in the order of the first one's ids. */
static void emit_language(FILE *out, struct str code, const struct words *first,
                          struct words *own, const char *path)
{
    struct strbuf text;
    strbuf_init(&text, 4 * MIB);
    strbuf_printf(&text, "static const struct message messages_%.*s[] = {\n", STR_ARG(code));
    for (size_t i = 0; i < own->count; i++) {
        if (find_entry((struct words *)(uintptr_t)first, own->entries[i].id) == NULL) {
            fprintf(stderr, "%s: message \"%.*s\" is not in the first language\n", path,
                    STR_ARG(own->entries[i].id));
            _Exit(1);
        }
    }
    for (size_t i = 0; i < first->count; i++) {
        const struct entry *entry = find_entry(own, first->entries[i].id);
        entry = entry != NULL ? entry : &first->entries[i];
        strbuf_puts(&text, "    {");
        put_quoted(&text, entry->id);
        strbuf_puts(&text, ", {");
        for (int f = 0; f < FORMS; f++) {
            if (entry->forms[f].n > 0) {
                strbuf_printf(&text, "[%d] = ", f);
                put_quoted(&text, entry->forms[f]);
                strbuf_puts(&text, f < FORM_OTHER ? ", " : "");
            }
        }
        strbuf_puts(&text, "}},\n");
    }
    fprintf(out, "%s};\n", text.p);
    strbuf_release(&text);
}

static FILE *open_out(struct arena *arena, const char *folder, const char *name)
{
    FILE *out = fopen(arena_printf(arena, "%s/%s", folder, name), "we");
    if (out == NULL) {
        perror(name);
        _Exit(1);
    }
    return out;
}

static void close_out(FILE *out)
{
    if (fclose(out) != 0) {
        perror("mktemplates");
        _Exit(1);
    }
}

static void emit_header(struct arena *arena, const char *folder, char **templates, int count)
{
    FILE *out = open_out(arena, folder, "templates.h");
    fputs("/* Generated by buildtools/mktemplates. */\n#pragma once\n"
          "#include \"web/template.h\"\n\n",
          out);
    for (int i = 0; i < count; i++) {
        fprintf(out, "extern const struct template template_%.*s;\n",
                STR_ARG(base_name(templates[i])));
    }
    close_out(out);
}

static int until_dashes(char **argv, int argc, int from)
{
    while (from < argc && strcmp(argv[from], "--") != 0) {
        from++;
    }
    return from;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct words words = {0};
    int languages_end = until_dashes(argc > 2 ? argv : NULL, argc > 2 ? argc : 0, 2);
    int templates_end = until_dashes(argv, argc, languages_end + 1);
    if (argc < 4 || templates_end > argc) {
        fputs("usage: mktemplates OUT MESSAGES.json… -- TEMPLATE.html… -- SOURCE.c…\n", stderr);
        return 2;
    }
    read_words(arena, argv[2], &words);
    FILE *out = open_out(arena, argv[1], "templates.c");
    fputs("/* Generated by buildtools/mktemplates from templates/ and messages/. */\n"
          "#include \"templates.h\"\n\n",
          out);
    for (int i = languages_end + 1; i < templates_end; i++) {
        compile_file(arena, argv[i], &words, out);
    }
    for (int i = templates_end + 1; i < argc; i++) {
        scan_source(arena, argv[i], &words);
    }
    check_unused(argv[2], &words);
    for (int i = 2; i < languages_end; i++) {
        struct words own = {0};
        read_words(arena, argv[i], &own);
        emit_language(out, base_name(argv[i]), &words, &own, argv[i]);
        free(own.entries);
    }
    fputs("const struct language language_table[] = {\n", out);
    for (int i = 2; i < languages_end; i++) {
        struct str code = base_name(argv[i]);
        fprintf(out, "    {\"%.*s\", messages_%.*s},\n", STR_ARG(code), STR_ARG(code));
    }
    fprintf(out, "};\nconst size_t language_count = %d;\nconst size_t message_count = %zu;\n",
            languages_end - 2, words.count);
    close_out(out);
    emit_header(arena, argv[1], argv + languages_end + 1, templates_end - languages_end - 1);
    free(words.entries);
    arena_free(arena);
    return 0;
}
