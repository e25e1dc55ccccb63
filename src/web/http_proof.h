/* /proof/ID.tlog-proof: that a statement is in the log, with what it says, as one text to check
 * off line. Made from the published files (log/) when it is asked for: a checkpoint, a tile of
 * each level, a bundle and a body are read. */
#ifndef POLICEAI_WEB_HTTP_PROOF_H
#define POLICEAI_WEB_HTTP_PROOF_H

#include "base/arena.h"
#include "base/err.h"
#include "http/http_answer.h"
#include "web/site.h"

/* True for addresses below /proof/, also when nothing is there. */
bool http_proof_owns(struct str path);
/* Always an answer, as http_files_answer. `log` is the folder. */
struct http_answer *http_proof_answer(const char *log, struct site *site, struct arena *arena,
                                      struct str path, struct err *err);

#endif
