/* A force's list of software as a worklist: which products other forces registered, which were
 * asked about before, in which order to go through them. Products are told apart by their names
 * without case, marks and the endings of companies (Ltd, Limited, plc, Inc, LLP, UK). */
#ifndef POLICEAI_REGISTRY_TRIAGE_H
#define POLICEAI_REGISTRY_TRIAGE_H

#include "base/arena.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "store/db.h"

#include <stdbool.h>
#include <stddef.h>

/* A product of the register that a force uses, or one that was asked about. */
struct triage_known {
    struct str product;
    struct str supplier;
    struct str who; /* the force, or the organisation that answered */
    bool used;      /* else asked: */
    bool ai;
};

enum triage_match { TRIAGE_NONE, TRIAGE_PRODUCT, TRIAGE_SAME };
/* "", "product, supplier differs", "product and supplier" */
const char *triage_match_word(enum triage_match match);

struct triage_row {
    struct str product;
    struct str supplier;
    size_t line;           /* of the list */
    struct str registered; /* ids of forces, "; " between them */
    size_t forces;
    struct str asked; /* "ai by sample-force; not ai by …", "" when nobody asked */
    bool asked_ai, asked_not_ai;
    enum triage_match match; /* with the nearest that is known */
};

/* Both lists that the register knows. */
enum err_code triage_known_read(struct db *db, struct arena *arena, struct triage_known **known,
                                size_t *count, struct err *err) MUST_USE;
/* Rows in the suggested order: by how many forces registered it, then what was found to be AI,
 * what nobody asked about, what was found not to be; then as the list has them. A row without a
 * product is left out; the same product twice stays twice. */
void triage_rows(struct arena *arena, const struct csv_table *list, size_t product_column,
                 size_t supplier_column, const struct triage_known *known, size_t known_count,
                 struct triage_row **rows, size_t *count);
/* The worklist as CSV with its header. */
void triage_write(const struct triage_row *rows, size_t count, struct strbuf *out);

#endif
