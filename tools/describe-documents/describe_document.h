/* One document described, by rules that were loaded: what the tool answers. */
#ifndef DESCRIBE_DOCUMENTS_DESCRIBE_DOCUMENT_H
#define DESCRIBE_DOCUMENTS_DESCRIBE_DOCUMENT_H

#include "item_description.h"

#include "base/jsonw.h"

struct describe_rules {
    struct arena *arena;
    struct category_rules categories;
    struct sensitive_rules *sensitive;
    struct abbreviations abbreviations;
};

/* categories.json and passages.json of a folder, abbreviations.json of another. The rules live
 * in the arena. The error names the file. */
enum err_code describe_rules_load(struct arena *arena, const char *folder,
                                  const char *abbreviations, struct describe_rules **rules,
                                  struct err *err) MUST_USE;
/* `document`: the member of the input; `text` is its text. Writes the output. */
void describe_document(struct arena *arena, const struct describe_rules *rules,
                       const struct described *document, struct jsonw *output);

#endif
