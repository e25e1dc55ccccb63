/* Task case-file-check: the papers of a prosecution file go in, what it lacks and where it
 * contradicts itself comes out, each finding with its source.
 *
 * input {"case":{"offence":TEXT,"plea":"guilty"|"not guilty"|"unknown","test":"full code"|
 * "threshold"},"documents":{"file":NAME}}; the file is JSON lines {"document":ID,"name":TEXT,
 * "page":N,"text":TEXT}, ID a text, pages of a document in order from 1. output {"findings":
 * [{"kind","subject","says","rule"[,"source"][,"source_read"],"at":[{"document":ID,"page":N,
 * "start","end"},…]},…]}, code points of that page. expected {"defects":[{"kind","subject"
 * [,"documents":[ID,…]]},…]}.
 *
 * The subject of a finding: a form's id (MG5); form and field with a stroke between
 * (MG5/interview), both of reference/case-file/forms.json; the witness's name, given name first
 * and without rank or number, of the four kinds of statements and witnesses; the exhibit's
 * reference; date, time, place, plate or name of a disagreement; the id of a point of
 * reference/case-file/offences.json, whose ids of offences the input has where there is one. */
#include "task/task.h"

#include "base/file.h"
#include "base/utf8.h"
#include "metrics/casework/case_defects.h"
#include "task/json_input/json_input.h"
#include "task/span/span_check.h"

enum {
    FINDINGS_MAX = 1000,
    PLACES_MAX = 8,
    NAME_BYTES = 200,
    SAYS_BYTES = 2000,
    PAGES_MAX = 1000000,
    OFFSET_MAX = 1 << 30
};

static const char *const disagreements[] = {"date", "time", "place", "plate", "name", NULL};
static const char *const plea_words[] = {"guilty", "not guilty", "unknown", NULL};
static const char *const test_words[] = {"full code", "threshold", NULL};

/* A text of 1 to `max` bytes. */
static enum err_code need_words(const struct js *object, const char *key, size_t max,
                                struct str *text, struct err *err)
{
    TRY(js_need_str(object, key, text, err));
    if (text->n == 0 || text->n > max) {
        return err_set(err, ERR_FORMAT, "\"%s\" must have 1 to %zu bytes", key, max);
    }
    return ERR_OK;
}

static bool is_among(struct str text, const char *const *names)
{
    while (*names != NULL && !str_is(text, *names)) {
        names++;
    }
    return *names != NULL;
}

static enum err_code check_input(const struct js *input, struct err *err)
{
    const struct js *about = NULL;
    const struct js *documents = NULL;
    struct str text;
    TRY(js_need(input, "case", JS_OBJECT, &about, err));
    TRY(need_words(about, "offence", NAME_BYTES, &text, err));
    TRY(js_need_str(about, "plea", &text, err));
    if (!is_among(text, plea_words)) {
        return err_set(err, ERR_FORMAT,
                       "\"plea\" must be \"guilty\", \"not guilty\" or \"unknown\"");
    }
    TRY(js_need_str(about, "test", &text, err));
    if (!is_among(text, test_words)) {
        return err_set(err, ERR_FORMAT, "\"test\" must be \"full code\" or \"threshold\"");
    }
    TRY(js_need(input, "documents", JS_OBJECT, &documents, err));
    return js_need_str(documents, "file", &text, err);
}

/* Kind and subject, alike in findings and defects. */
static enum err_code check_named(const struct js *object, const struct case_defect_kind **kind,
                                 struct err *err)
{
    struct str name;
    struct str subject;
    TRY(js_need_str(object, "kind", &name, err));
    *kind = case_defect_kind_lookup(name);
    if (*kind == NULL) {
        return err_set(err, ERR_FORMAT, "\"kind\" is \"%.*s\", must be one of the contract's",
                       STR_ARG(str_sub(name, 0, 60)));
    }
    TRY(need_words(object, "subject", NAME_BYTES, &subject, err));
    if (str_is(name, "disagreement") && !is_among(subject, disagreements)) {
        return err_set(
            err, ERR_FORMAT,
            "\"subject\" of a disagreement must be date, time, place, plate or name");
    }
    return ERR_OK;
}

static enum err_code check_defect(const struct js *defect, struct err *err)
{
    const struct case_defect_kind *kind;
    const struct js *documents = NULL;
    TRY(check_named(defect, &kind, err));
    TRY(js_may(defect, "documents", JS_ARRAY, &documents, err));
    for (size_t i = 0; documents != NULL && i < documents->array.count; i++) {
        if (documents->array.items[i].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"documents\" must hold ids, each a text");
        }
    }
    if (documents != NULL && documents->array.count > PLACES_MAX) {
        return err_set(err, ERR_FORMAT, "\"documents\" has %zu, a finding cites at most %d",
                       documents->array.count, PLACES_MAX);
    }
    return ERR_OK;
}

static enum err_code check_expected(const struct js *input, const struct js *expected,
                                    struct err *err)
{
    const struct js *defects = NULL;
    (void)input;
    TRY(js_need(expected, "defects", JS_ARRAY, &defects, err));
    for (size_t i = 0; i < defects->array.count; i++) {
        enum err_code code = check_defect(&defects->array.items[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "defect %zu", i + 1);
            return code;
        }
    }
    return ERR_OK;
}

static enum err_code check_place(const struct js *place, struct err *err)
{
    struct str document;
    int64_t page;
    TRY(need_words(place, "document", NAME_BYTES, &document, err));
    TRY(js_need_int(place, "page", 1, PAGES_MAX, &page, err));
    return span_check(place, OFFSET_MAX, err);
}

/* What the rule rests on MAY be said, and whether whoever wrote the rule read it. */
static enum err_code check_source(const struct js *finding, struct err *err)
{
    const struct js *read = js_member(finding, "source_read");
    struct str text;
    if (js_member(finding, "source") != NULL) {
        TRY(need_words(finding, "source", SAYS_BYTES, &text, err));
    }
    return read == NULL || read->type == JS_BOOL
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"source_read\" is neither true nor false");
}

static enum err_code check_finding(const struct js *finding, struct err *err)
{
    const struct case_defect_kind *kind;
    const struct js *places = NULL;
    struct str text;
    TRY(check_named(finding, &kind, err));
    TRY(need_words(finding, "says", SAYS_BYTES, &text, err));
    TRY(need_words(finding, "rule", NAME_BYTES, &text, err));
    TRY(check_source(finding, err));
    TRY(js_need(finding, "at", JS_ARRAY, &places, err));
    if (places->array.count < kind->places_least || places->array.count > PLACES_MAX) {
        return err_set(err, ERR_FORMAT, "\"at\" of %s has %zu places, must have %zu to %d",
                       kind->name, places->array.count, kind->places_least, PLACES_MAX);
    }
    for (size_t i = 0; i < places->array.count; i++) {
        enum err_code code = check_place(&places->array.items[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "place %zu", i + 1);
            return code;
        }
    }
    return ERR_OK;
}

static enum err_code check_output(const struct js *input, const struct js *output,
                                  struct err *err)
{
    const struct js *findings = NULL;
    (void)input;
    TRY(js_need(output, "findings", JS_ARRAY, &findings, err));
    if (findings->array.count > FINDINGS_MAX) {
        return err_set(err, ERR_FORMAT, "\"findings\" has %zu, must have at most %d",
                       findings->array.count, FINDINGS_MAX);
    }
    for (size_t i = 0; i < findings->array.count; i++) {
        enum err_code code = check_finding(&findings->array.items[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "finding %zu", i + 1);
            return code;
        }
    }
    return ERR_OK;
}

static enum err_code from_file(struct arena *arena, const char *path, struct strbuf *input,
                               struct err *err)
{
    return json_input_take(arena, path,
                           "{\"case\":{\"offence\":…,\"plea\":…,\"test\":…},\"documents\":"
                           "{\"file\":\"pages.jsonl\"}}",
                           check_input, input, err);
}

/* Each place after `before`. */
static void show_places(const struct js *places, const char *before, struct strbuf *out)
{
    for (size_t i = 0; i < places->array.count; i++) {
        const struct js *place = &places->array.items[i];
        strbuf_printf(out, "%sdocument ", before);
        utf8_visible(out, js_text(place, "document"), false);
        strbuf_printf(out, ", page %lld, characters %lld to %lld",
                      (long long)js_member(place, "page")->integer,
                      (long long)js_member(place, "start")->integer,
                      (long long)js_member(place, "end")->integer);
    }
}

/* What was found, by whose rule, and where to look; in `places` without what is said and whom
 * it is about, which quote the papers. */
static void show(const struct js *input, const struct js *output, const char *style,
                 struct task_shown *shown)
{
    const struct js *findings = js_member(output, "findings");
    size_t count = findings->array.count;
    (void)input, (void)style;
    for (size_t i = 0; i < count; i++) {
        const struct js *finding = &findings->array.items[i];
        const struct js *places = js_member(finding, "at");
        utf8_visible(&shown->document, js_text(finding, "kind"), false);
        strbuf_puts(&shown->document, ": ");
        utf8_visible(&shown->document, js_text(finding, "subject"), false);
        strbuf_puts(&shown->document, "\n    ");
        utf8_visible(&shown->document, js_text(finding, "says"), false);
        strbuf_puts(&shown->document, "\n    rule ");
        utf8_visible(&shown->document, js_text(finding, "rule"), false);
        show_places(places, "\n    ", &shown->document);
        strbuf_putc(&shown->document, '\n');
        utf8_visible(&shown->places, js_text(finding, "kind"), false);
        show_places(places, "; ", &shown->places);
        strbuf_putc(&shown->places, '\n');
    }
    if (count == 0) {
        strbuf_puts(&shown->document, "Nothing was found. That is no sign that the file is "
                                      "whole.\n");
    }
    strbuf_printf(&shown->summary, "%zu finding%s to check", count, count == 1 ? "" : "s");
}

static const char example_pages[] =
    "{\"document\":\"1\",\"name\":\"MG4.txt\",\"page\":1,\"text\":\"SAMPLE\\nMG4 CHARGE\\n"
    "Defendant: Alex Example\\nCharge: On 3 March 2026 stole a bicycle belonging to Sam "
    "Specimen, contrary to section 1 of the Theft Act 1968\\nReply: No reply\\nBail: "
    "Unconditional\"}\n"
    "{\"document\":\"2\",\"name\":\"statement.txt\",\"page\":1,\"text\":\"SAMPLE\\nMG11 "
    "WITNESS "
    "STATEMENT\\nStatement of: Sam Specimen\\nAge: Over 18\\nOccupation: Baker\\nMy bicycle "
    "was "
    "taken on 3 March 2026.\\nSigned:\\nDate: 4 March 2026\"}\n";

static enum err_code example(const char *folder, struct strbuf *input, struct err *err)
{
    struct arena *arena = arena_new();
    const char *path = arena_printf(arena, "%s/pages.jsonl", folder);
    enum err_code code = file_write(path, str_of(example_pages), 0644, err);
    arena_free(arena);
    TRY(code);
    strbuf_puts(input, "{\"case\":{\"offence\":\"theft\",\"plea\":\"guilty\",\"test\":"
                       "\"full code\"},\"documents\":{\"file\":\"pages.jsonl\"}}");
    return strbuf_check(input, "the example", err);
}

static const struct task_style styles[] = {
    {"findings", "findings.txt", "each finding with its rule and where to look"},
    {NULL, NULL, NULL},
};

static const char *const metrics[] = {
    "defects.found/1",           "defects.found_completeness/1",
    "defects.found_substance/1", "false_flags.file/1",
    "findings.right/1",          NULL};

static const struct task_bound bounds[] = {
    {"defects.found_completeness/1", 0.98, true, "set by this project"},
    {"false_flags.file/1", 1, false, "set by this project"},
};

const struct task task_case_file_check = {
    .name = "case-file-check",
    .title = "Check of a case file",
    .summary = "Says what a prosecution file lacks, where its papers disagree and what nothing "
               "in it proves, each with its place. It decides nothing.",
    .shape = TASK_ITEM,
    .metrics = metrics,
    .bounds = bounds,
    .bound_count = sizeof bounds / sizeof bounds[0],
    .check_input = check_input,
    .check_expected = check_expected,
    .check_output = check_output,
    .answer = "each finding with its kind, what it is about, what it says in words, by which "
              "rule, and the places in the papers, from the first character of a page (counted "
              "from 0, in Unicode code points) to the one after the last: {\"findings\":"
              "[{\"kind\":\"statement-unsigned\",\"subject\":\"Sam Specimen\",\"says\":\"no "
              "signature\",\"rule\":\"CrimPR 16.2(d)\",\"at\":[{\"document\":\"2\",\"page\":1,"
              "\"start\":0,\"end\":6}]}]}",
    .labelling = TASK_NOT_LABELLED,
    .from_file = from_file,
    .files_beside = true,
    .show = show,
    .styles = styles,
    .example = example,
};
