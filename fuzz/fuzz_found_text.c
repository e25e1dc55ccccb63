/* Bytes as text: the first byte chooses a name of an encoding. What comes out is UTF-8 without
 * NULs, and bytes that already were are left as they are. */
#include "plain_text/found_text.h"

#include "base/utf8.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const char *const names[] = {"",          "utf-8",  "iso-8859-1", "ks_c_5601-1987",
                                        "gb2312",    "CP1251", "utf-7",      "iso-2022-jp",
                                        "shift_jis", "none",   "UTF-16",     "big5"};
    if (size == 0) {
        return 0;
    }
    struct arena *arena = arena_new();
    size_t odd = 0;
    const char *name = names[data[0] % (sizeof names / sizeof names[0])];
    struct str bytes = str_n((const char *)data + 1, size - 1);
    struct str text = found_text(arena, name, bytes, &odd);
    assert(utf8_valid(text));
    assert(odd <= bytes.n);
    if (name[0] == '\0' && utf8_valid(bytes) && !str_has_byte(bytes, '\0') &&
        !str_starts(bytes, STR("\xEF\xBB\xBF"))) {
        assert(odd == 0 && str_eq(text, bytes));
    }
    (void)found_is_text(bytes);
    arena_free(arena);
    return 0;
}
