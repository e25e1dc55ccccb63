/* The inside of a keeper, shared by keeper*.c. */
#ifndef POLICEAI_RECORD_KEEPER_STATE_H
#define POLICEAI_RECORD_KEEPER_STATE_H

#include "record/keeper.h"
#include "record/keyfiles.h"
#include "record/keyring.h"
#include "record/last_signed.h"
#include "record/projection.h"

/* The mark moves every so many leaves and at the end. */
enum { MARK_EVERY = 1024 };

struct keeper {
    struct arena *arena; /* paths and the like, for the keeper's life */
    struct datadir dir;
    struct clock clock;
    int lock_fd;
    struct db *db;
    struct keyfiles files;
    struct keyring *keyring;
    struct leaf_log logs[2];   /* LOG_PUBLIC, LOG_PRIVATE */
    struct leaf_log before[2]; /* as they were when the transaction began */
    struct last_signed last;
    struct str origin;
    struct strbuf checkpoint;
    uint64_t published; /* leaves whose files are written */
    uint64_t mark;      /* leaves whose files surely lie on the disk */
    struct projection projection;
};

/* One statement being made: signed, checked, appended inside the open transaction. */
enum err_code keeper_add(struct keeper *keeper, struct arena *arena, int log,
                         const struct keeper_entry *entry, enum key_file file,
                         struct keeper_receipt *receipt, struct err *err) MUST_USE;
/* The key of ours that signs a person's or program's statement of this type; ERR_DENIED. */
enum err_code keeper_key_for(struct str type, enum key_file *file, struct err *err) MUST_USE;
/* `at` of the next statement of ours: now, never before the last one. */
int64_t keeper_next_time(const struct keeper *keeper);
/* Opens the transaction / commits and does the steps after it; keeper_abandon rolls back. */
enum err_code keeper_begin(struct keeper *keeper, struct err *err) MUST_USE;
enum err_code keeper_finish(struct keeper *keeper, int log, struct err *err) MUST_USE;
void keeper_abandon(struct keeper *keeper);
/* Signs the committed public head and publishes what is not yet published. */
enum err_code keeper_publish(struct keeper *keeper, struct err *err) MUST_USE;
enum err_code keeper_move_mark(struct keeper *keeper, struct err *err) MUST_USE;
/* Appends to a signed note of `size` the lines of those who cosigned it / shows in log/ and the
 * tables who has cosigned. */
enum err_code keeper_add_cosignatures(struct keeper *keeper, uint64_t size, struct strbuf *note,
                                      struct err *err) MUST_USE;
enum err_code keeper_show_cosigned(struct keeper *keeper, struct err *err) MUST_USE;
/* The keyring from the committed leaves. */
enum err_code keeper_load_keys(struct keeper *keeper, struct err *err) MUST_USE;
/* Takes the leaves that ledger.db lost, byte for byte, from a published log of this very key
 * that reaches at least to what was signed last. */
enum err_code keeper_recover(struct keeper *keeper, const char *folder,
                             struct err *err) MUST_USE;
/* Genesis and the introduction of our own keys, into an empty ledger. */
enum err_code keeper_found(struct keeper *keeper, const struct keeper_settings *settings,
                           struct err *err) MUST_USE;

#endif
