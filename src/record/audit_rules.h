/* The rules a log's statements must keep, fed leaf by leaf (formats, Keys). */
#ifndef POLICEAI_RECORD_AUDIT_RULES_H
#define POLICEAI_RECORD_AUDIT_RULES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "ledger/statement.h"
#include "record/keyring.h"

#include <stdbool.h>
#include <stdint.h>

struct audit_rules;

/* Of a log of `size` leaves, before leaf 0; freed by audit_rules_free. */
struct audit_rules *audit_rules_new(uint64_t size);
void audit_rules_free(struct audit_rules *rules);
/* `value` NULL: the body is not there. `signature`: it was found good by the key of its name in
 * audit_rules_keyring; false: it is checked here. */
enum err_code audit_rules_leaf(struct audit_rules *rules, uint64_t index,
                               const struct signed_statement *statement, bool signature,
                               const struct js *value, struct err *err) MUST_USE;
/* The keys of the leaves so far; leaves to come may add to it. */
const struct keyring *audit_rules_keyring(const struct audit_rules *rules);
/* What can be said only at the end: gaps of counters, batches left open, removals and who made
 * them, missing bodies without one. */
enum err_code audit_rules_end(struct audit_rules *rules, struct err *err) MUST_USE;
uint64_t audit_rules_removed(const struct audit_rules *rules);
/* Received leaves whose key had ended before they came: kept, without effect. */
uint64_t audit_rules_late(const struct audit_rules *rules);
uint64_t audit_rules_keys(const struct audit_rules *rules);

#endif
