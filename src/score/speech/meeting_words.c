/* Gathering by recording and speaker, splitting, times; see meeting_words.h. */
#include "score/speech/meeting_words.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "metrics/speech/words.h"

#include <math.h>
#include <stdlib.h>

/* A segment in the order in which it counts. */
struct segment {
    const struct utterance *utterance;
    uint32_t recording;
    size_t order; /* in the file */
    struct str *words;
    size_t count;
    uint32_t speaker;
};

struct side {
    const struct transcript *transcript;
    struct segment *segments; /* by recording, then beginning */
    size_t count;
    bool timed;
};

struct making {
    struct score_report *report;
    struct arena *arena;
    const struct meeting_rules *rules;
    struct name_table *recordings;
    struct name_table *ids; /* of words, both sides */
    struct side sides[2];   /* reference, hypothesis */
};

static enum err_code check_segment(const struct utterance *utterance, struct err *err)
{
    if (utterance->left_out) {
        err_set(err, ERR_FORMAT, "a segment that is not to be scored");
        err_hint(err, "take its time out of both files: what was said then has no reference");
        return ERR_FORMAT;
    }
    for (size_t i = 0; i < utterance->count; i++) {
        if (utterance->tokens[i].kind != TOKEN_WORD) {
            err_set(err, ERR_FORMAT,
                    "a choice (\"{ … / … }\") in a segment of several speakers");
            err_hint(err, "write what was said; choices are for scoring without --meeting");
            return ERR_FORMAT;
        }
    }
    return ERR_OK;
}

/* The number of a segment's recording; one that the reference lacks is told of once. */
static enum err_code place(struct making *m, bool is_reference, struct name_table *strange,
                           const struct utterance *utterance, uint32_t *recording, bool *known,
                           struct err *err)
{
    *known = true;
    if (is_reference) {
        *recording = name_table_add(m->recordings, utterance->file);
        return ERR_OK;
    }
    if (name_table_find(m->recordings, utterance->file, recording)) {
        return ERR_OK;
    }
    *known = false;
    size_t before = name_table_count(strange);
    (void)name_table_add(strange, utterance->file);
    if (name_table_count(strange) == before) {
        return ERR_OK;
    }
    err_set(err, ERR_FORMAT, "recording %.*s is not in the reference",
            STR_ARG(utterance->file));
    err_hint(err, "give the reference that belongs to this hypothesis, or take its rows out");
    return score_report_skip(m->report, m->sides[1].transcript->path, utterance->line,
                             ERR_FORMAT, err);
}

static int by_time(const void *a, const void *b)
{
    const struct segment *x = a;
    const struct segment *y = b;
    if (x->recording != y->recording) {
        return x->recording < y->recording ? -1 : 1;
    }
    if (x->utterance->from != y->utterance->from) {
        return x->utterance->from < y->utterance->from ? -1 : 1;
    }
    return x->order < y->order ? -1 : x->order > y->order;
}

static int by_order(const void *a, const void *b)
{
    const struct segment *x = a;
    const struct segment *y = b;
    if (x->recording != y->recording) {
        return x->recording < y->recording ? -1 : 1;
    }
    return x->order < y->order ? -1 : x->order > y->order;
}

static enum err_code order_segments(struct making *m, bool is_reference, struct err *err)
{
    struct side *side = &m->sides[is_reference ? 0 : 1];
    const struct transcript *t = side->transcript;
    struct name_table *strange = name_table_new(m->arena);
    side->segments = arena_zalloc(m->arena, (t->count + 1) * sizeof *side->segments);
    side->timed = true;
    for (size_t i = 0; i < t->count; i++) {
        const struct utterance *utterance = &t->items[i];
        struct segment segment = {.utterance = utterance, .order = i};
        bool known;
        TRY(place(m, is_reference, strange, utterance, &segment.recording, &known, err));
        enum err_code code = check_segment(utterance, err);
        if (code != ERR_OK) {
            TRY(score_report_skip(m->report, t->path, utterance->line, code, err));
        } else if (known) {
            side->segments[side->count++] = segment;
            side->timed = side->timed && !isnan(utterance->from);
        }
    }
    qsort(side->segments, side->count, sizeof *side->segments,
          side->timed ? by_time : by_order);
    return ERR_OK;
}

static struct str text_of(struct making *m, const struct utterance *utterance)
{
    if (utterance->raw.p != NULL) {
        return utterance->raw;
    }
    struct strbuf text;
    strbuf_init(&text, SIZE_MAX / 2);
    for (size_t i = 0; i < utterance->count; i++) {
        if (!str_is(utterance->tokens[i].text, "@")) {
            strbuf_puts(&text, text.n > 0 ? " " : "");
            strbuf_str(&text, utterance->tokens[i].text);
        }
    }
    struct str kept = arena_str(m->arena, strbuf_view(&text));
    strbuf_release(&text);
    return kept;
}

/* The words of a segment, normalised; parted where Python's str.split parts them. */
static void split(struct making *m, struct segment *segment)
{
    const struct speech_rules *rules = m->rules->speech;
    struct str text = text_of(m, segment->utterance);
    text = rules->norm != NULL ? rules->norm(m->arena, text) : text;
    segment->words = arena_alloc(m->arena, (text.n / 2 + 1) * sizeof *segment->words);
    size_t start = 0;
    for (size_t at = 0; at <= text.n;) {
        size_t here = at;
        uint32_t c = ' ';
        bool ends = at == text.n || !utf8_next(text, &at, &c) || speech_is_space(c);
        if (ends && here > start) {
            struct str word = str_sub(text, start, here - start);
            segment->words[segment->count++] =
                rules->letters == CASE_FOLDED ? word_lower(m->arena, word) : word;
        }
        at += here == text.n;
        start = ends ? at : start;
    }
}

/* One speaker's room: numbers and times of words. */
struct room {
    uint32_t *ids;
    double *starts;
    double *ends;
    size_t count;
};

static int64_t microseconds(double seconds)
{
    return llround(seconds * 1e6);
}

/* start + length * part / parts: a whole number and what is left of one, each exact before they
 * meet, so that places that are equal come out equal. part <= parts <= 2 * SCORE_LINE_MAX. */
static double place_in(int64_t start, int64_t length, size_t part, size_t parts)
{
    int64_t k = (int64_t)part;
    int64_t n = (int64_t)parts;
    int64_t rest = length % n * k;
    return (double)(start + length / n * k + rest / n) + (double)(rest % n) / (double)n;
}

static void add_words(struct making *m, bool is_reference, const struct segment *segment,
                      struct room *room)
{
    const struct side *side = &m->sides[is_reference ? 0 : 1];
    int64_t start = side->timed ? microseconds(segment->utterance->from) : 0;
    int64_t length = side->timed ? microseconds(segment->utterance->to) - start : 0;
    int64_t collar = microseconds(m->rules->collar);
    size_t total = 0;
    for (size_t i = 0; i < segment->count; i++) {
        total += utf8_count(segment->words[i]);
    }
    size_t before = 0;
    for (size_t i = 0; i < segment->count; i++, room->count++) {
        size_t after = before + utf8_count(segment->words[i]);
        room->ids[room->count] = name_table_lend(m->ids, segment->words[i]);
        if (is_reference) {
            room->starts[room->count] = place_in(start, length, before, total);
            room->ends[room->count] = place_in(start, length, after, total);
        } else {
            room->starts[room->count] =
                place_in(start - collar, length, before + after, 2 * total);
            room->ends[room->count] =
                place_in(start + collar, length, before + after, 2 * total);
        }
        before = after;
    }
}

/* The speakers of segments [from, to), of one recording. */
static void gather(struct making *m, bool is_reference, size_t from, size_t to,
                   struct meeting_side *out)
{
    struct segment *segments = m->sides[is_reference ? 0 : 1].segments;
    struct name_table *names = name_table_new(m->arena);
    for (size_t i = from; i < to; i++) {
        segments[i].speaker = name_table_add(names, segments[i].utterance->speaker);
        split(m, &segments[i]);
    }
    size_t count = name_table_count(names);
    struct room *rooms = arena_zalloc(m->arena, (count + 1) * sizeof *rooms);
    struct timed_words *speakers = arena_zalloc(m->arena, (count + 1) * sizeof *speakers);
    out->names = arena_alloc(m->arena, (count + 1) * sizeof *out->names);
    for (size_t i = from; i < to; i++) {
        rooms[segments[i].speaker].count += segments[i].count;
    }
    for (uint32_t k = 0; k < count; k++) {
        size_t n = rooms[k].count + 1;
        rooms[k] = (struct room){arena_alloc(m->arena, n * sizeof(uint32_t)),
                                 arena_alloc(m->arena, n * sizeof(double)),
                                 arena_alloc(m->arena, n * sizeof(double)), 0};
        out->names[k] = name_table_text(names, k);
    }
    for (size_t i = from; i < to; i++) {
        add_words(m, is_reference, &segments[i], &rooms[segments[i].speaker]);
    }
    for (size_t k = 0; k < count; k++) {
        speakers[k] = (struct timed_words){
            {rooms[k].ids, rooms[k].count}, rooms[k].starts, rooms[k].ends};
    }
    out->words = (struct speaker_words){speakers, count};
}

static void gather_side(struct making *m, bool is_reference, struct meetings *meetings)
{
    const struct side *side = &m->sides[is_reference ? 0 : 1];
    for (size_t from = 0; from < side->count;) {
        uint32_t recording = side->segments[from].recording;
        size_t to = from;
        while (to < side->count && side->segments[to].recording == recording) {
            to++;
        }
        struct meeting_recording *item = &meetings->items[recording];
        gather(m, is_reference, from, to, is_reference ? &item->reference : &item->hypothesis);
        from = to;
    }
}

/* Recordings that the hypothesis lacks: silence by the rules, else not scored. */
static enum err_code check_silent(struct making *m, struct meetings *meetings, struct err *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < meetings->count; i++) {
        bool silent = meetings->items[i].hypothesis.words.count == 0;
        meetings->silent += silent;
        if (silent && !m->rules->silent) {
            err_set(err, ERR_FORMAT, "recording %s is not in %s", meetings->items[i].name,
                    m->sides[1].transcript->path);
            err_hint(err, "with --missing deleted each of its words counts as deleted");
            TRY(score_report_skip(m->report, m->sides[0].transcript->path, 0, ERR_FORMAT, err));
            continue;
        }
        meetings->items[kept++] = meetings->items[i];
    }
    meetings->count = kept;
    return ERR_OK;
}

enum err_code meetings_make(struct score_report *report, const struct transcript *reference,
                            const struct transcript *hypothesis,
                            const struct meeting_rules *rules, struct meetings *meetings,
                            struct err *err)
{
    struct arena *arena = score_report_arena(report);
    struct making m = {.report = report,
                       .arena = arena,
                       .rules = rules,
                       .recordings = name_table_new(arena),
                       .ids = name_table_new(arena),
                       .sides = {{.transcript = reference}, {.transcript = hypothesis}}};
    TRY(order_segments(&m, true, err));
    TRY(order_segments(&m, false, err));
    size_t count = name_table_count(m.recordings);
    *meetings = (struct meetings){
        .items = arena_zalloc(arena, (count + 1) * sizeof *meetings->items),
        .count = count,
        .timed = m.sides[0].timed && m.sides[1].timed,
    };
    for (uint32_t i = 0; i < count; i++) {
        meetings->items[i].name = name_table_text(m.recordings, i);
    }
    gather_side(&m, true, meetings);
    gather_side(&m, false, meetings);
    return check_silent(&m, meetings, err);
}
