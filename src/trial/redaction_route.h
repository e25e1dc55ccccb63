/* Which of the two tasks of redaction a person's file goes to. */
#ifndef POLICEAI_TRIAL_REDACTION_ROUTE_H
#define POLICEAI_TRIAL_REDACTION_ROUTE_H

#include "base/arena.h"

#include <stdbool.h>

/* True for the task text-redaction: its name says that it is a text (.txt, .text, .log, .md or
 * no ending) and it is of no other kind by its first bytes. All else goes to
 * document-redaction, whose tool says by name what it does not take. */
bool redaction_is_text(const char *path);

#endif
