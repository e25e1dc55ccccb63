/* See case_summary.h. */
#include "casecheck/case_summary.h"

#include "base/name_table.h"
#include "base/utf8.h"
#include "casecheck/salience.h"
#include "casecheck_sql.h"
#include "casetext/plain_word.h"
#include "casetext/prose.h"
#include "casetext/sentences.h"
#include "casetext/telling.h"
#include "store/db_ask.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GATHER_MAX = 200000, EACH_MIN = 2, SURPLUS = 5, ANSWER_WORDS = 6 };
#define LAMBDA 0.7
/* What a sentence that tells nothing of what happened keeps of its weight. */
#define TOLD_LEAST 0.2
/* How far central sentences are put before others: 1 as LexRank has it, 0 not at all. */
#define CENTRAL_SHARE 0.4

/* A sentence that may be chosen. */
struct candidate {
    struct summary_line line;
    uint32_t key; /* of its words: the same sentence in many documents is one */
    double weight;
};

struct gathering {
    struct db *db;
    struct arena *arena;
    const struct summary_plan *plan;
    struct name_table *keys;
    struct candidate *items;
    size_t count, room;
    int64_t looked_at;
};

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static bool is_wanted(const struct summary_plan *plan, int64_t document)
{
    if (plan->leave_out_count > 0 && bsearch(&document, plan->leave_out, plan->leave_out_count,
                                             sizeof document, by_number) != NULL) {
        return false;
    }
    for (size_t i = 0; i < plan->document_count; i++) {
        if (plan->documents[i] == document) {
            return true;
        }
    }
    return plan->documents == NULL;
}

static void add(struct gathering *g, const struct candidate *candidate)
{
    if (g->count == g->room) {
        size_t room = g->room * 2 + 256;
        struct candidate *items = arena_alloc(g->arena, room * sizeof *items);
        if (g->count > 0) {
            memcpy(items, g->items, g->count * sizeof *items);
        }
        g->items = items;
        g->room = room;
    }
    g->items[g->count++] = *candidate;
}

/* "BANNER: In the chicken shop till it shut.": no verb, and yet an account. */
static bool is_answer(struct str sentence)
{
    struct str rest = telling_without_label(sentence);
    struct str word;
    size_t words = 0;
    for (size_t at = 0; rest.n < sentence.n && plain_word_next(rest, &at, &word);) {
        words++;
    }
    return words >= ANSWER_WORDS && rest.p > sentence.p + 1 && rest.p[-2] == ':' &&
           rest.p[rest.n - 1] == '.' && !str_has_byte(rest, '\t') && !str_has_byte(rest, '|');
}

static void gather_page(struct gathering *g, int64_t document, int64_t page, struct str text,
                        struct str path)
{
    struct arena *scratch = arena_new();
    size_t count;
    const struct sentence *sentences = sentences_find(scratch, text, &count);
    struct str kept = STR("");
    for (size_t i = 0; i < count && g->count < GATHER_MAX; i++) {
        struct str own =
            str_sub(text, sentences[i].start, sentences[i].end - sentences[i].start);
        size_t known = name_table_count(g->keys);
        if (!prose_tells(own) && !prose_tells(telling_without_label(own)) && !is_answer(own)) {
            continue;
        }
        g->looked_at++;
        uint32_t key = name_table_add(g->keys, own);
        if (key < known) {
            continue; /* said before in the same words */
        }
        if (kept.n == 0) {
            kept = arena_str(g->arena, path);
        }
        int64_t start = (int64_t)utf8_count(str_sub(text, 0, sentences[i].start));
        add(g, &(struct candidate){.line = {.document = document,
                                            .page = page,
                                            .start = start,
                                            .end = start + (int64_t)utf8_count(own),
                                            .path = kept,
                                            .text = arena_str(g->arena, own)},
                                   .key = key});
    }
    arena_free(scratch);
}

static enum err_code gather(struct gathering *g, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(g->db, sql_casecheck_summary_pages, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row) {
        if (is_wanted(g->plan, db_int(query, 0))) {
            gather_page(g, db_int(query, 0), db_int(query, 1), db_text(query, 2),
                        db_text(query, 3));
        }
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static int heavier_first(const void *a, const void *b)
{
    const struct candidate *x = a;
    const struct candidate *y = b;
    return x->weight != y->weight ? (x->weight < y->weight ? 1 : -1)
           : x->key < y->key      ? -1
                                  : x->key > y->key;
}

static int in_order(const void *a, const void *b)
{
    const struct summary_line *x = a;
    const struct summary_line *y = b;
    return x->document != y->document ? (x->document < y->document ? -1 : 1)
           : x->page != y->page       ? (x->page < y->page ? -1 : 1)
           : x->start < y->start      ? -1
                                      : x->start > y->start;
}

/* Too many for the walk: each lot of them is walked by itself, and the best of all lots are
 * kept.
 */
static void narrow(struct gathering *g, struct str about)
{
    if (g->count <= SUMMARY_POOL_MAX) {
        return;
    }
    for (size_t at = 0; at < g->count; at += SUMMARY_POOL_MAX / 4) {
        struct arena *scratch = arena_new();
        size_t n = g->count - at < SUMMARY_POOL_MAX / 4 ? g->count - at : SUMMARY_POOL_MAX / 4;
        struct str *texts = arena_alloc(scratch, n * sizeof *texts);
        for (size_t i = 0; i < n; i++) {
            texts[i] = g->items[at + i].line.text;
        }
        const double *scores = salience_scores(scratch, texts, n, about);
        for (size_t i = 0; i < n; i++) {
            g->items[at + i].weight = scores[i];
        }
        arena_free(scratch);
    }
    qsort(g->items, g->count, sizeof *g->items, heavier_first);
    g->count = SUMMARY_POOL_MAX;
}

/* Of one document at most two, or its share where documents are few, so that no long statement
 * stands for the case; what was passed over fills up. Puts the `wanted` first; how many. */
static size_t spread(const struct gathering *g, size_t *chosen, size_t count, size_t wanted)
{
    size_t kept[SUMMARY_LINES_MAX];
    bool taken[SUMMARY_LINES_MAX] = {false};
    size_t documents = 0;
    size_t n = 0;
    for (size_t i = 0; i < g->count; i++) {
        documents += i == 0 || g->items[i].line.document != g->items[i - 1].line.document;
    }
    size_t each = documents == 0 ? wanted : (wanted + documents - 1) / documents;
    each = each < EACH_MIN ? EACH_MIN : each;
    for (size_t round = 0; round < 2; round++) {
        for (size_t i = 0; i < count && n < wanted; i++) {
            size_t same = 0;
            for (size_t k = 0; k < n; k++) {
                same += g->items[kept[k]].line.document == g->items[chosen[i]].line.document;
            }
            if (!taken[i] && (same < each || round > 0)) {
                taken[i] = true;
                kept[n++] = chosen[i];
            }
        }
    }
    memcpy(chosen, kept, n * sizeof *chosen);
    return n;
}

enum err_code case_summary(struct db *db, struct arena *arena, const struct summary_plan *plan,
                           struct summary *summary, struct err *err)
{
    struct gathering g = {
        .db = db, .arena = arena, .plan = plan, .keys = name_table_new(arena)};
    size_t chosen[SUMMARY_LINES_MAX];
    *summary = (struct summary){0};
    TRY(gather(&g, err));
    size_t all = g.count;
    if (g.items == NULL) {
        return err_set(err, ERR_NOT_FOUND,
                       str_trim(plan->about).n > 0
                           ? "no sentence of the case is about that"
                           : "no sentence of the case tells what happened");
    }
    narrow(&g, plan->about);
    struct str *texts = arena_alloc(arena, (g.count + 1) * sizeof *texts);
    for (size_t i = 0; i < g.count; i++) {
        texts[i] = g.items[i].line.text;
    }
    double *scores = salience_scores(arena, texts, g.count, plan->about);
    size_t wanted = plan->lines > SUMMARY_LINES_MAX ? SUMMARY_LINES_MAX : (size_t)plan->lines;
    size_t more = wanted * SURPLUS < SUMMARY_LINES_MAX ? wanted * SURPLUS : SUMMARY_LINES_MAX;
    bool asked = str_trim(plan->about).n > 0;
    for (size_t i = 0; i < g.count; i++) {
        double told = telling_weight(texts[i]) / TELLING_MAX;
        scores[i] = pow(scores[i], CENTRAL_SHARE) * (asked ? 1 + told : TOLD_LEAST + told);
    }
    summary->count = salience_choose(arena, texts, g.count, scores, LAMBDA, more, chosen);
    summary->count = spread(&g, chosen, summary->count, wanted);
    summary->lines = arena_zalloc(arena, (summary->count + 1) * sizeof *summary->lines);
    summary->sentences = g.looked_at;
    summary->left_out = (int64_t)(all - g.count);
    for (size_t i = 0; i < summary->count; i++) {
        summary->lines[i] = g.items[chosen[i]].line;
        summary->lines[i].rank = (int64_t)i + 1;
    }
    qsort(summary->lines, summary->count, sizeof *summary->lines, in_order);
    return ERR_OK;
}
