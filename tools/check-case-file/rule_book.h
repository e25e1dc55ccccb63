/* The rules of a check, as data: rules.json and points.json. Each rule has an id, a source, and
 * whether that source was read ("verified"); those that were not are off unless asked for. */
#ifndef POLICEAI_CHECK_CASE_FILE_RULE_BOOK_H
#define POLICEAI_CHECK_CASE_FILE_RULE_BOOK_H

#include "form_catalogue.h"
#include "loose_words.h"

enum finding_kind {
    FIND_FORM_MISSING,
    FIND_FIELD_EMPTY,
    FIND_UNSIGNED,
    FIND_UNDATED,
    FIND_NO_DECLARATION,
    FIND_UNPRODUCED,
    FIND_UNLISTED,
    FIND_NO_STATEMENT,
    FIND_DISAGREEMENT,
    FIND_UNPROVED,
    FINDING_KINDS
};
/* "form-missing", … */
const char *finding_kind_word(enum finding_kind kind);

/* Phrases of which one must stand in a sentence, and none of `unless`. "{defendant}" stands for
 * the name of the accused, in statements alone: `defendant`; "{property}" for what the charge
 * names, behind "my" and the like: `property`. */
struct cue_list {
    struct loose_phrase *says, *unless;
    size_t says_count, unless_count;
    bool defendant, property;
    bool denied;  /* also with a "no" before it: "nobody had my leave" */
    bool asks;    /* for a form: a "not" shortly behind denies it too */
    bool not_own; /* not where "I" or "we" stands before it: what a witness did */
};

struct rule {
    struct str id, source;
    enum finding_kind kind;
    bool verified;
    struct str plea, test, offence; /* "any", or as the task has them */
    size_t form;                    /* of the catalogue; SIZE_MAX: of every form */
    size_t field;                   /* SIZE_MAX: every field that is always needed */
    struct str subject;             /* of a disagreement; a point's id */
    bool always;                    /* else when a paper says one of `cues` */
    struct cue_list cues;           /* of a point: what goes to it */
    struct cue_list *parts;         /* of a declaration: one of each part must stand there */
    size_t part_count;
};

struct rule_book {
    struct rule *items;
    size_t count;
    struct cue_list admissions; /* of points.json: by the accused, they go to every point */
};

struct case_facts {
    struct str offence, plea, test;
};

/* ERR_FORMAT names file, line and key. The texts must outlive it. */
enum err_code rule_book_read(struct arena *arena, const struct form_catalogue *catalogue,
                             struct str rules, struct str points, struct rule_book *book,
                             struct err *err) MUST_USE;
/* Does the rule go for this case? An unknown plea counts as not guilty. */
bool rule_applies(const struct rule *rule, const struct case_facts *facts, bool unverified);
/* Is the word, of those before `to`, a denial: "no", "not", "nothing", …? Not that of "no
 * comment", "no reply", "not guilty", which the accused say. */
bool cue_denied_at(const struct loose_words *words, size_t at, size_t to);
/* The first place among words `from` to before `to` where a cue stands, with no "no", "not",
 * "never" or "without" shortly before it unless that counts. */
bool cues_find(const struct cue_list *cues, const struct loose_words *words, size_t from,
               size_t to, size_t *first, size_t *last);

#endif
