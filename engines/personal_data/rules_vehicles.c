/* Registration marks of every series (DVLA, INF104 and V355/1 for Northern Ireland). The
 * current and prefix series have a rigid shape; older ones need a word for a vehicle nearby.
 * Age identifiers run 02 to 50 for marks of March and 51 to 00 for September: all but 01. */
#include "personal_data/detect_rules.h"

#include "personal_data/context.h"

#define NI_CODE                                                                                \
    "(?:IA|DZ|KZ|RZ|IB|LZ|XZ|IJ|BZ|JZ|SZ|IL|IG|IW|NZ|YZ|HZ|JI|VZ|AZ|CZ|EZ|FZ|GZ|MZ|OI|PZ|TZ|"  \
    "UI|WZ)"
#define ANNOUNCED                                                                              \
    "(?i:\\b(?:vrms?|vrn|index|registration|reg|plates?|number ?plates?)\\b)(?:[ ,]{1,2}(?i:"  \
    "number|no\\.?|mark|plates?|is|was|of|as|read|reads|reading|shows?|showing|on|it|the|a|"   \
    "for|its|given|with|index|registration|something|like|similar|to|poss|possibly|maybe|"     \
    "starting|beginning|ending|partial))"                                                      \
    "{0,5}[ :;.,\"'“(-]{1,4}"

#define ANNOUNCED_ANCHOR                                                                       \
    "(?i)(?:^|\\W)(?:vrms?|vrn|index|registration|reg|plates?|number ?plates?)[ ,:;.\"'“(-]"

static const char vehicle_words[] =
    "car cars van vehicle vehicles reg registration vrm vrn index plate plates motorbike "
    "motorcycle moped scooter lorry "
    "truck hgv trailer driving drove driver parked mark quad taxi tractor pickup suv estate "
    "hatchback saloon veh "
    "ford vauxhall audi bmw volkswagen vw skoda seat renault nissan toyota fiat mercedes kia "
    "hyundai citroen peugeot honda "
    "suzuki mazda mini rover jaguar volvo lexus transit corsa astra focus fiesta golf polo "
    "clio registered caravan "
    "minibus bus coach convertible keeper insurance";

static bool near_vehicle(struct str text, size_t start, size_t end)
{
    return context_has(text, start, end, 80, 40, vehicle_words);
}

/* "A15 THE": three letters that are a word of a sentence in capitals. */
static bool is_no_sentence(struct str text, size_t start, size_t end)
{
    return !context_lists("and the for was not but has had her his she man car van bus who off "
                          "out ran got are one two "
                          "did him you are via its can may hrs",
                          str_n(text.p + end - 3, 3)) ||
           context_has(text, start, end, 40, 0, "reg registration vrm vrn index plate plates");
}

/* Three letters first: "and 5B" is none. */
static bool is_suffix_mark(struct str text, size_t start, size_t end)
{
    return !context_lists("and the for was not but has had her his she man car van who off out "
                          "ran got are one two did "
                          "him you are via its can may no ch ss pcs ref tel ext",
                          str_n(text.p + start, 3)) &&
           near_vehicle(text, start, end);
}

/* Letters and a number with no shape of their own: close to a vehicle, and the letters no word,
 * rank, unit or label of an exhibit. */
static bool is_dateless_mark(struct str text, size_t start, size_t end)
{
    size_t from = start;
    while (from < end && (text.p[from] < 'A' || text.p[from] > 'Z')) {
        from++;
    }
    size_t to = from;
    while (to < end && text.p[to] >= 'A' && text.p[to] <= 'Z') {
        to++;
    }
    return !context_lists(
               "pc dc ps ds di dci dsu pcso sgt insp supt acc cc ch dch no op ref ext tel "
               "id am pm gmt bst hrs mph kg km mm cm ml gb mb tv uk us eu gbp usd box flat "
               "unit room page item jan feb mar apr may jun jul aug sep oct nov dec mon tue "
               "wed thu fri sat sun and the for was not had has her his she who off out are "
               "one two did you via its can an as at be by do go he if in is it me my of on "
               "or so to up we all any but how now see set ten top use way yes",
               str_n(text.p + from, to - from)) &&
           context_has(text, start, end, 40, 25, vehicle_words) &&
           !context_has(
               text, start, end, 25, 0,
               "exhibit exhibits item page log collar shoulder number case ref reference road "
               "junction flat room unit form section act");
}

/* Small letters: run together, or with a vehicle nearby. */
static bool is_small_mark(struct str text, size_t start, size_t end)
{
    return is_no_sentence(text, start, end) &&
           (end - start == 7 || near_vehicle(text, start, end));
}

static bool has_both(struct str span)
{
    bool letter = false;
    bool digit = false;
    for (size_t i = 0; i < span.n; i++) {
        digit = digit || (span.p[i] >= '0' && span.p[i] <= '9');
        letter = letter || (span.p[i] | 0x20) >= 'a';
    }
    return letter && digit;
}

static bool is_partial(struct str span)
{
    return !context_lists("vrm vrn reg car van and the was not for pnc pc dc ps mo no of on in "
                          "cctv anpr dvla mpv suv",
                          span);
}

const struct detect_rule detect_vehicle_rules[] = {
    {"VEHICLE", "\\b[A-HJ-PR-Y][A-HJ-PR-Y](?!01)\\d{2}[ -]?[A-HJ-PR-Z]{3}\\b", NULL,
     is_no_sentence, "#u 2-2 uUd;", 2},
    {"VEHICLE", "(?i)\\b[A-HJ-PR-Y]{2}(?!01)\\d{2} ?[A-HJ-PR-Z]{3}\\b", NULL, is_small_mark,
     "#ul 2-2 ulUL;", 2},
    {"VEHICLE", "\\b[A-Z]{2} ?[\\dOISBZ]{2} ?[A-Z0-9]{3}\\b", has_both, near_vehicle,
     "#uU 1-5 *;", 8},
    {"VEHICLE", "\\b[A-HJ-NP-TV-Y]\\d{1,3} ?[A-HJ-PR-Z]{3}\\b", NULL, is_no_sentence,
     "#u 1-3 uU;", 1},
    {"VEHICLE", "(?i)\\b[A-HJ-NP-TV-Y]\\d{1,3}[A-HJ-PR-Z]{3}\\b", NULL, near_vehicle,
     "#ul 1-3 ul;", 1},
    {"VEHICLE", "\\b[A-Z]" NI_CODE " ?\\d{4}\\b", NULL, NULL, "#uU 4-4 *;", 4},
    {"VEHICLE", "(?i)\\b[A-Z]?" NI_CODE " ?\\d{1,4}\\b", NULL, near_vehicle,
     "(?i)(?:I[ABGJLW]|[A-Z]Z|[JOU]I) ?\\d", 6},
    {"VEHICLE", "(?i)\\b[A-HJ-PR-Z]{3} ?\\d{1,3}[A-HJ-NP-TV-Y]\\b", NULL, is_suffix_mark,
     "#ulUL 1-3 ul;", 4},
    {"VEHICLE",
     ANNOUNCED "([A-Z]{1,3} ?\\d{1,4}|\\d{1,4} ?[A-Z]{1,3}|[A-Z0-9]{1,4}[ -][A-Z0-9]{1,4}|"
               "[A-Z0-9]{3,8})(?![\\w/])",
     has_both, NULL, ANNOUNCED_ANCHOR, 20},
    {"VEHICLE", ANNOUNCED "(?i:([a-z]{1,3}\\d{1,4}[a-z]{0,3}|\\d{1,4}[a-z]{1,3}))(?![\\w/])",
     has_both, NULL, ANNOUNCED_ANCHOR, 20},
    {"VEHICLE",
     "(?i:\\b(?:partial|partially|part)\\b)[^\\n.;]{0,40}?\\b([A-Z]{1,2}\\d{1,2}[A-Z]{0,2}|\\d{"
     "1,2} ?[A-Z]{2,3}|"
     "[A-Z]{2,3}|(?i:[a-z]{2}\\d{2}))\\b",
     is_partial, near_vehicle, "(?i)(?:^|\\W)part(?:ial|ially)?\\W", 14},
    {"VEHICLE",
     "(?i:\\b(?:ending|ends|ended|beginning|begins|began|starting|starts|started|first|last)"
     "\\b)(?: "
     "(?i:part|half|two|three|letters|characters|with|in|of|is|was|were|being|the|bit)){0,4}[ "
     ":\"'“]{1,3}"
     "([A-Z]{2}\\d{2}|\\d{0,2} ?[A-Z]{3}|[A-Z]\\d{1,3}|(?i:[a-z]{2}\\d{2}))\\b",
     is_partial, near_vehicle,
     "(?i)(?:^|\\W)(?:ending|ends|ended|beginning|begins|began|starting|starts|started|first|"
     "last)[ :\"'“]",
     17},
    {"VEHICLE", "\\bQ\\d{1,3} ?[A-HJ-PR-Z]{3}\\b", NULL, NULL, "#u 1-3 uU;", 1},
    {"VEHICLE", "\\bor ([A-Z]{2}\\d{2}|[A-Z]{2}\\d{2} [A-Z]{3})\\b", NULL, near_vehicle,
     "#u 2-2 *;", 5},
    /* dateless marks right after the vehicle, diplomatic and military ones near it */
    {"VEHICLE",
     "\\b(?:car|van|vehicle|lorry|motorcycle|motorbike|taxi|driver of)(?:,? (?:index|reg|"
     "registration))? ([A-HJ-PR-Z]{1,3} ?\\d{1,4}|\\d{1,4} ?[A-HJ-PR-Z]{1,3})\\b",
     NULL, NULL, "(?:car|van|vehicle|lorry|motorcycle|motorbike|taxi|driver of)[ ,]", 12},
    {"VEHICLE", "\\b(?:[A-HJ-PR-Z]{2,3} \\d{1,4}|\\d{1,4} [A-HJ-PR-Z]{2,3})\\b", NULL,
     is_dateless_mark, "#U 1-4 *;#* 1-4 U;", 4},
    {"VEHICLE", "\\b\\d{3} [DX] \\d{3}\\b", NULL, near_vehicle, "#* 3-3 U;", 0},
    {"VEHICLE", "\\b\\d{2} [A-Z]{2} \\d{2}\\b", NULL, near_vehicle, "#* 2-2 U;", 0},
    {0},
};
