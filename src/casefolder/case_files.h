/* The files of a case: found in its folder, read one after another, watched for changes.
 *
 * Regular files at any depth count, but for policeai-case/ and names that begin with a dot;
 * links are not followed. A file is never written to. */
#ifndef POLICEAI_CASEFOLDER_CASE_FILES_H
#define POLICEAI_CASEFOLDER_CASE_FILES_H

#include "casefolder/case_folder.h"

#include <stdbool.h>
#include <stdint.h>

enum { CASE_FILES_MAX = 20000 };

struct case_file {
    int64_t id, pass;
    struct str path;   /* relative */
    struct str sha256; /* of what was read */
    struct str state;  /* waiting, read, refused, changed, gone */
    struct str why, tool;
    int64_t characters, bytes;
    bool is_document;          /* its text stands in its pages: case_pages.h */
    int64_t pages, pages_read; /* of a document; pages 0: it has none, or they are not known */
};

struct case_tally {
    int64_t waiting, read, refused, changed, gone;
    int64_t waiting_bytes;
    int64_t left_ms; /* from what those read took; -1: nothing is known yet */
};

/* New files wait; one that is not what was read is "changed", one that is not there "gone". */
enum err_code case_files_scan(struct case_folder *folder, int64_t now,
                              struct err *err) MUST_USE;
/* Up to `most` that wait, in the order of their paths. In the arena. */
enum err_code case_files_next(struct case_folder *folder, struct arena *arena, size_t most,
                              struct case_file *files, size_t *count, struct err *err) MUST_USE;
/* Up to `most` of all files in the order of their paths, `from` on. In the arena. */
enum err_code case_files_list(struct case_folder *folder, struct arena *arena, int64_t from,
                              size_t most, struct case_file *files, size_t *count,
                              struct err *err) MUST_USE;
/* ERR_NOT_FOUND. In the arena. */
enum err_code case_file_lookup(struct case_folder *folder, struct arena *arena, int64_t id,
                               struct case_file *file, struct err *err) MUST_USE;
/* Its absolute path, in the arena. */
const char *case_file_path(struct case_folder *folder, struct arena *arena,
                           const struct case_file *file);
/* The text of a file that was read; of one that is a text ERR_CONFLICT when its bytes are
 * others now. */
enum err_code case_file_text(struct case_folder *folder, struct arena *arena,
                             const struct case_file *file, struct str *text,
                             struct err *err) MUST_USE;
/* ERR_CONFLICT when its bytes are not those that were read. */
enum err_code case_file_check(struct case_folder *folder, struct arena *arena,
                              const struct case_file *file, struct err *err) MUST_USE;
/* It cannot be read: `why` is shown. */
enum err_code case_file_refuse(struct case_folder *folder, const struct case_file *file,
                               const char *why, int64_t now, struct err *err) MUST_USE;
/* To be read once more: of one that changed, was refused or came back. */
enum err_code case_file_again(struct case_folder *folder, int64_t id, struct str who,
                              int64_t now, struct err *err) MUST_USE;
enum err_code case_files_tally(struct case_folder *folder, struct case_tally *tally,
                               struct err *err) MUST_USE;

#endif
