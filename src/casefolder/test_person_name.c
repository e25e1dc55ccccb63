/* Who is one person: the rule of person_name.h, case by case. All names are made up. */
#include "casefolder/person_name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct given {
    const char *lead, *text;
    int64_t file;
};

/* How many people they come to; `persons` tells whose each is. */
static size_t join(struct arena *arena, const struct given *given, size_t count,
                   size_t *persons, struct person_cast *cast)
{
    struct person_mention *mentions = arena_zalloc(arena, count * sizeof *mentions);
    for (size_t i = 0; i < count; i++) {
        mentions[i] = (struct person_mention){.text = str_of(given[i].text),
                                              .lead = str_of(given[i].lead),
                                              .file = given[i].file};
    }
    person_names_join(arena, mentions, count, cast);
    for (size_t i = 0; i < count; i++) {
        persons[i] = mentions[i].person;
    }
    return cast->count;
}

#define JOIN(given) join(arena, (given), sizeof(given) / sizeof((given)[0]), persons, &cast)

static void test_one_person__whatever_case_possessive_title_or_order(void **state)
{
    struct arena *arena = *state;
    struct person_cast cast;
    size_t persons[8];
    const struct given given[] = {{"", "John Smith", 1},   {"", "JOHN SMITH", 2},
                                  {"", "John Smith's", 1}, {"Mr", "John Smith", 3},
                                  {"", "SMITH, John", 4},  {"", "john  smith\xE2\x80\x99s", 1}};
    assert_int_equal(JOIN(given), 1);
    assert_string_equal(cast.people[0].key.p, "john smith");
}

static void test_initials__join_the_only_one_they_fit(void **state)
{
    struct arena *arena = *state;
    struct person_cast cast;
    size_t persons[8];
    const struct given given[] = {
        {"", "John Smith", 1}, {"", "J. Smith", 2}, {"", "P Smith", 2}};
    assert_int_equal(JOIN(given), 2);
    assert_int_equal(persons[1], persons[0]);
    assert_int_not_equal(persons[2], persons[0]);
}

static void test_initials__stay_apart_between_two(void **state)
{
    struct arena *arena = *state;
    struct person_cast cast;
    size_t persons[8];
    const struct given given[] = {
        {"", "John Smith", 1}, {"", "Jane Smith", 1}, {"", "J Smith", 1}};
    assert_int_equal(JOIN(given), 3);
    assert_int_equal(cast.alike_count, 2); /* told, not done */
}

static void test_surname__joins_only_where_the_file_names_them_in_full(void **state)
{
    struct arena *arena = *state;
    struct person_cast cast;
    size_t persons[8];
    const struct given given[] = {{"", "John Smith", 1}, {"Mr", "Smith", 1}, {"", "Smith", 2}};
    assert_int_equal(JOIN(given), 2);
    assert_int_equal(persons[1], persons[0]);
    assert_int_not_equal(persons[2], persons[0]);
}

static void test_surname__of_a_mr_and_a_mrs_joins_nobody(void **state)
{
    struct arena *arena = *state;
    struct person_cast cast;
    size_t persons[8];
    const struct given given[] = {
        {"", "John Smith", 1}, {"with Mrs", "Smith", 1}, {"Mr", "Smith", 1}, {"", "Smith", 1}};
    JOIN(given);
    for (size_t i = 1; i < 4; i++) {
        assert_int_not_equal(persons[i], persons[0]);
    }
    assert_int_not_equal(persons[1], persons[2]);
}

static void test_given_name_alone__is_a_suggestion(void **state)
{
    struct arena *arena = *state;
    struct person_cast cast;
    size_t persons[8];
    const struct given given[] = {{"", "John Smith", 1}, {"", "John", 1}};
    assert_int_equal(JOIN(given), 2);
    assert_int_equal(cast.alike_count, 1);
    assert_string_equal(cast.alike[0].why, "given-name");
}

static void test_rank__suggests_an_officer_over_a_collar_number(void **state)
{
    struct arena *arena = *state;
    struct person_cast cast;
    size_t persons[8];
    const struct given given[] = {{"then PC 4521", "Jane Harris", 1}, {"", "Ann Other", 1}};
    assert_int_equal(JOIN(given), 2);
    assert_string_equal(cast.people[persons[0]].role, "officer");
    assert_null(cast.people[persons[1]].role);
}

static int set_up(void **state)
{
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_one_person__whatever_case_possessive_title_or_order),
        TEST(test_initials__join_the_only_one_they_fit),
        TEST(test_initials__stay_apart_between_two),
        TEST(test_surname__joins_only_where_the_file_names_them_in_full),
        TEST(test_surname__of_a_mr_and_a_mrs_joins_nobody),
        TEST(test_given_name_alone__is_a_suggestion),
        TEST(test_rank__suggests_an_officer_over_a_collar_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
