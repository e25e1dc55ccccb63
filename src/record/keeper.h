/* The keeper: the only one that signs and appends.
 *
 * It holds the lock of the data folder, the keys, ledger.db, log/ and public.db. One append
 * goes: body, leaves and head in one synced transaction; keys/last-signed synced; checkpoint
 * signed from the committed head; published; acknowledged; projected. Killed anywhere, the next
 * start takes up where it was: nothing acknowledged is lost, nothing is signed twice at one
 * index.
 *
 * A database behind or beside what was signed last is refused: to sign on would make a second
 * history. One keeper a data folder, one thread. Others go through record/keeper_client.h.
 *
 *     TRY(keeper_open(&keeper, &dir, NULL, err));
 *     struct keeper_entry entry = {.type = STR("benchmark.listed/1"), .body = json};
 *     TRY(keep_append(keeper, arena, LOG_PUBLIC, &entry, 1, &receipt, err));
 */
#ifndef POLICEAI_RECORD_KEEPER_H
#define POLICEAI_RECORD_KEEPER_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"
#include "record/keeper_client.h"
#include "record/leaf_log.h"
#include "store/datadir.h"

#include <stdbool.h>
#include <stdint.h>

struct keeper;

struct keeper_settings {
    struct clock clock;
    const char *origin;       /* NULL: a demonstration authority, demo.invalid/HEX16 */
    const char *organisation; /* of this installation's keys; NULL: "demonstration" */
    const char
        *recover_from; /* a published log that has the tail this ledger.db lost, or NULL */
};

struct keeper_entry {
    struct str type;
    const char *subject; /* NULL: a fresh random one */
    struct str body;     /* JSON; what it withholds is sealed, see record/gap_seal.h */
};

/* Takes the lock (ERR_CONFLICT when another has it), makes folder, keys and genesis at first,
 * finishes what a crash cut. settings may be NULL; origin and organisation count only at the
 * first start. */
enum err_code keeper_open(struct keeper **opened, const struct datadir *dir,
                          const struct keeper_settings *settings, struct err *err) MUST_USE;
/* NULL is allowed. */
void keeper_close(struct keeper *keeper);
/* Another clock from now on: for tests and made-up worlds. Times of leaves never fall. */
void keeper_set_clock(struct keeper *keeper, struct clock clock);

/* All or none of the entries. Types of the log itself (genesis, key.*, log.*, private.head) and
 * body.removed (keep_remove) are refused with ERR_DENIED, and evidence.issued/1 unless
 * issued_judge would count it. receipts: room for count, or NULL. */
enum err_code keep_append(struct keeper *keeper, struct arena *arena, int log,
                          const struct keeper_entry *entries, size_t count,
                          struct keeper_receipt *receipts, struct err *err) MUST_USE;
enum err_code keep_sign_evidence(struct keeper *keeper, struct arena *arena, struct str payload,
                                 struct str *envelope, struct err *err) MUST_USE;
enum err_code keep_publish_blob(struct keeper *keeper, struct str bytes, char hex[65],
                                struct err *err) MUST_USE;
enum err_code keep_prove(struct keeper *keeper, struct arena *arena, struct str id,
                         struct str *proof, struct err *err) MUST_USE;
/* Values, salts and private harms of what the subject's statements withhold, see keeper_gaps.
 */
enum err_code keep_gaps(struct keeper *keeper, struct arena *arena, struct str subject,
                        struct str *json, struct err *err) MUST_USE;
/* What the private log says of a subject, see keeper_private_list. */
enum err_code keep_private_list(struct keeper *keeper, struct arena *arena, struct str subject,
                                struct str *json, struct err *err) MUST_USE;
enum err_code keep_progress(struct keeper *keeper, struct str tool, struct str benchmark,
                            int64_t done, int64_t total, struct err *err) MUST_USE;
/* Nothing is being measured: at the start of a server, whose forerunner may have been killed.
 */
enum err_code keep_no_progress(struct keeper *keeper, struct err *err) MUST_USE;
/* The day's private.head/1, once a UTC day; call it about once a minute. */
enum err_code keep_day(struct keeper *keeper, struct err *err) MUST_USE;
/* Takes the cosignatures in a checkpoint that witnesses gave back: of the new witness `vkey`,
 * or of those known when it is empty. ERR_INVALID unless the checkpoint is one of this log's.
 */
enum err_code keep_cosign(struct keeper *keeper, struct arena *arena, struct str note,
                          struct str vkey, size_t *taken, struct err *err) MUST_USE;
/* Removes bodies, in one act: body.removed/1 appended and their salts and bodies gone in the
 * same transaction, then everything of them scrubbed from files, tables and free pages.
 * `request` and `answer`: see keeper_remove. An interrupted scrub is finished at the next start
 * or minute. */
enum err_code keep_remove(struct keeper *keeper, struct arena *arena, struct str request,
                          bool look, struct str *answer, struct err *err) MUST_USE;
/* The outbox, see record/keeper_client.h; keep_outbox_due appends what has waited long enough:
 * call it about once a minute. */
enum err_code keep_submit(struct keeper *keeper, struct arena *arena, int log,
                          const struct keeper_entry *entry, int64_t *number, int64_t *due,
                          struct err *err) MUST_USE;
/* Would it be taken? Everything keep_submit refuses, and nothing kept. */
enum err_code keep_submit_check(struct keeper *keeper, struct arena *arena,
                                const struct keeper_entry *entry, struct err *err) MUST_USE;
enum err_code keep_outbox_list(struct keeper *keeper, struct arena *arena, struct str *json,
                               struct err *err) MUST_USE;
enum err_code keep_outbox_cancel(struct keeper *keeper, int64_t number,
                                 struct err *err) MUST_USE;
enum err_code keep_outbox_send(struct keeper *keeper, struct arena *arena, int64_t number,
                               struct keeper_receipt *receipt, struct err *err) MUST_USE;
enum err_code keep_outbox_delay(struct keeper *keeper, int64_t minutes,
                                struct err *err) MUST_USE;
enum err_code keep_outbox_due(struct keeper *keeper, struct err *err) MUST_USE;
/* Finishes a scrub that was cut; does nothing otherwise. */
enum err_code keep_scrub(struct keeper *keeper, struct err *err) MUST_USE;
/* Makes public.db afresh. */
enum err_code keep_rebuild(struct keeper *keeper, struct err *err) MUST_USE;

/* A file of the data folder's tmp/, where clients lay what is too long for a message. */
const char *keeper_tmp_path(const struct keeper *keeper, struct arena *arena, struct str name);

/* The checkpoint in force, borrowed until the next append; size of the public log. */
struct str keeper_checkpoint(const struct keeper *keeper);
uint64_t keeper_size(const struct keeper *keeper);
/* How many statements of the public log its statement key has signed. */
enum err_code keeper_stated(const struct keeper *keeper, int64_t *count,
                            struct err *err) MUST_USE;

#endif
