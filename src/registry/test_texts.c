/* The same words in several records: sketches, the rows that a projection makes of a small
 * register of boilerplate, and what is found for one record. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "registry/long_texts.h"
#include "alike/shingles.h"
#include "registry/text_alike.h"
#include "support/keeper_place.h"

#include <stdlib.h>
#include <string.h>

#define RISK                                                                                   \
    "The main risk is a wrong match. Every match is looked at by a trained officer before "    \
    "anything follows from it, and the officer can set it aside without giving a reason."
/* the same words with other marks and capitals */
#define RISK_IN_CAPITALS                                                                       \
    "THE MAIN RISK is a wrong match! Every match is looked at by a trained officer, before "   \
    "anything follows from it; and the officer can set it aside without giving a reason"
/* one word is another, the first: 28 of 30 phrases are the same */
#define RISK_NEARLY                                                                            \
    "One main risk is a wrong match. Every match is looked at by a trained officer before "    \
    "anything follows from it, and the officer can set it aside without giving a reason."
/* the beginning is the same */
#define RISK_HALF                                                                              \
    "The main risk is a wrong match. Every match is looked at by a trained machine that was "  \
    "made elsewhere, in a room which nobody has seen since it was built some years ago."
#define OTHER                                                                                  \
    "Recordings are transcribed overnight on the force's own machines. Officers correct each " \
    "transcript against the recording, and the corrected text alone goes into the case file."

static struct str subject_of(const char *digit)
{
    static char subject[33];
    memset(subject, digit[0], 32);
    return str_n(subject, 32);
}

struct said {
    const char *subject; /* its only digit */
    const char *summary;
    const char *risk; /* in a table */
    const char *tools;
};

#define TOOL(name)                                                                             \
    "{\"tool\":{\"kind\":\"declared\",\"product\":\"" name                                     \
    "\",\"supplier\":\"Sample Ltd\",\"version\":\"1\"}}"

static void say(struct keeper_place *place, const struct said *said)
{
    char subject[33];
    memcpy(subject, subject_of(said->subject).p, 32);
    subject[32] = '\0';
    const char *body = arena_printf(
        place->arena,
        "{\"fields\":{\"name\":\"Sample use %s\",\"risks\":[{\"mitigation\":\"second reader\","
        "\"risk\":\"%s\"}],\"summary\":\"%s\"},\"forces\":[\"sample-force\"],"
        "\"organisation\":\"sample-centre\",\"stage\":\"considering\",\"tools\":[%s],"
        "\"vocabulary\":\"deployment-fields/1\"}",
        said->subject, said->risk, said->summary, said->tools);
    keeper_place_say(place, "deployment.described/1", subject, body);
}

static struct db *open_public(struct keeper_place *place)
{
    struct db *db;
    must(place, db_open(&db, place->dir.public_db, DB_READ, &place->err));
    return db;
}

struct found {
    struct alike_text *list;
    size_t count;
    size_t long_texts;
};

static struct found look(struct keeper_place *place, const char *subject)
{
    struct db *db = open_public(place);
    struct registry_entries heads;
    struct found found;
    must(place, registry_heads(db, place->arena, subject_of(subject), &heads, &place->err));
    assert_int_equal(heads.count, 1);
    must(place, text_alike_read(db, place->arena, &heads.list[0], &found.list, &found.count,
                                &found.long_texts, &place->err));
    db_close(db);
    return found;
}

static const struct said boilerplate[] = {{"1", "A summary.", RISK, TOOL("Sample Matcher")},
                                          {"2", OTHER, RISK_IN_CAPITALS, TOOL("Sample Scribe")},
                                          {"3", "A summary.", RISK_NEARLY, TOOL("Sample Eye")},
                                          {"4", RISK, "None.", TOOL("Sample Ear")},
                                          {"5", RISK_HALF, OTHER, TOOL("Sample Nose")}};

static void say_boilerplate(struct keeper_place *place)
{
    for (size_t i = 0; i < sizeof boilerplate / sizeof boilerplate[0]; i++) {
        say(place, &boilerplate[i]);
    }
}

/* ---- sketches ---- */

static void test_sketch__has_one_digest_for_the_same_words(void **state)
{
    struct text_sketch a;
    struct text_sketch b;
    (void)state;
    assert_true(text_sketch_make(&a, STR(RISK)));
    assert_true(text_sketch_make(&b, STR(RISK_IN_CAPITALS)));
    assert_int_equal(a.words, 32);
    assert_string_equal(a.digest, b.digest);
    assert_memory_equal(a.keys, b.keys, sizeof a.keys);
    assert_true(text_sketch_make(&b, STR(RISK_NEARLY)));
    assert_string_not_equal(a.digest, b.digest);
    assert_false(text_sketch_make(&a, STR("To save time.")));
}

/* What shingles.h says of the chance to share a key, over texts made to measure, of which the
 * last `differ` groups of words differ. */
static size_t share_a_key(size_t differ)
{
    enum { ROUNDS = 400, WORDS = 43 };
    size_t shared = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        struct text_sketch sketches[2];
        for (size_t side = 0; side < 2; side++) {
            char text[WORDS * 16];
            size_t n = 0;
            for (size_t w = 0; w < WORDS; w++) {
                size_t of = w + differ < WORDS ? 0 : side + 1;
                n += (size_t)snprintf(text + n, sizeof text - n, "w%zu-%zu-%zu ", round, w, of);
            }
            assert_true(text_sketch_make(&sketches[side], str_n(text, n)));
        }
        bool key = false;
        for (int i = 0; i < TEXT_KEYS; i++) {
            key = key || sketches[0].keys[i] == sketches[1].keys[i];
        }
        shared += key;
    }
    return shared;
}

static void test_sketch__shares_a_key_as_often_as_is_said(void **state)
{
    (void)state;
    assert_int_equal(share_a_key(0), 400);
    /* Hyphens part words: 129 of them make 126 shingles. Where the last 5 of 43 groups differ,
     * 113 are in both and 139 in either: 0.81, so 0.99 of 400 share a key. Where 29 differ, 41
     * of 211 are: 0.19, so 0.04 do. */
    size_t often = share_a_key(5);
    size_t seldom = share_a_key(29);
    assert_in_range(often, 380, 400);
    assert_in_range(seldom, 2, 50);
}

/* ---- rows ---- */

static void test_alike__words_are_found_in_other_records_and_other_fields(void **state)
{
    struct keeper_place *place = *state;
    say_boilerplate(place);
    struct found found = look(place, "1");
    assert_int_equal(found.long_texts, 1);
    assert_int_equal(found.count, 1);
    const struct alike_text *one = &found.list[0];
    assert_true(str_is(one->field, "risks"));
    assert_int_equal(one->words, 32);
    assert_int_equal(one->same, 2);
    assert_int_equal(one->records, 3);
    assert_false(one->at_least);
    assert_int_equal(one->first_count, 3);
    assert_true(one->first[0].same);
    assert_true(str_is(one->first[0].title, "Sample use 2"));
    assert_true(one->first[1].same);
    assert_true(str_is(one->first[1].field, "summary"));
    assert_false(one->first[2].same);
    assert_true(str_is(one->first[2].title, "Sample use 3"));
    assert_int_equal(one->first[2].both, 28);
    assert_int_equal(one->first[2].either, 30);
}

static bool share(const char *a, const char *b)
{
    struct text_sketch one = {0};
    struct text_sketch other = {0};
    bool key = false;
    assert_true(text_sketch_make(&one, str_of(a)));
    assert_true(text_sketch_make(&other, str_of(b)));
    for (int i = 0; i < TEXT_KEYS; i++) {
        key = key || one.keys[i] == other.keys[i];
    }
    return key;
}

/* 29 phrases in both of 40 in either: they share a key, and are compared. */
static void test_alike__a_shared_key_alone_is_not_told(void **state)
{
    struct keeper_place *place = *state;
    const char *longer = RISK;
    for (int day = 0; day < 30 && (longer[sizeof RISK - 1] == '\0' || !share(RISK, longer));
         day++) {
        longer = arena_printf(place->arena,
                              RISK " And on day %d all of it is looked at once again.", day);
    }
    assert_true(share(RISK, longer));
    const struct said short_one = {"1", RISK, "None.", TOOL("Sample Ear")};
    const struct said long_one = {"2", longer, "None.", TOOL("Sample Nose")};
    say(place, &short_one);
    say(place, &long_one);
    assert_int_equal(look(place, "1").count, 0);
}

static void test_alike__what_is_half_the_same_is_not_told(void **state)
{
    struct keeper_place *place = *state;
    say_boilerplate(place);
    struct found found = look(place, "5");
    assert_int_equal(found.long_texts, 2);
    assert_int_equal(found.count, 1); /* OTHER alone */
    assert_int_equal(found.list[0].records, 1);
    assert_true(str_is(found.list[0].first[0].title, "Sample use 2"));
}

static void test_alike__a_new_version_takes_its_old_words_away(void **state)
{
    struct keeper_place *place = *state;
    const struct said changed = {"2", OTHER, "None any more.", TOOL("Sample Scribe")};
    struct shared_texts shared;
    say_boilerplate(place);
    say(place, &changed);
    struct found found = look(place, "1");
    assert_int_equal(found.list[0].same, 1);
    assert_int_equal(found.list[0].records, 2);
    struct db *db = open_public(place);
    must(place, shared_texts_read(db, place->arena, &shared, &place->err));
    db_close(db);
    assert_int_equal(shared.texts, 2); /* RISK in 1 and 4, OTHER in 2 and 5 */
    assert_int_equal(shared.places, 4);
    assert_int_equal(shared.list[0].words, 32);
    assert_int_equal(shared.list[0].records, 2);
}

static int64_t count(struct keeper_place *place, struct db *db, const char *sql)
{
    struct db_query *query;
    bool row;
    must(place, db_prepare(db, sql, &query, &place->err));
    must(place, db_step(query, &row, &place->err));
    int64_t value = db_int(query, 0);
    db_reset(query);
    return value;
}

static void test_alike__words_that_stand_nowhere_leave_no_row(void **state)
{
    struct keeper_place *place = *state;
    const struct said first = {"1", "A summary.", RISK, TOOL("Sample Matcher")};
    const struct said then = {"1", "A summary.", "None.", TOOL("Sample Matcher")};
    say(place, &first);
    say(place, &then);
    struct db *db = open_public(place);
    assert_int_equal(count(place, db, "SELECT COUNT(*) FROM long_text"), 0);
    assert_int_equal(count(place, db, "SELECT COUNT(*) FROM text_words"), 0);
    assert_int_equal(count(place, db, "SELECT COUNT(*) FROM text_key"), 0);
    db_close(db);
}

/* More variants than are compared with one another. */
static void test_alike__says_at_least_where_it_has_not_compared_all(void **state)
{
    struct keeper_place *place = *state;
    char text[600];
    for (int i = 0; i < ALIKE_COMPARED + 3; i++) {
        char subject[33];
        snprintf(subject, sizeof subject, "%032d", i);
        snprintf(text, sizeof text, "Force%d: %s", i, RISK);
        const char *body = arena_printf(
            place->arena,
            "{\"fields\":{\"name\":\"Sample\",\"summary\":\"%s\"},\"forces\":[\"sample-force\"]"
            ","
            "\"organisation\":\"sample-centre\",\"stage\":\"considering\",\"tools\":[%s],"
            "\"vocabulary\":\"deployment-fields/1\"}",
            text, TOOL("Sample Matcher"));
        keeper_place_say(place, "deployment.described/1", subject, body);
    }
    struct found found = look(place, "0");
    assert_int_equal(found.count, 1);
    assert_true(found.list[0].at_least);
    assert_int_equal(found.list[0].same, 0);
    assert_int_equal(found.list[0].records, ALIKE_COMPARED);
    assert_int_equal(found.list[0].first_count, ALIKE_SHOWN);
}

/* ---- tools ---- */

static void test_products__of_others_in_a_text_are_named(void **state)
{
    struct keeper_place *place = *state;
    const struct said scribe = {"2", "Text.", "None.", TOOL("Sample Scribe")};
    const struct said both = {
        "1", "Matches go from Sample Matcher to sample scribe, and to Sample Nobody.", "None.",
        TOOL("Sample Matcher") "," TOOL("Sample Mask")};
    struct registry_entries heads;
    struct several_rows several;
    struct str *products;
    size_t named;
    say(place, &scribe);
    say(place, &both);
    struct db *db = open_public(place);
    must(place, registry_heads(db, place->arena, subject_of("1"), &heads, &place->err));
    must(place,
         text_products_read(db, place->arena, &heads.list[0], &products, &named, &place->err));
    assert_int_equal(named, 1);
    assert_true(str_is(products[0], "Sample Scribe"));
    must(place, several_rows_read(db, place->arena, &several, &place->err));
    assert_int_equal(several.all, 1);
    assert_int_equal(several.list[0].tools, 2);
    assert_true(str_is(several.list[0].title, "Sample use 1"));
    db_close(db);
}

static void test_long_texts__what_is_withheld_is_none_of_them(void **state)
{
    struct keeper_place *place = *state;
    struct js *body;
    struct long_text *list;
    size_t texts;
    must(place, js_parse(place->arena,
                         STR("{\"fields\":{\"a\":\"two words\",\"b\":{\"withheld\":{\"harm\":"
                             "\"some harm\"}},\"c\":[\"one\",\"and two\"],\"d\":[{\"e\":"
                             "{\"withheld\":{\"harm\":\"some harm\"}},\"f\":\"in a row\"}]}}"),
                         &body, &place->err));
    struct registry_entry entry = {.body = body};
    long_texts_of(place->arena, &entry, &list, &texts);
    assert_int_equal(texts, 3);
    assert_true(str_is(list[0].text, "two words"));
    assert_true(str_is(list[1].text, "and two"));
    assert_true(str_is(list[2].text, "in a row"));
    assert_true(str_is(list[2].field, "d"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sketch__has_one_digest_for_the_same_words),
        cmocka_unit_test(test_sketch__shares_a_key_as_often_as_is_said),
        KEEPER_PLACE_TEST(test_alike__words_are_found_in_other_records_and_other_fields),
        KEEPER_PLACE_TEST(test_alike__a_shared_key_alone_is_not_told),
        KEEPER_PLACE_TEST(test_alike__what_is_half_the_same_is_not_told),
        KEEPER_PLACE_TEST(test_alike__a_new_version_takes_its_old_words_away),
        KEEPER_PLACE_TEST(test_alike__words_that_stand_nowhere_leave_no_row),
        KEEPER_PLACE_TEST(test_alike__says_at_least_where_it_has_not_compared_all),
        KEEPER_PLACE_TEST(test_products__of_others_in_a_text_are_named),
        KEEPER_PLACE_TEST(test_long_texts__what_is_withheld_is_none_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
