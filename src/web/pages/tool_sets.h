/* With which values of its parameters a tool was measured, in the words of its tool.json. */
#ifndef POLICEAI_WEB_TOOL_SETS_H
#define POLICEAI_WEB_TOOL_SETS_H

#include "protocol/manifest.h"
#include "web/page.h"

/* tool.json of a listed version. What is said of a tool that does not run here is no tool.json
 * and has no sets. */
enum err_code tool_sets_read(struct page_context *page, struct str digest,
                             struct manifest *manifest, struct err *err) MUST_USE;
/* Array "measured_with" of "title" and "reason"; empty where tool.json names no sets. */
void sets_model(struct page_context *page, const struct manifest *manifest);
/* "set", "set_title", "set_reason"; nothing for NULL or a set without a name. */
void set_model(struct page_context *page, const struct manifest_set *set);
/* The same, and the values themselves ("settings"). `parameters` is a run's JSON. */
enum err_code settings_model(struct page_context *page, const struct manifest_set *set,
                             struct str parameters, struct err *err) MUST_USE;

#endif
