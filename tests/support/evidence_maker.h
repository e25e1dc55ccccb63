/* Evidence for tests: the envelope of a made-up run, signed by a key of a log maker. */
#ifndef POLICEAI_TESTS_EVIDENCE_MAKER_H
#define POLICEAI_TESTS_EVIDENCE_MAKER_H

#include "support/log_maker.h"

#define MAKER_NO_FILE "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"

/* run.registered/1 of the tool (its identity as JSON) by the statement key `by`; its id. The
 * benchmark is one that nobody has. */
const char *maker_run(struct log_maker *maker, int by, const char *tool);
/* The bytes of a policeai:evidence/1 with two figures, of that run and tool, signed by `key`;
 * its checkpoint is the maker's of now. In the arena. */
struct str maker_envelope(struct log_maker *maker, const char *run, const char *tool, int key);
/* evidence.issued/1 by the key `issuer`; `envelope` is the digest in hexadecimal. Its id. */
const char *maker_issue(struct log_maker *maker, const char *envelope, const char *run,
                        int issuer);

#endif
