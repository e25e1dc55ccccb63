/* Rules in data: phrases and what they count for, tried on the words of a text all at once.
 *
 *     {"groups":[{"for":ID,"where":"name"|"title"|"head"|"text","weight":N,"words":[PHRASE,…]
 *                 [,"says":TEXT]},…]}
 *
 * A phrase is words with blanks between; a word that ends with * stands for all that begin so,
 * # for any number. A group counts once however often its phrases stand there. */
#ifndef DESCRIBE_DOCUMENTS_CUE_RULES_H
#define DESCRIBE_DOCUMENTS_CUE_RULES_H

#include "document_words.h"

#include "base/err.h"
#include "base/json.h"

enum { CUE_GROUPS_MAX = 1000, CUE_PHRASES_MAX = 20000, CUE_WORDS_MAX = 12 };

enum cue_where { CUE_NAME, CUE_TITLE, CUE_HEAD, CUE_TEXT };

struct cue_group {
    struct str purpose; /* "for" */
    enum cue_where where;
    int64_t weight;  /* -100 to 100 */
    struct str says; /* "" */
};

struct cue_rules;

struct cue_place {
    size_t group;
    size_t first, last; /* words, both included */
};
typedef void cue_sink(void *data, const struct cue_place *place);

/* From a JSON value; lives in the arena. The error names the group by its number and the key.
 */
enum err_code cue_rules_load(struct arena *arena, const struct js *json,
                             struct cue_rules **loaded, struct err *err) MUST_USE;
size_t cue_rules_count(const struct cue_rules *rules);
const struct cue_group *cue_rules_group(const struct cue_rules *rules, size_t group);
/* Calls for every place of a phrase, also overlapping ones, of groups of that `where`. */
void cue_rules_find(const struct cue_rules *rules, const struct document_words *words,
                    enum cue_where where, cue_sink *sink, void *data);

#endif
