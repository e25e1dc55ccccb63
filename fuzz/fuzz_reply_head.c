/* The head of an HTTP reply and an address of a log: within limits, and no length without a
 * clear word for it. A head that is whole does not depend on what comes behind it. */
#include "base/err.h"
#include "base/limits.h"
#include "http/http_client.h"
#include "http/reply_head.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_place(struct str text)
{
    struct http_place place;
    struct err err;
    if (http_place_parse(text, &place, &err) == ERR_OK &&
        (place.host[0] == '\0' || strpbrk(place.host, " /@\r\n") != NULL ||
         strpbrk(place.prefix, " \r\n?#") != NULL)) {
        BUG("an address that would say something else in a request");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct str text = str_n((const char *)bytes, length);
    struct reply_head head;
    struct reply_head alone;
    struct err err;
    size_t size;
    size_t again;
    check_place(text);
    if (reply_head_parse(text, &head, &size, &err) != ERR_OK || size == 0) {
        return 0;
    }
    if (size > length || size > LIMIT_HTTP_HEAD + 4 || head.status < 100 || head.status > 599 ||
        memcmp(text.p + size - 4, "\r\n\r\n", 4) != 0) {
        BUG("a head that is none");
    }
    if (reply_head_parse(str_sub(text, 0, size), &alone, &again, &err) != ERR_OK ||
        again != size || alone.status != head.status || alone.length != head.length ||
        alone.has_length != head.has_length || alone.closes != head.closes) {
        BUG("a head that depends on the body");
    }
    return 0;
}
