/* What readers of chats in JSON share. */
#ifndef POLICEAI_READ_DOCUMENT_CHAT_JSON_H
#define POLICEAI_READ_DOCUMENT_CHAT_JSON_H

#include "base/arena.h"
#include "base/json.h"
#include "base/strbuf.h"

/* A scalar's text, a list's or an object's JSON; "" for none. */
struct str chat_shown(struct arena *arena, const struct js *value);
/* That of a member of an object (or of NULL). */
struct str chat_member(struct arena *arena, const struct js *object, const char *name);
/* A number of 1/a_second seconds since 1970 as a time in UTC; any other text as it is. */
struct str chat_time(struct arena *arena, struct str said, int64_t a_second);
/* Members of an object that have a value and are none of those in `used`, "NAME: VALUE". */
void chat_more(struct arena *arena, const struct js *object, const char *const *used,
               size_t count, struct strbuf *out);

#endif
