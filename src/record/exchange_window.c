/* See exchange_window.h. */
#include "record/exchange_window.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "ledger/body.h"
#include "ledger/merkle.h"

#include <stdlib.h>

/* Of entries and bodies that are held at a time; a tree of JSON is many times its text. */
enum { WINDOW_BYTES = MIB };

void exchange_window_init(struct exchange_window *window)
{
    *window = (struct exchange_window){.arena = arena_new()};
    window->entries = xcalloc(WINDOW_ENTRIES, sizeof *window->entries);
    for (size_t i = 0; i < WINDOW_ENTRIES / WINDOW_SLICE; i++) {
        window->slices[i] = arena_new();
    }
}

void exchange_window_release(struct exchange_window *window)
{
    for (size_t i = 0; i < WINDOW_ENTRIES / WINDOW_SLICE; i++) {
        arena_free(window->slices[i]);
    }
    free(window->entries);
    arena_free(window->arena);
}

/* What every entry must be, whoever signed it: a leaf of the sender's log with its own body. */
static enum err_code check_entry(const struct exchange_window *window, struct arena *arena,
                                 struct window_entry *entry, struct err *err)
{
    const struct exchange_record *record = &entry->record;
    const struct statement *header = &entry->statement.header;
    bool understood;
    struct sha256 hash = merkle_leaf(record->entry);
    if (!sha256_eq(&hash, &window->leaves[record->index])) {
        return err_set(err, ERR_INVALID, "is not the leaf of the sender's log");
    }
    TRY(statement_parse(arena, record->entry, &entry->statement, err));
    if (!record->has_body) {
        return ERR_OK; /* removed by the sender; whether we have it is asked next */
    }
    TRY(body_verify(header, &record->salt, record->body, err));
    return body_read(arena, header->type, record->body, &entry->value, &understood, err);
}

static bool signature_holds(const struct exchange_window *window,
                            const struct signed_statement *statement)
{
    const struct keyring_key *key = keyring_find(window->keyring, statement->header.by);
    return key != NULL && statement_verify(statement, &key->public, NULL) == ERR_OK;
}

static void check_slice(void *data, size_t index)
{
    struct exchange_window *window = data;
    size_t first = index * WINDOW_SLICE;
    for (size_t at = first; at < window->count && at < first + WINDOW_SLICE; at++) {
        struct window_entry *entry = &window->entries[at];
        entry->code = check_entry(window, window->slices[index], entry, &window->words[index]);
        if (entry->code != ERR_OK) {
            return; /* nobody looks at those behind it */
        }
        entry->signature = signature_holds(window, &entry->statement);
    }
}

static void read_entries(struct exchange_window *window, struct exchange_reader *reader)
{
    size_t bytes = 0;
    while (window->count < WINDOW_ENTRIES && bytes < WINDOW_BYTES && !window->has_after) {
        struct exchange_record record;
        window->code = exchange_next(reader, window->arena, &record, &window->err);
        if (window->code != ERR_OK) {
            return;
        }
        if (record.kind != EXCHANGE_ENTRY) {
            window->after = record;
            window->has_after = true;
            return;
        }
        window->entries[window->count++] = (struct window_entry){.record = record};
        bytes += record.entry.n + record.body.n;
    }
}

void exchange_window_fill(struct exchange_window *window, struct exchange_reader *reader)
{
    arena_reset(window->arena);
    window->count = 0;
    window->has_after = false;
    read_entries(window, reader);
    size_t slices = (window->count + WINDOW_SLICE - 1) / WINDOW_SLICE;
    for (size_t i = 0; i < slices; i++) {
        arena_reset(window->slices[i]);
    }
    parallel_run(window->threads, slices, check_slice, window);
}

enum err_code exchange_window_judge(const struct exchange_window *window, size_t at,
                                    struct err *err)
{
    enum err_code code = window->entries[at].code;
    if (code != ERR_OK && err != NULL) {
        *err = window->words[at / WINDOW_SLICE];
    }
    return code;
}
