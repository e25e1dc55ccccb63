/* SHA-256 and HMAC on libsodium; see digest.h. */
#include "crypto/digest.h"

#include "base/encode.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct sha256_stream),
               "the opaque state is too small");

static crypto_hash_sha256_state *state_of(struct sha256_stream *stream)
{
    return (crypto_hash_sha256_state *)(void *)stream->state;
}

void sha256_begin(struct sha256_stream *stream)
{
    crypto_hash_sha256_init(state_of(stream));
}

void sha256_add(struct sha256_stream *stream, const void *bytes, size_t length)
{
    if (length > 0) {
        crypto_hash_sha256_update(state_of(stream), bytes, length);
    }
}

struct sha256 sha256_end(struct sha256_stream *stream)
{
    struct sha256 digest;
    crypto_hash_sha256_final(state_of(stream), digest.bytes);
    return digest;
}

struct sha256 sha256_of(struct str bytes)
{
    struct sha256_stream stream;
    sha256_begin(&stream);
    sha256_add(&stream, bytes.p, bytes.n);
    return sha256_end(&stream);
}

void sha256_hex(char text[SHA256_HEX_SIZE], const struct sha256 *digest)
{
    hex_encode(text, digest->bytes, SHA256_SIZE);
}

bool sha256_from_hex(struct sha256 *digest, struct str text)
{
    return hex_decode(digest->bytes, SHA256_SIZE, text);
}

bool sha256_eq(const struct sha256 *a, const struct sha256 *b)
{
    return sodium_memcmp(a->bytes, b->bytes, SHA256_SIZE) == 0;
}

enum err_code sha256_of_fd(int fd, const char *path, struct sha256 *digest, uint64_t *size,
                           struct err *err)
{
    struct sha256_stream stream;
    uint64_t total = 0;
    sha256_begin(&stream);
    for (;;) {
        char chunk[65536];
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return err_errno(err, "cannot read %s", path);
        }
        if (got == 0) {
            break;
        }
        sha256_add(&stream, chunk, (size_t)got);
        total += (uint64_t)got;
    }
    *digest = sha256_end(&stream);
    if (size != NULL) {
        *size = total;
    }
    return ERR_OK;
}

enum err_code sha256_of_file(const char *path, struct sha256 *digest, uint64_t *size,
                             struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return err_errno(err, "cannot open %s", path);
    }
    enum err_code code = sha256_of_fd(fd, path, digest, size, err);
    close(fd);
    return code;
}

struct sha256 hmac_sha256(struct str key, const struct str *parts, size_t count)
{
    crypto_auth_hmacsha256_state state;
    struct sha256 digest;
    crypto_auth_hmacsha256_init(&state, (const unsigned char *)key.p, key.n);
    for (size_t i = 0; i < count; i++) {
        crypto_auth_hmacsha256_update(&state, (const unsigned char *)parts[i].p, parts[i].n);
    }
    crypto_auth_hmacsha256_final(&state, digest.bytes);
    sodium_memzero(&state, sizeof state);
    return digest;
}
