/* Passages of a text that may be sensitive, each with the code of a reason. Rules:
 * passages.json,
 * {"threshold":N,"groups":[…]} (cue_rules.h) whose "for" is a reason; a passage, a sentence or
 * a line, is flagged for a reason whose groups found in it sum up to the threshold. What is
 * flagged is the whole of it: the sentence over the ends of its lines, the row of a table. */
#ifndef DESCRIBE_DOCUMENTS_SENSITIVE_PASSAGES_H
#define DESCRIBE_DOCUMENTS_SENSITIVE_PASSAGES_H

#include "cue_rules.h"

enum { SENSITIVE_MAX = 500, SENSITIVE_REASONS = 32 };

struct sensitive_passage {
    struct str reason;
    size_t first, last; /* words, both included */
};

struct sensitive_passages {
    struct sensitive_passage *items; /* in the order of the text */
    size_t count;                    /* at most SENSITIVE_MAX */
};

struct sensitive_rules;

/* Lives in the arena, texts point into `json`. The error names group and key. */
enum err_code sensitive_rules_load(struct arena *arena, struct str json,
                                   struct sensitive_rules **rules, struct err *err) MUST_USE;
/* `words` are those of `text`. In the arena. */
void sensitive_passages_find(struct arena *arena, const struct sensitive_rules *rules,
                             struct str text, const struct document_words *words,
                             struct sensitive_passages *found);
/* Does any of them touch the bytes [from, to) of the text? */
bool sensitive_passages_touch(const struct sensitive_passages *found,
                              const struct document_words *words, size_t from, size_t to);

/* Does `said` hold a name that stands in one of them: a word with a capital that is no word of
 * any sentence, no month and no day? `text` is what they were found in. */
bool sensitive_passages_named(const struct sensitive_passages *found, struct str text,
                              const struct document_words *words, struct str said);

#endif
