/* What a supplier signs when it hands something in: which product this is, what it is for, whom
 * to write to, what it claims to be confidential, and every file with its digest.
 *
 *     policeai-submission/v1
 *     {"claims":[…],"contacts":[…],"files":[…],"id":HEX32,"intended_use":TEXT,"key":VKEY,
 *      "limitations":[TEXT,…],"made":DATE,"product":TEXT,"supplier":TEXT,"task":NAME,
 *      "version":TEXT,"what":"package"|"outputs"[,"details":{…}][,"not_for":TEXT]
 *      [,"parcel":HEX16][,"wanted":TEXT]}
 *     (empty line)
 *     — policeai-key/HEX32 base64(key id || signature)
 *
 *     claim    {"about":"field:NAME"|"file:PATH","ground":TEXT,"reason":TEXT,"until":DATE}
 *     contact  {"address":TEXT,"role":TEXT}: a role's mailbox, never a person's name by default
 *     file     {"bytes":INT,"path":TEXT,"sha256":HEX64[,"executable":"yes"]}, by path in byte
 *              order; below package/, or the one file outputs.jsonl or outputs.csv
 *     details  NAME of the registry's fields of a tool to TEXT: what the supplier says for its
 *              public record. "field:NAME" of a claim is one of these
 *
 * The object is canonical JSON and C2SP's signed note holds it; texts lie in its bytes or the
 * arena. A claim withholds nothing: the centre answers it. */
#ifndef POLICEAI_SUPPLIER_SUBMISSION_H
#define POLICEAI_SUPPLIER_SUBMISSION_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "crypto/digest.h"
#include "crypto/note.h"
#include "crypto/sig.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SUBMISSION_NOTE_MAX = 8 * 1024 * 1024,
    SUBMISSION_CLAIMS_MAX = 100,
    SUBMISSION_CONTACTS_MAX = 10
};

struct submission_file {
    struct str path;
    uint64_t bytes;
    struct sha256 digest;
    bool executable;
};

struct submission_claim {
    struct str about, ground, reason, until;
};

struct submission {
    struct str note;       /* the whole signed note */
    const struct js *json; /* its object */
    struct str id, made, supplier, product, version, task, intended_use;
    struct str not_for; /* n == 0: not said; so parcel and wanted */
    struct str parcel;  /* of outputs */
    struct str wanted;  /* the standard or benchmark that is asked for */
    struct str vkey;
    struct note_key key;
    const struct js *limitations, *contacts, *details; /* details may be NULL */
    struct submission_claim *claims;
    size_t claim_count;
    struct submission_file *files;
    size_t file_count;
    uint64_t bytes; /* of all files */
};

/* Whether a path may stand in a submission: package/…, outputs.jsonl or outputs.csv; relative,
 * no empty part, "." or "..", no control character or backslash, UTF-8, and short enough for
 * the container. */
bool submission_path_valid(struct str path);
/* "1" for "package", the rest of the path below it; NULL p for outputs. */
struct str submission_below_package(struct str path);

/* Parses note and object by all the rules above, but for the signature: the key that is asked
 * for is the one it names. */
enum err_code submission_parse(struct arena *arena, struct str text,
                               struct submission *submission, struct err *err) MUST_USE;
/* ERR_INVALID unless it is signed by the key it names. */
enum err_code submission_verify(struct arena *arena, const struct submission *submission,
                                struct err *err) MUST_USE;
/* Appends the note over `object` (JSON, made canonical here), and parses and verifies what came
 * of it, so that nothing is packed that would be refused. */
enum err_code submission_sign(struct strbuf *out, struct str object,
                              const struct sig_secret *secret, struct err *err) MUST_USE;

#endif
