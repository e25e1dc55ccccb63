/* The shapes of what the registry of tools in use is made of. Each is one act by one
 * organisation: `organisation` is who says it, and what it may say of others is the record's to
 * judge (record/organisation_claim.h).
 *
 * FIELDS is an object whose keys are ids of a vocabulary ([a-z][a-z0-9_]*, at most 64) and
 * whose values are texts, integers, or lists and objects of them; any value may be a gap. The
 * vocabulary is named beside it and is data, so that a new field needs no new type: what a
 * reader does not know he shows as it stands.
 * SUBJECT is the subject of another statement: 32 hexadecimal digits.
 * TOOLS is a list of {"tool":IDENTITY[,"parameters":{NAME:text or integer}]}, at least one.
 * Texts have 1 to 10,000 bytes, lists at most 1,000 entries.
 *
 * The bodies are written out in src/registry/README.md, with an example each in tests/golden.
 */
#ifndef POLICEAI_LEDGER_BODY_REGISTRY_H
#define POLICEAI_LEDGER_BODY_REGISTRY_H

#include "base/err.h"
#include "base/json.h"

/* Is this product AI? Also when the answer is "no". */
enum err_code body_scope_answered(const struct js *body, struct err *err) MUST_USE;
/* What a tool is, said by whoever knows it. */
enum err_code body_tool_described(const struct js *body, struct err *err) MUST_USE;
/* The use of tools by one or more forces for a purpose. */
enum err_code body_deployment_described(const struct js *body, struct err *err) MUST_USE;
/* By which document one force meets a requirement of the gate. */
enum err_code body_requirement_answered(const struct js *body, struct err *err) MUST_USE;
/* The same in words too, with the flag that an assessment by a checklist gave it: "green",
 * "orange" or "red", which stands with its reason alone. `document` is its title; `link` and
 * `sha256` stand with it alone; one of `answer` and `document` is there. What /1 says, /2 says:
 * see registry/requirement_answer.h. */
enum err_code body_requirement_answered_2(const struct js *body, struct err *err) MUST_USE;
/* A chief officer's decision, for one force. */
enum err_code body_decision_made(const struct js *body, struct err *err) MUST_USE;
/* How often a deployment was used in a period or an operation, and what came of it. */
enum err_code body_use_reported(const struct js *body, struct err *err) MUST_USE;
/* A safety notice on tools and their versions. */
enum err_code body_safety_noticed(const struct js *body, struct err *err) MUST_USE;
enum err_code body_safety_acknowledged(const struct js *body, struct err *err) MUST_USE;
/* The centre asks forces for a return by a day; a force without tools says so. */
enum err_code body_return_requested(const struct js *body, struct err *err) MUST_USE;
enum err_code body_return_nil(const struct js *body, struct err *err) MUST_USE;
/* Which policy of disclosure a force follows, and which classes of fields it neither confirms
 * nor denies for all of its records. */
enum err_code body_disclosure_adopted(const struct js *body, struct err *err) MUST_USE;
/* How many whole records a force withholds, and under which section. */
enum err_code body_records_withheld(const struct js *body, struct err *err) MUST_USE;

#endif
