/* A product that is not held here: its identity as stated, what is published of it in place of
 * a tool.json, and the parameters it is said to run with. */
#ifndef POLICEAI_LAB_OUTSIDE_H
#define POLICEAI_LAB_OUTSIDE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "ledger/identity.h"

struct outside {
    const char *supplier;
    const char *product; /* both or, */
    const char *version;
    const char *endpoint; /* for a service, both of these */
    const char *model;
};

/* The identity, whose texts are borrowed; ERR_USAGE says what is to be given. */
enum err_code outside_identity(const struct outside *outside, struct tool_identity *identity,
                               struct err *err) MUST_USE;
/* {"id","licence","limitations","name","supplier","task","version"} in the arena: id is made of
 * supplier and name (a-z, 0-9, '-'), a service's version is "service". */
struct str outside_manifest(struct arena *arena, const struct tool_identity *identity,
                            struct str task);
/* A JSON object as a record's parameters: numbers as DEC, flags as yes or no, sorted keys; NULL
 * is none. ERR_FORMAT names the parameter. */
enum err_code outside_parameters(struct arena *arena, const struct js *given,
                                 struct str *canonical, struct err *err) MUST_USE;

#endif
