/* What several threads find of a bundle's entries is what one finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "exchange_rig.h"

#include "base/prng.h"
#include "crypto/canon.h"
#include "record/exchange_window.h"

#include <string.h>

enum { STATEMENTS = 150, KEYS_LEAVES = 5, LEAVES_MAX = 200 };

struct source {
    struct str bytes;
    size_t at;
};

static struct centre centre;
static struct log_maker force;
static struct str bundle;
static struct keyring *keyring;
static uint64_t hurt[LEAVES_MAX]; /* leaves whose hash is another one */

static enum err_code read_memory(void *data, void *out, size_t length, size_t *got,
                                 struct err *err)
{
    struct source *source = data;
    struct str part = str_sub(source->bytes, source->at, length);
    (void)err;
    memcpy(out, part.p, part.n);
    source->at += part.n;
    *got = part.n;
    return ERR_OK;
}

/* The keys as the sender's own log introduces them. */
static void learn_keys(void)
{
    keyring = keyring_new();
    for (uint64_t i = 0; i < KEYS_LEAVES; i++) {
        struct leaf leaf;
        struct js *body;
        struct signed_statement statement;
        maker_must(leaf_log_get(&force.log, force.arena, i, &leaf, &force.err), &force.err);
        maker_must(statement_parse(force.arena, leaf.note, &statement, &force.err), &force.err);
        maker_must(canon_parse(force.arena, leaf.body, &body, &force.err), &force.err);
        maker_must(keyring_apply(keyring, &statement.header, body, i, &force.err), &force.err);
    }
}

static int pack(void **state)
{
    (void)state;
    centre_open(&centre);
    sender_open(&force, &centre, "force", "window force");
    for (int i = 0; i < STATEMENTS; i++) {
        sender_say(&force, NULL, NULL, 0, i);
    }
    learn_keys();
    bundle = bundle_file_read(force.arena, sender_pack(&force, "b", 0, 0));
    return 0;
}

static int forget(void **state)
{
    (void)state;
    keyring_free(keyring);
    log_maker_close(&force);
    centre_close(&centre);
    return 0;
}

struct finding {
    size_t count;
    size_t first; /* that is no entry; `count` when all are */
    struct err why;
};

/* Signatures of all before the first that is no entry must be known to be good. */
static struct finding look(size_t threads)
{
    struct source source = {bundle, 0};
    struct exchange_reader reader = {0};
    struct exchange_window window;
    struct arena *arena = arena_new();
    struct sha256 leaves[LEAVES_MAX];
    struct finding finding = {0};
    maker_must(exchange_open(&reader, arena, read_memory, &source, &force.err), &force.err);
    for (uint64_t i = 0; i < reader.header.size; i++) {
        maker_must(exchange_leaf(&reader, &leaves[i], &force.err), &force.err);
        leaves[i].bytes[5] ^= (unsigned char)hurt[i];
    }
    exchange_window_init(&window);
    window.leaves = leaves;
    window.keyring = keyring;
    window.threads = threads;
    exchange_window_fill(&window, &reader);
    assert_int_equal(window.code, ERR_OK);
    assert_true(window.has_after);
    assert_int_equal(window.after.kind, EXCHANGE_END);
    finding.count = window.count;
    while (finding.first < window.count &&
           exchange_window_judge(&window, finding.first, &finding.why) == ERR_OK) {
        assert_true(window.entries[finding.first].signature);
        assert_non_null(window.entries[finding.first].value);
        finding.first++;
    }
    exchange_window_release(&window);
    arena_free(arena);
    return finding;
}

static void test_window__an_honest_bundle_holds_with_any_threads(void **state)
{
    (void)state;
    for (size_t threads = 0; threads <= 3; threads++) {
        struct finding found = look(threads);
        assert_int_equal(found.count, STATEMENTS);
        assert_int_equal(found.first, STATEMENTS);
    }
}

static void test_window__the_first_fault_is_the_same_with_any_threads(void **state)
{
    struct prng prng;
    (void)state;
    prng_seed(&prng, 3);
    for (int i = 0; i < 20; i++) {
        uint64_t lowest = STATEMENTS;
        memset(hurt, 0, sizeof hurt);
        for (int k = 0; k < 3; k++) {
            uint64_t entry = prng_below(&prng, STATEMENTS);
            hurt[KEYS_LEAVES + entry] = 1;
            lowest = entry < lowest ? entry : lowest;
        }
        for (size_t threads = 1; threads <= 3; threads++) {
            struct finding found = look(threads);
            assert_int_equal(found.first, lowest);
            assert_int_equal(found.why.code, ERR_INVALID);
            assert_string_equal(found.why.message, "is not the leaf of the sender's log");
        }
    }
    memset(hurt, 0, sizeof hurt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_window__an_honest_bundle_holds_with_any_threads),
        cmocka_unit_test(test_window__the_first_fault_is_the_same_with_any_threads),
    };
    return cmocka_run_group_tests(tests, pack, forget);
}
