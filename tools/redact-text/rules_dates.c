/* Dates; one announced as a birth is DATE_OF_BIRTH. */
#include "redact_rules.h"

#include "check_digits.h"

#define MONTH                                                                                  \
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"         \
    "Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
#define NUMERIC "\\d{1,2}[/.-]\\d{1,2}[/.-](?:19|20)?\\d{2}"
#define WORDED "\\d{1,2}(?:st|nd|rd|th)? (?:of )?" MONTH ",? (?:19|20)\\d{2}"
#define BIRTH "\\b(?:d\\.?o\\.?b\\.?|born|date of birth|birth date)(?![\\w])[^\\d\\n]{0,8}"

const struct redact_rule redact_date_rules[] = {
    {"DATE_OF_BIRTH", "(?i)" BIRTH "(" NUMERIC ")(?![\\d/-])", check_numeric_date},
    {"DATE_OF_BIRTH", "(?i)" BIRTH "(" WORDED ")\\b", NULL},
    {"DATE", "(?<![\\d/.-])" NUMERIC "(?![\\d/-])", check_numeric_date},
    {"DATE", "\\b" WORDED "\\b", NULL},
    {"DATE", "\\b(?:19|20)\\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])\\b", NULL},
    {0},
};
