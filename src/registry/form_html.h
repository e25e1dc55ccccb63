/* The form for a force without Linux: one HTML file that works offline in any browser, asks
 * nothing of the network, keeps its drafts in the browser and saves a file that
 * registry_import_json reads. Generated from the vocabulary. */
#ifndef POLICEAI_REGISTRY_FORM_HTML_H
#define POLICEAI_REGISTRY_FORM_HTML_H

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "registry/entries.h"
#include "registry/form_shape.h"
#include "store/db.h"

/* What the saved file calls itself. */
#define FORM_FORMAT "registry-records/1"

/* `force`: id, "" for any. `db` may be NULL; else the force's present records stand in the form
 * as they are published: what they withhold is shown as withheld (import_withheld.h). */
enum err_code form_html(struct arena *arena, const struct form_set *set, struct db *db,
                        struct str force, struct strbuf *out, struct err *err) MUST_USE;
/* Current records of the force that can be filled in: deployments that name it, tools it
 * said. */
enum err_code form_records(struct arena *arena, const struct form_set *set, struct db *db,
                           struct str force, struct registry_entries *entries,
                           struct err *err) MUST_USE;

#endif
