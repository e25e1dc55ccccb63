/* See case_summary.h. */
#include "casecheck/case_summary.h"

#include "base/name_table.h"
#include "base/utf8.h"
#include "casecheck/salience.h"
#include "casecheck/summary_choice.h"
#include "casecheck_sql.h"
#include "casetext/needs.h"
#include "casetext/passages.h"
#include "casetext/telling.h"
#include "store/db_ask.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GATHER_MAX = 200000, SHORT_BYTES = 60 };
/* What a sentence that tells nothing of what happened keeps of its weight. */
#define TOLD_LEAST 0.2
/* How far central sentences are put before others: 1 as LexRank has it, 0 not at all. */
#define CENTRAL_SHARE 0.4
/* What a passage that tells a need in full tells at least, in whatever words: a message or a
 * finding has none of those of a report. */
#define NEED_TOLD 0.6
/* What is left of the weight of a passage that tells no need. */
#define IDLE_SHARE 0.05

/* A sentence that may be chosen. */
struct candidate {
    struct summary_line line;
    uint32_t key; /* of its words: the same sentence in many documents is one */
    double weight, told;
    double shares[NEEDS];
};

struct gathering {
    struct db *db;
    struct arena *arena;
    const struct summary_plan *plan;
    struct name_table *keys;
    struct candidate *items;
    size_t count, room;
    int64_t looked_at;
    struct paper_head head;
    int64_t head_of; /* the document whose it is */
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

/* Does it say of itself that it must not be passed on? Where somebody in fear lives. */
static bool is_withheld(struct str text)
{
    static const char *const words[] = {
        "not be identified", "not disclose", "not given to",      "not be given to",
        "give it out",       "not be told",  "not to be told",    "not be disclosed",
        "not be named",      "to be named",  "out where he live", "out where she live",
        "out where they",    "not be passed"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_find(text, str_of(words[i])) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static void gather_page(struct gathering *g, int64_t document, int64_t page, struct str text,
                        struct str path)
{
    struct arena *scratch = arena_new();
    size_t count;
    const struct passage *passages = passages_find(scratch, text, &count);
    struct str kept = STR("");
    if (page == 1 || g->head_of != document) {
        g->head = needs_paper(text);
        g->head.interviewed = arena_str(g->arena, g->head.interviewed);
        g->head_of = document;
    }
    for (size_t i = 0; i < count && g->count < GATHER_MAX; i++) {
        struct str own = str_sub(text, passages[i].start, passages[i].end - passages[i].start);
        size_t known = name_table_count(g->keys);
        g->looked_at++;
        uint32_t key = name_table_add(g->keys, own);
        if (key < known || (!g->plan->withheld && is_withheld(own))) {
            continue; /* said before in the same words */
        }
        if (kept.n == 0) {
            kept = arena_str(g->arena, path);
        }
        int64_t start = (int64_t)utf8_count(str_sub(text, 0, passages[i].start));
        struct candidate candidate = {.line = {.document = document,
                                               .page = page,
                                               .start = start,
                                               .end = start + (int64_t)utf8_count(own),
                                               .path = kept,
                                               .text = arena_str(g->arena, own)},
                                      .key = key,
                                      .told = telling_weight(own) / TELLING_MAX};
        needs_of(&g->head, text, &passages[i], candidate.shares);
        for (size_t k = 0; k < NEEDS; k++) {
            double least = NEED_TOLD * candidate.shares[k];
            candidate.told = candidate.told < least ? least : candidate.told;
        }
        add(g, &candidate);
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

static int by_place(const void *a, const void *b)
{
    const struct candidate *x = a;
    const struct candidate *y = b;
    return in_order(&x->line, &y->line);
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

static bool tells_a_need(const struct candidate *candidate)
{
    for (size_t k = 0; k < NEEDS; k++) {
        if (candidate->shares[k] > 0) {
            return true;
        }
    }
    return false;
}

static bool is_short(struct str text)
{
    return text.n < SHORT_BYTES;
}

static bool tells_any(const struct gathering *g)
{
    for (size_t i = 0; i < g->count; i++) {
        if (tells_a_need(&g->items[i])) {
            return true;
        }
    }
    return false;
}

/* What there is to choose from. What tells no need where others do comes last, and, short, not
 * at all: a summary need not be as long as it may be, unless documents were named. */
static struct summary_passage *weigh(const struct gathering *g, const double *scores,
                                     bool asked, bool by_needs)
{
    struct summary_passage *passages =
        arena_zalloc(g->arena, (g->count + 1) * sizeof *passages);
    for (size_t i = 0; i < g->count; i++) {
        const struct candidate *one = &g->items[i];
        bool idle = by_needs && g->plan->documents == NULL && !tells_a_need(one);
        double told = asked ? 1 + one->told : TOLD_LEAST + one->told;
        passages[i].text = one->line.text;
        passages[i].document = one->line.document;
        double share = !idle ? 1 : is_short(one->line.text) ? 0 : IDLE_SHARE;
        passages[i].weight = share * pow(scores[i], CENTRAL_SHARE) * told;
        memcpy(passages[i].shares, one->shares, sizeof one->shares);
    }
    return passages;
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
    qsort(g.items, g.count, sizeof *g.items, by_place);
    struct str *texts = arena_alloc(arena, (g.count + 1) * sizeof *texts);
    for (size_t i = 0; i < g.count; i++) {
        texts[i] = g.items[i].line.text;
    }
    const double *scores = salience_scores(arena, texts, g.count, plan->about);
    size_t wanted = plan->lines > SUMMARY_LINES_MAX ? SUMMARY_LINES_MAX : (size_t)plan->lines;
    bool asked = str_trim(plan->about).n > 0;
    bool by_needs = !asked && tells_any(&g);
    const struct summary_passage *passages = weigh(&g, scores, asked, by_needs);
    summary->count = summary_choose(arena, passages, g.count, by_needs, wanted, chosen);
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
