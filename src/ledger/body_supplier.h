/* What stands beside evidence on what a supplier handed in: that it was asked, until when, and
 * what it said. Written out in src/supplier/README.md, with an example in tests/golden. */
#ifndef POLICEAI_LEDGER_BODY_SUPPLIER_H
#define POLICEAI_LEDGER_BODY_SUPPLIER_H

#include "base/err.h"
#include "base/json.h"

/* The result was served to the supplier, who could reply until a day, and what became of it:
 * "replied", "waived" or "closed" (the day passed). */
enum err_code body_supplier_asked(const struct js *body, struct err *err) MUST_USE;
/* The supplier's words: its note (ledger/supplier_reply.h), whose signature by `key` is part of
 * the shape and whose `envelope` is that of the body. */
enum err_code body_supplier_reply(const struct js *body, struct err *err) MUST_USE;

#endif
