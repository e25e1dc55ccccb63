/* See error_page.h. */
#include "analysis/error_page.h"

#include "analysis/error_analysis.h"
#include "analysis/error_answers.h"
#include "base/encode.h"
#include "base/limits.h"
#include "templates.h"
#include "web/asset.h"

extern const struct language errors_language_table[];

/* The stylesheet stands in the page itself, where its address would. */
static void inline_style(struct str page, struct strbuf *out)
{
    struct str address = str_of(asset_address("site.css"));
    const struct asset *asset = asset_lookup(address);
    size_t at = str_find(page, address);
    strbuf_str(out, str_sub(page, 0, at));
    strbuf_puts(out, "data:text/css;base64,");
    base64_encode(out, asset->bytes, (size_t)(asset->bytes_end - asset->bytes));
    strbuf_str(out, str_from(page, at + address.n));
}

static enum err_code render(struct arena *arena, struct str model, struct strbuf *page,
                            const struct template *content, struct err *err)
{
    struct js *json;
    TRY(js_parse(arena, model, &json, err));
    return template_render(arena, &template_errors_layout, content, &errors_language_table[0],
                           json, page, err);
}

enum err_code error_page_write(struct arena *arena, const struct error_inputs *inputs,
                               const char *reason, struct strbuf *out, struct err *err)
{
    struct strbuf model;
    struct strbuf page;
    struct jsonw w;
    strbuf_init(&model, ERROR_PAGE_MAX);
    strbuf_init(&page, ERROR_PAGE_MAX);
    jsonw_init(&w, &model);
    jsonw_object(&w);
    if (reason != NULL) {
        jsonw_member(&w, "reason", reason);
    }
    bool answers = error_answers_of_task(inputs->files.bench->task);
    enum err_code code = answers ? error_answers_write(arena, inputs, &w, err)
                                 : error_analysis_write(arena, inputs, &w, err);
    if (code == ERR_OK) {
        jsonw_end(&w);
        code = strbuf_check(&model, "what the page shows", err);
    }
    if (code == ERR_OK) {
        code = render(arena, strbuf_view(&model), &page,
                      answers ? &template_errors_answers : &template_errors_page, err);
    }
    if (code == ERR_OK) {
        inline_style(strbuf_view(&page), out);
        code = strbuf_check(out, "the page", err);
    }
    strbuf_release(&page);
    strbuf_release(&model);
    return code;
}
