/* Rich Text: as it is, and as Outlook packs it. What comes out is never much longer than what
 * went in: at most what packing says, and the letters of words. */
#include "base/arena.h"
#include "../tools/read-document/rich_text.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct arena *arena = arena_new();
    struct str bytes = str_n((const char *)data, size);
    struct str rtf = bytes;
    struct rich_text rich;
    struct err err = {0};
    if (rich_text_unpack(arena, bytes, &rtf, &err) != ERR_OK) {
        rtf = bytes;
    }
    assert(rtf.n <= size * 10 + 32);
    if (rich_text_read(arena, rtf, &rich, &err) == ERR_OK) {
        assert(rich.text.n <= 4 * rtf.n + 4);
        for (size_t i = 0; i < rich.picture_count; i++) {
            assert(rich.pictures[i].bytes.n <= rtf.n);
        }
    }
    arena_free(arena);
    return 0;
}
