/* How everything but the keeper reaches the ledger: over the keeper's socket when a server
 * runs, else by taking the keeper's lock and doing the same in this process.
 *
 * Not for several threads; one client a thread. */
#ifndef POLICEAI_RECORD_KEEPER_CLIENT_H
#define POLICEAI_RECORD_KEEPER_CLIENT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "crypto/sig.h"
#include "store/datadir.h"

#include <stdbool.h>
#include <stdint.h>

struct keeper_client;
struct exchange_received; /* record/exchange.h */

struct keeper_receipt {
    char id[65];           /* statement id */
    uint64_t index;        /* leaf index */
    struct str checkpoint; /* whole signed note that covers the leaf, in the caller's arena */
};

/* Reaches the keeper, or is one until closed. */
enum err_code keeper_client_open(struct keeper_client **opened, const struct datadir *dir,
                                 struct err *err) MUST_USE;
/* The same, but over the socket of a running server alone: for a process that must hold neither
 * keys nor ledger.db. ERR_EXTERNAL when no keeper answers within a few seconds. */
enum err_code keeper_client_connect(struct keeper_client **opened, const struct datadir *dir,
                                    struct err *err) MUST_USE;
/* NULL is allowed. */
void keeper_client_close(struct keeper_client *client);

/* Appends a statement signed by this installation's key for `type` (formats, Keys). `subject`
 * is 32 hex digits; NULL makes a fresh random one. `body` is JSON, made canonical here; values
 * it marks to be withheld are sealed (record/gap_seal.h). prev = the subject's present heads.
 * Returns after the leaf is durable, its checkpoint published and the public tables projected.
 */
enum err_code keeper_append(struct keeper_client *client, struct arena *arena, const char *type,
                            const char *subject, struct str body,
                            struct keeper_receipt *receipt, struct err *err) MUST_USE;
/* The same to the private log, which is never served: acts that are recorded, not published. */
enum err_code keeper_append_private(struct keeper_client *client, struct arena *arena,
                                    const char *type, const char *subject, struct str body,
                                    struct keeper_receipt *receipt, struct err *err) MUST_USE;
/* The DSSE envelope (one line and '\n') of payload, signed by the evidence key; the keeper
 * checks that the payload is canonical JSON of predicate policeai:evidence/1. */
enum err_code keeper_sign_evidence(struct keeper_client *client, struct arena *arena,
                                   struct str payload, struct str *envelope,
                                   struct err *err) MUST_USE;
/* Stores a file below evidence/ or bytes as a public blob (the keeper computes the name). */
enum err_code keeper_publish_blob(struct keeper_client *client, struct str bytes, char hex[65],
                                  struct err *err) MUST_USE;
/* The tlog-proof text of a leaf with `extra` (base64 of entry, salt, body as formats.md says).
 */
enum err_code keeper_proof(struct keeper_client *client, struct arena *arena, const char *id,
                           struct str *proof, struct err *err) MUST_USE;
/* What the subject's statements withhold, in the order of the log:
 * [{"pointer"[,"private_harm"],"salt":HEX64,"statement","value"}]; from these a gap.opened/1 is
 * made. Private.
 */
enum err_code keeper_gaps(struct keeper_client *client, struct arena *arena,
                          const char *subject, struct str *json, struct err *err) MUST_USE;
/* Adds the cosignatures of a checkpoint that a witness gave back; see keep_cosign. `witness` is
 * the vkey of a new one, or NULL. */
enum err_code keeper_cosign(struct keeper_client *client, struct str note, const char *witness,
                            int64_t *taken, struct err *err) MUST_USE;
/* Removes bodies (design, Removal). `request` is JSON {"date","ground","ids","role"}, the body
 * of body.removed/1 but for ids in any order and a date that may be absent (today). The answer
 * is
 * {"statements":[{"id","index","log","type","removed_by"}],"removal","index","scrubbed","left"}:
 * removed_by for those that an earlier removal has taken; without "removal" nothing was
 * changed; scrubbed false says in `left` what still holds bytes, which the keeper tries again
 * each minute and at its start. `look`: says what would be removed and changes nothing. */
enum err_code keeper_remove(struct keeper_client *client, struct arena *arena,
                            struct str request, bool look, struct str *answer,
                            struct err *err) MUST_USE;

/* A person's publication: waits unsigned in the outbox (15 minutes unless set otherwise), where
 * it can be cancelled, then is appended by the keeper. Everything but genesis, keys, runs,
 * evidence, removals and received batches, which append at once. `due` in seconds since 1970.
 */
struct keeper_ticket {
    int64_t number;
    int64_t due;
};
enum err_code keeper_submit(struct keeper_client *client, struct arena *arena, const char *type,
                            const char *subject, struct str body, struct keeper_ticket *ticket,
                            struct err *err) MUST_USE;
/* Would keeper_submit take it now? Nothing is kept. */
enum err_code keeper_submit_check(struct keeper_client *client, struct arena *arena,
                                  const char *type, const char *subject, struct str body,
                                  struct err *err) MUST_USE;
/* [{"number","log","type","subject","submitted","due","problem","body"}] */
enum err_code keeper_outbox_list(struct keeper_client *client, struct arena *arena,
                                 struct str *json, struct err *err) MUST_USE;
/* ERR_NOT_FOUND when it is not (or no more) in the outbox. */
enum err_code keeper_outbox_cancel(struct keeper_client *client, int64_t number,
                                   struct err *err) MUST_USE;
/* At once. */
enum err_code keeper_outbox_send(struct keeper_client *client, struct arena *arena,
                                 int64_t number, struct keeper_receipt *receipt,
                                 struct err *err) MUST_USE;
/* How long what is submitted from now on waits. */
enum err_code keeper_outbox_delay(struct keeper_client *client, int64_t minutes,
                                  struct err *err) MUST_USE;

/* Takes a bundle in (record/exchange.h, keep_receive); `path` is copied into the data folder
 * first, since the keeper reads nothing else. */
enum err_code keeper_receive(struct keeper_client *client, struct arena *arena,
                             const struct datadir *dir, const char *path, const char *log_key,
                             struct exchange_received *received, struct err *err) MUST_USE;
/* A statement of a type that the centre or the recovery key signs (key.*), signed in this
 * process by `secret` (record/keeper_signed.h). `subject` NULL: a fresh one. */
enum err_code keeper_append_by(struct keeper_client *client, struct arena *arena,
                               const struct sig_secret *secret, const char *type,
                               const char *subject, struct str body,
                               struct keeper_receipt *receipt, struct err *err) MUST_USE;
/* "being measured, 12 of 400": copied into public.db; not part of the record. total 0 removes.
 */
enum err_code keeper_progress(struct keeper_client *client, const char *tool,
                              const char *benchmark, int64_t done, int64_t total,
                              struct err *err) MUST_USE;

#endif
