/* See lab.h. The way of a run: inputs, registration, two passes, evidence. */
#include "lab/lab_state.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "evidence/issue.h"
#include "lab/held.h"
#include "lab/lab_service.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

enum { SUMMARY_MAX = 65536 };

struct lab_plan lab_plan_defaults(void)
{
    return (struct lab_plan){.split = "test", .workers = 1};
}

/* {"level",…} of the sandbox with "check" (of a task that has one) and "runtime" added, keys in
 * order. */
static struct str isolation_of(struct lab *lab)
{
    struct strbuf json;
    struct strbuf record;
    if (lab->isolation.n > 0) {
        return lab->isolation;
    }
    strbuf_init(&json, SUMMARY_MAX);
    strbuf_init(&record, SUMMARY_MAX);
    sandbox_record_json(&lab->counts.record, &record);
    strbuf_putc(&json, '{');
    if (lab->check.n > 0) {
        strbuf_puts(&json, "\"check\":");
        strbuf_str(&json, lab->check);
        strbuf_putc(&json, ',');
    }
    strbuf_str(&json, str_sub(strbuf_view(&record), 1, record.n - 2));
    strbuf_release(&record);
    strbuf_printf(&json, ",\"runtime\":\"%s\"}",
                  lab->runtime_known ? "known" : "not fully known");
    struct str text = arena_str(lab->arena, strbuf_view(&json));
    strbuf_release(&json);
    return text;
}

/* Who ran an outside tool below full isolation said why. */
static void write_consent(struct jsonw *w, const struct lab *lab)
{
    if (lab->plan->accept_isolation == NULL) {
        return;
    }
    jsonw_key(w, "accepted");
    jsonw_object(w);
    jsonw_member(w, "level", lab->plan->accept_isolation);
    jsonw_member(w, "reason", lab->plan->accept_reason);
    jsonw_end(w);
}

static void write_summary(struct lab *lab, struct str isolation, struct strbuf *out)
{
    const struct client_counts *counts = &lab->counts;
    struct utsname host = {.machine = ""};
    struct jsonw w;
    (void)uname(&host);
    jsonw_init(&w, out);
    jsonw_object(&w);
    write_consent(&w, lab);
    jsonw_member_int(&w, "faults", counts->faults);
    jsonw_key(&w, "host");
    jsonw_object(&w);
    jsonw_member_int(&w, "cores", sysconf(_SC_NPROCESSORS_ONLN));
    jsonw_member(&w, "kernel", host.release);
    jsonw_member(&w, "machine", host.machine);
    jsonw_end(&w);
    jsonw_key(&w, "isolation");
    jsonw_raw(&w, isolation);
    jsonw_member_int(&w, "memory_kills", counts->record.memory_kills);
    jsonw_member_int(&w, "memory_peak", counts->record.memory_peak);
    jsonw_member_int(&w, "noise_bytes", counts->noise_bytes);
    jsonw_member_int(&w, "restarts", counts->restarts);
    if (lab->spent.n > 0) {
        jsonw_key(&w, "service");
        jsonw_raw(&w, lab->spent);
    }
    jsonw_member_int(&w, "workers", lab->plan->workers);
    jsonw_end(&w);
}

static enum err_code write_files(struct lab *lab, const char *results, const char *timing,
                                 struct str isolation, struct err *err)
{
    struct strbuf summary;
    TRY(results_write(lab->journal, lab->bench, results, err));
    strbuf_init(&summary, SUMMARY_MAX);
    write_summary(lab, isolation, &summary);
    enum err_code code = timing_write(lab->journal, lab->bench, lab->latencies,
                                      lab->latency_count, strbuf_view(&summary), timing, err);
    strbuf_release(&summary);
    return code;
}

static void fill_predicate(struct lab *lab, struct str isolation, struct predicate *predicate)
{
    predicate->tool = lab->identity;
    predicate->title = str_of(arena_printf(lab->arena, "%.*s %.*s", STR_ARG(lab->manifest.id),
                                           STR_ARG(lab->manifest.version)));
    predicate->checkpoint = lab->checkpoint;
    predicate->isolation = isolation;
    predicate->observed = lab->observed;
    predicate->parameters = strbuf_view(&lab->for_record);
    predicate->run = lab->run;
    predicate->seed = lab->seed;
    if (lab->same + lab->differ > 0) {
        predicate->varies =
            str_of(arena_printf(lab->arena, "{\"denominator\":%zu,\"numerator\":%zu}",
                                lab->same + lab->differ, lab->differ));
    }
}

enum err_code lab_write_results(struct lab *lab, struct str *isolation, struct err *err)
{
    *isolation = isolation_of(lab);
    const char *results = arena_printf(lab->arena, "%s/results.jsonl", lab->folder);
    const char *timing = arena_printf(lab->arena, "%s/timing.jsonl", lab->folder);
    TRY(write_files(lab, results, timing, *isolation, err));
    return chmod(results, 0600) == 0 && chmod(timing, 0600) == 0
               ? ERR_OK
               : err_errno(err, "cannot make %s private", lab->folder);
}

/* Where evidence that waits lies, and what is to be known of it when its time has come. */
static enum err_code hold(struct lab *lab, struct issue_plan *plan, struct issued *issued,
                          struct err *err)
{
    plan->folder = held_folder(lab->arena, lab->plan->data, lab->held, plan->name);
    TRY(evidence_prepare(lab->arena, lab->keeper, plan, issued, err));
    const struct held_result result = {.name = str_of(plan->name),
                                       .envelope = str_of(issued->sha256),
                                       .run = lab->run,
                                       .tool = lab->manifest.id,
                                       .title = plan->predicate.title,
                                       .benchmark = lab->bench->id,
                                       .open = bench_is_public(lab->bench),
                                       .timed = plan->timing != NULL};
    lab->result->held = lab->held;
    return held_result_write(plan->folder, &result, err);
}

enum err_code lab_issue(struct lab *lab, struct err *err)
{
    struct issued issued;
    struct str isolation = isolation_of(lab);
    struct issue_plan plan = {
        .bench = lab->bench,
        .results = arena_printf(lab->arena, "%s/results.jsonl", lab->folder),
        .timing = arena_printf(lab->arena, "%s/timing.jsonl", lab->folder),
        .folder = arena_printf(lab->arena, "%s/%.*s", lab->plan->data->evidence,
                               STR_ARG(lab->manifest.id)),
        .name = arena_printf(lab->arena, "%.*s-%.16s", STR_ARG(lab->bench->id), lab->run.p)};
    if (lab->set != NULL) { /* results and timing are there already */
        plan.private_folder = arena_printf(lab->arena, "%s/evidence", lab->set->folder);
        TRY(lab_say_custody(lab, &isolation, err));
    } else {
        TRY(write_files(lab, plan.results, plan.timing, isolation, err));
    }
    fill_predicate(lab, isolation, &plan.predicate);
    TRY(lab->held != NULL ? hold(lab, &plan, &issued, err)
                          : evidence_issue(lab->arena, lab->keeper, &plan, &issued, err));
    lab->result->evidence = issued.path;
    lab->result->sha256 = issued.sha256;
    lab->result->results =
        arena_printf(lab->arena, "%s/%s.results.jsonl",
                     lab->set != NULL ? plan.private_folder : plan.folder, plan.name);
    return ERR_OK;
}

static enum err_code measure_and_issue(struct lab *lab, struct err *err)
{
    bool finished = false;
    if (lab->set != NULL) {
        TRY(lab_was_finished(lab, &finished, err));
    }
    if (!finished) {
        TRY(lab_measure(lab, err));
    }
    if (lab->set != NULL) { /* its folder stays, out of sight of all but the custodian */
        return lab_tell(lab, err);
    }
    TRY(lab_issue(lab, err));
    return file_remove_tree(lab->folder, err);
}

static void fill_counts(const struct lab *lab, struct lab_result *result)
{
    struct strbuf json;
    strbuf_init(&json, SUMMARY_MAX);
    if (lab->isolation.n > 0) {
        result->isolation = lab->isolation;
    } else if (lab->counts.record.started > 0) { /* else nothing is known of it */
        sandbox_record_json(&lab->counts.record, &json);
        result->isolation = arena_str(lab->arena, strbuf_view(&json));
    }
    strbuf_release(&json);
    result->restarts = lab->counts.restarts;
    result->faults = lab->counts.faults;
    result->noise_bytes = lab->counts.noise_bytes;
    result->run = lab->run.p != NULL ? arena_strndup(lab->arena, lab->run.p, lab->run.n) : "";
}

enum err_code lab_reach_keeper(struct lab *lab, struct err *err)
{
    if (lab->keeper != NULL) {
        return ERR_OK;
    }
    return lab->plan->served ? keeper_client_connect(&lab->keeper, lab->plan->data, err)
                             : keeper_client_open(&lab->keeper, lab->plan->data, err);
}

/* A package that a supplier handed in, wherever its folder lies now. */
static enum err_code find_held(struct lab *lab, struct err *err)
{
    char hex[SHA256_HEX_SIZE];
    if (lab->identity.kind != IDENTITY_DIGEST) {
        return ERR_OK;
    }
    sha256_hex(hex, &lab->identity.folder);
    return held_find(lab->arena, lab->plan->data, hex, &lab->held, err);
}

static enum err_code run(struct lab *lab, struct err *err)
{
    lab->result->status = "refused";
    TRY(datadir_make(lab->plan->data, err));
    TRY(lab_read_inputs(lab, err));
    TRY(find_held(lab, err));
    TRY(lab_reach_keeper(lab, err));
    TRY(lab_register(lab, err));
    lab->result->status = "failed";
    TRY(lab_look_back(lab, err));
    TRY(measure_and_issue(lab, err));
    lab->result->status = "finished";
    return ERR_OK;
}

void lab_release(struct lab *lab)
{
    enum err_code ignored = journal_close(lab->journal, NULL);
    (void)ignored; /* synced by the passes when it mattered */
    custody_close(lab->set, &lab->opening);
    keeper_client_close(lab->keeper);
    lab_service_free(lab->service);
    lab->service = NULL;
    bench_free(lab->bench);
    strbuf_release(&lab->for_start);
    strbuf_release(&lab->for_record);
}

void lab_result_begin(struct lab_result *result)
{
    *result = (struct lab_result){.reason = "",
                                  .run = "",
                                  .evidence = "",
                                  .sha256 = "",
                                  .results = "",
                                  .held = "",
                                  .isolation = STR("{}")};
}

void lab_result_end(struct lab *lab, enum err_code code, const struct err *own, struct err *err)
{
    fill_counts(lab, lab->result);
    if (code != ERR_OK) {
        lab->result->reason = arena_strdup(lab->arena, own->message);
        if (err != NULL) {
            *err = *own;
        }
    }
}

enum err_code lab_run(struct arena *arena, const struct lab_plan *plan,
                      struct lab_result *result, struct err *err)
{
    struct lab lab = {.arena = arena, .plan = plan, .result = result};
    struct err own = {.code = ERR_OK};
    lab_result_begin(result);
    enum err_code code = run(&lab, &own);
    lab_result_end(&lab, code, &own, err);
    lab_release(&lab);
    return code;
}
