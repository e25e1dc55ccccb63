/* A run on a set in custody: the opening goes before the reading, the requester is told what
 * the Ladder says and no more, and full figures are issued by a deliberate act.
 *
 *     data/custody/HEX16/runs/KEY/     (of a parcel: data/parcels/ID/)
 *       plan.json, journal.jsonl, results.jsonl, timing.jsonl   as of any run
 *       query          the number of the query that this run was
 *       finished.json  once all is answered: isolation, observed, repeats
 *       issued.json    once its evidence was issued */
#include "lab/lab_state.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "custody/planted.h"
#include "evidence/figures.h"
#include "evidence/run_scope.h"
#include "metrics/metric.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 65536 };

static const char *file_of(const struct lab *lab, const char *name)
{
    return arena_printf(lab->arena, "%s/%s", lab->folder, name);
}

enum err_code lab_find_set(struct lab *lab, const char *folder, struct err *err)
{
    if (!str_starts(str_of(folder), str_of(lab->plan->data->custody))) {
        return ERR_OK;
    }
    TRY(custody_find(lab->arena, lab->plan->data, folder, &lab->set, err));
    if (lab->set == NULL) {
        return err_set(err, ERR_NOT_FOUND, "%s is no set in custody", folder);
    }
    memcpy(lab->benchmark_digest, lab->set->digest, sizeof lab->benchmark_digest);
    lab->task = task_lookup(lab->set->task);
    return lab->task != NULL ? ERR_OK
                             : err_set(err, ERR_UNSUPPORTED, "unknown task \"%.*s\"",
                                       STR_ARG(str_sub(lab->set->task, 0, 60)));
}

/* A part of it would tell of its items more than a figure of all; its dev items are no test. */
static enum err_code check_plan(const struct lab *lab, const char *split, struct err *err)
{
    if (lab->plan->quick_seconds > 0 || lab->plan->until > 0) {
        return err_set(err, ERR_DENIED,
                       "%.*s is sealed and run whole: leave out --quick and --until",
                       STR_ARG(lab->set->id));
    }
    return strcmp(split, "test") == 0
               ? ERR_OK
               : err_set(err, ERR_DENIED, "%.*s is sealed: split test alone is run",
                         STR_ARG(lab->set->id));
}

static enum err_code read_query(struct lab *lab, struct err *err)
{
    struct str text;
    uint64_t query;
    TRY(file_read(lab->arena, file_of(lab, "query"), TEXT_MAX, &text, err));
    if (!str_to_u64(str_trim(text), INT32_MAX, &query) || query == 0) {
        return err_set(err, ERR_FORMAT, "%s is no number", file_of(lab, "query"));
    }
    lab->query = (int64_t)query;
    return ERR_OK;
}

/* Where the inputs have been. */
static enum err_code look_back(struct lab *lab, struct err *err)
{
    struct custody_history history;
    struct str requester =
        lab->plan->terms.requester != NULL ? str_of(lab->plan->terms.requester) : STR("");
    TRY(custody_history(lab->arena, lab->keeper, lab->set, &history, err));
    lab->inputs = custody_inputs(&history, requester);
    return ERR_OK;
}

static enum err_code check_not_issued(struct lab *lab, struct err *err)
{
    struct str text;
    struct js *json;
    if (lab->folder == NULL || !lab->plan->issue || !file_exists(file_of(lab, "issued.json"))) {
        return ERR_OK;
    }
    TRY(file_read(lab->arena, file_of(lab, "issued.json"), TEXT_MAX, &text, err));
    TRY(js_parse(lab->arena, text, &json, err));
    return err_set(err, ERR_CONFLICT, "evidence of this run was issued already: %.*s",
                   STR_ARG(js_text(json, "evidence")));
}

enum err_code lab_open_set(struct lab *lab, enum custody_act act, const char *split,
                           struct err *err)
{
    char tool[SHA256_HEX_SIZE];
    size_t clusters;
    size_t planted;
    struct sha256 identity = identity_digest(&lab->identity);
    bool begun = lab->folder != NULL && file_exists(file_of(lab, "query"));
    sha256_hex(tool, &identity);
    const struct custody_ask ask = {
        .act = act, .terms = lab->plan->terms, .query = !begun, .tool = tool};
    TRY(check_plan(lab, split, err));
    TRY(check_not_issued(lab, err));
    TRY(lab_reach_keeper(lab, err));
    TRY(custody_open(lab->arena, lab->keeper, lab->set, &ask, &lab->opening, &lab->bench, err));
    TRY(look_back(lab, err));
    bench_counts(lab->bench, str_of(split), &lab->total, &clusters);
    bench_counts(lab->bench, STR(BENCH_PLANTED), &planted, &clusters);
    lab->total += planted;
    if (begun) {
        return read_query(lab, err);
    }
    lab->query = lab->opening.query;
    if (lab->folder == NULL) {
        return ERR_OK; /* a parcel's, which notes it itself */
    }
    TRY(file_make_folders(lab->folder, 0700, err));
    const char *text = arena_printf(lab->arena, "%lld\n", (long long)lab->query);
    return file_write(file_of(lab, "query"), str_of(text), 0600, err);
}

bool lab_takes(const struct lab *lab, const struct bench_item *item, struct str split)
{
    return str_eq(item->split, split) || (lab->set != NULL && bench_item_is_planted(item));
}

/* ---- a run that was finished ---- */

static enum err_code note_finished(struct lab *lab, struct str isolation, struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, MIB);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_int(&w, "differ", (int64_t)lab->differ);
    jsonw_member_str(&w, "isolation", isolation);
    jsonw_member_str(&w, "observed", lab->observed);
    jsonw_member_int(&w, "same", (int64_t)lab->same);
    jsonw_end(&w);
    strbuf_putc(&out, '\n');
    enum err_code code = strbuf_check(&out, "finished.json", err);
    if (code == ERR_OK) {
        code = file_write(file_of(lab, "finished.json"), strbuf_view(&out), 0600, err);
    }
    strbuf_release(&out);
    return code;
}

enum err_code lab_was_finished(struct lab *lab, bool *finished, struct err *err)
{
    struct str text;
    struct js *json;
    int64_t same;
    int64_t differ;
    const char *path = file_of(lab, "finished.json");
    *finished = file_exists(path);
    if (!*finished) {
        return ERR_OK;
    }
    TRY(file_read(lab->arena, path, MIB, &text, err));
    TRY(js_parse(lab->arena, text, &json, err));
    TRY(js_need_str(json, "isolation", &lab->isolation, err));
    TRY(js_need_str(json, "observed", &lab->observed, err));
    TRY(js_need_int(json, "same", 0, INT64_MAX, &same, err));
    TRY(js_need_int(json, "differ", 0, INT64_MAX, &differ, err));
    lab->same = (size_t)same;
    lab->differ = (size_t)differ;
    return ERR_OK;
}

/* ---- what it came to ---- */

static enum err_code read_figure(struct lab *lab, struct str figures,
                                 struct custody_score *score, struct err *err)
{
    struct js *list;
    TRY(js_parse(lab->arena, figures, &list, err));
    for (size_t i = 0; list->type == JS_ARRAY && i < list->array.count; i++) {
        const struct js *figure = &list->array.items[i];
        if (str_eq(js_text(figure, "metric"), lab->set->metric) &&
            js_is(js_member(figure, "group"), "all")) {
            score->defined = dec_parse(js_text(figure, "value"), &score->value);
            return ERR_OK;
        }
    }
    return ERR_OK;
}

static enum err_code make_score(struct lab *lab, struct custody_score *score, struct err *err)
{
    struct strbuf stats;
    struct strbuf figures;
    const char *results = file_of(lab, "results.jsonl");
    strbuf_init(&stats, LIMIT_STATS);
    strbuf_init(&figures, LIMIT_ENVELOPE);
    enum err_code code = stats_make(lab->bench, results, &stats, err);
    if (code == ERR_OK) {
        code = figures_make(lab->bench, STR("test"), strbuf_view(&stats),
                            bootstrap_seed_of(lab->run), false, &figures, err);
    }
    if (code == ERR_OK) {
        code = read_figure(lab, arena_str(lab->arena, strbuf_view(&figures)), score, err);
    }
    strbuf_release(&stats);
    strbuf_release(&figures);
    return code;
}

static enum err_code answer_to(struct lab *lab, size_t item, const struct js **output,
                               struct err *err)
{
    struct client_answer answer;
    struct js *json;
    *output = NULL;
    if (!journal_has(lab->journal, item)) {
        return ERR_OK;
    }
    TRY(journal_read(lab->journal, lab->arena, item, &answer, err));
    if (answer.outcome == OUTCOME_ANSWERED &&
        js_parse(lab->arena, answer.output, &json, NULL) == ERR_OK) {
        *output = json;
    }
    return ERR_OK;
}

/* How often a tool that answers as this one does gives just this answer: among its answers to
 * the items that are scored, one more given on both sides so that nothing is impossible. That
 * it is a wrong answer here makes it rarer still. */
static double chance_of(const struct lab *lab, const struct js *expected,
                        const struct js *const *outputs)
{
    size_t given = 1;
    size_t count = 1;
    for (size_t i = 0; i < lab->bench->count; i++) {
        if (str_is(lab->bench->items[i].split, "test")) {
            given += planted_is_given(expected, outputs[i]) ? 1 : 0;
            count++;
        }
    }
    return (double)given / (double)count;
}

static enum err_code judge_planted(struct lab *lab, struct custody_score *score,
                                   struct err *err)
{
    const struct bench *bench = lab->bench;
    const struct js **outputs = arena_zalloc(lab->arena, (bench->count + 1) * sizeof *outputs);
    double *chances = arena_zalloc(lab->arena, (bench->count + 1) * sizeof *chances);
    for (size_t i = 0; i < bench->count; i++) {
        TRY(answer_to(lab, i, &outputs[i], err));
    }
    for (size_t i = 0; i < bench->count; i++) {
        const struct bench_item *item = &bench->items[i];
        if (!bench_item_is_planted(item)) {
            continue;
        }
        chances[score->planted_of++] = chance_of(lab, item->expected, outputs);
        score->planted_given += planted_is_given(item->expected, outputs[i]) ? 1 : 0;
    }
    char text[32]; /* two digits say enough, and everywhere the same */
    snprintf(text, sizeof text, "%.1e",
             planted_chance(chances, (size_t)score->planted_of, (size_t)score->planted_given));
    score->planted_chance = strtod(text, NULL);
    return ERR_OK;
}

static void fill_told(struct lab *lab, const struct custody_answered *answer,
                      const struct custody_score *score)
{
    lab->result->told = (struct lab_told){.query = answer->query,
                                          .budget = lab->set->budget,
                                          .improved = answer->improved,
                                          .released = answer->released,
                                          .metric = lab->set->metric,
                                          .step = lab->set->step,
                                          .planted_given = score->planted_given,
                                          .planted_of = score->planted_of,
                                          .planted_chance = score->planted_chance};
}

/* ---- evidence ---- */

/* How often full figures were issued to this requester, this time with it. */
static int64_t issued_so_far(const struct lab *lab, const struct custody_history *history)
{
    int64_t count = 0;
    struct str requester = str_of(lab->plan->terms.requester);
    for (size_t i = 0; i < history->opening_count; i++) {
        const struct custody_event *event = &history->openings[i];
        count += str_is(event->act, custody_act_word(CUSTODY_ISSUED)) &&
                 custody_same_requester(event->requester, requester);
    }
    return count;
}

static void write_custody(struct lab *lab, const struct custody_history *history,
                          struct jsonw *w)
{
    const struct lab_told *told = &lab->result->told;
    jsonw_object(w);
    jsonw_member_int(w, "budget", lab->set->budget);
    jsonw_member_int(w, "evidence", issued_so_far(lab, history));
    jsonw_member_str(w, "holder", lab->set->holder);
    jsonw_member(w, "inputs", lab->inputs);
    jsonw_member_int(w, "openings",
                     (int64_t)history->opening_count - 1); /* this one is the last */
    if (told->planted_of > 0) {
        jsonw_key(w, "planted");
        jsonw_object(w);
        jsonw_key(w, "chance");
        jsonw_dec(w, told->planted_chance);
        jsonw_member_int(w, "given", told->planted_given);
        jsonw_member_int(w, "of", told->planted_of);
        jsonw_end(w);
    }
    jsonw_member_int(w, "query", lab->query);
    jsonw_end(w);
}

enum err_code lab_say_custody(struct lab *lab, struct str *isolation, struct err *err)
{
    struct custody_history history;
    struct strbuf out;
    struct jsonw w;
    TRY(custody_history(lab->arena, lab->keeper, lab->set, &history, err));
    strbuf_init(&out, MIB);
    strbuf_puts(&out, "{\"custody\":");
    jsonw_init(&w, &out);
    write_custody(lab, &history, &w);
    strbuf_putc(&out, ',');
    strbuf_str(&out, str_from(*isolation, 1));
    struct str text = arena_str(lab->arena, strbuf_view(&out));
    enum err_code code = strbuf_check(&out, "the custody of the set", err);
    strbuf_release(&out);
    TRY(code);
    return canon_of(lab->arena, text, isolation, err);
}

static enum err_code note_issued(struct lab *lab, struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, TEXT_MAX);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "evidence", lab->result->evidence);
    jsonw_member(&w, "sha256", lab->result->sha256);
    jsonw_end(&w);
    strbuf_putc(&out, '\n');
    enum err_code code = file_write(file_of(lab, "issued.json"), strbuf_view(&out), 0600, err);
    strbuf_release(&out);
    return code;
}

/* A deliberate act of its own, recorded as one. */
static enum err_code issue(struct lab *lab, struct err *err)
{
    struct custody_opening opening;
    const char *run = arena_strndup(lab->arena, lab->run.p, lab->run.n);
    const struct custody_ask ask = {
        .act = CUSTODY_ISSUED, .terms = lab->plan->terms, .run = run};
    TRY(custody_open(lab->arena, lab->keeper, lab->set, &ask, &opening, NULL, err));
    enum err_code code = lab_issue(lab, err);
    custody_close(lab->set, &opening);
    TRY(code);
    return note_issued(lab, err);
}

enum err_code lab_tell(struct lab *lab, struct err *err)
{
    struct custody_answered answer;
    struct str isolation = lab->isolation;
    struct custody_score score = {.run = arena_strndup(lab->arena, lab->run.p, lab->run.n),
                                  .requester = lab->plan->terms.requester,
                                  .query = lab->query};
    char metric[100];
    snprintf(metric, sizeof metric, "%.*s", STR_ARG(lab->set->metric));
    const struct metric *known = metric_lookup(metric);
    score.higher_is_better = known == NULL || known->higher_is_better;
    if (!file_exists(file_of(lab, "finished.json"))) {
        TRY(lab_write_results(lab, &isolation, err));
        TRY(note_finished(lab, isolation, err));
        lab->isolation = isolation;
    }
    TRY(make_score(lab, &score, err));
    TRY(judge_planted(lab, &score, err));
    TRY(custody_answer(lab->arena, lab->keeper, lab->set, &score, &answer, err));
    fill_told(lab, &answer, &score);
    return lab->plan->issue ? issue(lab, err) : ERR_OK;
}
