/* See template_html.h. */
#include "template_html.h"

#include <string.h>

const char *html_place_name(const struct html_context *context)
{
    static const char *const names[] = {"text", "a tag", "an attribute", "a comment"};
    return names[context->place];
}

static void check_visible(const struct source *source, char byte)
{
    if (is_letter(byte) || (unsigned char)byte >= 0x80) {
        source_fail(source, "words stand in messages, not in templates");
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

static size_t read_name(const struct source *source, size_t at, char *name, size_t size)
{
    size_t n = 0;
    while (at < source->text.n &&
           (is_letter(source->text.p[at]) || source->text.p[at] == '-' ||
            (n > 0 && source->text.p[at] >= '0' && source->text.p[at] <= '9'))) {
        if (n + 1 == size) {
            source_fail(source, "a name is too long");
        }
        name[n++] = source->text.p[at++];
    }
    name[n] = '\0';
    return at;
}

/* A file of this host and nothing between the tags: <script src="/…" defer></script>. `at` is
 * past the tag's name; `empty`: it is a closing tag that follows another at once. */
static bool is_own_script(const struct source *source, size_t at, bool empty)
{
    struct str rest = str_from(source->text, at);
    if (str_starts(rest, STR(">"))) {
        return empty; /* the closing tag */
    }
    size_t end = str_find(rest, STR("></script>"));
    return str_starts(rest, STR(" src=\"/")) && !str_starts(rest, STR(" src=\"//")) &&
           end != SIZE_MAX && str_find(rest, STR(">")) == end;
}

/* Text between tags. Entities are not words. */
static size_t step_text(const struct source *source, struct html_context *context, size_t at)
{
    char byte = source->text.p[at];
    if (byte == '&') {
        size_t end = at + 1;
        while (end < source->text.n && source->text.p[end] != ';' && end - at < 10) {
            end++;
        }
        return end + 1;
    }
    if (byte != '<') {
        check_visible(source, byte);
        return at + 1;
    }
    if (str_starts(str_from(source->text, at), STR("<!--"))) {
        context->place = IN_COMMENT;
        return at + 4;
    }
    context->place = IN_TAG;
    bool empty = at > 0 && source->text.p[at - 1] == '>' &&
                 str_starts(str_from(source->text, at + 1), STR("/"));
    at++;
    while (at < source->text.n && (source->text.p[at] == '/' || source->text.p[at] == '!')) {
        at++;
    }
    at = read_name(source, at, context->tag, sizeof context->tag);
    if (strcmp(context->tag, "style") == 0 ||
        (strcmp(context->tag, "script") == 0 && !is_own_script(source, at, empty))) {
        source_fail(source, "<%s> is not allowed", context->tag);
    }
    return at;
}

static size_t step_tag(const struct source *source, struct html_context *context, size_t at)
{
    char byte = source->text.p[at];
    if (byte == '>') {
        context->place = IN_TEXT;
        return at + 1;
    }
    if (!is_letter(byte)) {
        if (!is_blank(byte) && byte != '/') {
            source_fail(source, "'%c' in a tag: attributes are NAME=\"VALUE\"", byte);
        }
        return at + 1;
    }
    at = read_name(source, at, context->attribute, sizeof context->attribute);
    if (strncmp(context->attribute, "on", 2) == 0 || strcmp(context->attribute, "style") == 0) {
        source_fail(source, "attribute %s is not allowed", context->attribute);
    }
    if (at < source->text.n && source->text.p[at] == '=') {
        if (at + 1 >= source->text.n || source->text.p[at + 1] != '"') {
            source_fail(source, "the value of %s must stand in double quotes",
                        context->attribute);
        }
        context->place = IN_VALUE;
        context->value_length = 0;
        context->from_root = false;
        return at + 2;
    }
    return at;
}

static size_t step_value(const struct source *source, struct html_context *context, size_t at)
{
    char byte = source->text.p[at];
    if (byte == '"') {
        context->place = IN_TAG;
        return at + 1;
    }
    if (speaks(context->attribute)) {
        check_visible(source, byte);
    }
    if (context->value_length++ == 0) {
        context->from_root = byte == '/' || byte == '#';
    }
    return at + 1;
}

size_t html_step(const struct source *source, struct html_context *context, size_t at)
{
    switch (context->place) {
    case IN_TEXT:
        return step_text(source, context, at);
    case IN_TAG:
        return step_tag(source, context, at);
    case IN_VALUE:
        return step_value(source, context, at);
    case IN_COMMENT:
        if (str_starts(str_from(source->text, at), STR("-->"))) {
            context->place = IN_TEXT;
            return at + 3;
        }
        return at + 1;
    }
    return at + 1;
}

bool html_same(const struct html_context *a, const struct html_context *b)
{
    return a->place == b->place &&
           (a->place != IN_VALUE || (strcmp(a->attribute, b->attribute) == 0));
}

const char *html_escape_here(const struct source *source, struct html_context *context,
                             bool local)
{
    if (context->place == IN_TEXT) {
        return ", .escape = ESCAPE_TEXT";
    }
    if (context->place != IN_VALUE) {
        source_fail(source, "a value cannot stand in %s", html_place_name(context));
    }
    bool first = context->value_length == 0;
    if (!is_address(context->attribute)) {
        return ", .escape = ESCAPE_ATTRIBUTE";
    }
    if (local && first) {
        context->value_length = 1;
        return ", .escape = ESCAPE_ATTRIBUTE";
    }
    if (local || !context->from_root) {
        source_fail(source, "an address must begin with '/' or be one value with |local");
    }
    return ", .escape = ESCAPE_URL";
}
