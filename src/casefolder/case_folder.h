/* A case folder: a folder of files that somebody wants to hand over, and beside them, in
 * policeai-case/, all that is known and decided about them. It stays on this machine; nothing
 * of it is ever a statement.
 *
 *     FOLDER/…                        the files, never written to
 *     FOLDER/policeai-case/           0700
 *         case.db                     sql/casefolder.sql
 *         audit.jsonl                 what was done, each line naming the digest of the last
 *         pages/FILE-PASS/NUMBER.png  pictures of pages of documents, made for the desk
 *         handover/NUMBER-RECIPIENT/  what was handed over, whole or not there
 *
 * Several processes may have it open; each change is one transaction, on the disk before the
 * call returns. One `struct case_folder` belongs to one thread and is not carried over a fork.
 */
#ifndef POLICEAI_CASEFOLDER_CASE_FOLDER_H
#define POLICEAI_CASEFOLDER_CASE_FOLDER_H

#include "base/arena.h"
#include "base/err.h"
#include "caseaudit/case_audit.h"
#include "store/db.h"

#define CASE_PRIVATE "policeai-case"

struct case_paths {
    const char *root;     /* absolute */
    const char *home;     /* root/policeai-case */
    const char *db;       /* home/case.db */
    const char *audit;    /* home/audit.jsonl */
    const char *handover; /* home/handover */
};

struct case_folder {
    struct case_paths paths;
    struct arena *arena; /* of the paths */
    struct db *db;
    struct case_audit *audit;
};

/* Where everything lies, in the arena; touches nothing. ERR_NOT_FOUND when there is no such
 * folder. */
enum err_code case_paths(struct arena *arena, const char *folder, struct case_paths *paths,
                         struct err *err) MUST_USE;
/* Opens it, making policeai-case/ when it is not there. ERR_CONFLICT when audit.jsonl does not
 * say what case.db says. */
enum err_code case_open(struct case_folder **opened, const char *path,
                        struct err *err) MUST_USE;
/* NULL is allowed. */
void case_close(struct case_folder *folder);

/* "" when it was never set. In the arena. */
enum err_code case_setting(struct case_folder *folder, struct arena *arena, const char *name,
                           struct str *value, struct err *err) MUST_USE;
/* Who wants it so, for the audit. */
enum err_code case_setting_set(struct case_folder *folder, const char *name, struct str value,
                               struct str who, int64_t now, struct err *err) MUST_USE;

#endif
