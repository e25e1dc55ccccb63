/* Check digits and ranges: a number that fails its own check is an order number, not personal
 * data, so these decide most look-alikes. Straight from each definition, no tables but one. */
#include "personal_data/check_digits.h"

#include <stdint.h>
#include <string.h>

enum { DIGITS_MAX = 40 };

static size_t digits_of(struct str text, int digits[DIGITS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < text.n && n < DIGITS_MAX; i++) {
        if (text.p[i] >= '0' && text.p[i] <= '9') {
            digits[n++] = text.p[i] - '0';
        }
    }
    return n;
}

static bool luhn_holds(const int *digits, size_t n)
{
    int sum = 0;
    bool varied = false;
    for (size_t i = 0; i < n; i++) {
        int digit = digits[n - 1 - i];
        varied = varied || digit != digits[0];
        if (i % 2 == 1) {
            digit *= 2;
            digit -= digit > 9 ? 9 : 0;
        }
        sum += digit;
    }
    return varied && sum % 10 == 0;
}

bool check_luhn(struct str text)
{
    int digits[DIGITS_MAX];
    size_t n = digits_of(text, digits);
    return n >= 13 && n <= 19 && luhn_holds(digits, n);
}

bool check_imei(struct str text)
{
    int digits[DIGITS_MAX];
    return digits_of(text, digits) == 15 && luhn_holds(digits, 15);
}

bool check_nhs(struct str text)
{
    int digits[DIGITS_MAX];
    if (digits_of(text, digits) != 10) {
        return false;
    }
    int sum = 0;
    for (int i = 0; i < 9; i++) {
        sum += digits[i] * (10 - i);
    }
    int check = (11 - sum % 11) % 11; /* 10 is never issued and equals no digit */
    return check == digits[9];
}

static int iban_step(int rest, char c)
{
    if (c >= '0' && c <= '9') {
        return (rest * 10 + (c - '0')) % 97;
    }
    if (c >= 'A' && c <= 'Z') {
        return (rest * 100 + (c - 'A' + 10)) % 97;
    }
    return rest;
}

bool check_iban(struct str text)
{
    if (text.n < 15 || (text.p[2] == '0' && text.p[3] < '2') ||
        (text.p[2] == '9' && text.p[3] == '9')) {
        return false; /* check digits are 02 to 98 */
    }
    int rest = 0;
    for (size_t i = 4; i < text.n; i++) {
        rest = iban_step(rest, text.p[i]);
    }
    for (size_t i = 0; i < 4; i++) {
        rest = iban_step(rest, text.p[i]);
    }
    return rest == 1;
}

bool check_pnc(struct str text)
{
    static const char letters[] = "ZABCDEFGHJKLMNPQRTUVWXY";
    size_t slash = str_find(text, STR("/"));
    if (slash < 2 || slash + 2 >= text.n) {
        return false;
    }
    unsigned long long year = 0;
    unsigned long long serial = 0;
    for (size_t i = slash - 2; i < slash; i++) {
        year = year * 10 + (unsigned)(text.p[i] - '0');
    }
    for (size_t i = slash + 1; i + 1 < text.n; i++) {
        serial = serial * 10 + (unsigned)(text.p[i] - '0');
    }
    return letters[(year * 10000000 + serial) % 23] == text.p[text.n - 1];
}

bool check_postcode_area(struct str text)
{
    static const char areas[] =
        " AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG "
        "DH "
        "DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA "
        "KT "
        "KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR "
        "RG "
        "RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC "
        "WD WF WN WR WS WV YO ZE ";
    char area[5] = " ";
    size_t n = 1;
    for (size_t i = 0; i < text.n && n < 3; i++) {
        char upper = (char)(text.p[i] & ~0x20);
        if (upper < 'A' || upper > 'Z') {
            break;
        }
        area[n++] = upper;
    }
    area[n++] = ' ';
    area[n] = '\0';
    return n > 2 && strstr(areas, area) != NULL;
}

bool check_uk_phone(struct str text)
{
    int all[DIGITS_MAX];
    size_t n = digits_of(text, all);
    const int *digits = all;
    if (n > 4 && digits[0] == 0 && digits[1] == 0) {
        digits += 2;
        n -= 2;
    }
    if (n > 2 && digits[0] == 4 && digits[1] == 4) {
        digits += 2;
        n -= 2;
    }
    if (n > 0 && digits[0] == 0) {
        digits++;
        n--;
    }
    if (n != 9 && n != 10) {
        return false;
    }
    switch (digits[0]) {
    case 1:
        return true; /* nine digits are still in use in a few 01 areas */
    case 2:
    case 7:
    case 3:
    case 9:
        return n == 10;
    case 8:
        return digits[1] == 0 || (n == 10 && (digits[1] == 4 || digits[1] == 7));
    default:
        return false;
    }
}

bool check_numeric_date(struct str text)
{
    static const int longest[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int part[3] = {0, 0, 0};
    size_t n = 0;
    for (size_t i = 0; i < text.n && n < 3; i++) {
        if (text.p[i] >= '0' && text.p[i] <= '9') {
            part[n] = part[n] * 10 + (text.p[i] - '0');
            continue;
        }
        n++;
    }
    return part[1] >= 1 && part[1] <= 12 && part[0] >= 1 && part[0] <= longest[part[1] - 1];
}

bool check_vat(struct str text)
{
    int digits[DIGITS_MAX];
    size_t n = digits_of(text, digits);
    int sum = 0;
    if (n != 9 && n != 12) {
        return false;
    }
    for (int i = 0; i < 7; i++) {
        sum += digits[i] * (8 - i);
    }
    sum += digits[7] * 10 + digits[8];
    return sum % 97 == 0 || (sum + 55) % 97 == 0;
}

/* ISO 3779: letters as digits, row by row of nine; I, O and Q are not used. */
static int vin_value(char c)
{
    static const char letters[] = "ABCDEFGH JKLMN P R  STUVWXYZ";
    static const int values[] = {1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5,
                                 0, 7, 0, 9, 0, 0, 2, 3, 4, 5, 6, 7, 8, 9};
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char *at = c != ' ' && c != '\0' ? strchr(letters, c) : NULL;
    return at != NULL ? values[at - letters] : -1;
}

bool check_vin(struct str text)
{
    static const int weights[] = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    int sum = 0;
    bool letter = false;
    if (text.n != 17) {
        return false;
    }
    for (size_t i = 0; i < 17; i++) {
        int value = vin_value(text.p[i]);
        if (value < 0) {
            return false;
        }
        letter = letter || text.p[i] >= 'A';
        sum += weights[i] * value;
    }
    return letter && text.p[8] == "0123456789X"[sum % 11];
}

static int mrz_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
}

static bool mrz_holds(const char *field, size_t n, char check)
{
    static const int weights[] = {7, 3, 1};
    int sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += mrz_value(field[i]) * weights[i % 3];
    }
    return sum % 10 == mrz_value(check);
}

bool check_mrz(struct str text)
{
    size_t line = str_find(text, STR("\n")) + 1;
    while (line < text.n && text.p[line] == ' ') {
        line++;
    }
    if (text.n < line + 30) {
        return false;
    }
    const char *second = text.p + line;
    if (line > 44) {
        return text.n >= line + 44 && mrz_holds(second, 9, second[9]) &&
               mrz_holds(second + 13, 6, second[19]) && mrz_holds(second + 21, 6, second[27]);
    }
    return mrz_holds(text.p + 5, 9, text.p[14]) && mrz_holds(second, 6, second[6]) &&
           mrz_holds(second + 8, 6, second[14]);
}

bool check_base58_wallet(struct str text)
{
    static const char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    unsigned char bytes[25] = {0};
    for (size_t i = 0; i < text.n; i++) {
        const char *at = text.p[i] != '\0' ? strchr(alphabet, text.p[i]) : NULL;
        if (at == NULL) {
            return false;
        }
        unsigned carry = (unsigned)(at - alphabet);
        for (size_t k = sizeof bytes; k-- > 0;) {
            carry += bytes[k] * 58U;
            bytes[k] = (unsigned char)(carry & 0xFF);
            carry >>= 8;
        }
        if (carry != 0) {
            return false;
        }
    }
    return (text.n > 0 && text.p[0] == '1' && bytes[0] == 0 && bytes[1] != 0) || bytes[0] == 5;
}

bool check_bech32(struct str text)
{
    static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    static const uint32_t generators[] = {0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD,
                                          0x2A1462B3};
    static const uint32_t prefix[] = {3, 3, 0, 2, 3}; /* "bc" spread out */
    uint32_t check = 1;
    for (size_t i = 0; i < text.n + 2; i++) {
        uint32_t value;
        if (i < 5) {
            value = prefix[i];
        } else {
            char c = text.p[i - 2];
            const char *at =
                c != '\0' ? strchr(alphabet, c >= 'A' && c <= 'Z' ? c | 0x20 : c) : NULL;
            if (at == NULL) {
                return false;
            }
            value = (uint32_t)(at - alphabet);
        }
        uint32_t top = check >> 25;
        check = ((check & 0x1FFFFFF) << 5) ^ value;
        for (int g = 0; g < 5; g++) {
            check ^= (top >> g & 1U) != 0 ? generators[g] : 0;
        }
    }
    return check == 1 || check == 0x2BC830A3;
}
