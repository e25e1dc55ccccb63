/* See mentions.h. */
#include "mentions.h"

#include "form_words.h"

#include "base/utf8.h"
#include "casetext/exhibit_mark.h"
#include "casetext/plain_word.h"
#include "casetext/sentences.h"

#include <string.h>

enum { KEY_MAX = 120, PHONE_UK = 2 };

static struct mention *add(struct mentions *found, const char *kind, size_t start, size_t end,
                           struct str key)
{
    if (found->count == found->room) {
        size_t room = found->room * 2 + 32;
        struct mention *items = arena_alloc(found->arena, room * sizeof *items);
        if (found->count > 0) {
            memcpy(items, found->items, found->count * sizeof *items);
        }
        found->items = items;
        found->room = room;
    }
    struct mention *mention = &found->items[found->count++];
    *mention = (struct mention){.kind = kind, .start = start, .end = end, .key = key};
    return mention;
}

/* ---- keys ---- */

/* Lower case, one blank between words, without titles when `names`. */
static struct str words_key(struct arena *arena, struct str text, bool names)
{
    char *out = arena_alloc(arena, text.n + 2);
    size_t n = 0;
    for (size_t at = 0; at < text.n;) {
        size_t start = at;
        while (at < text.n && (plain_word_byte(text.p[at]) ||
                               ((text.p[at] == '\'' || text.p[at] == '-') && at > start &&
                                at + 1 < text.n && plain_word_byte(text.p[at + 1])))) {
            at++;
        }
        if (at == start) {
            at++;
            continue;
        }
        size_t from = n;
        out[n] = ' ';
        n += n > 0 ? 1 : 0;
        size_t word = n;
        for (size_t i = start; i < at; i++) {
            out[n++] = plain_word_lower(text.p[i]);
        }
        if (names && form_words_title(str_n(out + word, n - word))) {
            n = from;
        }
    }
    return str_n(out, n);
}

/* Digits alone; +44 and 0044 as 0. */
static struct str phone_key(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] >= '0' && text.p[i] <= '9') {
            out[n++] = text.p[i];
        }
    }
    size_t skip = str_starts(str_n(out, n), STR("0044"))                            ? 4
                  : str_has_byte(text, '+') && str_starts(str_n(out, n), STR("44")) ? PHONE_UK
                                                                                    : 0;
    if (skip == 0 || n <= skip) {
        return str_n(out, n);
    }
    size_t zero = out[skip] == '0' ? 1 : 0; /* +44 (0)7… */
    return str_of(arena_printf(arena, "0%.*s", (int)(n - skip - zero), out + skip + zero));
}

/* Letters and digits in capitals. */
static struct str plate_key(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (plain_word_byte(c)) {
            out[n++] = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
        }
    }
    return str_n(out, n);
}

static void add_span(struct mentions *found, struct str text, const struct detect_span *span,
                     size_t start, size_t end)
{
    struct arena *arena = found->arena;
    struct str own = str_sub(text, start, end - start);
    struct str key;
    const char *kind;
    if (strcmp(span->label, "PERSON") == 0) {
        if (!form_words_person(text, &start, &end)) {
            return;
        }
        own = str_sub(text, start, end - start);
        kind = "person";
        key = words_key(arena, own, true);
    } else if (strcmp(span->label, "PHONE") == 0) {
        kind = "phone";
        key = phone_key(arena, own);
    } else if (strcmp(span->label, "VEHICLE") == 0 || strcmp(span->label, "VIN") == 0) {
        kind = "vehicle";
        key = plate_key(arena, own);
    } else if (strcmp(span->label, "ADDRESS") == 0 || strcmp(span->label, "POSTCODE") == 0 ||
               strcmp(span->label, "PLACE") == 0) {
        if (!form_words_place(text, &start, &end)) {
            return;
        }
        own = str_sub(text, start, end - start);
        kind = "place";
        key = words_key(arena, own, false);
    } else if (strcmp(span->label, "EMAIL") == 0) {
        kind = "mail";
        key = words_key(arena, own, false);
    } else {
        return;
    }
    if (key.n > 0) {
        size_t cut = key.n > KEY_MAX ? KEY_MAX : key.n;
        while (cut > 0 && !utf8_valid(str_sub(key, 0, cut))) {
            cut--;
        }
        add(found, kind, start, end, str_sub(key, 0, cut));
    }
}

/* Byte offsets of code points that only grow. */
struct walk {
    struct str text;
    size_t at, points;
};

static size_t walk_to(struct walk *walk, size_t points)
{
    uint32_t c;
    while (walk->points < points && utf8_next(walk->text, &walk->at, &c)) {
        walk->points++;
    }
    return walk->at;
}

/* Sentences and lines of the page. */
struct parts {
    const struct sentence *items;
    size_t count;
};

static enum err_code find_things(struct mentions *found, struct detector *detector,
                                 struct str text, const struct parts *lines, struct err *err)
{
    struct detect_spans spans = {0};
    struct walk walk = {.text = text};
    TRY(detect_text(detector, text, &spans, err));
    for (size_t i = 0; i < spans.count; i++) {
        size_t start = walk_to(&walk, spans.items[i].start);
        size_t end = walk_to(&walk, spans.items[i].end);
        size_t own = sentence_of(lines->items, lines->count, start);
        if (own < lines->count && end > lines->items[own].end) {
            end = lines->items[own].end; /* what begins on a line that ended goes no further */
        }
        add_span(found, text, &spans.items[i], start, end);
    }
    detect_spans_free(&spans);
    struct exhibit_mark mark;
    for (size_t at = 0; exhibit_mark_next(text, &at, false, &mark);) {
        add(found, "exhibit", mark.start, mark.end,
            str_of(arena_strdup(found->arena, mark.reference)));
    }
    return ERR_OK;
}

/* ---- moments ---- */

struct moments {
    struct mentions *found;
    const struct whens *whens;
    const struct parts *sentences;
};

static size_t sentence_at(const struct moments *m, size_t at)
{
    return sentence_of(m->sentences->items, m->sentences->count, at);
}

static bool has_day(const struct when *when)
{
    return when->kind != WHEN_TIME && when->day.month > 0;
}

/* The day that a time goes with: in its sentence the last before it, else the first behind it,
 * else the last before at all. */
static const struct when *day_of(const struct moments *m, size_t i, bool *same_sentence)
{
    const struct whens *whens = m->whens;
    size_t own = sentence_at(m, whens->items[i].start);
    const struct when *before = NULL;
    for (size_t k = i; k-- > 0;) {
        if (has_day(&whens->items[k])) {
            before = &whens->items[k];
            break;
        }
    }
    *same_sentence = before != NULL && sentence_at(m, before->start) == own;
    if (*same_sentence) {
        return before;
    }
    for (size_t k = i + 1; k < whens->count && sentence_at(m, whens->items[k].start) == own;
         k++) {
        if (has_day(&whens->items[k])) {
            *same_sentence = true;
            return &whens->items[k];
        }
    }
    return before;
}

static struct mention *add_moment(const struct moments *m, const struct when *when,
                                  const struct when *day)
{
    size_t s = sentence_at(m, when->start);
    struct mention *mention = add(m->found, "when", when->start, when->end, STR(""));
    mention->day = day->day;
    mention->reckoned = day->kind == WHEN_RELATIVE;
    mention->anchor_start = day->anchor_start;
    mention->anchor_end = day->anchor_end;
    mention->sentence_start =
        s < m->sentences->count ? m->sentences->items[s].start : when->start;
    mention->sentence_end = s < m->sentences->count ? m->sentences->items[s].end : when->end;
    return mention;
}

static void add_time(const struct moments *m, size_t i, bool *day_used)
{
    const struct when *when = &m->whens->items[i];
    bool same;
    const struct when *day = day_of(m, i, &same);
    if (day == NULL) {
        return; /* no day is said: nothing to put it at */
    }
    struct mention *mention = add_moment(m, when, day);
    mention->has_time = true;
    mention->hour = when->hour;
    mention->minute = when->minute;
    mention->about = when->about;
    mention->half_day = when->half_day;
    if (!same && !mention->reckoned) {
        mention->reckoned = true;
        mention->anchor_start = day->start;
        mention->anchor_end = day->end;
    }
    if (same) {
        day_used[day - m->whens->items] = true;
    }
}

static void find_moments(struct mentions *found, struct str text, const struct parts *sentences,
                         const struct day *own)
{
    struct whens whens;
    struct moments m = {.found = found, .whens = &whens, .sentences = sentences};
    when_find(found->arena, text, &whens);
    when_resolve(&whens, own);
    bool *day_used = arena_zalloc(found->arena, whens.count + 1);
    for (size_t i = 0; i < whens.count; i++) {
        if (whens.items[i].kind == WHEN_TIME) {
            add_time(&m, i, day_used);
        }
    }
    for (size_t i = 0; i < whens.count; i++) {
        if (has_day(&whens.items[i]) && !day_used[i]) {
            (void)add_moment(&m, &whens.items[i], &whens.items[i]);
        }
    }
}

enum err_code mentions_find(struct arena *arena, struct detector *detector, struct str text,
                            const struct day *own, struct mentions *found, struct err *err)
{
    struct parts parts;
    *found = (struct mentions){.arena = arena};
    parts.items = sentences_find(arena, text, &parts.count);
    TRY(find_things(found, detector, text, &parts, err));
    find_moments(found, text, &parts, own);
    return ERR_OK;
}
