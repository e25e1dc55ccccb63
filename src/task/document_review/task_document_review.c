/* Task document-review: a collection is searched for what matters to a topic, in batches, and
 * the tool learns from what a person says of each (technology-assisted review).
 *
 * input {"topic":{"title":TEXT[,"text":TEXT]},
 *        "document":{"text":TEXT[,"title":TEXT]} or {"file"[,"title":TEXT]}}; the topic is the
 * same in all items and is shown once. expected {"relevant":BOOL}, which is also what the tool
 * is told of a document it proposed. The output of an item is made by the host from the
 * session: {"batch","rank","stopped"}, metrics/retrieval/review_rows.h. The requests of the
 * session: doc/tool-protocol.md. */
#include "task/task.h"

#include "base/jsonw.h"
#include "metrics/metric.h"

static enum err_code check_input(const struct js *input, struct err *err)
{
    const struct js *topic = NULL;
    const struct js *document = NULL;
    struct str text;
    TRY(js_need(input, "topic", JS_OBJECT, &topic, err));
    TRY(js_need_str(topic, "title", &text, err));
    TRY(js_may_str(topic, "text", &text, err));
    TRY(js_need(input, "document", JS_OBJECT, &document, err));
    TRY(js_may_str(document, "title", &text, err));
    return js_member(document, "file") != NULL ? js_need_str(document, "file", &text, err)
                                               : js_need_str(document, "text", &text, err);
}

static enum err_code check_expected(const struct js *input, const struct js *expected,
                                    struct err *err)
{
    const struct js *relevant = NULL;
    (void)input;
    return js_need(expected, "relevant", JS_BOOL, &relevant, err);
}

static enum err_code check_output(const struct js *input, const struct js *output,
                                  struct err *err)
{
    const struct js *stopped = NULL;
    int64_t number;
    (void)input;
    TRY(js_need(output, "stopped", JS_BOOL, &stopped, err));
    if (js_member(output, "rank") == NULL && js_member(output, "batch") == NULL) {
        return stopped->boolean ? ERR_OK
                                : err_set(err, ERR_FORMAT,
                                          "\"stopped\" is false of what was never proposed");
    }
    TRY(js_need_int(output, "batch", 1, METRIC_POOL_MAX, &number, err));
    return js_need_int(output, "rank", 1, METRIC_POOL_MAX, &number, err);
}

static enum err_code from_file(struct arena *arena, const char *path, struct strbuf *input,
                               struct err *err)
{
    (void)arena, (void)input;
    err_set(err, ERR_UNSUPPORTED, "%s: documents are reviewed together, not file by file",
            path);
    err_hint(err, "make a benchmark of them and use lab run: doc/tool-protocol.md");
    return ERR_UNSUPPORTED;
}

static void show(const struct js *input, const struct js *output, const char *style,
                 struct task_shown *shown)
{
    const struct js *rank = js_member(output, "rank");
    (void)input, (void)style;
    if (rank != NULL) {
        strbuf_printf(&shown->summary, "proposed as number %lld", (long long)rank->integer);
    } else {
        strbuf_puts(&shown->summary, "never proposed");
    }
    strbuf_str(&shown->document, strbuf_view(&shown->summary));
    strbuf_putc(&shown->document, '\n');
    strbuf_str(&shown->places, strbuf_view(&shown->document));
}

static enum err_code example(const char *folder, struct strbuf *input, struct err *err)
{
    (void)folder;
    strbuf_puts(input, "{\"topic\":{\"title\":\"stolen bicycles\"},\"document\":{\"title\":"
                       "\"Note of a call\",\"text\":\"A bicycle was taken from outside the "
                       "library.\"}}");
    return strbuf_check(input, "the example", err);
}

static const struct task_style styles[] = {
    {"rank", "rank.txt", "when it was proposed, in one line"},
    {NULL, NULL, NULL},
};

static const char *const metrics[] = {"review.recall_at_stop/1",    "review.read_at_stop/1",
                                      "review.elusion_at_stop/1",   "review.wss_95/1",
                                      "review.average_precision/1", NULL};

static const struct task_bound bounds[] = {
    {"review.recall_at_stop/1", 0.95, true, "set by this project"},
};

const struct task task_document_review = {
    .name = "document-review",
    .title = "Review of documents",
    .summary = "Puts the documents of a collection in the order in which a person should read "
               "them, learning from what was found, and says when enough was read.",
    .shape = TASK_SESSION,
    .metrics = metrics,
    .bounds = bounds,
    .bound_count = sizeof bounds / sizeof bounds[0],
    .check_input = check_input,
    .check_expected = check_expected,
    .check_output = check_output,
    .same_in_all = "topic",
    .from_file = from_file,
    .show = show,
    .styles = styles,
    .example = example,
};
