#include "verdict.h"

static size_t count_of(struct str bytes, struct str word)
{
    size_t count = 0;
    for (size_t at = str_find(bytes, word); at != SIZE_MAX; at = str_find(bytes, word)) {
        count++;
        bytes = str_from(bytes, at + word.n);
    }
    return count;
}

/* ISO 32000-1, 7.5.5 and 7.5.6: each revision adds a startxref and an %%EOF. What stands within
 * streams is compressed, so the words do not turn up by chance often enough to matter; when
 * they do the file is refused, which is the safe side. */
void check_pdf_bytes(struct str bytes, struct verdict *verdict)
{
    if (!str_starts(bytes, STR("%PDF-"))) {
        verdict_add(verdict, "something stands before the header");
    }
    if (count_of(bytes, STR("startxref")) != 1 || count_of(bytes, STR("%%EOF")) != 1) {
        verdict_add(verdict, "it holds more than one revision");
    }
    if (!str_ends(str_trim(bytes), STR("%%EOF"))) {
        verdict_add(verdict, "something stands after its end");
    }
    if (count_of(bytes, STR("/Encrypt")) != 0) {
        verdict_add(verdict, "it is encrypted");
    }
}
