/* From a draft to what is handed to the keeper: whole, once, in the right name. */
#ifndef POLICEAI_REGISTRY_DRAFT_SAY_H
#define POLICEAI_REGISTRY_DRAFT_SAY_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "record/keeper_client.h"
#include "registry/draft.h"
#include "registry/entries.h"
#include "store/db.h"

/* Puts who says it and the vocabulary into the body. ERR_CONFLICT when the record's subject
 * belongs to another organisation: it stays with the one that began it. */
enum err_code draft_say_prepare(struct arena *arena, struct db *db, const struct form_set *set,
                                struct str organisation, struct draft *draft,
                                struct err *err) MUST_USE;

enum draft_said {
    SAID_WAITS,   /* *number of the outbox, *due */
    SAID_ALREADY, /* published just so */
    SAID_WAITING  /* waits in the outbox already, as *number */
};

struct draft_saying {
    enum draft_said said;
    struct str subject; /* of the draft, or of the same that is there */
    int64_t number;
    int64_t due; /* seconds since 1970 */
};

/* Hands a prepared draft over, unless the same is published or waits already. */
enum err_code draft_say(struct arena *arena, struct db *db, struct keeper_client *client,
                        const struct draft *draft, struct draft_saying *saying,
                        struct err *err) MUST_USE;

/* Would the keeper take it now? Nothing is handed over. */
enum err_code draft_say_check(struct arena *arena, struct keeper_client *client,
                              const struct draft *draft, struct err *err) MUST_USE;

/* The subject of a record of the same type that says of the same what this draft says (a report
 * of the same deployment, days and operation; an answer to the same notice or request; a
 * decision of the same day on the same; records withheld under the same section; by the same
 * organisation), so that saying it again
 * makes a version and no second record. "" when there is none. */
enum err_code draft_say_same(struct arena *arena, struct db *db, const struct draft *draft,
                             struct str organisation, struct str *subject,
                             struct err *err) MUST_USE;

/* The head of a subject as a draft, ready for the next version: what it withholds is put back
 * from what the keeper holds, so that it is sealed anew. ERR_NOT_FOUND without a head,
 * ERR_CONFLICT with several (*draft is then of the last), ERR_DENIED when what is withheld is
 * not held here. */
enum err_code draft_from_head(struct arena *arena, struct db *db, struct keeper_client *client,
                              struct str subject, const char *type, struct draft *draft,
                              struct err *err) MUST_USE;

#endif
