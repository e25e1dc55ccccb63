/* Bodies, gaps and identities: commitments against HMACs made by Python's hmac module, shapes
 * by what they take and what they refuse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/encode.h"
#include "crypto/random.h"
#include "ledger/body.h"
#include "ledger/custody_examples.h"
#include "ledger/gap.h"
#include "ledger/identity.h"

#include <string.h>

#define SUBJECT "00112233445566778899aabbccddeeff"
#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B64 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
/* of the bytes 0 … 31, by Python's hashlib */
#define KEY_NAME "policeai-key/630dcd2966c4336691125448bbb25b4f"
#define VKEY KEY_NAME "+6c8cc235+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
#define IDENTITY "{\"folder\":\"" A64 "\",\"kind\":\"digest\",\"runtime\":\"" B64 "\"}"

static struct salt counting_salt(void)
{
    struct salt salt;
    for (int i = 0; i < SALT_SIZE; i++) {
        salt.bytes[i] = (unsigned char)i;
    }
    return salt;
}

static void assert_digest(struct sha256 digest, const char *expected)
{
    char hex[SHA256_HEX_SIZE];
    sha256_hex(hex, &digest);
    assert_string_equal(hex, expected);
}

static void test_body__commitment_is_hmac_with_zero_bytes_between(void **state)
{
    (void)state;
    struct salt salt = counting_salt();
    assert_digest(body_commitment(&salt, STR(SUBJECT), STR("benchmark.listed/1"),
                                  STR("{\"digest\":\"" A64 "\"}")),
                  "6d8825ab5d0d6e842a9527f1be80f66f5bba3c6a3ea4630281ebf121c6d9c319");
    assert_digest(gap_commitment(&salt, STR(SUBJECT), STR("tool.listed/1"),
                                 STR("/identity/model"), STR("null")),
                  "8b4cca6d03e4e9acff7f0d6b071cc66d46c06e8ca33e9be15dbbe5d8475c9473");
    assert_digest(
        private_head_commitment(&salt, STR("demo.invalid/0123456789abcdef/private\n0\n"
                                           "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")),
        "2c50492540e2ec81415eb7ee3d8ad3f7711c9aef90a16336103e33c4539a9c21");
}

static void test_body__served_form_reads_back_and_a_changed_byte_is_caught(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct salt salt = counting_salt();
    struct salt found;
    struct str canonical;
    struct js *value;
    struct err err;
    struct strbuf served;
    struct statement header = {.subject = STR(SUBJECT), .type = STR("benchmark.listed/1")};
    struct str body = STR("{\"digest\":\"" A64 "\"}");
    header.body = body_commitment(&salt, header.subject, header.type, body);
    strbuf_init(&served, 4096);
    body_compose(&served, &salt, body);
    assert_int_equal(served.n, 32 + body.n);
    for (size_t i = 0; i < served.n; i++) {
        served.p[i] ^= 1;
        enum err_code code =
            body_parse(arena, strbuf_view(&served), &found, &canonical, &value, &err);
        if (code == ERR_OK && body_verify(&header, &found, canonical, &err) == ERR_OK) {
            fail_msg("byte %zu", i);
        }
        served.p[i] ^= 1;
    }
    assert_int_equal(body_parse(arena, strbuf_view(&served), &found, &canonical, &value, &err),
                     ERR_OK);
    assert_int_equal(body_verify(&header, &found, canonical, &err), ERR_OK);
    served.n = 31;
    assert_int_equal(body_parse(arena, strbuf_view(&served), &found, &canonical, &value, &err),
                     ERR_FORMAT);
    strbuf_release(&served);
    arena_free(arena);
}

static bool accepted(const char *type, const char *body)
{
    struct arena *arena = arena_new();
    struct err err;
    bool understood;
    enum err_code code = body_check(arena, str_of(type), str_of(body), &understood, &err);
    arena_free(arena);
    return code == ERR_OK;
}

struct shape_case {
    const char *type;
    const char *good;
    const char *bad[4];
};

static void check_shapes(const struct shape_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!accepted(cases[i].type, cases[i].good)) {
            fail_msg("refused %s %s", cases[i].type, cases[i].good);
        }
        for (size_t j = 0; j < 4 && cases[i].bad[j] != NULL; j++) {
            if (accepted(cases[i].type, cases[i].bad[j])) {
                fail_msg("accepted %s %s", cases[i].type, cases[i].bad[j]);
            }
        }
    }
}

static void test_body__shapes_take_their_keys_and_no_other(void **state)
{
    (void)state;
    static const struct shape_case cases[] = {
        {"body.removed/1",
         "{\"date\":\"2026-01-29\",\"ground\":\"erasure\",\"ids\":[\"" A64 "\",\"" B64
         "\"],\"role\":\"r\"}",
         {"{\"date\":\"2026-02-30\",\"ground\":\"erasure\",\"ids\":[\"" A64
          "\"],\"role\":\"r\"}",
          "{\"date\":\"2026-01-29\",\"ground\":\"whim\",\"ids\":[\"" A64 "\"],\"role\":\"r\"}",
          "{\"date\":\"2026-01-29\",\"ground\":\"erasure\",\"ids\":[\"" B64 "\",\"" A64
          "\"],\"role\":\"r\"}",
          "{\"date\":\"2026-01-29\",\"ground\":\"erasure\",\"ids\":[],\"role\":\"r\"}"}},
        {"log.received/1",
         "{\"first\":3,\"last\":3}",
         {"{\"first\":3,\"last\":2}", "{\"first\":-1,\"last\":2}", "{\"first\":3}", NULL}},
        {"log.received/1",
         "{\"first\":3,\"from\":\"force.invalid/2026\",\"last\":3}",
         {"{\"first\":3,\"from\":\"\",\"last\":3}",
          "{\"first\":3,\"from\":\"a force\",\"last\":3}",
          "{\"first\":3,\"last\":3,\"size\":1}", NULL}},
        {"key.introduced/1",
         "{\"held\":\"away\",\"key\":\"" VKEY "\",\"organisation\":\"o\",\"use\":\"evidence\"}",
         {"{\"held\":\"there\",\"key\":\"" VKEY
          "\",\"organisation\":\"o\",\"use\":\"evidence\"}",
          "{\"held\":\"away\",\"key\":\"" VKEY "\",\"organisation\":\"o\",\"use\":\"centre\"}",
          "{\"held\":\"away\",\"key\":\"" VKEY "\",\"organisation\":\"\",\"use\":\"evidence\"}",
          "{\"held\":\"away\",\"key\":\"" KEY_NAME
          "\",\"organisation\":\"o\",\"use\":\"evidence\"}"}},
        {"key.replaced/1",
         "{\"new\":\"" VKEY "\",\"old\":\"" KEY_NAME "\"}",
         {"{\"new\":\"" KEY_NAME "\",\"old\":\"" KEY_NAME "\"}",
          "{\"new\":\"" VKEY "\",\"old\":\"policeai-key/AA\"}", "{\"new\":\"" VKEY "\"}",
          NULL}},
        {"gap.opened/1",
         "{\"openings\":[{\"pointer\":\"/a~1b/~0\",\"salt\":\"" A64 "\",\"statement\":\"" B64
         "\",\"value\":\"v\"}]}",
         {"{\"openings\":[{\"pointer\":\"a\",\"salt\":\"" A64 "\",\"statement\":\"" B64
          "\",\"value\":\"v\"}]}",
          "{\"openings\":[{\"pointer\":\"/a~2\",\"salt\":\"" A64 "\",\"statement\":\"" B64
          "\",\"value\":\"v\"}]}",
          "{\"openings\":[{\"pointer\":\"/a\",\"salt\":\"" A64 "\",\"statement\":\"" B64
          "\"}]}",
          "{\"openings\":[]}"}},
        {"private.head/1",
         "{\"commitment\":\"" A64 "\",\"date\":\"2026-01-29\"}",
         {"{\"commitment\":\"" A64 "\",\"date\":\"2026-01-29\",\"size\":3}",
          "{\"commitment\":\"aa\",\"date\":\"2026-01-29\"}", NULL}},
        {"run.registered/1",
         "{\"benchmark\":{\"digest\":\"" A64
         "\",\"id\":\"b\",\"version\":\"1\"},\"parameters\":{},\"seed\":7,\"tool\":" IDENTITY
         "}",
         {"{\"benchmark\":{\"digest\":\"" A64
          "\",\"id\":\"b\",\"version\":\"1\"},\"parameters\":{},\"seed\":-7,\"tool\":" IDENTITY
          "}",
          "{\"benchmark\":{\"digest\":\"" A64
          "\",\"id\":\"b\",\"version\":\"1\"},\"parameters\":{},\"seed\":7}",
          "{\"benchmark\":{\"digest\":\"" A64
          "\",\"id\":\"b\",\"version\":\"1\"},\"parameters\":{\"a\":{}},\"seed\":7,"
          "\"tool\":" IDENTITY "}",
          NULL}},
        {"evidence.issued/1",
         "{\"envelope\":\"" A64 "\",\"run\":\"" B64 "\"}",
         {"{\"envelope\":\"" A64 "\"}", "{\"envelope\":\"" A64 "\",\"run\":\"x\"}", NULL}},
        {"key.revoked/1",
         "{\"from\":4,\"key\":\"policeai-key/00112233445566778899aabbccddeeff\",\"reason\":"
         "\"lost\"}",
         {"{\"key\":\"somebody\",\"reason\":\"lost\"}",
          "{\"key\":\"policeai-key/00112233445566778899aabbccddeeff\",\"reason\":\"\"}", NULL}},
        {"tool.listed/1",
         "{\"identity\":" IDENTITY ",\"manifest\":\"" A64 "\"}",
         {"{\"identity\":{\"kind\":\"digest\"},\"manifest\":\"" A64 "\"}",
          "{\"identity\":" IDENTITY "}", NULL}},
        {"benchmark.listed/1",
         "{\"digest\":\"" A64 "\"}",
         {"{\"digest\":\"" A64 "\",\"name\":\"x\"}", "[\"" A64 "\"]", NULL}},
    };
    check_shapes(cases, sizeof cases / sizeof cases[0]);
}

static void test_body__shapes_of_what_is_said_of_organisations(void **state)
{
    (void)state;
    static const struct shape_case cases[] = {
        {"organisation.named/1",
         "{\"area_code\":\"E23000099\",\"date\":\"2026-04-01\",\"kind\":\"territorial force\","
         "\"name\":\"Sample Police\",\"organisation\":\"sample-1\",\"region\":\"r\"}",
         {"{\"date\":\"2026-04-01\",\"kind\":\"club\",\"name\":\"Sample\","
          "\"organisation\":\"sample\"}",
          "{\"date\":\"2026-04-31\",\"kind\":\"other body\",\"name\":\"Sample\","
          "\"organisation\":\"sample\"}",
          "{\"date\":\"2026-04-01\",\"kind\":\"other body\",\"name\":\"Sample\","
          "\"organisation\":\"sample--1\"}",
          "{\"date\":\"2026-04-01\",\"kind\":\"other body\",\"name\":\"Sample\","
          "\"organisation\":\"../sample\"}"}},
        {"organisation.succeeded/1",
         "{\"date\":\"2026-04-01\",\"organisation\":\"old\",\"successors\":[\"a\",\"b\"]}",
         {"{\"date\":\"2026-04-01\",\"organisation\":\"old\",\"successors\":[\"b\",\"a\"]}",
          "{\"date\":\"2026-04-01\",\"organisation\":\"old\",\"successors\":[\"old\"]}",
          "{\"date\":\"2026-04-01\",\"organisation\":\"old\"}",
          "{\"date\":\"2026-04-01\",\"organisation\":\"old\",\"successors\":[\"-a\"]}"}},
    };
    check_shapes(cases, sizeof cases / sizeof cases[0]);
}

/* A sealed set: what is public of it has no place for an item; what is private stays so. */
static void test_body__what_is_said_of_a_sealed_set(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof custody_examples / sizeof custody_examples[0]; i++) {
        const struct custody_example *one = &custody_examples[i];
        struct str body = str_of(one->body);
        struct strbuf changed;
        assert_true(accepted(one->type, one->body));
        strbuf_init(&changed, 4096);
        strbuf_str(&changed, str_sub(body, 0, body.n - 1));
        strbuf_puts(&changed, ",\"zz\":\"an item\"}");
        assert_false(accepted(one->type, changed.p));
        strbuf_release(&changed);
        assert_int_equal(body_private(str_of(one->type)), i > 0);
        assert_int_equal(body_imported(str_of(one->type)), i == 0);
    }
    static const char *const bad[] = {
        "{\"act\":\"looked\",\"benchmark\":\"" A64
        "\",\"found\":\"as left\",\"number\":1,\"purpose\":\"p\",\"role\":\"r\"}",
        "{\"act\":\"run\",\"benchmark\":\"" A64
        "\",\"found\":\"as left\",\"number\":0,\"purpose\":\"p\",\"role\":\"r\"}",
        "{\"act\":\"run\",\"benchmark\":\"" A64
        "\",\"found\":\"as left\",\"number\":1,\"purpose\":\"\",\"role\":\"r\"}",
        "{\"act\":\"run\",\"benchmark\":\"" A64
        "\",\"found\":\"fine\",\"number\":1,\"purpose\":\"p\",\"role\":\"r\"}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(accepted("sealed.opened/1", bad[i]));
    }
}

#define GAP                                                                                    \
    "{\"withheld\":{\"commitment\":\"" A64 "\",\"decided_by\":\"r\",\"harm\":\"h\","           \
    "\"review\":\"2027-01-01\",\"section\":\"31(1)(a)\"}}"
#define NCND "{\"withheld\":{\"commitment\":\"" A64 "\",\"ncnd\":\"covert\"}}"

static void test_body__gaps_stand_alone_and_only_where_allowed(void **state)
{
    (void)state;
    assert_true(accepted("new.thing/1", "{\"a\":" GAP ",\"b\":[" NCND "]}"));
    assert_false(accepted("new.thing/1", GAP));
    assert_false(accepted("new.thing/1",
                          "{\"a\":{\"b\":\"x\",\"withheld\":{\"commitment\":\"" A64
                          "\",\"ncnd\":\"covert\"}}}"));
    assert_false(accepted("new.thing/1", "{\"a\":{\"withheld\":{\"commitment\":\"" A64
                                         "\",\"ncnd\":\"c\",\"section\":\"31\"}}}"));
    assert_false(accepted("new.thing/1", "{\"a\":{\"withheld\":\"yes\"}}"));
    assert_false(accepted("new.thing/1",
                          "{\"a\":{\"withheld\":{\"commitment\":\"" A64
                          "\",\"decided_by\":\"r\",\"harm\":\"h\",\"public_interest\":"
                          "\"\",\"review\":\"2027-01-01\",\"section\":\"31\"}}}"));
    assert_false(accepted("genesis/2", "{\"a\":" NCND "}"));
    assert_false(accepted("body.removed/2", "{\"a\":" NCND "}"));
    assert_false(accepted("log.other/1", "{\"a\":" NCND "}"));
    assert_false(accepted("key.other/2", "{\"a\":" NCND "}"));
}

static void test_body__a_type_not_in_the_table_is_not_understood_and_kept(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    bool understood = true;
    struct err err;
    assert_int_equal(
        body_check(arena, STR("tool.listed/2"), STR("{\"x\":1}"), &understood, &err), ERR_OK);
    assert_false(understood);
    arena_free(arena);
    assert_int_equal(body_signer(STR("log.later/3")), SIGNER_KEEPER);
    assert_int_equal(body_signer(STR("key.later/3")), SIGNER_ROOT);
    assert_int_equal(body_signer(STR("tool.listed/2")), SIGNER_STATEMENT);
    assert_false(body_removable(STR("log.received/1")));
    assert_false(body_removable(STR("genesis/2")));
    assert_false(body_imported(STR("key.introduced/1")));
    assert_true(body_imported(STR("key.revoked/1")));
}

static bool genesis(const struct sig_secret *centre, const struct sig_secret *recovery,
                    const char *continues)
{
    struct sig_secret log = sig_generate();
    struct strbuf body;
    char centre_name[KEY_NAME_SIZE];
    char recovery_name[KEY_NAME_SIZE];
    key_name_of(centre_name, &centre->public);
    key_name_of(recovery_name, &recovery->public);
    struct note_key keys[3] = {note_key_of(str_of(centre_name), &centre->public),
                               note_key_of(STR("log.invalid"), &log.public),
                               note_key_of(str_of(recovery_name), &recovery->public)};
    strbuf_init(&body, 4096);
    strbuf_puts(&body, "{\"centre_key\":\"");
    vkey_format(&body, &keys[0]);
    strbuf_printf(&body, "\"%s,\"log_key\":\"", continues);
    vkey_format(&body, &keys[1]);
    strbuf_puts(&body, "\",\"origin\":\"log.invalid\",\"recovery_key\":\"");
    vkey_format(&body, &keys[2]);
    strbuf_puts(&body, "\"}");
    bool good = accepted("genesis/1", body.p);
    strbuf_release(&body);
    return good;
}

static void test_body__genesis_needs_three_different_keys(void **state)
{
    (void)state;
    struct sig_secret a = sig_generate();
    struct sig_secret b = sig_generate();
    assert_true(genesis(&a, &b, ""));
    assert_false(genesis(&a, &a, ""));
}

static void test_body__genesis_continues_from_a_checkpoint_note(void **state)
{
    (void)state;
    struct sig_secret a = sig_generate();
    struct sig_secret b = sig_generate();
    assert_true(genesis(&a, &b,
                        ",\"continues\":\"old.invalid\\n7\\n"
                        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\\n\\n"
                        "\xE2\x80\x94 old.invalid AAAAAAA=\\n\""));
    assert_false(genesis(&a, &b, ",\"continues\":\"old.invalid\\n7\""));
    assert_false(genesis(&a, &b,
                         ",\"continues\":\"one\\ntwo\\n\\n"
                         "\xE2\x80\x94 old.invalid AAAAAAA=\\n\""));
}

static void test_identity__digest_is_that_of_the_canonical_object(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct tool_identity identity;
    struct js *value;
    struct err err;
    assert_int_equal(js_parse(arena, STR(IDENTITY), &value, &err), ERR_OK);
    assert_int_equal(identity_parse(value, &identity, &err), ERR_OK);
    assert_digest(identity_digest(&identity),
                  "809aeaa80936be708b2749432ac9931b3a29c8bdd5f325015c675a087fc5b677");
    assert_int_equal(
        js_parse(arena,
                 STR("{\"kind\":\"declared\",\"product\":\"Caf\xC3\xA9 \\\"one\\\"\","
                     "\"supplier\":\"s\\n\",\"version\":\"1\"}"),
                 &value, &err),
        ERR_OK);
    assert_int_equal(identity_parse(value, &identity, &err), ERR_OK);
    assert_digest(identity_digest(&identity),
                  "83167e5c4b394c86b392f9c11a96b89177cc988b38cae809b4af3f1597b1b4de");
    assert_int_equal(js_parse(arena,
                              STR("{\"endpoint\":\"https://service.invalid/v1\",\"kind\":"
                                  "\"service\",\"model\":\"m\",\"supplier\":\"s\"}"),
                              &value, &err),
                     ERR_OK);
    assert_int_equal(identity_parse(value, &identity, &err), ERR_OK);
    assert_digest(identity_digest(&identity),
                  "727e9d839a63f7afb4b66ed13aee1f2e940f8271580230e269ce58f1a3a49e26");
    static const char *const bad[] = {
        "{\"kind\":\"declared\",\"product\":\"p\",\"supplier\":\"s\"}",
        "{\"kind\":\"declared\",\"product\":\"p\",\"supplier\":\"\",\"version\":\"1\"}",
        "{\"folder\":\"" A64 "\",\"kind\":\"digest\",\"runtime\":\"" B64 "\",\"x\":\"1\"}",
        "{\"kind\":\"other\"}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(js_parse(arena, str_of(bad[i]), &value, &err), ERR_OK);
        assert_int_equal(identity_parse(value, &identity, &err), ERR_FORMAT);
    }
    arena_free(arena);
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
        cmocka_unit_test(test_body__commitment_is_hmac_with_zero_bytes_between),
        cmocka_unit_test(test_body__served_form_reads_back_and_a_changed_byte_is_caught),
        cmocka_unit_test(test_body__shapes_take_their_keys_and_no_other),
        cmocka_unit_test(test_body__shapes_of_what_is_said_of_organisations),
        cmocka_unit_test(test_body__what_is_said_of_a_sealed_set),
        cmocka_unit_test(test_body__gaps_stand_alone_and_only_where_allowed),
        cmocka_unit_test(test_body__a_type_not_in_the_table_is_not_understood_and_kept),
        cmocka_unit_test(test_body__genesis_needs_three_different_keys),
        cmocka_unit_test(test_body__genesis_continues_from_a_checkpoint_note),
        cmocka_unit_test(test_identity__digest_is_that_of_the_canonical_object),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
