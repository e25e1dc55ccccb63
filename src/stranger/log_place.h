/* Where a stranger finds a log: a folder (a data folder's log/, the data folder itself, a
 * static publication, a mirror) or http://HOST… */
#ifndef POLICEAI_STRANGER_LOG_PLACE_H
#define POLICEAI_STRANGER_LOG_PLACE_H

#include "base/arena.h"
#include "base/err.h"
#include "record/log_files.h"

#include <stdbool.h>

struct http_get;

struct log_place {
    struct log_files files;
    struct http_get *get; /* or NULL */
};

/* True for what log_place_open takes: an address, or a folder. */
bool log_place_is(const char *word);
/* Ended by log_place_close. `word` is borrowed or copied into the arena. */
enum err_code log_place_open(struct log_place *place, struct arena *arena, const char *word,
                             bool online, struct err *err) MUST_USE;
void log_place_close(struct log_place *place);

#endif
