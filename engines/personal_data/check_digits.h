/* Check digits of the numbers that carry one. Each function reads the digits (and letters) of
 * `text` and skips blanks and hyphens; false when the count or the check digit is wrong.
 *
 * No state, no errors. Example: check_luhn(STR("4242 4242 4242 4242")) is true. */
#ifndef POLICEAI_PERSONAL_DATA_CHECK_DIGITS_H
#define POLICEAI_PERSONAL_DATA_CHECK_DIGITS_H

#include "base/str.h"

#include <stdbool.h>

/* ISO/IEC 7812-1 annex B; 13 to 19 digits, not all the same. */
bool check_luhn(struct str text);
/* 15 digits with a Luhn digit (3GPP TS 23.003, 6.2.1). */
bool check_imei(struct str text);
/* NHS number: ten digits, weights 10 to 2, modulus 11 (NHS Data Dictionary). */
bool check_nhs(struct str text);
/* ISO 13616: the four first characters moved to the end, letters as 10 to 35, mod 97 = 1. */
bool check_iban(struct str text);
/* VAT registration of the United Kingdom (HMRC): weights 8 to 2 and the two last digits,
 * modulus 97, or 55 more. */
bool check_vat(struct str text);
/* 17 characters with the check character of 49 CFR 565.15 in place 9. Not every maker outside
 * North America sets one. */
bool check_vin(struct str text);
/* Machine-readable lines of ICAO Doc 9303 part 4 (two of 44) or 5 (three of 30), parted by line
 * ends: the check digits of number, birth and expiry. */
bool check_mrz(struct str text);
/* Base58 of 25 bytes that begin with version 0 or 5 (Bitcoin). The SHA-256 inside is not
 * computed. */
bool check_base58_wallet(struct str text);
/* Bech32 or Bech32m (BIP 173, BIP 350) with the prefix "bc". */
bool check_bech32(struct str text);
/* Identifier of the Police National Computer, YY/NNNNNNNL or YYYY/NNNNNNNL: the letter is the
 * two last digits of the year and the serial, as nine digits, modulus 23. */
bool check_pnc(struct str text);
/* Outward code begins with a postcode area in use. */
bool check_postcode_area(struct str text);
/* The geographic, mobile and service ranges of the National Telephone Numbering Plan. */
bool check_uk_phone(struct str text);
/* Day and month exist in that month. `text` is D M Y in digits with separators. */
bool check_numeric_date(struct str text);

#endif
