/* What a keeper must not take, each tried: nothing of it may be left behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "exchange_rig.h"

#include "base/file.h"
#include "base/limits.h"
#include "ledger/exchange_bundle.h"

#include <string.h>

struct pair {
    struct centre centre;
    struct log_maker force;
};

static void pair_open(struct pair *pair)
{
    centre_open(&pair->centre);
    sender_open(&pair->force, &pair->centre, "force", "lies force");
    centre_introduce(&pair->centre, &pair->force, "sample-force");
}

static void pair_close(struct pair *pair)
{
    log_maker_close(&pair->force);
    centre_close(&pair->centre);
}

/* Refused with `code` and these words, and the log is as it was. */
static void refused(struct centre *centre, const struct log_maker *sender, const char *path,
                    enum err_code code, const char *words)
{
    uint64_t size = keeper_size(centre->keeper);
    enum err_code found = centre_take(centre, sender, path);
    if (found != code || strstr(centre->err.message, words) == NULL) {
        fail_msg("code %d: %s", (int)found, found == ERR_OK ? "taken" : centre->err.message);
    }
    assert_int_equal(keeper_size(centre->keeper), size);
    assert_int_equal(centre_audit(centre), size);
}

static void test_exchange__a_sender_whose_key_was_not_compared(void **state)
{
    (void)state;
    struct pair pair;
    struct log_maker other;
    pair_open(&pair);
    sender_open(&other, &pair.centre, "other", "lies other");
    sender_say(&pair.force, NULL, NULL, 0, 1);
    const char *path = sender_pack(&pair.force, "b", 0, 0);
    refused(&pair.centre, NULL, path, ERR_DENIED, "is not known here");
    refused(&pair.centre, &other, path, ERR_DENIED, "has not the key that was given");
    centre_must_take(&pair.centre, &pair.force, path);
    refused(&pair.centre, &other, path, ERR_CONFLICT, "another log key");
    log_maker_close(&other);
    pair_close(&pair);
}

static void test_exchange__a_key_that_was_not_introduced(void **state)
{
    (void)state;
    struct pair pair;
    struct log_maker other;
    pair_open(&pair);
    sender_open(&other, &pair.centre, "other", "lies other");
    sender_say(&other, NULL, NULL, 0, 1);
    refused(&pair.centre, &other, sender_pack(&other, "b", 0, 0), ERR_DENIED,
            "is not introduced here");
    log_maker_close(&other);
    pair_close(&pair);
}

/* Two logs of one sender that part at their last leaf. */
static void test_exchange__a_split_view(void **state)
{
    (void)state;
    struct pair pair;
    struct log_maker twin;
    pair_open(&pair);
    sender_open(&twin, &pair.centre, "twin", "lies force");
    sender_say(&pair.force, NULL, NULL, 0, 1);
    sender_say(&twin, NULL, NULL, 0, 2);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "b", 0, 0));
    refused(&pair.centre, &twin, sender_pack(&twin, "b", 0, 0), ERR_CONFLICT,
            "shows two histories: its leaf 5");
    log_maker_close(&twin);
    pair_close(&pair);
}

/* Longer than what was seen, and other at an early leaf; then the older of two. */
static void test_exchange__a_rewritten_history(void **state)
{
    (void)state;
    struct pair pair;
    struct log_maker twin;
    pair_open(&pair);
    sender_open(&twin, &pair.centre, "twin", "lies force");
    sender_say(&pair.force, NULL, NULL, 0, 1);
    for (int i = 0; i < 300; i++) {
        sender_say(&twin, NULL, NULL, 0, i + 2);
    }
    const char *honest = sender_pack(&pair.force, "b", 0, 0);
    const char *rewritten = sender_pack(&twin, "b", 0, 0);
    centre_must_take(&pair.centre, &pair.force, honest);
    refused(&pair.centre, &twin, rewritten, ERR_CONFLICT, "two histories: its leaf 5");
    log_maker_close(&twin);
    pair_close(&pair);
}

static void test_exchange__a_history_rewritten_behind_what_was_seen(void **state)
{
    (void)state;
    struct pair pair;
    struct log_maker twin;
    pair_open(&pair);
    sender_open(&twin, &pair.centre, "twin", "lies force");
    for (int i = 0; i < 300; i++) {
        sender_say(&pair.force, NULL, NULL, 0, i);
    }
    sender_say(&twin, NULL, NULL, 0, 1000);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "b", 290, 0));
    refused(&pair.centre, &twin, sender_pack(&twin, "b", 0, 0), ERR_CONFLICT,
            "two histories: its leaf 5"); /* a shorter log than the one seen */
    log_maker_close(&twin);
    pair_close(&pair);
}

/* A leaf as its log holds it, whose signature is not good. */
static void test_exchange__a_forged_note(void **state)
{
    (void)state;
    struct pair pair;
    struct err *err = &pair.force.err;
    struct signed_statement statement;
    struct leaf leaf;
    pair_open(&pair);
    struct log_maker *force = &pair.force;
    sender_say(force, NULL, NULL, 0, 1);
    maker_must(leaf_log_get(&force->log, force->arena, 5, &leaf, err), err);
    char *text = arena_strndup(force->arena, leaf.note.p, leaf.note.n);
    char *seq = strstr(text, "\"seq\":0");
    seq[6] = '1'; /* the second statement, under the first one's signature */
    maker_must(statement_parse(force->arena, str_of(text), &statement, err), err);
    maker_must(leaf_log_append(&force->log, &statement, &leaf.salt, leaf.body, err), err);
    maker_must(leaf_log_set_head(&force->log, err), err);
    refused(&pair.centre, force, sender_pack(force, "b", 0, 0), ERR_INVALID, "signature");
    pair_close(&pair);
}

/* The number of a statement used twice, in two logs that each hold. */
static void test_exchange__a_key_that_signs_in_two_logs(void **state)
{
    (void)state;
    struct pair pair;
    struct log_maker second;
    pair_open(&pair);
    log_maker_open(&second, arena_printf(pair.centre.arena, "%s/second", pair.centre.root),
                   "lies second");
    second.keys[MAKER_STATEMENT] = pair.force.keys[MAKER_STATEMENT];
    memcpy(second.names[MAKER_STATEMENT], pair.force.names[MAKER_STATEMENT], KEY_NAME_SIZE);
    second.vkeys[MAKER_STATEMENT] = pair.force.vkeys[MAKER_STATEMENT];
    log_maker_found(&second);
    sender_say(&pair.force, NULL, NULL, 0, 1);
    sender_say(&second, NULL, NULL, 0, 2);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "b", 0, 0));
    refused(&pair.centre, &second, sender_pack(&second, "b", 0, 0), ERR_CONFLICT, "is a fork");
    log_maker_close(&second);
    pair_close(&pair);
}

/* The same when neither has its place in the log yet. */
static void test_exchange__a_fork_among_those_that_wait(void **state)
{
    (void)state;
    struct pair pair;
    struct log_maker second;
    pair_open(&pair);
    log_maker_open(&second, arena_printf(pair.centre.arena, "%s/second", pair.centre.root),
                   "lies second");
    second.keys[MAKER_STATEMENT] = pair.force.keys[MAKER_STATEMENT];
    memcpy(second.names[MAKER_STATEMENT], pair.force.names[MAKER_STATEMENT], KEY_NAME_SIZE);
    second.vkeys[MAKER_STATEMENT] = pair.force.vkeys[MAKER_STATEMENT];
    log_maker_found(&second);
    for (int i = 0; i < 2; i++) {
        sender_say(&pair.force, NULL, NULL, 0, i);
        sender_say(&second, NULL, NULL, 0, 10 + i);
    }
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "b", 6, 0));
    assert_int_equal(pair.centre.received.held, 1);
    refused(&pair.centre, &second, sender_pack(&second, "b", 6, 0), ERR_CONFLICT, "is a fork");
    log_maker_close(&second);
    pair_close(&pair);
}

static void test_exchange__a_copy_of_our_own_key(void **state)
{
    (void)state;
    struct pair pair;
    struct log_maker thief;
    pair_open(&pair);
    log_maker_open(&thief, arena_printf(pair.centre.arena, "%s/thief", pair.centre.root),
                   "lies thief");
    maker_must(
        sig_secret_load(arena_printf(pair.centre.arena, "%s/statement", pair.centre.dir.keys),
                        &thief.keys[MAKER_STATEMENT], &thief.err),
        &thief.err);
    key_name_of(thief.names[MAKER_STATEMENT], &thief.keys[MAKER_STATEMENT].public);
    struct note_key key =
        note_key_of(str_of(thief.names[MAKER_STATEMENT]), &thief.keys[MAKER_STATEMENT].public);
    struct strbuf vkey;
    strbuf_init(&vkey, 1024);
    vkey_format(&vkey, &key);
    thief.vkeys[MAKER_STATEMENT] = arena_strdup(thief.arena, vkey.p);
    strbuf_release(&vkey);
    log_maker_found(&thief);
    sender_say(&thief, NULL, NULL, 0, 1);
    refused(&pair.centre, &thief, sender_pack(&thief, "b", 0, 0), ERR_CONFLICT,
            "a copy of the key signs elsewhere");
    log_maker_close(&thief);
    pair_close(&pair);
}

static void test_exchange__a_bundle_of_this_very_log(void **state)
{
    (void)state;
    struct pair pair;
    struct exchange_choice all = {0};
    struct exchange_sent sent;
    pair_open(&pair);
    const char *path = arena_printf(pair.centre.arena, "%s/own", pair.centre.root);
    maker_must(
        exchange_out(pair.centre.arena, &pair.centre.dir, path, &all, &sent, &pair.centre.err),
        &pair.centre.err);
    refused(&pair.centre, NULL, path, ERR_CONFLICT, "this very log");
    pair_close(&pair);
}

static void test_exchange__prev_of_another_subject_in_either_order(void **state)
{
    (void)state;
    struct pair pair;
    struct log_maker other;
    pair_open(&pair);
    sender_open(&other, &pair.centre, "other", "lies other");
    centre_introduce(&pair.centre, &other, "sample-force");
    struct str first = str_of(sender_say(&pair.force, NULL, NULL, 0, 1));
    sender_say(&other, NULL, &first, 1, 2); /* under a subject of its own */
    const char *names = sender_pack(&other, "b", 0, 0);
    const char *named = sender_pack(&pair.force, "b", 0, 0);
    centre_must_take(&pair.centre, &other, names);
    refused(&pair.centre, &pair.force, named, ERR_INVALID, "in a prev of another subject");
    log_maker_close(&other);
    pair_close(&pair);

    pair_open(&pair);
    sender_open(&other, &pair.centre, "other", "lies other");
    centre_introduce(&pair.centre, &other, "sample-force");
    first = str_of(sender_say(&pair.force, NULL, NULL, 0, 1));
    sender_say(&other, NULL, &first, 1, 2);
    named = sender_pack(&pair.force, "b", 0, 0);
    centre_must_take(&pair.centre, &pair.force, named);
    refused(&pair.centre, &other, sender_pack(&other, "b", 0, 0), ERR_INVALID,
            "another subject in prev");
    log_maker_close(&other);
    pair_close(&pair);
}

/* Well signed by a key that is known, but no leaf of the log whose checkpoint comes with it. */
static void test_exchange__a_statement_that_its_log_does_not_hold(void **state)
{
    (void)state;
    struct pair pair;
    struct log_maker twin;
    pair_open(&pair);
    sender_open(&twin, &pair.centre, "twin", "lies force");
    sender_say(&pair.force, NULL, NULL, 0, 1);
    sender_say(&twin, NULL, NULL, 0, 2);
    const char *path = sender_pack(&pair.force, "b", 0, 0);
    struct str honest = bundle_file_read(pair.centre.arena, path);
    struct str other = bundle_file_read(pair.centre.arena, sender_pack(&twin, "b", 0, 0));
    size_t leaves = str_find(honest, STR("}\n")) + 2 + 6 * SHA256_SIZE;
    assert_int_equal(honest.n, other.n);
    char *mixed = arena_strndup(pair.centre.arena, honest.p, honest.n);
    memcpy(mixed + leaves, other.p + leaves, other.n - leaves);
    bundle_reseal(mixed, honest.n);
    bundle_file_write(path, str_n(mixed, honest.n));
    refused(&pair.centre, &pair.force, path, ERR_INVALID, "is not the leaf");
    log_maker_close(&twin);
    pair_close(&pair);
}

/* What no statement names would stand among the public files. */
static void test_exchange__a_file_that_no_statement_names(void **state)
{
    (void)state;
    struct pair pair;
    struct strbuf out;
    struct exchange_record blob = {.kind = EXCHANGE_BLOB, .blob = STR("<script>")};
    struct exchange_record end = {.kind = EXCHANGE_END};
    pair_open(&pair);
    sender_say(&pair.force, NULL, NULL, 0, 1);
    const char *path = sender_pack(&pair.force, "b", 0, 0);
    struct str bytes = bundle_file_read(pair.centre.arena, path);
    strbuf_init(&out, 16 * MIB);
    strbuf_str(&out, str_sub(bytes, 0, bytes.n - SHA256_SIZE - 1));
    blob.digest = sha256_of(blob.blob);
    maker_must(exchange_compose(&out, &blob, &pair.centre.err), &pair.centre.err);
    maker_must(exchange_compose(&out, &end, &pair.centre.err), &pair.centre.err);
    bundle_reseal(out.p, out.n);
    bundle_file_write(path, strbuf_view(&out));
    refused(&pair.centre, &pair.force, path, ERR_INVALID, "no statement of the bundle names");
    strbuf_release(&out);
    pair_close(&pair);
}

static void test_exchange__a_file_whose_bytes_are_others(void **state)
{
    (void)state;
    struct pair pair;
    struct strbuf out;
    struct exchange_record blob = {.kind = EXCHANGE_BLOB, .blob = STR("other bytes")};
    struct exchange_record end = {.kind = EXCHANGE_END};
    struct maker_entry entry = {.by = MAKER_STATEMENT, .type = "sample.named/1"};
    char hex[SHA256_HEX_SIZE];
    pair_open(&pair);
    blob.digest = sha256_of(STR("the bytes"));
    sha256_hex(hex, &blob.digest);
    entry.body = arena_printf(pair.force.arena, "{\"file\":\"%s\"}", hex);
    log_maker_add(&pair.force, &entry);
    const char *path = sender_pack(&pair.force, "b", 0, 0);
    struct str bytes = bundle_file_read(pair.centre.arena, path);
    strbuf_init(&out, 16 * MIB);
    strbuf_str(&out, str_sub(bytes, 0, bytes.n - SHA256_SIZE - 1));
    maker_must(exchange_compose(&out, &blob, &pair.centre.err), &pair.centre.err);
    maker_must(exchange_compose(&out, &end, &pair.centre.err), &pair.centre.err);
    bundle_reseal(out.p, out.n);
    bundle_file_write(path, strbuf_view(&out));
    refused(&pair.centre, &pair.force, path, ERR_INVALID, "do not fit its name");
    strbuf_release(&out);
    pair_close(&pair);
}

static void test_exchange__an_entry_past_the_range_it_was_promised_in(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    sender_say(&pair.force, NULL, NULL, 0, 1);
    const char *path = sender_pack(&pair.force, "b", 0, 0);
    struct str bytes = bundle_file_read(pair.centre.arena, path);
    char *changed = arena_strndup(pair.centre.arena, bytes.p, bytes.n);
    char *to = strstr(changed, "\"to\":6");
    assert_non_null(to);
    to[5] = '5';
    bundle_reseal(changed, bytes.n);
    bundle_file_write(path, str_n(changed, bytes.n));
    refused(&pair.centre, &pair.force, path, ERR_FORMAT, "out of order or range: leaf 5");
    pair_close(&pair);
}

/* Every byte of a bundle changed, its digest made to fit: nothing of it is ever taken. */
static void test_exchange__every_byte_changed(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    sender_say(&pair.force, NULL, NULL, 0, 1);
    const char *path = sender_pack(&pair.force, "b", 0, 0);
    struct str bytes = bundle_file_read(pair.centre.arena, path);
    char *changed = arena_strndup(pair.centre.arena, bytes.p, bytes.n);
    uint64_t size = keeper_size(pair.centre.keeper);
    size_t keys = str_find(bytes, STR("\"keys\":"));
    size_t after_keys = str_find(bytes, STR("],\"log_key\""));
    size_t range = str_find(bytes, STR("\"since\":"));
    size_t after_range = range + str_find(str_from(bytes, range), STR("\n"));
    for (size_t i = 0; i < bytes.n - SHA256_SIZE - 1; i++) {
        if ((i >= keys && i < after_keys) || (i >= range && i < after_range)) {
            continue; /* the sender's word alone: another range takes the same statements */
        }
        changed[i] = (char)(changed[i] ^ 1);
        bundle_reseal(changed, bytes.n);
        bundle_file_write(path, str_n(changed, bytes.n));
        enum err_code code = centre_take(&pair.centre, &pair.force, path);
        if (code == ERR_OK && keeper_size(pair.centre.keeper) != size) {
            fail_msg("byte %zu may be changed", i);
        }
        changed[i] = bytes.p[i];
    }
    bundle_file_write(path, bytes);
    centre_must_take(&pair.centre, &pair.force, path);
    assert_int_equal(pair.centre.received.taken, 1);
    pair_close(&pair);
}

static void test_exchange__cut_anywhere(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    sender_say(&pair.force, NULL, NULL, 0, 1);
    const char *path = sender_pack(&pair.force, "b", 0, 0);
    struct str bytes = bundle_file_read(pair.centre.arena, path);
    for (size_t i = 0; i < bytes.n; i += 7) {
        bundle_file_write(path, str_sub(bytes, 0, i));
        assert_int_not_equal(centre_take(&pair.centre, &pair.force, path), ERR_OK);
    }
    pair_close(&pair);
}

static void test_exchange__bytes_after_the_end_and_a_wrong_digest(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    sender_say(&pair.force, NULL, NULL, 0, 1);
    const char *path = sender_pack(&pair.force, "b", 0, 0);
    struct str bytes = bundle_file_read(pair.centre.arena, path);
    char *longer = arena_strndup(pair.centre.arena, bytes.p, bytes.n + 1);
    bundle_file_write(path, str_n(longer, bytes.n + 1));
    refused(&pair.centre, &pair.force, path, ERR_FORMAT, "follow the end");
    longer[bytes.n - 1] = (char)(longer[bytes.n - 1] ^ 1);
    bundle_file_write(path, str_n(longer, bytes.n));
    refused(&pair.centre, &pair.force, path, ERR_INVALID, "do not give its digest");
    pair_close(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exchange__a_sender_whose_key_was_not_compared),
        cmocka_unit_test(test_exchange__a_key_that_was_not_introduced),
        cmocka_unit_test(test_exchange__a_split_view),
        cmocka_unit_test(test_exchange__a_rewritten_history),
        cmocka_unit_test(test_exchange__a_history_rewritten_behind_what_was_seen),
        cmocka_unit_test(test_exchange__a_forged_note),
        cmocka_unit_test(test_exchange__a_key_that_signs_in_two_logs),
        cmocka_unit_test(test_exchange__a_fork_among_those_that_wait),
        cmocka_unit_test(test_exchange__a_copy_of_our_own_key),
        cmocka_unit_test(test_exchange__a_bundle_of_this_very_log),
        cmocka_unit_test(test_exchange__prev_of_another_subject_in_either_order),
        cmocka_unit_test(test_exchange__a_statement_that_its_log_does_not_hold),
        cmocka_unit_test(test_exchange__a_file_that_no_statement_names),
        cmocka_unit_test(test_exchange__a_file_whose_bytes_are_others),
        cmocka_unit_test(test_exchange__an_entry_past_the_range_it_was_promised_in),
        cmocka_unit_test(test_exchange__every_byte_changed),
        cmocka_unit_test(test_exchange__cut_anywhere),
        cmocka_unit_test(test_exchange__bytes_after_the_end_and_a_wrong_digest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
