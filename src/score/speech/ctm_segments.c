/* Cutting a channel by middles of words; see ctm_segments.h.
 * SOURCE: NIST SCTK, src/sclite/stm2ctm.c segment_hyp_for_utt. */
#include "score/speech/ctm_segments.h"

#include "base/ascii_case.h"
#include "base/name_table.h"

struct ctm_segments {
    struct arena *arena;
    const struct transcript *reference;
    struct name_table *channels;
    uint32_t *channel_of; /* of each segment */
    struct utterance *answers;
    bool *answered;
};

static struct str channel_key(struct arena *arena, const struct utterance *utterance)
{
    char *key =
        arena_printf(arena, "%.*s %.*s", STR_ARG(utterance->file), STR_ARG(utterance->channel));
    ascii_lower_all(key, strlen(key));
    return str_of(key);
}

struct ctm_segments *ctm_segments_new(struct arena *arena, const struct transcript *reference)
{
    struct ctm_segments *segments = arena_zalloc(arena, sizeof *segments);
    size_t room = reference->count + 1;
    segments->arena = arena;
    segments->reference = reference;
    segments->channels = name_table_new(arena);
    segments->channel_of = arena_alloc(arena, room * sizeof *segments->channel_of);
    segments->answers = arena_zalloc(arena, room * sizeof *segments->answers);
    segments->answered = arena_zalloc(arena, room * sizeof *segments->answered);
    for (size_t i = 0; i < reference->count; i++) {
        struct str key = channel_key(arena, &reference->items[i]);
        segments->channel_of[i] = name_table_add(segments->channels, key);
    }
    return segments;
}

static double middle(const struct token_time *time)
{
    return time->start + time->duration / 2;
}

/* One past the word or choice that begins at token i, and its latest middle. */
static size_t unit_end(const struct utterance *channel, size_t i, double *latest)
{
    *latest = 0;
    if (channel->tokens[i].kind == TOKEN_WORD) {
        *latest = middle(&channel->times[i]);
        return i + 1;
    }
    while (i < channel->count && channel->tokens[i].kind != TOKEN_CLOSE) {
        double here = channel->tokens[i].kind == TOKEN_WORD ? middle(&channel->times[i]) : 0;
        *latest = here > *latest ? here : *latest;
        i++;
    }
    return i < channel->count ? i + 1 : i;
}

static size_t take_until(const struct utterance *channel, size_t at, double end)
{
    while (at < channel->count) {
        double latest;
        size_t next = unit_end(channel, at, &latest);
        if (latest >= end) {
            break;
        }
        at = next;
    }
    return at;
}

static size_t last_segment(const struct ctm_segments *segments, uint32_t channel)
{
    size_t last = 0;
    for (size_t i = 0; i < segments->reference->count; i++) {
        last = segments->channel_of[i] == channel ? i : last;
    }
    return last;
}

bool ctm_segments_words(struct ctm_segments *segments, const struct utterance *channel)
{
    uint32_t number;
    size_t at = 0;
    struct str key = channel_key(segments->arena, channel);
    if (!name_table_find(segments->channels, key, &number)) {
        return false;
    }
    size_t last = last_segment(segments, number);
    for (size_t i = 0; i <= last; i++) {
        if (segments->channel_of[i] != number) {
            continue;
        }
        double end = segments->reference->items[i].to;
        size_t next = i == last ? channel->count : take_until(channel, at, end);
        struct utterance *answer = &segments->answers[i];
        *answer = *channel;
        answer->tokens = channel->tokens != NULL ? channel->tokens + at : NULL;
        answer->times = channel->times != NULL ? channel->times + at : NULL;
        answer->count = next - at;
        segments->answered[i] = true;
        at = next;
    }
    return true;
}

const struct utterance *ctm_segments_of(const struct ctm_segments *segments, size_t i)
{
    return segments->answered[i] ? &segments->answers[i] : NULL;
}
