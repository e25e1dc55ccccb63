/* A submission is made: from a tool's folder, or from answers to a parcel. Needs nothing of the
 * centre's. */
#ifndef POLICEAI_SUPPLIER_PACK_H
#define POLICEAI_SUPPLIER_PACK_H

#include "base/arena.h"
#include "base/err.h"
#include "crypto/sig.h"
#include "supplier/submission.h"

#include <stdint.h>

struct pack_plan {
    const char *folder;  /* of a tool, or NULL */
    const char *outputs; /* a file, or NULL */
    const char *parcel;  /* the parcel's folder that it answers, with outputs */
    const char *about;   /* JSON: what tool.json does not say (doc/suppliers.md) */
    const char *claims;  /* JSON list, or NULL */
    const char *contact; /* address */
    const char *role;    /* whose it is */
    const char *wanted;  /* standard or benchmark, or NULL */
    const struct sig_secret *secret;
    const char *vkey;
    const char *to;
    int64_t now; /* seconds since 1970 */
};

/* Writes plan->to. Refused before: what the centre would refuse. */
enum err_code pack_make(struct arena *arena, const struct pack_plan *plan,
                        struct submission *made, struct err *err) MUST_USE;

#endif
