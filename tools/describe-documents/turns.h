/* Turns of a conversation on lines of their own: "02:10 Lee: …". Pure. */
#ifndef DESCRIBE_DOCUMENTS_TURNS_H
#define DESCRIBE_DOCUMENTS_TURNS_H

#include "base/str.h"

/* Without the time or place of a recording before it: "02:10 Lee: …". */
struct str turns_without_time(struct str line);
/* How many lines of the text begin with the label and a colon, a time aside. */
size_t turns_of(struct str text, struct str label);

#endif
