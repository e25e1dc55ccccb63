/* The file in which a submission travels: a tar archive that any tar can list and that is read
 * here by writing it again. Its first file is submission.note (submission.h); then come the
 * files that the note names, in its order, each with exactly the header that follows from the
 * note; then two blocks of zeros and nothing behind. So no header is believed, no path but the
 * signed ones is ever used, and a byte too many or too few is seen. */
#ifndef POLICEAI_SUPPLIER_SUBMISSION_BOX_H
#define POLICEAI_SUPPLIER_SUBMISSION_BOX_H

#include "supplier/submission.h"

/* Up to `length` bytes; *got 0 at the end. */
typedef enum err_code box_source_fn(void *data, void *out, size_t length, size_t *got,
                                    struct err *err);

/* What becomes of the files. A file is begun, given in pieces, and ended when its digest held.
 */
struct box_sink {
    enum err_code (*begin)(void *data, const struct submission_file *file, struct err *err);
    enum err_code (*bytes)(void *data, struct str bytes, struct err *err);
    enum err_code (*end)(void *data, const struct submission_file *file, struct err *err);
    void *data;
};

struct box_reader {
    box_source_fn *source;
    void *data;
    struct submission submission; /* parsed, its signature not judged */
};

/* Reads the note. Then submission_verify, and then box_files. */
enum err_code box_open(struct box_reader *reader, struct arena *arena, box_source_fn *source,
                       void *data, struct err *err) MUST_USE;
/* All files and the end. ERR_INVALID names the file whose header or digest is another. */
enum err_code box_files(struct box_reader *reader, const struct box_sink *sink,
                        struct err *err) MUST_USE;

/* Writes `to` (there whole or not at all): the note, then each of its files, read from
 * `folder`, where package/ is left out of the paths, or from `folder` itself for outputs. */
enum err_code box_write(const char *to, const struct submission *submission, const char *folder,
                        struct err *err) MUST_USE;

/* A source that reads a descriptor: `data` is the struct. */
struct box_descriptor {
    int fd;
    const char *path;
};
enum err_code box_read_descriptor(void *data, void *out, size_t length, size_t *got,
                                  struct err *err) MUST_USE;

#endif
