/* What is left out of a public record, by which rule (reference/registry/disclosure.json).
 *
 * In a body that has not been signed yet a value to be withheld stands as record/gap_seal.h
 * says. A class of fields that a force neither confirms nor denies is withheld in each of its
 * records alike, also where nothing is stated, so that no record tells more than another. */
#ifndef POLICEAI_REGISTRY_DISCLOSURE_H
#define POLICEAI_REGISTRY_DISCLOSURE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "registry/entries.h"
#include "registry/vocabulary.h"

#include <stdbool.h>
#include <stddef.h>

struct exemption {
    struct str section; /* "31" */
    struct str subject;
    bool absolute;   /* needs no public-interest test */
    struct str test; /* class, prejudice, required */
};

struct disclosure_policy {
    struct str id; /* "disclosure/1" */
    struct str source;
    struct exemption *exemptions;
    size_t count;
    struct str *open; /* classes of fields that are never withheld */
    size_t open_count;
    struct str ncnd;       /* what is shown where a force neither confirms nor denies */
    int64_t review_months; /* the longest time until a review */
};

/* `reference`: the folder reference/. All of it in the arena; ERR_FORMAT names a broken file.
 */
enum err_code disclosure_load(struct arena *arena, const char *reference,
                              struct disclosure_policy *policy, struct err *err) MUST_USE;
/* Of "31(1)(a)": that of section 31; NULL when the policy has none. */
const struct exemption *disclosure_exemption(const struct disclosure_policy *policy,
                                             struct str section);
/* Every withholding in the body keeps to the policy: a known section, a public-interest test
 * for a qualified one and none for an absolute one, a review after `today` and within the
 * longest time, a role that names nobody, no field of an open class. ERR_INVALID names the
 * place. */
enum err_code disclosure_check(const struct disclosure_policy *policy,
                               const struct vocabulary *vocabulary, const struct js *body,
                               struct str today, struct err *err) MUST_USE;
/* The same of records that are withheld as a whole and published as a count (the body of a
 * records.withheld/1): section, test, role, a review after today and after the decision, which
 * is not still to come. */
enum err_code disclosure_check_records(const struct disclosure_policy *policy,
                                       const struct js *body, struct str today,
                                       struct err *err) MUST_USE;
/* No text or number that is withheld, and no private harm, stands openly elsewhere in the same
 * body, the published reasons for withholding it included (compared without regard to case,
 * from 3 bytes on). ERR_INVALID names both places. */
enum err_code disclosure_not_elsewhere(struct arena *arena, const struct js *body,
                                       struct err *err) MUST_USE;
/* What was public once is not withheld afterwards: it can be removed alone. ERR_DENIED names
 * the place and the version that shows it. */
enum err_code disclosure_not_public(const struct registry_entries *versions,
                                    const struct js *body, struct err *err) MUST_USE;
/* The body with every field of these classes neither confirmed nor denied. `body` is a
 * description with `fields`; `classes` a list of texts. JSON in the arena. */
enum err_code disclosure_ncnd(struct arena *arena, const struct vocabulary *vocabulary,
                              const struct js *classes, const struct js *body, struct str *out,
                              struct err *err) MUST_USE;
/* The statement's body is the same as the published one but for what nobody may tell apart:
 * commitments, and values neither confirmed nor denied. Such a change makes no statement. */
bool disclosure_same(const struct js *published, const struct js *pending);

#endif
