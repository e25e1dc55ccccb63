/* Randomness on libsodium; see random.h. */
#include "crypto/random.h"

#include "base/encode.h"
#include "base/err.h"

#include <sodium.h>

void crypto_start(void)
{
    if (sodium_init() < 0) {
        BUG("libsodium cannot start");
    }
}

void random_bytes(void *out, size_t length)
{
    randombytes_buf(out, length);
}

uint64_t random_u64(void)
{
    uint64_t value;
    random_bytes(&value, sizeof value);
    return value;
}

void random_hex(char *out, size_t bytes)
{
    unsigned char raw[64];
    if (bytes > sizeof raw) {
        BUG("random_hex of %zu bytes", bytes);
    }
    random_bytes(raw, bytes);
    hex_encode(out, raw, bytes);
}
