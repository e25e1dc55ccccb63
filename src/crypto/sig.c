/* Ed25519 on libsodium; see sig.h.
 *
 * libsodium 1.0.18 as Debian builds it (without ED25519_COMPAT) checks S < L and refuses
 * non-canonical and small-order keys and small-order R; a non-canonical R never equals the
 * recomputed encoding. The Wycheproof vectors in test_sig.c hold it to that. */
#include "crypto/sig.h"

#include "base/encode.h"
#include "base/file.h"

#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

struct sig_secret sig_from_seed(const unsigned char seed[SIG_SEED_SIZE])
{
    struct sig_secret secret;
    unsigned char long_form[crypto_sign_SECRETKEYBYTES];
    memcpy(secret.seed, seed, SIG_SEED_SIZE);
    crypto_sign_seed_keypair(secret.public.bytes, long_form, seed);
    sodium_memzero(long_form, sizeof long_form);
    return secret;
}

struct sig_secret sig_generate(void)
{
    unsigned char seed[SIG_SEED_SIZE];
    randombytes_buf(seed, sizeof seed);
    struct sig_secret secret = sig_from_seed(seed);
    sodium_memzero(seed, sizeof seed);
    return secret;
}

void sig_secret_wipe(struct sig_secret *secret)
{
    sodium_memzero(secret, sizeof *secret);
}

struct sig sig_sign(const struct sig_secret *secret, struct str message)
{
    struct sig sig;
    unsigned char long_form[crypto_sign_SECRETKEYBYTES];
    memcpy(long_form, secret->seed, SIG_SEED_SIZE);
    memcpy(long_form + SIG_SEED_SIZE, secret->public.bytes, SIG_PUBLIC_SIZE);
    crypto_sign_detached(sig.bytes, NULL, (const unsigned char *)message.p, message.n,
                         long_form);
    sodium_memzero(long_form, sizeof long_form);
    return sig;
}

bool sig_verify(const struct sig_public *key, const struct sig *sig, struct str message)
{
    return crypto_sign_verify_detached(sig->bytes, (const unsigned char *)message.p, message.n,
                                       key->bytes) == 0;
}

enum err_code sig_secret_save(const char *path, const struct sig_secret *secret,
                              struct err *err)
{
    char text[2 * SIG_SEED_SIZE + 2];
    if (file_exists(path)) {
        return err_set(err, ERR_CONFLICT, "key file %s is already there", path);
    }
    hex_encode(text, secret->seed, SIG_SEED_SIZE);
    text[2 * SIG_SEED_SIZE] = '\n';
    enum err_code code = file_write(path, str_n(text, 2 * SIG_SEED_SIZE + 1), 0600, err);
    sodium_memzero(text, sizeof text);
    return code;
}

enum err_code sig_secret_load(const char *path, struct sig_secret *secret, struct err *err)
{
    struct stat info;
    if (stat(path, &info) == 0 && (info.st_mode & 077) != 0) {
        enum err_code code =
            err_set(err, ERR_DENIED, "key file %s can be read by others", path);
        err_hint(err, "chmod 600 %s", path);
        return code;
    }
    struct arena *arena = arena_new();
    struct str text = {NULL, 0};
    unsigned char seed[SIG_SEED_SIZE];
    enum err_code code = file_read(arena, path, 2 * SIG_SEED_SIZE + 1, &text, err);
    if (code == ERR_OK && !hex_decode(seed, sizeof seed, str_trim(text))) {
        code = err_set(err, ERR_FORMAT, "key file %s must hold 64 hexadecimal digits", path);
    }
    if (code == ERR_OK) {
        *secret = sig_from_seed(seed);
    }
    sodium_memzero(seed, sizeof seed);
    if (text.p != NULL) {
        sodium_memzero((void *)(uintptr_t)text.p, text.n);
    }
    arena_free(arena);
    return code;
}
