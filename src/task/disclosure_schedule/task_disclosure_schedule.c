/* Task disclosure-schedule: one document of unused material goes in; out come the category of
 * the rebuttable presumption it belongs to, what in it may be sensitive, and its description
 * for the schedule.
 *
 * input {"document":{"name":TEXT,"kind":TEXT,"pages":N,"text":TEXT or "file":NAME,"facts":
 * {NAME:TEXT,…}}}: kind is what the reader calls it (email, pdf, …), facts what it told of it
 * (from, to, date, …); the file holds the text in UTF-8. output {"category":ID or "none",
 * "sensitive":[{"reason":CODE,"start","end"},…],"description":TEXT}, code points of the text,
 * `start` < `end`. expected {"category","sensitive":"yes"|"no","must_say":[TEXT or [TEXT,…],
 * …]}: each thing that the description must say, or several wordings of which any will do.
 *
 * The categories are those of the Attorney General's Guidelines and the Code of Practice, named
 * by ids of this project; what was verified of them stands in reference/disclosure. */
#include "task/task.h"

#include "base/utf8.h"
#include "metrics/casework/schedule_entry.h"
#include "task/json_input/json_input.h"
#include "task/span/span_check.h"

enum {
    PAGES_MAX = 1000000,
    FACTS_MAX = 100,
    REASON_BYTES = 40,
    SENSITIVE_MAX = 1000,
    DESCRIPTION_BYTES = 4000,
    OFFSET_MAX = 1 << 30
};

static const char *const categories[] = {
    "emergency-call",      "incident-log",       "contemporaneous-record",
    "custody-record",      "previous-account",   "interview-record",
    "witness-reliability", SCHEDULE_NO_CATEGORY, NULL};

static enum err_code check_category(const struct js *value, struct err *err)
{
    struct str category;
    TRY(js_need_str(value, "category", &category, err));
    for (size_t i = 0; categories[i] != NULL; i++) {
        if (str_is(category, categories[i])) {
            return ERR_OK;
        }
    }
    return err_set(err, ERR_FORMAT,
                   "\"category\" is \"%.*s\", must be one of the contract's "
                   "or \"none\"",
                   STR_ARG(str_sub(category, 0, 60)));
}

static enum err_code check_facts(const struct js *document, struct err *err)
{
    const struct js *facts = NULL;
    TRY(js_need(document, "facts", JS_OBJECT, &facts, err));
    if (facts->object.count > FACTS_MAX) {
        return err_set(err, ERR_FORMAT, "\"facts\" has %zu, must have at most %d",
                       facts->object.count, FACTS_MAX);
    }
    for (size_t i = 0; i < facts->object.count; i++) {
        if (facts->object.members[i].value.type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "fact \"%.*s\" must be a string",
                           STR_ARG(str_sub(facts->object.members[i].name, 0, 60)));
        }
    }
    return ERR_OK;
}

static enum err_code check_input(const struct js *input, struct err *err)
{
    const struct js *document = NULL;
    struct str text;
    int64_t pages;
    TRY(js_need(input, "document", JS_OBJECT, &document, err));
    TRY(js_need_str(document, "name", &text, err));
    TRY(js_need_str(document, "kind", &text, err));
    TRY(js_need_int(document, "pages", 1, PAGES_MAX, &pages, err));
    TRY(check_facts(document, err));
    if (js_member(document, "file") == NULL) {
        return js_need_str(document, "text", &text, err);
    }
    if (js_member(document, "text") != NULL) {
        return err_set(err, ERR_FORMAT, "\"text\" and \"file\" are both there, must be one");
    }
    return js_need_str(document, "file", &text, err);
}

static enum err_code check_thing(const struct js *thing, struct err *err)
{
    bool texts = thing->type == JS_ARRAY && thing->array.count > 0;
    for (size_t i = 0; texts && i < thing->array.count; i++) {
        texts = thing->array.items[i].type == JS_STRING && thing->array.items[i].string.n > 0;
    }
    if (!texts && (thing->type != JS_STRING || thing->string.n == 0)) {
        return err_set(err, ERR_FORMAT,
                       "\"must_say\" must hold texts that are not empty, or lists of them");
    }
    return ERR_OK;
}

static enum err_code check_expected(const struct js *input, const struct js *expected,
                                    struct err *err)
{
    const struct js *must = NULL;
    struct str sensitive;
    (void)input;
    TRY(check_category(expected, err));
    TRY(js_need_str(expected, "sensitive", &sensitive, err));
    if (!str_is(sensitive, "yes") && !str_is(sensitive, "no")) {
        return err_set(err, ERR_FORMAT, "\"sensitive\" must be \"yes\" or \"no\"");
    }
    TRY(js_need(expected, "must_say", JS_ARRAY, &must, err));
    for (size_t i = 0; i < must->array.count; i++) {
        TRY(check_thing(&must->array.items[i], err));
    }
    return ERR_OK;
}

static enum err_code check_passage(const struct js *passage, int64_t length, struct err *err)
{
    struct str reason;
    TRY(js_need_str(passage, "reason", &reason, err));
    if (reason.n == 0 || reason.n > REASON_BYTES) {
        return err_set(err, ERR_FORMAT, "\"reason\" must have 1 to %d bytes", REASON_BYTES);
    }
    return span_check(passage, length, err);
}

static enum err_code check_output(const struct js *input, const struct js *output,
                                  struct err *err)
{
    const struct js *sensitive = NULL;
    const struct js *text = js_member(js_member(input, "document"), "text");
    struct str description;
    /* of a text in a file only the shape can be seen here */
    int64_t length = text != NULL ? (int64_t)utf8_count(text->string) : OFFSET_MAX;
    TRY(check_category(output, err));
    TRY(js_need_str(output, "description", &description, err));
    if (description.n > DESCRIPTION_BYTES) {
        return err_set(err, ERR_FORMAT, "\"description\" must have at most %d bytes",
                       DESCRIPTION_BYTES);
    }
    TRY(js_need(output, "sensitive", JS_ARRAY, &sensitive, err));
    if (sensitive->array.count > SENSITIVE_MAX) {
        return err_set(err, ERR_FORMAT, "\"sensitive\" has %zu, must have at most %d",
                       sensitive->array.count, SENSITIVE_MAX);
    }
    for (size_t i = 0; i < sensitive->array.count; i++) {
        enum err_code code = check_passage(&sensitive->array.items[i], length, err);
        if (code != ERR_OK) {
            err_prefix(err, "sensitive place %zu", i + 1);
            return code;
        }
    }
    return ERR_OK;
}

static enum err_code from_file(struct arena *arena, const char *path, struct strbuf *input,
                               struct err *err)
{
    return json_input_take(arena, path,
                           "{\"document\":{\"name\":…,\"kind\":…,\"pages\":…,\"text\":…,"
                           "\"facts\":{…}}}",
                           check_input, input, err);
}

/* The entry as it would be checked by a person; `places` without what stands there. */
static void show(const struct js *input, const struct js *output, const char *style,
                 struct task_shown *shown)
{
    const struct js *sensitive = js_member(output, "sensitive");
    struct str category = js_text(output, "category");
    size_t count = sensitive->array.count;
    (void)style;
    utf8_visible(&shown->document, js_text(js_member(input, "document"), "name"), false);
    strbuf_puts(&shown->document, "\n    ");
    utf8_visible(&shown->document, js_text(output, "description"), false);
    strbuf_printf(&shown->document, "\n    category %.*s\n", STR_ARG(category));
    for (size_t i = 0; i < count; i++) {
        const struct js *passage = &sensitive->array.items[i];
        size_t start = shown->places.n;
        utf8_visible(&shown->places, js_text(passage, "reason"), false);
        strbuf_printf(&shown->places, ": characters %lld to %lld\n",
                      (long long)js_member(passage, "start")->integer,
                      (long long)js_member(passage, "end")->integer);
        strbuf_puts(&shown->document, "    may be sensitive, ");
        strbuf_str(&shown->document, str_from(strbuf_view(&shown->places), start));
    }
    strbuf_printf(&shown->summary, "category %.*s, %zu sensitive place%s to check",
                  STR_ARG(category), count, count == 1 ? "" : "s");
}

static enum err_code example(const char *folder, struct strbuf *input, struct err *err)
{
    (void)folder;
    strbuf_puts(
        input,
        "{\"document\":{\"name\":\"log.txt\",\"kind\":\"text\",\"pages\":1,\"text\":"
        "\"SAMPLE\\nINCIDENT LOG 118 of 3 March 2026\\n21:04 caller reports a man trying "
        "car doors in Sample Street\\n21:11 unit at scene, no trace\",\"facts\":{}}}");
    return strbuf_check(input, "the example", err);
}

static const struct task_style styles[] = {
    {"entry", "entry.txt", "the entry of the schedule, with what may be sensitive"},
    {NULL, NULL, NULL},
};

static const char *const metrics[] = {"presumption.recall/1",    "presumption.category/1",
                                      "presumption.precision/1", "sensitive.recall/1",
                                      "sensitive.precision/1",   "description.says/1",
                                      "thin_descriptions/1",     NULL};

static const struct task_bound bounds[] = {
    {"presumption.recall/1", 0.98, true, "set by this project"},
    {"sensitive.recall/1", 0.95, true, "set by this project"},
    {"thin_descriptions/1", 0.02, false, "set by this project"},
};

const struct task task_disclosure_schedule = {
    .name = "disclosure-schedule",
    .title = "Entries of a schedule of unused material",
    .summary =
        "Describes a document of unused material for the schedule, names its category of "
        "the rebuttable presumption and what in it may be sensitive. It decides nothing.",
    .shape = TASK_ITEM,
    .metrics = metrics,
    .bounds = bounds,
    .bound_count = sizeof bounds / sizeof bounds[0],
    .check_input = check_input,
    .check_expected = check_expected,
    .check_output = check_output,
    .answer =
        "the category of the presumption or \"none\", each place that may be sensitive "
        "from its first character (counted from 0, in Unicode code points) to the one "
        "after its last, and the description for the schedule: {\"category\":"
        "\"incident-log\",\"sensitive\":[{\"reason\":\"address\",\"start\":4,\"end\":21}],"
        "\"description\":\"Log of incident 118, 3 March 2026: call about a man trying car "
        "doors\"}",
    .labelling = TASK_NOT_LABELLED,
    .from_file = from_file,
    .files_beside = true,
    .show = show,
    .styles = styles,
    .example = example,
};
