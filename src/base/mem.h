/* Memory: running out aborts, so every size that comes from outside is checked against a limit
 * of base/limits.h before it gets here. All results are freed with free(). */
#ifndef POLICEAI_BASE_MEM_H
#define POLICEAI_BASE_MEM_H

#include <stddef.h>

/* Never NULL; xcalloc's bytes are zero. */
void *xmalloc(size_t size) __attribute__((malloc, returns_nonnull));
void *xcalloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull));
/* count * size, checked for overflow */
void *xrealloc(void *old, size_t count, size_t size) __attribute__((returns_nonnull));
char *xstrdup(const char *text) __attribute__((malloc, returns_nonnull));
char *xstrndup(const char *text, size_t length) __attribute__((malloc, returns_nonnull));

/* Room for one more item: doubles *capacity and moves the items when count == *capacity.
 * `items = mem_grow(items, count, &capacity, sizeof *items); items[count++] = …;` */
void *mem_grow(void *items, size_t count, size_t *capacity, size_t size);

#endif
