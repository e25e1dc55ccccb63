/* An answer that names entries of a collection, as the tool was shown them, put into the words
 * of the benchmark: {"entry":SHOWN} becomes {"entry":ID} wherever it stands. */
#ifndef POLICEAI_RUN_ENTRY_NAMES_H
#define POLICEAI_RUN_ENTRY_NAMES_H

#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "run/client.h"
#include "run/shown_ids.h"

/* `entries` in the order of `shown`. Everything else keeps its bytes, blanks between values
 * apart. ERR_FORMAT for an entry that was not shown. */
enum err_code entry_names_write(const struct js *output, const struct shown_ids *shown,
                                const struct client_item *entries, struct strbuf *out,
                                struct err *err) MUST_USE;

#endif
