/* The parts of a deployment's page. Each writes members of the model's object. */
#ifndef POLICEAI_WEB_DEPLOYMENT_MODEL_H
#define POLICEAI_WEB_DEPLOYMENT_MODEL_H

#include "entry_model.h"
#include "registry/gate.h"

struct deployment_view {
    struct entry_view entries;
    struct page_context *page; /* of `entries` */
    struct arena *arena;
    struct gate_rows rows;
    const struct registry_entry *entry; /* the newest head */
};

/* The deployment whose subject is the address's first part. ERR_NOT_FOUND. */
enum err_code deployment_view_open(struct deployment_view *view, struct page_context *page,
                                   struct err *err) MUST_USE;
/* "deployment": what it is called, its stage, its forces and tools; "conflict" when several
 * versions stand beside each other. */
enum err_code deployment_head_model(struct deployment_view *view, struct err *err) MUST_USE;
/* "by_force": for each force its decision, the gate's findings, the state of evidence, and
 * which of the questions that people ask the record answers. */
enum err_code deployment_gate_model(struct deployment_view *view, struct err *err) MUST_USE;
/* "decisions" of the force in the object now open: the one that counts, or none; "earlier": its
 * others, newest first. */
void deployment_decisions_model(struct deployment_view *view, struct str force);
/* "answers" in the object of the force: {"answered","partly","withheld","silent" (counts),
 * "list":[{"asks","state","sections"?,"parts":[{"title"|"record","says", where it stands}]}]}.
 * Questions that do not arise are left out. */
enum err_code deployment_answers_model(struct deployment_view *view, struct str force,
                                       const struct gate_judgement *judgement,
                                       struct err *err) MUST_USE;
/* "reports" with their rates, "uncovered": periods without a report that is due. */
void deployment_reports_model(struct deployment_view *view);
/* "notices" that reach one of its tools, with who has acknowledged them; "cascade": what is
 * upstream and downstream of it by other deployments. */
enum err_code deployment_notices_model(struct deployment_view *view, struct err *err) MUST_USE;
/* "alike": texts of the record that stand in others too, word for word or nearly:
 * {"field","title","words","records","same","at_least"?,"first":[{"subject","title",
 * "organisation","same"|"both","either"}],"rest"?}; "long_texts": how many were looked at;
 * "tools_listed" when more than one; "tools_named": products that its texts name, it does not
 * list and another record does. */
enum err_code deployment_alike_model(struct deployment_view *view, struct err *err) MUST_USE;
/* "versions", newest first, and "timeline" with "events". */
void deployment_history_model(struct deployment_view *view);
/* Member "state" and, when it has an end, "state_until": the evidence for it, for a force or
 * (with "") whoever measured it. */
void deployment_state_model(struct page_context *page, const struct gate_rows *rows,
                            struct str force);

#endif
