/* A message as a list of what it holds, by a reading of our own: fields and bodies in order,
 * transfer encodings taken off. */
#ifndef POLICEAI_CHECK_REDACTION_MAIL_PARTS_H
#define POLICEAI_CHECK_REDACTION_MAIL_PARTS_H

#include "verdict.h"

enum { MAIL_LEAVES_MAX = 4000, MAIL_DEPTH_MAX = 20 };

enum mail_leaf_kind { MAIL_FIELDS, MAIL_BODY, MAIL_PARTS };

struct mail_leaf {
    enum mail_leaf_kind kind;
    struct str fields;   /* of the entity, as they stand */
    struct str bytes;    /* of a body, decoded */
    const char *type;    /* "text/plain", small letters */
    const char *charset; /* "" when none is named */
};

struct mail_leaves {
    struct mail_leaf *items;
    size_t count;
    bool stray; /* something stands before the first or after the last part of several */
};

/* In the arena. ERR_FORMAT for a message that nests too deep or has too many parts. */
enum err_code mail_read(struct str bytes, struct arena *arena, struct mail_leaves *leaves,
                        struct err *err) MUST_USE;
/* A field's value, folded lines joined, or p NULL. */
struct str mail_field(struct arena *arena, struct str fields, const char *name);
/* Encoded words (RFC 2047) decoded, runs of blanks as one, none at the ends. */
struct str mail_value(struct arena *arena, struct str value);

#endif
