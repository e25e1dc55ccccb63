/* Products that a deployment's texts name and its tools are not; see text_alike.h. */
#include "registry/boilerplate.h"
#include "registry/long_texts.h"
#include "registry/text_alike.h"
#include "registry_sql.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct product_list {
    struct str *list;
    size_t count;
    size_t capacity;
};

static enum err_code read_names(struct db *db, struct arena *arena, const char *sql,
                                struct str statement, struct product_list *names,
                                struct err *err)
{
    struct db_query *query;
    bool row = false;
    enum err_code code;
    TRY(db_prepare(db, sql, &query, err));
    if (statement.n > 0) {
        db_bind_text(query, 1, statement);
    }
    while ((code = db_step(query, &row, err)) == ERR_OK && row) {
        names->list =
            mem_grow(names->list, names->count, &names->capacity, sizeof *names->list);
        names->list[names->count++] = arena_str(arena, db_text(query, 0));
    }
    db_reset(query);
    return code;
}

/* The first words of all texts, hashed and sorted: a product whose first word is not among
 * them stands in none. */
struct word_set {
    uint64_t *list;
    size_t count;
};

static int by_value(const void *a, const void *b)
{
    const uint64_t *one = a;
    const uint64_t *other = b;
    return *one < *other ? -1 : *one > *other;
}

static void add_words(struct word_set *set, struct str text, char *words, size_t *ends)
{
    size_t count = shingle_words(text, words, ends);
    for (size_t i = 0; i < count; i++) {
        size_t start = i > 0 ? ends[i - 1] : 0;
        set->list[set->count++] = str_hash(str_n(words + start, ends[i] - start));
    }
}

static void words_of(struct arena *arena, const struct long_text *texts, size_t count,
                     struct word_set *set)
{
    size_t longest = 0;
    size_t all = 0;
    for (size_t i = 0; i < count; i++) {
        longest = texts[i].text.n > longest ? texts[i].text.n : longest;
        all += texts[i].text.n;
    }
    char *words = arena_alloc(arena, 2 * longest + 2);
    size_t *ends = arena_alloc(arena, (longest + 1) * sizeof *ends);
    set->list = arena_alloc(arena, (all + 1) * sizeof *set->list);
    set->count = 0;
    for (size_t i = 0; i < count; i++) {
        add_words(set, texts[i].text, words, ends);
    }
    qsort(set->list, set->count, sizeof *set->list, by_value);
}

static bool may_stand(const struct word_set *set, struct str product)
{
    char word[128];
    size_t n = 0;
    size_t i = 0;
    while (i < product.n && !shingle_letter((unsigned char)product.p[i])) {
        i++;
    }
    for (; i < product.n && shingle_letter((unsigned char)product.p[i]); i++) {
        if (n + 2 > sizeof word) {
            return true;
        }
        word[n++] = shingle_lower(product.p[i]);
    }
    word[n++] = ' ';
    uint64_t hash = str_hash(str_n(word, n));
    return n == 1 || bsearch(&hash, set->list, set->count, sizeof hash, by_value) != NULL;
}

static bool stands(const struct long_text *texts, size_t count, struct str product)
{
    for (size_t i = 0; i < count; i++) {
        bool named;
        if (products_named(texts[i].text, &product, 1, &named) > 0) {
            return true;
        }
    }
    return false;
}

static bool in_list(const struct product_list *names, struct str name)
{
    for (size_t i = 0; i < names->count; i++) {
        if (str_eq(names->list[i], name)) {
            return true;
        }
    }
    return false;
}

static enum err_code used_elsewhere(struct db *db, struct str product, struct str subject,
                                    bool *used, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql_texts_product_used, &query, err));
    db_bind_text(query, 1, product);
    db_bind_text(query, 2, subject);
    TRY(db_step(query, used, err));
    db_reset(query);
    return ERR_OK;
}

static enum err_code choose(struct db *db, struct arena *arena,
                            const struct registry_entry *entry,
                            const struct product_list *names, const struct product_list *own,
                            struct str *products, size_t *count, struct err *err)
{
    struct long_text *texts;
    struct word_set words;
    size_t text_count;
    *count = 0;
    long_texts_of(arena, entry, &texts, &text_count);
    words_of(arena, texts, text_count, &words);
    for (size_t i = 0; i < names->count; i++) {
        struct str name = names->list[i];
        bool used = false;
        if (may_stand(&words, name) && !in_list(own, name) && stands(texts, text_count, name)) {
            TRY(used_elsewhere(db, name, entry->subject, &used, err));
        }
        if (used) {
            products[(*count)++] = name;
        }
    }
    return ERR_OK;
}

enum err_code text_products_read(struct db *db, struct arena *arena,
                                 const struct registry_entry *entry, struct str **products,
                                 size_t *count, struct err *err)
{
    struct product_list names = {NULL, 0, 0};
    struct product_list own = {NULL, 0, 0};
    enum err_code code = read_names(db, arena, sql_texts_products, STR(""), &names, err);
    if (code == ERR_OK) {
        code = read_names(db, arena, sql_registry_own_products, entry->id, &own, err);
    }
    *products = arena_alloc(arena, (names.count + 1) * sizeof **products);
    *count = 0;
    if (code == ERR_OK) {
        code = choose(db, arena, entry, &names, &own, *products, count, err);
    }
    free(names.list);
    free(own.list);
    return code;
}
