/* redact-text: a text in, the spans that should be hidden out. */
#include "personal_data/detect.h"

#include "toolkit/tool.h"

static enum err_code open_rules(const struct tool_start *start, void **state, struct err *err)
{
    struct detector *detector;
    bool everything = js_is(js_member(start->parameters, "scope"), "everything");
    TRY(detector_new(&detector, err));
    const struct js *special = js_member(start->parameters, "special_category");
    detector_set(detector,
                 (struct detector_options){.everything = everything,
                                           .special = special != NULL && special->boolean});
    *state = detector;
    return ERR_OK;
}

static void write_thousandths(struct jsonw *output, unsigned thousandths)
{
    struct strbuf number;
    strbuf_init(&number, 32);
    strbuf_printf(&number, "%u.%03u", thousandths / 1000, thousandths % 1000);
    jsonw_raw(output, strbuf_view(&number));
    strbuf_release(&number);
}

static void write_spans(struct jsonw *output, const struct detect_spans *spans)
{
    jsonw_object(output);
    jsonw_key(output, "spans");
    jsonw_array(output);
    for (size_t i = 0; i < spans->count; i++) {
        jsonw_object(output);
        jsonw_member_int(output, "start", (int64_t)spans->items[i].start);
        jsonw_member_int(output, "end", (int64_t)spans->items[i].end);
        jsonw_member(output, "label", spans->items[i].label);
        jsonw_key(output, "confidence");
        write_thousandths(output, spans->items[i].confidence);
        jsonw_end(output);
    }
    jsonw_end(output);
    jsonw_end(output);
}

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    (void)arena;
    struct str text;
    struct detect_spans spans = {0};
    TRY(js_need_str(input, "text", &text, err));
    TRY(detect_text(state, text, &spans, err));
    write_spans(output, &spans);
    detect_spans_free(&spans);
    return ERR_OK;
}

static void close_rules(void *state)
{
    detector_free(state);
}

int main(void)
{
    return tool_main(&(struct tool){
        .window = 8, .open = open_rules, .answer = answer, .close = close_rules});
}
