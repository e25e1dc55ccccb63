/* A collection of documents as a session shows it: items.jsonl of a folder, and a file of
 * labels that are known already (doc/tool-protocol.md, Sessions). */
#ifndef POLICEAI_RANK_DOCUMENTS_COLLECTION_H
#define POLICEAI_RANK_DOCUMENTS_COLLECTION_H

#include "base/err.h"
#include "base/json.h"
#include "text_ranking/text_vectors.h"

#include <stdbool.h>
#include <stddef.h>

enum { COLLECTION_MAX = 1000000, COLLECTION_TEXT_MAX = 4 << 20, COLLECTION_ID_MAX = 64 };

struct collection {
    struct text_vectors vectors; /* text 0 is the topic; finished */
    struct str *ids;             /* by text, from 1 */
    size_t capacity;
    size_t *sorted; /* texts by id */
    struct arena *arena;
    const char *folder;
    void (*progress)(size_t count); /* MAY be NULL: called now and then */
};

/* `input` is the first request of a session. ERR_FORMAT names the file and line. */
enum err_code collection_read(struct collection *collection, const struct js *input,
                              struct err *err) MUST_USE;
/* As before it was read, when that failed too. */
void collection_release(struct collection *collection);
/* One line of items.jsonl; `arena` for what is needed of it alone. For the fuzz target too. */
enum err_code collection_add(struct collection *collection, struct arena *arena,
                             struct str line, struct err *err) MUST_USE;
/* Once all are added and the vectors finished. ERR_FORMAT: an id twice. */
enum err_code collection_sort(struct collection *collection, struct err *err) MUST_USE;
/* The text of an id, 0: there is none. */
size_t collection_find(const struct collection *collection, struct str id);

typedef void collection_label_fn(void *data, size_t text, bool relevant);
/* What stands in the file that "known" of the input names, if it does. An id that is not in
 * the collection is an error. */
enum err_code collection_known(const struct collection *collection, const struct js *input,
                               collection_label_fn *each, void *data, struct err *err) MUST_USE;
/* {"id":ID,"relevant":BOOL} */
enum err_code collection_label(const struct collection *collection, const struct js *label,
                               collection_label_fn *each, void *data, struct err *err) MUST_USE;

#endif
