/* What a witness answers to add-checkpoint (c2sp.org/tlog-witness). The conversation asks what
 * FiloSottile/torchwood's cmd/litewitness/testdata/litewitness.txt asks, in its order, with
 * keys and leaves of our own; where the two differ (an unknown origin: 404, not 403) the
 * specification is followed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/encode.h"
#include "base/file.h"
#include "base/limits.h"
#include "crypto/random.h"
#include "ledger/cosignature.h"
#include "ledger/merkle.h"
#include "stranger/witness_service.h"
#include "stranger/witness_state.h"
#include "stranger/witness_submission.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define ORIGIN "log.example.org/made"
#define WITNESS "witness.example.org/made"

enum { LEAVES = 16, NOW = 1780000000 };

struct stage {
    struct arena *arena;
    struct sig_secret log, other, witness;
    struct note_key keys[1];
    struct witness_service service;
    struct sha256 nodes[6][LEAVES]; /* by level and place */
    struct sha256 roots[LEAVES + 1];
    struct witness_reply reply;
    char folder[64];
};

static enum err_code keep(void *data, unsigned level, uint64_t index, const struct sha256 *hash,
                          struct err *err)
{
    (void)err;
    ((struct stage *)data)->nodes[level][index] = *hash;
    return ERR_OK;
}

static enum err_code read_node(void *data, unsigned level, uint64_t index, struct sha256 *hash,
                               struct err *err)
{
    (void)err;
    *hash = ((struct stage *)data)->nodes[level][index];
    return ERR_OK;
}

static struct sig_secret secret_of(unsigned char byte)
{
    unsigned char seed[SIG_SEED_SIZE] = {byte};
    return sig_from_seed(seed);
}

static int begin(void **state)
{
    struct stage *s = calloc(1, sizeof *s);
    struct merkle_range range = {0};
    s->arena = arena_new();
    s->log = secret_of(1);
    s->other = secret_of(2);
    s->witness = secret_of(3);
    s->keys[0] = note_key_of(STR(ORIGIN), &s->log.public);
    snprintf(s->folder, sizeof s->folder, "/tmp/pai-witness-XXXXXX");
    assert_non_null(mkdtemp(s->folder));
    s->service = (struct witness_service){.folder = s->folder,
                                          .logs = s->keys,
                                          .log_count = 1,
                                          .name = STR(WITNESS),
                                          .secret = &s->witness,
                                          .clock = {true, NOW}};
    s->roots[0] = merkle_range_root(&range);
    for (unsigned char i = 0; i < LEAVES; i++) {
        struct sha256 leaf = merkle_leaf(str_n((const char *)&i, 1));
        assert_int_equal(merkle_append(&range, leaf, keep, s, NULL), ERR_OK);
        s->roots[i + 1] = merkle_range_root(&range);
    }
    *state = s;
    return 0;
}

static int end(void **state)
{
    struct stage *s = *state;
    assert_int_equal(file_remove_tree(s->folder, NULL), ERR_OK);
    arena_free(s->arena);
    free(s);
    return 0;
}

static const char *checkpoint(struct stage *s, const char *origin, uint64_t size,
                              const struct sha256 *root, const struct sig_secret *secret)
{
    struct strbuf note;
    const struct checkpoint head = {str_of(origin), size, *root};
    strbuf_init(&note, LIMIT_NOTE);
    checkpoint_sign(&note, &head, secret);
    const char *copy = arena_strdup(s->arena, note.p);
    strbuf_release(&note);
    return copy;
}

static const char *good(struct stage *s, uint64_t size)
{
    return checkpoint(s, ORIGIN, size, &s->roots[size], &s->log);
}

/* The lines of the proof from one size to another. */
static const char *proof(struct stage *s, uint64_t from, uint64_t to)
{
    struct merkle_proof hashes;
    struct strbuf lines;
    strbuf_init(&lines, LIMIT_NOTE);
    assert_int_equal(merkle_prove_consistency(&hashes, from, to, read_node, s, NULL), ERR_OK);
    for (size_t i = 0; i < hashes.count; i++) {
        base64_encode(&lines, hashes.hashes[i].bytes, SHA256_SIZE);
        strbuf_putc(&lines, '\n');
    }
    const char *copy = arena_strdup(s->arena, lines.n > 0 ? lines.p : "");
    strbuf_release(&lines);
    return copy;
}

/* The status of what these lines and this note are answered. */
static int ask(struct stage *s, int old, const char *lines, const char *note)
{
    const char *body = arena_printf(s->arena, "old %d\n%s\n%s", old, lines, note);
    witness_add_checkpoint(&s->service, s->arena, str_of(body), &s->reply);
    return s->reply.status;
}

static void expect_size(struct stage *s, int old, const char *lines, const char *note,
                        const char *size)
{
    assert_int_equal(ask(s, old, lines, note), 409);
    assert_string_equal(s->reply.type, "text/x.tlog.size");
    assert_true(str_is(s->reply.body, size));
}

/* The line that came back is good below that checkpoint, at the service's time. */
static void expect_cosigned(struct stage *s, int old, const char *lines, const char *text)
{
    struct note note;
    struct note_key key = cosigner_key_of(STR(WITNESS), &s->witness.public);
    int64_t time = 0;
    assert_int_equal(ask(s, old, lines, text), 200);
    const char *whole = arena_printf(s->arena, "%s%.*s", text, STR_ARG(s->reply.body));
    assert_int_equal(note_parse(s->arena, str_of(whole), &note, NULL), ERR_OK);
    assert_int_equal(note.count, 2);
    assert_int_equal(cosignature_verify(&note, &key, &time, NULL), ERR_OK);
    assert_int_equal(time, s->service.clock.seconds);
}

static struct str last_checkpoint(struct stage *s)
{
    char hex[SHA256_HEX_SIZE];
    struct sha256 digest = sha256_of(STR(ORIGIN));
    sha256_hex(hex, &digest);
    witness_last_checkpoint(&s->service, s->arena, str_of(hex), &s->reply);
    return s->reply.body;
}

static void test_conversation(void **state)
{
    struct stage *s = *state;
    const char *of_nobody = "log.example.org/unknown";
    const char *wrong = arena_strdup(s->arena, proof(s, 2, 3));
    expect_cosigned(s, 0, "", good(s, 1));
    assert_int_equal(
        ask(s, 1, proof(s, 1, 3), checkpoint(s, ORIGIN, 3, &s->roots[3], &s->other)), 403);
    assert_int_equal(
        ask(s, 1, proof(s, 1, 3), checkpoint(s, of_nobody, 3, &s->roots[3], &s->log)), 404);
    assert_int_equal(ask(s, 1, "", good(s, 3)), 422);
    assert_int_equal(ask(s, 1, wrong, good(s, 3)), 422);
    expect_cosigned(s, 1, proof(s, 1, 3), good(s, 3));
    expect_size(s, 1, proof(s, 1, 5), good(s, 5), "3\n");
    expect_cosigned(s, 3, proof(s, 3, 5), good(s, 5));
    expect_size(s, 0, "", good(s, 5), "5\n");
}

static void test_the_order_of_refusals(void **state)
{
    struct stage *s = *state;
    const char *unsigned_yet = checkpoint(s, ORIGIN, 3, &s->roots[3], &s->other);
    expect_cosigned(s, 0, "", good(s, 5));
    assert_int_equal(ask(s, 9, "", unsigned_yet), 403); /* before 400 of sizes */
    assert_int_equal(ask(s, 9, "", good(s, 3)), 400);   /* before 409 */
    expect_size(s, 3, "", good(s, 7), "5\n");           /* before 422 */
    assert_int_equal(ask(s, 5, proof(s, 3, 7), good(s, 7)), 422);
    assert_int_equal(ask(s, 4, "", good(s, 4)), 409);
    assert_int_equal(ask(s, 5, proof(s, 5, 7), good(s, 7)), 200);
}

static void test_the_same_size_has_one_root(void **state)
{
    struct stage *s = *state;
    expect_cosigned(s, 0, "", good(s, 5));
    s->service.clock.seconds += 10;
    expect_cosigned(s, 5, "", good(s, 5)); /* once more, with a newer time */
    assert_int_equal(ask(s, 5, "", checkpoint(s, ORIGIN, 5, &s->roots[6], &s->log)), 422);
    assert_int_equal(ask(s, 5, proof(s, 3, 5), good(s, 5)), 422);
    assert_non_null(strstr(last_checkpoint(s).p, "\n5\n"));
}

static void test_an_empty_log_has_the_root_of_nothing(void **state)
{
    struct stage *s = *state;
    assert_int_equal(ask(s, 0, "", checkpoint(s, ORIGIN, 0, &s->roots[1], &s->log)), 422);
    expect_cosigned(s, 0, "", good(s, 0));
    assert_int_equal(ask(s, 0, proof(s, 1, 3), good(s, 3)), 422); /* nothing needs no proof */
    expect_cosigned(s, 0, "", good(s, 3));
}

static void test_what_is_no_request(void **state)
{
    struct stage *s = *state;
    const char *line = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    const char *bad[] = {"",
                         "old 0",
                         "old 0\n",
                         "old 0\n\n",
                         "old 00\n\n",
                         "old -1\n\n",
                         "old 9223372036854775808\n\n",
                         "size 0\n\n",
                         "old 0\nAAAA\n\n",
                         "old 0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n\n",
                         "old 0\r\n\n"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const char *body = arena_printf(s->arena, "%s%s", bad[i], i < 4 ? "" : good(s, 1));
        witness_add_checkpoint(&s->service, s->arena, str_of(body), &s->reply);
        assert_int_equal(s->reply.status, 400);
    }
    struct strbuf lines;
    strbuf_init(&lines, LIMIT_NOTE);
    for (int i = 0; i < WITNESS_PROOF_LINES; i++) {
        strbuf_puts(&lines, line);
    }
    assert_int_equal(ask(s, 0, lines.p, good(s, 1)), 422); /* 63 lines are allowed */
    strbuf_puts(&lines, line);
    assert_int_equal(ask(s, 0, lines.p, good(s, 1)), 400);
    strbuf_release(&lines);
}

/* Signatures nobody here knows are passed over; a bad one of the log spoils the note. */
static void test_other_signatures(void **state)
{
    struct stage *s = *state;
    struct strbuf note;
    const struct checkpoint head = {STR(ORIGIN), 1, s->roots[1]};
    struct note_key stranger = note_key_of(STR("else.example.org"), &s->other.public);
    struct note_key log = s->keys[0];
    strbuf_init(&note, LIMIT_NOTE);
    checkpoint_sign(&note, &head, &s->log);
    note_line(&note, &stranger, STR("not even a signature"));
    assert_int_equal(ask(s, 0, "", note.p), 200);
    assert_null(strstr(last_checkpoint(s).p, "else.example.org"));
    char zeros[SIG_SIZE] = {0};
    note_line(&note, &log, str_n(zeros, sizeof zeros));
    assert_int_equal(ask(s, 1, "", note.p), 403);
    strbuf_release(&note);
}

static void test_last_checkpoint_carries_the_line_given_out(void **state)
{
    struct stage *s = *state;
    last_checkpoint(s);
    assert_int_equal(s->reply.status, 404);
    expect_cosigned(s, 0, "", good(s, 3));
    const char *whole = arena_printf(s->arena, "%s%.*s", good(s, 3), STR_ARG(s->reply.body));
    assert_true(str_is(last_checkpoint(s), whole));
    witness_last_checkpoint(&s->service, s->arena,
                            STR("0000000000000000000000000000000000000000000000000000000000000"
                                "000"),
                            &s->reply);
    assert_int_equal(s->reply.status, 404);
}

static const char *state_file(struct stage *s)
{
    char hex[SHA256_HEX_SIZE];
    struct sha256 digest = sha256_of(STR(ORIGIN));
    sha256_hex(hex, &digest);
    return arena_printf(s->arena, "%s/%s.state", s->folder, hex);
}

static void test_a_state_in_use_is_waited_for_elsewhere(void **state)
{
    struct stage *s = *state;
    int lock;
    assert_int_equal(witness_state_lock(s->arena, state_file(s), &lock, NULL), ERR_OK);
    assert_int_equal(ask(s, 0, "", good(s, 1)), 503);
    close(lock);
    expect_cosigned(s, 0, "", good(s, 1));
}

/* Killed between state and reply: the log asks again and is told where this witness stands. */
static void test_a_reply_that_was_lost_can_be_had_again(void **state)
{
    struct stage *s = *state;
    expect_cosigned(s, 0, "", good(s, 3));
    assert_int_equal(ask(s, 3, proof(s, 3, 5), good(s, 5)), 200); /* nobody hears it */
    expect_size(s, 3, proof(s, 3, 5), good(s, 5), "5\n");
    expect_cosigned(s, 5, "", good(s, 5));
}

static void test_what_cannot_be_written_is_not_cosigned(void **state)
{
    struct stage *s = *state;
    struct rlimit before;
    expect_cosigned(s, 0, "", good(s, 3));
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit none = {0, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    int status = ask(s, 3, proof(s, 3, 5), good(s, 5));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, 500);
    assert_null(strstr(s->reply.body.p, WITNESS));
    expect_cosigned(s, 3, proof(s, 3, 6), good(s, 6));
}

static void test_a_state_that_cannot_be_read_is_not_a_new_log(void **state)
{
    struct stage *s = *state;
    assert_int_equal(file_write(state_file(s), STR("torn"), 0600, NULL), ERR_OK);
    assert_int_equal(ask(s, 0, "", good(s, 1)), 500);
    unlink(state_file(s));
    assert_int_equal(symlink(state_file(s), state_file(s)), 0);
    assert_int_equal(ask(s, 0, "", good(s, 1)), 500);
    unlink(state_file(s));
    expect_cosigned(s, 0, "", good(s, 1));
}

static void test_a_clock_set_back_cosigns_nothing(void **state)
{
    struct stage *s = *state;
    expect_cosigned(s, 0, "", good(s, 1));
    s->service.clock.seconds--;
    assert_int_equal(ask(s, 1, proof(s, 1, 3), good(s, 3)), 500);
    s->service.clock.seconds++;
    expect_cosigned(s, 1, proof(s, 1, 3), good(s, 3));
}

static enum err_code logs_of(struct stage *s, const char *text, size_t *count, struct err *err)
{
    struct note_key *logs;
    const char *path = arena_printf(s->arena, "%s/logs", s->folder);
    assert_int_equal(file_write(path, str_of(text), 0600, NULL), ERR_OK);
    return witness_logs_read(s->arena, path, &logs, count, err);
}

static void test_logs_are_named_one_a_line(void **state)
{
    struct stage *s = *state;
    size_t count = 0;
    struct err err;
    struct strbuf key;
    strbuf_init(&key, 1024);
    vkey_format(&key, &s->keys[0]);
    const char *text = arena_printf(s->arena, "# made\n\n %s\r\n", key.p);
    assert_int_equal(logs_of(s, text, &count, &err), ERR_OK);
    assert_int_equal(count, 1);
    text = arena_printf(s->arena, "%s\n%s\n", key.p, key.p);
    assert_int_equal(logs_of(s, text, &count, &err), ERR_FORMAT);
    assert_non_null(strstr(err.message, "line 2: " ORIGIN " stands twice"));
    assert_int_equal(logs_of(s, "# none\n", &count, &err), ERR_FORMAT);
    assert_int_not_equal(logs_of(s, "log.example.org/made+00000000+AA==\n", &count, &err),
                         ERR_OK);
    assert_non_null(strstr(err.message, "line 1: "));
    strbuf_release(&key);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_conversation),
        T(test_the_order_of_refusals),
        T(test_the_same_size_has_one_root),
        T(test_an_empty_log_has_the_root_of_nothing),
        T(test_what_is_no_request),
        T(test_other_signatures),
        T(test_last_checkpoint_carries_the_line_given_out),
        T(test_a_state_in_use_is_waited_for_elsewhere),
        T(test_a_reply_that_was_lost_can_be_had_again),
        T(test_what_cannot_be_written_is_not_cosigned),
        T(test_a_state_that_cannot_be_read_is_not_a_new_log),
        T(test_a_clock_set_back_cosigns_nothing),
        T(test_logs_are_named_one_a_line),
    };
    crypto_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
