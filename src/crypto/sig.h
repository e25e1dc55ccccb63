/* Ed25519 (RFC 8032), strict: canonical points, S < L, no small-order key or R. */
#ifndef POLICEAI_CRYPTO_SIG_H
#define POLICEAI_CRYPTO_SIG_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>

enum { SIG_SIZE = 64, SIG_PUBLIC_SIZE = 32, SIG_SEED_SIZE = 32 };

struct sig_public {
    unsigned char bytes[SIG_PUBLIC_SIZE];
};

/* A secret key: wipe with sig_secret_wipe when done. */
struct sig_secret {
    unsigned char seed[SIG_SEED_SIZE];
    struct sig_public public;
};

struct sig {
    unsigned char bytes[SIG_SIZE];
};

/* A fresh key / the key of a seed: the same seed gives the same key. */
struct sig_secret sig_generate(void);
struct sig_secret sig_from_seed(const unsigned char seed[SIG_SEED_SIZE]);
/* Overwrites it in a way the compiler keeps. */
void sig_secret_wipe(struct sig_secret *secret);
/* Deterministic, as RFC 8032 has it. */
struct sig sig_sign(const struct sig_secret *secret, struct str message);
bool sig_verify(const struct sig_public *key, const struct sig *sig, struct str message);

/* A key file: 64 hex digits of the seed and '\n', mode 0600, written once (ERR_CONFLICT when it
 * is there). Reading refuses a file that others can read. */
enum err_code sig_secret_save(const char *path, const struct sig_secret *secret,
                              struct err *err) MUST_USE;
enum err_code sig_secret_load(const char *path, struct sig_secret *secret,
                              struct err *err) MUST_USE;

#endif
