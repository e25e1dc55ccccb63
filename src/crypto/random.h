/* Randomness of the operating system, for keys, salts and ids. */
#ifndef POLICEAI_CRYPTO_RANDOM_H
#define POLICEAI_CRYPTO_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* Must be called once before any other function of crypto/; aborts when it cannot start. */
void crypto_start(void);
void random_bytes(void *out, size_t length);
uint64_t random_u64(void);
/* 2 * bytes lower-case digits and a NUL. */
void random_hex(char *out, size_t bytes);

#endif
