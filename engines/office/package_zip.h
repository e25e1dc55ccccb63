/* Packages (ISO/IEC 29500-2: zip files of parts) by libzip, within limits. The only place that
 * names libzip. */
#ifndef POLICEAI_OFFICE_PACKAGE_ZIP_H
#define POLICEAI_OFFICE_PACKAGE_ZIP_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

enum {
    PACKAGE_ENTRIES_MAX = 5000,
    PACKAGE_PART_MAX = 64 << 20,   /* of a part, inflated */
    PACKAGE_TOTAL_MAX = 256 << 20, /* of all, inflated */
    PACKAGE_RATIO_MAX = 200        /* of a part that inflates to more than 4 MiB */
};

struct package;

/* `bytes` are lent until package_close. ERR_LIMIT for what is too large or inflates too much,
 * ERR_UNSUPPORTED for encrypted entries, ERR_FORMAT for a damaged file, names that lead out of
 * the package, and names that stand twice, whatever their case. */
enum err_code package_open(struct package **out, struct str bytes, struct err *err) MUST_USE;
/* The same where what the directory says and what stands before each part may differ, as some
 * programs write it: to read, never to write anew. */
enum err_code package_open_loosely(struct package **out, struct str bytes,
                                   struct err *err) MUST_USE;
/* NULL is allowed. */
void package_close(struct package *package);
size_t package_count(const struct package *package);
/* Lent. */
const char *package_name(const struct package *package, size_t index);
bool package_has(const struct package *package, const char *name);
/* A part's bytes, its check sum right, into the arena; p NULL when there is none of that name.
 */
enum err_code package_read(struct package *package, const char *name, struct arena *arena,
                           struct str *bytes, struct err *err) MUST_USE;

struct package_writer;

/* Parts are written in the order in which they are added, all under one date. */
struct package_writer *package_writer_new(void);
/* NULL is allowed. */
void package_writer_free(struct package_writer *writer);
/* Keeps a copy of the bytes. */
enum err_code package_writer_add(struct package_writer *writer, const char *name,
                                 struct str bytes, struct err *err) MUST_USE;
/* Appends the zip file. */
enum err_code package_writer_finish(struct package_writer *writer, struct strbuf *out,
                                    struct err *err) MUST_USE;

#endif
