/* Where somebody lives, and postcodes. A house number before a street is an address wherever it
 * stands; a street or a house name alone is one only when the text says that someone lives
 * there. The places after it, set off by commas or lines, belong to it. */
#include "personal_data/detect_rules.h"

#include "personal_data/check_digits.h"
#include "personal_data/context.h"

#define POSTCODE_SHAPE "[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[ABD-HJLNP-UW-Z]{2}"
#define STREET_TYPE                                                                            \
    "(?:Street|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|C[l1]ose|C[l1]|Drive|Dr|Crescent|Cres|"        \
    "Gardens|Gdns|"                                                                            \
    "Grove|P[l1]ace|P[l1]|Court|Ct|Way|Terrace|Walk|Square|Sq|Hi[l1]{1,2}|Mews|Row|Parade|"    \
    "Rise|View|"                                                                               \
    "Mount|Bank|Side|End|Fold|Croft|Nook|Brow|Dale|Park|Fields?|Garth|Wynd|Circus|Vale|"       \
    "Heights|Orchard|Meadows?|Green|Common|Quay|Yard|Path|Chase|Drove|Brae|Wharf|Gate|"        \
    "Buildings|"                                                                               \
    "Villas|Cottages|Promenade|Esplanade|Broadway|Boulevard|Alley|Passage|Bridge|Estate|"      \
    "House|Towers?|Lodge|Mansions|Point|Leas?|Leys|Hollow|Quadrant|Ridge|Edge|Ginnel|Clough|"  \
    "Hey|Reach|Haven|Oval|Banks|Copse|Dell|Glade|Glen|Grange|Holt|Knoll|Mead|Moor|Pastures|"   \
    "Pines|Spinney|Woods?|Bottom|Gill|Slade|Butts|Piece|Strand|Crest|Paddock|Acres?|Link|"     \
    "Loop|Cliff|Front|Cross|Steps|Cutting|Backs|Arcade|Causeway|Mill|Hall|Barns|Farm|"         \
    "Crossing)"
#define SMALL_TYPE                                                                             \
    "(?:street|st|road|rd|lane|ln|avenue|ave|close|drive|crescent|cres|terrace|gardens|gdns|"  \
    "grove|court|way|row|place|square|hill|mews|walk|view|mount|rise|bank|house|towers?|park|" \
    "yard|green|croft)"
#define HOUSE_TYPE                                                                             \
    "(?:Cottages?|Farm|Farmhouse|House|Lodge|Hall|Manor|Barn|Bungalow|Villa|Grange|Croft|"     \
    "Vicarage|Rectory|Mill|Court|View|Heights|Towers?|Point|Mansions?|Chalet|Annexe|Hollies|"  \
    "Gables|Oaks|Elms|Firs|Laurels|Beeches|Caravan|Park)"
#define WELSH_STREET                                                                           \
    "(?:Heol|Ffordd|Stryd|L[oô]n|Maes|Rhodfa|Clos|Cwrt|Bryn|Tan|Pen|Cae|Cefn|Rhiw|Parc|Pant|" \
    "Trem|Rhes|Teras|Gerddi|Bro|Llys|Allt|Sgw[aâ]r)"
#define WORDC "\\p{Lu}[\\p{L}'’01-]{0,20}"
#define NUMBER "[1-9OIl][\\dOIl]{0,3}[A-Za-z]?(?:[-–/]\\d{1,4}[A-Za-z]?)?"
#define UNIT                                                                                   \
    "(?:(?:Flat|Apartment|Apt\\.?|Unit|Room|Bedsit|Studio|Plot|Pitch|Caravan|Berth|Block|"     \
    "Floor|Suite)"                                                                             \
    " [\\dA-Z][\\dA-Za-z]{0,4}(?:, Block [A-Z\\d])?)"
#define WORDS_IN_PLACE "(?:[ -](?:" WORDC "|on|upon|le|the|by|under|in|y|yr|of|nr|near))"
#define PLACE WORDC WORDS_IN_PLACE "{0,3}"
/* What may follow a place inside an address or end it. */
#define PLACE_END                                                                              \
    "(?!\\w)(?=[,.;:\\n)\"]|$|  | \\(|,? ?" POSTCODE_SHAPE "| "                                \
    "(?:and|with|where|when|who|but|since|for|on|is|was|in|or|at|until|by|as|telephone|tel|"   \
    "mobile)\\b)"
#define PLACES                                                                                 \
    "(?:, ?(?!(?:PC|PS|DC|DS|Mr|Mrs|Ms|Miss|Dr)\\b)" PLACE PLACE_END "|,?\\n" PLACE            \
    "(?=,?[\\n ]{1,2}(?:" PLACE ",?[\\n ]{1,2}){0,2}" POSTCODE_SHAPE ")| " PLACE               \
    "(?=,? " POSTCODE_SHAPE ")){0,4}"
#define STREET                                                                                 \
    "(?:(?:The )?(?:" WORDC " (?:(?:y|yr|the|of|and|on) )?){1,4}" STREET_TYPE                  \
    "\\b|(?:The|High) "                                                                        \
    "(?:Street|Green|Close|Common|Mews|Square|Terrace|Crescent|Avenue|Drive|Lane|Parade)"      \
    "\\b|" WELSH_STREET                                                                        \
    "[ -](?:(?:y|yr|ar|the|\\p{Lu}[\\p{L}'-]{1,20}|[\\p{Ll}]{1,3}-\\p{Lu}\\p{Ll}{1,20})[ "     \
    "-]?){1,4}(?<! ))"
#define SMALL_WORD                                                                             \
    "(?!(?:and|with|but|who|for|the|to|at|on|in|is|was|her|his|my|their|years|months|weeks|"   \
    "days|"                                                                                    \
    "doors|miles|mins|minutes|kids|other|yrs|when|where|has|had|not|so|then|from|by|tel|dob|"  \
    "ph|mob)\\b)[\\p{L}']{3,15}"
#define HOME                                                                                   \
    "(?i:\\b(?:liv(?:es?|ed|ing)|resid(?:es?|ed|ing)|stay(?:s|ed|ing)?|lodg(?:es|ing)|home "   \
    "address|address|addr|add|h/a|"                                                            \
    "home|moved|bailed|registered|resident|occupant|occupier|tenant)\\b)"
#define TO_HOME                                                                                \
    "(?:[ :](?i:at|of|on|in|to|is|was|into|alone|now|still|currently|given|as|with|w|her|his|" \
    "my|their|mother|father|parents|uncle|aunt|sister|brother|partner|the|from|and|i|keeper|"  \
    "around|near|off|just)|[ :]" WORDC "(?= (?:at|on|in) )){0,5}[ :]{1,3}"

/* A byte that may begin a capital letter. */
#define CAPITAL "[A-Z\\x80-\\xff]"
#define UNIT_ANCHOR                                                                            \
    "(?:Flat|Apartment|Apt|Unit|Room|Bedsit|Studio|Plot|Pitch|Caravan|Berth|Block|Floor|"      \
    "Suite)\\.? [\\dA-Z]"
/* A unit before it, else digits, else the letters that scanning puts for them. */
#define NUMBER_ANCHOR                                                                          \
    "#* 1-4 ulmUH;" UNIT_ANCHOR "|(?:^|[^\\w/.])[OIl]{1,4}[A-Za-z]?,? " CAPITAL
#define HOME_ANCHOR                                                                            \
    "(?i)(?:^|\\W)(?:liv(?:es?|ed|ing)|resid(?:es?|ed|ing)|stay(?:s|ed|ing)?|lodg(?:es|ing)|"  \
    "home address|address|addr|add|h/a|home|moved|bailed|registered|resident|occupant|"        \
    "occupier|tenant)[ :]"

static bool is_small_street(struct str span)
{
    static const char stops[] =
        "crown county magistrates the of in on up down at to from a mins minutes miles metres "
        "meters yards males male "
        "men lads cars people youths hours "
        "hrs doors along off and or pm am x persons females women girls boys ft feet foot into "
        "by over under onto per "
        "went go going ran left right across outside near towards past via through their his "
        "her my days weeks months years with was is "
        "houses shops streets times officers units kids lad man that this is it as for";
    struct str rest = span;
    struct str word;
    bool first = true;
    while (str_split(&rest, ' ', &word)) {
        if (!first && context_lists(stops, word)) {
            return false;
        }
        first = false;
    }
    return true;
}

static bool is_small_postcode(struct str span)
{
    static const char *const ordinals[] = {"st", "nd", "rd", "th", "hr", "pt"};
    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++) {
        if (str_ends(span, str_of(ordinals[i]))) {
            return false;
        }
    }
    return check_postcode_area(span);
}

static bool has_real_digit(struct str span)
{
    size_t digits = 0;
    for (size_t i = 0; i < span.n; i++) {
        digits += span.p[i] >= '0' && span.p[i] <= '9';
    }
    return digits > 0;
}

/* A court, or a unit of a trading estate, is nobody's home. */
static bool is_house(struct str span)
{
    static const char *const others[] = {"Crown Court", "County Court", "Magistrates",
                                         "Industrial",  "Business",     "Trading",
                                         "Retail",      "Enterprise"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (str_find(span, str_of(others[i])) < span.n) {
            return false;
        }
    }
    return has_real_digit(span);
}

static bool is_scanned_postcode(struct str span)
{
    return has_real_digit(span) && check_postcode_area(span);
}

/* "Number 8, same street": with a word for living on the line. */
static bool is_home_number(struct str text, size_t start, size_t end)
{
    return context_has(
        text, start, end, 60, 20,
        "lives live living lived stays resides address door neighbour neighbours street");
}

/* A house with a name and a street: said to be a home, or with its postcode. */
static bool is_home(struct str text, size_t start, size_t end)
{
    return context_has(text, start, end, 40, 0,
                       "live lives lived living resides residing resident address addr home at "
                       "stays staying of h/a") ||
           (start == 0 || text.p[start - 1] == '\n');
}

/* "corner of Mill Lane" is no home. */
static bool is_of_a_person(struct str text, size_t start, size_t end)
{
    return !context_has(
        text, start, end, 20, 0,
        "corner end top bottom side junction north south east west part middle half length jct "
        "city "
        "university church bank house end entrance outside back front rear area street road");
}

const struct detect_rule detect_place_rules[] = {
    /* house number and street, flats of a house */
    {"ADDRESS",
     "\\b" UNIT ",? (?:of )?(?:" STREET "|(?:" WORDC " ){1,3}" HOUSE_TYPE "\\b|(?:" WORDC
     " ){1,3}(?i:caravan|traveller|holiday)"
     " (?i:site|park)\\b)(?:,? " NUMBER " " STREET ")?" PLACES,
     is_house, NULL, UNIT_ANCHOR, 16},
    {"ADDRESS",
     "(?<![\\w/£.])(?<![Uu]nit )(?<![Bb]ay )(?<![Pp]age )(?<!plot )(?<!pitch )(?<!flat "
     ")(?<!caravan )(?<!room )(?<!Court )(?<!Ward )(?<!Gate )(?<!Platform )(?<!Bus "
     ")(?<!Junction )(?<!Item )(?:" UNIT ",? )?" NUMBER ",? " STREET PLACES,
     is_house, NULL, NUMBER_ANCHOR, 16},
    {"ADDRESS",
     "(?i)\\b(?:flat|apartment|apt|room|caravan|plot|pitch|bedsit) \\d{1,4}[a-z]?,? "
     "(?:\\d{1,4} )?(?:[\\p{L}']{2,15} ){1,3}(?:" SMALL_TYPE
     "|caravan site|caravan park|site|cottages|flats)\\b(?:, [\\p{L}']{3,15}(?: "
     "[\\p{L}']{3,15})?(?=[,.;\\n]|  |$)){0,2}",
     NULL, NULL, "(?i)(?:flat|apartment|apt|room|caravan|plot|pitch|bedsit) \\d", 16},
    {"ADDRESS",
     "(?i)(?<![\\w/:.£])(?<!unit )\\d{1,4}[a-z]? (?:[\\p{L}']{3,15} ){1,2}" SMALL_TYPE
     "\\b(?: (?!yesterday|today|again|now|alone|please|pls|thanks|tonight|earlier)" SMALL_WORD
     "(?=[,.;\\n]|  |$))?(?:, [\\p{L}']{3,15}(?: [\\p{L}']{3,15})?(?=[,.;\\n]|  |$)){0,2}",
     is_small_street, NULL, "#dkm+xULDHXh 1-4 ulULHX;", 0},
    {"ADDRESS", "\\b" UNIT ",? (?:" WORDC " ){0,3}" WORDC ", (?:" NUMBER " )?" STREET PLACES,
     is_house, NULL, UNIT_ANCHOR, 16},
    /* a house with a name */
    {"ADDRESS",
     "\\b(?:" WORDC "(?: (?:na|y|yr|the|of|an|nam))? ){1,4}" HOUSE_TYPE "\\b, (?:" NUMBER
     " )?" STREET PLACES,
     NULL, is_home, HOUSE_TYPE ", [A-Z1-9OIl\\x80-\\xff]", 374},
    {"ADDRESS",
     HOME TO_HOME "((?:" UNIT ",? )?(?:" NUMBER " )?(?:" WORDC
                  "[ -](?:(?:na|y|yr|the|of) )?){0,4}" WORDC ", (?:" NUMBER " )?" STREET PLACES
                  ")",
     NULL, NULL, HOME_ANCHOR, 18},
    {"ADDRESS", HOME TO_HOME "((?:" WORDC " ){1,4}" HOUSE_TYPE "\\b" PLACES ")", NULL, NULL,
     HOME_ANCHOR, 18},
    {"ADDRESS", HOME TO_HOME "(The " WORDC "(?: " WORDC ")?" PLACES ")", NULL, NULL,
     HOME_ANCHOR, 18},
    {"ADDRESS", HOME TO_HOME "(" STREET PLACES ")", NULL, NULL, HOME_ANCHOR, 18},
    {"ADDRESS",
     "(?i)\\b(?:liv(?:es?|ed|ing)|resid(?:es?|ing)|stay(?:s|ing))\\b(?: [a-z]{1,10}){0,3}? "
     "(?:at|in|on) ((?:[\\p{L}']{3,15} ){1,2}" SMALL_TYPE ")\\b",
     is_small_street, NULL, "(?i)(?:liv(?:es?|ed|ing)|resid(?:es?|ing)|stay(?:s|ing)) ", 12},
    {"ADDRESS",
     "(?:\\p{L}{3,20}|,|\\)|\\d) of ((?:" WORDC "[ -](?:(?:na|y|yr|the) )?){0,4}" WORDC
     ", (?:" NUMBER " )?" STREET PLACES ")",
     NULL, is_of_a_person, " of " CAPITAL, WORD_BEFORE + 5},
    {"ADDRESS",
     "(?:\\p{Lu}[\\p{L}'’-]{1,20}|,|\\)|\\d),? of ((?:" WORDC
     " ){1,3}(?:Farm|Cottage|Barn|Bungalow|Farmhouse|Grange|Vicarage|Rectory)\\b" PLACES ")",
     NULL, is_of_a_person, " of " CAPITAL, WORD_BEFORE + 5},
    {"ADDRESS",
     "(?:\\p{Lu}[\\p{L}'’-]{1,20}|,|\\)|\\d),? of ((?:" NUMBER " )?" STREET PLACES ")", NULL,
     is_of_a_person, " of [A-Z1-9OIl\\x80-\\xff]", WORD_BEFORE + 5},
    /* a number and a name without a street type, where someone lives */
    {"ADDRESS",
     HOME TO_HOME "((?:" UNIT ",? )?" NUMBER ",? " WORDC "(?: " WORDC "){0,3}" PLACES ")", NULL,
     NULL, HOME_ANCHOR, 18},
    {"ADDRESS",
     "(?:\\p{Lu}[\\p{L}'’-]{1,20}|,|\\)|\\d),? of ((?!\\d{1,2} "
     "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))" NUMBER ",? " WORDC "(?: " WORDC
     "){0,3}" PLACES ")",
     NULL, is_of_a_person, " of [1-9OIl]", WORD_BEFORE + 5},
    {"ADDRESS",
     "(?i)\\b(?:liv(?:es?|ed|ing)|resid(?:es?|ing)|stay(?:s|ing)|addr|address|home "
     "addr|h/a)\\b(?: (?:at|is|in|now|given|as|of))?[ :]{1,3}"
     "(?:at )?(\\d{1,4}[a-z]? " SMALL_WORD "(?: " SMALL_WORD "){0,2}(?:, " SMALL_WORD
     "(?: " SMALL_WORD ")?(?=[,.;\\n]|  |$)){0,2})(?![\\w'])",
     NULL, NULL,
     "(?i)(?:liv(?:es?|ed|ing)|resid(?:es?|ing)|stay(?:s|ing)|addr|address|h/a)[ :]", 16},
    {"ADDRESS",
     "(?i)\\b(?:house|flat|bungalow|home|place)\\b (?:on|in|at|off) (?-i:(" STREET PLACES "))",
     NULL, NULL, "(?i)(?:house|flat|bungalow|home|place) (?:on|in|at|off) ", 14},
    /* a house number alone */
    {"ADDRESS",
     "(?i)\\b(?:liv(?:es?|ed|ing)|resid(?:es?|ing)|stay(?:s|ing)|home|door|neighbours?|"
     "opposite|address)\\b[^\\n.\\d]{0,20}\\b(?:at|is|in) "
     "(?:number |no\\.? ?|house )?(\\d{1,4}[a-z]?)\\b(?! "
     "(?:years|months|weeks|days|hrs|hours|pm|am|minutes|mins|o'clock))(?![:/%]|\\.\\d)",
     NULL, NULL,
     "(?i)(?:liv(?:es?|ed|ing)|resid(?:es?|ing)|stay(?:s|ing)|home|door|neighbour|"
     "opposite|address)",
     10},
    {"ADDRESS",
     "(?i)\\b(?:at|from|of|to|outside|opposite|lives) (?:number|no\\.) ?(\\d{1,4}[a-z]?)\\b(?! "
     "(?:bus|route))(?![:/%]|\\.\\d)",
     NULL, NULL, "(?i)(?:number|no\\.) ?\\d", 24},
    {"ADDRESS", "(?i)\\bnumber (\\d{1,4}[a-z]?)\\b(?! (?:bus|route))(?![:/%]|\\.\\d)", NULL,
     is_home_number, "(?i)number \\d", 11},
    {"POSTCODE", "\\b" POSTCODE_SHAPE "\\b", check_postcode_area, NULL, "#uDU 1-3 u;", 5},
    {"POSTCODE", "(?i)\\b[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[ABD-HJLNP-UW-Z]{2}\\b", is_small_postcode,
     NULL, "#ulDUL 1-3 ul;", 5},
    {"POSTCODE", "\\b[A-Z]{1,2} ?[\\dOIl][A-Z\\d]? {0,2}[\\dOIlS][ABD-HJLNP-UW-Z]{2}\\b",
     is_scanned_postcode, is_home, "#* 1-3 u;#ulU 1-2 ulULX;", 8},
    {0},
};
