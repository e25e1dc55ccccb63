/* Safety notices in a page's model: which tools and versions they reach, who has acknowledged
 * them, who has not by the day they ask for. */
#ifndef POLICEAI_WEB_NOTICE_MODEL_H
#define POLICEAI_WEB_NOTICE_MODEL_H

#include "entry_model.h"
#include "registry/notice_answers.h"

/* Members of one notice in the object now open: entry_model's, "date", "due", "overdue",
 * "lifted" ("yes" once its day has come), "says" or "says_gap", "action". */
void notice_model(const struct entry_view *view, const struct registry_entry *notice);
/* Array member "acknowledged": {"organisation","date","did","role","statement"}; array member
 * "unanswered": those of `forces` (ids, `count`) who have not. */
enum err_code notice_answers_model(const struct entry_view *view,
                                   const struct registry_entry *notice,
                                   const struct str *forces, size_t count,
                                   struct err *err) MUST_USE;
/* Has the day come on which it is lifted? */
bool notice_is_lifted(struct page_context *page, const struct registry_entry *notice);
/* "reached": the forces whose deployments use a tool that it reaches, and the members of
 * notice_answers_model for them; with `list` also "deployments" of {subject, title, …}. */
enum err_code notice_reached_model(const struct entry_view *view,
                                   const struct registry_entry *notice, bool list,
                                   struct err *err) MUST_USE;
/* Array member `key`: the notices that reach the tool. */
enum err_code notice_list_model(const struct entry_view *view, const char *key,
                                const struct notice_target *target, struct err *err) MUST_USE;

#endif
