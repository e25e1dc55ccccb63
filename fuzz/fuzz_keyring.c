/* Keyrings: lines of "TYPE BODY", those whose body is taken are applied one after the other. A
 * key is named by its bytes, stands once, and ends after it began. */
#include "base/arena.h"
#include "base/err.h"
#include "crypto/canon.h"
#include "ledger/body.h"
#include "record/keyring.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void look_at(const struct keyring *keyring)
{
    for (size_t i = 0; i < keyring_count(keyring); i++) {
        const struct keyring_key *key = keyring_at(keyring, i);
        char name[KEY_NAME_SIZE];
        key_name_of(name, &key->public);
        if (strcmp(name, key->name) != 0 || keyring_find(keyring, str_of(name)) != key ||
            !subject_valid(str_of(key->subject)) ||
            (key->from > 0 && key->until < key->from - 1)) {
            BUG("key %zu of the ring is not right", i);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct keyring *keyring = keyring_new();
    struct str rest = str_n((const char *)bytes, length);
    struct str line;
    uint64_t index = 0;
    while (str_split(&rest, '\n', &line)) {
        struct arena *arena = arena_new();
        struct err err;
        struct js *value;
        struct sig_public public;
        struct statement header = {.subject = STR("00112233445566778899aabbccddeeff")};
        bool understood;
        (void)str_split(&line, ' ', &header.type);
        if (line.p != NULL &&
            body_check(arena, header.type, line, &understood, &err) == ERR_OK &&
            canon_parse(arena, line, &value, &err) == ERR_OK) {
            header.by =
                keyring_count(keyring) > 0 ? str_of(keyring_at(keyring, 0)->name) : STR("");
            (void)!keyring_may(keyring, &header, value, index, &public, &err);
            index += keyring_apply(keyring, &header, value, index, &err) == ERR_OK;
            look_at(keyring);
        }
        arena_free(arena);
    }
    keyring_free(keyring);
    return 0;
}
