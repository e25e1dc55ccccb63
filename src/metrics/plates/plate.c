/* Plates as texts, their forms and what is counted; see plate.h. */
#include "metrics/plates/plate.h"

#include "base/utf8.h"

#include <string.h>

bool plate_of(struct str text, struct plate *plate)
{
    size_t at = 0;
    uint32_t point;
    plate->count = 0;
    while (at < text.n && utf8_next(text, &at, &point)) {
        if (point == ' ' || point == '-' || point == '.' || point == 0xA0) {
            continue;
        }
        if (plate->count == PLATE_MAX) {
            return false;
        }
        plate->text[plate->count++] = point >= 'a' && point <= 'z' ? point - 'a' + 'A' : point;
    }
    return true;
}

bool plate_equal(const struct plate *a, const struct plate *b)
{
    return a->count == b->count && memcmp(a->text, b->text, a->count * sizeof *a->text) == 0;
}

static bool is_letter(uint32_t c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

bool plate_is_plain(const struct plate *plate)
{
    for (size_t i = 0; i < plate->count; i++) {
        if (!is_letter(plate->text[i]) && !is_digit(plate->text[i])) {
            return false;
        }
    }
    return plate->count > 0;
}

/* Letters, then digits, then letters, …: lengths of up to three runs, letters first (0 where
 * the mark begins with a digit). False for anything longer or other. */
static bool runs_of(const struct plate *plate, size_t runs[3])
{
    size_t run = 0;
    memset(runs, 0, 3 * sizeof *runs);
    for (size_t i = 0; i < plate->count; i++) {
        bool letter = is_letter(plate->text[i]);
        if (!letter && !is_digit(plate->text[i])) {
            return false;
        }
        if (letter != (run % 2 == 0)) {
            run++;
        }
        if (run == 3) {
            return false;
        }
        runs[run]++;
    }
    return plate->count > 0;
}

static bool is_current(const struct plate *plate, const size_t runs[3])
{
    if (runs[0] != 2 || runs[1] != 2 || runs[2] != 3) {
        return false;
    }
    for (size_t i = 0; i < plate->count; i++) {
        uint32_t c = plate->text[i];
        if (c == 'I' || c == 'Q' || (c == 'Z' && i < 2)) {
            return false;
        }
    }
    return plate->text[2] != '0' || plate->text[3] != '1';
}

static bool is_diplomatic(const struct plate *plate)
{
    if (plate->count != 7 || (plate->text[3] != 'D' && plate->text[3] != 'X')) {
        return false;
    }
    for (size_t i = 0; i < 7; i++) {
        if (i != 3 && !is_digit(plate->text[i])) {
            return false;
        }
    }
    return true;
}

enum plate_form plate_form(const struct plate *plate)
{
    size_t runs[3];
    if (is_diplomatic(plate)) {
        return PLATE_DIPLOMATIC;
    }
    if (!runs_of(plate, runs)) {
        return PLATE_NO_FORM;
    }
    if (is_current(plate, runs)) {
        return PLATE_CURRENT;
    }
    bool digits = runs[1] >= 1 && runs[1] <= 3;
    if (runs[0] == 1 && digits && runs[2] == 3) {
        return PLATE_PREFIX;
    }
    if (runs[0] == 3 && digits && runs[2] == 1) {
        return PLATE_SUFFIX;
    }
    bool one_side = (runs[0] == 0) != (runs[2] == 0);
    size_t letters = runs[0] + runs[2];
    return one_side && letters >= 1 && letters <= 3 && runs[1] >= 1 && runs[1] <= 4
               ? PLATE_DATELESS
               : PLATE_NO_FORM;
}

const char *plate_form_name(enum plate_form form)
{
    static const char *const names[] = {"current",  "prefix",     "suffix",
                                        "dateless", "diplomatic", "none"};
    return names[form];
}

/* The letter or the digit that a character is taken for; itself when it is one already, 0 when
 * none looks like it. */
static uint32_t as_kind(uint32_t c, bool letter)
{
    static const char digits[] = "01258";
    static const char letters[] = "OIZSB";
    const char *from = letter ? digits : letters;
    const char *to = letter ? letters : digits;
    if (letter ? is_letter(c) : is_digit(c)) {
        return c;
    }
    const char *found = c < 128 && c > 0 ? strchr(from, (int)c) : NULL;
    return found != NULL ? (uint32_t)to[found - from] : 0;
}

/* L a letter, D a digit. */
static bool fits(const struct plate *read, const char *pattern, struct plate *mended)
{
    if (read->count != strlen(pattern)) {
        return false;
    }
    mended->count = read->count;
    for (size_t i = 0; i < read->count; i++) {
        mended->text[i] = as_kind(read->text[i], pattern[i] == 'L');
        if (mended->text[i] == 0) {
            return false;
        }
    }
    return plate_form(mended) != PLATE_NO_FORM;
}

struct plate plate_mended(const struct plate *read)
{
    static const char *const patterns[] = {"LLDDLLL", "LDDDLLL", "LDDLLL", "LDLLL"};
    struct plate mended;
    if (plate_form(read) != PLATE_NO_FORM) {
        return *read;
    }
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        if (fits(read, patterns[i], &mended)) {
            return mended;
        }
    }
    return *read;
}

size_t plate_compare(const struct plate *truth, const struct plate *read,
                     struct plate_edit edits[2 * PLATE_MAX])
{
    size_t cost[PLATE_MAX + 1][PLATE_MAX + 1];
    for (size_t i = 0; i <= truth->count; i++) {
        for (size_t j = 0; j <= read->count; j++) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            size_t pair = cost[i - 1][j - 1] + (truth->text[i - 1] != read->text[j - 1]);
            size_t put_in = cost[i][j - 1] + 1;
            size_t left_out = cost[i - 1][j] + 1;
            size_t least = pair < put_in ? pair : put_in;
            cost[i][j] = least < left_out ? least : left_out;
        }
    }
    size_t n = 0;
    size_t i = truth->count;
    size_t j = read->count;
    while (i > 0 || j > 0) {
        bool differ = i > 0 && j > 0 && truth->text[i - 1] != read->text[j - 1];
        if (i > 0 && j > 0 && cost[i][j] == cost[i - 1][j - 1] + differ) {
            i--;
            j--;
            if (differ) {
                edits[n++] = (struct plate_edit){truth->text[i], read->text[j]};
            }
        } else if (j > 0 && cost[i][j] == cost[i][j - 1] + 1) {
            edits[n++] = (struct plate_edit){0, read->text[--j]};
        } else {
            edits[n++] = (struct plate_edit){truth->text[--i], 0};
        }
    }
    return n;
}

void plate_vector(const struct plate *truth, const struct plate *read,
                  double vector[PLATE_VECTOR])
{
    struct plate_edit edits[2 * PLATE_MAX];
    memset(vector, 0, PLATE_VECTOR * sizeof *vector);
    vector[PLATE_VEHICLE] = 1;
    if (read == NULL) {
        vector[PLATE_MISSED_CHARACTERS] = (double)truth->count;
        return;
    }
    struct plate mended = plate_mended(read);
    vector[PLATE_CAPTURED] = 1;
    vector[PLATE_EXACT] = plate_equal(truth, read);
    vector[PLATE_EXACT_MENDED] = plate_equal(truth, &mended);
    vector[PLATE_EDITS] = (double)plate_compare(truth, read, edits);
    vector[PLATE_CHARACTERS] = (double)truth->count;
    vector[PLATE_FORM_SEEN] = plate_form(read) != PLATE_NO_FORM;
}
