/* policeai case review next */
#include "cli/case_print.h"
#include "cli/command.h"
#include "cli/review_call.h"

#include "base/jsonw.h"

#include <stdio.h>

struct next_options {
    const char *as;
    bool json;
};

#define AT(member) offsetof(struct next_options, member)
static const struct opt options[] = {
    {"as", 0, OPT_TEXT, AT(as), "NAME", "who reads (the login name)", 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL, "one JSON object", 0, 0},
    {.name = NULL}};

static void print_json(const struct review_item *item)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 1 << 16);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_int(&w, "document", item->document);
    jsonw_member(&w, "why", item->why);
    jsonw_member_int(&w, "batch", item->batch);
    jsonw_member_int(&w, "place", item->place);
    jsonw_member_int(&w, "of", item->of);
    jsonw_member_int(&w, "rank", item->rank);
    jsonw_member_int(&w, "like", item->like);
    jsonw_member_int(&w, "seen", item->seen);
    jsonw_member_str(&w, "path", item->path);
    jsonw_end(&w);
    printf("%.*s\n", (int)out.n, out.p);
    strbuf_release(&out);
}

static void print_item(const char *path, const struct review_item *item)
{
    printf("document %lld (", (long long)item->document);
    case_print(item->path, false);
    if (item->batch > 0) {
        printf("), number %lld of %lld of batch %lld\n", (long long)item->place,
               (long long)item->of, (long long)item->batch);
    } else {
        printf("), number %lld of %lld of the sample\n", (long long)item->place,
               (long long)item->of);
    }
    if (item->like > 0) {
        printf(
            "%lld more %s nearly the same, or of its conversation: policeai case review list "
            "--like %lld\n",
            (long long)item->like, item->like == 1 ? "is" : "are", (long long)item->document);
    }
    printf("read it: policeai case show %s %lld\n", path, (long long)item->document);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct next_options *given = call->options;
    struct review_call review;
    struct review_item item;
    TRY(review_call_open(&review, call->arena, call->words[0], call->words[1], given->as, err));
    enum err_code code = review_next(review.acts.db, call->arena, review.issue.id, review.who,
                                     NULL, 0, &item, err);
    review_call_close(&review);
    TRY(code);
    call->status = item.document == 0 ? 1 : 0;
    if (given->json) {
        print_json(&item);
    } else if (item.document == 0) {
        printf(
            "nothing is open for %.*s: policeai case stop status, or case rank for a batch\n",
            STR_ARG(review.who));
    } else {
        print_item(call->words[0], &item);
    }
    return ERR_OK;
}

static const struct next_options defaults = {0};

const struct command command_case_review_next = {
    .name = "case review next",
    .synopsis = "CASE ISSUE [--as NAME] [--json]",
    .summary = "the document that is to be read next",
    .help =
        "Samples come first, then batches in their order. Where two people read each "
        "document, each has a queue of their own.\n\nExit status: 0 there is one; 1 nothing "
        "is open.",
    .options = options,
    .options_size = sizeof(struct next_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
