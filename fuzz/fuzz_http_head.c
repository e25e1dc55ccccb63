/* Heads of requests: what the guard lets in has one host, no body and no odd byte. The input is
 * lines: the request line's three words, then "Name:value". */
#include "base/err.h"
#include "http/http_fields.h"
#include "http/http_guard.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { FIELDS = 64 };

static void check(const struct http_head *head)
{
    const struct http_field *length = http_field_find(head, "Content-Length");
    if (http_field_find(head, "Transfer-Encoding") != NULL ||
        (length != NULL && !str_is(length->value, "0")) ||
        (http_field_find(head, "Host") == NULL && !str_is(head->version, "HTTP/1.0"))) {
        BUG("a head that should have been refused");
    }
    for (size_t i = 0; i < head->count; i++) {
        if (str_has_byte(head->fields[i].value, '\0') ||
            str_has_byte(head->fields[i].value, '\r')) {
            BUG("a control byte that was let in");
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct http_field fields[FIELDS];
    struct http_head head = {.fields = fields};
    struct str rest = str_n((const char *)bytes, length);
    struct str line = STR("");
    if (!str_split(&rest, '\n', &line)) {
        return 0;
    }
    head.size = line.n + 4;
    str_split(&line, ' ', &head.method);
    str_split(&line, ' ', &head.target);
    head.version = line;
    while (head.count < FIELDS && str_split(&rest, '\n', &line)) {
        struct http_field *field = &fields[head.count++];
        head.size += line.n + 2;
        field->span = line.n;
        str_split(&line, ':', &field->name);
        field->value = str_trim(line);
    }
    if (http_guard(&head).status == 0) {
        check(&head);
    }
    http_wants_gzip(&head);
    http_has_tag(&head, STR("\"abc\""));
    return 0;
}
