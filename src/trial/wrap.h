/* Makes a tool folder of an outside program: copies an adapter's executable there and writes
 * tool.json and adapter.json (doc/outside-tools.md). Nothing is run. */
#ifndef POLICEAI_TRIAL_WRAP_H
#define POLICEAI_TRIAL_WRAP_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Texts are NULL when they are not given. */
struct wrap_plan {
    const char *adapter;        /* "command" */
    const char *adapter_folder; /* its assembled folder */
    const char *folder;         /* becomes the tool's; may hold the supplier's files */
    /* tool.json */
    const char *task, *id, *version, *name, *supplier, *licence;
    const char *intended_use, *not_for;
    const char *system_files; /* a file or folder under /usr that the program reads */
    int64_t memory_mb, seconds;
    /* adapter.json of "command" */
    const char *const *argv;
    size_t argc;
    const char *stdin_of, *as, *pointer, *member;
    const char *brackets, *words, *mask; /* of redacted-text's placeholders */
    const char *labels, *columns;        /* "THEIRS=OURS,…"; "NAME[:TYPE],…" */
    bool lines;
};

/* ERR_CONFLICT when tool.json or adapter.json is there already; what is missing or wrong is
 * named, and nothing is written then. */
enum err_code wrap_tool(struct arena *arena, const struct wrap_plan *plan,
                        struct err *err) MUST_USE;

/* What tool.json says where a text was not given. */
#define WRAP_NOT_STATED                                                                        \
    "Not stated yet: whoever wraps the program writes here what its supplier says, and what "  \
    "they themselves know."
/* JSON on one line as people edit it, a member of the whole a line, appended to `out`. */
void wrap_spread(struct str json, struct strbuf *out);

/* adapter.json of the adapter "command", one member a line (wrap_command.c). */
enum err_code wrap_command_json(const struct wrap_plan *plan, struct strbuf *json,
                                struct err *err) MUST_USE;

#endif
