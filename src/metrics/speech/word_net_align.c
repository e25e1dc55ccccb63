/* Alignment of two nets: each pair of words is a cell, reached from the cells of the words
 * before them. SOURCE: NIST SCTK, src/sclite/net_dp.c. */
#include "metrics/speech/word_net.h"

#include "base/mem.h"

#include <stdlib.h>

/* As sclite has them, in single precision: 0.001 added up is rounded, and ties hang on it. */
static const float cost_substitution = 4.0F;
static const float cost_gap = 3.0F;
static const float cost_optional = 2.0F;
static const float cost_nothing = 0.001F;
static const float cost_nothings = 1.0F;
static const float cost_far = 1e9F;

struct cell {
    float cost;
    uint32_t back_a, back_b;
};

struct grid {
    const struct word_net *a;
    const struct word_net *b;
    struct cell *cells;
    size_t width;
};

/* A run over the words before one, for chains too. */
struct span {
    const uint32_t *words;
    size_t count;
    uint32_t one;
};

static struct span before(const struct word_net *net, size_t word)
{
    if (net->chain) {
        return (struct span){NULL, 1, (uint32_t)(word - 1)};
    }
    return (struct span){net->before + net->first[word],
                         net->first[word + 1] - net->first[word], 0};
}

static uint32_t span_at(const struct span *span, size_t k)
{
    return span->words != NULL ? span->words[k] : span->one;
}

static float gap_cost(const struct net_word *word)
{
    return word->kind == NET_NOTHING    ? cost_nothing
           : word->kind == NET_OPTIONAL ? cost_optional
                                        : cost_gap;
}

static float pair_cost(const struct net_word *a, const struct net_word *b)
{
    if (a->kind == NET_NOTHING && b->kind == NET_NOTHING) {
        return cost_nothings;
    }
    return a->id == b->id ? 0.0F : cost_substitution;
}

/* The cheapest of all pairs of words; the first of equals. */
static struct cell cheapest(const struct grid *grid, const struct span *as,
                            const struct span *bs)
{
    struct cell best = {cost_far, 0, 0};
    for (size_t i = 0; i < as->count; i++) {
        for (size_t j = 0; j < bs->count; j++) {
            uint32_t a = span_at(as, i);
            uint32_t b = span_at(bs, j);
            float cost = grid->cells[a * grid->width + b].cost;
            if (cost < best.cost) {
                best = (struct cell){cost, a, b};
            }
        }
    }
    return best;
}

static struct span only(size_t word)
{
    return (struct span){NULL, 1, (uint32_t)word};
}

static struct cell cell_at(const struct grid *grid, size_t a, size_t b)
{
    struct span here_a = only(a);
    struct span here_b = only(b);
    struct span before_a = a > 0 ? before(grid->a, a) : here_a;
    struct span before_b = b > 0 ? before(grid->b, b) : here_b;
    struct cell insertion = {cost_far, 0, 0};
    struct cell deletion = {cost_far, 0, 0};
    if (b > 0) {
        insertion = cheapest(grid, &here_a, &before_b);
        insertion.cost += gap_cost(&grid->b->words[b]);
    }
    if (a > 0) {
        deletion = cheapest(grid, &before_a, &here_b);
        deletion.cost += gap_cost(&grid->a->words[a]);
    }
    if (a == 0 || b == 0) {
        return a == 0 ? insertion : deletion;
    }
    struct cell pair = cheapest(grid, &before_a, &before_b);
    pair.cost += pair_cost(&grid->a->words[a], &grid->b->words[b]);
    if (pair.cost <= deletion.cost && pair.cost <= insertion.cost) {
        return pair;
    }
    return deletion.cost < insertion.cost ? deletion : insertion;
}

static void add_step(struct net_alignment *alignment, enum align_step step, size_t a, size_t b)
{
    alignment->steps[alignment->count++] = (struct net_step){step, (uint32_t)a, (uint32_t)b};
}

/* "@" that is left out is no step, an optional word left out is correct. */
static void add_cell(const struct grid *grid, struct net_alignment *alignment, size_t a,
                     size_t b, const struct cell *cell)
{
    const struct net_word *left = &grid->a->words[a];
    const struct net_word *right = &grid->b->words[b];
    if (a == cell->back_a) {
        if (right->kind != NET_NOTHING) {
            add_step(alignment, right->kind == NET_OPTIONAL ? STEP_CORRECT : STEP_INSERTION, 0,
                     b);
        }
    } else if (b == cell->back_b) {
        if (left->kind != NET_NOTHING) {
            add_step(alignment, left->kind == NET_OPTIONAL ? STEP_CORRECT : STEP_DELETION, a,
                     0);
        }
    } else if (left->kind != NET_NOTHING || right->kind != NET_NOTHING) {
        add_step(alignment, left->id == right->id ? STEP_CORRECT : STEP_SUBSTITUTION, a, b);
    }
}

static void count_steps(struct net_alignment *alignment)
{
    size_t counts[4] = {0};
    for (size_t i = 0; i < alignment->count; i++) {
        counts[alignment->steps[i].step]++;
    }
    alignment->counts = (struct word_counts){counts[STEP_CORRECT], counts[STEP_SUBSTITUTION],
                                             counts[STEP_DELETION], counts[STEP_INSERTION]};
}

static void walk_back(const struct grid *grid, struct net_alignment *alignment)
{
    struct span as = before(grid->a, grid->a->count + 1);
    struct span bs = before(grid->b, grid->b->count + 1);
    struct cell end = cheapest(grid, &as, &bs);
    size_t a = end.back_a;
    size_t b = end.back_b;
    while (a > 0 || b > 0) {
        const struct cell *cell = &grid->cells[a * grid->width + b];
        add_cell(grid, alignment, a, b, cell);
        a = cell->back_a;
        b = cell->back_b;
    }
    for (size_t i = 0, j = alignment->count; i + 1 < j; i++) {
        struct net_step step = alignment->steps[--j];
        alignment->steps[j] = alignment->steps[i];
        alignment->steps[i] = step;
    }
}

static enum err_code align_chains(struct aligner *aligner, const struct word_net *reference,
                                  const struct word_net *hypothesis,
                                  struct net_alignment *alignment, struct err *err)
{
    const struct word_net *nets[2] = {reference, hypothesis};
    struct id_sequence sequences[2];
    uint32_t *ids = xmalloc((reference->count + hypothesis->count + 1) * sizeof *ids);
    uint32_t *next = ids;
    for (int side = 0; side < 2; side++) {
        sequences[side] = (struct id_sequence){next, nets[side]->count};
        for (size_t i = 1; i <= nets[side]->count; i++) {
            *next++ = nets[side]->words[i].id;
        }
    }
    struct alignment path;
    enum err_code code = align_weighted(aligner, sequences[0], sequences[1], &path, err);
    free(ids);
    TRY(code);
    size_t a = 0;
    size_t b = 0;
    for (size_t i = 0; i < path.count; i++) {
        enum align_step step = (enum align_step)path.steps[i];
        a += step != STEP_INSERTION;
        b += step != STEP_DELETION;
        add_step(alignment, step, step != STEP_INSERTION ? a : 0,
                 step != STEP_DELETION ? b : 0);
    }
    return ERR_OK;
}

static enum err_code align_nets(const struct word_net *reference,
                                const struct word_net *hypothesis,
                                struct net_alignment *alignment, struct err *err)
{
    struct grid grid = {reference, hypothesis, NULL, hypothesis->count + 1};
    if (grid.width > NET_CELLS_MAX / (reference->count + 1)) {
        return err_set(err, ERR_LIMIT,
                       "transcripts of %zu and %zu words with alternatives are too long to "
                       "align",
                       reference->count, hypothesis->count);
    }
    grid.cells = xmalloc((reference->count + 1) * grid.width * sizeof *grid.cells);
    for (size_t a = 0; a <= reference->count; a++) {
        for (size_t b = 0; b <= hypothesis->count; b++) {
            grid.cells[a * grid.width + b] =
                a == 0 && b == 0 ? (struct cell){0, 0, 0} : cell_at(&grid, a, b);
        }
    }
    walk_back(&grid, alignment);
    free(grid.cells);
    return ERR_OK;
}

enum err_code word_net_align(struct aligner *aligner, const struct word_net *reference,
                             const struct word_net *hypothesis, struct net_alignment *alignment,
                             struct err *err)
{
    alignment->count = 0;
    alignment->steps =
        xmalloc((reference->count + hypothesis->count + 1) * sizeof *alignment->steps);
    enum err_code code = reference->chain && hypothesis->chain
                             ? align_chains(aligner, reference, hypothesis, alignment, err)
                             : align_nets(reference, hypothesis, alignment, err);
    if (code != ERR_OK) {
        free(alignment->steps);
        alignment->steps = NULL;
        return code;
    }
    count_steps(alignment);
    return ERR_OK;
}
