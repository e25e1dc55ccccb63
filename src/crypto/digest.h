/* SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104). */
#ifndef POLICEAI_CRYPTO_DIGEST_H
#define POLICEAI_CRYPTO_DIGEST_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SHA256_SIZE = 32, SHA256_HEX_SIZE = 65 };

struct sha256 {
    unsigned char bytes[SHA256_SIZE];
};

/* A digest being made. */
struct sha256_stream {
    _Alignas(16) unsigned char state[128];
};

/* begin, add as often as needed, end once. */
void sha256_begin(struct sha256_stream *stream);
void sha256_add(struct sha256_stream *stream, const void *bytes, size_t length);
struct sha256 sha256_end(struct sha256_stream *stream);

/* In one call. */
struct sha256 sha256_of(struct str bytes);
/* 64 lower-case digits and NUL */
void sha256_hex(char text[SHA256_HEX_SIZE], const struct sha256 *digest);
bool sha256_from_hex(struct sha256 *digest, struct str text);
/* Constant time. */
bool sha256_eq(const struct sha256 *a, const struct sha256 *b);

/* Of a regular file read from its present offset to the end; *size (if not NULL) = its bytes.
 */
enum err_code sha256_of_fd(int fd, const char *path, struct sha256 *digest, uint64_t *size,
                           struct err *err) MUST_USE;
enum err_code sha256_of_file(const char *path, struct sha256 *digest, uint64_t *size,
                             struct err *err) MUST_USE;

/* HMAC-SHA-256 over the parts joined without separator. */
struct sha256 hmac_sha256(struct str key, const struct str *parts, size_t count);

#endif
