/* Arena; see arena.h.
 *
 * A list of blocks, newest first; a request larger than a block gets a block of its own. */
#include "base/arena.h"

#include "base/mem.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 16 * 1024 };

struct block {
    struct block *next;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
};

struct cleanup {
    struct cleanup *next;
    arena_cleanup_fn *run;
    void *data;
};

struct arena {
    struct block *blocks;
    struct cleanup *cleanups;
    size_t used;
};

static struct block *block_new(size_t size, struct block *next)
{
    struct block *block = xmalloc(sizeof *block + size);
    block->next = next;
    block->size = size;
    block->used = 0;
    return block;
}

struct arena *arena_new(void)
{
    struct arena *arena = xcalloc(1, sizeof *arena);
    arena->blocks = block_new(BLOCK_BYTES, NULL);
    return arena;
}

static void run_cleanups(struct arena *arena)
{
    struct cleanup *cleanup = arena->cleanups;
    arena->cleanups = NULL;
    for (; cleanup != NULL; cleanup = cleanup->next) {
        cleanup->run(cleanup->data);
    }
}

static void free_blocks(struct block *block)
{
    while (block != NULL) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
}

void arena_free(struct arena *arena)
{
    if (arena != NULL) {
        run_cleanups(arena);
        free_blocks(arena->blocks);
        free(arena);
    }
}

void arena_reset(struct arena *arena)
{
    run_cleanups(arena);
    free_blocks(arena->blocks);
    arena->blocks = block_new(BLOCK_BYTES, NULL);
    arena->used = 0;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2) {
        BUG("arena request of %zu bytes", size);
    }
    size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    struct block *block = arena->blocks;
    if (size > block->size - block->used) {
        block = block_new(size > BLOCK_BYTES ? size : BLOCK_BYTES, block);
        arena->blocks = block;
    }
    void *memory = block->bytes + block->used;
    block->used += size;
    arena->used += size;
    return memory;
}

void *arena_zalloc(struct arena *arena, size_t size)
{
    return memset(arena_alloc(arena, size), 0, size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    if (length > 0) {
        memcpy(copy, text, length);
    }
    copy[length] = '\0';
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

struct str arena_str(struct arena *arena, struct str text)
{
    return (struct str){arena_strndup(arena, text.p, text.n), text.n};
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = arena_alloc(arena, (size_t)length + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    return text;
}

void arena_on_free(struct arena *arena, arena_cleanup_fn *run, void *data)
{
    struct cleanup *cleanup = arena_alloc(arena, sizeof *cleanup);
    *cleanup = (struct cleanup){arena->cleanups, run, data};
    arena->cleanups = cleanup;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
