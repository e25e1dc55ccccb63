#include "abbreviations.h"

#include <string.h>

enum err_code abbreviations_load(struct arena *arena, struct str json,
                                 struct abbreviations *loaded, struct err *err)
{
    struct js *root;
    TRY(js_parse(arena, json, &root, err));
    TRY(js_need(root, "abbreviations", JS_OBJECT, &loaded->table, err));
    if (loaded->table->object.count > ABBREVIATIONS_MAX) {
        return err_set(err, ERR_LIMIT, "\"abbreviations\" holds more than %d",
                       ABBREVIATIONS_MAX);
    }
    for (size_t i = 0; i < loaded->table->object.count; i++) {
        const struct js_member *member = &loaded->table->object.members[i];
        if (member->value.type != JS_STRING || member->value.string.n == 0) {
            return err_set(err, ERR_FORMAT, "\"%.*s\" is spelled out by no text",
                           STR_ARG(str_sub(member->name, 0, 40)));
        }
    }
    return ERR_OK;
}

static bool of_word(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80 || c == '/' || c == '-' || c == '_';
}

/* Stood that word before `at`, as a word? */
static bool stood_before(struct str text, size_t at, struct str word)
{
    for (size_t i = 0; i + word.n <= at; i++) {
        if ((i == 0 || !of_word(text.p[i - 1])) && !of_word(text.p[i + word.n]) &&
            memcmp(text.p + i, word.p, word.n) == 0) {
            return true;
        }
    }
    return false;
}

static bool in_brackets(struct str text, size_t from, size_t end)
{
    return from > 0 && text.p[from - 1] == '(' && end < text.n && text.p[end] == ')';
}

/* As the first of a sentence. */
static void put_before(struct strbuf *out, struct str full, struct str word)
{
    size_t start = out->n;
    bool begins = start > 1 && out->p[start - 1] == ' ' && out->p[start - 2] == '.';
    strbuf_printf(out, "%.*s (%.*s)", STR_ARG(full), STR_ARG(word));
    if (begins && out->n > start && out->p[start] >= 'a' && out->p[start] <= 'z') {
        out->p[start] = (char)(out->p[start] - 'a' + 'A');
    }
}

/* Is what stands in `text` before `at` an opened quotation? */
static bool in_quotation(struct str text, size_t at)
{
    bool open = false;
    for (size_t i = 0; i + 3 <= at; i++) {
        bool opens = memcmp(text.p + i, "\xE2\x80\x9C", 3) == 0;
        bool ends = memcmp(text.p + i, "\xE2\x80\x9D", 3) == 0;
        open = opens || (open && !ends);
    }
    return open;
}

void abbreviations_spell(const struct abbreviations *abbreviations, struct str text,
                         struct strbuf *out)
{
    for (size_t at = 0; at < text.n;) {
        size_t end = at;
        while (end < text.n && of_word(text.p[end])) {
            end++;
        }
        if (end == at) {
            strbuf_putc(out, text.p[at++]);
            continue;
        }
        struct str word = str_sub(text, at, end - at);
        const struct js *full = js_member_str(abbreviations->table, word);
        bool again =
            full != NULL && (stood_before(text, at, word) || in_brackets(text, at, end) ||
                             str_find(text, full->string) != SIZE_MAX);
        if (full != NULL && !again && in_quotation(text, at)) {
            strbuf_printf(out, "%.*s [%.*s]", STR_ARG(word), STR_ARG(full->string));
        } else if (full != NULL && !again) {
            put_before(out, full->string, word);
        } else {
            strbuf_str(out, word);
        }
        at = end;
    }
}
