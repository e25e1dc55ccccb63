/* Each family with what it must find and what only looks like it. `expected` is the found spans
 * as "LABEL=text|…", cut from the text by code points, so offsets are tested by every case. */
#include "redact.h"

#include "base/strbuf.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void assert_found(const char *text, const char *expected)
{
    struct redactor *redactor = NULL;
    struct redact_spans spans = {0};
    struct err err = {0};
    struct strbuf found;
    struct str all = str_of(text);
    strbuf_init(&found, 4096);
    assert_int_equal(redactor_new(&redactor, &err), ERR_OK);
    assert_int_equal(redact_text(redactor, all, &spans, &err), ERR_OK);
    for (size_t i = 0; i < spans.count; i++) {
        size_t start = utf8_offset(all, spans.items[i].start);
        size_t end = utf8_offset(all, spans.items[i].end);
        strbuf_printf(&found, "%s%s=%.*s", i > 0 ? "|" : "", spans.items[i].label,
                      STR_ARG(str_sub(all, start, end - start)));
    }
    assert_string_equal(found.p, expected);
    strbuf_release(&found);
    redact_spans_free(&spans);
    redactor_free(redactor);
}

static void test_online__finds_addresses_of_the_net(void **state)
{
    (void)state;
    assert_found("Mail a.b@example.org from 192.0.2.7.", "EMAIL=a.b@example.org|IP=192.0.2.7");
    assert_found("see https://example.com/x?y=1.", "URL=https://example.com/x?y=1");
    assert_found("software 1.2.3.4.5 and 999.1.1.1", "");
}

static void test_numbers__need_their_check_digit(void **state)
{
    (void)state;
    assert_found("card 4242 4242 4242 4242", "CARD=4242 4242 4242 4242");
    assert_found("order 4242 4242 4242 4243", "");
    assert_found("NHS 943 476 5919", "NHS_NUMBER=943 476 5919");
    assert_found("part 943 476 5918", "");
    assert_found("IBAN GB29 NWBK 6016 1331 9268 19", "IBAN=GB29 NWBK 6016 1331 9268 19");
}

static void test_numbers__find_rigid_shapes(void **state)
{
    (void)state;
    assert_found("ring 07700 900123 or 020 7946 0123",
                 "PHONE=07700 900123|PHONE=020 7946 0123");
    assert_found("NI AB 12 34 56 C", "NI_NUMBER=AB 12 34 56 C");
    assert_found("ref BG 12 34 56 C", "");
    assert_found("a blue van AB12 CDE left", "VEHICLE=AB12 CDE");
}

static void test_numbers__find_by_context(void **state)
{
    (void)state;
    assert_found("sort code 12-34-56 account number 12345678",
                 "BANK_ACCOUNT=12-34-56|BANK_ACCOUNT=12345678");
    assert_found("score 12-34-56, batch 12345678", "");
}

static void test_police__needs_the_announcing_word(void **state)
{
    (void)state;
    assert_found("crime reference 42/12345/26 refers", "CRIME_REFERENCE=42/12345/26");
    assert_found("custody record number XX/999/26", "CUSTODY_REFERENCE=XX/999/26");
    assert_found("part number 42/12345/26A", "");
}

static void test_places__find_address_and_postcode(void **state)
{
    (void)state;
    assert_found("lives at 12 Mill Lane, Sampletown, CF10 3NQ.",
                 "ADDRESS=12 Mill Lane, Sampletown|POSTCODE=CF10 3NQ");
    assert_found("form ZZ1 1AA", "");
}

static void test_dates__tell_a_birth_from_another_date(void **state)
{
    (void)state;
    assert_found("DOB: 01/02/1980, seen 3 March 2026",
                 "DATE_OF_BIRTH=01/02/1980|DATE=3 March 2026");
    assert_found("batch 31/13/2024", "");
}

static void test_persons__follow_a_title_or_a_given_name(void **state)
{
    (void)state;
    assert_found("I spoke to Mrs Quill and Siân; café: Rhys Sample.",
                 "PERSON=Quill|PERSON=Rhys Sample");
    assert_found("Mark the exhibit. Grace period.", "");
}

static void test_redact__refuses_what_is_not_utf8(void **state)
{
    (void)state;
    struct redactor *redactor = NULL;
    struct redact_spans spans = {0};
    struct err err = {0};
    assert_int_equal(redactor_new(&redactor, &err), ERR_OK);
    assert_int_equal(redact_text(redactor, str_n("\xff", 1), &spans, &err), ERR_FORMAT);
    redactor_free(redactor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_online__finds_addresses_of_the_net),
        cmocka_unit_test(test_numbers__need_their_check_digit),
        cmocka_unit_test(test_numbers__find_rigid_shapes),
        cmocka_unit_test(test_numbers__find_by_context),
        cmocka_unit_test(test_police__needs_the_announcing_word),
        cmocka_unit_test(test_places__find_address_and_postcode),
        cmocka_unit_test(test_dates__tell_a_birth_from_another_date),
        cmocka_unit_test(test_persons__follow_a_title_or_a_given_name),
        cmocka_unit_test(test_redact__refuses_what_is_not_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
