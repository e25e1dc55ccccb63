/* Blobs: files named by their SHA-256, `FOLDER/ab/REST`, written once, synced. */
#ifndef POLICEAI_STORE_BLOB_H
#define POLICEAI_STORE_BLOB_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* `hex` receives 64 digits and NUL. Storing bytes that are there already is fine. */
enum err_code blob_put(const char *folder, struct str bytes, char hex[65],
                       struct err *err) MUST_USE;
enum err_code blob_put_file(const char *folder, const char *from, char hex[65],
                            struct err *err) MUST_USE;
/* Reads and checks the digest: ERR_INVALID when the bytes do not fit the name. */
enum err_code blob_read(struct arena *arena, const char *folder, struct str hex, size_t max,
                        struct str *bytes, struct err *err) MUST_USE;
/* NULL when hex is not 64 lower-case digits. */
char *blob_path(struct arena *arena, const char *folder, struct str hex);

#endif
