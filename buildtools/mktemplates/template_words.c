/* See template_words.h. */
#include "template_words.h"

#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const char *const form_names[FORMS] = {"zero", "one", "two", "few", "many", "other"};

static int compare_entry(const void *a, const void *b)
{
    const struct entry *left = a;
    const struct entry *right = b;
    return str_cmp(left->id, right->id);
}

struct entry *words_find(struct words *words, struct str id)
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

void words_read(struct arena *arena, const char *path, struct words *words)
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

void words_scan_source(struct arena *arena, const char *path, struct words *words)
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
        struct entry *entry = words_find(words, id);
        if (entry == NULL) {
            fprintf(stderr, "%s: there is no message \"%.*s\"\n", path, STR_ARG(id));
            _Exit(1);
        }
        entry->used = true;
    }
}

void words_check_unused(const char *path, const struct words *words)
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

/* A message's row: its id and forms by their places. */
static void put_entry(struct text_pool *texts, struct strbuf *rows, const struct entry *entry)
{
    strbuf_puts(rows, "    {");
    text_pool_put(texts, rows, entry->id);
    strbuf_puts(rows, ", {");
    for (int f = 0; f < FORMS; f++) {
        if (entry->forms[f].n > 0) {
            strbuf_printf(rows, "[%d] = ", f);
            text_pool_put(texts, rows, entry->forms[f]);
            strbuf_puts(rows, f < FORM_OTHER ? ", " : "");
        }
    }
    strbuf_puts(rows, "}},\n");
}

void words_emit(FILE *out, struct str code, struct words *first, struct words *own,
                const char *path)
{
    struct strbuf rows;
    struct strbuf name;
    struct text_pool texts;
    strbuf_init(&rows, 4 * MIB);
    strbuf_init(&name, 256);
    text_pool_init(&texts);
    for (size_t i = 0; i < own->count; i++) {
        if (words_find(first, own->entries[i].id) == NULL) {
            fprintf(stderr, "%s: message \"%.*s\" is not in the first language\n", path,
                    STR_ARG(own->entries[i].id));
            _Exit(1);
        }
    }
    for (size_t i = 0; i < first->count; i++) {
        const struct entry *entry = words_find(own, first->entries[i].id);
        put_entry(&texts, &rows, entry != NULL ? entry : &first->entries[i]);
    }
    strbuf_printf(&name, "messages_%.*s", STR_ARG(code));
    text_pool_emit(&texts, out, strbuf_view(&name));
    fprintf(out, "static const struct message %s[] = {\n%s};\n", name.p, rows.p);
    text_pool_release(&texts);
    strbuf_release(&name);
    strbuf_release(&rows);
}
