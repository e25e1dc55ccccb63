/* Task ocr: a picture of writing goes in, its text comes out.
 *
 * input {"image":{"file":PATH}}; expected {"text"}; output
 * {"text"[,"words":[{"text","box":[left,top,right,bottom],"confidence"}]]}: boxes in pixels of
 * the picture as it was given, from its top left corner, a confidence from 0 to 1. Lines of the
 * text are told apart by any white space; how a page is laid out is not scored. */
#include "task/task.h"

#include "base/jsonw.h"
#include "base/utf8.h"
#include "task/picture/picture_file.h"

#include <string.h>

enum { EXAMPLE_WIDTH = 64, EXAMPLE_HEIGHT = 32, BOX_SIDES = 4 };
static const double pixels_max = 1e6;
static const double unsure_below = 0.5;

static enum err_code check_input(const struct js *input, struct err *err)
{
    return picture_file_named(input, "image", err);
}

static enum err_code check_expected(const struct js *input, const struct js *expected,
                                    struct err *err)
{
    struct str text;
    (void)input;
    return js_need_str(expected, "text", &text, err);
}

static bool number_of(const struct js *value, double *number)
{
    bool is = value != NULL && (value->type == JS_INT || value->type == JS_REAL);
    if (is) {
        *number = value->type == JS_INT ? (double)value->integer : value->real;
    }
    return is;
}

static enum err_code check_box(const struct js *word, struct err *err)
{
    const struct js *box = NULL;
    double sides[BOX_SIDES] = {0};
    TRY(js_need(word, "box", JS_ARRAY, &box, err));
    bool whole = box->array.count == BOX_SIDES;
    for (size_t i = 0; whole && i < BOX_SIDES; i++) {
        whole = number_of(&box->array.items[i], &sides[i]) && sides[i] >= 0 &&
                sides[i] <= pixels_max;
    }
    if (!whole || sides[0] >= sides[2] || sides[1] >= sides[3]) {
        return err_set(err, ERR_FORMAT,
                       "\"box\" must be [left, top, right, bottom] in pixels, left < right and "
                       "top < bottom");
    }
    return ERR_OK;
}

static enum err_code check_word(const struct js *word, struct err *err)
{
    struct str text;
    double confidence = 0;
    TRY(js_need_str(word, "text", &text, err));
    TRY(check_box(word, err));
    if (!number_of(js_member(word, "confidence"), &confidence) || confidence < 0 ||
        confidence > 1) {
        return err_set(err, ERR_FORMAT, "\"confidence\" must be a number from 0 to 1");
    }
    return ERR_OK;
}

static enum err_code check_output(const struct js *input, const struct js *output,
                                  struct err *err)
{
    const struct js *words = NULL;
    TRY(check_expected(input, output, err));
    TRY(js_may(output, "words", JS_ARRAY, &words, err));
    for (size_t i = 0; words != NULL && i < words->array.count; i++) {
        enum err_code code = check_word(&words->array.items[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "word %zu", i + 1);
            return code;
        }
    }
    return ERR_OK;
}

static enum err_code from_file(struct arena *arena, const char *path, struct strbuf *input,
                               struct err *err)
{
    (void)arena;
    TRY(picture_file_check(path, err));
    strbuf_puts(input, "{\"image\":{\"file\":\"picture\"}}"); /* staged under a random name */
    return strbuf_check(input, "the input", err);
}

static void show(const struct js *input, const struct js *output, const char *style,
                 struct task_shown *shown)
{
    const struct js *words = js_member(output, "words");
    size_t count = words != NULL ? words->array.count : 0;
    size_t unsure = 0;
    (void)input;
    (void)style;
    utf8_visible(&shown->document, js_text(output, "text"), true);
    strbuf_putc(&shown->document, '\n');
    for (size_t i = 0; i < count; i++) {
        const struct js *word = &words->array.items[i];
        const struct js *box = js_member(word, "box");
        double confidence = 1;
        double left = 0;
        double top = 0;
        (void)number_of(js_member(word, "confidence"), &confidence);
        if (confidence < unsure_below && number_of(&box->array.items[0], &left) &&
            number_of(&box->array.items[1], &top)) {
            strbuf_printf(&shown->places, "word %zu at %.0f,%.0f: confidence %.2f\n", i + 1,
                          left, top, confidence);
            unsure++;
        }
    }
    if (count == 0) {
        strbuf_puts(&shown->summary, "no places of words given");
    } else {
        strbuf_printf(&shown->summary, "%zu words, %zu of them unsure (confidence under %.1f)",
                      count, unsure, unsure_below);
    }
}

static enum err_code example(const char *folder, struct strbuf *input, struct err *err)
{
    TRY(picture_file_example(folder, "example.pgm", EXAMPLE_WIDTH, EXAMPLE_HEIGHT,
                             EXAMPLE_WIDTH / 2, err));
    strbuf_puts(input, "{\"image\":{\"file\":\"example.pgm\"}}");
    return strbuf_check(input, "the example", err);
}

static const struct task_style styles[] = {
    {"text", "read.txt", "the text that was read"},
    {NULL, NULL, NULL},
};

static const char *const metrics[] = {"cer.ocr/1", "wer.ocr/1", NULL};

static const struct task_bound bounds[] = {
    {"cer.ocr/1", 0.05, false, "set by this project"},
};

const struct task task_ocr = {
    .name = "ocr",
    .title = "Reading of pictures",
    .summary =
        "Reads the writing in a picture: a scanned page, a photographed letter, a label.",
    .shape = TASK_ITEM,
    .metrics = metrics,
    .bounds = bounds,
    .bound_count = sizeof bounds / sizeof bounds[0],
    .check_input = check_input,
    .check_expected = check_expected,
    .check_output = check_output,
    .answer = "the text of the picture: {\"text\":\"Exhibit 12\"}",
    .answer_column = "text",
    .labelling = TASK_NOT_LABELLED,
    .from_file = from_file,
    .show = show,
    .styles = styles,
    .example = example,
};
