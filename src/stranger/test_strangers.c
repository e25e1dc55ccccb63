/* Witness, watch and proofs against a log in memory that can be made to lie: split view,
 * rewritten history, replayed tiles, forged note, another origin, a clock set back, a body
 * taken away, a value withheld after it was public. Each must be found, and only it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "crypto/random.h"
#include "ledger/body.h"
#include "ledger/cosignature.h"
#include "ledger/tile.h"
#include "record/published_log.h"
#include "stranger/proof_check.h"
#include "stranger/watch.h"
#include "stranger/witness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum who { CENTRE, RECOVERY, LOG, KEEPER, OWN, AWAY, KEYS };
enum { LEAVES_MAX = 700, FILES_MAX = 2048, NOW = 1780000000 };

#define ORIGIN "log.example.org/made"
#define SUBJECT_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SUBJECT_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

struct made_file {
    const char *name;
    struct str bytes;
};

/* `nodes` are the tree's rows 0 and 8, of all leaves made so far. */
struct world {
    struct arena *arena;
    struct err err;
    struct sig_secret secrets[KEYS];
    char names[KEYS][KEY_NAME_SIZE];
    const char *vkeys[KEYS];
    int64_t next_seq[KEYS];
    int64_t at;
    struct str entries[LEAVES_MAX];
    struct sha256 rows[2][LEAVES_MAX];
    size_t counts[2];
    struct merkle_range range;
    struct made_file files[FILES_MAX];
    size_t count;
    const char *id; /* of the leaf added last */
    const char *state;
    struct log_files reading;
};

static struct made_file *find(struct world *world, const char *name)
{
    for (size_t i = 0; i < world->count; i++) {
        if (strcmp(world->files[i].name, name) == 0) {
            return &world->files[i];
        }
    }
    return NULL;
}

static void put(struct world *world, const char *name, struct str bytes)
{
    struct made_file *file = find(world, name);
    if (file == NULL) {
        assert_true(world->count < FILES_MAX);
        file = &world->files[world->count++];
        file->name = arena_strdup(world->arena, name);
    }
    file->bytes = arena_str(world->arena, bytes);
}

static void drop(struct world *world, const char *name)
{
    struct made_file *file = find(world, name);
    assert_non_null(file);
    *file = world->files[--world->count];
}

static enum err_code read_made(void *data, struct arena *arena, const char *name, size_t max,
                               struct str *bytes, struct err *err)
{
    const struct made_file *file = find(data, name);
    if (file == NULL) {
        return err_set(err, ERR_NOT_FOUND, "no %s", name);
    }
    assert_true(file->bytes.n <= max);
    *bytes = arena_str(arena, file->bytes);
    return ERR_OK;
}

static enum err_code keep_node(void *data, unsigned level, uint64_t index,
                               const struct sha256 *hash, struct err *err)
{
    struct world *world = data;
    (void)err;
    if (level % 8 == 0) {
        assert_int_equal(index, world->counts[level / 8]);
        world->rows[level / 8][world->counts[level / 8]++] = *hash;
    }
    return ERR_OK;
}

static enum err_code read_node(void *data, unsigned level, uint64_t index, struct sha256 *hash,
                               struct err *err)
{
    struct world *world = data;
    (void)err;
    *hash = world->rows[level / 8][index];
    return ERR_OK;
}

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

/* A statement and its body, without any check: a log may be wrong. */
static void add(struct world *world, enum who by, const char *type, const char *subject,
                const char *prev, const char *body)
{
    struct strbuf out;
    struct str canonical;
    struct salt salt = {{7}};
    struct signed_statement statement;
    struct str id = prev != NULL ? str_of(prev) : STR("");
    struct statement header = {.at = world->at,
                               .by = str_of(world->names[by]),
                               .prev = &id,
                               .prev_count = prev != NULL,
                               .seq = world->next_seq[by]++,
                               .subject = str_of(subject),
                               .type = str_of(type)};
    assert_int_equal(canon_of(world->arena, str_of(body), &canonical, &world->err), ERR_OK);
    header.body = body_commitment(&salt, header.subject, header.type, canonical);
    strbuf_init(&out, 2 * LIMIT_BODY);
    assert_int_equal(statement_sign(&out, &header, &world->secrets[by], &world->err), ERR_OK);
    struct str entry = arena_str(world->arena, strbuf_view(&out));
    assert_int_equal(statement_parse(world->arena, entry, &statement, &world->err), ERR_OK);
    strbuf_clear(&out);
    body_compose(&out, &salt, canonical);
    put(world, arena_printf(world->arena, "body/%s", statement.id), strbuf_view(&out));
    strbuf_release(&out);
    world->id = arena_strdup(world->arena, statement.id);
    world->entries[world->range.size] = entry;
    assert_int_equal(
        merkle_append(&world->range, merkle_leaf(entry), keep_node, world, &world->err),
        ERR_OK);
    world->at++;
}

static enum err_code put_tile(void *data, const struct tile *tile, struct err *err)
{
    struct world *world = data;
    struct strbuf out;
    char name[TILE_PATH_SIZE];
    tile_path(name, tile);
    strbuf_init(&out, (size_t)TILE_WIDTH * (LIMIT_LEAF + 2));
    for (unsigned i = 0; tile->entries && i < tile->width; i++) {
        assert_int_equal(bundle_add(&out, world->entries[tile->index * TILE_WIDTH + i], err),
                         ERR_OK);
    }
    if (!tile->entries) {
        assert_int_equal(tile_compose(&out, tile, read_node, world, err), ERR_OK);
    }
    put(world, name, strbuf_view(&out));
    strbuf_release(&out);
    return ERR_OK;
}

static void sign_head(struct world *world, const char *origin, uint64_t size,
                      const struct sha256 *root, const struct sig_secret *secret)
{
    struct strbuf note;
    struct checkpoint head = {str_of(origin), size, *root};
    strbuf_init(&note, LIMIT_NOTE);
    checkpoint_sign(&note, &head, secret);
    put(world, "checkpoint", strbuf_view(&note));
    strbuf_release(&note);
}

static void publish(struct world *world)
{
    struct sha256 root = merkle_range_root(&world->range);
    assert_int_equal(tile_growth(0, world->range.size, put_tile, world, &world->err), ERR_OK);
    sign_head(world, ORIGIN, world->range.size, &root, &world->secrets[LOG]);
}

static void introduce(struct world *world, enum who who, const char *use, const char *held)
{
    char subject[SUBJECT_SIZE];
    snprintf(subject, sizeof subject, "%032x", (unsigned)(who + 1));
    add(world, CENTRE, "key.introduced/1", subject, NULL,
        arena_printf(
            world->arena,
            "{\"held\":\"%s\",\"key\":\"%s\",\"organisation\":\"made\",\"use\":\"%s\"}", held,
            world->vkeys[who], use));
}

/* A published log of a genesis and three introductions. */
static void found(struct world *world)
{
    for (int i = 0; i < KEYS; i++) {
        unsigned char seed[SIG_SEED_SIZE] = {(unsigned char)(i + 1)};
        world->secrets[i] = sig_from_seed(seed);
        key_name_of(world->names[i], &world->secrets[i].public);
        world->vkeys[i] =
            vkey_of(world, (enum who)i, i == LOG ? STR(ORIGIN) : str_of(world->names[i]));
    }
    add(world, CENTRE, "genesis/1", "00000000000000000000000000000000", NULL,
        arena_printf(world->arena,
                     "{\"centre_key\":\"%s\",\"log_key\":\"%s\",\"origin\":\"" ORIGIN
                     "\",\"recovery_key\":\"%s\"}",
                     world->vkeys[CENTRE], world->vkeys[LOG], world->vkeys[RECOVERY]));
    introduce(world, KEEPER, "keeper", "here");
    introduce(world, OWN, "statement", "here");
    introduce(world, AWAY, "statement", "away");
    publish(world);
}

static void fresh(struct world *world)
{
    struct arena *arena = world->arena;
    const char *state = world->state;
    *world = (struct world){.arena = arena, .at = NOW - 1000000, .state = state};
    world->reading = (struct log_files){read_made, world, true};
    found(world);
}

static int begin(void **state)
{
    char folder[] = "/tmp/policeai-stranger-XXXXXX";
    if (mkdtemp(folder) == NULL) {
        return 1;
    }
    struct world *world = calloc(1, sizeof *world);
    if (world == NULL) {
        return 1;
    }
    world->arena = arena_new();
    world->state = arena_printf(world->arena, "%s/state", folder);
    fresh(world);
    *state = world;
    return 0;
}

static int end(void **state)
{
    struct world *world = *state;
    enum err_code code =
        file_remove_tree(file_folder_of(world->arena, world->state), &world->err);
    arena_free(world->arena);
    free(world);
    return code != ERR_OK;
}

static void say(struct world *world, int n)
{
    char subject[SUBJECT_SIZE];
    snprintf(subject, sizeof subject, "%032x", (unsigned)(1000 + n));
    add(world, OWN, "sample.counted/1", subject, NULL,
        arena_printf(world->arena, "{\"n\":%d}", n));
}

/* A log of the same keys that goes another way after `common` of `size` made-up statements. */
static void grow(struct world *world, int common, int size, int turn)
{
    for (int i = 0; i < size; i++) {
        say(world, i < common ? i : i + turn);
    }
    publish(world);
}

/* ---- the watcher ---- */

static struct watch_report look(struct world *world)
{
    struct watch_report report;
    const struct watch_plan plan = {
        .files = world->reading, .state = world->state, .now = NOW, .late_seconds = 7 * 86400};
    if (watch_look(world->arena, &plan, &report, &world->err) != ERR_OK) {
        fail_msg("%s", world->err.message);
    }
    return report;
}

static void expect_quiet(struct world *world)
{
    struct watch_report report = look(world);
    if (report.events > 0) {
        fail_msg("%s: %.*s", report.list->kind, STR_ARG(report.list->words));
    }
}

static const struct watch_event *expect(struct world *world, const char *kind, bool violation)
{
    static struct watch_report report;
    report = look(world);
    assert_true(report.events > 0);
    assert_string_equal(report.list->kind, kind);
    assert_int_equal(report.list->violation, violation);
    assert_int_equal(report.violations > 0, violation);
    return report.list;
}

static void test_watch__a_log_that_grows_is_quiet(void **state)
{
    struct world *world = *state;
    expect_quiet(world);
    grow(world, 300, 300, 0);
    struct watch_report report = look(world);
    assert_int_equal(report.events, 0);
    assert_int_equal(report.before, 4);
    assert_int_equal(report.size, 304);
    expect_quiet(world);
    grow(world, 10, 10, 0); /* the same subjects again, which is no matter here */
    expect_quiet(world);
}

static void test_watch__split_view(void **state)
{
    struct world *world = *state;
    grow(world, 20, 20, 0);
    expect_quiet(world);
    fresh(world);
    grow(world, 15, 20, 100);
    const struct watch_event *event = expect(world, "split-view", true);
    assert_non_null(event->next); /* and where */
    assert_string_equal(event->next->kind, "rewritten");
    assert_int_equal(event->next->index, 19);
    struct watch_report report = look(world); /* still there at the next look */
    assert_int_equal(report.violations, 2);
    assert_true(report.seen.n > 0 && report.shown.n > 0);
}

static void test_watch__rewritten_history(void **state)
{
    struct world *world = *state;
    grow(world, 300, 300, 0);
    expect_quiet(world);
    fresh(world);
    grow(world, 270, 320, 1000);
    const struct watch_event *event = expect(world, "rewritten", true);
    assert_int_equal(event->next->index, 274);
}

static void test_watch__rolled_back(void **state)
{
    struct world *world = *state;
    grow(world, 20, 20, 0);
    expect_quiet(world);
    fresh(world);
    grow(world, 19, 19, 0);
    (void)expect(world, "rolled-back", true);
}

static void test_watch__a_bundle_of_tiles_replayed(void **state)
{
    struct world *world = *state;
    grow(world, 300, 300, 0);
    expect_quiet(world);
    struct str old = find(world, "tile/entries/001.p/48")->bytes;
    struct str old_tile = find(world, "tile/0/001.p/48")->bytes;
    say(world, 5000);
    publish(world);
    put(world, "tile/entries/001.p/49", old);
    put(world, "tile/0/001.p/49", old_tile);
    (void)expect(world, "rewritten", true);
    fresh(world); /* to one who looks for the first time it is a log that does not hold */
    world->state = arena_printf(world->arena, "%s-first", world->state);
    grow(world, 300, 300, 0);
    struct str last = find(world, "tile/entries/001.p/48")->bytes;
    say(world, 5000);
    publish(world);
    put(world, "tile/entries/001.p/49", last);
    (void)expect(world, "broken", true);
}

static void test_watch__forged_note(void **state)
{
    struct world *world = *state;
    expect_quiet(world);
    struct sha256 root = merkle_range_root(&world->range);
    sign_head(world, ORIGIN, world->range.size, &root, &world->secrets[OWN]);
    (void)expect(world, "signature", true);
    put(world, "checkpoint", STR("nonsense\n"));
    (void)expect(world, "signature", true);
}

static void test_watch__wrong_origin(void **state)
{
    struct world *world = *state;
    expect_quiet(world);
    struct sha256 root = merkle_range_root(&world->range);
    sign_head(world, "other.example.org/log", world->range.size, &root, &world->secrets[LOG]);
    (void)expect(world, "origin", true);
}

static void test_watch__clock_set_back(void **state)
{
    struct world *world = *state;
    grow(world, 3, 3, 0);
    expect_quiet(world);
    say(world, 76);
    world->at -= 100;
    say(world, 77);
    publish(world);
    (void)expect(world, "broken", true);
    (void)expect(world, "broken", true); /* nothing of it was believed */
}

static void test_watch__a_body_gone_without_a_word(void **state)
{
    struct world *world = *state;
    grow(world, 3, 3, 0);
    expect_quiet(world);
    drop(world, arena_printf(world->arena, "body/%s", world->id));
    (void)expect(world, "broken", true);
}

static void test_watch__a_removal_is_told_with_its_statement(void **state)
{
    struct world *world = *state;
    grow(world, 3, 3, 0);
    expect_quiet(world);
    const char *gone = world->id;
    drop(world, arena_printf(world->arena, "body/%s", gone));
    add(world, OWN, "body.removed/1", SUBJECT_B, NULL,
        arena_printf(world->arena,
                     "{\"date\":\"2026-05-20\",\"ground\":\"erasure\",\"ids\":[\"%s\"],"
                     "\"role\":\"made-up role\"}",
                     gone));
    publish(world);
    const struct watch_event *event = expect(world, "removed", false);
    assert_true(str_is(event->statement, gone));
    assert_true(str_is(event->by, world->id));
    expect_quiet(world);
}

#define GAP                                                                                    \
    "{\"withheld\":{\"commitment\":"                                                           \
    "\"0000000000000000000000000000000000000000000000000000000000000000\",\"decided_by\":"     \
    "\"made-up role\",\"harm\":\"made up\",\"review\":\"2027-01-01\",\"section\":\"24(1)\"}}"

static void test_watch__a_gap_where_a_value_had_been_public(void **state)
{
    struct world *world = *state;
    add(world, OWN, "sample.counted/1", SUBJECT_A, NULL,
        "{\"a/b\":{\"c\":\"public\"},\"n\":" GAP "}");
    const char *first = world->id;
    publish(world);
    expect_quiet(world);
    add(world, OWN, "sample.counted/1", SUBJECT_A, first,
        "{\"a/b\":{\"c\":\"public\"},\"n\":" GAP "}");
    const char *second = world->id;
    publish(world);
    expect_quiet(world); /* what was withheld from the first may stay so */
    add(world, OWN, "sample.counted/1", SUBJECT_A, second,
        "{\"a/b\":{\"c\":" GAP "},\"n\":" GAP "}");
    publish(world);
    const struct watch_event *event = expect(world, "gap", true);
    assert_true(str_find(event->words, STR("/a~1b/c")) != SIZE_MAX);
    assert_true(str_is(event->statement, world->id));
    expect_quiet(world); /* told once */
}

static void test_watch__published_late(void **state)
{
    struct world *world = *state;
    int64_t logged = world->at + 40 * 86400;
    add(world, AWAY, "sample.counted/1", SUBJECT_A, NULL, "{\"n\":1}");
    const char *late = world->id;
    world->at = logged - 86400;
    add(world, AWAY, "sample.counted/1", SUBJECT_B, NULL, "{\"n\":2}");
    world->at = logged;
    add(world, KEEPER, "log.received/1", "cccccccccccccccccccccccccccccccc", NULL,
        "{\"first\":4,\"last\":5}");
    publish(world);
    struct watch_report report = look(world);
    assert_int_equal(report.events, 1);
    assert_string_equal(report.list->kind, "late");
    assert_true(str_is(report.list->statement, late));
}

/* ---- the witness ---- */

static struct sig_secret witness_secret(void)
{
    const unsigned char seed[SIG_SEED_SIZE] = {42};
    return sig_from_seed(seed);
}

static enum err_code witness(struct world *world, const char *log_vkey, int64_t now,
                             struct witness_result *result)
{
    struct note_key key;
    struct sig_secret secret = witness_secret();
    struct witness_plan plan = {.files = world->reading,
                                .state = world->state,
                                .name = STR("witness.example.org"),
                                .secret = &secret,
                                .now = now};
    if (log_vkey != NULL) {
        assert_int_equal(vkey_parse(str_of(log_vkey), &key, &world->err), ERR_OK);
        plan.log_key = &key;
    }
    return witness_cosign(world->arena, &plan, result, &world->err);
}

static void expect_cosigned(struct world *world, int64_t now)
{
    struct witness_result result;
    struct note note;
    struct sig_secret secret = witness_secret();
    struct note_key key = cosigner_key_of(STR("witness.example.org"), &secret.public);
    struct note_key log_key;
    int64_t time = 0;
    if (witness(world, world->vkeys[LOG], now, &result) != ERR_OK) {
        fail_msg("%s", world->err.message);
    }
    assert_int_equal(note_parse(world->arena, result.note, &note, &world->err), ERR_OK);
    assert_int_equal(note.count, 2);
    assert_int_equal(vkey_parse(str_of(world->vkeys[LOG]), &log_key, &world->err), ERR_OK);
    assert_int_equal(note_verify(&note, &log_key, &world->err), ERR_OK);
    assert_int_equal(cosignature_verify(&note, &key, &time, &world->err), ERR_OK);
    assert_int_equal(time, now);
}

/* Refused, and the state is as it was. */
static void expect_refused(struct world *world, enum err_code code, const char *words)
{
    struct witness_result result;
    struct str before;
    struct str after;
    assert_int_equal(file_read(world->arena, world->state, MIB, &before, &world->err), ERR_OK);
    assert_int_equal(witness(world, NULL, NOW, &result), code);
    assert_non_null(strstr(world->err.message, words));
    assert_int_equal(file_read(world->arena, world->state, MIB, &after, &world->err), ERR_OK);
    assert_true(str_eq(before, after));
}

static void test_witness__cosigns_what_continues(void **state)
{
    struct world *world = *state;
    struct witness_result result;
    assert_int_equal(witness(world, NULL, NOW, &result), ERR_USAGE); /* whose log is it? */
    expect_cosigned(world, NOW - 20);
    expect_cosigned(world, NOW - 10); /* the same again */
    grow(world, 300, 300, 0);
    expect_cosigned(world, NOW);
}

static void test_witness__refuses_what_does_not(void **state)
{
    struct world *world = *state;
    grow(world, 20, 20, 0);
    expect_cosigned(world, NOW);
    fresh(world);
    grow(world, 15, 20, 100);
    expect_refused(world, ERR_INVALID, "split view");
    fresh(world);
    grow(world, 15, 25, 100);
    expect_refused(world, ERR_INVALID, "rewritten");
    fresh(world);
    grow(world, 19, 19, 0);
    expect_refused(world, ERR_INVALID, "rolled back");
    fresh(world);
    grow(world, 20, 20, 0);
    struct sha256 root = merkle_range_root(&world->range);
    sign_head(world, "other.example.org/log", world->range.size, &root, &world->secrets[LOG]);
    expect_refused(world, ERR_INVALID, "another origin");
    sign_head(world, ORIGIN, world->range.size, &root, &world->secrets[OWN]);
    expect_refused(world, ERR_INVALID, "no good signature");
    publish(world);
    expect_cosigned(world, NOW);
}

static void test_witness__another_key_and_a_clock_set_back(void **state)
{
    struct world *world = *state;
    struct witness_result result;
    expect_cosigned(world, NOW);
    const char *other = vkey_of(world, OWN, STR(ORIGIN));
    assert_int_equal(witness(world, other, NOW, &result), ERR_INVALID);
    assert_int_equal(witness(world, NULL, NOW - 1, &result), ERR_CONFLICT);
}

/* Signed, but lying on the way: the state says so before anything is given out. */
static void test_witness__the_state_is_written_first(void **state)
{
    struct world *world = *state;
    struct witness_result result = {0};
    struct witness_state kept;
    struct str text;
    world->state = arena_printf(world->arena, "%s/no-such-folder/state",
                                file_folder_of(world->arena, world->state));
    assert_int_not_equal(witness(world, world->vkeys[LOG], NOW, &result), ERR_OK);
    assert_null(result.note.p);
    world->state =
        arena_printf(world->arena, "%s/state",
                     file_folder_of(world->arena, file_folder_of(world->arena, world->state)));
    expect_cosigned(world, NOW);
    assert_int_equal(file_read(world->arena, world->state, MIB, &text, &world->err), ERR_OK);
    assert_int_equal(witness_state_parse(world->arena, text, &kept, &world->err), ERR_OK);
    assert_int_equal(kept.checkpoint.head.size, 4);
    assert_int_equal(kept.time, NOW);
}

/* The line by an Ed25519 and a SHA-256 that are not ours: tests/conformance/curve.py, hashlib.
 */
static void test_cosignature__to_the_byte(void **state)
{
    (void)state;
    struct sig_secret secret = witness_secret();
    struct strbuf out;
    strbuf_init(&out, LIMIT_NOTE);
    cosignature_sign(&out, STR("log.example.org\n7\nAAAA\n"), STR("w.example.org"), &secret, 5);
    assert_string_equal(out.p, "\xE2\x80\x94 w.example.org "
                               "r3EPYwAAAAAAAAAFR19C/7AeCf3mJArKNNrFRRVQTxWXfexpRjckYA2Y"
                               "QMdg4E9A+pDDK6alemIiviWH3ROBDsi20mVnJWHHaM2iAQ==\n");
    strbuf_release(&out);
}

static void test_cosignature__a_bad_line_spoils_the_note(void **state)
{
    struct world *world = *state;
    struct sig_secret secret = witness_secret();
    struct note_key key = cosigner_key_of(STR("w.example.org"), &secret.public);
    struct note note;
    struct strbuf out;
    int64_t time;
    struct str text = STR("log.example.org\n7\nAAAA\n");
    strbuf_init(&out, LIMIT_NOTE);
    strbuf_str(&out, text);
    strbuf_putc(&out, '\n');
    cosignature_sign(&out, text, key.name, &secret, 5);
    cosignature_sign(&out, text, key.name, &secret, 9);
    assert_int_equal(note_parse(world->arena, strbuf_view(&out), &note, &world->err), ERR_OK);
    assert_int_equal(cosignature_verify(&note, &key, &time, &world->err), ERR_OK);
    assert_int_equal(time, 9);
    ((char *)(uintptr_t)note.signatures[0].bytes.p)[7] ^= 1; /* its time */
    assert_int_equal(cosignature_verify(&note, &key, &time, &world->err), ERR_INVALID);
    struct note_key as_log = note_key_of(key.name, &secret.public);
    assert_int_equal(note_verify(&note, &as_log, &world->err), ERR_NOT_FOUND);
    strbuf_release(&out);
}

/* ---- proofs ---- */

static struct proof_report check(struct world *world, struct str text, const char *log_key,
                                 const char *signer)
{
    struct proof_report report;
    const struct proof_plan plan = {text, log_key, signer, NULL};
    if (proof_check(world->arena, &plan, &report, &world->err) != ERR_OK) {
        fail_msg("%s", world->err.message);
    }
    return report;
}

static void test_proof__of_every_leaf_holds(void **state)
{
    struct world *world = *state;
    struct published_log log;
    grow(world, 300, 300, 0);
    assert_int_equal(published_open(&log, world->arena, &world->reading, &world->err), ERR_OK);
    for (uint64_t i = 0; i < world->range.size; i += i < 10 ? 1 : 37) {
        struct str text;
        char id[STATEMENT_ID_SIZE];
        assert_int_equal(published_proof(&log, world->arena, i, id, &text, &world->err),
                         ERR_OK);
        struct proof_report report =
            check(world, text, world->vkeys[LOG], world->vkeys[i < 4 ? CENTRE : OWN]);
        assert_int_equal(proof_exit_status(&report), 0);
        assert_true(str_is(report.id, id));
        assert_int_equal(report.index, i);
    }
    published_close(&log);
}

static void test_proof__each_level_fails_alone(void **state)
{
    struct world *world = *state;
    struct published_log log;
    struct str text;
    assert_int_equal(published_open(&log, world->arena, &world->reading, &world->err), ERR_OK);
    assert_int_equal(published_proof(&log, world->arena, 2, NULL, &text, &world->err), ERR_OK);
    published_close(&log);
    struct proof_report report = check(world, text, NULL, NULL);
    assert_int_equal(proof_exit_status(&report), 4);
    assert_int_equal(report.levels[1].state, PROOF_HOLDS);
    report = check(world, text, vkey_of(world, OWN, STR(ORIGIN)), world->vkeys[CENTRE]);
    assert_int_equal(report.levels[0].state, PROOF_FAILS);
    report = check(world, text, world->vkeys[LOG], world->vkeys[OWN]);
    assert_int_equal(report.levels[2].state, PROOF_FAILS);
    char *forged = arena_strndup(world->arena, text.p, text.n);
    *strstr(forged, "index 2") = 'i';
    strstr(forged, "index 2")[6] = '3';
    report = check(world, str_n(forged, text.n), world->vkeys[LOG], world->vkeys[CENTRE]);
    assert_int_equal(report.levels[1].state, PROOF_FAILS);
    assert_int_equal(proof_exit_status(&report), 1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_watch__a_log_that_grows_is_quiet),
        T(test_watch__split_view),
        T(test_watch__rewritten_history),
        T(test_watch__rolled_back),
        T(test_watch__a_bundle_of_tiles_replayed),
        T(test_watch__forged_note),
        T(test_watch__wrong_origin),
        T(test_watch__clock_set_back),
        T(test_watch__a_body_gone_without_a_word),
        T(test_watch__a_removal_is_told_with_its_statement),
        T(test_watch__a_gap_where_a_value_had_been_public),
        T(test_watch__published_late),
        T(test_witness__cosigns_what_continues),
        T(test_witness__refuses_what_does_not),
        T(test_witness__another_key_and_a_clock_set_back),
        T(test_witness__the_state_is_written_first),
        T(test_cosignature__to_the_byte),
        T(test_cosignature__a_bad_line_spoils_the_note),
        T(test_proof__of_every_leaf_holds),
        T(test_proof__each_level_fails_alone),
    };
    crypto_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
