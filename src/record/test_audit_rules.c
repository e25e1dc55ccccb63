/* The rules of a log's statements, one small log a rule: what each refuses, and that it takes
 * the same log without the fault. No files: statements are signed here and fed leaf by leaf. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "crypto/canon.h"
#include "crypto/random.h"
#include "ledger/body.h"
#include "ledger/checkpoint.h"
#include "record/audit_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum who { CENTRE, RECOVERY, LOG, KEEPER, OWN, AWAY, EVIDENCE, SPARE, KEYS };
enum { LEAVES_MAX = 100 };

#define SUBJECT_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SUBJECT_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define UNKNOWN_ID "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"

/* A log in the making. `at`, `seq` and `no_body` count for the next leaf alone. */
struct world {
    struct arena *arena;
    struct audit_rules *rules;
    struct err err;
    struct sig_secret secrets[KEYS];
    char names[KEYS][KEY_NAME_SIZE];
    const char *vkeys[KEYS];
    const char *subjects[KEYS]; /* of their introductions */
    int64_t next_seq[KEYS];
    uint64_t size;
    int64_t at;
    int64_t seq; /* -1: the next one */
    bool no_body;
    const char *id; /* of the leaf added last */
};

static const char *vkey_of(struct world *world, enum who who, struct str name)
{
    struct strbuf text;
    struct note_key key = note_key_of(name, &world->secrets[who].public);
    strbuf_init(&text, 1024);
    vkey_format(&text, &key);
    const char *copy = arena_strdup(world->arena, text.p);
    strbuf_release(&text);
    return copy;
}

/* Adds a leaf; `prev` is one id or NULL. */
static enum err_code add(struct world *world, enum who by, const char *type,
                         const char *subject, const char *prev, const char *body)
{
    struct strbuf note;
    struct str canonical;
    struct js *value;
    struct salt salt = {{1}};
    struct signed_statement statement;
    struct str id = prev != NULL ? str_of(prev) : STR("");
    struct statement header = {.at = world->at,
                               .by = str_of(world->names[by]),
                               .prev = &id,
                               .prev_count = prev != NULL,
                               .seq = world->seq >= 0 ? world->seq : world->next_seq[by],
                               .subject = str_of(subject),
                               .type = str_of(type)};
    assert_int_equal(canon_of(world->arena, str_of(body), &canonical, &world->err), ERR_OK);
    header.body = body_commitment(&salt, header.subject, header.type, canonical);
    strbuf_init(&note, LIMIT_LEAF);
    if (statement_sign(&note, &header, &world->secrets[by], &world->err) != ERR_OK) {
        fail_msg("%s", world->err.message);
    }
    struct str bytes = arena_str(world->arena, strbuf_view(&note));
    strbuf_release(&note);
    assert_int_equal(statement_parse(world->arena, bytes, &statement, &world->err), ERR_OK);
    assert_int_equal(canon_parse(world->arena, canonical, &value, &world->err), ERR_OK);
    world->id = arena_strdup(world->arena, statement.id);
    enum err_code code = audit_rules_leaf(world->rules, world->size, &statement, false,
                                          world->no_body ? NULL : value, &world->err);
    if (code == ERR_OK) {
        world->size++;
        world->next_seq[by] = header.seq + 1;
    }
    world->seq = -1;
    world->no_body = false;
    return code;
}

static void must_add(struct world *world, enum who by, const char *type, const char *subject,
                     const char *prev, const char *body)
{
    if (add(world, by, type, subject, prev, body) != ERR_OK) {
        fail_msg("%s: %s", type, world->err.message);
    }
}

static enum err_code introduce(struct world *world, enum who by, enum who whom,
                               const char *held, const char *organisation, const char *use)
{
    world->subjects[whom] =
        arena_printf(world->arena, "%032x", 0x1000u + (unsigned)whom + 16u * (unsigned)by);
    return add(world, by, "key.introduced/1", world->subjects[whom], NULL,
               arena_printf(world->arena,
                            "{\"held\":\"%s\",\"key\":\"%s\",\"organisation\":\"%s\","
                            "\"use\":\"%s\"}",
                            held, world->vkeys[whom], organisation, use));
}

static void open_world(struct world *world)
{
    *world = (struct world){.arena = arena_new(), .at = 1769677200, .seq = -1};
    world->rules = audit_rules_new(LEAVES_MAX);
    for (enum who who = 0; who < KEYS; who++) {
        world->secrets[who] = sig_generate();
        key_name_of(world->names[who], &world->secrets[who].public);
        world->vkeys[who] =
            vkey_of(world, who, who == LOG ? STR("log.invalid") : str_of(world->names[who]));
        world->subjects[who] = SUBJECT_A;
    }
    must_add(world, CENTRE, "genesis/1", SUBJECT_A, NULL,
             arena_printf(world->arena,
                          "{\"centre_key\":\"%s\",\"log_key\":\"%s\",\"origin\":"
                          "\"log.invalid\",\"recovery_key\":\"%s\"}",
                          world->vkeys[CENTRE], world->vkeys[LOG], world->vkeys[RECOVERY]));
    assert_int_equal(introduce(world, CENTRE, KEEPER, "here", "centre", "keeper"), ERR_OK);
    assert_int_equal(introduce(world, CENTRE, OWN, "here", "centre", "statement"), ERR_OK);
    assert_int_equal(introduce(world, CENTRE, AWAY, "away", "force", "statement"), ERR_OK);
    assert_int_equal(introduce(world, CENTRE, EVIDENCE, "here", "centre", "evidence"), ERR_OK);
}

static void close_world(struct world *world)
{
    audit_rules_free(world->rules);
    arena_free(world->arena);
}

static void must_end(struct world *world)
{
    if (audit_rules_end(world->rules, &world->err) != ERR_OK) {
        fail_msg("%s", world->err.message);
    }
    close_world(world);
}

static void assert_words(struct world *world, enum err_code code, const char *words)
{
    assert_int_equal(code, ERR_INVALID);
    if (strstr(world->err.message, words) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", world->err.message, words);
    }
}

static void must_refuse(struct world *world, enum err_code code, const char *words)
{
    assert_words(world, code, words);
    close_world(world);
}

static void must_end_with(struct world *world, const char *words)
{
    assert_words(world, audit_rules_end(world->rules, &world->err), words);
    close_world(world);
}

static const char *received(struct world *world, uint64_t first, uint64_t last)
{
    return arena_printf(world->arena, "{\"first\":%d,\"last\":%d}", (int)first, (int)last);
}

static void test_rules__time_of_own_leaves_never_falls_whatever_the_key(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    must_add(&world, OWN, "sample.a/1", SUBJECT_A, NULL, "{}");
    world.at--;
    must_refuse(&world,
                add(&world, KEEPER, "private.head/1", SUBJECT_B, NULL,
                    "{\"commitment\":\"" UNKNOWN_ID "\",\"date\":\"2026-01-29\"}"),
                "stated before");
}

static void test_rules__a_batch_is_closed_by_the_range_that_names_it(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    world.at -= 1000; /* a force's own clock */
    must_add(&world, AWAY, "sample.a/1", SUBJECT_A, NULL, "{}");
    must_add(&world, AWAY, "sample.a/1", SUBJECT_B, NULL, "{}");
    world.at += 1000;
    must_add(&world, KEEPER, "log.received/1", SUBJECT_B, NULL, received(&world, 5, 6));
    must_add(&world, OWN, "sample.a/1", SUBJECT_A, NULL, "{}");
    must_end(&world);
}

static void test_rules__a_batch_left_open_is_refused(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    must_add(&world, AWAY, "sample.a/1", SUBJECT_A, NULL, "{}");
    must_end_with(&world, "closed by no log.received");
    open_world(&world);
    must_add(&world, AWAY, "sample.a/1", SUBJECT_A, NULL, "{}");
    must_refuse(&world, add(&world, OWN, "sample.a/1", SUBJECT_B, NULL, "{}"),
                "no log.received closes");
}

static void test_rules__a_range_is_that_of_its_batch_and_no_other(void **state)
{
    (void)state;
    struct world world;
    static const struct {
        bool batch;
        uint64_t first, last;
    } rows[] = {{true, 4, 5}, {true, 5, 4 + 5}, {false, 4, 4}, {true, 0, 5}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        open_world(&world);
        if (rows[i].batch) {
            must_add(&world, AWAY, "sample.a/1", SUBJECT_A, NULL, "{}");
        }
        must_refuse(&world,
                    add(&world, KEEPER, "log.received/1", SUBJECT_B, NULL,
                        received(&world, rows[i].first, rows[i].last)),
                    "closes a range");
    }
}

static void test_rules__what_is_the_logs_own_is_never_imported(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    assert_int_equal(introduce(&world, CENTRE, SPARE, "away", "force", "keeper"), ERR_OK);
    must_refuse(&world,
                add(&world, SPARE, "private.head/1", SUBJECT_A, NULL,
                    "{\"commitment\":\"" UNKNOWN_ID "\",\"date\":\"2026-01-29\"}"),
                "never imported");
}

static void test_rules__prev_is_known_and_of_the_same_subject(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    must_refuse(&world, add(&world, OWN, "sample.a/1", SUBJECT_A, UNKNOWN_ID, "{}"),
                "unknown statement in prev");
    open_world(&world);
    must_add(&world, OWN, "sample.a/1", SUBJECT_A, NULL, "{}");
    must_refuse(&world, add(&world, OWN, "sample.a/1", SUBJECT_B, world.id, "{}"),
                "another subject");
}

/* The child comes first; its parent, signed later in the log, must still be of its subject. */
static void test_rules__an_imported_prev_waits_and_is_judged_when_it_comes(void **state)
{
    (void)state;
    for (int good = 0; good < 2; good++) {
        struct world world;
        struct world twin;
        open_world(&world);
        open_world(&twin); /* gives the id of a statement before it is added */
        memcpy(twin.secrets, world.secrets, sizeof twin.secrets);
        memcpy(twin.names, world.names, sizeof twin.names);
        twin.seq = 1;
        twin.at = world.at;
        (void)!add(&twin, AWAY, "sample.a/1", good ? SUBJECT_A : SUBJECT_B, NULL, "{}");
        const char *parent = arena_strdup(world.arena, twin.id);
        close_world(&twin);
        must_add(&world, AWAY, "sample.a/1", SUBJECT_A, parent, "{}");
        must_add(&world, AWAY, "sample.a/1", good ? SUBJECT_A : SUBJECT_B, NULL, "{}");
        assert_string_equal(world.id, parent);
        must_add(&world, KEEPER, "log.received/1", SUBJECT_B, NULL, received(&world, 5, 6));
        if (good) {
            must_end(&world);
        } else {
            must_end_with(&world, "prev of another subject");
        }
    }
}

static void test_rules__counters_have_no_fork_and_no_gap(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    must_add(&world, OWN, "sample.a/1", SUBJECT_A, NULL, "{}");
    world.seq = 0;
    must_refuse(&world, add(&world, OWN, "sample.a/1", SUBJECT_B, NULL, "{}"), "fork");
    open_world(&world);
    world.seq = 1;
    must_add(&world, OWN, "sample.a/1", SUBJECT_A, NULL, "{}");
    must_end_with(&world, "gap");
    open_world(&world);
    world.seq = (int64_t)1 << 52; /* needs no memory to be refused */
    must_refuse(&world, add(&world, OWN, "sample.a/1", SUBJECT_A, NULL, "{}"), "gap");
}

static const char *removal(struct world *world, const char *id)
{
    return arena_printf(world->arena,
                        "{\"date\":\"2026-01-29\",\"ground\":\"erasure\",\"ids\":[\"%s\"],"
                        "\"role\":\"records manager\"}",
                        id);
}

static void test_rules__a_missing_body_needs_a_removal_in_any_order(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    world.no_body = true;
    must_add(&world, OWN, "sample.a/1", SUBJECT_A, NULL, "{}");
    const char *id = world.id;
    must_add(&world, OWN, "body.removed/1", SUBJECT_B, NULL, removal(&world, id));
    assert_int_equal(audit_rules_end(world.rules, &world.err), ERR_OK);
    assert_int_equal(audit_rules_removed(world.rules), 1);
    close_world(&world);
    open_world(&world);
    world.no_body = true;
    must_add(&world, OWN, "sample.a/1", SUBJECT_A, NULL, "{}");
    must_end_with(&world, "no statement removed it");
    open_world(&world);
    world.no_body = true;
    must_refuse(&world, introduce(&world, CENTRE, SPARE, "here", "centre", "statement"),
                "cannot be removed");
}

static void test_rules__a_removal_is_of_its_signers_organisation_or_the_operators(void **state)
{
    (void)state;
    struct world world;
    open_world(&world); /* a force removes its own */
    must_add(&world, AWAY, "sample.a/1", SUBJECT_A, NULL, "{}");
    must_add(&world, AWAY, "body.removed/1", SUBJECT_B, NULL, removal(&world, world.id));
    must_add(&world, KEEPER, "log.received/1", SUBJECT_A, NULL, received(&world, 5, 6));
    must_end(&world);
    open_world(&world); /* a force removes the centre's */
    must_add(&world, OWN, "sample.a/1", SUBJECT_A, NULL, "{}");
    must_add(&world, AWAY, "body.removed/1", SUBJECT_B, NULL, removal(&world, world.id));
    must_add(&world, KEEPER, "log.received/1", SUBJECT_A, NULL, received(&world, 6, 6));
    assert_int_equal(audit_rules_end(world.rules, &world.err), ERR_OK);
    assert_int_equal(audit_rules_removed(world.rules), 0); /* it takes nothing */
    close_world(&world);
    open_world(&world); /* so a body that is gone is gone without a word */
    world.no_body = true;
    must_add(&world, OWN, "sample.a/1", SUBJECT_A, NULL, "{}");
    world.no_body = false;
    must_add(&world, AWAY, "body.removed/1", SUBJECT_B, NULL, removal(&world, world.id));
    must_add(&world, KEEPER, "log.received/1", SUBJECT_A, NULL, received(&world, 6, 6));
    must_end_with(&world, "no statement removed it");
    open_world(&world); /* the operator removes a force's */
    must_add(&world, AWAY, "sample.a/1", SUBJECT_A, NULL, "{}");
    const char *id = world.id;
    must_add(&world, KEEPER, "log.received/1", SUBJECT_A, NULL, received(&world, 5, 5));
    must_add(&world, OWN, "body.removed/1", SUBJECT_B, NULL, removal(&world, id));
    must_end(&world);
}

static void test_rules__a_removal_has_a_fresh_subject_and_no_prev(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    must_add(&world, OWN, "sample.a/1", SUBJECT_B, NULL, "{}");
    must_refuse(
        &world,
        add(&world, OWN, "body.removed/1", SUBJECT_B, world.id, removal(&world, world.id)),
        "with a prev");
    open_world(&world);
    must_add(&world, OWN, "sample.a/1", SUBJECT_B, NULL, "{}");
    must_add(&world, OWN, "body.removed/1", SUBJECT_B, NULL, removal(&world, world.id));
    must_end_with(&world, "under the subject");
    open_world(&world);
    must_add(&world, OWN, "body.removed/1", SUBJECT_B, NULL, removal(&world, UNKNOWN_ID));
    must_add(&world, OWN, "body.removed/1", SUBJECT_B, NULL, removal(&world, UNKNOWN_ID));
    must_end_with(&world, "one subject");
    open_world(&world);
    must_add(&world, KEEPER, "log.later/9", SUBJECT_A, NULL, "{}");
    must_add(&world, OWN, "body.removed/1", SUBJECT_B, NULL, removal(&world, world.id));
    must_end_with(&world, "cannot be removed");
}

static void test_rules__dates_of_private_heads_rise(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    const char *body = "{\"commitment\":\"" UNKNOWN_ID "\",\"date\":\"2026-01-29\"}";
    must_add(&world, KEEPER, "private.head/1", SUBJECT_A, NULL, body);
    must_refuse(&world, add(&world, KEEPER, "private.head/1", SUBJECT_B, NULL, body),
                "does not rise");
}

static const char *revocation(struct world *world, enum who whom)
{
    return arena_printf(world->arena, "{\"key\":\"%s\",\"reason\":\"lost\"}",
                        world->names[whom]);
}

static const char *replacement(struct world *world, enum who old, enum who new)
{
    return arena_printf(world->arena, "{\"new\":\"%s\",\"old\":\"%s\"}", world->vkeys[new],
                        world->names[old]);
}

static void test_rules__a_key_ends_at_its_revocation_and_signs_only_its_use(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    must_add(&world, CENTRE, "key.revoked/1", world.subjects[OWN], NULL,
             revocation(&world, OWN));
    must_refuse(&world, add(&world, OWN, "sample.a/1", SUBJECT_A, NULL, "{}"), "ended");
    static const struct {
        enum who by;
        const char *type;
    } wrong[] = {{EVIDENCE, "sample.a/1"}, {KEEPER, "sample.a/1"}, {CENTRE, "sample.a/1"},
                 {OWN, "log.later/1"},     {OWN, "key.later/1"},   {KEEPER, "key.later/1"},
                 {SPARE, "sample.a/1"},    {LOG, "private.head/2"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        open_world(&world);
        assert_int_equal(add(&world, wrong[i].by, wrong[i].type, SUBJECT_B, NULL, "{}"),
                         ERR_INVALID);
        close_world(&world);
    }
}

static void test_rules__who_may_end_which_key(void **state)
{
    (void)state;
    static const struct {
        enum who by, whom;
        bool good;
    } rows[] = {{CENTRE, OWN, true},       {RECOVERY, OWN, true},    {OWN, OWN, true},
                {CENTRE, CENTRE, true},    {RECOVERY, CENTRE, true}, {RECOVERY, RECOVERY, true},
                {CENTRE, RECOVERY, false}, {KEEPER, OWN, false},     {EVIDENCE, OWN, false},
                {CENTRE, SPARE, false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct world world;
        open_world(&world);
        enum err_code code =
            add(&world, rows[i].by, "key.revoked/1", world.subjects[rows[i].whom], NULL,
                revocation(&world, rows[i].whom));
        if ((code == ERR_OK) != rows[i].good) {
            fail_msg("row %zu: %s", i, world.err.message);
        }
        close_world(&world);
    }
}

static void test_rules__a_replaced_key_hands_on_its_rights_and_subject(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    must_add(&world, OWN, "key.replaced/1", world.subjects[OWN], NULL,
             replacement(&world, OWN, SPARE));
    must_add(&world, SPARE, "sample.a/1", SUBJECT_B, NULL, "{}");
    assert_words(&world, add(&world, OWN, "sample.a/1", SUBJECT_B, NULL, "{}"), "ended");
    must_add(&world, CENTRE, "key.revoked/1", world.subjects[OWN], NULL,
             revocation(&world, SPARE));
    must_add(&world, CENTRE, "key.revoked/1", world.subjects[OWN], NULL,
             revocation(&world, OWN)); /* replaced before, known as stolen since */
    must_refuse(&world,
                add(&world, CENTRE, "key.revoked/1", world.subjects[OWN], NULL,
                    revocation(&world, OWN)),
                "is revoked");
}

static void test_rules__a_key_is_ended_under_the_subject_of_its_introduction(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    must_refuse(&world,
                add(&world, CENTRE, "key.revoked/1", SUBJECT_B, NULL, revocation(&world, OWN)),
                "introduced under");
    open_world(&world);
    must_refuse(
        &world,
        add(&world, CENTRE, "key.replaced/1", SUBJECT_B, NULL, replacement(&world, OWN, SPARE)),
        "introduced under");
}

static void test_rules__a_key_is_introduced_once_and_is_not_the_logs(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    must_refuse(&world, introduce(&world, CENTRE, OWN, "here", "centre", "statement"),
                "introduced twice");
    open_world(&world); /* a genesis key once more, for its organisation, and no more */
    assert_int_equal(introduce(&world, CENTRE, CENTRE, "here", "centre", "statement"), ERR_OK);
    must_refuse(&world, introduce(&world, RECOVERY, CENTRE, "here", "other", "statement"),
                "introduced twice");
    open_world(&world);
    world.vkeys[LOG] = vkey_of(&world, LOG, str_of(world.names[LOG]));
    must_refuse(&world, introduce(&world, CENTRE, LOG, "here", "centre", "statement"),
                "log key");
    open_world(&world);
    world.vkeys[LOG] = vkey_of(&world, LOG, str_of(world.names[LOG]));
    must_refuse(&world,
                add(&world, CENTRE, "key.replaced/1", world.subjects[OWN], NULL,
                    replacement(&world, OWN, LOG)),
                "log key");
    open_world(&world);
    must_refuse(&world,
                add(&world, CENTRE, "key.replaced/1", world.subjects[OWN], NULL,
                    replacement(&world, OWN, EVIDENCE)),
                "is not new");
}

static int start(void **state)
{
    (void)state;
    crypto_start();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules__time_of_own_leaves_never_falls_whatever_the_key),
        cmocka_unit_test(test_rules__a_batch_is_closed_by_the_range_that_names_it),
        cmocka_unit_test(test_rules__a_batch_left_open_is_refused),
        cmocka_unit_test(test_rules__a_range_is_that_of_its_batch_and_no_other),
        cmocka_unit_test(test_rules__what_is_the_logs_own_is_never_imported),
        cmocka_unit_test(test_rules__prev_is_known_and_of_the_same_subject),
        cmocka_unit_test(test_rules__an_imported_prev_waits_and_is_judged_when_it_comes),
        cmocka_unit_test(test_rules__counters_have_no_fork_and_no_gap),
        cmocka_unit_test(test_rules__a_missing_body_needs_a_removal_in_any_order),
        cmocka_unit_test(test_rules__a_removal_is_of_its_signers_organisation_or_the_operators),
        cmocka_unit_test(test_rules__a_removal_has_a_fresh_subject_and_no_prev),
        cmocka_unit_test(test_rules__dates_of_private_heads_rise),
        cmocka_unit_test(test_rules__a_key_ends_at_its_revocation_and_signs_only_its_use),
        cmocka_unit_test(test_rules__who_may_end_which_key),
        cmocka_unit_test(test_rules__a_replaced_key_hands_on_its_rights_and_subject),
        cmocka_unit_test(test_rules__a_key_is_ended_under_the_subject_of_its_introduction),
        cmocka_unit_test(test_rules__a_key_is_introduced_once_and_is_not_the_logs),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
