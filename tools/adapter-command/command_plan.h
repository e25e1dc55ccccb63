/* adapter.json of the adapter "command": which program is run for an item, what it is given and
 * how its answer is read. The shape with an example a reader: README.md; for strangers:
 * doc/outside-tools.md. */
#ifndef POLICEAI_ADAPTER_COMMAND_COMMAND_PLAN_H
#define POLICEAI_ADAPTER_COMMAND_COMMAND_PLAN_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    COMMAND_WORDS_MAX = 200,
    COMMAND_COLUMNS_MAX = 20,
    COMMAND_LABELS_MAX = 500,
    COMMAND_STATUSES_MAX = 20,
    COMMAND_PLACEHOLDERS_MAX = 200
};

/* From what the program wrote to the answer; the names in adapter.json are the lower-case
 * ones, with '-'. */
enum command_reader {
    READ_TEXT,         /* {MEMBER: text} */
    READ_LABEL,        /* {MEMBER: one line} */
    READ_NUMBER,       /* {MEMBER: number} */
    READ_JSON,         /* the value itself, or {MEMBER: value} */
    READ_JSON_LINES,   /* {MEMBER: [value of each line]} */
    READ_CSV,          /* {MEMBER: [object of each row]} */
    READ_REDACTED_TEXT /* {"spans": …}: what the text has in place of placeholders */
};

enum command_cell { CELL_TEXT, CELL_INTEGER, CELL_NUMBER };

struct command_column {
    struct str from; /* the column's name in the program's table */
    struct str name; /* of the member in the answer */
    enum command_cell cell;
};

/* What a redacting program writes in place of a passage: one of three forms. */
struct command_placeholder {
    struct str opens, closes; /* both, or neither */
    struct str *words;        /* each one whole */
    size_t word_count;
    struct str mask; /* one character, `mask_least` times or more in a row */
    size_t mask_least;
};

struct command_plan {
    const char **argv;   /* NULL-terminated, with placeholders (command_words.h) */
    struct str stdin_of; /* "input", a member of the input, or p == NULL for nothing */
    bool lines;          /* one process for all: a line in, a line out */
    int64_t seconds;     /* an item may take */
    int64_t good_statuses[COMMAND_STATUSES_MAX];
    size_t good_status_count;
    bool from_file; /* the answer is what {out-file} holds, not stdout */
    bool has_pointer;
    struct str pointer; /* RFC 6901, into the JSON that the program wrote */
    enum command_reader reader;
    struct str member;       /* p == NULL: none */
    struct str text_member;  /* of the input, which the redacted text is held against */
    const struct js *labels; /* an object of the program's labels, or NULL */
    struct command_placeholder placeholder;
    struct command_column columns[COMMAND_COLUMNS_MAX];
    size_t column_count;
};

/* The plan's texts lie in the arena or in `text`. The error names "adapter.json" and the key.
 */
enum err_code command_plan_parse(struct arena *arena, struct str text,
                                 struct command_plan *plan, struct err *err) MUST_USE;
/* FOLDER/adapter.json. */
enum err_code command_plan_read(struct arena *arena, const char *folder,
                                struct command_plan *plan, struct err *err) MUST_USE;
/* What the answer calls the program's `label`: its entry in "labels", or itself. */
struct str command_plan_label(const struct command_plan *plan, struct str label);

#endif
