/* policeai case review list */
#include "cli/case_print.h"
#include "cli/command.h"
#include "cli/review_call.h"
#include "review/review_label.h"

#include "base/jsonw.h"

#include <stdio.h>

struct list_options {
    const char *only;
    const char *as;
    int64_t like;
    bool json;
};

#define AT(member) offsetof(struct list_options, member)
static const struct opt options[] = {
    {"only", 0, OPT_TEXT, AT(only), "WORD", "relevant, not, unsure, disputed or open", 0, 0},
    {"like", 0, OPT_INT, AT(like), "N",
     "the documents shown with document N, nearly the same or of its conversation", 1,
     INT64_MAX},
    {"as", 0, OPT_TEXT, AT(as), "NAME", "who looks (the login name)", 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL, "one JSON object a document", 0, 0},
    {.name = NULL}};

struct listing {
    bool json;
    int64_t count;
};

static void print_json(const struct review_row *row)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 1 << 16);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_int(&w, "document", row->document);
    jsonw_member(&w, "verdict", row->verdict);
    jsonw_member_int(&w, "batch", row->batch);
    jsonw_member_int(&w, "rank", row->rank);
    jsonw_member_int(&w, "readers", row->words);
    jsonw_key(&w, "sensitive");
    jsonw_bool(&w, row->sensitive);
    jsonw_member_str(&w, "path", row->path);
    jsonw_end(&w);
    printf("%.*s\n", (int)out.n, out.p);
    strbuf_release(&out);
}

static void print_row(void *data, const struct review_row *row)
{
    struct listing *listing = data;
    listing->count++;
    if (listing->json) {
        print_json(row);
        return;
    }
    printf("document %lld %s%s, %lld reader%s: ", (long long)row->document,
           row->verdict[0] == '\0' ? "open" : row->verdict, row->sensitive ? ", sensitive" : "",
           (long long)row->words, row->words == 1 ? "" : "s");
    case_print(row->path, false);
    printf("\n");
}

static void print_like(void *data, int64_t document, struct str path)
{
    struct listing *listing = data;
    listing->count++;
    printf("document %lld: ", (long long)document);
    case_print(path, false);
    printf("\n");
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct list_options *given = call->options;
    struct listing listing = {.json = given->json};
    struct review_call review;
    TRY(review_call_open(&review, call->arena, call->words[0], call->words[1], given->as, err));
    enum err_code code = given->like > 0
                             ? review_like(review.acts.db, review.issue.id, given->like,
                                           print_like, &listing, err)
                             : review_list(review.acts.db, review.issue.id, review.who,
                                           str_of(given->only), print_row, &listing, err);
    review_call_close(&review);
    TRY(code);
    if (!given->json) {
        printf("%lld document%s\n", (long long)listing.count, listing.count == 1 ? "" : "s");
    }
    return ERR_OK;
}

static const struct list_options defaults = {.only = ""};

const struct command command_case_review_list = {
    .name = "case review list",
    .synopsis = "CASE ISSUE [--only WORD] [--like N] [--as NAME] [--json]",
    .summary = "what was said of documents",
    .help = "Documents that a batch or a sample holds, or that somebody labelled. One that a "
            "second person has to read is open, and what\nthe first said is not shown.",
    .options = options,
    .options_size = sizeof(struct list_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
