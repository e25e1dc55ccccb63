/* A row of marked spans, read as a reference and then as an answer to itself: refused with
 * words, or whole. Against itself every span is matched by the order-free matching, every
 * entity is covered and nothing leaks; the counts of each schema add up. */
#include "score/spans/spans_count.h"
#include "score/spans/spans_file.h"

#include "base/err.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_spans(const struct spans_document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct mask_mention *span = &document->spans[i];
        if (span->start >= span->end || span->end > document->length ||
            span->entity >= document->entities || span->annotator >= document->annotators) {
            BUG("an accepted span is not whole");
        }
    }
    for (size_t i = 0; i < document->token_count; i++) {
        const struct spans_token *token = &document->tokens[i];
        if (token->start >= token->end || token->end > SPANS_END_MAX ||
            (i > 0 && token->start < document->tokens[i - 1].end)) {
            BUG("accepted tokens are out of order");
        }
    }
}

static void check_against_itself(const struct spans_document *truth,
                                 const struct spans_document *answer)
{
    struct spans_rules rules = {.overlap = 1, .iou = 0.9};
    struct spans_numbers n;
    spans_count(truth, answer, &rules, &n);
    for (enum span_schema s = 0; s < SPAN_SCHEMAS; s++) {
        const double *g = n.greedy[s];
        const double *m = n.matched[s];
        double truths = (double)truth->count;
        if (g[0] + g[1] + g[2] + g[3] != truths ||
            (!n.unsolved && m[0] + m[1] + m[2] + m[3] != truths)) {
            BUG("true spans do not add up");
        }
        if (!n.unsolved && m[0] + m[2] / 2 < g[0] + g[2] / 2) {
            BUG("the greedy matching beats the best one");
        }
        if (truth->annotators == 1 && !n.unsolved && m[0] != truths) {
            BUG("spans do not match themselves");
        }
    }
    if (n.entity_recall[0] != n.entity_recall[1] || n.documents_leak[0] != 0 ||
        n.direct_leak[0] != 0) {
        BUG("a document leaks against itself");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct spans_file *truth = arena_zalloc(arena, sizeof *truth);
    struct spans_file *answers = arena_zalloc(arena, sizeof *answers);
    struct str line = str_n((const char *)bytes, length);
    struct err err = {.code = ERR_OK};
    spans_file_init(truth, arena, NULL);
    if (spans_file_row(truth, NULL, line, true, &err) != ERR_OK) {
        if (err.message[0] == '\0') {
            BUG("refused without a word");
        }
        arena_free(arena);
        return 0;
    }
    check_spans(&truth->documents[0]);
    spans_file_init(answers, arena, truth->labels);
    answers->documents = arena_zalloc(arena, sizeof *answers->documents);
    answers->count = 1;
    if (spans_file_row(answers, truth, line, true, &err) != ERR_OK) {
        BUG("taken as a reference, refused as its answer: %s", err.message);
    }
    if (truth->documents[0].length < 100000 && truth->documents[0].count < 500) {
        check_against_itself(&truth->documents[0], &answers->documents[0]);
    }
    arena_free(arena);
    return 0;
}
