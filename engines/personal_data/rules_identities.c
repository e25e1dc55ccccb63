/* What else names a person, a thing of theirs or a place of theirs: lines of travel documents,
 * VAT and vehicle identification numbers, wallets, network adapters, positions, ages. */
#include "personal_data/detect_rules.h"

#include "personal_data/check_digits.h"
#include "personal_data/context.h"

#define AGE_WORDS                                                                              \
    "(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|"     \
    "four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|"      \
    "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
#define AGE "((?:1[01]\\d|\\d{1,2})|" AGE_WORDS ")"
/* Myriad letters of the National Grid over Great Britain. */
#define GRID "(?:H[O-Z]|N[A-DF-HJ-PR-UW-Z]|O[AV]|S[C-EH-KM-PR-Z]|T[AFGL-MQRV])"

/* "a 10-year-old bottle": a thing, unless the word after is for a person or nothing. */
static bool is_of_a_person(struct str text, size_t start, size_t end)
{
    size_t at = end;
    static const char people[] =
        "boy girl man woman male female child son daughter victim suspect witness brother "
        "sister mother father student pupil driver passenger lad teenager and or who was is "
        "has "
        "had with from of in on at to lives living told said says but the he she they called "
        "named unemployed";
    while (at < text.n && at < end + 16 &&
           str_find(STR("abcdefghijklmnopqrstuvwxyz -YEAROLDS"), str_n(text.p + at, 1)) < 36) {
        if (at > end + 2 && str_find(STR("old"), str_n(text.p + at - 3, 3)) == 0) {
            break;
        }
        at++;
    }
    (void)start;
    if (at >= text.n || text.p[at] != ' ') {
        return true;
    }
    size_t word = at + 1;
    size_t stop = word;
    while (stop < text.n && (text.p[stop] | 0x20) >= 'a' && (text.p[stop] | 0x20) <= 'z') {
        stop++;
    }
    return stop == word || context_lists(people, str_n(text.p + word, stop - word));
}

const struct detect_rule detect_identity_rules[] = {
    {"MRZ",
     "(?<![A-Z0-9<])[ACIPV][A-Z0-9<][A-Z<]{3}[A-Z0-9<]{39}[ ]{0,2}\\n ?[A-Z0-9<]{44}"
     "(?![A-Z0-9<])",
     check_mrz, NULL, "[A-Z<]{3}[A-Z0-9<]{12}", 20},
    {"MRZ",
     "(?<![A-Z0-9<])[AIC][A-Z0-9<][A-Z<]{3}[A-Z0-9<]{25}[ ]{0,2}\\n ?[A-Z0-9<]{30}[ ]{0,2}\\n "
     "?[A-Z0-9<]{30}(?![A-Z0-9<])",
     check_mrz, NULL, "[A-Z<]{3}[A-Z0-9<]{12}", 20},
    {"VAT_NUMBER",
     "(?i)\\bvat\\b[^\\d\\n]{0,24}?\\b((?:GB ?)?\\d{3} ?\\d{4} ?\\d{2}(?: ?\\d{3})?)(?!\\d)",
     NULL, NULL, "(?i)vat", 3},
    {"VAT_NUMBER", "\\bGB ?\\d{3} ?\\d{4} ?\\d{2}(?!\\d)", check_vat, NULL, "GB ?[0-9]{3}", 6},
    {"VIN",
     "(?i)\\b(?:vin|chassis|vehicle identification)\\b[^\\n]{0,24}?\\b((?=[A-Z]{0,11}\\d)"
     "[A-HJ-NPR-Z0-9]{17})\\b",
     NULL, NULL, "(?i)(?:vin|chassis|identification)", 24},
    {"VIN", "\\b[A-HJ-NPR-Z0-9]{17}\\b", check_vin, NULL, "[A-HJ-NPR-Z0-9]{17}", 17},
    {"CRYPTO", "\\b[13][1-9A-HJ-NP-Za-km-z]{25,34}\\b", check_base58_wallet, NULL,
     "[13][1-9A-HJ-NP-Za-km-z]{25}", 26},
    {"CRYPTO", "(?i)\\bbc1[02-9ac-hj-np-z]{11,71}\\b", check_bech32, NULL, "(?i)bc1", 3},
    {"CRYPTO", "\\b0x[0-9A-Fa-f]{40}\\b", NULL, NULL, "0x[0-9A-Fa-f]{4}", 6},
    {"MAC", "(?<![\\w:-])(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}(?![\\w:-])", NULL, NULL,
     "[0-9A-Fa-f]{2}:[0-9A-Fa-f]{2}:[0-9A-Fa-f]{2}:", 9},
    {"MAC", "(?<![\\w:-])(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}(?![\\w:-])", NULL, NULL,
     "[0-9A-Fa-f]{2}-[0-9A-Fa-f]{2}-[0-9A-Fa-f]{2}-", 9},
    {"MAC", "(?<![\\w.])[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}(?![\\w])", NULL, NULL,
     "[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.", 10},
    {"COORDINATES",
     "(?i)(?<![\\w.])(?:lat(?:itude)?[ :=]{1,2})?-?(?:49|5\\d|6[01])\\.\\d{3,9}"
     "(?:°? ?N)?,? ?(?:lon(?:g|gitude)?[ :=]{1,2})?-?\\d\\.\\d{3,9}(?:°? ?[EW]\\b)?(?![\\w])",
     NULL, NULL, "(?:49|5[0-9]|6[01])\\.[0-9]{3}", 18},
    {"COORDINATES",
     "(?<!\\d)(?:49|5\\d|6[01])[°º] ?[0-5]?\\d['’′] ?(?:[0-5]?\\d(?:\\.\\d{1,4})?[\"”″])? ?N,? "
     "?\\d{1,2}[°º] ?[0-5]?\\d['’′] ?(?:[0-5]?\\d(?:\\.\\d{1,4})?[\"”″])? ?[EW]",
     NULL, NULL, "(?:49|5[0-9]|6[01])(?:°|º)", 4},
    {"COORDINATES", "\\b" GRID " ?(?:\\d{3} ?\\d{3}|\\d{4} ?\\d{4}|\\d{5} ?\\d{5})\\b", NULL,
     NULL, GRID " ?[0-9]{3}", 6},
    {"COORDINATES", "(?<![\\w:/])///[a-z]{3,20}\\.[a-z]{3,20}\\.[a-z]{3,20}\\b", NULL, NULL,
     "///[a-z]", 4},
    {"AGE", "(?i)\\baged? (?:of |is |was |about |approx |around )?" AGE "\\b(?![.:/-]?\\d)",
     NULL, NULL, "(?i)age", 3},
    {"AGE", "(?i)(?<![\\w.,£/-])" AGE "[ -]?(?:years?|yrs?)[ -](?:old|of age)\\b", NULL,
     is_of_a_person, "(?i)(?:year|yr)s?[ -]o", 40},
    {0},
};
