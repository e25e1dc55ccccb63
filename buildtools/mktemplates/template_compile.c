/* What stands between {{ and }} becomes operations, what stands around it literal text. */
#include "template_compile.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "template_html.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_ARGS = 12, MAX_DEPTH = 16, MAX_PARTS = 64, MAX_PIECE = 1500 };

struct block {
    int op;
    int opener; /* the {{each}} or {{if}}, also after {{else}} */
    struct html_context before;
};

struct compiler {
    struct arena *arena;
    struct words *words;
    struct source source;
    struct str name;
    struct html_context context;
    struct block blocks[MAX_DEPTH];
    int depth;
    int count;
    int arg_count; /* rows of arguments, with those that end a list */
    struct text_pool texts;
    struct strbuf ops;
    struct strbuf args;
    struct str parts[MAX_PARTS]; /* the partials that it uses */
    int part_count;
    int *jumps; /* of each op, filled in at the block's end */
    size_t jump_capacity;
    int title;
    int title_args;
};

static const char *const filters[] = {"none",  "percent", "count",  "date", "time",
                                      "short", "local",   "figure", NULL};
static const char *const filter_enums[] = {"FILTER_NONE",  "FILTER_PERCENT", "FILTER_COUNT",
                                           "FILTER_DATE",  "FILTER_TIME",    "FILTER_SHORT",
                                           "FILTER_LOCAL", "FILTER_FIGURE"};

static int add_op(struct compiler *c, const char *kind, struct str text, struct str word,
                  const char *more)
{
    c->jumps = mem_grow(c->jumps, (size_t)c->count, &c->jump_capacity, sizeof *c->jumps);
    c->jumps[c->count] = 0;
    strbuf_printf(&c->ops, "\x01%d\x02{.kind = %s", c->count, kind);
    if (text.p != NULL) {
        strbuf_puts(&c->ops, ", .text = ");
        text_pool_put(&c->texts, &c->ops, text);
    }
    if (word.p != NULL) {
        strbuf_puts(&c->ops, ", .word = ");
        text_pool_put(&c->texts, &c->ops, word);
    }
    strbuf_puts(&c->ops, more);
    return c->count++;
}

static const struct str none = {NULL, 0};

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

/* A date is written with the names of months. */
static void need_months(struct compiler *c)
{
    for (int month = 1; month <= 12; month++) {
        char id[16];
        (void)snprintf(id, sizeof id, "month.%02d", month);
        if (words_find(c->words, str_of(id)) == NULL) {
            source_fail(&c->source, "a date needs the message \"%s\"", id);
        }
    }
}

static int filter_number(struct compiler *c, struct str *path)
{
    struct str rest = *path;
    struct str name;
    (void)str_split(&rest, '|', path);
    if (path->n == 0) {
        source_fail(&c->source, "a path is missing");
    }
    for (size_t i = 0; i < path->n; i++) {
        char byte = path->p[i];
        if (!is_letter(byte) && !(byte >= '0' && byte <= '9') && strchr("._/-", byte) == NULL) {
            source_fail(&c->source, "'%c' in a path", byte);
        }
    }
    name = rest.p == NULL ? STR("none") : rest;
    for (int i = 0; filters[i] != NULL; i++) {
        if (str_is(name, filters[i])) {
            if (str_is(name, "date") || str_is(name, "time")) {
                need_months(c);
            }
            return i;
        }
    }
    source_fail(&c->source, "there is no filter \"%.*s\"", STR_ARG(name));
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
            source_fail(&c->source, "message %.*s has no {%.*s}", STR_ARG(entry->id),
                        STR_ARG(names[i]));
        }
        found += uses;
        forms = forms || str_is(names[i], "n");
    }
    if (found != braces) {
        source_fail(&c->source, "message %.*s has parameters that are not given",
                    STR_ARG(entry->id));
    }
    for (int i = 0; i < FORM_OTHER; i++) {
        if (entry->forms[i].n > 0 && !forms) {
            source_fail(&c->source, "message %.*s has forms and needs n=", STR_ARG(entry->id));
        }
    }
}

/* "name=path|filter …" into the table of arguments; where they begin there, or 0: none. */
static int read_args(struct compiler *c, const struct entry *entry, struct str rest)
{
    struct str names[MAX_ARGS];
    int count = 0;
    int list = c->arg_count;
    while (rest.n > 0) {
        struct str path = next_word(&rest);
        struct str name;
        if (!str_has_byte(path, '=') || count == MAX_ARGS) {
            source_fail(&c->source, "parameters are NAME=PATH");
        }
        (void)str_split(&path, '=', &name);
        int filter = filter_number(c, &path);
        strbuf_puts(&c->args, "    {");
        text_pool_put(&c->texts, &c->args, name);
        strbuf_puts(&c->args, ", ");
        text_pool_put(&c->texts, &c->args, path);
        strbuf_printf(&c->args, ", %s},\n", filter_enums[filter]);
        names[count++] = name;
    }
    check_parameters(c, entry, names, count);
    if (count == 0) {
        return 0;
    }
    strbuf_puts(&c->args, "    {0},\n");
    c->arg_count += count + 1;
    return list;
}

static int message_number(struct compiler *c, struct str id)
{
    struct entry *entry = words_find(c->words, id);
    if (entry == NULL) {
        source_fail(&c->source, "there is no message \"%.*s\"", STR_ARG(id));
    }
    entry->used = true;
    return (int)(entry - c->words->entries);
}

static void do_message(struct compiler *c, struct str rest)
{
    int number = message_number(c, next_word(&rest));
    int list = read_args(c, &c->words->entries[number], rest);
    char *more = arena_printf(c->arena, ", .number = %d%s", number,
                              html_escape_here(&c->source, &c->context, false));
    if (list > 0) {
        more = arena_printf(c->arena, "%s, .args = %d", more, list);
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
        source_fail(&c->source, "there is no message \"%.*s.…\"", STR_ARG(prefix));
    }
    add_op(c, "TEMPLATE_WORD", path, prefix, html_escape_here(&c->source, &c->context, false));
}

static void do_value(struct compiler *c, struct str path)
{
    int filter = filter_number(c, &path);
    bool local = strcmp(filters[filter], "local") == 0;
    add_op(c, "TEMPLATE_VALUE", path, none,
           arena_printf(c->arena, ", .filter = %s%s", filter_enums[filter],
                        html_escape_here(&c->source, &c->context, local)));
}

static void open_block(struct compiler *c, int op)
{
    if (c->depth == MAX_DEPTH) {
        source_fail(&c->source, "blocks nest too deep");
    }
    if (c->context.place == IN_COMMENT) {
        source_fail(&c->source, "a block cannot stand in a comment");
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
        source_fail(&c->source, "it is {{if PATH}} or {{if PATH is WORD}}");
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
        source_fail(&c->source, "{{%s}} without a block", what);
    }
    struct block *block = &c->blocks[c->depth - 1];
    if (!html_same(&block->before, &c->context)) {
        source_fail(&c->source, "a block begins in %s and ends in %s",
                    html_place_name(&block->before), html_place_name(&c->context));
    }
}

static void do_else(struct compiler *c)
{
    leave_branch(c, "else");
    struct block *block = &c->blocks[c->depth - 1];
    if (block->op != block->opener) {
        source_fail(&c->source, "a second {{else}}");
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
        source_fail(&c->source, "{{%s}} cannot stand in %s", what,
                    html_place_name(&c->context));
    }
}

static int part_number(struct compiler *c, struct str name)
{
    for (int i = 0; i < c->part_count; i++) {
        if (str_eq(c->parts[i], name)) {
            return i;
        }
    }
    if (c->part_count == MAX_PARTS) {
        source_fail(&c->source, "more than %d partials", MAX_PARTS);
    }
    c->parts[c->part_count] = name;
    return c->part_count++;
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
        (void)html_escape_here(&c->source, &c->context, true);
        add_op(c, "TEMPLATE_ASSET", none, rest, "");
    } else if (str_is(first, "partial")) {
        need_text(c, "partial");
        add_op(c, "TEMPLATE_PARTIAL", none, none,
               arena_printf(c->arena, ", .part = %d", part_number(c, rest)));
    } else if (str_is(first, "chart")) {
        need_text(c, "chart");
        struct str kind = next_word(&rest);
        add_op(c, "TEMPLATE_CHART", rest, kind, "");
    } else if (str_is(first, "content")) {
        need_text(c, "content");
        add_op(c, "TEMPLATE_CONTENT", none, none, "");
    } else if (str_is(first, "show-title")) {
        add_op(c, "TEMPLATE_TITLE", none, none,
               html_escape_here(&c->source, &c->context, false));
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
    while (left > 0 &&
           (c->source.text.p[left - 1] == ' ' || c->source.text.p[left - 1] == '\t')) {
        left--;
    }
    while (right < c->source.text.n &&
           (c->source.text.p[right] == ' ' || c->source.text.p[right] == '\t')) {
        right++;
    }
    bool starts = left == 0 || c->source.text.p[left - 1] == '\n';
    bool ends = right == c->source.text.n || c->source.text.p[right] == '\n';
    if (starts && ends) {
        *literal_end = left;
        *next = right < c->source.text.n ? right + 1 : right;
    }
}

static void put_literal(struct compiler *c, size_t from, size_t to)
{
    while (from < to) {
        size_t end = to - from > MAX_PIECE ? from + MAX_PIECE : to;
        while (end > from + 1 && end < to && c->source.text.p[end - 1] != '\n') {
            end--;
        }
        add_op(c, "TEMPLATE_TEXT", str_sub(c->source.text, from, end - from), none, "");
        from = end;
    }
}

static void compile(struct compiler *c)
{
    size_t literal = 0;
    while (c->source.at < c->source.text.n) {
        if (!str_starts(str_from(c->source.text, c->source.at), STR("{{"))) {
            c->source.at = html_step(&c->source, &c->context, c->source.at);
            continue;
        }
        size_t begin = c->source.at;
        size_t length = str_find(str_from(c->source.text, begin), STR("}}"));
        if (length == SIZE_MAX) {
            source_fail(&c->source, "{{ without }}");
        }
        struct str inside = str_trim(str_sub(c->source.text, begin + 2, length - 2));
        size_t next = begin + length + 2;
        size_t literal_end = begin;
        if (is_silent(inside)) {
            drop_line(c, begin, &literal_end, &next);
        }
        if (literal_end > literal) {
            put_literal(c, literal, literal_end);
        }
        do_tag(c, inside);
        c->source.at = literal = next;
    }
    put_literal(c, literal, c->source.text.n);
    if (c->depth > 0 || c->context.place != IN_TEXT) {
        source_fail(&c->source, "the template ends within %s",
                    c->depth > 0 ? "a block" : "a tag");
    }
}

/* The ops' text with \x01NUMBER\x02 marks; jumps are known only now. */
static void emit_ops(struct compiler *c, FILE *out)
{
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
    fputs("};\n", out);
}

static void emit_parts(const struct compiler *c, FILE *out)
{
    if (c->part_count > 0) {
        fprintf(out, "static const struct template *const %.*s_parts[] = {\n",
                STR_ARG(c->name));
        for (int i = 0; i < c->part_count; i++) {
            fprintf(out, "    &template_%.*s,\n", STR_ARG(c->parts[i]));
        }
        fputs("};\n", out);
    }
}

static void emit(struct compiler *c, FILE *out)
{
    const char *name = arena_printf(c->arena, "%.*s", STR_ARG(c->name));
    text_pool_emit(&c->texts, out, c->name);
    fprintf(out, "static const struct template_arg %s_args[] = {\n    {0},\n%s};\n", name,
            c->args.p == NULL ? "" : c->args.p);
    emit_parts(c, out);
    emit_ops(c, out);
    fprintf(out,
            "%sconst struct template template_%s = {\n"
            "    .name = \"%s\", .texts = %s_texts, .ops = %s_ops, .count = %d,\n"
            "    .args = %s_args, .parts = %s%s, .title = %d, .title_args = %d};\n\n",
            str_starts(c->name, STR("part_")) ? "static " : "", name, name, name, name,
            c->count, name, c->part_count > 0 ? name : "NULL",
            c->part_count > 0 ? "_parts" : "", c->title, c->title_args);
}

struct str base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct str name = str_of(slash != NULL ? slash + 1 : path);
    size_t dot = str_find(name, STR("."));
    return dot == SIZE_MAX ? name : str_sub(name, 0, dot);
}

void compile_file(struct arena *arena, const char *path, struct words *words, FILE *out)
{
    struct compiler c = {.arena = arena,
                         .words = words,
                         .source = {.path = path},
                         .name = base_name(path),
                         .title = -1,
                         .arg_count = 1};
    struct err err;
    strbuf_init(&c.ops, 16 * MIB);
    strbuf_init(&c.args, MIB);
    text_pool_init(&c.texts);
    if (file_read(arena, path, MIB, &c.source.text, &err) != ERR_OK) {
        fprintf(stderr, "%s\n", err.message);
        _Exit(1);
    }
    compile(&c);
    emit(&c, out);
    strbuf_release(&c.ops);
    strbuf_release(&c.args);
    text_pool_release(&c.texts);
    free(c.jumps);
}

/* Ids that C code names: message_text(…, "id"), and the months. */
