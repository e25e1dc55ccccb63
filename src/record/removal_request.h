/* What a person asks to be removed: {"date","ground","ids","role"}, the body of body.removed/1
 * but for ids in any order and a date that may be absent. */
#ifndef POLICEAI_RECORD_REMOVAL_REQUEST_H
#define POLICEAI_RECORD_REMOVAL_REQUEST_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stddef.h>

enum { REMOVAL_IDS_MAX = 1000 };

struct removal_request {
    struct str date; /* n == 0: none given */
    struct str ground;
    struct str role;
    struct str *ids; /* sorted, each once */
    size_t count;
};

/* ERR_FORMAT, ERR_LIMIT. Ground, role and date are checked with the body. */
enum err_code removal_request_parse(struct arena *arena, struct str text,
                                    struct removal_request *request, struct err *err) MUST_USE;
/* The body of body.removed/1. */
void removal_request_write(struct strbuf *out, const struct removal_request *request);

#endif
