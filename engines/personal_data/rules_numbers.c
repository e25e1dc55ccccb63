/* Numbers that name a person or an account. A number with a check digit needs no context; one
 * without, or whose check digit may have been lost in scanning, needs either a rigid shape or
 * the word that announces it. */
#include "personal_data/detect_rules.h"

#include "personal_data/check_digits.h"

#define TO_ACCOUNT "(?i:[ ,/:&-]|and|account|acct|acc|a/c|number|no\\.?){1,6}"
#define GAP "[^\\d\\n]{0,25}?"

const struct detect_rule detect_number_rules[] = {
    {"IBAN", "\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b", check_iban, NULL,
     "#u 2-+ *;", 2},
    {"IBAN",
     "(?i)\\biban\\b[^\\n]{0,15}?\\b([A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: "
     "?[A-Z0-9]{1,3})?)\\b",
     NULL, NULL, "(?i)iban", 4},
    {"DRIVING_LICENCE",
     "(?i)\\b[A-Z9]{5}[ -]?\\d[0156]\\d(?:[0-2]\\d|3[01])\\d[ -]?[A-Z9]{2}[A-Z0-9][A-Z]{2}"
     "(?: \\d{2})?\\b",
     NULL, NULL, "#* 6-+ ulULDd;", 6},
    {"DRIVING_LICENCE",
     "(?i)\\blic(?:en[cs]e)?\\b[^\\n]{0,25}?\\b([A-Z0-9]{5}[ -]?[\\dOIL]{6}[ "
     "-]?[A-Z0-9]{5})\\b",
     NULL, NULL, "(?i)(?:^|\\W)lic(?:en[cs]e)?\\W", 16},
    /* QQ is the prefix of sample numbers. */
    {"NI_NUMBER",
     "\\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-TW-Z][A-CEGHJ-NP-TW-Z][ -]?\\d{2}[ -]?\\d{2}[ "
     "-]?\\d{2}[ -]?"
     "[A-D]\\b",
     NULL, NULL, "#uUd 2-6 uUDd;", 3},
    {"NI_NUMBER",
     "(?i)\\b(?:ni|nino|national insurance)\\b[^\\d\\n]{0,20}?\\b([A-Z]{2}[ -]?[\\dO]{2}[ "
     "-]?[\\dO]{2}[ -]?"
     "[\\dO]{2}(?:[ -]?[A-DFMP])?)\\b",
     NULL, NULL, "(?i)(?:^|\\W)(?:ni|nino|national insurance)\\W", 24},
    {"IMEI", "(?i)\\bimei\\b" GAP "(\\d(?:[ -]?\\d){13,15})(?!\\d)", NULL, NULL,
     "(?i)(?:^|\\W)imei\\W", 8},
    {"IMEI", "(?<![\\w-])(?:00|01|3[0-9]|86|9[89])(?:[ -]?\\d){13}(?![\\w-])", check_imei, NULL,
     "#hspckm+xULDHX 2-+ Dd;", 0},
    {"CARD", "(?<![\\w-])[2-6]\\d{3}(?:[ -]?\\d){9,15}(?![\\w-])", check_luhn, NULL,
     "#hspckm+xULDHX 4-+ Dd;", 0},
    {"CARD", "(?i)\\bcard\\b" GAP "(\\d{4}[ -]?\\d{4}[ -]?\\d{4}[ -]?\\d{4})(?!\\d)", NULL,
     NULL, "(?i)(?:^|\\W)card\\W", 8},
    {"NHS_NUMBER", "(?i)\\bnhs\\b" GAP "(\\d{3}[ -]?\\d{3}[ -]?\\d{4})(?!\\d)", NULL, NULL,
     "(?i)(?:^|\\W)nhs\\W", 8},
    {"NHS_NUMBER", "(?<![\\w)-])(?<!\\) )(?<!\\+44 )\\d{3}[ -]?\\d{3}[ -]?\\d{4}(?![\\w-])",
     check_nhs, NULL, "#hspckm+xULDHX 3-+ Dd;", 0},
    {"BANK_ACCOUNT",
     "(?i)\\b(?:sort ?-?code|sort|s/c|sc)\\b[^\\d\\n]{0,15}(\\d{2}[ -]?\\d{2}[ "
     "-]?\\d{2})(?!\\d)",
     NULL, NULL, "(?i)(?:^|\\W)(?:sort ?-?code|sort|s/c|sc)\\W", 18},
    {"BANK_ACCOUNT",
     "(?i)\\b(?:account|a/c|acct|acc)\\b[^\\d\\n]{0,60}(\\d{8}|\\d{4} \\d{4}|\\d{7})(?![\\d-])",
     NULL, NULL, "(?i)(?:^|\\W)(?:account|a/c|acct|acc)\\W", 12},
    {"BANK_ACCOUNT", "(?<![\\w-])(\\d{2}-\\d{2}-\\d{2})(?=" TO_ACCOUNT "\\d{4} ?\\d{4}(?!\\d))",
     NULL, NULL, "#hspckm+xULDHX 2-2 d;", 0},
    {"BANK_ACCOUNT", "(?<![\\w-])\\d{2}-\\d{2}-\\d{2}" TO_ACCOUNT "(\\d{4} ?\\d{4})(?!\\d)",
     NULL, NULL, "#hspckm+xULDHX 2-2 d;", 0},
    {"BANK_ACCOUNT",
     "(?<![\\w-])(\\d{8})[ ,/]{1,3}(?i:sort ?code)?[ :]{0,2}(?=\\d{2}-\\d{2}-\\d{2}(?!\\d))",
     NULL, NULL, "#hspckm+xULDHX 8-8 smULDHX;", 0},
    {"PASSPORT",
     "(?i)\\bpassport\\b[^\\d\\n]{0,25}?\\b(\\d{3} ?\\d{3} ?\\d{3}|[A-Z]{1,2} "
     "?\\d{6,7})(?!\\d)",
     NULL, NULL, "(?i)passport", 10},
    {0},
};
