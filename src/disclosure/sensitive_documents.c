#include "disclosure/sensitive_documents.h"

#include "disclosure/schedule_items.h"
#include "disclosure_sql.h"
#include "store/db_ask.h"
#include "store/db_part.h"

#include <string.h>

struct reading {
    struct arena *arena;
    struct sensitive_documents *documents;
    size_t room;
};

static enum err_code take_item(void *data, const struct schedule_item *item, struct err *err)
{
    struct reading *reading = data;
    struct sensitive_documents *documents = reading->documents;
    (void)err;
    documents->not_looked_at += item->place == SCHEDULE_HELD;
    bool served = item->place == SCHEDULE_EVIDENCE && item->own_sensitive.n == 0;
    if (!item->sensitive || served) {
        return ERR_OK;
    }
    if (documents->count == reading->room) {
        size_t room = reading->room * 2 + 64;
        int64_t *items = arena_alloc(reading->arena, room * sizeof *items);
        if (documents->count > 0) {
            memcpy(items, documents->items, documents->count * sizeof *items);
        }
        documents->items = items;
        reading->room = room;
    }
    documents->items[documents->count++] = item->document;
    return ERR_OK;
}

enum err_code sensitive_documents_read(struct db *db, struct arena *arena,
                                       struct sensitive_documents *documents, struct err *err)
{
    struct reading reading = {arena, documents, 0};
    int64_t steps = 0;
    memset(documents, 0, sizeof *documents);
    TRY(db_part_steps(db, "schedule", &steps, err));
    if (steps == 0) {
        return db_number(db, sql_disclosure_document_count, &documents->not_looked_at, err, "");
    }
    return schedule_items(db, 0, INT64_MAX, take_item, &reading, err);
}
