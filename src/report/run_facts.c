/* See run_facts.h. */
#include "report/run_facts.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>

const char *run_outcome_word(int outcome)
{
    static const char *const words[RUN_OUTCOMES] = {"answered", "error", "died", "timeout",
                                                    "not-attempted"};
    return words[outcome];
}

struct reading {
    struct arena *arena;   /* of one line */
    struct arena *keeping; /* of what stays */
    struct run_facts *facts;
    const struct bench *bench; /* of run_outcomes_read */
    run_outcome_fn *take;
    void *data;
    int64_t *times[3]; /* by pass */
    size_t counts[3];
    size_t capacities[3];
};

static enum err_code read_result(struct reading *reading, struct str line, struct err *err)
{
    struct js *row;
    struct str outcome;
    TRY(js_parse(reading->arena, line, &row, err));
    TRY(js_need_str(row, "outcome", &outcome, err));
    reading->facts->items++;
    for (int i = 0; i < RUN_OUTCOMES; i++) {
        reading->facts->outcomes[i] += str_is(outcome, run_outcome_word(i));
    }
    return ERR_OK;
}

static enum err_code read_outcome(struct reading *reading, struct str line, struct err *err)
{
    struct js *row;
    struct str outcome;
    struct str id;
    int which = 0;
    TRY(js_parse(reading->arena, line, &row, err));
    TRY(js_need_str(row, "outcome", &outcome, err));
    TRY(js_need_str(row, "id", &id, err));
    const struct bench_item *item = bench_item_lookup(reading->bench, id);
    while (which < RUN_OUTCOMES && !str_is(outcome, run_outcome_word(which))) {
        which++;
    }
    if (item == NULL || which == RUN_OUTCOMES) {
        return err_set(err, ERR_FORMAT, "no item or outcome of this run");
    }
    return reading->take(reading->data, item, which, err);
}

static enum err_code read_timing(struct reading *reading, struct str line, struct err *err)
{
    struct js *row;
    int64_t pass;
    int64_t microseconds;
    TRY(js_parse(reading->arena, line, &row, err));
    if (js_member(row, "id") == NULL) {
        struct js *summary;
        TRY(js_parse(reading->keeping, arena_str(reading->keeping, line), &summary, err));
        reading->facts->summary = summary;
        return ERR_OK;
    }
    TRY(js_need_int(row, "pass", 1, 2, &pass, err));
    TRY(js_need_int(row, "microseconds", 0, INT64_MAX, &microseconds, err));
    if (js_is(js_member(row, "outcome"), "answered")) {
        reading->times[pass] = mem_grow(reading->times[pass], reading->counts[pass],
                                        &reading->capacities[pass], sizeof(int64_t));
        reading->times[pass][reading->counts[pass]++] = microseconds;
    }
    return ERR_OK;
}

typedef enum err_code line_fn(struct reading *reading, struct str line, struct err *err);

static enum err_code each_line(struct reading *reading, const char *path, line_fn *read,
                               struct err *err)
{
    struct file_lines lines;
    struct str line;
    bool found = true;
    TRY(file_lines_open(&lines, path, LIMIT_RESULT_LINE, err));
    enum err_code code = file_lines_next(&lines, &line, &found, err);
    while (code == ERR_OK && found) {
        arena_reset(reading->arena);
        code = read(reading, line, err);
        if (code != ERR_OK) {
            err_prefix(err, "%s line %zu", path, lines.number);
        } else {
            code = file_lines_next(&lines, &line, &found, err);
        }
    }
    file_lines_close(&lines);
    return code;
}

static int compare_times(const void *a, const void *b)
{
    const int64_t *left = a;
    const int64_t *right = b;
    return (*left > *right) - (*left < *right);
}

/* The smallest time that so many in a hundred do not pass. */
static int64_t nearest_rank(const int64_t *sorted, size_t n, size_t hundredths)
{
    size_t rank = (n * hundredths + 99) / 100;
    return sorted[rank > 0 ? rank - 1 : 0];
}

static void sum_up(struct reading *reading)
{
    struct run_facts *facts = reading->facts;
    facts->pass = reading->counts[2] > 0 ? 2 : 1;
    size_t n = reading->counts[facts->pass];
    int64_t *times = reading->times[facts->pass];
    facts->latencies = (int64_t)n;
    if (n > 0) {
        qsort(times, n, sizeof *times, compare_times);
        facts->median = nearest_rank(times, n, 50);
        facts->ninety_five = nearest_rank(times, n, 95);
        facts->longest = times[n - 1];
    }
}

enum err_code run_facts_read(struct arena *arena, const struct report_input *input,
                             struct run_facts *facts, struct err *err)
{
    struct reading reading = {.arena = arena_new(), .keeping = arena, .facts = facts};
    const char *results = input->results;
    const char *timing = input->timing;
    *facts = (struct run_facts){0};
    enum err_code code = each_line(&reading, results, read_result, err);
    facts->timed = file_exists(timing);
    if (code == ERR_OK && facts->timed) {
        code = each_line(&reading, timing, read_timing, err);
        sum_up(&reading);
    }
    for (int i = 0; i < 3; i++) {
        free(reading.times[i]);
    }
    arena_free(reading.arena);
    return code;
}

enum err_code run_outcomes_read(struct arena *arena, const struct report_input *input,
                                run_outcome_fn *take, void *data, struct err *err)
{
    struct reading reading = {
        .arena = arena_new(), .bench = input->bench, .take = take, .data = data};
    const char *results = arena_printf(arena, "%s.results.jsonl", input->stem);
    enum err_code code = each_line(&reading, results, read_outcome, err);
    arena_free(reading.arena);
    return code;
}
