/* Entries of a bundle, some hundred at a time, each judged as far as it can be by itself by
 * several threads: is it a leaf of the sender's log, is the body its own, is the signature
 * good. What an entry may do here is for exchange_in, in the order of the bundle; so what is
 * found, and what is told first, is the same for any number of threads. */
#ifndef POLICEAI_RECORD_EXCHANGE_WINDOW_H
#define POLICEAI_RECORD_EXCHANGE_WINDOW_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "crypto/digest.h"
#include "ledger/exchange_bundle.h"
#include "ledger/statement.h"
#include "record/keyring.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WINDOW_ENTRIES = 1024, WINDOW_SLICE = 32 };

struct window_entry {
    struct exchange_record record;
    struct signed_statement statement;
    struct js *value;   /* of the body; NULL: there is none */
    bool signature;     /* good, by the key of that name in the keyring; false: not known yet */
    enum err_code code; /* ERR_OK, or why it is no entry; with the words of its slice */
};

struct exchange_window {
    const struct sha256 *leaves;   /* of the sender's log, all that its header says */
    const struct keyring *keyring; /* nobody may change it while the window is filled */
    size_t threads;                /* 0: one a core */

    struct window_entry *entries;
    size_t count;
    struct exchange_record after; /* the record after them, when it is no entry (or the end) */
    bool has_after;
    enum err_code code; /* why the next record could not be read; ERR_OK: it could */
    struct err err;
    struct arena *arena; /* of the records */
    struct arena *slices[WINDOW_ENTRIES / WINDOW_SLICE];
    struct err words[WINDOW_ENTRIES / WINDOW_SLICE];
};

/* Empty; ended by exchange_window_release. */
void exchange_window_init(struct exchange_window *window);
void exchange_window_release(struct exchange_window *window);
/* Reads the next entries, until there is something else, WINDOW_ENTRIES came or they are long;
 * and judges them. What lay in the window before is gone. */
void exchange_window_fill(struct exchange_window *window, struct exchange_reader *reader);
/* ERR_OK, or why entry `at` is none: its code and words. */
enum err_code exchange_window_judge(const struct exchange_window *window, size_t at,
                                    struct err *err) MUST_USE;

#endif
