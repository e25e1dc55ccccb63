/* MuPDF's memory: every block is listed, so that an exception loses none, and their sum
 * bounded, so that a hostile file is refused and not the machine brought down. */
#include "pdf_memory/pdf_memory.h"

#include "base/mem.h"

#include <stdlib.h>

enum { STORE_BYTES = 64 << 20 };
#define MEMORY_MAX ((size_t)1200 << 20)

struct block {
    struct block *before, *after;
    size_t size;
    size_t unused; /* keeps what follows aligned to 16 bytes */
};

struct pdf_memory {
    struct block list; /* a ring */
    size_t used;
    fz_alloc_context functions;
    fz_context *ctx;
};

static void link_block(struct pdf_memory *memory, struct block *block, size_t size)
{
    block->size = size;
    block->before = &memory->list;
    block->after = memory->list.after;
    block->after->before = block;
    memory->list.after = block;
    memory->used += size;
}

static void unlink_block(struct pdf_memory *memory, struct block *block)
{
    block->before->after = block->after;
    block->after->before = block->before;
    memory->used -= block->size;
}

static void *take(void *user, size_t size)
{
    struct pdf_memory *memory = user;
    if (size > MEMORY_MAX || memory->used + size > MEMORY_MAX) {
        return NULL;
    }
    struct block *block = xmalloc(sizeof *block + size);
    link_block(memory, block, size);
    return block + 1;
}

static void give(void *user, void *bytes)
{
    if (bytes != NULL) {
        struct block *block = (struct block *)bytes - 1;
        unlink_block(user, block);
        free(block);
    }
}

static void *retake(void *user, void *bytes, size_t size)
{
    struct pdf_memory *memory = user;
    if (bytes == NULL) {
        return take(user, size);
    }
    if (size > MEMORY_MAX || memory->used + size > MEMORY_MAX) {
        return NULL;
    }
    struct block *block = (struct block *)bytes - 1;
    unlink_block(memory, block);
    block = xrealloc(block, 1, sizeof *block + size);
    link_block(memory, block, size);
    return block + 1;
}

static void quiet(void *user, const char *message)
{
    (void)user;
    (void)message; /* may quote the document */
}

struct pdf_memory *pdf_memory_new(void)
{
    struct pdf_memory *memory = xcalloc(1, sizeof *memory);
    memory->list.before = memory->list.after = &memory->list;
    memory->functions = (fz_alloc_context){memory, take, retake, give};
    memory->ctx = fz_new_context(&memory->functions, NULL, STORE_BYTES);
    if (memory->ctx != NULL) {
        fz_set_warning_callback(memory->ctx, quiet, NULL);
        fz_set_error_callback(memory->ctx, quiet, NULL);
    }
    return memory;
}

fz_context *pdf_memory_context(struct pdf_memory *memory)
{
    return memory->ctx;
}

void pdf_memory_free(struct pdf_memory *memory)
{
    struct block *block = memory->list.after;
    while (block != &memory->list) {
        struct block *after = block->after;
        free(block);
        block = after;
    }
    free(memory);
}
