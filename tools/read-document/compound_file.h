/* Compound files ([MS-CFB]): the files within one file that Outlook's messages and old Office
 * documents are made of. Read from memory; whatever the bytes say, no chain is followed twice
 * round and no more is copied than a bound that grows with the file. */
#ifndef POLICEAI_READ_DOCUMENT_COMPOUND_FILE_H
#define POLICEAI_READ_DOCUMENT_COMPOUND_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct compound_file;

enum { COMPOUND_ROOT = 0, COMPOUND_NONE = -1 };

/* `bytes` must outlive the arena. ERR_FORMAT: it is none, or damaged beyond reading; ERR_LIMIT.
 */
enum err_code compound_open(struct arena *arena, struct str bytes, struct compound_file **out,
                            struct err *err) MUST_USE;
/* The first thing in a storage (COMPOUND_ROOT: the file's own), the one that comes after
 * another; COMPOUND_NONE after the last. Each entry is met once, in no storage or in one. */
int compound_first(const struct compound_file *file, int storage);
int compound_next(const struct compound_file *file, int entry);
/* Its name in UTF-8; lent. */
struct str compound_name(const struct compound_file *file, int entry);
bool compound_is_storage(const struct compound_file *file, int entry);
/* By name within a storage, letters A to Z alike in both cases; COMPOUND_NONE: there is none.
 */
int compound_find(const struct compound_file *file, int storage, const char *name);
/* The bytes of a stream, copied into the arena; as many as can be had where its chain is
 * damaged, *whole then false. ERR_LIMIT: more is asked for in all than the file can hold. */
enum err_code compound_read(struct compound_file *file, struct arena *arena, int entry,
                            struct str *bytes, bool *whole, struct err *err) MUST_USE;

/* Numbers as they lie in such files, low byte first; 0 past the end. */
uint16_t compound_u16(struct str bytes, size_t at);
uint32_t compound_u32(struct str bytes, size_t at);

#endif
