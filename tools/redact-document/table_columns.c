/* Names of columns. The names are this project's own, from exports that police and prosecutors
 * describe; a name that is not here says nothing, and its cells are looked at like any text. */
#include "table_columns.h"

#include "base/strbuf.h"

enum { NAME_MAX = 100 };

struct column_name {
    const char *label;
    const char *names; /* between bars */
};

static const struct column_name columns[] = {
    {"PERSON",
     "|name|names|full name|fullname|first name|firstname|forename|forenames|given name|given "
     "names|"
     "middle name|middle names|middle initial|initials|surname|last name|lastname|family name|"
     "maiden name|previous name|former name|alias|aliases|aka|nickname|known as|preferred name|"
     "person|reported by|author|signed by|signature|"},
    {"DATE_OF_BIRTH",
     "|dob|d o b|date of birth|birth date|birthdate|born|birthday|date birth|"},
    {"AGE", "|age|age years|age in years|age at date|"},
    {"PHONE",
     "|phone|phone number|telephone|telephone number|tel|tel number|mobile|mobile number|"
     "mobile phone|mobile phone number|mobile telephone|landline|cell|cell phone|fax|fax "
     "number|"
     "contact number|msisdn|a number|b number|calling number|called number|"},
    {"EMAIL", "|email|e mail|email address|e mail address|mail|"},
    {"ADDRESS",
     "|address|addr|address line|street|street address|street name|house|house number|house "
     "name|"
     "house name number|flat|flat number|residence|home|location address|full address|"
     "postal address|correspondence address|"},
    {"POSTCODE", "|postcode|post code|postal code|zip|zip code|pcode|"},
    {"NI_NUMBER", "|ni|nino|ni number|national insurance|national insurance number|"},
    {"NHS_NUMBER", "|nhs|nhs number|hospital number|"},
    {"PASSPORT", "|passport|passport number|"},
    {"DRIVING_LICENCE",
     "|driving licence|driving licence number|driver licence|licence number|driver number|"},
    {"VEHICLE",
     "|vrm|vrn|vehicle registration|registration mark|vehicle registration mark|"
     "vehicle registration number|number plate|reg|reg number|registration number|plate|"},
    {"VIN", "|vin|chassis number|vehicle identification number|"},
    {"BANK_ACCOUNT",
     "|account number|bank account|bank account number|account|sort code|sortcode|"
     "account name|account holder|"},
    {"IBAN", "|iban|"},
    {"CARD", "|card|card number|pan|credit card|debit card|"},
    {"IMEI", "|imei|imsi|iccid|sim|sim number|device id|"},
    {"IP", "|ip|ip address|mac address|"},
    {"PNC_ID", "|pnc|pnc id|pncid|pnc number|cro|cro number|pnc reference|"},
    {"CUSTODY_REFERENCE",
     "|custody|custody number|custody record|custody record number|custody ref|"
     "custody reference|"},
    {"COLLAR_NUMBER",
     "|collar|collar number|shoulder number|warrant number|warrant card|epaulette|"},
    {"HANDLE",
     "|username|user name|user|handle|screen name|facebook|twitter|instagram|snapchat|"
     "whatsapp|tiktok|social media|login|user id|"},
    {"COORDINATES",
     "|latitude|longitude|lat|long|lon|easting|northing|grid reference|what3words|"},
    {"ETHNICITY",
     "|ethnicity|ethnic origin|ethnic group|ethnic appearance|race|self defined ethnicity|"},
    {"NATIONALITY", "|nationality|place of birth|country of birth|birthplace|"},
    {"RELIGION", "|religion|faith|belief|"},
    {"ORIENTATION", "|sexual orientation|sexuality|gender identity|"},
    {"HEALTH", "|health|medical|medical condition|medical conditions|disability|diagnosis|"
               "mental health|medication|"},
};

/* Words that say whose, not what. */
static const char *const whose[] = {
    "victim",   "suspect",   "witness",    "offender",  "officer",   "complainant",
    "subject",  "defendant", "customer",   "contact",   "home",      "work",
    "primary",  "main",      "secondary",  "mother",    "father",    "parent",
    "guardian", "child",     "patient",    "owner",     "driver",    "keeper",
    "nok",      "kin",       "next",       "of",        "s",         "the",
    "current",  "previous",  "employee",   "staff",     "caller",    "informant",
    "reporter", "applicant", "account",    "card",      "holder",    "client",
    "person",   "nominal",   "associate",  "sender",    "recipient", "oic",
    "detainee", "prisoner",  "accused",    "reporting", "other",     "alternative",
    "daytime",  "evening",   "registered", "missing",   "partner",   "aggrieved",
    "ip"};

static bool in_list(const char *bars, struct str name)
{
    struct str rest = str_of(bars);
    struct str part;
    while (str_split(&rest, '|', &part)) {
        if (part.n > 0 && str_eq(part, name)) {
            return true;
        }
    }
    return false;
}

static const char *label_of(struct str name)
{
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        if (in_list(columns[i].names, name)) {
            return columns[i].label;
        }
    }
    return NULL;
}

/* Small letters, words apart by one blank, digits gone; "No" and "num" are "number". */
static void plain_words(struct str name, struct strbuf *out)
{
    char before = ' ';
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool upper = c >= 'A' && c <= 'Z';
        bool lower = c >= 'a' && c <= 'z';
        bool next_lower = i + 1 < name.n && name.p[i + 1] >= 'a' && name.p[i + 1] <= 'z';
        bool joint = upper && ((before >= 'a' && before <= 'z') ||
                               (before >= 'A' && before <= 'Z' && next_lower));
        if ((joint || (!upper && !lower)) && out->n > 0 && out->p[out->n - 1] != ' ') {
            strbuf_putc(out, ' ');
        }
        if (upper || lower) {
            strbuf_putc(out, upper ? (char)(c + 32) : c);
        }
        before = c;
    }
    while (out->n > 0 && out->p[out->n - 1] == ' ') {
        strbuf_truncate(out, out->n - 1);
    }
}

static bool says_whose(struct str word)
{
    for (size_t i = 0; i < sizeof whose / sizeof whose[0]; i++) {
        if (str_is(word, whose[i])) {
            return true;
        }
    }
    return false;
}

static void number_words(struct str name, struct strbuf *out)
{
    struct str word;
    while (str_split(&name, ' ', &word)) {
        bool number = str_is(word, "no") || str_is(word, "num") || str_is(word, "nbr") ||
                      str_is(word, "nr");
        if (out->n > 0) {
            strbuf_putc(out, ' ');
        }
        strbuf_str(out, number ? STR("number") : word);
    }
}

const char *table_column_label(struct str name)
{
    struct strbuf words;
    struct strbuf plain;
    if (name.n > NAME_MAX) {
        return NULL;
    }
    strbuf_init(&words, 3 * (size_t)NAME_MAX);
    strbuf_init(&plain, 8 * (size_t)NAME_MAX);
    plain_words(name, &words);
    number_words(strbuf_view(&words), &plain);
    struct str rest = strbuf_view(&plain);
    const char *label = label_of(rest);
    struct str word;
    while (label == NULL && rest.n > 0) { /* whose it is, then what: "victim s first name" */
        struct str after = rest;
        if (!str_split(&after, ' ', &word) || !says_whose(word)) {
            break;
        }
        rest = after.p == NULL ? str_sub(rest, rest.n, 0) : after;
        label = label_of(rest);
    }
    bool person = label == NULL && plain.n > 0 && rest.n == 0; /* "Victim" alone */
    strbuf_release(&words);
    strbuf_release(&plain);
    return person ? "PERSON" : label;
}

/* Digits with what stands between them in numbers, dates, times and telephone numbers. */
static bool is_number(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (!((c >= '0' && c <= '9') || c == ' ' || c == '.' || c == ',' || c == '-' ||
              c == '(' || c == ')' || c == '/' || c == ':' || c == '%' || c == 'e' ||
              c == 'E' || c == '+')) {
            return false;
        }
    }
    return true;
}

bool table_is_formula(struct str cell)
{
    cell = str_trim(cell);
    if (cell.n < 2 || is_number(cell)) {
        return false;
    }
    bool calls = str_has_byte(cell, '(') || str_has_byte(cell, '!') ||
                 str_has_byte(cell, '|') || str_has_byte(cell, '"');
    switch (cell.p[0]) {
    case '=':
        return true;
    case '+':
    case '-':
    case '@':
        return calls;
    default:
        return false;
    }
}
