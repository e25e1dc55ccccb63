/* The shapes of what is said of a sealed benchmark: one public statement, and two that stand in
 * the private log alone (body_private).
 *
 *     benchmark.sealed/1  {"benchmark":{"digest","id","version"},"budget":INT,"clusters":INT,
 *                          "commitment":HEX64,"holder":TEXT,"items":INT,"metric":TEXT,
 *                          "sensitivity":TEXT,"step":DEC,"task":TEXT,"title":TEXT}
 *     sealed.opened/1 {"act":ACT,"benchmark":HEX64,"found":FOUND,"number":INT,"purpose":TEXT,
 *                          "role":TEXT[,"query":INT][,"requester":TEXT][,"run":HEX64][,"tool":HEX64]}
 *     sealed.answered/1 {"benchmark":HEX64,"improved":"yes"|"no","query":INT,"requester":TEXT,
 *                          "run":HEX64[,"planted":{"chance":DEC,"given":INT,"of":INT}]
 *                          [,"released":DEC]}
 *
 * What they mean is src/custody/README.md's. */
#ifndef POLICEAI_LEDGER_BODY_CUSTODY_H
#define POLICEAI_LEDGER_BODY_CUSTODY_H

#include "base/err.h"
#include "base/json.h"

/* A set was taken into custody: that it exists, and nothing of its items. */
enum err_code body_benchmark_sealed(const struct js *body, struct err *err) MUST_USE;
/* It is about to be opened. */
enum err_code body_sealed_opened(const struct js *body, struct err *err) MUST_USE;
/* What was told to the requester of a run. */
enum err_code body_sealed_answered(const struct js *body, struct err *err) MUST_USE;

#endif
