/* What a log sends to a witness: what is taken is written back to the byte. And what is
 * answered: nothing here is signed by the log, so nothing may be cosigned, and each refusal has
 * words. */
#include "base/encode.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/strbuf.h"
#include "stranger/witness_service.h"
#include "stranger/witness_submission.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_written_back(struct str text)
{
    struct witness_submission submission;
    struct strbuf again;
    struct err err = {.code = ERR_OK};
    strbuf_init(&again, 2 * MIB);
    if (witness_submission_parse(text, &submission, &err) == ERR_OK) {
        strbuf_printf(&again, "old %llu\n", (unsigned long long)submission.old);
        for (size_t i = 0; i < submission.proof.count; i++) {
            base64_encode(&again, submission.proof.hashes[i].bytes, SHA256_SIZE);
            strbuf_putc(&again, '\n');
        }
        strbuf_putc(&again, '\n');
        strbuf_str(&again, submission.checkpoint);
        if (!str_eq(strbuf_view(&again), text) ||
            submission.proof.count > WITNESS_PROOF_LINES) {
            BUG("a submission that is not written back");
        }
    } else if (err.message[0] == '\0') {
        BUG("refused without a word");
    }
    strbuf_release(&again);
}

/* A log whose secret is nowhere: its folder of states is never reached. */
static void check_refused(struct str text)
{
    static const struct sig_public nobody = {{1}};
    const struct note_key log = note_key_of(STR("log.example.org/made"), &nobody);
    struct arena *arena = arena_new();
    struct witness_reply reply;
    struct witness_service service = {.folder = "/nonexistent",
                                      .logs = &log,
                                      .log_count = 1,
                                      .name = STR("witness.example.org/made")};
    witness_add_checkpoint(&service, arena, text, &reply);
    if (reply.body.n < 2 ||
        (reply.status != 400 && reply.status != 403 && reply.status != 404)) {
        BUG("answered with %d", reply.status);
    }
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct str text = str_n((const char *)bytes, length);
    if (length <= LIMIT_HTTP_BODY) {
        check_written_back(text);
        check_refused(text);
    }
    return 0;
}
