/* The envelope of evidence: DSSE (secure-systems-lab/dsse, protocol 1.0.2), narrowed to one
 * form.
 *
 *     {"payload":BASE64,"payloadType":"application/vnd.in-toto+json",
 *      "signatures":[{"keyid":KEYNAME,"sig":BASE64}]}
 *
 * on one line of canonical JSON and '\n'; padded standard base64 that re-encodes to itself; the
 * payload is canonical JSON; one signature, by the key named policeai-key/HEX32. What is
 * verified is the decoded payload: read that and nothing else. */
#ifndef POLICEAI_LEDGER_DSSE_H
#define POLICEAI_LEDGER_DSSE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "crypto/sig.h"

#define DSSE_PAYLOAD_TYPE "application/vnd.in-toto+json"

struct dsse {
    struct str payload; /* decoded, in the arena */
    struct js *value;   /* the same, parsed */
    struct str keyid;
    struct sig sig;
};

/* Appends "DSSEv1 LEN TYPE LEN PAYLOAD": the bytes that are signed. */
void dsse_pae(struct strbuf *out, struct str type, struct str payload);
/* Appends the whole envelope with its newline. ERR_FORMAT unless the payload is canonical JSON.
 */
enum err_code dsse_sign(struct strbuf *out, struct str payload, const struct sig_secret *secret,
                        struct err *err) MUST_USE;
enum err_code dsse_parse(struct arena *arena, struct str bytes, struct dsse *envelope,
                         struct err *err) MUST_USE;
/* ERR_INVALID when keyid is not the name of `public` or the signature is bad. */
enum err_code dsse_verify(const struct dsse *envelope, const struct sig_public *public,
                          struct err *err) MUST_USE;

#endif
