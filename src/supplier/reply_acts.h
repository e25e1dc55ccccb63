/* What happens to a result after it was measured: it is served, replied to, published. Each is
 * also a statement of the private log. Days are UTC. */
#ifndef POLICEAI_SUPPLIER_REPLY_ACTS_H
#define POLICEAI_SUPPLIER_REPLY_ACTS_H

#include "supplier/received.h"
#include "supplier/reply_window.h"

/* States that the result was served to the supplier at `now`, which opens the window. Served
 * once: again it changes nothing, and the first day stands. */
enum err_code result_serve(struct arena *arena, const struct datadir *dir,
                           const struct received *received, struct result *result,
                           const struct reply_window *window, int64_t now,
                           struct err *err) MUST_USE;

struct taken_reply {
    struct received received;
    struct result result; /* with the reply */
    bool late;            /* the window had closed */
    bool published;       /* its evidence is out already: the reply follows it */
};

/* Takes a reply. Refused: of no submission or result that is here, not signed by the key that
 * signed the submission, to a result that was not served, one that was taken before. */
enum err_code reply_take(struct arena *arena, const struct datadir *dir, const char *path,
                         int64_t now, struct taken_reply *taken, struct err *err) MUST_USE;

struct published_result {
    const char *outcome;  /* "replied", "waived", "closed" */
    const char *evidence; /* path of the envelope */
    const char *reply;    /* id of the supplier.reply/1, or "" */
    bool added;           /* the evidence was out: only a reply was added */
};

/* Issues the evidence with what the supplier said, when the supplier replied or waived its
 * reply or the window closed; ERR_DENIED before. What was said goes first, so that the evidence
 * never stands without it. Of evidence that is out: the replies that came since. `organisation`
 * speaks: the one whose keys these are. */
enum err_code result_publish(struct arena *arena, const struct datadir *dir,
                             const struct received *received, const struct result *result,
                             struct str organisation, int64_t now,
                             struct published_result *published, struct err *err) MUST_USE;

#endif
