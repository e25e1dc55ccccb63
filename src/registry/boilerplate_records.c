/* See boilerplate_records.h. */
#include "registry/boilerplate_records.h"

#include "base/mem.h"
#include "registry/entries.h"
#include "registry/long_texts.h"
#include "registry/triage.h"
#include "registry_sql.h"

#include <stdlib.h>
#include <string.h>

struct gathering {
    struct arena *arena;
    struct str *products; /* that deployments list, each once */
    size_t product_count;
    bool *named;
    bool *own; /* of the record at hand */
    struct boilerplate_text *texts;
    size_t text_count, text_room;
    struct several_tools *several;
    size_t several_count, several_room;
};

static int by_bytes(const void *a, const void *b)
{
    const struct str *one = a;
    const struct str *other = b;
    return str_cmp(*one, *other);
}

static enum err_code read_products(struct gathering *gathering, struct db *db, struct err *err)
{
    struct triage_known *known;
    size_t count;
    size_t kept = 0;
    TRY(triage_known_read(db, gathering->arena, &known, &count, err));
    struct str *products = arena_alloc(gathering->arena, (count + 1) * sizeof *products);
    for (size_t i = 0; i < count; i++) {
        if (known[i].used) {
            products[kept++] = known[i].product;
        }
    }
    qsort(products, kept, sizeof *products, by_bytes);
    for (size_t i = 0; i < kept; i++) {
        if (gathering->product_count == 0 ||
            !str_eq(products[i], products[gathering->product_count - 1])) {
            products[gathering->product_count++] = products[i];
        }
    }
    gathering->products = products;
    gathering->named =
        arena_zalloc(gathering->arena, (gathering->product_count + 1) * sizeof(bool));
    gathering->own =
        arena_zalloc(gathering->arena, (gathering->product_count + 1) * sizeof(bool));
    return ERR_OK;
}

/* Takes away what the statement itself calls its tools. */
static enum err_code leave_own(struct gathering *gathering, struct db *db, struct str statement,
                               bool *own, struct err *err)
{
    struct db_query *query;
    bool row = false;
    enum err_code code;
    memset(own, 0, gathering->product_count * sizeof *own);
    TRY(db_prepare(db, sql_registry_own_products, &query, err));
    db_bind_text(query, 1, statement);
    while ((code = db_step(query, &row, err)) == ERR_OK && row) {
        struct str name = db_text(query, 0);
        const struct str *found = bsearch(&name, gathering->products, gathering->product_count,
                                          sizeof name, by_bytes);
        if (found != NULL) {
            own[found - gathering->products] = true;
        }
    }
    db_reset(query);
    return code;
}

static void note_named(struct gathering *gathering, struct str text, struct str *list)
{
    if (products_named(text, gathering->products, gathering->product_count, gathering->named) ==
        0) {
        return;
    }
    for (size_t i = 0; i < gathering->product_count; i++) {
        struct str product = gathering->products[i];
        if (gathering->named[i] && !gathering->own[i] && str_find(*list, product) == SIZE_MAX) {
            *list = list->n == 0 ? product
                                 : str_of(arena_printf(gathering->arena, "%.*s; %.*s",
                                                       STR_ARG(*list), STR_ARG(product)));
        }
    }
}

static void take(struct gathering *gathering, const struct registry_entry *entry)
{
    const struct js *tools = js_member(entry->body, "tools");
    struct several_tools one = {entry->subject, entry->title,
                                tools != NULL ? tools->array.count : 0, STR("")};
    struct long_text *texts;
    size_t count;
    long_texts_of(gathering->arena, entry, &texts, &count);
    for (size_t i = 0; i < count; i++) {
        gathering->texts = mem_grow(gathering->texts, gathering->text_count,
                                    &gathering->text_room, sizeof *gathering->texts);
        gathering->texts[gathering->text_count++] =
            (struct boilerplate_text){entry->subject, texts[i].field, texts[i].text};
        note_named(gathering, texts[i].text, &one.named);
    }
    if (one.tools > 1 || one.named.n > 0) {
        gathering->several = mem_grow(gathering->several, gathering->several_count,
                                      &gathering->several_room, sizeof *gathering->several);
        gathering->several[gathering->several_count++] = one;
    }
}

static void keep(struct gathering *gathering, struct alike_records *records)
{
    struct boilerplate_text *texts =
        arena_alloc(gathering->arena, (gathering->text_count + 1) * sizeof *texts);
    struct several_tools *several =
        arena_alloc(gathering->arena, (gathering->several_count + 1) * sizeof *several);
    if (gathering->text_count > 0) {
        memcpy(texts, gathering->texts, gathering->text_count * sizeof *texts);
    }
    if (gathering->several_count > 0) {
        memcpy(several, gathering->several, gathering->several_count * sizeof *several);
    }
    records->texts = texts;
    records->text_count = gathering->text_count;
    records->several = several;
    records->several_count = gathering->several_count;
}

enum err_code alike_records_read(struct db *db, struct arena *arena, struct str force,
                                 struct alike_records *records, struct err *err)
{
    struct gathering gathering = {.arena = arena};
    struct registry_entries entries = {NULL, 0};
    *records = (struct alike_records){.deployments = 0};
    TRY(read_products(&gathering, db, err));
    if (force.n > 0) {
        TRY(registry_naming(db, arena, force, "deployment.described/1", &entries, err));
    } else {
        TRY(registry_of_type(db, arena, "deployment.described/1", &entries, err));
    }
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < entries.count && code == ERR_OK; i++) {
        code = leave_own(&gathering, db, entries.list[i].id, gathering.own, err);
        take(&gathering, &entries.list[i]);
    }
    records->deployments = entries.count;
    keep(&gathering, records);
    free(gathering.texts);
    free(gathering.several);
    return code;
}
