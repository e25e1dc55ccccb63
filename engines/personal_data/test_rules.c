/* Each family with what it must find and what only looks like it. Values are published
 * examples, test numbers or numbers for drama; nobody's. */
#include "personal_data/assert_found.h"

static void test_online__finds_addresses_of_the_net(void **state)
{
    (void)state;
    assert_found("Mail a.b@example.org from 192.0.2.7.", "EMAIL=a.b@example.org|IP=192.0.2.7");
    assert_found("a.b @ example.org", "EMAIL=a.b @ example.org");
    assert_found("a.b at example dot org", "EMAIL=a.b at example dot org");
    assert_found("her page https://example.com/x9?y=1.", "URL=https://example.com/x9?y=1");
    assert_found("software 1.2.3.4.5 and 999.1.1.1", "");
}

static void test_online__leaves_mailboxes_and_sites_of_bodies(void **state)
{
    (void)state;
    assert_found("write to enquiries@example.org or data.protection@example.org", "");
    assert_found("see www.example.police.uk/a1/b2 or www.example.org/contact", "");
    assert_found("@ExamplePolice said", "");
}

static void test_online__finds_names_of_accounts(void **state)
{
    (void)state;
    assert_found("on Instagram as lil.kez_04, @kez", "HANDLE=lil.kez_04|HANDLE=@kez");
    assert_found("on Instagram as usual", "");
}

static void test_numbers__need_their_check_digit(void **state)
{
    (void)state;
    assert_found("card 4242 4242 4242 4242", "CARD=4242 4242 4242 4242");
    assert_found("order 4242 4242 4242 4243", "");
    assert_found("number 943 476 5919", "NHS_NUMBER=943 476 5919");
    assert_found("part 943 476 5918", "");
    assert_found("pay GB29 NWBK 6016 1331 9268 19", "IBAN=GB29 NWBK 6016 1331 9268 19");
    assert_found("pay GB29 NWBK 6016 1331 9268 18", "");
    assert_found("handset 49-015420-323751-8", "");
    assert_found("handset 35-000000-000000-6", "IMEI=35-000000-000000-6");
}

static void test_numbers__announced_need_none(void **state)
{
    (void)state;
    assert_found("NHS no 943 476 5918", "NHS_NUMBER=943 476 5918");
    assert_found("IMEI: 490154203237519", "IMEI=490154203237519");
    assert_found("NINO BG123456", "NI_NUMBER=BG123456");
}

static void test_numbers__find_rigid_shapes(void **state)
{
    (void)state;
    assert_found("NI AB 12 34 56 C", "NI_NUMBER=AB 12 34 56 C");
    assert_found("sample QQ123456C", "NI_NUMBER=QQ123456C");
    assert_found("ref BG 12 34 56 C", "");
    assert_found("holder MORGA657054SM9IJ", "DRIVING_LICENCE=MORGA657054SM9IJ");
    assert_found("holder MORGA677054SM9IJ", "");
}

static void test_numbers__find_by_context(void **state)
{
    (void)state;
    assert_found("sort code 12-34-56 account number 12345678",
                 "BANK_ACCOUNT=12-34-56|BANK_ACCOUNT=12345678");
    assert_found("paid to 12-34-56 12345678", "BANK_ACCOUNT=12-34-56|BANK_ACCOUNT=12345678");
    assert_found("score 12-34-56, batch 12345678", "");
    assert_found("passport 000 123 456", "PASSPORT=000 123 456");
}

static void test_numbers__the_longer_find_takes_the_place_of_what_lies_in_it(void **state)
{
    (void)state;
    assert_found("account GB29 NWBK 6016 1331 9268 19 was credited",
                 "IBAN=GB29 NWBK 6016 1331 9268 19");
    assert_found("account PL61 1090 1014 0000 0712 1981 2874 was credited",
                 "IBAN=PL61 1090 1014 0000 0712 1981 2874");
    assert_found("her national insurance no. is NH 436465 C.", "NI_NUMBER=NH 436465 C");
}

static void test_ages__of_people_and_not_of_things(void **state)
{
    (void)state;
    assert_found("a witness 58 years old saw it", "AGE=58");
    assert_found("described as fifty-six years old, thin", "AGE=fifty-six");
    assert_found("a 34-year-old man", "AGE=34");
    assert_found("he turned 47 in May; when she was 12", "AGE=47|AGE=12");
    assert_found("a 34-year-old boiler", "");
    assert_found("the boiler is 34 years old", "");
    assert_found("the heating was turned 40 degrees up, he turned 40 degrees", "");
}

static void test_phones__in_every_written_form(void **state)
{
    (void)state;
    assert_found("ring 07700 900123 or 020 7946 0123",
                 "PHONE=07700 900123|PHONE=020 7946 0123");
    assert_found("(0113) 496 0872", "PHONE=(0113) 496 0872");
    assert_found("+44 (0)7700 900940, 0044 7700 900940",
                 "PHONE=+44 (0)7700 900940|PHONE=0044 7700 900940");
    assert_found("07700-900-215 and O77OO 9OO365", "PHONE=07700-900-215|PHONE=O77OO 9OO365");
    assert_found("mob 960417", "PHONE=960417");
}

static void test_phones__leave_public_numbers(void **state)
{
    (void)state;
    assert_found("call 101, 999 or 0808 157 0123 at any time", "");
    assert_found("switchboard 0161 496 0000", "");
    assert_found("his 0808 157 0123", "PHONE=0808 157 0123");
    assert_found("serial 0400 123 4567", "");
}

static void test_vehicles__of_every_series(void **state)
{
    (void)state;
    assert_found("a blue one AB12 CDE left", "VEHICLE=AB12 CDE");
    assert_found("AB36 CDE, AB89CDE", "VEHICLE=AB36 CDE|VEHICLE=AB89CDE");
    assert_found("van ab86 cde", "VEHICLE=ab86 cde");
    assert_found("P123 ABC and BHZ 1234", "VEHICLE=P123 ABC|VEHICLE=BHZ 1234");
    assert_found("car ABC 123D, reg 7 TRO", "VEHICLE=ABC 123D|VEHICLE=7 TRO");
    assert_found("P638 ZUZ, Q675 ZNB", "VEHICLE=P638 ZUZ|VEHICLE=Q675 ZNB");
    assert_found("a red Ford Focus WXL 62 hit the wall", "VEHICLE=WXL 62");
    assert_found("the motorbike bore 837 JB", "VEHICLE=837 JB");
    assert_found("the keeper of the car 281 D 037", "VEHICLE=281 D 037");
    assert_found("the Land Rover 14 XB 41", "VEHICLE=14 XB 41");
    assert_found("the car was driven 300 KM in MAY 26", "");
    assert_found("exhibit RXM 10, a photograph of the car", "");
    assert_found("AB01 CDE", "");
    assert_found("exhibit ABC 123D", "");
    assert_found("ON THE A15 THE LORRY", "");
}

static void test_vehicles__read_in_part_when_announced(void **state)
{
    (void)state;
    assert_found("partial index KX37", "VEHICLE=KX37");
    assert_found("a car, plate ending LPO", "VEHICLE=LPO");
    assert_found("call sign KX37", "");
}

static void test_police__needs_the_announcing_word(void **state)
{
    (void)state;
    assert_found("crime reference 42/12345/26 refers", "CRIME_REFERENCE=42/12345/26");
    assert_found("custody record number XX/999/26", "CUSTODY_REFERENCE=XX/999/26");
    assert_found("log 117 refers", "CRIME_REFERENCE=117");
    assert_found("part number 42/12345/26A", "");
    assert_found("log 1410 hrs", "");
}

static void test_police__computes_the_pnc_letter(void **state)
{
    (void)state;
    assert_found("known as 36/412207Y", "PNC_ID=36/412207Y");
    assert_found("batch 36/412207X", "");
    assert_found("CRO 88120/37V", "PNC_ID=88120/37V");
}

static void test_police__finds_collar_numbers(void **state)
{
    (void)state;
    assert_found("PC 2281, PS 442", "COLLAR_NUMBER=2281|COLLAR_NUMBER=442");
    assert_found("by PC Quill 2281", "PERSON=Quill|COLLAR_NUMBER=2281");
    assert_found("PC 1430 hrs", "");
}

static void test_places__find_address_and_postcode(void **state)
{
    (void)state;
    assert_found("12 Mill Lane, Sampletown, CF10 3NQ.",
                 "ADDRESS=12 Mill Lane, Sampletown|POSTCODE=CF10 3NQ");
    assert_found("Flat 2B, Rowan House, 14 Canal Walk, Eastmoor",
                 "ADDRESS=Flat 2B, Rowan House, 14 Canal Walk, Eastmoor");
    assert_found("7 Bryn Road\nSampletown\nCF10 3NQ",
                 "ADDRESS=7 Bryn Road\nSampletown|POSTCODE=CF10 3NQ");
    assert_found("at 42 birkdale ave, stanwell", "ADDRESS=42 birkdale ave, stanwell");
    assert_found("form ZZ1 1AA", "");
}

static void test_places__need_a_home_without_a_number(void **state)
{
    (void)state;
    assert_found("She lives on Beech Grove.", "ADDRESS=Beech Grove");
    assert_found("He lives at number 22.", "ADDRESS=22");
    assert_found("Address: The Old Forge, Church Lane, Upper Wickby",
                 "ADDRESS=The Old Forge, Church Lane, Upper Wickby");
    assert_found("seen on Beech Grove, near the number 22 bus", "");
    assert_found("the corner of Beech Grove", "");
    assert_found("lads ran up 3 flights past 2 men in mill lane", "");
}

static void test_dates__only_of_birth(void **state)
{
    (void)state;
    assert_found("DOB: 01/02/1980, seen 3 March 1985", "DATE_OF_BIRTH=01/02/1980");
    assert_found("born on the 1st of April 2019", "DATE_OF_BIRTH=1st of April 2019");
    assert_found("d.o.b. 3-4-98; dob 2001-09-30",
                 "DATE_OF_BIRTH=3-4-98|DATE_OF_BIRTH=2001-09-30");
    assert_found("dob l4/06/2O03", "DATE_OF_BIRTH=l4/06/2O03");
    assert_found("born the twelfth of March two thousand and one",
                 "DATE_OF_BIRTH=the twelfth of March two thousand and one");
    assert_found("on 3 March 2026 at 10:00", "");
}

static void test_dates__long_before_the_others(void **state)
{
    (void)state;
    assert_found("held 05/05/2007, log of 19 June 2037", "DATE_OF_BIRTH=05/05/2007");
    assert_found("bought 05/05/2035, log of 19 June 2037", "");
}

static void test_identities__found_and_their_look_alikes_left(void **state)
{
    (void)state;
    assert_found("a man aged 34, a 12-year-old boy, a 30-year-old malt", "AGE=34|AGE=12");
    assert_found("he has 12 years of service", "");
    assert_found("adapter 00:00:5e:00:53:01 at 51.5014, -0.1419",
                 "MAC=00:00:5e:00:53:01|COORDINATES=51.5014, -0.1419");
    assert_found("seen at SU 12345 67890 or ///filled.count.soap",
                 "COORDINATES=SU 12345 67890|COORDINATES=///filled.count.soap");
    assert_found("plain version 51.5, GB 980 7806 85 and 1M8GDM9A1KP0427880", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_online__finds_addresses_of_the_net),
        cmocka_unit_test(test_online__leaves_mailboxes_and_sites_of_bodies),
        cmocka_unit_test(test_online__finds_names_of_accounts),
        cmocka_unit_test(test_numbers__need_their_check_digit),
        cmocka_unit_test(test_numbers__announced_need_none),
        cmocka_unit_test(test_numbers__find_rigid_shapes),
        cmocka_unit_test(test_numbers__find_by_context),
        cmocka_unit_test(test_numbers__the_longer_find_takes_the_place_of_what_lies_in_it),
        cmocka_unit_test(test_ages__of_people_and_not_of_things),
        cmocka_unit_test(test_phones__in_every_written_form),
        cmocka_unit_test(test_phones__leave_public_numbers),
        cmocka_unit_test(test_vehicles__of_every_series),
        cmocka_unit_test(test_vehicles__read_in_part_when_announced),
        cmocka_unit_test(test_police__needs_the_announcing_word),
        cmocka_unit_test(test_police__computes_the_pnc_letter),
        cmocka_unit_test(test_police__finds_collar_numbers),
        cmocka_unit_test(test_places__find_address_and_postcode),
        cmocka_unit_test(test_places__need_a_home_without_a_number),
        cmocka_unit_test(test_identities__found_and_their_look_alikes_left),
        cmocka_unit_test(test_dates__only_of_birth),
        cmocka_unit_test(test_dates__long_before_the_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
