/* Which category of the rebuttable presumption list a document belongs to, if any. Rules:
 * categories.json,
 *
 *     {"threshold":N,"categories":[ID,…],"groups":[…],
 *      "features":[{"for":ID,"feature":"clock"|"speakers"|"questions","from":N,"weight":N},…],
 *      "fields":[{"says":TEXT,"labels":[PHRASE,…]},…],"skipped":[PHRASE,…]}
 *
 * Groups (cue_rules.h) and features add to the score of the category that they are for; "for"
 * is "all" where they add to (or take from) each, and "kind" where they only say what a
 * document is. The highest score from the threshold on wins, the earlier category among equals.
 */
#ifndef DESCRIBE_DOCUMENTS_PRESUMPTION_CATEGORY_H
#define DESCRIBE_DOCUMENTS_PRESUMPTION_CATEGORY_H

#include "cue_rules.h"
#include "line_features.h"

enum {
    CATEGORIES_MAX = 16,
    CATEGORY_FEATURES_MAX = 64,
    FIELDS_MAX = 64,
    FIELD_LABELS_MAX = 40
};

struct wanted_field {
    struct str says;
    struct str labels[FIELD_LABELS_MAX]; /* folded words with a blank between */
    size_t count;
};

struct category_rules {
    struct cue_rules *cues;
    int64_t threshold;
    struct str ids[CATEGORIES_MAX];
    size_t count;
    struct {
        struct str purpose, feature;
        int64_t from, weight;
    } features[CATEGORY_FEATURES_MAX];
    size_t feature_count;
    struct wanted_field fields[FIELDS_MAX];
    size_t field_count;
    struct wanted_field skipped; /* labels of what is not repeated: addresses, telephones */
};

struct category_choice {
    struct str id;   /* "none" */
    struct str says; /* what the document is, of the heaviest group that says it; "" */
    int64_t score;
};

/* Lives in the arena, texts point into `json`. The error names list, number and key. */
enum err_code category_rules_load(struct arena *arena, struct str json,
                                  struct category_rules *rules, struct err *err) MUST_USE;
/* `name`, `head` and `text`: the words of the file's name, of the first part of the text with
 * what the file says of itself, and of all of it. */
void category_choose(const struct category_rules *rules, const struct document_words *name,
                     const struct document_words *head, const struct document_words *text,
                     const struct line_features *features, struct category_choice *choice);

#endif
