/* The chief officer's paper on one deployment, for one force, out of public records: evidence
 * with groups and intervals, gate, risks, cost, benefit, dissent, what is missing, and room for
 * the decision. It approves and recommends nothing. Long texts are cut, and say so. */
#ifndef POLICEAI_REGISTRY_BRIEF_H
#define POLICEAI_REGISTRY_BRIEF_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "registry/gate.h"
#include "registry/vocabulary.h"
#include "store/db.h"

#include <stddef.h>
#include <stdint.h>

enum brief_kind {
    BRIEF_TITLE,
    BRIEF_HEADING,
    BRIEF_TEXT,
    BRIEF_PAIR, /* label: text */
    BRIEF_ITEM, /* of a list; label may be "" */
    BRIEF_BLANK /* label and a line to write on */
};

struct brief_block {
    enum brief_kind kind;
    struct str label; /* "" where the kind has none */
    struct str text;
};

struct brief {
    struct brief_block *list;
    size_t count;
};

struct brief_plan {
    const struct gate *gate;
    const struct vocabulary *vocabulary; /* of deployments */
    const struct use_vocabulary *counts; /* of use reports */
    /* What a metric is called, by its id; NULL, or giving NULL: its id stands. */
    const char *(*metric_title)(const char *id);
    struct str subject;
    struct str force;
    struct str force_name; /* what it is called */
    struct str stage;      /* that is to be decided on; "" : the deployment's own */
    int64_t now;
};

/* ERR_NOT_FOUND without the deployment; ERR_INVALID when it does not name the force. */
enum err_code brief_make(struct db *db, struct arena *arena, const struct brief_plan *plan,
                         struct brief *brief, struct err *err) MUST_USE;
/* Plain text of at most 96 columns. */
void brief_write_text(const struct brief *brief, struct strbuf *out);
/* One HTML file: no script, nothing from elsewhere, made for two pages of A4 in print. */
void brief_write_html(const struct brief *brief, struct strbuf *out);

#endif
