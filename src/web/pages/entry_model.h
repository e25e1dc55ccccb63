/* Entries of the registry in a page's model: who said it, for which forces, about which tools.
 */
#ifndef POLICEAI_WEB_ENTRY_MODEL_H
#define POLICEAI_WEB_ENTRY_MODEL_H

#include "organisation_register.h"
#include "registry/entries.h"

struct entry_view {
    struct page_context *page;
    struct organisation_register organisations; /* today's */
};

/* Reads today's organisations into the page's arena. */
enum err_code entry_view_open(struct entry_view *view, struct page_context *page,
                              struct err *err) MUST_USE;
/* The name of today; the id when nobody names it. */
struct str entry_organisation_name(const struct entry_view *view, struct str id);
/* Object member `key`: {"id","name"[,"page":"yes"]}; `page`: /forces/ID is there. */
void entry_organisation_model(const struct entry_view *view, const char *key, struct str id);
/* Members "subject", "statement", "type", "title", "stage", "logged_at", "log_index",
 * "organisation" and, when its own key did not sign, "by_centre" in the object now open. */
void entry_model(const struct entry_view *view, const struct registry_entry *entry);
/* One element of such an array as the next writes. */
void entry_force_model(const struct entry_view *view, struct str id);
/* Array member "forces" of {"id","name"[,"page"]}; nothing when `forces` is NULL. */
void entry_forces_model(const struct entry_view *view, const struct js *forces);
/* Array member `key`: one object a tool of the list, which holds identities or objects with one
 * as "tool": {"name","version","supplier","kind","digest","parameters":[{"name","value"}]} and
 * for a tool that is listed {"tool_id","tool_version"}. */
enum err_code entry_tools_model(const struct entry_view *view, const char *key,
                                const struct js *list, struct err *err) MUST_USE;
/* The same members of one identity, in the object now open. */
enum err_code entry_tool_model(const struct entry_view *view, const struct js *identity,
                               struct err *err) MUST_USE;
/* A text member of the body, or a gap as "KEY_gap"; nothing when absent. */
void entry_text_model(struct page_context *page, const struct js *body, const char *key);

#endif
