/* Counting one document; see spans_count.h. */
#include "score/spans/spans_count.h"

#include "base/mem.h"
#include "score/spans/spans_tokens.h"

#include <stdlib.h>
#include <string.h>

#define ANY_LABEL UINT32_MAX

/* Spans of one annotator (of the first `annotators`, or ANY) and label, in the file's order. */
static struct span_marks marks_of(const struct spans_document *document, uint32_t annotator,
                                  uint32_t label, struct span_mark *room)
{
    struct span_marks marks = {room, 0};
    for (size_t i = 0; i < document->count; i++) {
        const struct mask_mention *span = &document->spans[i];
        if ((annotator == UINT32_MAX || span->annotator == annotator) &&
            (label == ANY_LABEL || span->label == label)) {
            room[marks.count++] = (struct span_mark){span->start, span->end, span->label};
        }
    }
    return marks;
}

static void add_vector(double *sum, const struct span_counts *counts)
{
    double vector[SPAN_COUNTS];
    span_counts_vector(counts, vector);
    for (size_t i = 0; i < SPAN_COUNTS; i++) {
        sum[i] += vector[i];
    }
}

static void count_schemas(const struct spans_document *truth,
                          const struct spans_document *answer, uint32_t label,
                          const struct spans_rules *rules, struct spans_numbers *numbers)
{
    struct span_mark *true_room = xcalloc(truth->count + 1, sizeof *true_room);
    struct span_mark *marked_room = xcalloc(answer->count + 1, sizeof *marked_room);
    struct span_marks marked = marks_of(answer, UINT32_MAX, label, marked_room);
    size_t annotators = truth->annotators > 0 ? truth->annotators : 1;
    for (uint32_t annotator = 0; annotator < annotators; annotator++) {
        struct span_marks wanted = marks_of(truth, annotator, label, true_room);
        for (enum span_schema schema = 0; schema < SPAN_SCHEMAS; schema++) {
            struct span_counts counts =
                span_schema_greedy(schema, wanted, marked, rules->overlap);
            add_vector(numbers->greedy[schema], &counts);
            if (label == ANY_LABEL) {
                numbers->unsolved |=
                    !span_schema_matched(schema, wanted, marked, rules->overlap, &counts);
                add_vector(numbers->matched[schema], &counts);
            }
        }
    }
    free(true_room);
    free(marked_room);
}

/* Marks of a document's code points. */
enum { IN_TRUTH = 1, IN_ANSWER = 2 };

static void paint(const struct spans_document *document, unsigned char *points, size_t length,
                  unsigned char mark)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct mask_mention *span = &document->spans[i];
        for (size_t p = span->start; p < span->end && p < length; p++) {
            if (span->need != MASK_NONE) {
                points[p] |= mark;
            }
        }
    }
}

static bool all_marked(const unsigned char *points, const struct mask_mention *span)
{
    for (size_t p = span->start; p < span->end; p++) {
        if ((points[p] & IN_ANSWER) == 0) {
            return false;
        }
    }
    return true;
}

/* entity.recall/1 and documents.leak/1: each span an entity. */
static void count_cover(const struct spans_document *truth, uint32_t label,
                        const unsigned char *points, struct spans_numbers *numbers)
{
    for (size_t i = 0; i < truth->count; i++) {
        const struct mask_mention *span = &truth->spans[i];
        if (span->need != MASK_NONE && (label == ANY_LABEL || span->label == label)) {
            numbers->entity_recall[1]++;
            numbers->entity_recall[0] += all_marked(points, span);
        }
    }
    numbers->documents_leak[0] = numbers->entity_recall[0] < numbers->entity_recall[1];
    numbers->documents_leak[1] = numbers->entity_recall[1] > 0;
}

static void add_share(double share[SPANS_SHARE], unsigned marks)
{
    share[SPANS_BOTH] += marks == (IN_TRUTH | IN_ANSWER);
    share[SPANS_MARKED] += (marks & IN_ANSWER) != 0;
    share[SPANS_TRUE] += (marks & IN_TRUTH) != 0;
}

static void count_shares(const unsigned char *points, size_t length,
                         const struct spans_tokens *tokens, struct spans_numbers *numbers)
{
    for (size_t p = 0; p < length; p++) {
        add_share(numbers->characters, points[p]);
    }
    for (size_t t = 0; t < tokens->count; t++) {
        unsigned marks = 0;
        for (size_t p = tokens->items[t].start; p < tokens->items[t].end; p++) {
            marks |= points[p];
        }
        add_share(numbers->tokens, marks);
    }
}

static void put_share(double pair[2], struct mask_share share)
{
    pair[0] = (double)share.found;
    pair[1] = (double)share.all;
}

static void count_masking(const struct spans_document *truth,
                          const struct spans_document *answer, const uint32_t *text,
                          size_t length, const unsigned char *points,
                          const struct spans_tokens *tokens, struct spans_numbers *numbers)
{
    bool *covered = xcalloc(length + 1, sizeof *covered);
    struct mask_span *masks = xcalloc(answer->count + 1, sizeof *masks);
    for (size_t p = 0; p < length; p++) {
        covered[p] = (points[p] & IN_ANSWER) != 0;
    }
    for (size_t i = 0; i < answer->count; i++) {
        masks[i] = (struct mask_span){answer->spans[i].start, answer->spans[i].end};
    }
    struct mask_document document = {.text = text,
                                     .length = length,
                                     .mentions = truth->spans,
                                     .mention_count = truth->count,
                                     .entity_count = truth->entities,
                                     .annotator_count = truth->annotators,
                                     .masks = masks,
                                     .mask_count = answer->count,
                                     .covered = covered,
                                     .tokens = tokens->ignored,
                                     .token_count = tokens->count};
    struct mask_counts counts;
    mask_count(&document, &counts);
    put_share(numbers->entities, counts.entities);
    put_share(numbers->direct, counts.direct);
    put_share(numbers->quasi, counts.quasi);
    put_share(numbers->mentions, counts.mentions);
    put_share(numbers->mention_tokens, counts.tokens);
    put_share(numbers->masked_tokens, counts.masked_tokens);
    put_share(numbers->masks, counts.masks);
    numbers->direct_leak[0] = counts.direct.found < counts.direct.all;
    numbers->direct_leak[1] = counts.direct.all > 0;
    free(covered);
    free(masks);
}

static size_t length_of(const struct spans_document *truth, const struct spans_document *answer)
{
    return truth->text.p != NULL || truth->length > answer->length ? truth->length
                                                                   : answer->length;
}

void spans_count(const struct spans_document *truth, const struct spans_document *answer,
                 const struct spans_rules *rules, struct spans_numbers *numbers)
{
    size_t length = length_of(truth, answer);
    uint32_t *text = spans_text(truth);
    unsigned char *points = xcalloc(length + 1, sizeof *points);
    struct spans_tokens tokens = spans_tokens_make(truth, answer, text, rules->skip_words);
    memset(numbers, 0, sizeof *numbers);
    paint(truth, points, length, IN_TRUTH);
    paint(answer, points, length, IN_ANSWER);
    count_schemas(truth, answer, ANY_LABEL, rules, numbers);
    count_cover(truth, ANY_LABEL, points, numbers);
    count_shares(points, length, &tokens, numbers);
    count_masking(truth, answer, text, length, points, &tokens, numbers);
    struct span_tagged tagged = {tokens.items, tokens.count, tokens.truth, tokens.answer};
    struct span_iou_counts iou = {0, 0, 0};
    span_iou_count(&tagged, rules->iou, false, &iou);
    numbers->iou[0] = (double)iou.matched;
    numbers->iou[1] = (double)iou.predicted;
    numbers->iou[2] = (double)iou.annotated;
    spans_tokens_release(&tokens);
    free(points);
    free(text);
}

static bool has_label(const struct spans_document *document, uint32_t label)
{
    for (size_t i = 0; i < document->count; i++) {
        if (document->spans[i].label == label) {
            return true;
        }
    }
    return false;
}

bool spans_count_label(const struct spans_document *truth, const struct spans_document *answer,
                       uint32_t label, const struct spans_rules *rules,
                       struct spans_numbers *numbers)
{
    memset(numbers, 0, sizeof *numbers);
    if (!has_label(truth, label) && !has_label(answer, label)) {
        return false;
    }
    size_t length = length_of(truth, answer);
    unsigned char *points = xcalloc(length + 1, sizeof *points);
    paint(answer, points, length, IN_ANSWER);
    count_schemas(truth, answer, label, rules, numbers);
    count_cover(truth, label, points, numbers);
    free(points);
    return true;
}
