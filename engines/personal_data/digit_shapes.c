#include "personal_data/digit_shapes.h"

static const char sides[] = "ulhsdpckm+ULDHXx";
enum { AFTER_BLANK = 10, BLANK_ELSE = 14, ELSE = 15 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Place in `sides` of a byte that is no blank. */
static unsigned side_of(char c)
{
    static const char marks[] = "/-.:()";
    static const unsigned char places[] = {3, 4, 5, 6, 7, 7};
    if (c >= 'A' && c <= 'Z') {
        return 0;
    }
    if (c >= 'a' && c <= 'z') {
        return 1;
    }
    if ((unsigned char)c >= 0x80) {
        return 2;
    }
    for (size_t i = 0; i < sizeof places; i++) {
        if (c == marks[i]) {
            return places[i];
        }
    }
    return c == ',' ? 8 : c == '+' ? 9 : ELSE;
}

/* The same for the byte at `near` and, when that is a blank, at `beyond`; places outside of the
 * text are ends. */
static unsigned look(struct str text, size_t near, size_t beyond)
{
    if (near >= text.n) {
        return ELSE;
    }
    if (text.p[near] != ' ') {
        return side_of(text.p[near]);
    }
    if (beyond >= text.n) {
        return BLANK_ELSE;
    }
    if (is_digit(text.p[beyond])) {
        return AFTER_BLANK + 2;
    }
    unsigned side = side_of(text.p[beyond]);
    return side < 2 ? AFTER_BLANK + side : side == 2 ? AFTER_BLANK + 3 : BLANK_ELSE;
}

/* Letters up to a blank or ";" as bits of their places. */
static unsigned read_sides(const char **at)
{
    unsigned set = 0;
    for (; **at != '\0' && **at != ' ' && **at != ';'; ++*at) {
        const char *place = strchr(sides, **at);
        if (**at == '*') {
            set = (1U << DIGIT_SIDES) - 1;
        } else if (place == NULL) {
            return 0;
        } else {
            set |= 1U << (place - sides);
        }
    }
    return set;
}

static size_t read_length(const char **at)
{
    size_t length = 0;
    if (**at == '+') {
        ++*at;
        return DIGITS_LONG;
    }
    while (is_digit(**at) && length < DIGITS_LONG) {
        length = length * 10 + (size_t)(*(*at)++ - '0');
    }
    return length < DIGITS_LONG ? length : DIGITS_LONG;
}

static bool skip(const char **at, char c)
{
    if (**at != c) {
        return false;
    }
    ++*at;
    return true;
}

static bool add_one(struct digit_shapes *shapes, const char **at, size_t rule)
{
    unsigned before = read_sides(at);
    bool well = skip(at, ' ');
    size_t least = read_length(at);
    well = well && skip(at, '-');
    size_t most = read_length(at);
    well = well && skip(at, ' ');
    unsigned after = read_sides(at);
    well = well && skip(at, ';');
    if (!well || before == 0 || after == 0 || least == 0 || most < least ||
        shapes->count == DIGIT_SHAPES_MAX) {
        return false;
    }
    uint64_t bit = (uint64_t)1 << shapes->count;
    shapes->rules[shapes->count++] = rule;
    for (unsigned b = 0; b < DIGIT_SIDES; b++) {
        for (size_t n = least; n <= most; n++) {
            for (unsigned a = 0; a < DIGIT_SIDES; a++) {
                bool wanted =
                    (before >> b & 1) != 0 && (n == DIGITS_LONG || (after >> a & 1) != 0);
                shapes->look[b][n][a] |= wanted ? bit : 0;
            }
        }
    }
    return true;
}

bool digit_shapes_add(struct digit_shapes *shapes, const char *anchor, size_t rule,
                      const char **rest)
{
    while (*anchor == '#') {
        anchor++;
        if (!add_one(shapes, &anchor, rule)) {
            return false;
        }
    }
    *rest = anchor;
    return true;
}

/* Of eight bytes at once, whether one is a digit: less than 10 when the bits of '0' are turned
 * round, and not beyond ASCII. */
static bool eight_have_digit(const char *p)
{
    uint64_t bytes;
    memcpy(&bytes, p, sizeof bytes);
    bytes ^= 0x3030303030303030U;
    uint64_t above = ((bytes & 0x7F7F7F7F7F7F7F7FU) + 0x7676767676767676U) | bytes;
    return (~above & 0x8080808080808080U) != 0;
}

bool digit_run_next(struct str text, size_t from, struct digit_run *run)
{
    while (from + 8 <= text.n && !eight_have_digit(text.p + from)) {
        from += 8;
    }
    while (from < text.n && !is_digit(text.p[from])) {
        from++;
    }
    size_t end = from;
    while (end < text.n && is_digit(text.p[end])) {
        end++;
    }
    *run = (struct digit_run){from, end};
    return from < text.n;
}

uint64_t digit_shapes_of(const struct digit_shapes *shapes, struct str text,
                         struct digit_run run)
{
    size_t length = run.end - run.start;
    unsigned before = look(text, run.start - 1, run.start - 2);
    unsigned after = look(text, run.end, run.end + 1);
    return shapes->look[before][length < DIGITS_LONG ? length : DIGITS_LONG][after];
}
