/* A predicate is read only in the shape it is written in: a table of small changes, each of
 * which must be refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "crypto/canon.h"
#include "crypto/random.h"
#include "evidence/predicate.h"
#include "evidence/run_scope.h"
#include "ledger/checkpoint.h"

#include <string.h>

#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define VALUE                                                                                  \
    "{\"clusters\":20,\"denominator\":40,\"group\":\"all\",\"interval\":[\"0.1\",\"0.9\"],"    \
    "\"method\":\"bootstrap.cluster.95/1\",\"metric\":\"wer.sclite/1\",\"n\":30,"              \
    "\"numerator\":20,\"value\":\"0.5\"}"
#define REASON                                                                                 \
    "{\"group\":\"a=b\",\"metric\":\"wer.sclite/1\",\"n\":3,\"undefined\":\"not enough "       \
    "data\"}"

static struct arena *arena;
static struct str payload;

static int compose(void **state)
{
    struct strbuf note;
    struct strbuf out;
    struct sig_secret secret;
    char origin[DEMO_ORIGIN_SIZE];
    (void)state;
    crypto_start();
    arena = arena_new();
    secret = sig_generate();
    checkpoint_demo_origin(origin, &secret.public);
    struct checkpoint head = {.origin = str_of(origin), .size = 9};
    strbuf_init(&note, 4096);
    strbuf_init(&out, MIB);
    checkpoint_sign(&note, &head, &secret);
    struct predicate predicate = {.tool = {.kind = IDENTITY_DECLARED,
                                           .supplier = STR("s"),
                                           .product = STR("p"),
                                           .version = STR("1")},
                                  .title = STR("p 1"),
                                  .benchmark_digest = STR(A64),
                                  .benchmark_id = STR("b"),
                                  .benchmark_version = STR("1"),
                                  .checkpoint = strbuf_view(&note),
                                  .engine = STR("policeai 0"),
                                  .exposure = STR("open"),
                                  .figures = STR("[" VALUE "," REASON "]"),
                                  .isolation = STR("{\"level\":\"full\"}"),
                                  .parameters = STR("{\"a\":\"0.5\",\"b\":3}"),
                                  .run = STR(A64),
                                  .seed = 7,
                                  .figures_sha256 = STR(A64),
                                  .results_sha256 = STR(A64),
                                  .stats_sha256 = STR(A64),
                                  .timing_sha256 = STR(A64),
                                  .observed = STR("no"),
                                  .varies = STR("{\"denominator\":50,\"numerator\":2}")};
    predicate_compose(&out, &predicate);
    payload = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    strbuf_release(&note);
    return 0;
}

static int forget(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static enum err_code parse(struct str text, struct err *err)
{
    struct js *value;
    struct predicate predicate;
    TRY(canon_parse(arena, text, &value, err));
    return predicate_parse(value, &predicate, err);
}

static void test_predicate__reads_what_it_writes(void **state)
{
    (void)state;
    struct err err;
    struct js *value;
    struct predicate predicate;
    struct strbuf again;
    assert_int_equal(canon_parse(arena, payload, &value, &err), ERR_OK);
    if (predicate_parse(value, &predicate, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    strbuf_init(&again, MIB);
    predicate_compose(&again, &predicate);
    assert_true(str_eq(strbuf_view(&again), payload));
    strbuf_release(&again);
}

/* The first `from` in the payload becomes `to`; what results is canonical still. */
static void test_predicate__refuses_every_other_shape(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
    } rows[] = {{"\"value\":\"0.5\"", "\"value\":\"0.50\""},
                {"\"value\":\"0.5\"", "\"value\":1"},
                {",\"value\":\"0.5\"", ""},
                {"[\"0.1\",\"0.9\"]", "[\"0.1\"]"},
                {"[\"0.1\",\"0.9\"]", "[\"0.1\",\"1.0\"]"},
                {"\"method\":\"bootstrap.cluster.95/1\",", ""},
                {"\"denominator\":40,\"group\"", "\"group\""},
                {",\"numerator\":20,", ","},
                {"\"n\":30", "\"n\":-1"},
                {"\"n\":30,", ""},
                {"\"clusters\":20", "\"clusters\":\"20\""},
                {"\"group\":\"all\"", "\"group\":\"\""},
                {"\"group\":\"a=b\",", ""},
                {"\"not enough data\"", "\"\""},
                {"\"undefined\":\"not enough data\"",
                 "\"undefined\":\"not enough data\",\"value\":\"0.5\""},
                {"{\"level\":\"full\"}", "{\"level\":\"some\"}"},
                {"{\"level\":\"full\"}", "{}"},
                {"\"exposure\":\"open\"", "\"exposure\":\"shut\""},
                {"\"observed\":\"no\"", "\"observed\":\"maybe\""},
                {"{\"denominator\":50,\"numerator\":2}", "{\"denominator\":50}"},
                {"{\"denominator\":50,\"numerator\":2}",
                 "{\"denominator\":50,\"numerator\":2,\"rate\":\"0.04\"}"},
                {"{\"a\":\"0.5\",\"b\":3}", "{\"a\":[],\"b\":3}"},
                {"\"engine\":\"policeai 0\"", "\"engine\":\"\""},
                {"\"checkpoint\":\"demo", "\"checkpoint\":\"\\ndemo"},
                {"\"name\":\"p 1\"", "\"name\":\"p 1\",\"other\":\"1\""},
                {"\"product\":\"p\"", "\"product\":\"q\""},
                {"\"seed\":7", "\"seed\":-7"},
                {"\"seed\":7", "\"seed\":7,\"sponsor\":\"x\""},
                {"\"figures.json\":\"a", "\"figures.json\":\"A"},
                {"Statement/v1", "Statement/v0"},
                {"policeai:evidence/1", "policeai:evidence/2"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct err err;
        struct strbuf changed;
        size_t at = str_find(payload, str_of(rows[i].from));
        if (at == SIZE_MAX) {
            fail_msg("row %zu is not in the payload", i);
        }
        strbuf_init(&changed, MIB);
        strbuf_str(&changed, str_sub(payload, 0, at));
        strbuf_puts(&changed, rows[i].to);
        strbuf_str(&changed, str_from(payload, at + strlen(rows[i].from)));
        if (parse(arena_str(arena, strbuf_view(&changed)), &err) == ERR_OK) {
            fail_msg("row %zu: %s", i, rows[i].to);
        }
        strbuf_release(&changed);
    }
}

/* By Python's hashlib. */
static void test_bootstrap__seed_is_64_bits_of_a_labelled_digest(void **state)
{
    (void)state;
    assert_true(bootstrap_seed_of(
                    STR("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")) ==
                16132370375569584134u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_predicate__reads_what_it_writes),
        cmocka_unit_test(test_bootstrap__seed_is_64_bits_of_a_labelled_digest),
        cmocka_unit_test(test_predicate__refuses_every_other_shape),
    };
    return cmocka_run_group_tests(tests, compose, forget);
}
