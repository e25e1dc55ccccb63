/* policeai case stop status */
#include "base/jsonw.h"
#include "cli/case_print.h"
#include "cli/command.h"
#include "cli/review_call.h"
#include "review/review_stop.h"

#include <stdio.h>

struct status_options {
    bool json;
};

static const struct opt options[] = {
    {"json", 0, OPT_FLAG, offsetof(struct status_options, json), NULL, "one JSON object", 0, 0},
    {.name = NULL}};

static void print_rule(void *data, const struct review_declared *declared)
{
    const struct review_rule *rule = &declared->rule;
    (void)data;
    printf("rule %lld of %.*s, declared by ", (long long)declared->id, STR_ARG(declared->at));
    case_print(rule->who, false);
    printf(": %s %lld.%lld %%, confidence %lld.%lld %%, sample of %lld",
           rule->control ? "recall at least" : "of the unread relevant at most",
           (long long)rule->target_permille / 10, (long long)rule->target_permille % 10,
           (long long)rule->confidence_permille / 10, (long long)rule->confidence_permille % 10,
           (long long)rule->sample);
    if (rule->reason.n > 0) {
        printf("; ");
        case_print(rule->reason, false);
    }
    printf("\n");
}

static void print_json(const struct review_status *status, struct str words)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 1 << 16);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "state", status->state);
    jsonw_key(&w, "met");
    jsonw_bool(&w, status->met);
    jsonw_member_int(&w, "rule", status->rule.id);
    jsonw_member_int(&w, "declared", status->declared);
    jsonw_member_int(&w, "sample", status->sample);
    jsonw_member_int(&w, "labelled", status->labelled);
    jsonw_member_int(&w, "relevant", status->relevant);
    jsonw_member_int(&w, "found", status->found);
    jsonw_member_int(&w, "needed", status->needed);
    jsonw_key(&w, "bound");
    jsonw_double(&w, status->bound);
    jsonw_key(&w, "judged_at");
    jsonw_double(&w, status->judged_at);
    jsonw_member_int(&w, "unread", status->unread);
    jsonw_member_int(&w, "missed_at_most", status->missed_at_most);
    jsonw_member_int(&w, "added", status->added);
    jsonw_member_str(&w, "says", words);
    jsonw_end(&w);
    printf("%.*s\n", (int)out.n, out.p);
    strbuf_release(&out);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct status_options *given = call->options;
    struct review_call review;
    struct review_status status;
    struct strbuf words;
    TRY(review_call_open(&review, call->arena, call->words[0], call->words[1], NULL, err));
    strbuf_init(&words, 1 << 16);
    enum err_code code =
        review_status(review.acts.db, call->arena, review.issue.id, &status, &words, err);
    if (code == ERR_OK && given->json) {
        print_json(&status, strbuf_view(&words));
    } else if (code == ERR_OK) {
        code = review_rules(review.acts.db, review.issue.id, print_rule, NULL, err);
        printf("%.*s\n", (int)words.n, words.p);
    }
    strbuf_release(&words);
    review_call_close(&review);
    call->status = code == ERR_OK && !status.met ? 1 : 0;
    return code;
}

static const struct status_options defaults = {0};

const struct command command_case_stop_status = {
    .name = "case stop status",
    .synopsis = "CASE ISSUE [--json]",
    .summary = "every rule that was declared, and in a sentence what is known and what not",
    .help = "Exit status: 0 the rule that stands is met; 1 it is not.",
    .options = options,
    .options_size = sizeof(struct status_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
