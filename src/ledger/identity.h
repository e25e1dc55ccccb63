/* The identity of a tool: what exactly was measured, deployed or declared.
 *
 *     {"folder":HEX64,"kind":"digest","runtime":HEX64}
 *     {"kind":"declared","product":…,"supplier":…,"version":…}
 *     {"endpoint":…,"kind":"service","model":…,"supplier":…}
 *
 * Two tools are the same when their digests (SHA-256 of the canonical object) are. Strings are
 * borrowed from the parsed tree. */
#ifndef POLICEAI_LEDGER_IDENTITY_H
#define POLICEAI_LEDGER_IDENTITY_H

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "crypto/digest.h"

enum identity_kind { IDENTITY_DIGEST, IDENTITY_DECLARED, IDENTITY_SERVICE };

struct tool_identity {
    enum identity_kind kind;
    struct sha256 folder;  /* digest */
    struct sha256 runtime; /* digest */
    struct str supplier;   /* declared, service */
    struct str product;    /* declared */
    struct str version;    /* declared */
    struct str endpoint;   /* service */
    struct str model;      /* service */
};

/* No other key, no empty text. */
enum err_code identity_parse(const struct js *value, struct tool_identity *identity,
                             struct err *err) MUST_USE;
/* Appends the canonical object. */
void identity_write(struct strbuf *out, const struct tool_identity *identity);
struct sha256 identity_digest(const struct tool_identity *identity);
/* "digest", "declared", "service" */
const char *identity_kind_word(enum identity_kind kind);

#endif
