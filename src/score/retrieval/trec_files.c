/* TREC's files; see trec_files.h. */
#include "score/retrieval/trec_files.h"

#include "base/mem.h"
#include "score/score_input.h"
#include "score/score_table.h"

#include <stdlib.h>
#include <string.h>

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r';
}

/* Cuts a line into at most TREC_FIELDS fields, the rest unread; how many. */
static size_t cut(struct str line, struct str fields[TREC_FIELDS])
{
    size_t count = 0;
    for (size_t i = 0; i < line.n && count < TREC_FIELDS;) {
        while (i < line.n && blank(line.p[i])) {
            i++;
        }
        size_t start = i;
        while (i < line.n && !blank(line.p[i])) {
            i++;
        }
        if (i > start) {
            fields[count++] = str_sub(line, start, i - start);
        }
    }
    return count;
}

/* Digits with at most one point and no more than 15 significant ones are the quotient of two
 * doubles that are exact, so it is rounded as strtod would; anything else goes to score_number.
 * SOURCE: Clinger 1990, PLDI, "How to read floating point numbers accurately", the fast case.
 */
static enum err_code read_score(struct str field, double *value, struct err *err)
{
    static const double tens[] = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    bool negative = field.n > 0 && field.p[0] == '-';
    uint64_t digits = 0;
    size_t count = 0;
    size_t decimals = 0;
    bool point = false;
    size_t i = negative;
    for (; i < field.n && count <= 15; i++) {
        char c = field.p[i];
        if (c >= '0' && c <= '9') {
            digits = digits * 10 + (uint64_t)(c - '0');
            count++;
            decimals += point;
        } else if (c == '.' && !point) {
            point = true;
        } else {
            break;
        }
    }
    if (i < field.n || count == 0 || count > 15) {
        return score_number(field, "score", value, err);
    }
    *value = (double)digits / tens[decimals];
    *value = negative ? -*value : *value;
    return ERR_OK;
}

static void expect_levels(struct trec_topic *topic, size_t count)
{
    topic->judged_room = count + 1;
    topic->levels = xrealloc(topic->levels, topic->judged_room, sizeof *topic->levels);
}

static void expect_answers(struct trec_topic *topic, size_t count)
{
    topic->answered_room = count + 1;
    topic->answers = xrealloc(topic->answers, topic->answered_room, sizeof *topic->answers);
}

static struct trec_topic *topic_of(struct trec_files *files, struct str name)
{
    if (files->last < files->count && str_eq(name, files->topics[files->last].id)) {
        return &files->topics[files->last];
    }
    uint32_t number = name_table_add(files->names, name);
    if (files->last < files->count) {
        files->usual_judged = files->topics[files->last].judged;
        files->usual_answered = files->topics[files->last].answered;
    }
    files->last = number;
    if (number == files->count) {
        files->topics =
            mem_grow(files->topics, files->count, &files->room, sizeof *files->topics);
        struct trec_topic *made = &files->topics[files->count++];
        *made = (struct trec_topic){.id = arena_str(files->arena, name)};
        document_names_expect(&made->documents, files->usual_judged * 3 / 2);
        expect_levels(made, files->usual_judged);
    }
    return &files->topics[number];
}

enum err_code trec_files_judgement(struct trec_files *files, struct str line, struct err *err)
{
    struct str fields[TREC_FIELDS];
    int64_t level;
    size_t count = cut(line, fields);
    if (count != 4) {
        err_set(err, ERR_FORMAT, "%zu fields, not 4", count);
        err_hint(err, "judgements are: topic iteration document level");
        return ERR_FORMAT;
    }
    TRY(score_whole(fields[3], "level", -TREC_LEVEL_MAX, TREC_LEVEL_MAX, &level, err));
    struct trec_topic *topic = topic_of(files, fields[0]);
    uint32_t document = document_names_add(&topic->documents, &files->texts, fields[2]);
    if (document < topic->judged) {
        err_set(err, ERR_FORMAT, "document %.*s of topic %.*s is judged twice",
                STR_ARG(fields[2]), STR_ARG(fields[0]));
        err_hint(err, "keep one judgement for each");
        return ERR_FORMAT;
    }
    topic->levels =
        mem_grow(topic->levels, topic->judged, &topic->judged_room, sizeof *topic->levels);
    topic->levels[topic->judged++] = (int32_t)level;
    return ERR_OK;
}

enum err_code trec_files_answer(struct trec_files *files, struct str line, struct err *err)
{
    struct str fields[TREC_FIELDS];
    double score;
    size_t count = cut(line, fields);
    if (count < TREC_FIELDS) { /* what follows the tag is not read */
        err_set(err, ERR_FORMAT, "%zu fields, not %d", count, TREC_FIELDS);
        err_hint(err, "a run is: topic Q0 document rank score tag");
        return ERR_FORMAT;
    }
    TRY(read_score(fields[4], &score, err));
    struct trec_topic *topic = topic_of(files, fields[0]);
    if (files->tag == NULL) {
        files->tag = arena_strndup(files->arena, fields[5].p, fields[5].n);
    } else {
        files->tags_differ |= !str_is(fields[5], files->tag);
    }
    topic->in_run = true;
    if (topic->judged == 0) {
        return ERR_OK; /* nobody judged it: not scored */
    }
    uint32_t document = document_names_add(&topic->documents, &files->texts, fields[2]);
    if (topic->documents.items[document].met) {
        err_set(err, ERR_FORMAT, "document %.*s stands twice in topic %.*s", STR_ARG(fields[2]),
                STR_ARG(fields[0]));
        err_hint(err, "keep the line with its best score");
        return ERR_FORMAT;
    }
    topic->documents.items[document].met = 1;
    if (topic->answers == NULL) {
        expect_answers(topic, files->usual_answered);
    }
    topic->answers = mem_grow(topic->answers, topic->answered, &topic->answered_room,
                              sizeof *topic->answers);
    topic->answers[topic->answered++] = (struct trec_answer){score, document};
    return ERR_OK;
}

void trec_files_init(struct trec_files *files, struct arena *arena)
{
    *files = (struct trec_files){
        .arena = arena, .names = name_table_new(arena), .texts = {.arena = arena}};
}

void trec_files_release(struct trec_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        free(files->topics[i].levels);
        free(files->topics[i].answers);
        document_names_release(&files->topics[i].documents);
    }
    free(files->topics);
    files->topics = NULL;
    files->count = 0;
}

typedef enum err_code line_fn(struct trec_files *files, struct str line, struct err *err);

static enum err_code read_lines(struct score_report *report, struct score_input *input,
                                line_fn *take, struct trec_files *files, struct err *err)
{
    for (size_t lines = 0;; lines++) {
        struct str line;
        bool found;
        TRY(score_input_line(input, &line, &found, err));
        if (!found) {
            return ERR_OK;
        }
        if (lines >= TREC_LINES_MAX) {
            return err_set(err, ERR_LIMIT, "%s: more than %d lines", score_input_path(input),
                           TREC_LINES_MAX);
        }
        if (str_trim(line).n == 0 || line.p[0] == '#') {
            continue;
        }
        enum err_code code = take(files, line, err);
        if (code != ERR_OK) {
            TRY(score_report_skip(report, score_input_path(input), score_input_number(input),
                                  code, err));
        }
    }
}

static enum err_code read_file(struct score_report *report, const char *path, line_fn *take,
                               struct trec_files *files, struct err *err)
{
    struct score_input *input;
    TRY(score_input_open(path, &input, err));
    enum err_code code = read_lines(report, input, take, files, err);
    score_input_close(input);
    return code;
}

enum err_code trec_files_read(struct score_report *report, const char *qrels, const char *run,
                              struct trec_files *files, struct err *err)
{
    trec_files_init(files, score_report_arena(report));
    enum err_code code = read_file(report, qrels, trec_files_judgement, files, err);
    if (code == ERR_OK && files->count == 0) {
        code = err_set(err, ERR_FORMAT, "%s: no judgements", qrels);
        err_hint(err, "each line is: topic iteration document level");
    }
    size_t judged = files->count;
    if (code == ERR_OK) {
        code = read_file(report, run, trec_files_answer, files, err);
    }
    files->run_only = files->count - judged;
    if (code == ERR_OK && files->tag == NULL) {
        code = err_set(err, ERR_FORMAT, "%s: no answers", run);
        err_hint(err, "each line is: topic Q0 document rank score tag");
    }
    if (code != ERR_OK) {
        trec_files_release(files);
    }
    return code;
}

static int compare_names(const void *a, const void *b)
{
    const struct trec_topic *const *left = a;
    const struct trec_topic *const *right = b;
    return strcmp((*left)->name, (*right)->name);
}

struct trec_topic **trec_files_order(const struct trec_files *files, bool complete,
                                     size_t *count)
{
    struct trec_topic **order =
        arena_alloc(files->arena, (files->count + 1) * sizeof(struct trec_topic *));
    *count = 0;
    for (size_t i = 0; i < files->count; i++) {
        struct trec_topic *topic = &files->topics[i];
        topic->name = name_table_text(files->names, (uint32_t)i);
        if (topic->judged > 0 && (complete || topic->in_run)) {
            order[(*count)++] = topic;
        }
    }
    qsort(order, *count, sizeof(struct trec_topic *), compare_names);
    return order;
}

/* An answer with its name, for sorting. */
struct placed {
    double score;
    const char *name;
    uint32_t document;
};

static int compare_placed(const void *a, const void *b)
{
    const struct placed *left = a;
    const struct placed *right = b;
    if (left->score != right->score) {
        return left->score > right->score ? -1 : 1;
    }
    return strcmp(right->name, left->name);
}

static int32_t rel_of(const struct trec_topic *topic, uint32_t document)
{
    if (document >= topic->judged) {
        return RANK_UNPOOLED;
    }
    return topic->levels[document] < 0 ? RANK_UNJUDGED : topic->levels[document];
}

static void count_levels(const struct trec_topic *topic, struct ranking *ranking)
{
    int64_t highest = -1;
    for (size_t i = 0; i < topic->judged; i++) {
        highest = topic->levels[i] > highest ? topic->levels[i] : highest;
    }
    size_t *levels = xcalloc((size_t)(highest + 2), sizeof *levels);
    for (size_t i = 0; i < topic->judged; i++) {
        if (topic->levels[i] >= 0) {
            levels[topic->levels[i]]++;
        }
    }
    ranking->levels = levels;
    ranking->level_count = (size_t)(highest + 1);
}

struct ranking trec_ranking(struct trec_topic *topic, int32_t level, size_t most,
                            bool judged_only)
{
    struct ranking ranking = {.level = level};
    struct placed *placed = xmalloc((topic->answered + 1) * sizeof *placed);
    int32_t *rel = xmalloc((topic->answered + 1) * sizeof *rel);
    for (size_t i = 0; i < topic->answered; i++) {
        uint32_t document = topic->answers[i].document;
        placed[i] = (struct placed){topic->answers[i].score,
                                    topic->documents.items[document].text, document};
    }
    qsort(placed, topic->answered, sizeof *placed, compare_placed);
    size_t first = most > 0 && most < topic->answered ? most : topic->answered;
    for (size_t i = 0; i < first; i++) {
        int32_t found = rel_of(topic, placed[i].document);
        if (!judged_only || found >= 0) {
            rel[ranking.retrieved++] = found;
        }
    }
    free(placed);
    ranking.rel = rel;
    count_levels(topic, &ranking);
    ranking_count(&ranking);
    return ranking;
}

void trec_ranking_release(struct ranking *ranking)
{
    free((int32_t *)(uintptr_t)ranking->rel);
    free((size_t *)(uintptr_t)ranking->levels);
}
