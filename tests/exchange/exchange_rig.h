/* A centre with a keeper, and senders: logs made to measure (support/log_maker.h), whose keys
 * follow from a label. Whatever goes wrong that a test does not ask about ends the program. */
#ifndef POLICEAI_TESTS_EXCHANGE_RIG_H
#define POLICEAI_TESTS_EXCHANGE_RIG_H

#include "record/exchange.h"
#include "record/keeper.h"
#include "support/log_maker.h"

#include <stdint.h>

struct centre {
    struct arena *arena;
    const char *root; /* of everything the rig makes; in memory where it can be */
    struct datadir dir;
    struct keeper_settings settings;
    struct keeper *keeper;
    struct exchange_received received; /* of the last bundle */
    struct err err;
};

/* A fresh root and a keeper with a log of its own. */
void centre_open(struct centre *centre);
void centre_close(struct centre *centre); /* removes the root */
/* Closes the keeper and opens it again, its clock at `seconds`. */
void centre_reopen(struct centre *centre, int64_t seconds);
/* The sender's statement key, held away, of `organisation`. */
void centre_introduce(struct centre *centre, const struct log_maker *sender,
                      const char *organisation);
void centre_introduce_key(struct centre *centre, const char *vkey, const char *organisation,
                          const char *use);
void centre_revoke(struct centre *centre, const char *key_name);
/* A statement of the centre's own; its id. */
const char *centre_say(struct centre *centre, const char *subject, int number);
/* Takes the bundle; the sender's log key is given each time. */
enum err_code centre_take(struct centre *centre, const struct log_maker *sender,
                          const char *path);
/* The same, and it must be taken. */
void centre_must_take(struct centre *centre, const struct log_maker *sender, const char *path);
/* The whole audit; the log's size. */
uint64_t centre_audit(struct centre *centre);
/* First column of the first row of a query on public.db. */
int64_t centre_number(struct centre *centre, const char *sql);
/* Every row of it, as one text in the arena. */
struct str centre_rows(struct centre *centre, const char *sql);

/* A log with genesis and keys below the centre's root. */
void sender_open(struct log_maker *sender, const struct centre *centre, const char *folder,
                 const char *label);
/* sample.counted/1 of the sender's statement key under `subject`; its id. */
const char *sender_say(struct log_maker *sender, const char *subject, const struct str *prev,
                       size_t prev_count, int number);
/* Publishes and writes the bundle; its path. */
const char *sender_pack(struct log_maker *sender, const char *name, uint64_t since,
                        uint64_t to);

/* Reads, writes a file; writes the digest anew that ends a bundle. */
struct str bundle_file_read(struct arena *arena, const char *path);
void bundle_file_write(const char *path, struct str bytes);
void bundle_reseal(char *bytes, size_t length);

#endif
