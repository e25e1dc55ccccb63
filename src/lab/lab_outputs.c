/* lab outputs; see lab_parcel.h. */
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "elsewhere/returned_answers.h"
#include "lab/held.h"
#include "lab/parcel_state.h"

#include <string.h>

enum { SUMMARY_MAX = 65536, PATH_TEXT = 8192 };

struct handing_in {
    struct lab lab;
    struct lab_plan lab_plan;
    const struct lab_outputs_plan *plan;
    struct parcel_record record;
    struct parcel_item *items;
    struct answers answers;
    struct str bytes; /* of the file */
    enum outcome missing;
};

static const char *file_of(struct handing_in *handing, const char *name)
{
    return arena_printf(handing->lab.arena, "%s/%s", handing->record.folder, name);
}

static void tell(const struct handing_in *handing, size_t line, const char *words)
{
    if (handing->plan->tell != NULL) {
        handing->plan->tell(handing->plan->tell_data, line, words);
    }
}

static enum err_code check_output(void *data, size_t index, const struct js *output,
                                  struct err *err)
{
    const struct handing_in *handing = data;
    const struct bench *bench = handing->lab.bench;
    const struct bench_item *item = &bench->items[handing->items[index].item];
    return bench->task->check_output(item->input, output, err);
}

/* Once scored, never again. */
static enum err_code check_not_scored(struct handing_in *handing, struct err *err)
{
    struct str text;
    struct js *json;
    const char *path = file_of(handing, "evidence.json");
    if (!file_exists(path)) {
        return ERR_OK;
    }
    TRY(file_read(handing->lab.arena, path, PATH_TEXT, &text, err));
    TRY(js_parse(handing->lab.arena, text, &json, err));
    err_set(err, ERR_CONFLICT, "parcel %s was scored already: %.*s", handing->record.id,
            STR_ARG(js_text(json, "evidence")));
    err_hint(err, "another measurement is another parcel");
    return ERR_CONFLICT;
}

/* One line each, and the words by which it is refused. */
static enum err_code tell_problems(struct handing_in *handing, struct err *err)
{
    const struct answers *answers = &handing->answers;
    for (size_t i = 0; i < answers->problem_count; i++) {
        tell(handing, answers->problems[i].line, answers->problems[i].words);
    }
    size_t more = answers->problems_seen - answers->problem_count;
    if (more > 0) {
        tell(handing, 0, arena_printf(handing->lab.arena, "and %zu more", more));
    }
    return answers->problems_seen == 0
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "%s: %zu row%s cannot be taken, so none was",
                         handing->plan->file, answers->problems_seen,
                         answers->problems_seen == 1 ? "" : "s");
}

static enum err_code check_broken(struct handing_in *handing, struct err *err)
{
    const struct answers *answers = &handing->answers;
    for (size_t i = 0; i < answers->broken && i < ANSWERS_BROKEN_LISTED; i++) {
        for (size_t k = 0; k < handing->lab.total; k++) {
            const struct answer_given *given = &answers->given[k];
            if (given->line == answers->broken_lines[i]) {
                tell(handing, given->line,
                     arena_printf(handing->lab.arena, "breaks the task's contract: %.*s",
                                  STR_ARG(given->error_message)));
            }
        }
    }
    if (answers->broken == 0 || handing->plan->accept_broken) {
        return ERR_OK;
    }
    err_set(err, ERR_FORMAT, "%s: %zu answer%s break the contract of task %s",
            handing->plan->file, answers->broken, answers->broken == 1 ? "" : "s",
            handing->lab.bench->task->name);
    err_hint(err, "have them put right, or --accept-broken: they count as failures");
    return ERR_FORMAT;
}

static enum err_code check_missing(struct handing_in *handing, struct err *err)
{
    const struct answers *answers = &handing->answers;
    const char *word = handing->plan->missing;
    if (word != NULL && strcmp(word, "error") != 0 && strcmp(word, "not-attempted") != 0) {
        return err_set(err, ERR_USAGE, "--missing %.20s: say error or not-attempted", word);
    }
    handing->missing =
        word != NULL && strcmp(word, "error") == 0 ? OUTCOME_ERROR : OUTCOME_NOT_ATTEMPTED;
    if (answers->missing == 0 || word != NULL) {
        return ERR_OK;
    }
    err_set(err, ERR_FORMAT, "%s: %zu of %zu ids have no answer, the first %.*s",
            handing->plan->file, answers->missing, handing->lab.total,
            STR_ARG(handing->items[answers->first_missing].name));
    err_hint(err, "ask for them, or say what became of them: --missing not-attempted or "
                  "--missing error; they count as failures");
    return ERR_FORMAT;
}

static enum err_code read_answers(struct handing_in *handing, struct err *err)
{
    struct lab *lab = &handing->lab;
    struct str *ids = arena_alloc(lab->arena, (lab->total + 1) * sizeof *ids);
    const struct answers_wanted wanted = {ids, lab->total, lab->bench->task->answer_column,
                                          check_output, handing};
    for (size_t i = 0; i < lab->total; i++) {
        ids[i] = handing->items[i].name;
    }
    TRY(file_read(lab->arena, handing->plan->file, LIMIT_ANSWERS, &handing->bytes, err));
    enum err_code code =
        answers_read(lab->arena, &wanted, handing->bytes, &handing->answers, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", handing->plan->file);
        return code;
    }
    TRY(tell_problems(handing, err));
    TRY(check_broken(handing, err));
    return check_missing(handing, err);
}

/* From here on the parcel has its answers: another file is refused, the same goes on. */
static enum err_code keep_answers(struct handing_in *handing, struct err *err)
{
    struct str kept;
    const char *path = file_of(handing, "answers");
    if (!file_exists(path)) {
        return file_write(path, handing->bytes, 0600, err);
    }
    TRY(file_read(handing->lab.arena, path, LIMIT_ANSWERS, &kept, err));
    if (!str_eq(kept, handing->bytes)) {
        err_set(err, ERR_CONFLICT, "parcel %s has its answers, and these are others",
                handing->record.id);
        err_hint(err, "%s is what was taken: give that", path);
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

static struct client_answer answer_of(const struct handing_in *handing, size_t index)
{
    const struct answer_given *given = &handing->answers.given[index];
    struct client_answer answer = {.item = handing->items[index].item,
                                   .outcome = given->outcome,
                                   .output = given->output,
                                   .error_code = given->error_code,
                                   .error_message = given->error_message,
                                   .microseconds = -1};
    if (given->outcome == OUTCOME_NONE) {
        answer.outcome = handing->missing;
        answer.error_code = STR("no-answer");
        answer.error_message = STR("nothing came back");
    }
    return answer;
}

static enum err_code fill_journal(struct handing_in *handing, struct err *err)
{
    struct lab *lab = &handing->lab;
    for (size_t i = 0; i < lab->total; i++) {
        struct client_answer answer = answer_of(handing, i);
        if (!journal_has(lab->journal, answer.item)) {
            TRY(journal_add(lab->journal, &answer, err));
        }
    }
    return ERR_OK;
}

/* {"level":"remote",…}, keys in order. */
static void describe(struct handing_in *handing)
{
    struct lab *lab = &handing->lab;
    struct strbuf out;
    struct jsonw w;
    char hex[SHA256_HEX_SIZE];
    struct sha256 digest = sha256_of(handing->bytes);
    sha256_hex(hex, &digest);
    strbuf_init(&out, SUMMARY_MAX);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "adapter", "outputs");
    jsonw_member(&w, "answers_sha256", hex);
    if (handing->record.accepted.n > 0) {
        jsonw_member_str(&w, "disclosure_accepted", handing->record.accepted);
    }
    jsonw_member(&w, "inputs", "seen by the supplier");
    jsonw_member(&w, "level", "remote");
    if (handing->answers.missing > 0) {
        jsonw_key(&w, "missing");
        jsonw_printf(&w, "%zu, declared %s", handing->answers.missing,
                     outcome_word(handing->missing));
    }
    jsonw_end(&w);
    lab->isolation = arena_str(lab->arena, strbuf_view(&out));
    lab->observed = STR("no");
    strbuf_release(&out);
}

/* Scored: what says so is there before what is needed no more goes. */
static enum err_code close_parcel(struct handing_in *handing, struct err *err)
{
    static const char *const gone[] = {"answers", "journal.jsonl", "results.jsonl",
                                       "timing.jsonl"};
    const struct lab_result *result = handing->lab.result;
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, PATH_TEXT);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "evidence", result->evidence);
    jsonw_member(&w, "sha256", result->sha256);
    jsonw_end(&w);
    strbuf_putc(&out, '\n');
    enum err_code code =
        file_write(file_of(handing, "evidence.json"), strbuf_view(&out), 0600, err);
    strbuf_release(&out);
    for (size_t i = 0; code == ERR_OK && i < sizeof gone / sizeof gone[0]; i++) {
        code = file_remove_tree(file_of(handing, gone[i]), err);
    }
    return code;
}

static enum err_code prepare(struct handing_in *handing, struct err *err)
{
    struct lab *lab = &handing->lab;
    const struct lab_outputs_plan *plan = handing->plan;
    TRY(parcel_record_find(lab->arena, plan->data, plan->parcel, &handing->record, err));
    TRY(parcel_record_read(lab->arena, &handing->record, err));
    TRY(held_find(lab->arena, plan->data, handing->record.id, &lab->held, err));
    TRY(check_not_scored(handing, err));
    handing->lab_plan.terms.requester =
        handing->record.requester.n > 0 ? arena_strndup(lab->arena, handing->record.requester.p,
                                                        handing->record.requester.n)
                                        : NULL;
    TRY(parcel_lab(lab, &handing->record, plan->benchmark, CUSTODY_SCORED, err));
    TRY(parcel_items(lab, &handing->record, &handing->items, err));
    return read_answers(handing, err);
}

static enum err_code hand_in(struct handing_in *handing, struct err *err)
{
    struct lab *lab = &handing->lab;
    lab->result->status = "refused";
    TRY(prepare(handing, err));
    if (handing->plan->check) {
        lab->result->status = "checked";
        return ERR_OK;
    }
    TRY(lab_reach_keeper(lab, err));
    TRY(lab_register(lab, err));
    TRY(keep_answers(handing, err));
    lab->result->status = "failed";
    TRY(fill_journal(handing, err));
    describe(handing);
    if (lab->set != NULL) {
        TRY(lab_tell(lab, err));
    } else {
        TRY(lab_issue(lab, err));
    }
    if (lab->set == NULL || handing->plan->issue) {
        TRY(close_parcel(handing, err));
    }
    lab->result->status = "finished";
    return ERR_OK;
}

enum err_code lab_outputs(struct arena *arena, const struct lab_outputs_plan *plan,
                          struct lab_result *result, struct err *err)
{
    struct handing_in handing = {
        .lab = {.arena = arena, .result = result},
        .lab_plan = {.data = plan->data, .terms = plan->terms, .issue = plan->issue},
        .plan = plan};
    handing.lab.plan = &handing.lab_plan;
    struct err own = {.code = ERR_OK};
    lab_result_begin(result);
    enum err_code code = hand_in(&handing, &own);
    lab_result_end(&handing.lab, code, &own, err);
    lab_release(&handing.lab);
    return code;
}
