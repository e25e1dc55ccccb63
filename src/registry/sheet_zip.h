/* ZIP archives (APPNOTE.TXT 6.3.10) as far as workbooks use them: stored or deflated, no
 * encryption, no ZIP64, no splitting. Reading takes bytes from outside: every offset is
 * checked, what a part and all parts inflate to has a ceiling, CRCs must hold, a name stands
 * once. */
#ifndef POLICEAI_REGISTRY_SHEET_ZIP_H
#define POLICEAI_REGISTRY_SHEET_ZIP_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SHEET_ZIP_PARTS = 1000,
    SHEET_ZIP_PART = 32 * 1024 * 1024,
    SHEET_ZIP_ALL = 96 * 1024 * 1024
};

struct sheet_zip_part {
    struct str name;
    struct str packed;
    uint32_t size; /* inflated */
    uint32_t crc;
    bool deflated;
};

struct sheet_zip {
    struct sheet_zip_part *parts;
    size_t count;
    size_t inflated; /* so far, of all parts that were read */
};

/* Reads the directory; `bytes` is lent. */
enum err_code sheet_zip_open(struct arena *arena, struct str bytes, struct sheet_zip *zip,
                             struct err *err) MUST_USE;
/* ERR_NOT_FOUND when there is none of that name; the bytes lie in the arena. */
enum err_code sheet_zip_read(struct arena *arena, struct sheet_zip *zip, struct str name,
                             struct str *bytes, struct err *err) MUST_USE;

/* Writes an archive: the same parts give the same bytes (no times). */
struct sheet_zip_writer {
    struct strbuf *out;
    struct strbuf directory;
    uint16_t count;
};
void sheet_zip_begin(struct sheet_zip_writer *writer, struct strbuf *out);
enum err_code sheet_zip_add(struct sheet_zip_writer *writer, const char *name, struct str bytes,
                            struct err *err) MUST_USE;
/* Also releases what the writer holds. */
enum err_code sheet_zip_end(struct sheet_zip_writer *writer, struct err *err) MUST_USE;

#endif
