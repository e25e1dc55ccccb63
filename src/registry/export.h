/* Everything that is published of the registry as files: what a stranger, another register or a
 * force takes away. A function of public.db alone.
 *
 * EXPORT_JSON is what import_json reads: exported, taken in and published again it is the same
 * body. EXPORT_HISTORY has every statement that has effect, one JSON object a line. EXPORT_CSV
 * has a record a line, the columns of import_csv; a cell that a spreadsheet would take for a
 * formula begins with an apostrophe. EXPORT_ATRS and EXPORT_ATRS_CSV: deployments in the order
 * of the Algorithmic Transparency Recording Standard, version 3 (export_atrs.c says how sure
 * that is). */
#ifndef POLICEAI_REGISTRY_EXPORT_H
#define POLICEAI_REGISTRY_EXPORT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/pieces.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "registry/entries.h"
#include "registry/form_shape.h"
#include "store/db.h"

#include <stdbool.h>

enum export_format { EXPORT_JSON, EXPORT_HISTORY, EXPORT_CSV, EXPORT_ATRS, EXPORT_ATRS_CSV };

struct export_wanted {
    enum export_format format;
    struct str force; /* id: what it says and what names it; "" for all */
    const char *kind; /* of EXPORT_CSV: word of the shape; NULL: "deployment" */
};

/* False when it is none of json, history, csv, atrs, atrs-csv. */
bool export_format_of(struct str word, enum export_format *format);

/* Each piece is at most one record and what stands round it: what is held at a time does not
 * grow with the register. Nothing is read yet. `set`, `db` and the texts of `wanted` must
 * outlive the pieces, and nobody else may export over this connection until they are closed.
 * ERR_USAGE for a kind that is none. */
enum err_code export_open(struct pieces *pieces, const struct form_set *set, struct db *db,
                          const struct export_wanted *wanted, struct err *err) MUST_USE;

/* The parts of the two ATRS formats: what stands before the records, and one of them. */
void export_atrs_begin(struct strbuf *out, bool csv);
void export_atrs_record(struct arena *arena, const struct form_set *set,
                        const struct form_shape *shape, const struct registry_entry *entry,
                        bool csv, struct strbuf *out);
/* A cell of a CSV file, quoted where it must be. */
void export_csv_cell(struct strbuf *out, struct str text);

#endif
