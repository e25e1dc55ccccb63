/* keys/: the secret keys of this installation, one file each, made at the first start.
 *
 * centre and recovery may be kept elsewhere: `has` is false for a key that is not here. The log
 * key signs checkpoints, keeper the log's own statements, statement what the installation
 * publishes, evidence the envelopes. Wiped by keyfiles_wipe. */
#ifndef POLICEAI_RECORD_KEYFILES_H
#define POLICEAI_RECORD_KEYFILES_H

#include "base/err.h"
#include "crypto/sig.h"
#include "ledger/statement.h"

#include <stdbool.h>

enum key_file {
    FILE_CENTRE,
    FILE_RECOVERY,
    FILE_LOG,
    FILE_KEEPER,
    FILE_STATEMENT,
    FILE_EVIDENCE,
    KEY_FILES
};

struct keyfiles {
    struct {
        bool has;
        struct sig_secret secret;
        char name[KEY_NAME_SIZE];
    } keys[KEY_FILES];
};

/* `make`: those missing are made. ERR_NOT_FOUND when one that is needed daily is missing. */
enum err_code keyfiles_open(struct keyfiles *files, const char *folder, bool make,
                            struct err *err) MUST_USE;
void keyfiles_wipe(struct keyfiles *files);
/* "centre", … */
const char *key_file_word(enum key_file file);

#endif
