/* The query string of a page from any bytes: what comes out is UTF-8 without NUL and within its
 * limit. */
#include "base/utf8.h"
#include "web/page.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err err;
    struct str value;
    struct page_context page = {.arena = arena_new(), .query = {(const char *)data, size}};
    enum err_code code = page_parameter(&page, "q", 200, &value, &err);
    if (value.n > 200 || !utf8_valid(value) || str_has_byte(value, '\0') ||
        (code != ERR_OK && value.n > 0)) {
        abort();
    }
    arena_free(page.arena);
    return 0;
}
