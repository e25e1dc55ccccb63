/* What the law calls special categories, said of a person: health, ethnicity, religion, sex
 * life and orientation, politics, trade union (Data Protection Act 2018, section 35(8)). Only
 * run where it is asked for. A word that is hardly ever said of anything else is found alone;
 * any other only behind a person and a verb: "she is", "victim has", "I am a".
 */
#include "personal_data/detect_rules.h"

#define WHO                                                                                    \
    "(?:he|she|i|they|we|who|dp|victim|vic|suspect|susp|caller|informant|inft|witness|wit|"    \
    "male|"                                                                                    \
    "female|man|woman|boy|girl|child|son|daughter|father|mother|dad|mum|brother|sister|"       \
    "husband|wife|partner|family|friend|neighbour|offender|driver|patient|parents|\\p{Lu}"     \
    "\\p{L}+)"
#define FILLER                                                                                 \
    "(?: "                                                                                     \
    "(?:a|an|the|also|now|still|very|both|not|himself|herself|practising|devout|strict|"       \
    "openly|known|registered))*"
#define IS                                                                                     \
    "(?: says| said| told me| states?| stated)?(?: that)?(?: (?:he|she|they))? "               \
    "?(?:is|was|am|are|were|'s|'m|being|as|identifies as|described (?:him|her|them) as(?: "    \
    "a)?)"
#define HAS                                                                                    \
    "(?:has|had|have|suffers? (?:from|with)|suffering (?:from|with)|diagnosed with|because "   \
    "of|"                                                                                      \
    "due to|living with|treated for|history of|for (?:his|her|my|their)|with)"
#define AND(words) words "(?:(?:,| and|,? or) " words "){0,3}"

#define ILLNESS                                                                                \
    "(?:cancer|diabetes|depression|anxiety|asthma|arthritis|hepatitis(?: "                     \
    "[A-E])?|tuberculosis|"                                                                    \
    "hiv|aids|leukaemia|a (?:stroke|tumour|heart (?:condition|attack))|angina|dyslexia|"       \
    "(?:a )?(?:learning|mental|personality|eating|physical)[ "                                 \
    "-](?:difficult(?:y|ies)|disabilit"                                                        \
    "(?:y|ies)|disorder|health (?:issues?|problems?|condition)|impairment)s?)"
#define STATE                                                                                  \
    "(?:pregnant|deaf|blind|partially sighted|disabled|autistic|diabetic|epileptic|asthmatic|" \
    "dyslexic|alcoholic|addict|hiv positive|depressed|sectioned|suicidal|anorexic|bulimic)"
#define ETHNIC                                                                                 \
    "(?:white(?: british| irish| european)?|black(?: british| african| "                       \
    "caribbean)?|asian|mixed "                                                                 \
    "race|arab|gypsy|roma(?:ny|ni)?|(?:irish )?travell?ers?|afro-?caribbean|british|english|"  \
    "scottish|welsh|irish|polish|romanian|lithuanian|latvian|bulgarian|albanian|somali|"       \
    "nigerian|ghanaian|eritrean|ethiopian|sudanese|jamaican|indian|pakistani|bangladeshi|sri " \
    "lankan|afghan|iraqi|iranian|kurdish|turkish|syrian|chinese|vietnamese|filipino|russian|"  \
    "ukrainian|white british)"
#define FAITH                                                                                  \
    "(?:muslim|jewish|jew|sikh|hindu|christian|catholic|protestant|buddhist|atheist|"          \
    "methodist|"                                                                               \
    "baptist|quaker|mormon|rastafarian|jehovah['’]s witness|pentecostal|anglican|orthodox)"
#define PARTY                                                                                  \
    "(?:labour party|conservative party|green party|liberal democrats?|lib "                   \
    "dems?|bnp|edl|ukip|"                                                                      \
    "reform(?: uk)?|plaid cymru|snp|sinn f[eé]in|dup|communist party|britain first)"
#define UNION "(?:unison|unite|gmb|rmt|aslef|nasuwt|neu|usdaw|pcs|cwu|fbu|ucu|bma|rcn)"
#define START "(?i)(?<![\\p{L}\\d])"
#define END "(?![\\p{L}\\d])"

const struct detect_rule detect_special_rules[] = {
    /* Said of nothing else. */
    {.label = "SPECIAL_CATEGORY",
     .pattern =
         START "(bipolar|schizophreni[ac]|ptsd|epilepsy|adhd|asperger['’]?s|parkinson['’]s|"
               "multiple sclerosis|miscarriage|suicidal|self[- "
               "]?harm(?:s|ed|ing)?|antidepressants?|methadone|"
               "sertraline|citalopram|fluoxetine|diazepam|olanzapine|risperidone|lesbian|"
               "bisexual|homosexual|"
               "transgender|transsexual|trans (?:wo)?man|non[- ]binary|jehovah['’]s "
               "witness|mixed[- ]race|afro-?caribbean|"
               "anarchist|shop steward|hiv positive|IC[1-9](?= )|kill (?:him|her|my)self|take "
               "(?:his|her|my) own life)" END},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START WHO "[^.\\n]{0,60}?\\b" HAS FILLER " (" AND(ILLNESS) ")" END},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START WHO "(?:['’]s)? ?" IS FILLER " (" STATE "|" ETHNIC "|" FAITH
                          "|gay|straight)" END "(?! (?:drunk|that|to|from|about|of|driver|in "
                          "colour|ford|van|car|coat|powder|shop|church))"},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START WHO "[^.\\n]{0,30}?\\b(?:has|had|have) been (sectioned)" END},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START "(?:has|with|had|have) "
                      "(autism|dementia|alzheimer['’]?s|epilepsy|learning difficulties)" END},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START "diagnosed with (\\p{L}+(?: (?:disorder|syndrome|disease|[A-C]))?)" END},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START
     "(?:appears? to have|has|had) (dementia|a learning disability|special needs)" END},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START "(?:on|takes?|took|taking|injects?|prescribed) "
                      "(insulin|lithium|methadone|antipsychotics?|medication for \\p{L}+)" END},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START "((?:white|black|asian|mixed race|arab|chinese|white british|irish "
                      "traveller|eastern european) (?:fe)?males?|(?:white|black|asian) "
                      "(?:man|woman|men|women|lad|youths?|boys?|girls?))" END},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START "ethnicity:? (?:is |code )?([A-Z]\\d|[\\p{L} ]{4,20})" END},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START
     "(converted to (?:islam|christianity|judaism|catholicism|hinduism|sikhism))" END},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START "(?:goes|went|go|going|prays?|attends?) (?:to |at )?(?:the |a |his |her "
                      ")?(mosque|synagogue|gurdwara|church|mandir|temple)" END},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START "(halal|kosher|q[u']?uran|koran|kirpan|hijab|niqab|burka|turban)" END},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START "(?:practising|devout|strict|orthodox) (" FAITH ")" END},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START "(?:member of|in|joined|supporter of|supports|activist for|councillor "
                      "for) (?:the )?(" PARTY ")" END "(?! office)"},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START "((?:labour|conservative|tory|green|lib dem|plaid|snp) "
                      "(?:councillor|mp|activist|candidate|member)|votes? "
                      "(?:labour|conservative|tory|green|ukip|reform|snp|plaid))" END},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START "(?:member of|joined|in|the|with) (?:the )?(" UNION
                      ")(?= rep| steward| member| official|[.,;]| when| and|$)" END},
    {.label = "SPECIAL_CATEGORY",
     .pattern = START
     "((?:trade )?union (?:member|rep|representative|official|activist)|shop steward)" END},
    {.label = NULL, .pattern = NULL},
};
