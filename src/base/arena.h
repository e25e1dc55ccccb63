/* An arena: memory of one request, job or document, freed all at once.
 *
 * Not for several threads. Clean-up callbacks run in reverse order when the arena is freed or
 * reset. Results are aligned for any type and need no free. */
#ifndef POLICEAI_BASE_ARENA_H
#define POLICEAI_BASE_ARENA_H

#include "base/err.h"
#include "base/str.h"

#include <stddef.h>

struct arena;

/* Empty; freed by arena_free. */
struct arena *arena_new(void);
/* NULL is allowed. */
void arena_free(struct arena *arena);
/* Runs the callbacks and forgets everything, keeping one block. */
void arena_reset(struct arena *arena);

/* Never NULL; arena_zalloc's bytes are zero. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((returns_nonnull));
void *arena_zalloc(struct arena *arena, size_t size) __attribute__((returns_nonnull));
/* NUL-terminated copies */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
struct str arena_str(struct arena *arena, struct str text);
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

typedef void arena_cleanup_fn(void *data);
/* Calls run(data) when the arena is freed or reset. */
void arena_on_free(struct arena *arena, arena_cleanup_fn *run, void *data);

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *arena);

#endif
