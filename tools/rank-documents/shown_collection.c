/* See shown_collection.h. */
#include "shown_collection.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>

enum { PROGRESS_EVERY = 4096 };

static enum err_code document_text(const struct collection *collection, struct arena *arena,
                                   const struct js *document, struct str *text, struct err *err)
{
    struct str name;
    if (js_member(document, "file") == NULL) {
        return js_need_str(document, "text", text, err);
    }
    TRY(js_need_str(document, "file", &name, err));
    /* "/in/…/NAME" or "NAME": it lies beside items.jsonl */
    size_t from = name.n;
    while (from > 0 && name.p[from - 1] != '/') {
        from--;
    }
    name = str_from(name, from);
    return file_read(arena, arena_printf(arena, "%s/%.*s", collection->folder, STR_ARG(name)),
                     COLLECTION_TEXT_MAX, text, err);
}

enum err_code collection_add(struct collection *collection, struct arena *arena,
                             struct str line, struct err *err)
{
    struct js *item;
    const struct js *input;
    const struct js *document;
    struct str id;
    struct str title = STR("");
    struct str text;
    TRY(js_parse(arena, line, &item, err));
    TRY(js_need_str(item, "id", &id, err));
    TRY(js_need(item, "input", JS_OBJECT, &input, err));
    TRY(js_need(input, "document", JS_OBJECT, &document, err));
    TRY(js_may_str(document, "title", &title, err));
    TRY(document_text(collection, arena, document, &text, err));
    if (id.n == 0 || id.n > COLLECTION_ID_MAX) {
        return err_set(err, ERR_FORMAT, "an id of %zu bytes", id.n);
    }
    if (collection->vectors.count > COLLECTION_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d documents", COLLECTION_MAX);
    }
    const struct str parts[] = {title, text};
    size_t at = collection->vectors.count;
    text_vectors_add(&collection->vectors, parts, 2);
    collection->ids =
        mem_grow(collection->ids, at, &collection->capacity, sizeof *collection->ids);
    collection->ids[at] = arena_str(collection->arena, id);
    return ERR_OK;
}

static enum err_code read_lines(struct collection *collection, const char *path,
                                struct err *err)
{
    struct file_lines lines;
    struct str line;
    bool found = false;
    int64_t number = 0;
    struct arena *arena = arena_new();
    enum err_code code = file_lines_open(&lines, path, LIMIT_ITEM, err);
    if (code != ERR_OK) {
        arena_free(arena);
        return code;
    }
    code = file_lines_next(&lines, &line, &found, err);
    while (code == ERR_OK && found) {
        number++;
        code = collection_add(collection, arena, line, err);
        arena_reset(arena);
        if (collection->progress != NULL && number % PROGRESS_EVERY == 0) {
            collection->progress(collection->vectors.count);
        }
        code = code == ERR_OK ? file_lines_next(&lines, &line, &found, err) : code;
    }
    if (code != ERR_OK) {
        err_prefix(err, "items.jsonl line %lld", (long long)number);
    }
    file_lines_close(&lines);
    arena_free(arena);
    return code;
}

static const struct str *ids_to_sort;

static int by_id(const void *left, const void *right)
{
    const size_t *a = left;
    const size_t *b = right;
    return str_cmp(ids_to_sort[*a], ids_to_sort[*b]);
}

enum err_code collection_sort(struct collection *collection, struct err *err)
{
    size_t count = collection->vectors.count - 1;
    collection->sorted = xcalloc(count + 1, sizeof *collection->sorted);
    for (size_t i = 0; i < count; i++) {
        collection->sorted[i] = i + 1;
    }
    ids_to_sort = collection->ids;
    if (count > 0) {
        qsort(collection->sorted, count, sizeof *collection->sorted, by_id);
    }
    for (size_t i = 1; i < count; i++) {
        struct str id = collection->ids[collection->sorted[i]];
        if (str_eq(id, collection->ids[collection->sorted[i - 1]])) {
            return err_set(err, ERR_FORMAT, "items.jsonl has the id %.*s twice", STR_ARG(id));
        }
    }
    return ERR_OK;
}

static enum err_code read_all(struct collection *collection, const struct js *input,
                              struct err *err)
{
    const struct js *topic;
    struct str folder;
    struct str title;
    struct str text = STR("");
    TRY(js_need_str(input, "dir", &folder, err));
    TRY(js_need(input, "topic", JS_OBJECT, &topic, err));
    TRY(js_need_str(topic, "title", &title, err));
    TRY(js_may_str(topic, "text", &text, err));
    if (!str_starts(folder, STR("/in/"))) {
        return err_set(err, ERR_FORMAT, "\"dir\" is not below /in/");
    }
    const struct str parts[] = {title, text};
    text_vectors_add(&collection->vectors, parts, 2);
    collection->ids = mem_grow(NULL, 0, &collection->capacity, sizeof *collection->ids);
    collection->ids[0] = STR("");
    collection->folder = arena_strndup(collection->arena, folder.p, folder.n);
    TRY(read_lines(collection,
                   arena_printf(collection->arena, "%s/items.jsonl", collection->folder), err));
    text_vectors_finish(&collection->vectors);
    return collection_sort(collection, err);
}

enum err_code collection_read(struct collection *collection, const struct js *input,
                              struct err *err)
{
    collection->arena = arena_new();
    text_vectors_init(&collection->vectors, TEXT_VECTOR_HASH_BITS);
    enum err_code code = read_all(collection, input, err);
    if (code != ERR_OK) {
        collection_release(collection);
    }
    return code;
}

void collection_release(struct collection *collection)
{
    text_vectors_release(&collection->vectors);
    free(collection->ids);
    free(collection->sorted);
    arena_free(collection->arena);
    *collection = (struct collection){.progress = collection->progress};
}

size_t collection_find(const struct collection *collection, struct str id)
{
    size_t low = 0;
    size_t high = collection->vectors.count - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        size_t text = collection->sorted[middle];
        int order = str_cmp(id, collection->ids[text]);
        if (order == 0) {
            return text;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return 0;
}

enum err_code collection_label(const struct collection *collection, const struct js *label,
                               collection_label_fn *each, void *data, struct err *err)
{
    struct str id;
    const struct js *relevant;
    TRY(js_need_str(label, "id", &id, err));
    TRY(js_need(label, "relevant", JS_BOOL, &relevant, err));
    size_t text = collection_find(collection, id);
    if (text == 0) {
        return err_set(err, ERR_NOT_FOUND, "no document has the id %.*s",
                       (int)(id.n < COLLECTION_ID_MAX ? id.n : COLLECTION_ID_MAX), id.p);
    }
    each(data, text, relevant->boolean);
    return ERR_OK;
}

static enum err_code known_lines(const struct collection *collection, struct arena *arena,
                                 struct str text, collection_label_fn *each, void *data,
                                 struct err *err)
{
    struct str line;
    for (int64_t number = 1; str_split(&text, '\n', &line); number++) {
        struct js *label;
        if (line.n == 0 && text.p == NULL) {
            break;
        }
        enum err_code code = js_parse(arena, line, &label, err);
        code = code == ERR_OK ? collection_label(collection, label, each, data, err) : code;
        if (code != ERR_OK) {
            err_prefix(err, "line %lld of the known labels", (long long)number);
            return code;
        }
    }
    return ERR_OK;
}

enum err_code collection_known(const struct collection *collection, const struct js *input,
                               collection_label_fn *each, void *data, struct err *err)
{
    struct str name = STR("");
    struct str text;
    TRY(js_may_str(input, "known", &name, err));
    if (name.n == 0) {
        return ERR_OK;
    }
    if (str_has_byte(name, '/')) {
        return err_set(err, ERR_FORMAT, "\"known\" is not the name of a file in the folder");
    }
    struct arena *arena = arena_new();
    enum err_code code =
        file_read(arena, arena_printf(arena, "%s/%.*s", collection->folder, STR_ARG(name)),
                  COLLECTION_MAX * (size_t)(COLLECTION_ID_MAX + 32), &text, err);
    code = code == ERR_OK ? known_lines(collection, arena, text, each, data, err) : code;
    arena_free(arena);
    return code;
}
