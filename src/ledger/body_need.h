/* What the shapes of bodies ask of their members. Each fails with ERR_FORMAT that names the
 * key.
 */
#ifndef POLICEAI_LEDGER_BODY_NEED_H
#define POLICEAI_LEDGER_BODY_NEED_H

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

#include <stdbool.h>

/* 1 to 10,000 bytes. */
enum err_code body_need_text(const struct js *body, const char *key, struct err *err) MUST_USE;
enum err_code body_may_text(const struct js *body, const char *key, struct err *err) MUST_USE;
/* 64 hexadecimal digits: a statement, a digest. */
enum err_code body_need_hex(const struct js *body, const char *key, struct err *err) MUST_USE;
/* A date that exists, YYYY-MM-DD. */
enum err_code body_need_date(const struct js *body, const char *key, struct err *err) MUST_USE;
/* One of the words, which NULL ends. */
enum err_code body_need_word(const struct js *body, const char *key, const char *const *words,
                             struct err *err) MUST_USE;
/* An id of the organisations data, or one made like them (a-z, 0-9, single '-', at most 64): it
 * stands in addresses. */
bool organisation_id_valid(struct str id);
enum err_code body_need_organisation(const struct js *body, struct str *id,
                                     struct err *err) MUST_USE;
/* Number as DEC, integer, text, choice, flag: strings and integers, nothing within them. */
enum err_code body_parameters(const struct js *parameters, struct err *err) MUST_USE;

#endif
