/* What a field of a message says. */
#ifndef POLICEAI_MAIL_TEXT_HEADER_TEXT_H
#define POLICEAI_MAIL_TEXT_HEADER_TEXT_H

#include "base/arena.h"
#include "base/str.h"

/* The raw value of a field (RFC 5322) as UTF-8 in the arena: encoded words (RFC 2047) decoded,
 * each by itself, blanks between two of them gone; runs of blanks as one, none at the ends;
 * bytes that are no UTF-8 as U+FFFD. */
struct str mail_header_text(struct arena *arena, struct str raw);

#endif
