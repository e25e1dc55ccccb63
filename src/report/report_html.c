/* See report_html.h. */
#include "report/report_html.h"

#include "base/encode.h"
#include "base/limits.h"
#include "report/paper.h"
#include "templates.h"
#include "web/asset.h"

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

enum err_code report_html_write(struct arena *arena, struct str paper, struct strbuf *out,
                                struct err *err)
{
    struct js *model;
    struct strbuf page;
    TRY(js_parse(arena, paper, &model, err));
    strbuf_init(&page, PAPER_MAX);
    enum err_code code = template_render(arena, &template_report_layout, &template_report_page,
                                         paper_language(), model, &page, err);
    if (code == ERR_OK) {
        inline_style(strbuf_view(&page), out);
        code = strbuf_check(out, "the page", err);
    }
    strbuf_release(&page);
    return code;
}
