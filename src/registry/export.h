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
#include "base/str.h"
#include "base/strbuf.h"
#include "registry/entries.h"
#include "registry/form_shape.h"
#include "store/db.h"

#include <stdbool.h>

enum export_format { EXPORT_JSON, EXPORT_HISTORY, EXPORT_CSV, EXPORT_ATRS, EXPORT_ATRS_CSV };

/* Takes the next bytes. */
typedef enum err_code export_sink(void *context, struct str bytes, struct err *err);

struct export_wanted {
    enum export_format format;
    struct str force; /* id: what it says and what names it; "" for all */
    const char *kind; /* of EXPORT_CSV: word of the shape; NULL: "deployment" */
};

/* False when it is none of json, history, csv, atrs, atrs-csv. */
bool export_format_of(struct str word, enum export_format *format);
enum err_code export_run(struct arena *arena, const struct form_set *set, struct db *db,
                         const struct export_wanted *wanted, export_sink *sink, void *context,
                         struct err *err) MUST_USE;

/* Current records of a type, of the force when one is wanted. */
enum err_code export_entries(struct arena *arena, struct db *db,
                             const struct export_wanted *wanted, const char *type,
                             struct registry_entries *entries, struct err *err) MUST_USE;
/* The parts of the two ATRS formats. */
enum err_code export_atrs(struct arena *arena, const struct form_set *set, struct db *db,
                          const struct export_wanted *wanted, export_sink *sink, void *context,
                          struct err *err) MUST_USE;
/* A cell of a CSV file, quoted where it must be. */
void export_csv_cell(struct strbuf *out, struct str text);

#endif
