/* References of police records. Crimes and custody have no national shape, so the word that
 * announces them is needed; PNC identifiers have a check letter. */
#include "personal_data/detect_rules.h"

#include "personal_data/check_digits.h"
#include "personal_data/context.h"

#define REFERENCE "((?=[A-Z/-]{0,8}\\d)[A-Z0-9]{1,16}(?:[/-][A-Z0-9]{1,14}){0,5})(?![\\w/])"
#define KIND_OF_NUMBER                                                                         \
    "(?:[ .:]{1,2}(?:report|record|rec|ref(?:erence)?|no|number|num|nos|id|is|was|log|given|"  \
    "file|under|as)\\b)"
#define TO_VALUE "[ .:#(-]{1,4}"
#define RANK                                                                                   \
    "(?:PC|PS|DC|DS|DI|DCI|OIC|Supt|CI|SC|PCSO|WPC|TDC|TPC|SPC|Sgt|Insp|Sergeant|Constable|"   \
    "Inspector|Officer|"                                                                       \
    "CSO|DDO|PSI|CSI)"
#define CASE_WORD                                                                              \
    "(?:crime|incident|inc|occurrence|occ|log|cad|urn|case|investigation|offence|niche|storm|" \
    "crn|oel|file|ois|icad|athena|nfib|nfrc|cr|action fraud)"
#define LOG_WORD "(?:crime|incident|log|cad|urn|storm|crn|occurrence|oel|ois|icad|nfib)"
#define NAME "\\p{L}[\\p{L}'’-]{1,20}"

static bool has_three(struct str span)
{
    size_t digits = 0;
    for (size_t i = 0; i < span.n; i++) {
        digits += span.p[i] >= '0' && span.p[i] <= '9';
    }
    return digits >= 3;
}

static bool is_no_time(struct str text, size_t start, size_t end)
{
    (void)start;
    return !context_has(text, end, end, 0, 6, "hrs hours h hr hour");
}

/* Four digits that are a time of day, as log lines begin with. */
static bool is_no_clock(struct str span)
{
    return span.n != 4 || span.p[0] > '2' || span.p[2] > '5' ||
           (span.p[0] == '2' && span.p[1] > '3');
}

static bool is_no_complaint(struct str text, size_t start, size_t end)
{
    return !context_has(
        text, start, end, 25, 0,
        "request exhibit form notice fault licence permit seal bag property delivery tracking "
        "account customer complaint claim invoice order booking insurance policy ticket job "
        "parcel part batch serial model");
}

/* References of requests and orders name no case. */
static bool is_case(struct str span)
{
    return has_three(span) && !str_starts(span, STR("FOI")) && !str_starts(span, STR("SAR")) &&
           !str_starts(span, STR("INV")) && !str_starts(span, STR("ORD"));
}

const struct detect_rule detect_police_rules[] = {
    {"CRIME_REFERENCE",
     "(?i)\\b(?:urn|unique reference number)\\b[ :.#]{1,3}(?:(?:no|number|is)[ :.]{1,2})?"
     "(\\d{2}[ /]?[A-Z]{2}[ /]?\\d{5,7}[ /]?\\d{2})(?!\\d)",
     NULL, NULL, "(?i)(?:urn|unique reference number)", 24},
    {"PNC_ID", "(?<![\\w/])\\d{2}(?:\\d{2})?/\\d{1,7}[A-Z](?![\\w/])", check_pnc, NULL,
     "#hdpckm+xULDHX 2-4 s;", 0},
    {"PNC_ID", "(?i)\\bpnc(?:id)?\\b[^\\d\\n]{0,15}(\\d{2,4}/\\d{1,7}[A-Z])\\b", NULL, NULL,
     "(?i)pnc", 3},
    {"PNC_ID", "(?i)\\bcro\\b[^\\d\\n]{0,12}?((?:SF)?\\d{1,6}/\\d{2}[A-Z])\\b", NULL, NULL,
     "(?i)(?:^|\\W)cro\\W", 7},
    {"CUSTODY_REFERENCE", "(?i)\\bcust(?:ody)?\\b" KIND_OF_NUMBER "{1,3}" TO_VALUE REFERENCE,
     has_three, NULL, "(?i)(?:^|\\W)cust(?:ody)?[ .:]", 10},
    {"CUSTODY_REFERENCE", "(?i)\\b(?:detention log|custody)" TO_VALUE REFERENCE, has_three,
     NULL, "(?i)(?:detention log|custody)[ .:#(-]", 16},
    {"CRIME_REFERENCE",
     "(?i)\\b(?:crime|incident|inc|occurrence|occ|log|cad|urn|case|investigation|offence|"
     "niche|storm|crn|oel|file|ois|icad|athena|nfib|nfrc|cr|action fraud)\\b" KIND_OF_NUMBER
     "{1,4}" TO_VALUE REFERENCE,
     has_three, NULL,
     "(?i)(?:^|\\W)" CASE_WORD
     "[ .:]{1,2}(?:report|record|rec|ref|no|num|id|is|was|log|given|file|under|as)",
     32},
    {"CRIME_REFERENCE",
     "(?i)\\b(?:crime|incident|log|cad|urn|storm|crn|occurrence|oel|ois|icad|nfib)" TO_VALUE
         REFERENCE,
     has_three, is_no_time, "(?i)(?:^|\\W)" LOG_WORD "[ .:#(-]", 12},
    {"CRIME_REFERENCE", "(?<![\\w/])[A-Z0-9]{1,4}/\\d{4,7}/\\d{2}(?![\\w/])", NULL,
     is_no_complaint, "#s 4-7 s;", 5},
    {"CRIME_REFERENCE",
     "(?<![\\w/-])(?!FOI|SAR|INV|ORD|CO/)[A-Z]{1,4}[/-](?:20)?[0-4]\\d[/-]\\d{3,7}(?![\\w/-])",
     NULL, is_no_complaint, "#sd 2-4 sd;", 5},
    {"CRIME_REFERENCE",
     "(?<![\\w/-])(?!FOI|SAR|INV|ORD|CO/)[A-Z]{2,4}[/-]\\d{3,7}[/-](?:20)?[0-4]\\d(?![\\w/-])",
     NULL, is_no_complaint, "#sd 3-7 sd;", 5},
    {"CRIME_REFERENCE", "\\bCR[ :/]{1,3}" REFERENCE, has_three, NULL, "CR[ :/]", 3},
    {"CRIME_REFERENCE",
     "(?im)^ ?(?:our |your |police )?ref(?:erence)?(?: no| number)?\\.?[: "
     "]{1,3}(?=[A-Z0-9]+[/-])" REFERENCE,
     is_case, NULL, "(?i)ref(?:erence)?(?: no| number)?\\.?[: ]", 26},
    {"CRIME_REFERENCE", "(?<![\\w/])[A-Z]{2}/\\d{2}/\\d{4,7}(?![\\w/])", NULL, is_no_complaint,
     "#s 2-2 s;", 3},
    {"CRIME_REFERENCE", "(?<![\\w/])\\d{2}[A-Z]{2}\\d{7}(?![\\w/])", NULL, is_no_complaint,
     "#hdpckm+xULDHX 2-2 u;", 0},
    {"COLLAR_NUMBER",
     "(?i)\\b(?:collar|warrant|shoulder|epaulette|force|officer)(?:[ "
     ".:]{1,2}(?:no|number|num|is|was|id)\\b){0,3}"
     "[ .:#(]{1,3}([A-Z]{0,2}\\d{2,6}[A-Z]{0,2})\\b",
     NULL, NULL, "(?i)(?:^|\\W)(?:collar|warrant|shoulder|epaulette|force|officer)[ .:#(]", 12},
    {"COLLAR_NUMBER",
     "(?i)\\b" RANK "[ ./]{0,2}\\(?([A-Z]{0,2}\\d{2,6}(?: ?(?-i:[A-Z]{1,2})\\b)?)(?![\\w/])",
     NULL, is_no_time, "(?i)(?:^|\\W)" RANK "(?:[ ./(]|[A-Z]{0,2}\\d)", 13},
    {"COLLAR_NUMBER",
     "(?i)\\b" RANK "\\.? (?:\\p{L}\\.? ?){0,2}" NAME
     "(?: (?-i:\\p{Lu}[\\p{L}'’-]{1,20})){0,2},?[ ]{1,2}\\(?"
     "([A-Z]{0,2}\\d{3,6}(?-i:[A-Z]{0,2}))(?![\\w:])",
     NULL, is_no_time, "(?i)(?:^|\\W)" RANK "\\.? [a-z\\x80-\\xff]", 24},
    {"COLLAR_NUMBER", "\\b(\\d{3,5}[A-Z]{0,2}) " RANK "\\b", is_no_clock, NULL, "#* 3-5 uU;",
     0},
    {"COLLAR_NUMBER", "\\b(?:by|from|to|with) (\\d{3,5}) \\p{Lu}\\p{Ll}{2,20}\\b", is_no_clock,
     NULL, "#L 3-5 UH;", 5},
    {"CRIME_REFERENCE",
     "(?i)\\b(?:our|your|quote|quoting) ref(?:erence)?(?: (?:no|number|is))?" TO_VALUE
     "(?=[A-Z0-9]+[/-])" REFERENCE,
     is_case, NULL, "(?i)(?:our|quote|quoting) ref", 12},
    {"CRIME_REFERENCE",
     "(?i)\\b(?:number|reference|ref)\\b(?: "
     "(?:i|you|we|they|he|she|was|were|is|gave|given|me|us|by|the|police|officer|him|her|with|"
     "to)){2,6} " REFERENCE,
     is_case, NULL, "(?i)(?:^|\\W)(?:number|reference|ref) ", 10},
    {0},
};
