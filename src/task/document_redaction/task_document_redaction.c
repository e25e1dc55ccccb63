/* Task document-redaction: a document goes in, one without what must be hidden comes out, with
 * every place that was hidden and every one that could not be read.
 *
 * input   {"document":{"file"},
 *          "words":[TEXT…]        hidden wherever they stand,
 *          "hide":[MARK…]         exactly these are hidden and nothing is looked for,
 *          "propose_only":BOOL    marks alone, no file is made,
 *          "only_page":N          with it: this page alone is looked at, and offsets count in
 *                                 its text; a format without pages has one answer for all,
 *          "with_text":BOOL       the answer holds the text that offsets count in,
 *          "with_places":BOOL}    and where its words stand, of a format with pages
 * output  {"file":"/out/…"        absent only when proposing,
 *          "pages":N              0: the format has none,
 *          "marks":[MARK…], "unreadable":[{"page","box","why","covered"}…] or, when pages are
 * 0,
 *          [{"part":TEXT,"why","covered"}…]: "attachment 2", "the page",
 *          "pictured":[PAGE…]     pages turned into pictures, MAY be absent,
 *          "text":TEXT,
 *          "places":[[start,end,x0,y0,x1,y1]…]} runs of letters on the only page, in order
 * MARK    {"page","boxes":[[x0,y0,x1,y1]…],"start","end","label","reason","confidence"}: page
 * from 1 with boxes in points of the page as it is shown, from its top left corner; start and
 *         end in code points of the text, end exclusive; a place, an offset or both.
 *         The text of a format without pages: of text and CSV all of it, as UTF-8; of the
 * others as tools/redact-document/README.md says.
 * expected {"text","spans":[{"start","end","label"}]}: the document's text as it was made, and
 * what of it must be hidden; of a format with pages also
 *          "places":[[page,start,end,x0,y0,x1,y1]…]: where its letters stand. How an answer is
 * laid on it: metrics/spans/document_spans.h.
 *
 * With "hide" each of its places lies within a mark of the output, so that the check looks at
 * all of them. Whether what was hidden is gone is not for a tool to say: the output check
 * looks. */
#include "task/task.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/utf8.h"
#include "metrics/spans/document_spans.h"

#include <limits.h>
#include <string.h>

enum { PAGES_MAX = 1000000, OFFSET_MAX = 1 << 30 };
#define POINTS_MAX 1e6

static double number(const struct js *value)
{
    return value->type == JS_INT ? (double)value->integer : value->real;
}

static bool is_box(const struct js *value)
{
    bool good = value->type == JS_ARRAY && value->array.count == 4;
    for (size_t i = 0; good && i < 4; i++) {
        const struct js *side = &value->array.items[i];
        good = (side->type == JS_INT || side->type == JS_REAL) && number(side) >= -POINTS_MAX &&
               number(side) <= POINTS_MAX;
    }
    return good && number(&value->array.items[0]) <= number(&value->array.items[2]) &&
           number(&value->array.items[1]) <= number(&value->array.items[3]);
}

static enum err_code check_place(const struct js *mark, int64_t pages, bool *placed,
                                 struct err *err)
{
    const struct js *boxes = NULL;
    int64_t page;
    *placed = js_member(mark, "page") != NULL;
    if (!*placed) {
        return ERR_OK;
    }
    TRY(js_need_int(mark, "page", 1, pages, &page, err));
    TRY(js_need(mark, "boxes", JS_ARRAY, &boxes, err));
    for (size_t i = 0; i < boxes->array.count; i++) {
        if (!is_box(&boxes->array.items[i])) {
            return err_set(err, ERR_FORMAT,
                           "\"boxes\" %zu must be [x0,y0,x1,y1] with x0 <= x1 and y0 <= y1",
                           i + 1);
        }
    }
    return boxes->array.count > 0 ? ERR_OK
                                  : err_set(err, ERR_FORMAT, "\"boxes\" must not be empty");
}

static enum err_code check_mark(const struct js *mark, int64_t pages, struct err *err)
{
    bool placed;
    int64_t start = 0;
    int64_t end = 0;
    struct str label;
    TRY(check_place(mark, pages, &placed, err));
    bool counted = js_member(mark, "start") != NULL;
    if (counted) {
        TRY(js_need_int(mark, "start", 0, OFFSET_MAX, &start, err));
        TRY(js_need_int(mark, "end", start + 1, OFFSET_MAX, &end, err));
    }
    if (!placed && !counted) {
        return err_set(err, ERR_FORMAT,
                       "neither \"page\" with \"boxes\" nor \"start\" with "
                       "\"end\" is there");
    }
    TRY(js_need_str(mark, "label", &label, err));
    return label.n > 0 && label.n <= 100
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"label\" must have 1 to 100 bytes");
}

static enum err_code check_marks(const struct js *value, const char *key, int64_t pages,
                                 struct err *err)
{
    const struct js *list = NULL;
    TRY(js_need(value, key, JS_ARRAY, &list, err));
    for (size_t i = 0; i < list->array.count; i++) {
        enum err_code code = check_mark(&list->array.items[i], pages, err);
        if (code != ERR_OK) {
            err_prefix(err, "\"%s\" %zu", key, i + 1);
            return code;
        }
    }
    return ERR_OK;
}

static enum err_code check_words(const struct js *input, struct err *err)
{
    const struct js *words = NULL;
    TRY(js_may(input, "words", JS_ARRAY, &words, err));
    for (size_t i = 0; words != NULL && i < words->array.count; i++) {
        if (words->array.items[i].type != JS_STRING || words->array.items[i].string.n == 0) {
            return err_set(err, ERR_FORMAT, "\"words\" %zu must be a text", i + 1);
        }
    }
    return ERR_OK;
}

static bool only_proposes(const struct js *input)
{
    const struct js *flag = js_member(input, "propose_only");
    return flag != NULL && flag->type == JS_BOOL && flag->boolean;
}

static enum err_code check_only_page(const struct js *input, struct err *err)
{
    int64_t page;
    if (js_member(input, "only_page") == NULL) {
        return ERR_OK;
    }
    TRY(js_need_int(input, "only_page", 1, PAGES_MAX, &page, err));
    return only_proposes(input)
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"only_page\" goes with \"propose_only\" alone");
}

static enum err_code check_input(const struct js *input, struct err *err)
{
    const struct js *document = NULL;
    const struct js *flag = NULL;
    struct str file;
    TRY(js_need(input, "document", JS_OBJECT, &document, err));
    TRY(js_need_str(document, "file", &file, err));
    TRY(check_words(input, err));
    TRY(js_may(input, "propose_only", JS_BOOL, &flag, err));
    TRY(js_may(input, "with_text", JS_BOOL, &flag, err));
    TRY(js_may(input, "with_places", JS_BOOL, &flag, err));
    TRY(check_only_page(input, err));
    return js_member(input, "hide") == NULL ? ERR_OK
                                            : check_marks(input, "hide", PAGES_MAX, err);
}

static enum err_code check_expected(const struct js *input, const struct js *expected,
                                    struct err *err)
{
    const struct js *spans = NULL;
    const struct js *places = NULL;
    struct str text;
    (void)input;
    TRY(js_need_str(expected, "text", &text, err));
    TRY(js_need(expected, "spans", JS_ARRAY, &spans, err));
    TRY(js_may(expected, "places", JS_ARRAY, &places, err));
    int64_t length = (int64_t)utf8_count(text);
    for (size_t i = 0; places != NULL && i < places->array.count; i++) {
        if (!document_is_place(&places->array.items[i], length)) {
            return err_set(err, ERR_FORMAT,
                           "\"places\" %zu must be [page,start,end,x0,y0,x1,y1] within the "
                           "text",
                           i + 1);
        }
    }
    for (size_t i = 0; i < spans->array.count; i++) {
        int64_t start;
        int64_t end;
        TRY(js_need_int(&spans->array.items[i], "start", 0, length, &start, err));
        TRY(js_need_int(&spans->array.items[i], "end", start + 1, length, &end, err));
    }
    return ERR_OK;
}

static enum err_code check_region(const struct js *region, int64_t pages, struct err *err)
{
    const struct js *covered = NULL;
    const struct js *box = js_member(region, "box");
    int64_t page;
    struct str text;
    TRY(js_need_str(region, "why", &text, err));
    TRY(js_need(region, "covered", JS_BOOL, &covered, err));
    if (pages == 0) {
        return js_need_str(region, "part", &text, err);
    }
    TRY(js_need_int(region, "page", 1, pages, &page, err));
    return box != NULL && is_box(box) ? ERR_OK
                                      : err_set(err, ERR_FORMAT, "no \"box\" [x0,y0,x1,y1]");
}

static enum err_code check_unreadable(const struct js *output, int64_t pages, struct err *err)
{
    const struct js *list = NULL;
    TRY(js_need(output, "unreadable", JS_ARRAY, &list, err));
    for (size_t i = 0; i < list->array.count; i++) {
        enum err_code code = check_region(&list->array.items[i], pages, err);
        if (code != ERR_OK) {
            err_prefix(err, "\"unreadable\" %zu", i + 1);
            return code;
        }
    }
    return ERR_OK;
}

/* Of a question about one page the answer is about this page. */
static enum err_code check_pages(const struct js *input, const struct js *output,
                                 const char *key, struct err *err)
{
    const struct js *only = js_member(input, "only_page");
    const struct js *list = js_member(output, key);
    for (size_t i = 0; only != NULL && i < list->array.count; i++) {
        const struct js *page = js_member(&list->array.items[i], "page");
        if (page != NULL && page->integer != only->integer) {
            return err_set(err, ERR_FORMAT, "\"%s\" %zu lies on page %lld, asked was page %lld",
                           key, i + 1, (long long)page->integer, (long long)only->integer);
        }
    }
    return ERR_OK;
}

/* SOURCE of the tolerance: numbers of an answer have one decimal. */
#define ROUNDED 0.11

static bool holds_box(const struct js *outer, const struct js *inner)
{
    double o[4];
    double i[4];
    for (size_t k = 0; k < 4; k++) {
        o[k] = number(&outer->array.items[k]);
        i[k] = number(&inner->array.items[k]);
    }
    return o[0] <= i[0] + ROUNDED && o[1] <= i[1] + ROUNDED && o[2] >= i[2] - ROUNDED &&
           o[3] >= i[3] - ROUNDED;
}

static bool is_box_marked(const struct js *marks, int64_t page, const struct js *box)
{
    for (size_t i = 0; i < marks->array.count; i++) {
        const struct js *mark = &marks->array.items[i];
        const struct js *own = js_member(mark, "page");
        const struct js *boxes = js_member(mark, "boxes");
        for (size_t k = 0; own != NULL && own->integer == page && k < boxes->array.count; k++) {
            if (holds_box(&boxes->array.items[k], box)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_span_marked(const struct js *marks, const struct js *hidden)
{
    for (size_t i = 0; i < marks->array.count; i++) {
        const struct js *start = js_member(&marks->array.items[i], "start");
        if (start != NULL && start->integer <= js_member(hidden, "start")->integer &&
            js_member(&marks->array.items[i], "end")->integer >=
                js_member(hidden, "end")->integer) {
            return true;
        }
    }
    return false;
}

/* A place to hide that the output does not mark would be one that the check does not look at.
 */
static enum err_code check_hidden(const struct js *input, const struct js *output,
                                  struct err *err)
{
    const struct js *hide = js_member(input, "hide");
    const struct js *marks = js_member(output, "marks");
    for (size_t i = 0; hide != NULL && i < hide->array.count; i++) {
        const struct js *hidden = &hide->array.items[i];
        const struct js *page = js_member(hidden, "page");
        const struct js *boxes = js_member(hidden, "boxes");
        bool marked = page != NULL || is_span_marked(marks, hidden);
        for (size_t k = 0; page != NULL && marked && k < boxes->array.count; k++) {
            marked = is_box_marked(marks, page->integer, &boxes->array.items[k]);
        }
        if (!marked) {
            return err_set(err, ERR_FORMAT, "\"hide\" %zu lies in no mark of the output",
                           i + 1);
        }
    }
    return ERR_OK;
}

static enum err_code check_places(const struct js *output, struct err *err)
{
    const struct js *places = NULL;
    int64_t after = 0;
    TRY(js_may(output, "places", JS_ARRAY, &places, err));
    for (size_t i = 0; places != NULL && i < places->array.count; i++) {
        const struct js *place = &places->array.items[i];
        const struct js *items = place->type == JS_ARRAY ? place->array.items : NULL;
        bool good = items != NULL && place->array.count == 6 && items[0].type == JS_INT &&
                    items[1].type == JS_INT && items[0].integer >= after &&
                    items[1].integer > items[0].integer && items[1].integer <= OFFSET_MAX;
        for (size_t k = 2; good && k < 6; k++) {
            good = (items[k].type == JS_INT || items[k].type == JS_REAL) &&
                   number(&items[k]) >= -POINTS_MAX && number(&items[k]) <= POINTS_MAX;
        }
        if (!good) {
            return err_set(err, ERR_FORMAT,
                           "\"places\" %zu must be [start,end,x0,y0,x1,y1], in order", i + 1);
        }
        after = items[1].integer;
    }
    return ERR_OK;
}

static enum err_code check_output(const struct js *input, const struct js *output,
                                  struct err *err)
{
    struct str file = {NULL, 0};
    struct str text;
    int64_t pages;
    TRY(js_may_str(output, "file", &file, err));
    if (only_proposes(input) ? file.p != NULL : !str_starts(file, STR("/out/"))) {
        return err_set(err, ERR_FORMAT,
                       only_proposes(input) ? "\"file\" must be absent when only proposing"
                                            : "\"file\" must name a file below /out");
    }
    TRY(js_need_int(output, "pages", 0, PAGES_MAX, &pages, err));
    TRY(check_marks(output, "marks", pages, err));
    TRY(js_may_str(output, "text", &text, err));
    TRY(check_unreadable(output, pages, err));
    TRY(check_places(output, err));
    TRY(check_pages(input, output, "marks", err));
    TRY(check_pages(input, output, "unreadable", err));
    return check_hidden(input, output, err);
}

static struct str output_file(const struct js *output)
{
    const struct js *file = js_member(output, "file");
    return file != NULL && file->type == JS_STRING ? file->string : (struct str){NULL, 0};
}

/* Which documents can be redacted is the tool's business: it says so by name. */
static enum err_code from_file(struct arena *arena, const char *path, struct strbuf *input,
                               struct err *err)
{
    (void)arena;
    if (!file_exists(path)) {
        return err_set(err, ERR_NOT_FOUND, "%s: no such file", path);
    }
    strbuf_puts(input,
                "{\"document\":{\"file\":\"document\"}}"); /* staged under another name */
    return strbuf_check(input, "the input", err);
}

/* Where, under which label; never what. */
static void show_marks(const struct js *marks, struct strbuf *places)
{
    for (size_t i = 0; i < marks->array.count; i++) {
        const struct js *mark = &marks->array.items[i];
        const struct js *page = js_member(mark, "page");
        const struct js *start = js_member(mark, "start");
        if (page != NULL) {
            strbuf_printf(places, "page %lld ", (long long)page->integer);
        } else {
            strbuf_printf(places, "%lld-%lld ", (long long)start->integer,
                          (long long)js_member(mark, "end")->integer);
        }
        utf8_visible(places, js_text(mark, "label"), false);
        strbuf_putc(places, '\n');
    }
}

static void show(const struct js *input, const struct js *output, const char *style,
                 struct task_shown *shown)
{
    const struct js *marks = js_member(output, "marks");
    const struct js *unreadable = js_member(output, "unreadable");
    const struct js *pictured = js_member(output, "pictured");
    (void)input, (void)style;
    for (size_t i = 0; i < unreadable->array.count; i++) {
        const struct js *region = &unreadable->array.items[i];
        const struct js *page = js_member(region, "page");
        if (page != NULL) {
            strbuf_printf(&shown->places, "page %lld", (long long)page->integer);
        } else {
            utf8_visible(&shown->places, js_text(region, "part"), false);
        }
        strbuf_puts(&shown->places, " doubt: ");
        utf8_visible(&shown->places, js_text(region, "why"), false);
        strbuf_puts(&shown->places,
                    js_member(region, "covered")->boolean ? ", covered\n" : ", left\n");
    }
    show_marks(marks, &shown->places);
    strbuf_printf(&shown->summary, "%zu places hidden, %zu could not be read",
                  marks->array.count, unreadable->array.count);
    if (pictured != NULL && pictured->type == JS_ARRAY && pictured->array.count > 0) {
        strbuf_printf(&shown->summary, ", %zu pages turned into pictures",
                      pictured->array.count);
    }
}

/* One page with one made-up line. SOURCE: ISO 32000-1:2008, 7.5. */
static void write_example(struct strbuf *pdf)
{
    static const char *const objects[] = {
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>",
        "<</Length 55>>stream\nBT /F 12 Tf 20 50 Td (Call Mr John Smith.) Tj ET       "
        "\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
    enum { OBJECTS = sizeof objects / sizeof objects[0] };
    size_t at[OBJECTS];
    strbuf_puts(pdf, "%PDF-1.4\n");
    for (int i = 0; i < OBJECTS; i++) {
        at[i] = pdf->n;
        strbuf_printf(pdf, "%d 0 obj%s\nendobj\n", i + 1, objects[i]);
    }
    size_t table = pdf->n;
    strbuf_printf(pdf, "xref\n0 %d\n0000000000 65535 f \n", OBJECTS + 1);
    for (int i = 0; i < OBJECTS; i++) {
        strbuf_printf(pdf, "%010zu 00000 n \n", at[i]);
    }
    strbuf_printf(pdf, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", OBJECTS + 1,
                  table);
}

static enum err_code example(const char *folder, struct strbuf *input, struct err *err)
{
    struct strbuf pdf;
    struct strbuf path;
    strbuf_init(&pdf, 4096);
    strbuf_init(&path, PATH_MAX);
    strbuf_printf(&path, "%s/example.pdf", folder);
    write_example(&pdf);
    enum err_code code = strbuf_check(&path, "the example's path", err);
    if (code == ERR_OK) {
        code = file_write(path.p, strbuf_view(&pdf), 0644, err);
    }
    strbuf_release(&pdf);
    strbuf_release(&path);
    TRY(code);
    strbuf_puts(input, "{\"document\":{\"file\":\"example.pdf\"}}");
    return strbuf_check(input, "the example", err);
}

static const char *const metrics[] = {"documents.leak/1",          "entity.recall/1",
                                      "span.precision/1",          "documents.refused/1",
                                      "documents.leak.redacted/1", NULL};

static const struct task_bound bounds[] = {
    {"documents.leak/1", 0.1, false, "set by this project"},
    {"documents.leak.redacted/1", 0.1, false, "set by this project"},
    {"documents.refused/1", 0.02, false, "set by this project"},
    {"entity.recall/1", 0.95, true, "set by this project"},
    {"span.precision/1", 0.8, true, "set by this project"},
};

static const struct task_style styles[] = {
    {"file", "redacted", "the redacted document, in the format it came in"},
    {NULL, NULL, NULL},
};

const struct task task_document_redaction = {
    .name = "document-redaction",
    .title = "Redaction of documents",
    .summary =
        "Takes what must be hidden out of a document, so that it cannot be had back, and "
        "says what could not be read.",
    .shape = TASK_ITEM,
    .metrics = metrics,
    .bounds = bounds,
    .bound_count = sizeof bounds / sizeof bounds[0],
    .check_input = check_input,
    .check_expected = check_expected,
    .check_output = check_output,
    .output_file = output_file,
    .output_check = "check-redaction",
    .from_file = from_file,
    .show = show,
    .styles = styles,
    .example = example,
};
