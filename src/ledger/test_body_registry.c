/* The bodies of the registry: each example is taken; with one thing wrong it is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger/registry_examples.h"

#include "base/arena.h"
#include "ledger/body.h"
#include "ledger/body_shapes.h"

#include <string.h>

enum { EXAMPLES = sizeof registry_examples / sizeof registry_examples[0] };

static const struct registry_example *example(const char *type)
{
    for (size_t i = 0; i < EXAMPLES; i++) {
        if (strcmp(registry_examples[i].type, type) == 0) {
            return &registry_examples[i];
        }
    }
    fail_msg("no example of %s", type);
    return NULL;
}

static bool accepted(const char *type, const char *body)
{
    struct arena *arena = arena_new();
    struct err err;
    bool understood = false;
    enum err_code code = body_check(arena, str_of(type), str_of(body), &understood, &err);
    arena_free(arena);
    return code == ERR_OK && understood;
}

static void test_body_registry__each_example_is_taken_and_no_other_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXAMPLES; i++) {
        const struct registry_example *one = &registry_examples[i];
        struct arena *arena = arena_new();
        if (!accepted(one->type, one->body)) {
            fail_msg("refused %s %s", one->type, one->body);
        }
        /* 'zz' sorts behind every key, so the body stays canonical */
        const char *more =
            arena_printf(arena, "%.*s,\"zz\":\"x\"}", (int)strlen(one->body) - 1, one->body);
        assert_false(accepted(one->type, more));
        arena_free(arena);
    }
}

struct change {
    const char *type;
    const char *from;
    const char *to;
};

static const struct change wrong[] = {
    {"scope.answered/1", "\"ai\"", "\"perhaps\""},
    {"scope.answered/1", "{\"infers\":\"yes\"}", "{\"infers\":1}"},
    {"scope.answered/1", "2026-03-01", "2026-02-29"},
    {"tool.described/1", "\"name\"", "\"Name\""},
    {"tool.described/1", "\"kind\":\"declared\"", "\"kind\":\"guessed\""},
    {"deployment.described/1", "\"pilot\"", "\"approved\""},
    {"deployment.described/1", "\"example-force\",\"other-example\"",
     "\"other-example\",\"example-force\""},
    {"deployment.described/1", "[\"example-force\",\"other-example\"]", "[]"},
    {"deployment.described/1", "\"forces\":[\"example-force\"",
     "\"forces\":[\"Example Force\""},
    {"deployment.described/1", "\"threshold\":\"0.5\"", "\"threshold\":[\"0.5\"]"},
    {"requirement.answered/1", EXAMPLE_DEPLOYMENT, "0123"},
    {"requirement.answered/1", "\"date\":\"2026-02-01\"", "\"date\":\"soon\""},
    {"requirement.answered/2", "\"orange\"", "\"amber\""},
    {"requirement.answered/2", "\"flag\":\"orange\",", ""},
    {"requirement.answered/2", ",\"flag_reason\":\"Made up: one group is not covered.\"", ""},
    {"requirement.answered/2", "\"document\":\"Test report\",", ""},
    {"requirement.answered/2", "2026-02-03", "2026-02-30"},
    {"decision.made/1", "proceed with conditions", "approved"},
    {"decision.made/1", "proceed with conditions", "proceed"},
    {"decision.made/1", "\"lapsed\":[],", ""},
    {"decision.made/1", "\"stage\":\"pilot\"", "\"stage\":\"ended\""},
    {"use.reported/1", "\"overrides\":7", "\"overrides\":-7"},
    {"use.reported/1", "\"overrides\":7", "\"overrides\":\"7\""},
    {"use.reported/1", "\"to\":\"2026-03-31\"", "\"to\":\"2026-02-28\""},
    {"safety.noticed/1", "\"supplier\":\"Sample Ltd\",\"to\"", "\"to\""},
    {"safety.acknowledged/1", EXAMPLE_NOTICE, "1"},
    {"return.requested/1", "2026-06-30", "2026-06-31"},
    {"return.nil/1", EXAMPLE_REQUEST, ""},
    {"disclosure.adopted/1", "\"capability\",\"security\"", "\"security\",\"capability\""},
    {"records.withheld/1", "\"count\":2", "\"count\":-1"},
};

static const char *with(struct arena *arena, const struct change *change)
{
    const char *body = example(change->type)->body;
    const char *at = strstr(body, change->from);
    if (at == NULL) {
        fail_msg("%s has no %s", change->type, change->from);
    }
    return arena_printf(arena, "%.*s%s%s", (int)(at - body), body, change->to,
                        at + strlen(change->from));
}

static void test_body_registry__one_thing_wrong_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct arena *arena = arena_new();
        const char *body = with(arena, &wrong[i]);
        if (accepted(wrong[i].type, body)) {
            fail_msg("taken: %s %s", wrong[i].type, body);
        }
        arena_free(arena);
    }
}

#define GAP "{\"withheld\":{\"commitment\":\"" EXAMPLE_COMMITMENT "\",\"ncnd\":\"capability\"}}"

static void test_body_registry__what_connects_statements_cannot_be_withheld(void **state)
{
    (void)state;
    static const struct change open[] = {
        {"deployment.described/1", "[\"Witness statements\"]", GAP},
        {"deployment.described/1", "\"Witness statements\"", GAP},
        {"use.reported/1", "\"A made-up street\"", GAP},
        {"use.reported/1", "120,\"outputs\"", GAP ",\"outputs\""},
        {"decision.made/1", "\"Training begins with the pilot.\"", GAP},
    };
    static const struct change shut[] = {
        {"deployment.described/1", "\"pilot\"", GAP},
        {"deployment.described/1", "[\"example-force\",\"other-example\"]", GAP},
        {"decision.made/1", "\"" EXAMPLE_DEPLOYMENT "\"", GAP},
        {"decision.made/1", "\"Chief Constable\"", GAP},
        {"return.nil/1", "\"Made up.\"", GAP},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof open / sizeof open[0]; i++) {
        assert_true(accepted(open[i].type, with(arena, &open[i])));
        assert_false(accepted(shut[i].type, with(arena, &shut[i])));
    }
    arena_free(arena);
}

static void test_body_registry__every_type_has_an_example(void **state)
{
    (void)state;
    static const char *const others[] = {
        "genesis",       "key.",      "body.",  "log.",        "private.",
        "run.",          "evidence.", "gap.",   "tool.listed", "benchmark.",
        "organisation.", "supplier.", "sealed."};
    for (size_t i = 0; i < body_type_count; i++) {
        bool other = false;
        for (size_t j = 0; j < sizeof others / sizeof others[0]; j++) {
            other = other || str_starts(str_of(body_types[i].name), str_of(others[j]));
        }
        if (!other) {
            example(body_types[i].name);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_body_registry__each_example_is_taken_and_no_other_key),
        cmocka_unit_test(test_body_registry__one_thing_wrong_is_refused),
        cmocka_unit_test(test_body_registry__what_connects_statements_cannot_be_withheld),
        cmocka_unit_test(test_body_registry__every_type_has_an_example),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
