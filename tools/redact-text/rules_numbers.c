/* Numbers that name a person, an account or a vehicle. A number with a check digit needs no
 * context; one without needs either a rigid shape or the word that announces it. */
#include "redact_rules.h"

#include "check_digits.h"

const struct redact_rule redact_number_rules[] = {
    {"IBAN", "\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b", check_iban},
    {"DRIVING_LICENCE",
     "\\b[A-Z9]{5}\\d[0156]\\d(?:[0-2]\\d|3[01])\\d[A-Z9]{2}[A-Z0-9][A-Z]{2}\\b", NULL},
    {"NI_NUMBER",
     "\\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?"
     "[A-D]\\b",
     NULL},
    {"IMEI", "(?i)\\bimei\\b[^\\d\\n]{0,20}(\\d{2}[ -]?\\d{6}[ -]?\\d{6}[ -]?\\d)(?!\\d)",
     check_imei},
    {"CARD", "(?<![\\w-])[2-6]\\d{3}(?:[ -]?\\d){9,15}(?![\\w-])", check_luhn},
    {"PHONE",
     "(?<![\\w+])(?:\\+44 ?(?:\\(0\\) ?)?|\\(?0)\\d{2,4}\\)?(?:[ -]?\\d){5,8}(?![\\w-])",
     check_uk_phone},
    {"NHS_NUMBER", "(?<![\\w-])\\d{3}[ -]?\\d{3}[ -]?\\d{4}(?![\\w-])", check_nhs},
    {"BANK_ACCOUNT", "(?i)\\bsort ?code\\b[^\\d\\n]{0,12}(\\d{2}[ -]?\\d{2}[ -]?\\d{2})(?!\\d)",
     NULL},
    {"BANK_ACCOUNT",
     "(?i)\\b(?:account|a/c|acc)(?: (?:number|no\\.?))?\\b[^\\d\\n]{0,8}(\\d{8})(?!\\d)", NULL},
    {"PASSPORT", "(?i)\\bpassport\\b[^\\d\\n]{0,20}(\\d{9}|[A-Z]{1,2}\\d{7})\\b", NULL},
    {"VEHICLE", "\\b[A-HJ-PR-Y][A-HJ-PR-Y](?:0[2-9]|[1-7]\\d) ?[A-HJ-PR-Z]{3}\\b", NULL},
    {"VEHICLE", "\\b[A-HJ-NPR-TV-Y]\\d{1,3} ?[A-HJ-PR-Y]{3}\\b", NULL},
    {"VEHICLE",
     "(?i)\\b(?:vrm|index|registration|reg)\\b[^A-Z0-9\\n]{1,6}((?-i:[A-Z]{3} ?\\d{1,3} "
     "?[A-Z]?))\\b",
     NULL},
    {0},
};
