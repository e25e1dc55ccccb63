/* ZIP archives (APPNOTE.TXT 6.3.10) as far as office files use them: stored or deflated, no
 * encryption, no ZIP64, no splitting. Reading takes bytes from outside: every offset is
 * checked, what a part and all parts inflate to has a ceiling, CRCs must hold, a name stands
 * once. */
#ifndef POLICEAI_ZIP_ZIP_FILE_H
#define POLICEAI_ZIP_ZIP_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    ZIP_FILE_PARTS = 1000,
    ZIP_FILE_PART = 32 * 1024 * 1024, /* that is read */
    ZIP_FILE_ALL = 96 * 1024 * 1024,
    ZIP_FILE_WRITTEN = 512 * 1024 * 1024 /* a part that is written */
};

struct zip_file_part {
    struct str name;
    struct str packed;
    uint32_t size; /* inflated */
    uint32_t crc;
    bool deflated;
};

struct zip_file {
    struct zip_file_part *parts;
    size_t count;
    size_t inflated; /* so far, of all parts that were read */
};

/* Reads the directory; `bytes` is lent. */
enum err_code zip_file_open(struct arena *arena, struct str bytes, struct zip_file *zip,
                            struct err *err) MUST_USE;
/* ERR_NOT_FOUND when there is none of that name; the bytes lie in the arena. */
enum err_code zip_file_read(struct arena *arena, struct zip_file *zip, struct str name,
                            struct str *bytes, struct err *err) MUST_USE;

/* Writes an archive: the same parts give the same bytes (no times). */
struct zip_file_writer {
    struct strbuf *out;
    struct strbuf directory;
    uint16_t count;
};
void zip_file_begin(struct zip_file_writer *writer, struct strbuf *out);
enum err_code zip_file_add(struct zip_file_writer *writer, const char *name, struct str bytes,
                           struct err *err) MUST_USE;
/* Also releases what the writer holds. */
enum err_code zip_file_end(struct zip_file_writer *writer, struct err *err) MUST_USE;

#endif
