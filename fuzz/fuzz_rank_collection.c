/* Documents and labels of a session, as rank-documents reads them: what is taken is found again
 * by its id, its vector has length 1 or 0, and a label is of a text that is there. */
#include "../tools/rank-documents/shown_collection.h"

#include "base/arena.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

/* a table of 4,096 in place of 4 million, so that an input takes microseconds */
enum { FEW_HASH_BITS = 12 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void hear(void *data, size_t text, bool relevant)
{
    const struct collection *collection = data;
    (void)relevant;
    if (text == 0 || text >= collection->vectors.count) {
        BUG("a label of no text");
    }
}

static void check_vectors(const struct collection *collection)
{
    const struct text_vectors *vectors = &collection->vectors;
    for (size_t text = 0; text < vectors->count; text++) {
        double squares = 0;
        for (size_t i = vectors->start[text]; i < vectors->start[text + 1]; i++) {
            double value = (double)vectors->items[i].value;
            squares += value * value;
            if (vectors->items[i].id >= vectors->features || !(value > 0)) {
                BUG("a feature that is none");
            }
        }
        if (squares != 0 && fabs(squares - 1) > 1e-3) {
            BUG("a vector that is not of length 1");
        }
    }
}

/* Lines of items.jsonl; those after an empty line are labels. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct collection collection = {.folder = "/nonexistent"};
    struct arena *arena = arena_new();
    struct err err = {.code = ERR_OK};
    struct str rest = str_n((const char *)bytes, length);
    struct str line;
    collection.arena = arena_new();
    text_vectors_init(&collection.vectors, FEW_HASH_BITS);
    text_vectors_add(&collection.vectors, (const struct str[]){STR("topic")}, 1);
    collection.ids = mem_grow(NULL, 0, &collection.capacity, sizeof *collection.ids);
    collection.ids[0] = STR("");
    while (str_split(&rest, '\n', &line) && line.n > 0) {
        size_t before = collection.vectors.count;
        enum err_code code = collection_add(&collection, arena, line, &err);
        if (code != ERR_OK && (err.message[0] == '\0' || collection.vectors.count != before)) {
            BUG("refused without a word, or taken all the same");
        }
        arena_reset(arena);
    }
    text_vectors_finish(&collection.vectors);
    check_vectors(&collection);
    if (collection_sort(&collection, &err) == ERR_OK) {
        for (size_t text = 1; text < collection.vectors.count; text++) {
            if (collection_find(&collection, collection.ids[text]) != text) {
                BUG("an id that is not found again");
            }
        }
        while (str_split(&rest, '\n', &line)) {
            struct js *label;
            if (js_parse(arena, line, &label, &err) == ERR_OK &&
                collection_label(&collection, label, hear, &collection, &err) != ERR_OK &&
                err.message[0] == '\0') {
                BUG("a label refused without a word");
            }
        }
    }
    collection_release(&collection);
    arena_free(arena);
    return 0;
}
