/* Statements of an algorithm that is not known here, that come by bundle. No program of ours
 * puts one into a bundle, so the bundles are made here by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "exchange_rig.h"

#include "base/limits.h"
#include "ledger/exchange_bundle.h"
#include "ledger/merkle.h"

#include <stdlib.h>
#include <string.h>

/* What a log_maker's labels lead to, for tests of the command line. */
#define BARE PAI_SOURCE_DIR "/tests/golden/exchange/bare.bundle"

/* Which of the sender's leaves go, and whether their bodies do. */
struct choice {
    uint64_t first;
    uint64_t last;
    bool bodies;
};

struct pair {
    struct centre centre;
    struct log_maker force;
    uint64_t first; /* the force's first leaf behind its keys */
};

static void pair_open(struct pair *pair)
{
    centre_open(&pair->centre);
    sender_open(&pair->force, &pair->centre, "force", "other algorithm force");
    centre_introduce(&pair->centre, &pair->force, "sample-force");
    pair->first = pair->force.log.range.size;
}

static void pair_close(struct pair *pair)
{
    log_maker_close(&pair->force);
    centre_close(&pair->centre);
}

static const char *say_v2(struct log_maker *force, int by, const char *type)
{
    struct maker_entry entry = {.by = by, .type = type, .body = "{\"a\":\"b\"}"};
    return log_maker_add_v2(force, &entry);
}

static void compose_leaves(struct log_maker *force, struct strbuf *out)
{
    struct leaf leaf;
    for (uint64_t i = 0; i < force->log.range.size; i++) {
        maker_must(leaf_log_get(&force->log, force->arena, i, &leaf, &force->err), &force->err);
        struct sha256 hash = merkle_leaf(leaf.note);
        strbuf_add(out, hash.bytes, SHA256_SIZE);
    }
}

static void compose_entry(struct log_maker *force, uint64_t index, bool body,
                          struct strbuf *out)
{
    struct leaf leaf;
    maker_must(leaf_log_get(&force->log, force->arena, index, &leaf, &force->err), &force->err);
    struct exchange_record record = {.kind = EXCHANGE_ENTRY,
                                     .index = index,
                                     .entry = leaf.note,
                                     .has_body = body,
                                     .salt = leaf.salt,
                                     .body = body ? leaf.body : STR("")};
    maker_must(exchange_compose(out, &record, &force->err), &force->err);
}

static const char *bundle(struct log_maker *force, const char *name,
                          const struct choice *choice)
{
    struct strbuf out;
    struct err *err = &force->err;
    struct exchange_header header = {.checkpoint = log_maker_checkpoint(force),
                                     .log_key = str_of(force->vkeys[MAKER_LOG]),
                                     .key_list = STR("[]"),
                                     .entries = choice->last - choice->first + 1,
                                     .since = choice->first,
                                     .to = force->log.range.size};
    const char *path = arena_printf(force->arena, "%s/%s", force->dir.root, name);
    strbuf_init(&out, MIB);
    maker_must(exchange_compose_header(&out, &header, err), err);
    compose_leaves(force, &out);
    for (uint64_t i = choice->first; i <= choice->last; i++) {
        compose_entry(force, i, choice->bodies, &out);
    }
    struct exchange_record end = {.kind = EXCHANGE_END, .digest = sha256_of(strbuf_view(&out))};
    maker_must(exchange_compose(&out, &end, err), err);
    bundle_file_write(path, strbuf_view(&out));
    strbuf_release(&out);
    return path;
}

static void refused(struct pair *pair, const char *path, const char *words)
{
    uint64_t size = keeper_size(pair->centre.keeper);
    assert_int_equal(centre_take(&pair->centre, &pair->force, path), ERR_INVALID);
    if (strstr(pair->centre.err.message, words) == NULL) {
        fail_msg("%s", pair->centre.err.message);
    }
    assert_int_equal(keeper_size(pair->centre.keeper), size);
}

static const char counted[] =
    "SELECT COUNT(*) FROM statement WHERE state = 'algorithm' AND body = '{\"a\":\"b\"}'";

/* The sender's word that it stands in his log: kept, closed, without effect. */
static void test_other__one_with_its_body_is_kept(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    sender_say(&pair.force, NULL, NULL, 0, 1);
    say_v2(&pair.force, MAKER_FREE, "sample.text/1");
    struct choice both = {pair.first, pair.first + 1, true};
    const char *path = bundle(&pair.force, "b", &both);
    centre_must_take(&pair.centre, &pair.force, path);
    assert_int_equal(pair.centre.received.taken, 2);
    assert_int_equal(pair.centre.received.passed, 0);
    assert_int_equal(centre_number(&pair.centre, counted), 1);
    assert_int_equal(centre_number(&pair.centre,
                                   "SELECT COUNT(*) FROM subject_head h JOIN statement s ON "
                                   "s.id = h.id WHERE s.state = 'algorithm'"),
                     0);
    uint64_t size = centre_audit(&pair.centre);
    centre_must_take(&pair.centre, &pair.force, path);
    assert_int_equal(pair.centre.received.known, 2);
    assert_int_equal(pair.centre.received.taken, 0);
    assert_int_equal(centre_audit(&pair.centre), size);
    pair_close(&pair);
}

/* A leaf without body would need a removal that may take it: it is no leaf, and that is said.
 */
static void test_other__one_without_its_body_is_passed_over_and_counted(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    sender_say(&pair.force, NULL, NULL, 0, 1);
    say_v2(&pair.force, MAKER_FREE, "sample.text/1");
    struct choice bare = {pair.first + 1, pair.first + 1, false};
    struct choice whole = {pair.first, pair.first + 1, true};
    uint64_t size = keeper_size(pair.centre.keeper);
    const char *path = bundle(&pair.force, "bare", &bare);
    struct str bytes = bundle_file_read(pair.force.arena, path);
    if (getenv("PAI_WRITE_GOLDEN") != NULL) {
        bundle_file_write(BARE, bytes);
    }
    assert_true(str_eq(bytes, bundle_file_read(pair.force.arena, BARE)));
    centre_must_take(&pair.centre, &pair.force, path);
    assert_int_equal(pair.centre.received.passed, 1);
    assert_int_equal(pair.centre.received.taken, 0);
    assert_int_equal(pair.centre.received.held, 0);
    assert_int_equal(keeper_size(pair.centre.keeper), size);
    centre_must_take(&pair.centre, &pair.force, bundle(&pair.force, "whole", &whole));
    assert_int_equal(pair.centre.received.taken, 2);
    assert_int_equal(centre_number(&pair.centre, counted), 1);
    centre_must_take(&pair.centre, &pair.force, path);
    assert_int_equal(pair.centre.received.passed, 0);
    assert_int_equal(pair.centre.received.known, 1);
    assert_int_equal(centre_number(&pair.centre, counted), 1);
    centre_audit(&pair.centre);
    pair_close(&pair);
}

static void test_other__its_body_must_be_its_own(void **state)
{
    (void)state;
    struct pair pair;
    struct str bytes;
    pair_open(&pair);
    say_v2(&pair.force, MAKER_FREE, "sample.text/1");
    struct choice one = {pair.first, pair.first, true};
    const char *path = bundle(&pair.force, "b", &one);
    bytes = bundle_file_read(pair.centre.arena, path);
    char *changed = arena_strndup(pair.centre.arena, bytes.p, bytes.n);
    changed[bytes.n - SHA256_SIZE - 2 - 2] = 'c'; /* of {"a":"b"} the b */
    bundle_reseal(changed, bytes.n);
    bundle_file_write(path, str_n(changed, bytes.n));
    refused(&pair, path, "leaf 5 of the sender");
    pair_close(&pair);
}

static void test_other__none_in_the_name_of_a_key_that_is_known(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    say_v2(&pair.force, MAKER_STATEMENT, "sample.text/1");
    struct choice one = {pair.first, pair.first, true};
    refused(&pair, bundle(&pair.force, "b", &one), "in the name of an Ed25519 key");
    pair_close(&pair);
}

static void test_other__none_of_a_type_that_stays_at_home(void **state)
{
    (void)state;
    struct pair pair;
    struct maker_entry entry = {.by = MAKER_FREE, .type = "log.received/1"};
    pair_open(&pair);
    entry.body = "{\"first\":0,\"last\":2}";
    log_maker_add_v2(&pair.force, &entry);
    struct choice one = {pair.first, pair.first, true};
    refused(&pair, bundle(&pair.force, "b", &one), "is never taken from another log");
    pair_close(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_other__one_with_its_body_is_kept),
        cmocka_unit_test(test_other__one_without_its_body_is_passed_over_and_counted),
        cmocka_unit_test(test_other__its_body_must_be_its_own),
        cmocka_unit_test(test_other__none_in_the_name_of_a_key_that_is_known),
        cmocka_unit_test(test_other__none_of_a_type_that_stays_at_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
