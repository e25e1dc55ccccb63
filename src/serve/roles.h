/* What the three processes of a server do, as children of it (private to this part). */
#ifndef POLICEAI_SERVE_ROLES_H
#define POLICEAI_SERVE_ROLES_H

#include "serve/child.h"
#include "serve/serve.h"

struct roles {
    const struct serve_plan *plan;
    int listen_fd;
    bool worker_restarted;
};

/* Keys, ledger.db, public.db, log/: the only appender. `data` of all three: struct roles. */
child_main role_keeper;
/* HTTP: reads public.db, blobs/public, log/, reference data, and can open nothing else. */
child_main role_public;
/* What role_public does first: the table of README.md, for good. *files: Landlock was there. */
enum err_code role_public_confine(const struct serve_plan *plan, bool *files,
                                  struct err *err) MUST_USE;
/* Jobs and sandboxes: no keys, no ledger.db. */
child_main role_worker;

#endif
