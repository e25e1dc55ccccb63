/* Policies: what is kept and what is redacted for a recipient, by the role of the person a mark
 * belongs to and its label. Data files, `reference/redaction/policy-RECIPIENT.json`:
 *
 *     {"recipient":"prosecutor","title":…,"about":…,
 *      "reasons":[{"code":"P1","words":…}],
 *      "rules":[{"roles":["officer"],"labels":["PERSON"],"act":"keep","reason":"P1"}],
 *      "otherwise":"P2"}
 *
 * The first rule that names role and label counts ("*" names any); what no rule names is
 * redacted for the reason "otherwise". `review.json` beside them says which marks a person
 * looks at. */
#ifndef POLICEAI_CASEFOLDER_CASE_POLICY_H
#define POLICEAI_CASEFOLDER_CASE_POLICY_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "casefolder/case_marks.h"

#include <stdbool.h>

struct case_policy {
    struct str recipient, title, about;
    const struct js *reasons; /* objects with code and words */
    const struct js *rules;
    struct str otherwise;
};

struct case_act {
    bool keep;
    struct str reason; /* a code */
};

/* Everything lies in the arena. ERR_NOT_FOUND names the recipients there are; ERR_FORMAT names
 * file and rule, also when a rule's reason is not among the reasons. */
enum err_code case_policy_read(struct arena *arena, const char *reference, struct str recipient,
                               struct case_policy *policy, struct err *err) MUST_USE;
/* The recipients there are, sorted. */
enum err_code case_policy_list(struct arena *arena, const char *reference,
                               struct case_policy **policies, size_t *count,
                               struct err *err) MUST_USE;
struct case_act case_policy_act(const struct case_policy *policy, struct str role,
                                struct str label);
/* The words of a reason, "" for a code that is not the policy's. */
struct str case_policy_words(const struct case_policy *policy, struct str code);

struct case_review_rule {
    struct case_doubt_rule doubt;
    struct str *roles; /* those an officer chooses from */
    size_t role_count;
};
enum err_code case_review_rule_read(struct arena *arena, const char *reference,
                                    struct case_review_rule *rule, struct err *err) MUST_USE;

#endif
