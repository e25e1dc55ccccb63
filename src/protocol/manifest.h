/* tool.json: what a tool is, how it is started, what it may use. Shape: tool protocol, version
 * 1 (doc/tool-protocol.md).
 *
 * A manifest lives in the arena it was read into; its texts point into the file's bytes there.
 * What the file leaves out has its default, a key that is not known is refused.
 *
 *     struct manifest manifest;
 *     TRY(manifest_read(arena, "build/tools/redact-text", &manifest, err));
 *     … manifest.run[0] …
 */
#ifndef POLICEAI_PROTOCOL_MANIFEST_H
#define POLICEAI_PROTOCOL_MANIFEST_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "crypto/digest.h"

#include <stdbool.h>
#include <stdint.h>

struct manifest_parameter {
    struct str name;
    struct str type;       /* number, integer, text, choice, flag */
    const struct js *json; /* its object: "default", "min", "max", "choices", "help" */
};

enum { MANIFEST_SETS_MAX = 8 };

/* Values of parameters that the tool asks to be measured with, and why in plain words. */
struct manifest_set {
    struct str name;             /* an id; "" where tool.json names no set */
    struct str title;            /* what a page calls it */
    struct str reason;           /* why anybody would want to see it */
    const struct js *parameters; /* over the defaults; NULL: the defaults */
    struct str record;           /* all values in the signed form, as evidence has them */
};

struct manifest {
    struct str text; /* the file's bytes */
    const struct js *json;
    struct str id;
    struct str version;
    struct str name;
    struct str task;
    struct str supplier;
    struct str licence;
    struct str intended_use;
    struct str not_for;
    struct str state; /* none, context, feedback */
    bool runtime_self;
    const char *root; /* of the folder's one tar file that is the tool's root, or NULL */
    const char **run; /* NULL-terminated */
    struct str *limitations;
    size_t limitation_count;
    const char **system_files;
    size_t system_file_count;
    struct manifest_parameter *parameters;
    size_t parameter_count;
    struct manifest_set *sets; /* at least one, exactly one of them the defaults */
    size_t set_count;
    int64_t memory_mb, threads, start_seconds, seconds_per_item, tmp_mb, out_mb, state_mb,
        files, processes;
};

/* Reads FOLDER/tool.json and looks for the program it names; the error names key, place and
 * fix. */
enum err_code manifest_read(struct arena *arena, const char *folder, struct manifest *manifest,
                            struct err *err) MUST_USE;
enum err_code manifest_parse(struct arena *arena, struct str text, struct manifest *manifest,
                             struct err *err) MUST_USE;
/* "system_files" must be there: regular files under /usr that no link leads out of. */
enum err_code manifest_check_system_files(const struct manifest *manifest,
                                          struct err *err) MUST_USE;

/* The run's parameters: defaults overlaid by `given` (a JSON object or NULL). Writes the form
 * for "start" (JSON numbers) and the signed form (DEC strings, yes/no), each one object with
 * sorted keys. A given value may have either form, so that a record's parameters can be run
 * again; a number is rounded to its DEC first, so that the tool gets exactly what is recorded.
 */
enum err_code manifest_parameters(const struct manifest *manifest, const struct js *given,
                                  struct strbuf *for_start, struct strbuf *for_record,
                                  struct err *err) MUST_USE;

/* The set of that name, or NULL. */
const struct manifest_set *manifest_set_named(const struct manifest *manifest, struct str name);
/* The set whose values those of a record are (its text is canonical JSON), or NULL. */
const struct manifest_set *manifest_set_of(const struct manifest *manifest, struct str record);

/* Digest of a folder: SHA-256 over "HEX64␠␠PATH\n" of each regular file in byte order of paths.
 * Refuses links, special files, names with newline, backslash or invalid UTF-8. */
enum err_code folder_digest(const char *folder, struct sha256 *digest,
                            struct err *err) MUST_USE;
/* The same form over absolute paths (sorted and made unique here). */
enum err_code runtime_digest(const char *const *paths, size_t count, struct sha256 *digest,
                             struct err *err) MUST_USE;

#endif
