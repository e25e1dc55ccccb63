/* Addresses of the net. They go first: digits and names inside them are part of them. Mailboxes
 * of a function (RFC 2142 and its like) and sites of public bodies are nobody's. */
#include "personal_data/detect_rules.h"

#include "personal_data/context.h"

#define HOST "(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z]{2,24}"

/* One such word, or two run together: frontdesk. */
static bool is_function(const char *functions, struct str part)
{
    if (context_lists(functions, part)) {
        return true;
    }
    for (size_t i = 2; i + 2 < part.n; i++) {
        if (context_lists(functions, str_n(part.p, i)) &&
            context_lists(functions, str_from(part, i))) {
            return true;
        }
    }
    return false;
}

/* A mailbox of a function: every part of its local part is such a word. */
static bool is_personal_mailbox(struct str mail)
{
    static const char functions[] =
        "info information enquiries enquiry contact admin administration office help helpdesk "
        "support noreply reply no do "
        "not foi disclosure data protection dataprotection complaints complaint customer "
        "customers care service services feedback press "
        "media reception licensing custody control team desk unit records appeals witness "
        "victim victims crime "
        "collisions collision rural ruralcrime security hr sales accounts billing orders "
        "bookings postmaster webmaster hostmaster "
        "abuse news newsletter jobs recruitment training front counter property lost "
        "lostproperty found firearms traffic "
        "court courts listing cps case file files police public general mail email post "
        "safeguarding mash housing council "
        "school bookings events community neighbourhood response operations ops duty intel "
        "intelligence standards psd legal "
        "professional professionalstandards hub central north south east west cctv evidence "
        "digital returns claims fraud "
        "finance payments reports report reporting online web site information governance and "
        "the of for hello lettings parking shop student students "
        "reservations membership members secretary treasurer chair headteacher pastoral "
        "insurance underwriting warranty gym bar hotel booking";
    struct str rest = str_n(mail.p, str_find(mail, STR("@")));
    bool all = true;
    size_t at = 0;
    while (at < rest.n) {
        size_t end = at;
        while (end < rest.n && strchr("._-+ ", rest.p[end]) == NULL) {
            end++;
        }
        all = all && (end == at || is_function(functions, str_n(rest.p + at, end - at)));
        at = end + 1;
    }
    return !all;
}

static bool is_personal_site(struct str text, size_t start, size_t end)
{
    static const char common[] = "www http https index html htm php help contact about report "
                                 "reporting news advice support faq home form forms "
                                 "apply pay search info information privacy cookies terms "
                                 "guidance crime prevention victims witness law police "
                                 "complaints foi careers events en cy uk org com net example "
                                 "gov co services service online page pages shop store "
                                 "product products item items order orders track tracking "
                                 "status login account appeal appeals property lost found";
    struct str url = str_n(text.p + start, end - start);
    size_t scheme = str_find(url, STR("://"));
    size_t host = scheme < url.n ? scheme + 3 : 0;
    size_t path = host;
    while (path < url.n && url.p[path] != '/') {
        path++;
    }
    struct str name = str_n(url.p + host, path - host);
    if (str_ends(name, STR(".gov.uk")) || str_ends(name, STR(".police.uk")) ||
        str_ends(name, STR(".nhs.uk")) || str_ends(name, STR(".mod.uk")) ||
        str_ends(name, STR(".parliament.uk"))) {
        return false;
    }
    if (context_has(text, start, end, 40, 0,
                    "profile page blog channel his her my their account username")) {
        return true;
    }
    size_t at = path;
    while (at < url.n) {
        size_t stop = at;
        while (stop < url.n && strchr("/._-?=&#%~@", url.p[stop]) == NULL) {
            stop++;
        }
        if (stop > at && !context_lists(common, str_n(url.p + at, stop - at))) {
            return true;
        }
        at = stop + 1;
    }
    return false;
}

/* @SamplePolice speaks for a body, not for a person. */
static bool is_personal_handle(struct str handle)
{
    static const char *const bodies[] = {"olice", "ouncil", "fficial", "upport", "elp", "ews"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        if (str_find(handle, str_of(bodies[i])) < handle.n) {
            return false;
        }
    }
    return true;
}

/* Shaped like a name of an account: a letter with a digit, dot or underscore inside. */
static bool is_account_name(struct str name)
{
    bool letter = false;
    bool mixed = false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        letter = letter || (c | 0x20) >= 'a';
        mixed = mixed || (c >= '0' && c <= '9') || c == '_' || (c == '.' && i + 1 < name.n);
    }
    return letter && mixed && is_personal_handle(name);
}

#define SERVICE                                                                                \
    "(?:snapchat|snap|instagram|insta|ig|tiktok|tik tok|telegram|discord|twitter|facebook|fb|" \
    "whatsapp|twitch|steam|xbox|psn|kik|reddit|youtube|onlyfans|tinder|grindr|vinted|ebay|"    \
    "gumtree|user ?name|user|handle|gamer ?tag|screen ?name|account|profile|seller|login|"     \
    "nickname|alias)"

const struct detect_rule detect_online_rules[] = {
    {"EMAIL",
     "(?<![\\w.+-])[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63} ?@ ?(?:[A-Za-z0-9-]{1,63} ?\\. ?){1,8}"
     "[A-Za-z]{2,24}\\b",
     is_personal_mailbox, NULL, "@", 66},
    {"EMAIL",
     "(?i)(?<![\\w.])[a-z0-9][a-z0-9._%+-]{0,63} ?(?:\\(at\\)|\\[at\\]| at ) ?[a-z0-9-]{1,63}"
     "(?: ?(?:\\(dot\\)|\\[dot\\]| dot ) ?[a-z]{2,24}){1,3}\\b",
     NULL, NULL,
     "(?i)(?:\\(at\\)|\\[at\\]| at ) ?[a-z0-9-]{1,63} ?(?:\\(dot\\)|\\[dot\\]| dot )", 420},
    {"URL", "\\b(?:https?://|www\\.)[^\\s<>\"')\\]]{3,500}[^\\s<>\"')\\].,;:!?]", NULL,
     is_personal_site, "https?://|www\\.", 8},
    {"URL",
     "(?<![\\w@./-])(?:[A-Za-z0-9-]{1,63}\\.){1,4}(?:com|net|org|uk|io|me|tv|co|info|app|gg|"
     "ly)/[^\\s<>\"')\\]]{1,200}[^\\s<>\"')\\].,;:!?]",
     NULL, is_personal_site, "\\.(?:com|net|org|uk|io|me|tv|co|info|app|gg|ly)/", 262},
    {"IP",
     "(?<![\\d.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?!["
     "\\d.]*\\d)",
     NULL, NULL, "#* 1-3 p;", 0},
    {"IP", "(?<![\\w:])(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![\\w:])", NULL, NULL,
     "[0-9A-Fa-f]:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:", 15},
    {"IP", "(?<![\\w:])(?:[0-9A-Fa-f]{1,4}:){2,6}(?::[0-9A-Fa-f]{1,4}){1,5}(?![\\w:])", NULL,
     NULL, "[0-9A-Fa-f]::[0-9A-Fa-f]", 32},
    {"HANDLE", "(?<![\\w@.])@[A-Za-z0-9][A-Za-z0-9_.]{1,28}[A-Za-z0-9_]", is_personal_handle,
     NULL, "@[A-Za-z0-9]", 2},
    {"HANDLE",
     "(?i)\\b" SERVICE "s?\\b(?:[ :,]{1,2}(?:name|account|handle|user|username|id|profile|tag|"
     "is|was|as|under|called|named|by|for|in|the|on|my|his|her|with|seller|to|from)\\b){0,5}"
     "[ :]{1,3}[\"'“‘(]?([A-Z0-9][A-Z0-9_.]{2,28}[A-Z0-9_])(?![\\w@/])",
     is_account_name, NULL, "(?i)(?:^|\\W)" SERVICE "s?[ :,]", 40},
    {"HANDLE", "(?<![\\w@./-])[A-Za-z]{2,20}(?:_[A-Za-z0-9]{1,20}){1,3}(?![\\w@/.])", NULL,
     NULL, "[A-Za-z0-9]_[A-Za-z0-9]", 22},
    {"HANDLE",
     "(?<![\\w@./-])([A-Za-z][A-Za-z0-9_.]{2,28}[A-Za-z0-9_])(?= (?:on|is (?:his|her|my|the)) "
     "(?:snap|insta|tiktok|telegram|discord|facebook|fb|twitter))",
     is_account_name, NULL,
     "(?:on|is (?:his|her|my|the)) (?:snap|insta|tiktok|telegram|discord|facebook|fb|twitter)",
     50},
    {0},
};
