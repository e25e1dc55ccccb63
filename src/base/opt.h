/* Options of a command, from one table: parsing, help text and the manual come from it.
 *
 * `--name VALUE`, `--name=VALUE`, `-x VALUE`, flags without a value, `--` ends options. Values
 * are stored through `offset` into the caller's struct, which holds the defaults beforehand. */
#ifndef POLICEAI_BASE_OPT_H
#define POLICEAI_BASE_OPT_H

#include "base/err.h"
#include "base/strbuf.h"

#include <stddef.h>
#include <stdint.h>

enum opt_kind {
    OPT_FLAG, /* bool */
    OPT_TEXT, /* const char *, borrowed from argv */
    OPT_INT,  /* int64_t in [min, max] */
    OPT_REAL  /* double in [min, max], "." before the fraction */
};

struct opt {
    const char *name; /* without dashes; NULL ends the table */
    char letter;      /* or 0 */
    enum opt_kind kind;
    size_t offset;
    const char *value; /* what the value is called in the help, e.g. "PORT" */
    const char *help;  /* one sentence */
    int64_t min;
    int64_t max;
};

/* Reads argv[0 … argc); the words that are not options are gathered in order in `words` (room
 * for argc) and counted. ERR_USAGE names the option and what is wrong with it; a second value
 * of an option is refused, so that none is lost. */
enum err_code opt_parse(const struct opt *table, void *values, int argc, char **argv,
                        const char **words, size_t *count, struct err *err) MUST_USE;
/* One line an option. */
void opt_help(struct strbuf *out, const struct opt *table);

#endif
