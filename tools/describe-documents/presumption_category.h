/* Which category of the rebuttable presumption list a document belongs to, if any. Rules:
 * categories.json,
 *
 *     {"threshold":N,"categories":[ID,…],"groups":[…],
 *      "features":[{"for":ID,"feature":"clock"|"speakers"|"questions","from":N,"weight":N},…],
 *      "forms":[{"kind":KIND,"needs":N[,"says":TEXT]},…],
 *      "fields":[{"says":TEXT,"labels":[PHRASE,…]},…],"skipped":[PHRASE,…]}
 *
 * Groups (cue_rules.h) and features add to the score of the category that they are for; "for"
 * is "all" where they add to (or take from) each, "kind" where they only say what a document
 * is, "form" where they are printed words of a form that tell nothing. The highest score from
 * the threshold on wins, the earlier category among equals. What has a plain form of its own (a
 * message, a chat, a table) is of a category only when one group of its name, title or head
 * that weighs at least "needs" says so: a mail that mentions a camera is no record of its
 * viewing.
 */
#ifndef DESCRIBE_DOCUMENTS_PRESUMPTION_CATEGORY_H
#define DESCRIBE_DOCUMENTS_PRESUMPTION_CATEGORY_H

#include "cue_rules.h"
#include "line_features.h"

/* Of groups of words that are printed on a form. */
#define CATEGORY_FORM_WORDS "form"

enum {
    CATEGORIES_MAX = 16,
    PLAIN_FORMS_MAX = 16,
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
    struct {
        struct str kind, says;
        int64_t needs;
    } forms[PLAIN_FORMS_MAX];
    size_t form_count;
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
/* What is looked at: the words of the file's name, of the first lines, of the first part of the
 * text with what the file says of itself, and of all of it; what lines look like; what kind of
 * file it is. */
struct category_view {
    struct document_words name, title, head, text;
    struct line_features features;
    struct str kind;
};
/* Passages of the text by their number: true where printed words of a form stand. */
struct form_passages {
    bool *held;
    size_t count;
};
/* One pass over the words tells both; `form` lies in the arena. */
void category_choose(struct arena *arena, const struct category_rules *rules,
                     const struct category_view *view, struct category_choice *choice,
                     struct form_passages *form);

#endif
