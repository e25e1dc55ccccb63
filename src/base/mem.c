/* Memory; see mem.h. */
#include "base/mem.h"

#include "base/err.h"

#include <stdlib.h>
#include <string.h>

void *xmalloc(size_t size)
{
    void *memory = malloc(size > 0 ? size : 1);
    if (memory == NULL) {
        BUG("out of memory: %zu bytes", size);
    }
    return memory;
}

void *xcalloc(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
    if (memory == NULL) {
        BUG("out of memory: %zu x %zu bytes", count, size);
    }
    return memory;
}

void *xrealloc(void *old, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        BUG("size overflow: %zu x %zu bytes", count, size);
    }
    void *memory = realloc(old, bytes > 0 ? bytes : 1);
    if (memory == NULL) {
        BUG("out of memory: %zu bytes", bytes);
    }
    return memory;
}

char *xstrdup(const char *text)
{
    return xstrndup(text, strlen(text));
}

char *xstrndup(const char *text, size_t length)
{
    char *copy = xmalloc(length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

void *mem_grow(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return items;
    }
    size_t wanted = *capacity < 8 ? 8 : *capacity * 2;
    items = xrealloc(items, wanted, size);
    *capacity = wanted;
    return items;
}
