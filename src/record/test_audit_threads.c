/* The audit by one, two and three threads: the same words whatever is wrong, and wherever. The
 * log is made in memory, in its published form; damage is done as a file is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/prng.h"
#include "crypto/random.h"
#include "ledger/body.h"
#include "ledger/checkpoint.h"
#include "ledger/tile.h"
#include "record/audit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum who { CENTRE, RECOVERY, LOG, KEEPER, OWN, LATER, KEYS };
/* LEAVES: five bundles, the last not full. From SECOND_KEY on, LATER signs every third leaf.
 * LONG_FROM…: bodies so long that a thread leaves the rest of their bundle. */
enum { LEAVES = 1200, SECOND_KEY = 400, LONG_FROM = 800, LONG_BODY = 60000, LONG_COUNT = 20 };
enum damage { NOTHING, SIGNATURE, BODY, NO_BODY, CUT_BUNDLE, NO_BUNDLE, KINDS };

struct hurt {
    enum damage kind;
    uint64_t leaf;
};

static struct arena *arena;
static struct err err;
static struct sig_secret secrets[KEYS];
static char names[KEYS][KEY_NAME_SIZE];
static struct str vkeys[KEYS];
static int64_t seq[KEYS];
static const struct salt salt = {{7}};
static struct merkle_range range;
static uint64_t size;
static struct str entries[LEAVES];
static struct str bodies[LEAVES]; /* as served */
static char ids[LEAVES][STATEMENT_ID_SIZE];
static struct sha256 hashes[LEAVES];
static struct str checkpoint;
static struct hurt hurts[3];

/* ---- making ---- */

static struct str taken(struct strbuf *text)
{
    struct str copy = arena_str(arena, strbuf_view(text));
    strbuf_release(text);
    return copy;
}

static void add(enum who by, const char *type, const char *body)
{
    struct strbuf text;
    struct signed_statement statement;
    char *subject = arena_printf(arena, "%032" PRIx64, size);
    struct statement header = {.at = 1780000000,
                               .by = str_of(names[by]),
                               .seq = seq[by]++,
                               .subject = str_of(subject),
                               .type = str_of(type)};
    header.body = body_commitment(&salt, header.subject, header.type, str_of(body));
    strbuf_init(&text, LIMIT_LEAF);
    assert_int_equal(statement_sign(&text, &header, &secrets[by], &err), ERR_OK);
    entries[size] = taken(&text);
    strbuf_init(&text, SALT_SIZE + LIMIT_BODY);
    body_compose(&text, &salt, str_of(body));
    bodies[size] = taken(&text);
    assert_int_equal(statement_parse(arena, entries[size], &statement, &err), ERR_OK);
    memcpy(ids[size], statement.id, sizeof ids[size]);
    hashes[size] = merkle_leaf(entries[size]);
    assert_int_equal(merkle_append(&range, hashes[size], NULL, NULL, &err), ERR_OK);
    size++;
}

static void introduce(enum who who, const char *use)
{
    add(CENTRE, "key.introduced/1",
        arena_printf(
            arena,
            "{\"held\":\"here\",\"key\":\"%.*s\",\"organisation\":\"made-up\",\"use\":\"%s\"}",
            STR_ARG(vkeys[who]), use));
}

static const char *long_body(void)
{
    char *text = arena_zalloc(arena, LONG_BODY + 1);
    memset(text, 'x', LONG_BODY);
    return arena_printf(arena, "{\"note\":\"%s\"}", text);
}

static void add_others(void)
{
    while (size < LEAVES) {
        if (size == SECOND_KEY) {
            introduce(LATER, "statement");
            continue;
        }
        bool is_long = size >= LONG_FROM && size < LONG_FROM + LONG_COUNT;
        add(size > SECOND_KEY && size % 3 == 0 ? LATER : OWN, "sample.counted/1",
            is_long ? long_body() : arena_printf(arena, "{\"n\":%" PRIu64 "}", size));
    }
}

static void make_keys(char origin[DEMO_ORIGIN_SIZE])
{
    for (int i = 0; i < KEYS; i++) {
        struct strbuf text;
        secrets[i] = sig_generate();
        key_name_of(names[i], &secrets[i].public);
        checkpoint_demo_origin(origin, &secrets[LOG].public);
        struct note_key key =
            note_key_of(str_of(i == LOG ? origin : names[i]), &secrets[i].public);
        strbuf_init(&text, 1024);
        vkey_format(&text, &key);
        vkeys[i] = taken(&text);
    }
}

static int make_log(void **state)
{
    char origin[DEMO_ORIGIN_SIZE];
    struct strbuf text;
    (void)state;
    crypto_start();
    arena = arena_new();
    make_keys(origin);
    add(CENTRE, "genesis/1",
        arena_printf(arena,
                     "{\"centre_key\":\"%.*s\",\"log_key\":\"%.*s\",\"origin\":\"%s\","
                     "\"recovery_key\":\"%.*s\"}",
                     STR_ARG(vkeys[CENTRE]), STR_ARG(vkeys[LOG]), origin,
                     STR_ARG(vkeys[RECOVERY])));
    introduce(KEEPER, "keeper");
    introduce(OWN, "statement");
    add_others();
    struct checkpoint head = {str_of(origin), size, merkle_range_root(&range)};
    strbuf_init(&text, LIMIT_NOTE);
    checkpoint_sign(&text, &head, &secrets[LOG]);
    checkpoint = taken(&text);
    return 0;
}

static int free_log(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* ---- reading, with the damage ---- */

static bool is_hurt(enum damage kind, uint64_t leaf)
{
    for (size_t i = 0; i < sizeof hurts / sizeof hurts[0]; i++) {
        if (hurts[i].kind == kind && hurts[i].leaf == leaf) {
            return true;
        }
    }
    return false;
}

/* A damage to a bundle is that of the bundle a leaf stands in. */
static bool bundle_is_hurt(enum damage kind, uint64_t index)
{
    for (size_t i = 0; i < sizeof hurts / sizeof hurts[0]; i++) {
        if (hurts[i].kind == kind && hurts[i].leaf / TILE_WIDTH == index) {
            return true;
        }
    }
    return false;
}

static struct str read_body(struct arena *to, uint64_t leaf)
{
    struct str body = arena_str(to, bodies[leaf]);
    if (is_hurt(BODY, leaf)) {
        ((char *)(uintptr_t)body.p)[3] ^= 1; /* its salt */
    }
    return body;
}

static enum err_code read_bundle(struct arena *to, const struct tile *tile, struct str *bytes,
                                 struct err *why)
{
    struct strbuf text;
    strbuf_init(&text, (size_t)TILE_WIDTH * (LIMIT_LEAF + 2));
    for (uint64_t i = 0; i < tile->width; i++) {
        uint64_t leaf = tile->index * TILE_WIDTH + i;
        struct str entry = arena_str(to, entries[leaf]);
        if (is_hurt(SIGNATURE, leaf)) {
            char *letter = (char *)(uintptr_t)entry.p + entry.n - 20; /* of its base64 */
            *letter = *letter == 'A' ? 'B' : 'A';
        }
        assert_int_equal(bundle_add(&text, entry, why), ERR_OK);
    }
    *bytes = arena_str(to, strbuf_view(&text));
    bytes->n -= bundle_is_hurt(CUT_BUNDLE, tile->index) ? 9 : 0;
    strbuf_release(&text);
    return ERR_OK;
}

static enum err_code read_hash(void *data, unsigned level, uint64_t index, struct sha256 *hash,
                               struct err *why)
{
    struct merkle_range part = {0};
    (void)data;
    if (level == 0) {
        *hash = hashes[index];
        return ERR_OK;
    }
    for (uint64_t i = 0; i < TILE_WIDTH; i++) {
        TRY(merkle_append(&part, hashes[index * TILE_WIDTH + i], NULL, NULL, why));
    }
    *hash = merkle_range_root(&part);
    return ERR_OK;
}

static enum err_code read_hashes(struct arena *to, const struct tile *tile, struct str *bytes,
                                 struct err *why)
{
    struct strbuf text;
    strbuf_init(&text, TILE_WIDTH * SHA256_SIZE);
    TRY(tile_compose(&text, tile, read_hash, NULL, why));
    *bytes = arena_str(to, strbuf_view(&text));
    strbuf_release(&text);
    return ERR_OK;
}

static enum err_code read_file(void *data, struct arena *to, const char *name, size_t max,
                               struct str *bytes, struct err *why)
{
    struct tile tile;
    (void)data;
    (void)max;
    if (strcmp(name, "checkpoint") == 0) {
        *bytes = checkpoint;
        return ERR_OK;
    }
    if (tile_path_parse(str_of(name), &tile)) {
        if (tile.entries && bundle_is_hurt(NO_BUNDLE, tile.index)) {
            return err_set(why, ERR_NOT_FOUND, "no %s", name);
        }
        return tile.entries ? read_bundle(to, &tile, bytes, why)
                            : read_hashes(to, &tile, bytes, why);
    }
    for (uint64_t leaf = 0; leaf < LEAVES; leaf++) {
        if (strcmp(name + sizeof "body/" - 1, ids[leaf]) == 0 && !is_hurt(NO_BODY, leaf)) {
            *bytes = read_body(to, leaf);
            return ERR_OK;
        }
    }
    return err_set(why, ERR_NOT_FOUND, "no %s", name);
}

/* ---- what is tested ---- */

struct finding {
    enum err_code code;
    char words[600];
    uint64_t visited;
    struct audit_report report;
};

static enum err_code count(void *data, uint64_t index, const struct signed_statement *statement,
                           struct str entry, const struct js *value, struct err *unused)
{
    struct finding *finding = data;
    (void)value;
    (void)unused;
    assert_int_equal(index, finding->visited);
    assert_string_equal(statement->id, ids[index]);
    assert_true(str_eq(entry, entries[index]));
    finding->visited++;
    return ERR_OK;
}

static struct finding look(size_t threads, bool shared)
{
    struct finding finding = {0};
    struct arena *own = arena_new();
    struct err why = {0};
    const struct audit_plan plan = {.files = {read_file, NULL, shared},
                                    .threads = threads,
                                    .visit = count,
                                    .data = &finding};
    finding.code = audit_files(own, &plan, &finding.report, &why);
    (void)snprintf(finding.words, sizeof finding.words, "%s", why.message);
    arena_free(own);
    return finding;
}

static void assert_same(const struct finding *one, const struct finding *other,
                        const char *what)
{
    if (one->code != other->code || strcmp(one->words, other->words) != 0 ||
        one->visited != other->visited) {
        fail_msg("%s: %s after %" PRIu64 " leaves, but %s after %" PRIu64, what, other->words,
                 other->visited, one->words, one->visited);
    }
}

static struct finding look_with_any_threads(const char *what)
{
    struct finding one = look(1, true);
    for (size_t threads = 2; threads <= 3; threads++) {
        struct finding other = look(threads, true);
        assert_same(&one, &other, what);
    }
    struct finding alone = look(3, false);
    assert_same(&one, &alone, what);
    return one;
}

static void test_threads__find_an_intact_log_good(void **state)
{
    (void)state;
    struct finding found = look_with_any_threads("intact");
    assert_string_equal(found.words, "");
    assert_int_equal(found.code, ERR_OK);
    assert_int_equal(found.visited, LEAVES);
    assert_int_equal(found.report.size, LEAVES);
    assert_int_equal(found.report.keys, 5);
}

/* The words name the first leaf that is wrong, also when one of a later bundle is too. */
static void test_threads__name_the_first_of_several_faults(void **state)
{
    static const uint64_t leaves[] = {1, SECOND_KEY + 2, LONG_FROM + 18, 1199};
    (void)state;
    for (size_t i = 0; i < sizeof leaves / sizeof leaves[0]; i++) {
        for (enum damage kind = SIGNATURE; kind <= BODY; kind++) {
            char *place = arena_printf(arena, "leaf %" PRIu64 ":", leaves[i]);
            hurts[0] = (struct hurt){kind, leaves[i]};
            hurts[1] = (struct hurt){NO_BUNDLE, leaves[i] + 2 * TILE_WIDTH};
            hurts[2] = (struct hurt){BODY, leaves[i] + 3};
            struct finding found = look_with_any_threads(place);
            assert_int_equal(found.code, ERR_INVALID);
            assert_int_equal(found.visited, leaves[i]);
            assert_memory_equal(found.words, place, strlen(place));
            assert_non_null(strstr(found.words, kind == SIGNATURE ? "signature" : "body"));
        }
    }
    memset(hurts, 0, sizeof hurts);
}

static void test_threads__say_the_same_of_any_damage(void **state)
{
    struct prng prng;
    (void)state;
    prng_seed(&prng, 20);
    for (int i = 0; i < 6; i++) {
        for (size_t k = 0; k < sizeof hurts / sizeof hurts[0]; k++) {
            hurts[k] =
                (struct hurt){(enum damage)prng_below(&prng, KINDS), prng_below(&prng, LEAVES)};
        }
        (void)look_with_any_threads(arena_printf(arena, "case %d", i));
    }
    memset(hurts, 0, sizeof hurts);
}

/* A statement of a key that a leaf of the same round introduces is checked where it stands. */
static void test_threads__check_signatures_of_a_key_introduced_among_them(void **state)
{
    (void)state;
    hurts[0] = (struct hurt){SIGNATURE, SECOND_KEY + 2};
    struct finding found = look_with_any_threads("a new key");
    assert_int_equal(found.visited, SECOND_KEY + 2);
    assert_non_null(strstr(found.words, "signature"));
    memset(hurts, 0, sizeof hurts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_threads__find_an_intact_log_good),
        cmocka_unit_test(test_threads__name_the_first_of_several_faults),
        cmocka_unit_test(test_threads__say_the_same_of_any_damage),
        cmocka_unit_test(test_threads__check_signatures_of_a_key_introduced_among_them),
    };
    return cmocka_run_group_tests(tests, make_log, free_log);
}
