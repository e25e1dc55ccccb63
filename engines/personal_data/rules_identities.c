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

static bool is_small_or_capital(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Past a blank or hyphen and the letters after it. */
static size_t after_word(struct str text, size_t at)
{
    at += at < text.n && (text.p[at] == ' ' || text.p[at] == '-');
    while (at < text.n && is_small_or_capital(text.p[at])) {
        at++;
    }
    return at;
}

/* "a 10-year-old bottle" is a thing's unless the word after is for a person or there is none;
 * "ten years old" is a person's unless a thing was spoken of. */
static bool is_of_a_person(struct str text, size_t start, size_t end)
{
    static const char people[] =
        "boy girl man woman male female child son daughter victim suspect witness brother "
        "sister mother father student pupil driver passenger lad teenager and or who was is "
        "has "
        "had with from of in on at to lives living told said says but the he she they called "
        "named unemployed";
    static const char things[] =
        "house building car van vehicle bike boiler roof tree wall bottle furniture clothing "
        "machine computer laptop phone tyre tyres law act scheme record records";
    size_t unit = after_word(text, end);
    if (text.p[unit - 1] == 's') {
        return !context_has(text, start, end, 30, 0, things);
    }
    size_t old = after_word(text, unit);
    if (old >= text.n || text.p[old] != ' ' ||
        !is_small_or_capital(text.p[old + 1 < text.n ? old + 1 : old])) {
        return true;
    }
    return context_lists(people, str_n(text.p + old + 1, after_word(text, old) - old - 1));
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
    {"VAT_NUMBER", "\\bGB ?\\d{3} ?\\d{4} ?\\d{2}(?!\\d)", check_vat, NULL, "#uU 3-+ *;", 3},
    {"VIN",
     "(?i)\\b(?:vin|chassis|vehicle identification)\\b[^\\n]{0,24}?\\b((?=[A-Z]{0,11}\\d)"
     "[A-HJ-NPR-Z0-9]{17})\\b",
     NULL, NULL, "(?i)(?:vin|chassis|identification)", 24},
    {"VIN", "\\b[A-HJ-NPR-Z0-9]{17}\\b", check_vin, NULL, "[A-HJ-NPR-Z0-9]{17}", 17},
    {"CRYPTO", "\\b[13][1-9A-HJ-NP-Za-km-z]{25,34}\\b", check_base58_wallet, NULL, "#* 1-+ ul;",
     0},
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
     NULL, NULL, "#* 2-2 p;", 12},
    {"COORDINATES",
     "(?<!\\d)(?:49|5\\d|6[01])[°º] ?[0-5]?\\d['’′] ?(?:[0-5]?\\d(?:\\.\\d{1,4})?[\"”″])? ?N,? "
     "?\\d{1,2}[°º] ?[0-5]?\\d['’′] ?(?:[0-5]?\\d(?:\\.\\d{1,4})?[\"”″])? ?[EW]",
     NULL, NULL, "(?:49|5[0-9]|6[01])(?:°|º)", 4},
    {"COORDINATES", "\\b" GRID " ?(?:\\d{3} ?\\d{3}|\\d{4} ?\\d{4}|\\d{5} ?\\d{5})\\b", NULL,
     NULL, "#uU 3-+ *;", 3},
    {"COORDINATES", "(?<![\\w:/])///[a-z]{3,20}\\.[a-z]{3,20}\\.[a-z]{3,20}\\b", NULL, NULL,
     "///[a-z]", 4},
    {"AGE", "(?i)\\baged? (?:of |is |was |about |approx |around )?" AGE "\\b(?![.:/-]?\\d)",
     NULL, NULL, "(?i)age", 3},
    {"AGE", "(?i)(?<![\\w.,£/-])" AGE "[ -]?(?:years?|yrs?)[ -](?:old|of age)\\b", NULL,
     is_of_a_person, "(?i)(?:year|yr)s?[ -]o", 40},
    {"AGE",
     "(?i)\\b(?:(?:i|he|she|i'll|he'll|she'll|had|has|just|will|to) turn(?:ed|s)?|when "
     "(?:he|she|i) was) " AGE
     "\\b(?![.:/-]?\\d| ?(?:%|per ?cent|to|into|degrees|minutes|hours|times))",
     NULL, NULL, "(?i)(?:turn(?:ed|s)? |when (?:he|she|i) was )", 20},
    {0},
};
