/* Addresses and postcodes. An address needs a house number and a street type; what follows up
 * to the postcode is taken in when it looks like places set off by commas. */
#include "redact_rules.h"

#include "check_digits.h"

#define STREET_TYPE                                                                            \
    "(?:Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Crescent|Gardens|Grove|Place|Court|Way|" \
    "Terrace|Walk|Square|Hill|Mews|Row|Parade|Rise|View)"
#define POSTCODE "[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[ABD-HJLNP-UW-Z]{2}"

const struct redact_rule redact_place_rules[] = {
    {"ADDRESS",
     "\\b(?:(?:Flat|Apartment|Unit) \\d{1,4}[A-Za-z]?,? )?\\d{1,4}[A-Za-z]? "
     "(?:\\p{Lu}[\\p{L}']{1,20} ){1,4}" STREET_TYPE
     "\\b(?:, \\p{Lu}[\\p{L}' -]{2,30}(?=[,.;\\n]|$))"
     "{0,3}",
     NULL},
    {"POSTCODE", "\\b" POSTCODE "\\b", check_postcode_area},
    {0},
};
