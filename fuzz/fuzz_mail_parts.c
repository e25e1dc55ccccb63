/* Any bytes: refused, or leaves whose fields and types are there and whose values decode to no
 * more than they can hold. */
#include "../tools/check-redaction/mail_parts.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct mail_leaves leaves;
    struct str bytes = str_n((const char *)data, size);
    if (mail_read(bytes, arena, &leaves, NULL) == ERR_OK) {
        for (size_t i = 0; i < leaves.count; i++) {
            const struct mail_leaf *leaf = &leaves.items[i];
            struct str value = mail_field(arena, leaf->fields, "Subject");
            if (leaf->fields.n > size || leaf->bytes.n > size ||
                (leaf->kind == MAIL_BODY && (leaf->type == NULL || leaf->charset == NULL)) ||
                (value.p != NULL && mail_value(arena, value).n > 4 * size)) {
                abort();
            }
        }
    }
    arena_free(arena);
    return 0;
}
