/* Pairing by id, by line and by file and channel; see transcript_pair.h. */
#include "score/speech/transcript_pair.h"

#include "base/ascii_case.h"
#include "base/name_table.h"
#include "score/speech/ctm_segments.h"

#include <stdlib.h>

static const struct utterance nothing = {.count = 0};

struct pairing {
    struct score_report *report;
    struct arena *arena;
    const struct transcript *reference;
    const struct transcript *hypothesis;
    enum missing_rule missing;
    struct transcript_pairs *pairs;
};

/* What an utterance is found by. */
static struct str key_of(const struct pairing *p, const struct transcript *transcript,
                         const struct utterance *utterance)
{
    if (transcript->format == FORMAT_JSONL) {
        return utterance->id;
    }
    if (transcript->format == FORMAT_TRN) {
        return ascii_lower_copy(p->arena, utterance->id);
    }
    const char *text =
        transcript->format == FORMAT_STM
            ? arena_printf(p->arena, "%.*s, channel %.*s, %g to %g", STR_ARG(utterance->file),
                           STR_ARG(utterance->channel), utterance->from, utterance->to)
            : arena_printf(p->arena, "%.*s, channel %.*s", STR_ARG(utterance->file),
                           STR_ARG(utterance->channel));
    return ascii_lower_copy(p->arena, str_of(text));
}

static void push(const struct pairing *p, const struct utterance *reference,
                 const struct utterance *hypothesis)
{
    p->pairs->items[p->pairs->count++] = (struct utterance_pair){reference, hypothesis};
}

static enum err_code skip(const struct pairing *p, const struct transcript *transcript,
                          size_t line, struct err *err)
{
    return score_report_skip(p->report, transcript->path, line, ERR_FORMAT, err);
}

static enum err_code missing(const struct pairing *p, const struct utterance *reference,
                             struct str key, struct err *err)
{
    p->pairs->missing++;
    if (p->missing == MISSING_DELETED) {
        push(p, reference, &nothing);
        return ERR_OK;
    }
    if (p->missing == MISSING_SCLITE) {
        return ERR_OK;
    }
    err_set(err, ERR_FORMAT, "%.*s is not in %s", STR_ARG(key), p->hypothesis->path);
    err_hint(err,
             "give --missing deleted to count its words as deleted, or --missing sclite to "
             "leave it out");
    return skip(p, p->reference, reference->line, err);
}

/* Numbers the keys of a transcript; *of[number] its utterance. A key twice is left out. */
static enum err_code number_keys(const struct pairing *p, const struct transcript *transcript,
                                 struct name_table *names, const struct utterance **of,
                                 struct err *err)
{
    for (size_t i = 0; i < transcript->count; i++) {
        const struct utterance *utterance = &transcript->items[i];
        struct str key = key_of(p, transcript, utterance);
        size_t before = name_table_count(names);
        uint32_t number = name_table_add(names, key);
        if (number < before) {
            err_set(err, ERR_FORMAT, "%.*s stands on line %zu already", STR_ARG(key),
                    of[number]->line);
            err_hint(err, "keep one of the two");
            TRY(skip(p, transcript, utterance->line, err));
        } else {
            of[number] = utterance;
        }
    }
    return ERR_OK;
}

static enum err_code pair_by_key(const struct pairing *p, struct err *err)
{
    struct name_table *references = name_table_new(p->arena);
    struct name_table *hypotheses = name_table_new(p->arena);
    const struct utterance **left =
        arena_alloc(p->arena, (p->reference->count + 1) * sizeof(struct utterance *));
    const struct utterance **right =
        arena_alloc(p->arena, (p->hypothesis->count + 1) * sizeof(struct utterance *));
    TRY(number_keys(p, p->reference, references, left, err));
    TRY(number_keys(p, p->hypothesis, hypotheses, right, err));
    for (uint32_t h = 0; h < name_table_count(hypotheses); h++) {
        struct str key = str_of(name_table_text(hypotheses, h));
        uint32_t r;
        if (!name_table_find(references, key, &r)) {
            err_set(err, ERR_FORMAT, "%.*s is not in %s", STR_ARG(key), p->reference->path);
            err_hint(err, "give the reference that belongs to this hypothesis, or take the "
                          "line out");
            TRY(skip(p, p->hypothesis, right[h]->line, err));
        }
    }
    for (uint32_t r = 0; r < name_table_count(references); r++) {
        struct str key = str_of(name_table_text(references, r));
        uint32_t h;
        if (name_table_find(hypotheses, key, &h)) {
            push(p, left[r], right[h]);
        } else {
            TRY(missing(p, left[r], key, err));
        }
    }
    return ERR_OK;
}

static enum err_code pair_by_line(const struct pairing *p, struct err *err)
{
    size_t left = p->reference->count;
    size_t right = p->hypothesis->count;
    size_t common = left < right ? left : right;
    if (left != right) {
        err_set(err, ERR_FORMAT, "%s has %zu lines and %s has %zu", p->reference->path, left,
                p->hypothesis->path, right);
        err_hint(err,
                 "plain text is paired line by line: give as many lines, an empty one where "
                 "nothing was said");
        TRY(skip(p, left > right ? p->reference : p->hypothesis, common + 1, err));
    }
    for (size_t i = 0; i < common; i++) {
        push(p, &p->reference->items[i], &p->hypothesis->items[i]);
    }
    return ERR_OK;
}

/* Segments of the reference in their order, each with the words of its channel. */
static enum err_code pair_by_time(const struct pairing *p, struct err *err)
{
    struct name_table *channels = name_table_new(p->arena);
    const struct utterance **words =
        arena_alloc(p->arena, (p->hypothesis->count + 1) * sizeof(struct utterance *));
    struct ctm_segments *segments = ctm_segments_new(p->arena, p->reference);
    TRY(number_keys(p, p->hypothesis, channels, words, err));
    for (uint32_t c = 0; c < name_table_count(channels); c++) {
        if (!ctm_segments_words(segments, words[c])) {
            err_set(err, ERR_FORMAT, "%s is not in %s", name_table_text(channels, c),
                    p->reference->path);
            err_hint(err, "give the reference that belongs to this hypothesis");
            TRY(skip(p, p->hypothesis, words[c]->line, err));
        }
    }
    for (size_t i = 0; i < p->reference->count; i++) {
        const struct utterance *segment = &p->reference->items[i];
        if (segment->left_out) {
            continue;
        }
        const struct utterance *answer = ctm_segments_of(segments, i);
        if (answer != NULL) {
            push(p, segment, answer);
        } else if (p->missing == MISSING_SCLITE) {
            p->pairs->missing++;
            push(p, segment, &nothing);
        } else {
            TRY(missing(p, segment, key_of(p, p->reference, segment), err));
        }
    }
    return ERR_OK;
}

enum err_code transcript_pair(struct score_report *report, const struct transcript *reference,
                              const struct transcript *hypothesis, enum missing_rule missing,
                              struct transcript_pairs *pairs, struct err *err)
{
    struct arena *arena = score_report_arena(report);
    struct pairing p = {report, arena, reference, hypothesis, missing, pairs};
    *pairs = (struct transcript_pairs){
        .items = arena_alloc(arena, (reference->count + 1) * sizeof *pairs->items)};
    if (reference->format == FORMAT_STM && hypothesis->format == FORMAT_CTM) {
        return pair_by_time(&p, err);
    }
    if (reference->format != hypothesis->format) {
        err_set(err, ERR_USAGE, "a %s reference cannot be paired with a %s hypothesis",
                transcript_format_word(reference->format),
                transcript_format_word(hypothesis->format));
        err_hint(err, "give both in one format, or an stm reference with a ctm hypothesis");
        return ERR_USAGE;
    }
    return reference->format == FORMAT_PLAIN ? pair_by_line(&p, err) : pair_by_key(&p, err);
}
