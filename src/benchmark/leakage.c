/* See leakage.h. */
#include "benchmark/leakage.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "benchmark/alike_items.h"
#include "crypto/digest.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_TEXT_MAX = 1 << 22, WORDS_MAX = 1 << 26 };

/* Something that two items may share: a digest or a cluster's name. */
struct mark {
    struct str key;
    size_t item;
    bool test;
};

struct leaking {
    struct arena *arena;
    const struct leakage_item *items;
    size_t count;
    struct leak *leaks;
    size_t leak_count, room;
    bool more;
};

static int compare_marks(const void *a, const void *b)
{
    const struct mark *left = a;
    const struct mark *right = b;
    int order = str_cmp(left->key, right->key);
    return order != 0 ? order : (left->item > right->item) - (left->item < right->item);
}

static void tell(struct leaking *own, size_t dev, size_t test, const char *kind)
{
    if (own->leak_count == ALIKE_PAIRS_MAX) {
        own->more = true;
        return;
    }
    own->leaks = mem_grow(own->leaks, own->leak_count, &own->room, sizeof *own->leaks);
    own->leaks[own->leak_count++] =
        (struct leak){own->items[dev].id, own->items[test].id, kind};
}

/* For each key on both sides: its first dev and its first test item. */
static void tell_shared(struct leaking *own, struct mark *marks, size_t count, const char *kind)
{
    if (count > 0) {
        qsort(marks, count, sizeof *marks, compare_marks);
    }
    for (size_t i = 0; i < count;) {
        size_t end = i;
        size_t first[2] = {SIZE_MAX, SIZE_MAX};
        for (; end < count && str_eq(marks[end].key, marks[i].key); end++) {
            size_t *place = &first[marks[end].test ? 1 : 0];
            *place = *place == SIZE_MAX ? marks[end].item : *place;
        }
        if (first[0] != SIZE_MAX && first[1] != SIZE_MAX) {
            tell(own, first[0], first[1], kind);
        }
        i = end;
    }
}

static enum err_code find_files(struct leaking *own, struct err *err)
{
    struct mark *marks;
    size_t count = 0;
    for (size_t i = 0; i < own->count; i++) {
        count += own->items[i].file_count;
    }
    marks = arena_alloc(own->arena, (count + 1) * sizeof *marks);
    count = 0;
    for (size_t i = 0; i < own->count; i++) {
        for (size_t k = 0; k < own->items[i].file_count; k++) {
            struct sha256 digest;
            char hex[SHA256_HEX_SIZE];
            TRY(sha256_of_file(own->items[i].files[k], &digest, NULL, err));
            sha256_hex(hex, &digest);
            marks[count++] =
                (struct mark){str_of(arena_strdup(own->arena, hex)), i, own->items[i].test};
        }
    }
    tell_shared(own, marks, count, "same bytes");
    return ERR_OK;
}

static void add_words(struct strbuf *words, const struct js *value)
{
    if (value->type == JS_STRING) {
        strbuf_str(words, value->string);
        strbuf_putc(words, '\n');
    }
    for (size_t i = 0; value->type == JS_ARRAY && i < value->array.count; i++) {
        add_words(words, &value->array.items[i]);
    }
    for (size_t i = 0; value->type == JS_OBJECT && i < value->object.count; i++) {
        if (!str_is(value->object.members[i].name, "file")) {
            add_words(words, &value->object.members[i].value);
        }
    }
}

/* Lines of JSON by what is written in them, any other text as it stands. */
static void add_text(struct arena *scratch, struct strbuf *words, struct str text)
{
    struct str line;
    while (str_split(&text, '\n', &line)) {
        struct js *value;
        struct err unused = {0};
        if (line.n > 0 && line.p[0] == '{' &&
            js_parse(scratch, line, &value, &unused) == ERR_OK) {
            add_words(words, value);
        } else {
            strbuf_str(words, line);
            strbuf_putc(words, '\n');
        }
    }
}

/* What is written in the files of an item; whether any of them is a text. Larger ones than
 * FILE_TEXT_MAX are known by their bytes alone. */
static bool add_files(struct strbuf *words, const struct leakage_item *item)
{
    bool any = false;
    for (size_t i = 0; i < item->file_count; i++) {
        struct arena *scratch = arena_new();
        struct str text;
        struct err unused = {0};
        if (file_read(scratch, item->files[i], FILE_TEXT_MAX, &text, &unused) == ERR_OK &&
            utf8_valid(text) && memchr(text.p, 0, text.n) == NULL) {
            add_text(scratch, words, text);
            any = true;
        }
        arena_free(scratch);
    }
    return any;
}

/* The input's "text"; of an input without one all that is written in it and in its files. The
 * same request about two pictures is no leak, so beside files that are no text it is nothing.
 */
static struct str text_of(struct arena *arena, const struct leakage_item *item)
{
    const struct js *text = js_member(item->input, "text");
    struct strbuf words;
    struct str all = STR("");
    if (text != NULL && text->type == JS_STRING) {
        return text->string;
    }
    strbuf_init(&words, WORDS_MAX);
    if (add_files(&words, item) || item->file_count == 0) {
        add_words(&words, item->input);
        all = arena_str(arena, strbuf_view(&words));
    }
    strbuf_release(&words);
    return all;
}

static void find_texts(struct leaking *own)
{
    struct alike_text_item *texts = arena_alloc(own->arena, (own->count + 1) * sizeof *texts);
    struct alike_pair *pairs;
    size_t count;
    bool more;
    for (size_t i = 0; i < own->count; i++) {
        texts[i] = (struct alike_text_item){text_of(own->arena, &own->items[i]),
                                            own->items[i].test ? 1 : 0};
    }
    alike_pairs(own->arena, texts, own->count, &pairs, &count, &more);
    own->more = own->more || more;
    for (size_t i = 0; i < count; i++) {
        tell(own, pairs[i].one, pairs[i].other,
             pairs[i].same ? "same words" : "nearly the same words");
    }
}

static void find_clusters(struct leaking *own)
{
    struct mark *marks = arena_alloc(own->arena, (own->count + 1) * sizeof *marks);
    for (size_t i = 0; i < own->count; i++) {
        marks[i] = (struct mark){own->items[i].cluster, i, own->items[i].test};
    }
    tell_shared(own, marks, own->count, "same cluster");
}

enum err_code leakage_find(struct arena *arena, const struct leakage_item *items, size_t count,
                           struct leak **leaks, size_t *leak_count, bool *more, struct err *err)
{
    struct leaking own = {.arena = arena, .items = items, .count = count};
    enum err_code code = find_files(&own, err);
    if (code == ERR_OK) {
        find_texts(&own);
        find_clusters(&own);
        *leaks = arena_alloc(arena, (own.leak_count + 1) * sizeof **leaks);
        if (own.leak_count > 0) {
            memcpy(*leaks, own.leaks, own.leak_count * sizeof **leaks);
        }
        *leak_count = own.leak_count;
        *more = own.more;
    }
    free(own.leaks);
    return code;
}
