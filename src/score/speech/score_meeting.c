/* Recordings scored by several threads, their figures and pairings; see score_meeting.h. */
#include "score/speech/score_meeting.h"

#include "base/jsonw.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "score/score_sample.h"

#include <stdlib.h>

enum { WAYS = 2, LENGTH = 7 };

static const struct {
    const char *name;
    bool timed;
} ways[WAYS] = {{"cpwer", false}, {"tcpwer", true}};

struct scoring {
    struct score_report *report;
    struct arena *arena;
    const struct meeting_rules *rules;
    struct meetings meetings;
    size_t way_count;
    struct speaker_score *scores; /* way by way, of each recording */
    struct err *errors;
};

/* One recording by one way. */
static void score_piece(void *data, size_t piece)
{
    struct scoring *s = data;
    size_t n = s->meetings.count;
    const struct meeting_recording *recording = &s->meetings.items[piece % n];
    struct err *err = &s->errors[piece];
    if (speaker_words_score(&recording->reference.words, &recording->hypothesis.words,
                            ways[piece / n].timed, &s->scores[piece], err) != ERR_OK) {
        err_prefix(err, "recording %s", recording->name);
    }
}

static enum err_code score_all(struct scoring *s, struct err *err)
{
    size_t pieces = s->way_count * s->meetings.count;
    s->scores = xcalloc(pieces + 1, sizeof *s->scores);
    s->errors = arena_zalloc(s->arena, (pieces + 1) * sizeof *s->errors);
    parallel_run((size_t)score_report_options(s->report)->threads, pieces, score_piece, s);
    for (size_t i = 0; i < pieces; i++) {
        if (s->errors[i].code != ERR_OK) {
            *err = s->errors[i];
            return err->code;
        }
    }
    return ERR_OK;
}

static void put(double *vector, const struct speaker_score *score)
{
    vector[0] = (double)score->counts.correct;
    vector[1] = (double)score->counts.substituted;
    vector[2] = (double)score->counts.deleted;
    vector[3] = (double)score->counts.inserted;
    vector[4] = (double)score->missed;
    vector[5] = (double)score->added;
    vector[6] = (double)score->scored;
}

static size_t parts_of(const double *sum, struct score_part *parts)
{
    static const char *const names[LENGTH] = {
        "correct",        "substitutions",  "deletions",     "insertions",
        "missed_speaker", "falarm_speaker", "scored_speaker"};
    for (int i = 0; i < LENGTH; i++) {
        parts[i] = (struct score_part){.name = names[i], .value = sum[i]};
    }
    return LENGTH;
}

static const char *settings_of(const struct scoring *s, size_t way)
{
    const char *common =
        arena_printf(s->arena, "ties:insertion,deletion,pair|case:%s",
                     s->rules->speech->letters == CASE_FOLDED ? "folded" : "kept");
    return ways[way].timed
               ? arena_printf(s->arena,
                              "%s|collar:%g|times:characters|hypothesis-times:middles", common,
                              s->rules->collar)
               : common;
}

static void add_figure(struct scoring *s, size_t way)
{
    size_t n = s->meetings.count;
    double *vectors = arena_alloc(s->arena, (n + 1) * LENGTH * sizeof *vectors);
    const struct metric *metric = metric_lookup(arena_printf(s->arena, "%s/1", ways[way].name));
    const char *settings = settings_of(s, way);
    struct score_sample sample = {
        .count = n, .length = LENGTH, .vectors = vectors, .unit = "recordings"};
    for (size_t i = 0; i < n; i++) {
        put(vectors + i * LENGTH, &s->scores[way * n + i]);
    }
    score_sample_figure(s->report, ways[way].name, metric, settings, &sample, parts_of);
    for (size_t i = 0; n > 1 && i < n; i++) {
        struct score_part parts[SCORE_PARTS_MAX];
        struct score_figure figure = {.name = ways[way].name,
                                      .metric = metric,
                                      .settings = settings,
                                      .value = metric->finish(vectors + i * LENGTH),
                                      .n = 1,
                                      .no_interval = "one recording",
                                      .parts = parts};
        figure.part_count = parts_of(vectors + i * LENGTH, parts);
        score_report_group_figure(s->report, "recording", s->meetings.items[i].name, &figure);
    }
}

static const char *partner(const struct meeting_side *side, int32_t number)
{
    return number != SPEAKER_NOBODY && (size_t)number < side->words.count ? side->names[number]
                                                                          : NULL;
}

static void write_pairs(const struct meeting_recording *recording,
                        const struct speaker_score *score, struct jsonw *w, struct strbuf *text)
{
    jsonw_key(w, recording->name);
    jsonw_array(w);
    for (size_t i = 0; i < score->pair_count; i++) {
        const char *names[2] = {partner(&recording->reference, (int32_t)i),
                                partner(&recording->hypothesis, score->pairs[i])};
        jsonw_array(w);
        for (int k = 0; k < 2; k++) {
            names[k] != NULL ? jsonw_puts(w, names[k]) : jsonw_null(w);
        }
        jsonw_end(w);
        strbuf_printf(text, "%s%s = %s", i > 0 ? ", " : "", names[0] != NULL ? names[0] : "-",
                      names[1] != NULL ? names[1] : "-");
    }
    jsonw_end(w);
}

static void add_pairs(struct scoring *s)
{
    struct strbuf json;
    struct strbuf text;
    struct jsonw w;
    size_t n = s->meetings.count;
    strbuf_init(&json, SIZE_MAX / 2);
    strbuf_init(&text, SIZE_MAX / 2);
    jsonw_init(&w, &json);
    jsonw_object(&w);
    strbuf_puts(&text, "speakers of the reference and whom they are paired with\n");
    for (size_t way = 0; way < s->way_count; way++) {
        jsonw_key(&w, ways[way].name);
        jsonw_object(&w);
        for (size_t i = 0; i < n; i++) {
            strbuf_printf(&text, "  %s %s: ", ways[way].name, s->meetings.items[i].name);
            write_pairs(&s->meetings.items[i], &s->scores[way * n + i], &w, &text);
            strbuf_puts(&text, "\n");
        }
        jsonw_end(&w);
    }
    jsonw_end(&w);
    score_report_extra(s->report, "assignment", arena_str(s->arena, strbuf_view(&json)),
                       arena_str(s->arena, strbuf_view(&text)).p);
    strbuf_release(&json);
    strbuf_release(&text);
}

static void add_notes(const struct scoring *s)
{
    if (!s->meetings.timed) {
        score_report_note(s->report,
                          "not every segment has times: words are in the order of "
                          "the file where a side lacks them, and there is no tcpwer");
    }
    if (s->meetings.silent > 0 && s->rules->silent) {
        score_report_note(s->report,
                          "%zu recordings of the reference are not in the hypothesis: each "
                          "word counts as deleted",
                          s->meetings.silent);
    }
}

enum err_code score_meeting(struct score_report *report, const struct transcript *reference,
                            const struct transcript *hypothesis,
                            const struct meeting_rules *rules, struct err *err)
{
    struct scoring s = {.report = report, .arena = score_report_arena(report), .rules = rules};
    TRY(meetings_make(report, reference, hypothesis, rules, &s.meetings, err));
    s.way_count = s.meetings.timed ? WAYS : 1;
    enum err_code code = score_all(&s, err);
    if (code == ERR_OK) {
        add_notes(&s);
        for (size_t way = 0; way < s.way_count; way++) {
            add_figure(&s, way);
        }
        add_pairs(&s);
    }
    for (size_t i = 0; i < s.way_count * s.meetings.count; i++) {
        free(s.scores[i].pairs);
    }
    free(s.scores);
    return code;
}
