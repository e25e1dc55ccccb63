/* What encoding bytes are in, by their letters. A guess is a name the C library knows, and what
 * it makes of the bytes that were looked at is letters; bytes of ASCII alone are never guessed
 * at. */
#include "../tools/read-document/guessed_charset.h"

#include "base/utf8.h"
#include "plain_text/found_text.h"

#include <assert.h>
#include <iconv.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct arena *arena = arena_new();
    struct str bytes = str_n((const char *)data, size);
    const char *name = guess_charset(arena, bytes);
    bool high = str_find(bytes, STR("\x1B")) != SIZE_MAX;
    for (size_t i = 0; i < size; i++) {
        high = high || data[i] >= 0x80;
    }
    if (name != NULL) {
        iconv_t how = iconv_open("UTF-8", name);
        /* NOLINTNEXTLINE(performance-no-int-to-ptr): how iconv says that it failed */
        assert(how != (iconv_t)-1);
        iconv_close(how);
        size_t odd;
        assert(utf8_valid(found_text(arena, name, bytes, &odd)));
        assert(high);
        assert(size >= 65536 || odd * 50 <= size);
    }
    arena_free(arena);
    return 0;
}
