/* Bundles in any order: two centres that took the same statements, each in an order of its own,
 * have the same tables, logged times and indexes apart; with keys revoked in between, the
 * tables follow from the log's order alone: made again, they are the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "exchange_rig.h"

#include "base/prng.h"
#include "store/blob.h"
#include "support/evidence_maker.h"

#include <stdio.h>
#include <string.h>

enum {
    SEQUENCES = 20,
    FORCES = 3,
    STEPS = 40,
    SUBJECTS = 5,
    IDS = 200,
    BUNDLES = 40,
    ENVELOPES = 3
};

struct bundle {
    const char *path;
    int force;
};

struct scene {
    struct prng prng;
    struct centre *centre; /* in whose root the senders' logs lie */
    struct log_maker forces[FORCES];
    const char *subjects[SUBJECTS];
    struct str ids[SUBJECTS][IDS];
    size_t counts[SUBJECTS];
    uint64_t packed[FORCES];
    const char
        *own[FORCES][IDS]; /* what each said, in order; of that, so many were taken back */
    size_t said[FORCES];
    size_t gone[FORCES];
    const char *run; /* one that two forces of an organisation issue evidence of */
    struct str envelopes[ENVELOPES];
    struct bundle bundles[BUNDLES];
    size_t bundle_count;
};

static size_t below(struct scene *scene, size_t bound)
{
    return (size_t)prng_below(&scene->prng, bound);
}

/* Names up to two statements of the subject, whoever signed them. */
static void say(struct scene *scene, int force, int number)
{
    size_t subject = below(scene, SUBJECTS);
    struct str prev[2];
    size_t count = 0;
    size_t known = scene->counts[subject];
    for (size_t i = 0; i < known && count < 2; i++) {
        if (below(scene, 3) == 0) {
            prev[count++] = scene->ids[subject][i];
        }
    }
    const char *said =
        sender_say(&scene->forces[force], scene->subjects[subject], prev, count, number);
    struct str id = str_of(said);
    scene->own[force][scene->said[force]++] = said;
    size_t place = known;
    while (place > 0 && str_cmp(scene->ids[subject][place - 1], id) > 0) {
        scene->ids[subject][place] = scene->ids[subject][place - 1];
        place--;
    }
    scene->ids[subject][place] = id;
    scene->counts[subject]++;
}

/* One of two tools, so that several list the same. */
static void list_tool(struct scene *scene, int force)
{
    char hex[65];
    struct log_maker *maker = &scene->forces[force];
    int tool = (int)below(scene, 2);
    const char *manifest = arena_printf(
        maker->arena,
        "{\"id\":\"t%d\",\"version\":\"1\",\"name\":\"by %d\",\"task\":\"text-redaction\","
        "\"supplier\":\"s\",\"licence\":\"l\"}",
        tool, force);
    maker_must(blob_put(maker->dir.blobs_public, str_of(manifest), hex, &maker->err),
               &maker->err);
    struct maker_entry entry = {.by = MAKER_STATEMENT, .type = "tool.listed/1"};
    entry.body = arena_printf(
        maker->arena,
        "{\"identity\":{\"kind\":\"declared\",\"product\":\"t%d\",\"supplier\":\"s\","
        "\"version\":\"1\"},\"manifest\":\"%s\"}",
        tool, hex);
    log_maker_add(maker, &entry);
}

/* Of what the force itself said, now and then what another did: that has no effect. Never
 * twice, since the one that counts is then the one that came first. */
static void take_back(struct scene *scene, int force)
{
    struct log_maker *maker = &scene->forces[force];
    int whose = below(scene, 4) == 0 ? (int)below(scene, FORCES) : force;
    if (scene->said[whose] == scene->gone[whose]) {
        return;
    }
    struct maker_entry entry = {.by = MAKER_STATEMENT, .type = "body.removed/1"};
    entry.body =
        arena_printf(maker->arena,
                     "{\"date\":\"2026-01-29\",\"ground\":\"erasure\",\"ids\":[\"%s\"],"
                     "\"role\":\"sample role\"}",
                     scene->own[whose][scene->gone[whose]]);
    scene->gone[whose]++;
    log_maker_add(maker, &entry);
}

/* Of the envelopes one, by either force of the organisation whose key signed it; now and
 * then by the other one, whose word has no effect. */
static void issue(struct scene *scene, int force)
{
    char hex[65];
    struct log_maker *maker = &scene->forces[force];
    struct str bytes = scene->envelopes[below(scene, ENVELOPES)];
    maker_must(blob_put(maker->dir.blobs_public, bytes, hex, &maker->err), &maker->err);
    maker_issue(maker, hex, scene->run, MAKER_STATEMENT);
}

static void make_envelopes(struct scene *scene)
{
    static const char tool[] =
        "{\"kind\":\"declared\",\"product\":\"t0\",\"supplier\":\"s\",\"version\":\"1\"}";
    struct log_maker *maker = &scene->forces[0];
    scene->run = maker_run(maker, MAKER_STATEMENT, tool);
    for (int i = 0; i < ENVELOPES; i++) {
        scene->envelopes[i] = maker_envelope(maker, scene->run, tool, MAKER_EVIDENCE);
        sender_say(maker, NULL, NULL, 0, i); /* so that the next has another checkpoint */
    }
}

static void pack(struct scene *scene, int force)
{
    struct log_maker *maker = &scene->forces[force];
    if (scene->bundle_count == BUNDLES) {
        return;
    }
    const char *name = arena_printf(maker->arena, "b%zu", scene->bundle_count);
    scene->bundles[scene->bundle_count++] =
        (struct bundle){sender_pack(maker, name, scene->packed[force], 0), force};
    scene->packed[force] = maker->log.range.size;
}

static void scene_open(struct scene *scene, struct centre *centre, uint64_t seed)
{
    memset(scene, 0, sizeof *scene);
    scene->centre = centre;
    prng_seed(&scene->prng, seed);
    for (int i = 0; i < FORCES; i++) {
        char label[40];
        snprintf(label, sizeof label, "orders %d", i);
        sender_open(&scene->forces[i], centre, arena_printf(centre->arena, "force%d", i),
                    arena_strdup(centre->arena, label));
    }
    for (int i = 0; i < SUBJECTS; i++) {
        scene->subjects[i] = log_maker_subject(&scene->forces[0]);
    }
    make_envelopes(scene);
    for (int i = 0; i < STEPS; i++) {
        int force = (int)below(scene, FORCES);
        scene->forces[force].at += (int64_t)below(scene, 3);
        if (below(scene, 4) == 0) {
            list_tool(scene, force);
        } else if (below(scene, 5) == 0) {
            take_back(scene, force);
        } else if (below(scene, 3) == 0) {
            issue(scene, force);
        } else {
            say(scene, force, i);
        }
        if (below(scene, 5) == 0) {
            pack(scene, (int)below(scene, FORCES));
        }
    }
    for (int i = 0; i < FORCES; i++) {
        pack(scene, i);
    }
}

static void scene_close(struct scene *scene)
{
    for (int i = 0; i < FORCES; i++) {
        log_maker_close(&scene->forces[i]);
    }
}

/* Each of its own organisation, but the last, which is of the first one's: it may remove for
 * it. */
static void introduce_all(struct scene *scene, struct centre *centre)
{
    static const char *const whose[FORCES] = {"one-force", "other-force", "one-force"};
    for (int i = 0; i < FORCES; i++) {
        centre_introduce(centre, &scene->forces[i], whose[i]);
    }
    centre_introduce_key(centre, scene->forces[0].vkeys[MAKER_EVIDENCE], whose[0], "evidence");
}

static void take(struct scene *scene, struct centre *centre, const struct bundle *bundle)
{
    centre_must_take(centre, &scene->forces[bundle->force], bundle->path);
}

/* Every bundle in an order of its own, some more than once. */
static void deliver(struct scene *scene, struct centre *centre)
{
    for (size_t i = scene->bundle_count; i > 1; i--) {
        size_t other = below(scene, i);
        struct bundle swapped = scene->bundles[i - 1];
        scene->bundles[i - 1] = scene->bundles[other];
        scene->bundles[other] = swapped;
    }
    for (size_t i = 0; i < scene->bundle_count; i++) {
        take(scene, centre, &scene->bundles[i]);
        if (below(scene, 4) == 0) {
            take(scene, centre, &scene->bundles[below(scene, i + 1)]);
        }
    }
}

/* What came from elsewhere, without index and logged time. */
static const char *const views[] = {
    "SELECT s.id || ' ' || s.at || ' ' || s.type || ' ' || s.subject || ' ' || s.key_name || ' "
    "' "
    "|| s.seq || ' ' || s.state || ' ' || s.body FROM statement s JOIN signing_key k ON k.name "
    "= "
    "s.key_name WHERE k.held = 'away' ORDER BY s.id",
    "SELECT statement_id || ' ' || awaits FROM waiting ORDER BY statement_id, awaits",
    "SELECT h.subject || ' ' || h.id FROM subject_head h JOIN statement s ON s.id = h.id JOIN "
    "signing_key k ON k.name = s.key_name WHERE k.held = 'away' ORDER BY h.subject, h.id",
    "SELECT r.id || ' ' || r.removal || ' ' || r.ground FROM removal r ORDER BY r.id",
    "SELECT digest || ' ' || name || ' ' || statement_id || ' ' || at FROM tool ORDER BY "
    "digest",
    "SELECT envelope || ' ' || statement_id || ' ' || issuer || ' ' || key_name || ' ' || "
    "run_id || ' ' || payload FROM evidence ORDER BY envelope",
    "SELECT statement_id || ' ' || envelope || ' ' || issuer || ' ' || own || ' ' || at FROM "
    "evidence_issue ORDER BY statement_id",
    "SELECT envelope || ' ' || position || ' ' || metric || ' ' || value FROM figure ORDER BY "
    "envelope, position",
};

/* Envelopes that keys of two names issue, and whose row is not of the leaf that came first. */
static const char overtaken[] =
    "SELECT COUNT(*) FROM evidence e WHERE (SELECT COUNT(DISTINCT i.issuer) FROM "
    "evidence_issue i WHERE i.envelope = e.envelope) > 1 AND EXISTS (SELECT 1 FROM "
    "evidence_issue i WHERE i.envelope = e.envelope AND i.log_index < e.log_index)";

static void test_exchange__any_order_gives_the_same_tables(void **state)
{
    (void)state;
    int64_t removed = 0;
    int64_t overtook = 0;
    for (uint64_t seed = 1; seed <= SEQUENCES; seed++) {
        struct centre one;
        struct centre two;
        struct scene scene;
        centre_open(&one);
        centre_open(&two);
        scene_open(&scene, &one, seed);
        introduce_all(&scene, &one);
        introduce_all(&scene, &two);
        deliver(&scene, &one);
        deliver(&scene, &two);
        centre_audit(&one);
        centre_audit(&two);
        for (size_t i = 0; i < sizeof views / sizeof views[0]; i++) {
            if (!str_eq(centre_rows(&one, views[i]), centre_rows(&two, views[i]))) {
                fail_msg("seed %llu: view %zu differs", (unsigned long long)seed, i);
            }
        }
        assert_int_equal(centre_number(&one, "SELECT COUNT(*) FROM waiting"), 0);
        assert_int_equal(one.received.held, 0);
        removed += centre_number(&one, "SELECT COUNT(*) FROM removal r JOIN statement s ON "
                                       "s.id = r.id WHERE s.body = ''");
        overtook += centre_number(&one, overtaken) + centre_number(&two, overtaken);
        scene_close(&scene);
        centre_close(&two);
        centre_close(&one);
    }
    assert_true(removed > SEQUENCES);
    assert_true(overtook > SEQUENCES / 2);
}

static void test_exchange__with_keys_that_end_the_log_alone_decides(void **state)
{
    (void)state;
    static const char *const whole[] = {
        "SELECT log_index || id || logged_at || state FROM statement ORDER BY log_index",
        "SELECT statement_id || awaits FROM waiting ORDER BY statement_id, awaits",
        "SELECT subject || id FROM subject_head ORDER BY subject, id",
        "SELECT digest || name || statement_id || log_index || logged_at FROM tool ORDER BY "
        "digest",
        "SELECT envelope || statement_id || log_index || logged_at FROM evidence ORDER BY "
        "envelope"};
    enum { WHOLE = sizeof whole / sizeof whole[0] };
    int64_t late = 0;
    for (uint64_t seed = 1; seed <= SEQUENCES; seed++) {
        struct centre centre;
        struct scene scene;
        struct str before[WHOLE];
        centre_open(&centre);
        scene_open(&scene, &centre, 1000 + seed);
        introduce_all(&scene, &centre);
        size_t ends = below(&scene, scene.bundle_count);
        for (size_t i = 0; i < scene.bundle_count; i++) {
            if (i == ends) {
                centre_revoke(&centre, scene.forces[0].names[MAKER_STATEMENT]);
            }
            take(&scene, &centre, &scene.bundles[i]);
        }
        centre_audit(&centre);
        late += centre_number(&centre, "SELECT COUNT(*) FROM statement WHERE state = 'late'");
        for (size_t i = 0; i < WHOLE; i++) {
            before[i] = centre_rows(&centre, whole[i]);
        }
        maker_must(keep_rebuild(centre.keeper, &centre.err), &centre.err);
        for (size_t i = 0; i < WHOLE; i++) {
            if (!str_eq(before[i], centre_rows(&centre, whole[i]))) {
                fail_msg("seed %llu: table %zu differs", (unsigned long long)seed, i);
            }
        }
        scene_close(&scene);
        centre_close(&centre);
    }
    assert_true(late > SEQUENCES); /* some of the histories hold what the test is about */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exchange__any_order_gives_the_same_tables),
        cmocka_unit_test(test_exchange__with_keys_that_end_the_log_alone_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
