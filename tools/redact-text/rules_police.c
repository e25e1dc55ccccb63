/* References of police records. They have no national shape for crimes and custody, so the word
 * that announces them is needed. The PNC check letter is not computed: the shape is. */
#include "redact_rules.h"

const struct redact_rule redact_police_rules[] = {
    {"PNC_ID", "(?i)\\bpnc\\s?(?:id|no\\.?|number)?[:\\s]{1,4}(\\d{2,4}/\\d{1,7}[A-Z])\\b",
     NULL},
    {"CRIME_REFERENCE",
     "(?i)\\bcrime\\s(?:ref(?:erence)?|no|number|report)\\b[^A-Z0-9\\n]{0,4}(?:(?:number|no|is)"
     "\\b"
     "[^A-Z0-9\\n]{1,4})?((?=[A-Z/-]{0,6}\\d)[A-Z0-9]{1,12}(?:[/-][A-Z0-9]{1,12}){0,4})",
     NULL},
    {"CUSTODY_REFERENCE",
     "(?i)\\bcustody\\s(?:ref(?:erence)?|no|number|record)\\b[^A-Z0-9\\n]{0,4}(?:(?:number|no|"
     "is)\\b"
     "[^A-Z0-9\\n]{1,4})?((?=[A-Z/-]{0,6}\\d)[A-Z0-9]{1,12}(?:[/-][A-Z0-9]{1,12}){0,4})",
     NULL},
    {"COLLAR_NUMBER",
     "(?i)\\b(?:collar|warrant|shoulder)\\s(?:no\\.?|number)\\b[^A-Z0-9\\n]{0,4}([A-Z]{0,2}\\d{"
     "2,6})\\b",
     NULL},
    {"COLLAR_NUMBER", "\\b(?:PC|DC|PS|DS|PCSO|WPC|TDC)\\s(\\d{2,5})\\b", NULL},
    {0},
};
