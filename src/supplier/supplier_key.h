/* The key of a supplier: FILE holds the secret (crypto/sig.h), FILE.vkey what the centre is
 * told. Its name follows from its bytes, as of every key here. */
#ifndef POLICEAI_SUPPLIER_SUPPLIER_KEY_H
#define POLICEAI_SUPPLIER_SUPPLIER_KEY_H

#include "base/arena.h"
#include "base/err.h"
#include "crypto/sig.h"

/* Makes both files; ERR_CONFLICT when FILE is there. *vkey in the arena. */
enum err_code supplier_key_make(struct arena *arena, const char *path, const char **vkey,
                                struct err *err) MUST_USE;
/* To be wiped by sig_secret_wipe. */
enum err_code supplier_key_load(struct arena *arena, const char *path,
                                struct sig_secret *secret, const char **vkey,
                                struct err *err) MUST_USE;

#endif
