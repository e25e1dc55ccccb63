/* log/: what anyone may fetch of the public log, as plain files: entry bundles, tiles, bodies
 * and the checkpoint, under the names they are served by (formats, Places).
 *
 * All of it can be made again from ledger.db, so only the checkpoint is replaced whole; nothing
 * is synced here. The keeper notes now and then up to where everything surely lies on the disk
 * and publishes again from there after a crash. */
#ifndef POLICEAI_RECORD_PUBLICATION_H
#define POLICEAI_RECORD_PUBLICATION_H

#include "base/err.h"
#include "base/str.h"
#include "record/leaf_log.h"

#include <stdint.h>

/* Writes what a log of size `to` has and one of size `from` has not. */
enum err_code publish_range(const char *folder, struct leaf_log *log, uint64_t from,
                            uint64_t to, struct err *err) MUST_USE;
/* The checkpoint note, seen whole or not at all. */
enum err_code publish_checkpoint(const char *folder, struct str note, struct err *err) MUST_USE;
/* checkpoint.cosigned: the newest one that a witness has cosigned, with all lines on it. */
enum err_code publish_cosigned(const char *folder, struct str note, struct err *err) MUST_USE;
/* Everything written before is on the disk. */
enum err_code publish_sync(const char *folder, struct err *err) MUST_USE;

#endif
