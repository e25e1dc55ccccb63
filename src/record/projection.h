/* public.db: tables made from the public log, its bodies and the public blobs; nothing else
 * goes in, so that the file may be deleted and made again (the rows of `progress` apart).
 *
 * What a statement does is a function of the log's order alone, never of the time of the
 * rebuild. A received one may wait (projection_waiting.c); one whose key had ended before it
 * came does nothing. One whose blob is missing or whose envelope does not verify keeps its row
 * in `statement` and gets none elsewhere; so does one whose body was removed. A removal changes
 * what stood before it, so after one everything is projected afresh (projection_afresh). One
 * transaction a range; a long one is taken in steps, each of which ends with the tables of a
 * shorter log, so that a rebuild which is killed goes on. */
#ifndef POLICEAI_RECORD_PROJECTION_H
#define POLICEAI_RECORD_PROJECTION_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "ledger/statement.h"
#include "record/keyring.h"
#include "record/leaf_log.h"
#include "store/datadir.h"
#include "store/db.h"

#include <stdint.h>

struct projection {
    struct db *db;
    const char *blobs;       /* borrowed: the folder of public blobs */
    struct keyring *keyring; /* of the leaves projected so far */
    uint64_t size;           /* leaves projected */
    int64_t batch_at;        /* logged time of the received leaves being projected */
    bool in_batch;
    uint64_t step; /* leaves of one transaction at most; 0: as many as is good */
};

/* One leaf on its way into the tables. */
struct projected {
    struct projection *projection;
    struct arena *arena;
    uint64_t index;
    const struct signed_statement *statement;
    struct str body;        /* canonical; "": removed */
    const struct js *value; /* NULL: removed */
    const char *logged_at;
    bool away; /* of a key held elsewhere */
};

/* Lets what waits for this statement have its effect, and so on. */
enum err_code projection_release(struct projection *projection, const struct leaf_log *log,
                                 const char *id, struct err *err) MUST_USE;
/* Effects of a statement: at its leaf, or later, when what it waits for has come. */
enum err_code projection_take(const struct projected *projected, const struct leaf_log *log,
                              struct err *err) MUST_USE;

/* Opens or makes public.db. A file of another log, ahead of this one, made by another version
 * of the tables or of the rules that fill them, or whose tables do not take the schema is made
 * afresh. */
enum err_code projection_open(struct projection *projection, const struct datadir *dir,
                              struct leaf_log *log, struct err *err) MUST_USE;
void projection_close(struct projection *projection);
/* Projects what is missing up to the log's size and notes the checkpoint. After an error the
 * tables are those of some part of the log. */
enum err_code projection_advance(struct projection *projection, struct leaf_log *log,
                                 struct str checkpoint, struct err *err) MUST_USE;
/* Who has cosigned, as JSON. */
enum err_code projection_cosigned(struct projection *projection, struct str list,
                                  struct err *err) MUST_USE;
/* Empties the tables and fills them again in one transaction: readers see the old or the new.
 */
enum err_code projection_afresh(struct projection *projection, struct leaf_log *log,
                                struct str checkpoint, struct err *err) MUST_USE;
/* total 0 takes the row away. */
enum err_code projection_progress(struct projection *projection, struct str tool,
                                  struct str benchmark, int64_t done, int64_t total,
                                  const char *now, struct err *err) MUST_USE;
/* Takes every such row away. */
enum err_code projection_no_progress(struct projection *projection, struct err *err) MUST_USE;

/* Does a removal from another log take what this statement said? */
enum err_code projection_meet_removal(const struct projection *projection, struct str id,
                                      struct err *err) MUST_USE;
/* The rows of the types, see projection_types.c. */
enum err_code project_type(const struct projected *projected, struct err *err) MUST_USE;
/* organisation.named/1 and organisation.succeeded/1, see projection_organisations.c. */
enum err_code project_organisation_name(const struct projected *projected,
                                        struct err *err) MUST_USE;
enum err_code project_succession(const struct projected *projected, struct err *err) MUST_USE;
/* evidence.issued/1 and key.revoked/1, see projection_evidence.c. */
enum err_code project_evidence(const struct projected *projected, struct err *err) MUST_USE;
enum err_code project_revocation(const struct projected *projected, struct err *err) MUST_USE;

#endif
