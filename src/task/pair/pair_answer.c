/* See pair_answer.h. */
#include "task/pair/pair_answer.h"

#include "base/utf8.h"

const struct task_style pair_styles[] = {
    {"call", "match.txt", "whether they are the same, in one line"},
    {NULL, NULL, NULL},
};

static enum err_code check_match(const struct js *value, struct err *err)
{
    struct str match;
    TRY(js_need_str(value, "match", &match, err));
    if (!str_is(match, "yes") && !str_is(match, "no")) {
        return err_set(err, ERR_FORMAT, "\"match\" is \"%.*s\", must be \"yes\" or \"no\"",
                       STR_ARG(str_sub(match, 0, 40)));
    }
    return ERR_OK;
}

static enum err_code check_score(const struct js *output, struct err *err)
{
    const struct js *score = js_member(output, "score");
    double value = -1;
    if (score != NULL && score->type == JS_INT) {
        value = (double)score->integer;
    } else if (score != NULL && score->type == JS_REAL) {
        value = score->real;
    } else {
        return err_set(err, ERR_FORMAT, "\"score\" must be a number");
    }
    if (!(value >= 0 && value <= 1)) {
        return err_set(err, ERR_FORMAT, "\"score\" is %.*s, must be 0 to 1",
                       STR_ARG(str_sub(score->raw, 0, 40)));
    }
    return ERR_OK;
}

enum err_code pair_check_expected(const struct js *input, const struct js *expected,
                                  struct err *err)
{
    (void)input;
    return check_match(expected, err);
}

enum err_code pair_check_answer(const struct js *input, const struct js *output,
                                struct err *err)
{
    (void)input;
    TRY(check_match(output, err));
    return js_member(output, "score") != NULL ? check_score(output, err) : ERR_OK;
}

enum err_code pair_check_scored_answer(const struct js *input, const struct js *output,
                                       struct err *err)
{
    (void)input;
    TRY(check_match(output, err));
    return check_score(output, err);
}

void pair_show(const struct js *input, const struct js *output, const char *style,
               struct task_shown *shown)
{
    const struct js *score = js_member(output, "score");
    const struct js *failure = js_member(output, "failure");
    (void)input;
    (void)style;
    if (failure != NULL) {
        strbuf_puts(&shown->summary, "not compared: ");
        utf8_visible(&shown->summary, js_text(output, "failure"), false);
    } else {
        strbuf_puts(&shown->summary,
                    js_is(js_member(output, "match"), "yes") ? "the same" : "not the same");
        if (score != NULL) {
            strbuf_printf(&shown->summary, ", score %.*s", STR_ARG(score->raw));
        }
    }
    strbuf_str(&shown->document, strbuf_view(&shown->summary));
    strbuf_putc(&shown->document, '\n');
    strbuf_str(&shown->places, strbuf_view(&shown->document));
}
