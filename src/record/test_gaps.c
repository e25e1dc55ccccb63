/* Withheld values: sealed by the keeper with fresh salts, kept private, provable later, gone
 * with their body; a withheld value stands in no byte that the public process can open. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/encode.h"
#include "base/file.h"
#include "base/json.h"
#include "ledger/gap.h"
#include "record/audit.h"
#include "support/keeper_place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECRET "Zebedee-Quilfeather-of-Nowhere"
#define SUBJECT "00112233445566778899aabbccddeeff"
#define TYPE "sample.said/1"
#define REASONS                                                                                \
    "\"decided_by\":\"r\",\"harm\":\"h\",\"review\":\"2027-01-01\",\"section\":\"31(1)(a)\""
#define FILE_MAX (256u << 20)

static enum err_code append(struct keeper_place *place, const char *body, const char **id)
{
    struct keeper_receipt receipt;
    struct keeper_entry entry = {.type = STR(TYPE), .subject = SUBJECT, .body = str_of(body)};
    TRY(keep_append(place->keeper, place->arena, LOG_PUBLIC, &entry, 1, &receipt, &place->err));
    *id = arena_strdup(place->arena, receipt.id);
    return ERR_OK;
}

/* As served, without its salt. */
static struct str body_of(struct keeper_place *place, const char *id)
{
    struct str bytes;
    const char *path = arena_printf(place->arena, "%s/body/%s", place->dir.log, id);
    must(place, file_read(place->arena, path, FILE_MAX, &bytes, &place->err));
    return str_sub(bytes, SALT_SIZE, bytes.n);
}

static const struct js *gaps(struct keeper_place *place)
{
    struct str json;
    struct js *value;
    must(place, keep_gaps(place->keeper, place->arena, STR(SUBJECT), &json, &place->err));
    must(place, js_parse(place->arena, json, &value, &place->err));
    return value;
}

static struct str text(const struct js *object, const char *key)
{
    return js_member(object, key)->string;
}

/* Does the salt that is kept open the commitment that was published? */
static void assert_opens(struct keeper_place *place, const struct js *gap, struct str published)
{
    struct salt salt;
    struct js *body;
    char hex[SHA256_HEX_SIZE];
    assert_true(hex_decode(salt.bytes, SALT_SIZE, text(gap, "salt")));
    struct sha256 sum = gap_commitment(&salt, STR(SUBJECT), STR(TYPE), text(gap, "pointer"),
                                       js_member(gap, "value")->raw);
    sha256_hex(hex, &sum);
    must(place, js_parse(place->arena, published, &body, &place->err));
    const struct js *list = js_member(body, "a/b");
    assert_string_equal(
        arena_str(place->arena,
                  text(js_member(&list->array.items[1], "withheld"), "commitment"))
            .p,
        hex);
}

static int holding(struct keeper_place *place, const char *path, struct str wanted)
{
    struct stat info;
    const char **names;
    size_t count;
    struct str bytes;
    int found = 0;
    assert_int_equal(lstat(path, &info), 0);
    if (S_ISREG(info.st_mode)) {
        must(place, file_read(place->arena, path, FILE_MAX, &bytes, &place->err));
        return str_find(bytes, wanted) != SIZE_MAX;
    }
    if (S_ISDIR(info.st_mode)) {
        must(place, file_list(place->arena, path, &names, &count, &place->err));
        for (size_t i = 0; i < count; i++) {
            found +=
                holding(place, arena_printf(place->arena, "%s/%s", path, names[i]), wanted);
        }
    }
    return found;
}

static int public_holding(struct keeper_place *place, struct str wanted)
{
    return holding(place, place->dir.log, wanted) +
           holding(place, place->dir.public_db, wanted) +
           holding(place, place->dir.blobs_public, wanted);
}

#define WITHHELD "{\"a/b\":[\"open\",{\"withhold\":{" REASONS ",\"value\":\"" SECRET "\"}}]}"

static void test_gaps__a_value_is_sealed_and_its_salt_opens_it(void **state)
{
    struct keeper_place *place = *state;
    struct audit_report report;
    const char *id = NULL;
    must(place, append(place, WITHHELD, &id));
    const struct js *list = gaps(place);
    assert_int_equal(list->array.count, 1);
    assert_true(str_is(text(&list->array.items[0], "pointer"), "/a~1b/1"));
    assert_true(str_is(text(&list->array.items[0], "statement"), id));
    assert_true(js_is(js_member(&list->array.items[0], "value"), SECRET));
    assert_opens(place, &list->array.items[0], body_of(place, id));
    assert_int_equal(public_holding(place, STR(SECRET)), 0);
    assert_true(holding(place, place->dir.root, STR(SECRET)) > 0); /* the probe can find it */
    must(place, audit_log(place->arena, place->dir.log, NULL, &report, &place->err));
}

#define HARM "It would tell whom Ottoline Fazackerley watches"
#define WITH_HARM                                                                              \
    "{\"a/b\":[\"open\",{\"withhold\":{" REASONS ",\"private_harm\":\"" HARM                   \
    "\",\"value\":\"" SECRET "\"}}]}"

static void
test_gaps__the_private_harm_is_kept_beside_the_value_and_published_nowhere(void **state)
{
    struct keeper_place *place = *state;
    struct audit_report report;
    const char *id = NULL;
    must(place, append(place, WITH_HARM, &id));
    const struct js *list = gaps(place);
    assert_true(js_is(js_member(&list->array.items[0], "private_harm"), HARM));
    assert_opens(place, &list->array.items[0], body_of(place, id));
    assert_int_equal(public_holding(place, STR("Fazackerley")), 0);
    assert_int_equal(public_holding(place, STR("private_harm")), 0);
    assert_true(holding(place, place->dir.root, STR(HARM)) > 0);
    must(place, audit_log(place->arena, place->dir.log, NULL, &report, &place->err));
}

static void test_gaps__each_publication_has_fresh_salts(void **state)
{
    struct keeper_place *place = *state;
    const char *first = NULL;
    const char *second = NULL;
    must(place, append(place, WITHHELD, &first));
    must(place, append(place, WITHHELD, &second));
    const struct js *list = gaps(place);
    assert_int_equal(list->array.count, 2);
    assert_false(
        str_eq(text(&list->array.items[0], "salt"), text(&list->array.items[1], "salt")));
    assert_false(str_eq(body_of(place, first), body_of(place, second)));
    assert_opens(place, &list->array.items[0], body_of(place, first));
    assert_opens(place, &list->array.items[1], body_of(place, second));
}

/* The same bytes but for the commitment, whose digits say nothing. */
static struct str without_commitment(struct keeper_place *place, struct str body)
{
    char *copy = arena_strndup(place->arena, body.p, body.n);
    char *at = strstr(copy, "\"commitment\":\"");
    assert_non_null(at);
    memset(at + strlen("\"commitment\":\""), '-', 64);
    return str_n(copy, body.n);
}

static void
test_gaps__neither_confirmed_nor_denied_looks_the_same_with_and_without(void **state)
{
    struct keeper_place *place = *state;
    const char *with = NULL;
    const char *without = NULL;
    must(place, append(place,
                       "{\"a/b\":[\"open\",{\"withhold\":{\"ncnd\":\"capability\",\"value\":"
                       "\"" SECRET "\"}}]}",
                       &with));
    must(place, append(place, "{\"a/b\":[\"open\",{\"withhold\":{\"ncnd\":\"capability\"}}]}",
                       &without));
    assert_true(str_eq(without_commitment(place, body_of(place, with)),
                       without_commitment(place, body_of(place, without))));
    const struct js *list = gaps(place);
    assert_int_equal(list->array.count, 2);
    assert_true(js_member(&list->array.items[1], "value")->type == JS_NULL);
    assert_opens(place, &list->array.items[1], body_of(place, without));
}

static void test_gaps__the_outbox_seals_when_it_sends(void **state)
{
    struct keeper_place *place = *state;
    struct keeper_receipt receipt;
    struct keeper_entry entry = {.type = STR(TYPE), .subject = SUBJECT, .body = STR(WITHHELD)};
    int64_t number;
    int64_t due;
    must(place, keep_submit(place->keeper, place->arena, LOG_PUBLIC, &entry, &number, &due,
                            &place->err));
    assert_int_equal(gaps(place)->array.count, 0);
    must(place, keep_outbox_send(place->keeper, place->arena, number, &receipt, &place->err));
    const struct js *list = gaps(place);
    assert_int_equal(list->array.count, 1);
    assert_opens(place, &list->array.items[0], body_of(place, receipt.id));
    assert_int_equal(public_holding(place, STR(SECRET)), 0);
}

static void test_gaps__a_removed_body_takes_its_values_along(void **state)
{
    struct keeper_place *place = *state;
    struct str answer = {NULL, 0};
    const char *id = NULL;
    must(place, append(place, WITH_HARM, &id));
    const char *request = arena_printf(
        place->arena, "{\"ground\":\"erasure\",\"ids\":[\"%s\"],\"role\":\"records manager\"}",
        id);
    must(place, keep_remove(place->keeper, place->arena, str_of(request), false, &answer,
                            &place->err));
    assert_int_equal(gaps(place)->array.count, 0);
    assert_int_equal(holding(place, place->dir.root, STR(SECRET)), 0);
    assert_int_equal(holding(place, place->dir.root, STR(HARM)), 0);
}

/* The same bytes but for the commitment, so that nobody can tell that there is one. */
static void test_gaps__with_and_without_a_private_harm_the_same_is_published(void **state)
{
    struct keeper_place *place = *state;
    const char *with = NULL;
    const char *without = NULL;
    must(place, append(place, WITH_HARM, &with));
    must(place, append(place, WITHHELD, &without));
    assert_true(str_eq(without_commitment(place, body_of(place, with)),
                       without_commitment(place, body_of(place, without))));
}

static void test_gaps__a_withholding_without_value_or_reason_is_refused(void **state)
{
    struct keeper_place *place = *state;
    static const char *const bad[] = {
        "{\"a\":{\"withhold\":{" REASONS "}}}",
        "{\"a\":{\"withhold\":{\"section\":\"31\",\"value\":\"v\"}}}",
        "{\"a\":{\"b\":\"x\",\"withhold\":{" REASONS ",\"value\":\"v\"}}}",
        "{\"a\":{\"withhold\":\"yes\"}}",
        "{\"withhold\":{" REASONS ",\"value\":\"v\"}}",
        "{\"a\":{\"withhold\":{" REASONS ",\"private_harm\":\"\",\"value\":\"v\"}}}",
        "{\"a\":{\"withhold\":{" REASONS ",\"private_harm\":{},\"value\":\"v\"}}}",
    };
    const char *id = NULL;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (append(place, bad[i], &id) == ERR_OK) {
            fail_msg("taken: %s", bad[i]);
        }
    }
    assert_int_equal(gaps(place)->array.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KEEPER_PLACE_TEST(test_gaps__a_value_is_sealed_and_its_salt_opens_it),
        KEEPER_PLACE_TEST(
            test_gaps__the_private_harm_is_kept_beside_the_value_and_published_nowhere),
        KEEPER_PLACE_TEST(test_gaps__with_and_without_a_private_harm_the_same_is_published),
        KEEPER_PLACE_TEST(test_gaps__each_publication_has_fresh_salts),
        KEEPER_PLACE_TEST(
            test_gaps__neither_confirmed_nor_denied_looks_the_same_with_and_without),
        KEEPER_PLACE_TEST(test_gaps__the_outbox_seals_when_it_sends),
        KEEPER_PLACE_TEST(test_gaps__a_removed_body_takes_its_values_along),
        KEEPER_PLACE_TEST(test_gaps__a_withholding_without_value_or_reason_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
