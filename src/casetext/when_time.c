/* Times of day; see when.h. */
#include "casetext/when_words.h"

static const char *const about_words[] = {"about",   "around", "approximately", "approx",
                                          "roughly", "circa",  "nearly",        "shortly",
                                          "just",    NULL};

/* "about" and the like within three words before. */
static bool is_about(const struct when_tokens *tokens, size_t i)
{
    for (size_t back = 1; back <= 3 && back <= i; back++) {
        const struct when_token *token = &tokens->items[i - back];
        if (when_one_of(tokens, i - back, about_words) >= 0) {
            return true;
        }
        if (token->kind == WHEN_NUMBER || token->apart) {
            return false;
        }
    }
    return false;
}

/* "am", "p.m.", "a m": 'a' or 'p', and how many tokens it takes; 0: none. */
static char half_at(const struct when_tokens *tokens, size_t i, size_t *taken)
{
    if (when_is(tokens, i, "am") || when_is(tokens, i, "pm")) {
        *taken = 1;
    } else if ((when_is(tokens, i, "a") || when_is(tokens, i, "p")) &&
               when_is_mark(tokens, i + 1, '.') && when_is(tokens, i + 2, "m")) {
        *taken = when_is_mark(tokens, i + 3, '.') ? 4 : 3;
    } else {
        *taken = 0;
        return 0;
    }
    char c = tokens->text.p[tokens->items[i].start];
    return c == 'a' || c == 'A' ? 'a' : 'p';
}

/* "in the evening", "that morning", "at night". */
static char part_of_day(const struct when_tokens *tokens, size_t i)
{
    static const char *const lead[] = {"in", "the", "that", "at", "on", "of", "same", NULL};
    static const char *const parts[] = {"morning", "afternoon", "evening", "night", NULL};
    for (size_t k = 0; k < 3; k++) {
        int part = when_one_of(tokens, i + k, parts);
        if (part >= 0) {
            return part == 0 ? 'a' : 'p';
        }
        if (when_one_of(tokens, i + k, lead) < 0) {
            break;
        }
    }
    return 0;
}

/* The 24-hour clock of an hour of 12 with its half; false when it is none. */
static bool settle(struct when *when, int hour, int minute, char half)
{
    if (minute < 0 || minute > 59 || hour < 0 || hour > 23 || (half != 0 && hour > 12)) {
        return false;
    }
    if (half == 'a') {
        hour %= 12;
    } else if (half == 'p') {
        hour = hour % 12 + 12;
    }
    when->hour = hour;
    when->minute = minute;
    return true;
}

static bool is_hours(const struct when_tokens *tokens, size_t i)
{
    static const char *const words[] = {"hours", "hrs", "hr", "h", NULL};
    return when_one_of(tokens, i, words) >= 0;
}

static bool is_at(const struct when_tokens *tokens, size_t i)
{
    static const char *const words[] = {"at", "from",  "until",  "till", "between",
                                        "by", "after", "before", "gone", NULL};
    return i > 0 && (when_one_of(tokens, i - 1, words) >= 0 ||
                     when_one_of(tokens, i - 1, about_words) >= 0);
}

/* Two digits without a space before them: minutes, seconds. */
static bool is_sixtieth(const struct when_tokens *tokens, size_t i)
{
    const struct when_token *number = when_token_at(tokens, i);
    return number != NULL && number->kind == WHEN_NUMBER && number->digits == 2 &&
           number->glued && !number->ordinal;
}

/* A sum, a date, the number of a paragraph: a point and a number go on. */
static bool figures_go_on(const struct when_tokens *tokens, size_t i)
{
    const struct when_token *number = when_token_at(tokens, i + 1);
    return when_is_mark(tokens, i, '.') && number != NULL && number->glued &&
           number->kind == WHEN_NUMBER;
}

/* 21:05, 21.05 hours, 9.05pm: what follows the hour. */
static size_t clock_at(const struct when_tokens *tokens, size_t i, struct when *when)
{
    const struct when_token *hour = &tokens->items[i];
    bool colon = when_is_mark(tokens, i + 1, ':');
    bool point = when_is_mark(tokens, i + 1, '.');
    size_t half_taken;
    if ((!colon && !point) || !tokens->items[i + 1].glued || !is_sixtieth(tokens, i + 2) ||
        hour->digits > 2) {
        return 0;
    }
    bool seconds = colon && when_is_mark(tokens, i + 3, ':') && is_sixtieth(tokens, i + 4);
    size_t taken = seconds ? 5 : 3;
    char half = half_at(tokens, i + taken, &half_taken);
    bool hours = is_hours(tokens, i + taken);
    if ((point && half == 0 && !hours && !is_at(tokens, i)) ||
        figures_go_on(tokens, i + taken) ||
        !settle(when, hour->value, tokens->items[i + 2].value, half)) {
        return 0;
    }
    if (half == 0 && !hours && hour->digits == 1 && hour->value > 0 && hour->value < 12) {
        char part = part_of_day(tokens, i + taken);
        when->half_day = part == 0;
        (void)settle(when, hour->value, tokens->items[i + 2].value, part);
    }
    return taken + half_taken + (hours ? 1 : 0);
}

static const struct when_token *four_at(const struct when_tokens *tokens, size_t i)
{
    const struct when_token *number = when_token_at(tokens, i);
    return number != NULL && number->kind == WHEN_NUMBER && number->digits == 4 &&
                   !number->ordinal && number->value >= 0 && number->value % 100 < 60 &&
                   number->value < 2400
               ? number
               : NULL;
}

static bool is_year_like(const struct when_token *number)
{
    return number->value >= 1980 && number->value < 2040;
}

/* What joins the ends of a span of time: "1830 to 2155 hours", "1830-2155hrs". */
static bool is_joint(const struct when_tokens *tokens, size_t i)
{
    static const char *const words[] = {"to", "and", "until", "till", NULL};
    return when_one_of(tokens, i, words) >= 0 || when_is_mark(tokens, i, '-');
}

/* Is it an end of one, of which hours are said or that "between" or "from" leads? */
static bool in_span(const struct when_tokens *tokens, size_t i)
{
    size_t first =
        i > 1 && is_joint(tokens, i - 1) && four_at(tokens, i - 2) != NULL ? i - 2 : i;
    const struct when_token *one = four_at(tokens, first);
    const struct when_token *other = four_at(tokens, first + 2);
    if (one == NULL || other == NULL || !is_joint(tokens, first + 1)) {
        return false;
    }
    bool led = first > 0 &&
               (when_is(tokens, first - 1, "between") || when_is(tokens, first - 1, "from"));
    return is_hours(tokens, first + 3) || (led && !(is_year_like(one) && is_year_like(other)));
}

/* "Time: 1430", "Time commenced: 1415" */
static bool is_labelled(const struct when_tokens *tokens, size_t i)
{
    static const char *const labels[] = {"time",   "commenced", "concluded", "started",
                                         "ended",  "finished",  "began",     "start",
                                         "finish", "end",       NULL};
    return i > 1 && when_is_mark(tokens, i - 1, ':') &&
           when_one_of(tokens, i - 2, labels) >= 0 && !tokens->items[i].apart;
}

/* 2105 hours, 0905hrs; "at about 2105"; "between 1830 and 2155"; "Time: 1430". */
static size_t four_digits_at(const struct when_tokens *tokens, size_t i, struct when *when)
{
    const struct when_token *number = &tokens->items[i];
    bool hours = is_hours(tokens, i + 1);
    const struct when_token *next = when_token_at(tokens, i + 1);
    /* "at 2105 on", not "at 2105 Mill Lane" */
    bool bare = i > 0 && when_is(tokens, i - 1, "at") &&
                (next == NULL || next->kind != WHEN_WORD ||
                 !(tokens->text.p[next->start] >= 'A' && tokens->text.p[next->start] <= 'Z'));
    if (number->digits != 4 || number->ordinal ||
        (!hours && !bare && !(is_at(tokens, i) && is_about(tokens, i)) && !in_span(tokens, i) &&
         !is_labelled(tokens, i)) ||
        !settle(when, number->value / 100, number->value % 100, 0)) {
        return 0;
    }
    return hours ? 2 : 1;
}

size_t when_time_after_day(const struct when_tokens *tokens, size_t i, struct when *when)
{
    *when = (struct when){.kind = WHEN_TIME};
    size_t skip = when_is_mark(tokens, i, ',') || when_is_mark(tokens, i, '-') ? 1 : 0;
    const struct when_token *number = four_at(tokens, i + skip);
    const struct when_token *next = when_token_at(tokens, i + skip + 1);
    if (number == NULL || number->apart || (number->glued && skip == 0) ||
        (next != NULL && next->glued && next->kind == WHEN_MARK &&
         (next->mark == '/' || next->mark == '-')) ||
        !settle(when, number->value / 100, number->value % 100, 0)) {
        return 0;
    }
    bool hours = is_hours(tokens, i + skip + 1);
    when->start = number->start;
    when->end = tokens->items[i + skip + (hours ? 1 : 0)].end;
    return skip + (hours ? 2 : 1);
}

/* 9pm, nine o'clock, "at about 9". */
static size_t hour_at(const struct when_tokens *tokens, size_t i, struct when *when)
{
    static const char *const after[] = {"that", "in",  "on",   "when", "i",
                                        "the",  "and", "this", "as",   NULL};
    int hour = when_number(tokens, i);
    size_t taken;
    if (hour < 1 || hour > 12 ||
        (tokens->items[i].kind == WHEN_NUMBER && tokens->items[i].ordinal)) {
        return 0;
    }
    char half = half_at(tokens, i + 1, &taken);
    if (half != 0) {
        return settle(when, hour, 0, half) ? 1 + taken : 0;
    }
    bool clock = when_is(tokens, i + 1, "o") && when_is(tokens, i + 3, "clock");
    taken = clock ? 3 : 0;
    const struct when_token *next = when_token_at(tokens, i + 1);
    bool bare = is_at(tokens, i) && is_about(tokens, i) &&
                (next == NULL || next->apart ||
                 (next->kind == WHEN_MARK && (next->mark == '.' || next->mark == ',') &&
                  !(when_token_at(tokens, i + 2) != NULL && tokens->items[i + 2].glued)) ||
                 when_one_of(tokens, i + 1, after) >= 0);
    if (!clock && !bare) {
        return 0;
    }
    char part = part_of_day(tokens, i + 1 + taken);
    when->half_day = part == 0;
    when->about = true;
    return settle(when, hour, 0, part) ? 1 + taken : 0;
}

/* "twenty past nine", "at ten to six": minutes past the hour of `hour`, -1: none. */
static int minutes_told(const struct when_tokens *tokens, size_t i)
{
    static const char *const words[] = {"five", "ten", "twenty", "twenty-five", NULL};
    const struct when_token *token = when_token_at(tokens, i);
    int word = when_one_of(tokens, i, words);
    int minutes = word < 0 ? -1 : word == 0 ? 5 : word == 1 ? 10 : word == 2 ? 20 : 25;
    if (token->kind == WHEN_NUMBER &&
        (token->value == 5 || token->value == 10 || token->value == 20 || token->value == 25)) {
        minutes = token->value;
    }
    bool past = when_is(tokens, i + 1, "past");
    bool to = when_is(tokens, i + 1, "to") && is_at(tokens, i);
    return minutes < 0 || (!past && !to) ? -1 : past ? minutes : 60 - minutes;
}

/* "half seven", half past it: led by "at", "about", "gone" and the like. */
static size_t half_hour_at(const struct when_tokens *tokens, size_t i, struct when *when)
{
    const struct when_token *number = when_token_at(tokens, i + 1);
    if (!when_is(tokens, i, "half") || number == NULL || number->ordinal ||
        (!is_at(tokens, i) && !is_about(tokens, i))) {
        return 0;
    }
    int hour = when_number(tokens, i + 1);
    size_t stated_taken;
    char part = part_of_day(tokens, i + 2);
    char stated = half_at(tokens, i + 2, &stated_taken);
    when->half_day = part == 0 && stated == 0;
    when->about = true;
    return hour >= 1 && hour <= 12 && settle(when, hour, 30, stated != 0 ? stated : part)
               ? 2 + stated_taken
               : 0;
}

/* noon, midnight, half past nine, a quarter to ten, twenty past nine */
static size_t words_at(const struct when_tokens *tokens, size_t i, struct when *when)
{
    if (when_is(tokens, i, "noon") || when_is(tokens, i, "midday")) {
        when->hour = 12;
        when->minute = 0;
        return 1;
    }
    if (when_is(tokens, i, "midnight")) {
        when->hour = 0;
        when->minute = 0;
        return 1;
    }
    size_t short_taken = half_hour_at(tokens, i, when);
    if (short_taken > 0) {
        return short_taken;
    }
    bool half = when_is(tokens, i, "half");
    bool past = when_is(tokens, i + 1, "past");
    int told = minutes_told(tokens, i);
    if (!(half && past) && told < 0 &&
        !(when_is(tokens, i, "quarter") && (past || when_is(tokens, i + 1, "to")))) {
        return 0;
    }
    int hour = when_number(tokens, i + 2);
    if (hour < 1 || hour > 12) {
        return 0;
    }
    char part = part_of_day(tokens, i + 3);
    size_t half_taken;
    char stated = half_at(tokens, i + 3, &half_taken);
    int minute = half ? 30 : told >= 0 ? told : past ? 15 : 45;
    if (!past) {
        hour = hour == 1 ? 12 : hour - 1;
    }
    when->half_day = part == 0 && stated == 0;
    when->about = true;
    return settle(when, hour, minute, stated != 0 ? stated : part) ? 3 + half_taken : 0;
}

size_t when_time_at(const struct when_tokens *tokens, size_t i, struct when *when)
{
    const struct when_token *token = &tokens->items[i];
    *when = (struct when){.kind = WHEN_TIME};
    size_t taken = 0;
    bool money =
        i > 0 &&
        (when_is_mark(tokens, i - 1, '$') || when_is_mark(tokens, i - 1, '/') ||
         (token->start >= 2 && str_is(str_sub(tokens->text, token->start - 2, 2), "\xC2\xA3")));
    if (token->kind == WHEN_NUMBER && !token->glued && !money) {
        taken = clock_at(tokens, i, when);
        if (taken == 0) {
            taken = four_digits_at(tokens, i, when);
        }
    }
    if (taken == 0 && token->kind == WHEN_NUMBER && token->glued && i > 0 &&
        when_is_mark(tokens, i - 1, '-') && in_span(tokens, i)) {
        taken = four_digits_at(tokens, i, when); /* the end of "1000-1035hrs" */
    }
    if (taken == 0 && !token->glued && !money) {
        taken = hour_at(tokens, i, when);
    }
    if (taken == 0 && (token->kind == WHEN_WORD || !token->glued)) {
        taken = words_at(tokens, i, when);
    }
    if (taken > 0) {
        when->about = when->about || is_about(tokens, i);
        when->start = token->start;
        when->end = tokens->items[i + taken - 1].end;
    }
    return taken;
}
