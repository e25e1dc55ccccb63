/* Offences whose points to prove are known: reference/case-file/offences.json, which a force
 * may replace. */
#ifndef POLICEAI_CASECHECK_OFFENCES_H
#define POLICEAI_CASECHECK_OFFENCES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* Its title, in the arena. ERR_INVALID names the offences that there are: a name that nothing
 * knows would switch checks off without a word. The error names the file when it is broken. */
enum err_code offence_title(struct arena *arena, const char *reference, struct str id,
                            struct str *title, struct err *err) MUST_USE;

#endif
