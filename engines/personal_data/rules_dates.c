/* Dates of birth: a date with a word for birth before it, or after a name in the form of
 * records. Other dates are left: who did what on which day is what a file is about. */
#include "personal_data/detect_rules.h"

#include "personal_data/check_digits.h"
#include "personal_data/context.h"
#include "personal_data/digit_shapes.h"

#include <string.h>

#define MONTH                                                                                  \
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"         \
    "Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
#define DIGIT "[\\dOoIl]"
#define NUMERIC                                                                                \
    DIGIT "{1,2}(?: ?[/.\\-–] ?| )" DIGIT "{1,2}(?: ?[/.\\-–] ?| )(?:(?:19|20|2O|l9)" DIGIT    \
          "{2}|" DIGIT "{2})"
#define WORDED                                                                                 \
    "\\d{1,2}(?:st|nd|rd|th)?[ .-]?(?:day )?(?:of )?" MONTH                                    \
    "[,. -]{0,2}(?:(?:19|20)\\d{2}|\\d{2})"
#define AMERICAN MONTH " \\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\\d{2}"
#define ISO "(?:19|20)\\d{2}[-/.](?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12]\\d|3[01])"
#define WORDED_SHORT "\\d{1,2}(?:st|nd|rd|th)? (?:of )?" MONTH "(?: ['’]\\d{2}\\b)?"
#define IN_WORDS                                                                               \
    "(?:the )?(?:\\w{3,8}[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|" \
    "tenth|eleventh|twelfth|\\w{3,9}teenth|twentieth|thirtieth) (?:day )?of " MONTH            \
    ",? (?:nineteen|two thousand|twenty)(?:[ -](?:and|\\w{2,9}ty|\\w{2,7}teen|one|two|three|"  \
    "four|five|six|seven|eight|nine|ten|eleven|twelve|hundred)){0,4}"
#define BIRTH                                                                                  \
    "\\b(?:d\\.? ?o\\.? ?b\\.?|born|b\\.|birthday|date of birth|birth "                        \
    "date|birthdate|d\\.b\\.)(?![\\w])[^\\d\\n]{0,24}?"

#define BIRTH_ANCHOR "(?i)(?:^|\\W)(?:d\\.? ?o\\.? ?b|born|b\\.|birth|date of birth|d\\.b\\.)"

/* Bytes to either side in which the newest year of the writing is looked for. */
enum { YEAR_WINDOW = 2048, YEARS_BACK = 10 };

/* The year of a date written d/m/yy that ends before `at` + 2: "38" of 09/10/38. */
static int short_year_at(struct str text, size_t at, int century)
{
    bool dated =
        at > 3 && at + 2 <= text.n && strchr("/.-", text.p[at - 1]) != NULL &&
        text.p[at] >= '0' && text.p[at] <= '9' && text.p[at + 1] >= '0' &&
        text.p[at + 1] <= '9' &&
        (at + 2 == text.n || text.p[at + 2] < '0' || text.p[at + 2] > '9') &&
        text.p[at - 2] >= '0' && text.p[at - 2] <= '9' &&
        (strchr("/.-", text.p[at - 3]) != NULL || strchr("/.-", text.p[at - 4]) != NULL);
    return dated ? century + (text.p[at] - '0') * 10 + (text.p[at + 1] - '0') : 0;
}

static int year_at(struct str text, size_t at)
{
    int year = 0;
    for (size_t i = at; i < at + 4; i++) {
        if (i >= text.n || text.p[i] < '0' || text.p[i] > '9') {
            return 0;
        }
        year = year * 10 + (text.p[i] - '0');
    }
    bool alone = (at == 0 || text.p[at - 1] < '0' || text.p[at - 1] > '9') &&
                 (at + 4 == text.n || text.p[at + 4] < '0' || text.p[at + 4] > '9');
    return alone && year >= 1900 && year < 2100 ? year : 0;
}

/* A full date that is ten years older than another year written nearby: in police writing that
 * is the birth of somebody, far more often than an event. */
static bool is_long_before(struct str text, size_t start, size_t end)
{
    int own = 0;
    for (size_t i = start; i + 4 <= end; i++) {
        int year = year_at(text, i);
        own = year != 0 ? year : own;
    }
    int newest = 0;
    size_t from = start > YEAR_WINDOW ? start - YEAR_WINDOW : 0;
    size_t to = text.n - end > YEAR_WINDOW ? end + YEAR_WINDOW : text.n;
    struct digit_run run = {from, from};
    while (digit_run_next(text, run.end, &run) && run.start < to) {
        int year = year_at(text, run.start);
        newest = year > newest ? year : newest;
    }
    return own != 0 && newest - own >= YEARS_BACK;
}

/* The same for d/m/yy: years of this century up to the newest written nearby, else of the last.
 */
static bool is_short_long_before(struct str text, size_t start, size_t end)
{
    int newest = 0;
    size_t from = start > YEAR_WINDOW ? start - YEAR_WINDOW : 0;
    size_t to = text.n - end > YEAR_WINDOW ? end + YEAR_WINDOW : text.n;
    struct digit_run run = {from, from};
    while (digit_run_next(text, run.end, &run) && run.start < to) {
        if (run.start >= start && run.start < end) {
            continue;
        }
        int year = year_at(text, run.start);
        int brief = short_year_at(text, run.start, 2000);
        newest = year > newest ? year : newest;
        newest = brief > newest && brief < 2050 ? brief : newest;
    }
    int own = short_year_at(text, end - 2, 2000);
    own -= own >= 2050 ? 100 : 0;
    return newest != 0 && own > 0 && newest - own >= YEARS_BACK;
}

/* "Ali HASSAN 01/01/1990" where no other year is written: the form of records. */
static bool is_after_name(struct str text, size_t start, size_t end)
{
    (void)end;
    return !context_has(text, start, start, 12, 0,
                        "monday tuesday wednesday thursday friday saturday sunday mon tue tues "
                        "wed thu thur thurs fri sat sun on since date dated sent");
}

const struct detect_rule detect_date_rules[] = {
    {"DATE_OF_BIRTH", "(?i)" BIRTH "(?<![\\d/])(" NUMERIC ")(?![\\w/])", NULL, NULL,
     BIRTH_ANCHOR, 14},
    {"DATE_OF_BIRTH", "(?i)" BIRTH "\\b(?:the )?(" WORDED "|" AMERICAN "|" ISO ")\\b", NULL,
     NULL, BIRTH_ANCHOR, 14},
    {"DATE_OF_BIRTH", "(?i)" BIRTH "\\b(" IN_WORDS ")\\b", NULL, NULL, BIRTH_ANCHOR, 14},
    {"DATE_OF_BIRTH",
     "(?i)(?<![\\d/.-])(" NUMERIC ")(?= ?[(,]? ?(?:d\\.?o\\.?b|date of birth)\\b)", NULL, NULL,
     "(?i)(?:d\\.?o\\.?b|date of birth)", 64},
    {"DATE_OF_BIRTH", "(?<![\\d/.-])\\d{1,2}[/.-]\\d{1,2}[/.-](?:19|20)\\d{2}(?![\\d/-])",
     check_numeric_date, is_long_before, "#ulhckm+xULDHX 1-2 sdp;", 0},
    {"DATE_OF_BIRTH", "(?<![\\d/.-])\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2}(?![\\d/-])(?!\\.\\d)",
     check_numeric_date, is_short_long_before, "#ulhckm+xULDHX 1-2 sdp;", 0},
    {"DATE_OF_BIRTH",
     "(?i)\\b(?:d\\.?o\\.?b\\.?|date of birth)[ :.-]{0,4}\\n? ?(\\d{6}|\\d{8})\\b", NULL, NULL,
     "(?i)(?:d\\.?o\\.?b|date of birth)", 13},
    {"DATE_OF_BIRTH",
     "(?i)\\b(?:d\\.?o\\.?b\\.?|date of birth|born)[ :.-]{0,4}\\n ?(" NUMERIC "|" WORDED
     ")(?![\\w/])",
     NULL, NULL, "(?i)(?:d\\.?o\\.?b|date of birth|born)", 13},
    {"DATE_OF_BIRTH", "(?i)" BIRTH "\\b(" WORDED_SHORT ")", NULL, NULL, BIRTH_ANCHOR, 14},
    {"DATE_OF_BIRTH", "\\b\\d{1,2}(?:st|nd|rd|th)? (?:of )?" MONTH ",? (?:19|20)\\d{2}\\b",
     NULL, is_long_before, MONTH ",? (?:19|20)\\d{2}", 36},
    {"DATE_OF_BIRTH",
     "\\p{Lu}[\\p{L}'’-]{2,20},?[ "
     "]\\(?(\\d{1,2}[/.-]\\d{1,2}[/.-](?:19|20)\\d{2})(?![\\d/-])(?!,? "
     "(?:at\\b|\\d{4}\\b|\\d\\d:))",
     check_numeric_date, is_after_name, "#sdp 4-4 *;", 96},
    {0},
};
