/* Spans of the state of evidence agree with the pure function at every moment, and the table
 * made of them says the same as the function over the rows it was made from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/prng.h"
#include "evidence/validity.h"
#include "registry/evidence_timeline.h"
#include "registry/state_at.h"

#include <string.h>

enum { HISTORIES = 3000, MOMENTS = 40, TOOLS = 3, ROWS = 5, DAY = 86400, YEARS = 4 };

static const int64_t start = 1767225600; /* 2026-01-01 */

struct drawn {
    struct evidence_row rows[TOOLS][ROWS];
    struct used_tool tools[TOOLS];
    struct used_version version;
};

static int64_t draw_moment(struct prng *prng)
{
    return start + (int64_t)prng_below(prng, YEARS * 365) * DAY +
           (int64_t)prng_below(prng, 3) * 3600;
}

static void draw(struct prng *prng, struct drawn *drawn)
{
    static const char *const envelopes[] = {"e0", "e1", "e2", "e3", "e4"};
    static const char *const forces[] = {"one", "two", ""};
    static const char *const digests[] = {"aa", "bb", "cc"};
    static const char *const parameters[] = {"{}", "{\"t\":1}", ""};
    memset(drawn, 0, sizeof *drawn);
    drawn->version.tools = drawn->tools;
    drawn->version.tool_count = (size_t)prng_below(prng, TOOLS + 1);
    drawn->version.withheld = prng_below(prng, 3) == 0;
    for (size_t i = 0; i < drawn->version.tool_count; i++) {
        drawn->tools[i] =
            (struct used_tool){.digest = str_of(digests[i % 3]),
                               .parameters = str_of(parameters[prng_below(prng, 3)]),
                               .evidence = drawn->rows[i],
                               .evidence_count = (size_t)prng_below(prng, ROWS + 1)};
        for (size_t k = 0; k < drawn->tools[i].evidence_count; k++) {
            drawn->rows[i][k] = (struct evidence_row){
                .envelope = str_of(envelopes[k]),
                .tool_digest = str_of(digests[prng_below(prng, 2) == 0 ? i % 3 : 2]),
                .parameters = str_of(parameters[prng_below(prng, 2)]),
                .own_data = prng_below(prng, 2) == 0,
                .measured_by = str_of(forces[prng_below(prng, 3)]),
                .moment = draw_moment(prng),
                .log_index = (int64_t)k,
                .same_product = prng_below(prng, 2) == 0};
        }
    }
}

/* A moment at which something may change, the second before it, or any other. */
static int64_t draw_now(struct prng *prng, const struct drawn *drawn)
{
    size_t tool = (size_t)prng_below(prng, TOOLS);
    if (tool < drawn->version.tool_count && drawn->tools[tool].evidence_count > 0) {
        size_t row = (size_t)prng_below(prng, drawn->tools[tool].evidence_count);
        int64_t moment = drawn->rows[tool][row].moment;
        moment = prng_below(prng, 2) == 0 ? moment : evidence_valid_until(moment);
        return moment - (int64_t)prng_below(prng, 2);
    }
    return draw_moment(prng);
}

static void check_moment(const struct drawn *drawn, struct str force,
                         const struct evidence_span *spans, size_t count, int64_t now)
{
    size_t i = 0;
    while (i + 1 < count && now >= spans[i].until) {
        i++;
    }
    struct evidence_finding wanted = evidence_of_version(&drawn->version, force, now, NULL);
    assert_true(now >= spans[i].from && now < spans[i].until);
    assert_int_equal(spans[i].finding.state, wanted.state);
    assert_true(spans[i].finding.until == wanted.until);
    assert_true((spans[i].finding.row == NULL) == (wanted.row == NULL));
    if (wanted.row != NULL && spans[i].finding.row != NULL) {
        assert_true(str_eq(spans[i].finding.row->envelope, wanted.row->envelope));
    }
}

static void test_evidence_timeline__agrees_with_the_pure_function_at_random_times(void **state)
{
    static const char *const forces[] = {"", "one", "two", "three"};
    struct arena *arena = arena_new();
    struct prng prng;
    size_t changes = 0;
    (void)state;
    prng_seed(&prng, 20261129);
    for (int h = 0; h < HISTORIES; h++) {
        struct drawn drawn;
        struct evidence_span *any;
        size_t any_count;
        draw(&prng, &drawn);
        arena_reset(arena);
        evidence_timeline(arena, &drawn.version, STR(""), &any, &any_count);
        for (size_t f = 0; f < sizeof forces / sizeof forces[0]; f++) {
            struct str force = str_of(forces[f]);
            struct evidence_span *spans = any;
            size_t count = any_count;
            if (force.n > 0 && evidence_is_own(&drawn.version, force)) {
                evidence_timeline(arena, &drawn.version, force, &spans, &count);
            } else if (force.n > 0) {
                evidence_timeline_of_others(arena, any, any_count, &spans);
            }
            changes += count - 1;
            assert_true(spans[0].from == INT64_MIN && spans[count - 1].until == INT64_MAX);
            for (int m = 0; m < MOMENTS; m++) {
                check_moment(&drawn, force, spans, count, draw_now(&prng, &drawn));
            }
        }
    }
    assert_true(changes > HISTORIES); /* they do change */
    arena_free(arena);
}

static void test_state_moment__sorts_as_time_does(void **state)
{
    static const int64_t moments[] = {INT64_MIN,    0,        1795000000, 253402300799,
                                      253402300800, INT64_MAX};
    (void)state;
    for (size_t i = 1; i < sizeof moments / sizeof moments[0]; i++) {
        char before[TIME_SIZE];
        char after[TIME_SIZE];
        state_moment(before, moments[i - 1]);
        state_moment(after, moments[i]);
        assert_true(strcmp(before, after) < 0 || moments[i - 1] > 253402300799);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_evidence_timeline__agrees_with_the_pure_function_at_random_times),
        cmocka_unit_test(test_state_moment__sorts_as_time_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
