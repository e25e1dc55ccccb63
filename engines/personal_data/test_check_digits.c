/* Check digits against numbers published for testing, and the same with one digit changed. */
#include "personal_data/check_digits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void test_luhn__takes_test_cards_and_refuses_a_changed_digit(void **state)
{
    (void)state;
    assert_true(check_luhn(STR("4242 4242 4242 4242")));
    assert_true(check_luhn(STR("378282246310005")));
    assert_false(check_luhn(STR("4242 4242 4242 4243")));
    assert_false(check_luhn(STR("0000 0000 0000 0000")));
}

static void test_nhs__takes_a_valid_number_and_refuses_the_next(void **state)
{
    (void)state;
    assert_true(check_nhs(STR("943 476 5919")));
    assert_false(check_nhs(STR("943 476 5918")));
    assert_false(check_nhs(STR("943 476 591")));
}

static void test_iban__takes_the_registry_example_and_refuses_a_changed_digit(void **state)
{
    (void)state;
    assert_true(check_iban(STR("GB29 NWBK 6016 1331 9268 19")));
    assert_false(check_iban(STR("GB29 NWBK 6016 1331 9268 18")));
}

static void test_imei__needs_fifteen_digits_that_hold(void **state)
{
    (void)state;
    assert_true(check_imei(STR("490154203237518")));
    assert_false(check_imei(STR("490154203237519")));
}

static void test_postcode_area__knows_the_areas_in_use(void **state)
{
    (void)state;
    assert_true(check_postcode_area(STR("CF10 3NQ")));
    assert_true(check_postcode_area(STR("M1 1AE")));
    assert_false(check_postcode_area(STR("ZZ1 1AA")));
    assert_false(check_postcode_area(STR("Q1 1AA")));
}

static void test_uk_phone__knows_the_ranges(void **state)
{
    (void)state;
    assert_true(check_uk_phone(STR("07700 900123")));
    assert_true(check_uk_phone(STR("+44 20 7946 0123")));
    assert_false(check_uk_phone(STR("0400 123 4567")));
    assert_false(check_uk_phone(STR("0770 0900 12")));
}

static void test_date__refuses_a_day_or_month_that_is_none(void **state)
{
    (void)state;
    assert_true(check_numeric_date(STR("29/02/2024")));
    assert_false(check_numeric_date(STR("31/04/2024")));
    assert_false(check_numeric_date(STR("12/13/2024")));
}

/* The specimens of ICAO Doc 9303 parts 4 and 5, appendix B. */
static void test_mrz__takes_the_specimens_and_refuses_a_changed_digit(void **state)
{
    (void)state;
    assert_true(check_mrz(STR("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
                              "L898902C36UTO7408122F1204159ZE184226B<<<<<10")));
    assert_false(check_mrz(STR("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
                               "L898902C36UTO7408123F1204159ZE184226B<<<<<10")));
    assert_true(check_mrz(STR("I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n"
                              "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")));
}

static void test_wallets__take_published_addresses(void **state)
{
    (void)state;
    assert_true(check_bech32(STR("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"))); /* BIP 173 */
    assert_false(check_bech32(STR("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5")));
    assert_true(check_base58_wallet(STR("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"))); /* block 0 */
    assert_false(check_base58_wallet(STR("1zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")));
}

static void test_vin__takes_the_example_of_the_regulation(void **state)
{
    (void)state;
    assert_true(check_vin(STR("1M8GDM9AXKP042788")));
    assert_true(check_vin(STR("11111111A11111111")) == false);
    assert_false(check_vin(STR("1M8GDM9A1KP042788")));
}

static void test_vat__holds_by_either_modulus(void **state)
{
    (void)state;
    assert_true(check_vat(STR("GB 980 7806 84")));
    assert_false(check_vat(STR("GB 980 7806 85")));
    assert_true(check_vat(STR("100 0000 34"))); /* 8 + 34 + 55 = 97 */
}

static void test_iban__refuses_check_digits_that_are_none(void **state)
{
    (void)state;
    assert_false(check_iban(STR("GB00NWBK60161331926819")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_luhn__takes_test_cards_and_refuses_a_changed_digit),
        cmocka_unit_test(test_nhs__takes_a_valid_number_and_refuses_the_next),
        cmocka_unit_test(test_iban__takes_the_registry_example_and_refuses_a_changed_digit),
        cmocka_unit_test(test_imei__needs_fifteen_digits_that_hold),
        cmocka_unit_test(test_postcode_area__knows_the_areas_in_use),
        cmocka_unit_test(test_uk_phone__knows_the_ranges),
        cmocka_unit_test(test_mrz__takes_the_specimens_and_refuses_a_changed_digit),
        cmocka_unit_test(test_wallets__take_published_addresses),
        cmocka_unit_test(test_vin__takes_the_example_of_the_regulation),
        cmocka_unit_test(test_vat__holds_by_either_modulus),
        cmocka_unit_test(test_iban__refuses_check_digits_that_are_none),
        cmocka_unit_test(test_date__refuses_a_day_or_month_that_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
