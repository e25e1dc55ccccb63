/* See moments.h. */
#include "moments.h"

#include "casetext/plain_word.h"

#include <stdlib.h>
#include <string.h>

enum {
    HEAD_BYTES = 700,
    LEAD_BYTES = 70,
    NOTE_BYTES = 60,
    HALF_DAY_MINUTES = 12 * 60,
    WEEK = 7,
    ROWS_MIN = 2, /* lines that begin with four figures: a notebook, not a year */
    COUNTS_MIN = 2
};

/* What a day that stands there tells of. */
enum day_role {
    DAY_EVENT,
    DAY_PAPER, /* when the paper was made or signed, the footage viewed */
    DAY_HEAD,  /* of a letter, a note of what somebody said: what it tells was another day */
    DAY_BIRTH
};

struct moments {
    struct mentions *found;
    struct str text;
    struct whens whens;
    enum day_role *roles;
    bool *reckoned; /* the year goes by another day, whose place is the anchor */
    const struct sentence *sentences;
    size_t sentence_count;
    /* of a log: its last time, and how often midnight passed */
    const struct when *log_day;
    int log_minute, log_shift;
    bool interview, reported;
};

static size_t sentence_at(const struct moments *m, size_t at)
{
    return sentence_of(m->sentences, m->sentence_count, at);
}

static bool has_day(const struct when *when)
{
    return when->kind != WHEN_TIME && when->day.month > 0;
}

static size_t line_start(struct str text, size_t at)
{
    while (at > 0 && text.p[at - 1] != '\n') {
        at--;
    }
    return at;
}

/* Does nothing but a bracket or blanks stand before it on its line? */
static bool begins_line(struct str text, size_t at)
{
    while (at > 0 && (text.p[at - 1] == ' ' || text.p[at - 1] == '[')) {
        at--;
    }
    return at == 0 || text.p[at - 1] == '\n';
}

/* Is one of the words in the text? */
static bool has_word(struct str text, const char *const *words, size_t count)
{
    struct str word;
    for (size_t at = 0; plain_word_next(text, &at, &word);) {
        if (plain_word_among(word, words, count)) {
            return true;
        }
    }
    return false;
}

static bool is_birth(struct str lead)
{
    static const char *const words[] = {"born", "dob", "birth", "b"};
    struct str word;
    struct str last[3] = {STR(""), STR(""), STR("")};
    for (size_t at = 0; plain_word_next(lead, &at, &word);) {
        last[0] = last[1];
        last[1] = last[2];
        last[2] = word;
    }
    bool letters = plain_word_is(last[0], "d") && plain_word_is(last[1], "o") &&
                   plain_word_is(last[2], "b");
    return letters || plain_word_among(last[2], words, sizeof words / sizeof words[0]);
}

static bool is_known_birth(const struct mentions *found, const struct when *when)
{
    for (size_t i = 0; i < found->birth_count; i++) {
        if (found->births[i] >= when->start && found->births[i] < when->end) {
            return true;
        }
    }
    return false;
}

/* On the first line, alone on its line, or behind "Date". */
static bool is_head(struct str text, const struct when *when, struct str lead)
{
    static const char *const date[] = {"date", "sent", "received"};
    bool alone =
        begins_line(text, when->start) &&
        (when->end >= text.n || text.p[when->end] == '\n' || text.p[when->end] == '\r');
    return alone || line_start(text, when->start) == 0 ||
           has_word(lead, date, sizeof date / sizeof date[0]);
}

/* A letter, a message, a note of a call, answers at doors. */
static bool is_reported(struct str text)
{
    static const char *const words[] = {"dear", "h2h"};
    struct str head = str_sub(text, 0, text.n < HEAD_BYTES / 2 ? text.n : HEAD_BYTES / 2);
    bool mail = str_starts(head, STR("From:"));
    bool note =
        str_find(head, STR("ote of ")) < NOTE_BYTES || str_find(head, STR("T/C")) < NOTE_BYTES;
    bool doors = str_find(head, STR("HOUSE TO HOUSE")) != SIZE_MAX ||
                 str_find(head, STR("ouse to house")) != SIZE_MAX;
    return mail || note || doors || has_word(head, words, sizeof words / sizeof words[0]);
}

static enum day_role role_of(const struct moments *m, const struct when *when, bool statement)
{
    static const char *const making[] = {
        "viewed",  "viewing",   "reviewed", "review",   "extraction", "extracted", "captured",
        "dated",   "printed",   "prepared", "signed",   "signature",  "completed", "expires",
        "created", "submitted", "result",   "received", "examined",   "copied",    "bail"};
    static const char *const date[] = {"date"};
    size_t start = line_start(m->text, when->start);
    start = when->start - start > LEAD_BYTES ? when->start - LEAD_BYTES : start;
    struct str lead = str_sub(m->text, start, when->start - start);
    if (is_birth(lead) || is_known_birth(m->found, when)) {
        return DAY_BIRTH;
    }
    if (m->reported && when->start < HEAD_BYTES && is_head(m->text, when, lead)) {
        return DAY_HEAD;
    }
    bool paper = has_word(lead, making, sizeof making / sizeof making[0]) ||
                 (statement && has_word(lead, date, 1));
    return paper ? DAY_PAPER : DAY_EVENT;
}

static void find_roles(struct moments *m)
{
    static const char *const words[] = {"statement"};
    size_t head = m->text.n < HEAD_BYTES ? m->text.n : HEAD_BYTES;
    bool statement = has_word(str_sub(m->text, 0, head), words, 1);
    m->roles = arena_zalloc(m->found->arena, (m->whens.count + 1) * sizeof *m->roles);
    for (size_t i = 0; i < m->whens.count; i++) {
        if (m->whens.items[i].kind == WHEN_DAY) {
            m->roles[i] = role_of(m, &m->whens.items[i], statement);
        }
    }
}

/* ---- rows ---- */

static bool four_figures(struct str text, size_t at, struct when *when)
{
    int value = 0;
    for (size_t i = 0; i < 4; i++) {
        if (at + i >= text.n || text.p[at + i] < '0' || text.p[at + i] > '9') {
            return false;
        }
        value = value * 10 + (text.p[at + i] - '0');
    }
    *when = (struct when){.kind = WHEN_TIME,
                          .start = at,
                          .end = at + 4,
                          .hour = value / 100,
                          .minute = value % 100};
    return value < 2400 && value % 100 < 60 && at + 5 < text.n && text.p[at + 4] == ' ' &&
           (text.p[at + 5] < '0' || text.p[at + 5] > '9' || text.p[at + 5] == '1');
}

static int by_place(const void *a, const void *b)
{
    const struct when *x = a;
    const struct when *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

/* "2209 Arr scene": two or more lines that begin so are those of a notebook. */
static void add_rows(struct moments *m)
{
    struct arena *arena = m->found->arena;
    struct when row;
    size_t lines = 0;
    for (size_t at = 0; at < m->text.n; at++) {
        lines += begins_line(m->text, at) && four_figures(m->text, at, &row);
    }
    if (lines < ROWS_MIN) {
        return;
    }
    size_t count = m->whens.count;
    struct when *all = arena_alloc(arena, (count + lines) * sizeof *all);
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        all[used++] = m->whens.items[i];
    }
    for (size_t at = 0, i = 0; at < m->text.n; at++) {
        if (!begins_line(m->text, at) || !four_figures(m->text, at, &row)) {
            continue;
        }
        while (i < count && m->whens.items[i].end <= row.start) {
            i++;
        }
        if (i == count || m->whens.items[i].start >= row.end) {
            all[used++] = row;
        }
    }
    qsort(all, used, sizeof *all, by_place);
    m->whens.items = all;
    m->whens.count = m->whens.capacity = used;
}

/* ---- what is no time of day ---- */

static bool is_recording(struct str head)
{
    static const char *const words[] = {"interview",  "interviewed", "roti", "abe",
                                        "transcript", "counter",     "tape", "recording"};
    return has_word(head, words, sizeof words / sizeof words[0]);
}

static bool is_interview(struct str head)
{
    static const char *const words[] = {"interview", "interviewed", "roti", "abe"};
    return has_word(head, words, sizeof words / sizeof words[0]);
}

/* Of an interview the day is known of when it began and ended, not of what is told in it. */
static bool is_of_interview(const struct moments *m, size_t at)
{
    static const char *const words[] = {"time",       "commenced", "concluded", "started",
                                        "ended",      "began",     "suspended", "resumed",
                                        "terminated", "finished",  "interview", "break"};
    size_t s = sentence_at(m, at);
    return s < m->sentence_count &&
           has_word(str_sub(m->text, m->sentences[s].start,
                            m->sentences[s].end - m->sentences[s].start),
                    words, sizeof words / sizeof words[0]);
}

static bool has_seconds(const struct moments *m, const struct when *when)
{
    return when->end - when->start == 8 && m->text.p[when->start + 5] == ':';
}

/* Where a recording is: times that begin lines, from the first hour on. */
static bool is_counter(const struct moments *m)
{
    size_t head = m->text.n < HEAD_BYTES ? m->text.n : HEAD_BYTES;
    const struct when *first = NULL;
    size_t lines = 0;
    for (size_t i = 0; i < m->whens.count; i++) {
        const struct when *when = &m->whens.items[i];
        bool clock = when->kind == WHEN_TIME && when->end - when->start >= 4 &&
                     str_has_byte(str_sub(m->text, when->start, when->end - when->start), ':');
        if (clock && begins_line(m->text, when->start)) {
            first = first == NULL ? when : first;
            lines++;
        }
    }
    return lines >= COUNTS_MIN && first->hour == 0 && first->minute < 30 &&
           is_recording(str_sub(m->text, 0, head));
}

/* "00:01:12" behind another time of the row: how long it took. */
static bool is_duration(const struct moments *m, size_t i)
{
    const struct when *when = &m->whens.items[i];
    return i > 0 && when->hour == 0 && has_seconds(m, when) &&
           m->whens.items[i - 1].kind == WHEN_TIME &&
           line_start(m->text, when->start) == line_start(m->text, m->whens.items[i - 1].start);
}

/* ---- years and days that go by others ---- */

static int64_t day_number(const struct day *day)
{
    return (int64_t)day->year * 372 + (int64_t)day->month * 31 + day->day; /* an order */
}

static int64_t distance(const struct day *a, const struct day *b)
{
    int64_t d = day_number(a) - day_number(b);
    return d < 0 ? -d : d;
}

/* The last day with a year before item i, else the first behind it; NULL: none. */
static const struct when *dated_near(const struct moments *m, size_t i)
{
    for (size_t k = i; k-- > 0;) {
        if (m->whens.items[k].kind == WHEN_DAY && m->whens.items[k].day.year > 0 &&
            m->roles[k] != DAY_BIRTH && !m->reckoned[k]) {
            return &m->whens.items[k];
        }
    }
    for (size_t k = i + 1; k < m->whens.count; k++) {
        if (m->whens.items[k].kind == WHEN_DAY && m->whens.items[k].day.year > 0 &&
            m->roles[k] != DAY_BIRTH) {
            return &m->whens.items[k];
        }
    }
    return NULL;
}

/* The year by which the day comes nearest to `by`, on the weekday that is said. */
static bool give_year(struct when *when, const struct day *by)
{
    struct day best = {0};
    for (int year = by->year - 1; year <= by->year + 1; year++) {
        struct day day = {year, when->day.month, when->day.day};
        bool fits =
            day_real(&day) && (when->weekday == 0 || day_of_week(&day) == when->weekday);
        if (fits && (best.year == 0 || distance(&day, by) < distance(&best, by))) {
            best = day;
        }
    }
    when->day = best.year > 0 ? best : when->day;
    return best.year > 0;
}

static void find_years(struct moments *m, const struct day *own)
{
    for (size_t i = 0; i < m->whens.count; i++) {
        struct when *when = &m->whens.items[i];
        if (when->kind != WHEN_DAY || when->day.year > 0) {
            continue;
        }
        const struct when *near = dated_near(m, i);
        if (near != NULL && give_year(when, &near->day)) {
            when->anchor_start = near->start;
            when->anchor_end = near->end;
            m->reckoned[i] = true;
        } else if (near == NULL && own != NULL && give_year(when, own)) {
            m->reckoned[i] = true;
        }
    }
}

/* Within what somebody is quoted to have said, which was said some other day. */
static bool is_quoted(struct str text, size_t at)
{
    size_t quotes = 0;
    for (size_t i = line_start(text, at); i < at; i++) {
        quotes += text.p[i] == '"';
    }
    return quotes % 2 == 1;
}

/* "yesterday" goes by the day of its row, else by the document's own, else by the day that the
 * paper says it was made. */
static void find_own_days(struct moments *m, const struct day *own)
{
    const struct when *made = NULL;
    for (size_t i = 0; i < m->whens.count; i++) {
        if (m->roles[i] == DAY_PAPER) {
            made = &m->whens.items[i];
            break;
        }
    }
    for (size_t i = 0; i < m->whens.count; i++) {
        struct when *when = &m->whens.items[i];
        const struct when *by = NULL;
        if (when->kind != WHEN_RELATIVE || !when->by_document) {
            continue;
        }
        for (size_t k = 0; k < i; k++) {
            const struct when *row = &m->whens.items[k];
            bool same = line_start(m->text, row->start) == line_start(m->text, when->start);
            by = row->kind == WHEN_DAY && same && begins_line(m->text, row->start) ? row : by;
        }
        bool told = own != NULL && own->year > 0;
        by = by == NULL && !told && !is_quoted(m->text, when->start) ? made : by;
        if (by != NULL && by->day.year > 0) {
            when->day = day_after(by->day, when->shift);
            when->anchor_start = by->start;
            when->anchor_end = by->end;
        }
    }
}

/* ---- moments ---- */

/* The day that a time goes with: in its sentence the last before it, else the first behind it,
 * else the last before that tells of an event. */
static const struct when *day_of(const struct moments *m, size_t i, bool *same_sentence)
{
    const struct whens *whens = &m->whens;
    size_t own = sentence_at(m, whens->items[i].start);
    const struct when *event = NULL;
    *same_sentence = true;
    for (size_t k = i; k-- > 0;) {
        const struct when *day = &whens->items[k];
        if (!has_day(day) || m->roles[k] == DAY_BIRTH) {
            continue;
        }
        if (sentence_at(m, day->start) == own) {
            return day;
        }
        bool row = m->roles[k] == DAY_HEAD && begins_line(m->text, whens->items[i].start);
        if ((m->roles[k] == DAY_EVENT || row) && !day->by_document) {
            event = day;
            break;
        }
    }
    for (size_t k = i + 1; k < whens->count && sentence_at(m, whens->items[k].start) == own;
         k++) {
        if (has_day(&whens->items[k]) && m->roles[k] != DAY_BIRTH) {
            return &whens->items[k];
        }
    }
    *same_sentence = false;
    return event;
}

static struct mention *add_moment(const struct moments *m, const struct when *when,
                                  const struct when *day)
{
    size_t s = sentence_at(m, when->start);
    bool within = s < m->sentence_count;
    struct mention *mention = mentions_add(m->found, "when", when->start, when->end, STR(""));
    mention->day = day->day;
    mention->reckoned = day->kind == WHEN_RELATIVE || m->reckoned[day - m->whens.items];
    mention->anchor_start = day->anchor_start;
    mention->anchor_end = day->anchor_end;
    mention->sentence_start = within ? m->sentences[s].start : when->start;
    mention->sentence_end = within ? m->sentences[s].end : when->end;
    return mention;
}

/* In a log whose rows bear no day of their own: the days that passed since the one above. */
static int days_passed(struct moments *m, const struct when *time, const struct when *day)
{
    int minute = time->hour * 60 + time->minute;
    if (!begins_line(m->text, time->start) || day->day.year == 0) {
        return m->log_day == day ? m->log_shift : 0;
    }
    if (m->log_day != day) {
        m->log_day = day;
        m->log_shift = 0;
    } else if (minute + HALF_DAY_MINUTES < m->log_minute) {
        m->log_shift++;
    }
    m->log_minute = minute;
    return m->log_shift;
}

static void add_time(struct moments *m, size_t i, bool *day_used)
{
    const struct when *when = &m->whens.items[i];
    bool same;
    const struct when *day = day_of(m, i, &same);
    if (day == NULL || (!same && m->interview && !is_of_interview(m, when->start))) {
        return; /* no day is said: nothing to put it at */
    }
    struct mention *mention = add_moment(m, when, day);
    mention->has_time = true;
    mention->hour = when->hour;
    mention->minute = when->minute;
    mention->about = when->about;
    mention->half_day = when->half_day;
    if (same) {
        day_used[day - m->whens.items] = true;
        return;
    }
    mention->day = day_after(mention->day, days_passed(m, when, day));
    if (!mention->reckoned) {
        mention->reckoned = true;
        mention->anchor_start = day->start;
        mention->anchor_end = day->end;
    }
}

void moments_find(struct mentions *found, struct str text, const struct sentence *sentences,
                  size_t count, const struct day *own, struct document_state *state)
{
    struct moments m = {
        .found = found, .text = text, .sentences = sentences, .sentence_count = count};
    when_find(found->arena, text, &m.whens);
    state->interview = state->interview || is_interview(str_sub(text, 0, HEAD_BYTES / 4));
    m.interview = state->interview;
    add_rows(&m);
    if (m.whens.items == NULL) {
        return; /* no day and no time */
    }
    m.reported = is_reported(text);
    find_roles(&m);
    m.reckoned = arena_zalloc(found->arena, m.whens.count + 1);
    when_resolve(&m.whens, own);
    find_own_days(&m, own);
    find_years(&m, own);
    state->counter = state->counter || is_counter(&m);
    bool *day_used = arena_zalloc(found->arena, m.whens.count + 1);
    for (size_t i = 0; i < m.whens.count; i++) {
        const struct when *when = &m.whens.items[i];
        bool counted = state->counter && begins_line(text, when->start);
        if (when->kind == WHEN_TIME && !counted && !is_duration(&m, i)) {
            add_time(&m, i, day_used);
        }
    }
    for (size_t i = 0; i < m.whens.count; i++) {
        if (has_day(&m.whens.items[i]) && !day_used[i] && m.roles[i] != DAY_BIRTH) {
            (void)add_moment(&m, &m.whens.items[i], &m.whens.items[i]);
        }
    }
}
