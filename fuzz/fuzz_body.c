/* Bodies: a first line with the type, then the body. One that is taken is canonical, an object,
 * and reads back from its served form. */
#include "base/arena.h"
#include "base/err.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "ledger/body.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void serve(struct arena *arena, struct str canonical)
{
    struct err err;
    struct strbuf served;
    struct str found;
    struct js *value;
    struct salt salt = {{7}};
    strbuf_init(&served, SALT_SIZE + LIMIT_BODY);
    body_compose(&served, &salt, canonical);
    if (body_parse(arena, strbuf_view(&served), &salt, &found, &value, &err) != ERR_OK ||
        !str_eq(found, canonical) || salt.bytes[0] != 7) {
        BUG("a body that is not served back");
    }
    strbuf_release(&served);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct err err;
    struct str rest = str_n((const char *)bytes, length);
    struct str type;
    struct str canonical;
    bool understood;
    if (str_split(&rest, '\n', &type) && rest.p != NULL &&
        body_check(arena, type, rest, &understood, &err) == ERR_OK) {
        if (understood != (body_type_find(type) != NULL)) {
            BUG("understood or not?");
        }
        if (canon_of(arena, rest, &canonical, &err) != ERR_OK || !str_eq(canonical, rest)) {
            BUG("a body that is not canonical");
        }
        serve(arena, rest);
    }
    arena_free(arena);
    return 0;
}
