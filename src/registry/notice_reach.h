/* Which safety notices reach a tool. A notice names an identity, or a supplier's product in a
 * range of versions with both ends included; an end that is not stated is open. Supplier and
 * product are compared without regard to A-Z and a-z.
 *
 * Versions are compared part by part, parts being divided by '.', '-', '+' and '_': parts of
 * digits as numbers, others as bytes, a number before a word, and of two that are alike as far
 * as the shorter goes the shorter comes first. No one rule fits every supplier: a notice that
 * must be exact names identities. */
#ifndef POLICEAI_REGISTRY_NOTICE_REACH_H
#define POLICEAI_REGISTRY_NOTICE_REACH_H

#include "registry/entries.h"

struct notice_target {
    struct str digest;   /* of the identity, 64 hexadecimal digits */
    struct str supplier; /* "" when not known: no product is matched then */
    struct str product;
    struct str other_name; /* the product may be called so too; "" when not */
    struct str version;    /* "" when not known: every range is taken to hold it */
    struct str folder; /* digest of the package, when its runtime is not known yet; "" when not:
                          it is then reached by every notice on an identity with this package */
};

/* Below 0, 0, above 0, as strcmp. */
int version_compare(struct str a, struct str b);
/* By what a product is looked up: supplier, a tab and product with A-Z as a-z, in the arena; ""
 * without both. */
struct str notice_maker(struct arena *arena, struct str supplier, struct str product);
bool notice_reaches(const struct registry_entry *notice, const struct notice_target *target);
/* The current notices that reach the tool, those that are lifted among them, in the order of
 * the log. */
enum err_code notices_reaching(struct db *db, struct arena *arena,
                               const struct notice_target *target,
                               struct registry_entries *notices, struct err *err) MUST_USE;

/* The current deployments that have not ended and use or take from a tool that the notice
 * reaches, each once, sorted by statement: what their rows say (`text` is "", `body` NULL). */
enum err_code notice_uses(struct db *db, struct arena *arena,
                          const struct registry_entry *notice, struct registry_entries *uses,
                          struct err *err) MUST_USE;

#endif
