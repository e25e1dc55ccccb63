/* See pdf_catalog.h. */
#include "pdf_catalog.h"

#include "base/str.h"

#include <stdio.h>

/* The whole number after `key` in `text`. */
static bool number_after(struct str text, const char *key, uint64_t *number)
{
    size_t at = str_find(text, str_of(key));
    if (at == SIZE_MAX) {
        return false;
    }
    struct str rest = str_trim(str_from(text, at + str_of(key).n));
    size_t n = 0;
    while (n < rest.n && rest.p[n] >= '0' && rest.p[n] <= '9') {
        n++;
    }
    return str_to_u64(str_sub(rest, 0, n), UINT32_MAX, number);
}

static size_t last_of(struct str text, struct str needle)
{
    size_t last = SIZE_MAX;
    size_t from = 0;
    size_t at = str_find(text, needle);
    while (at != SIZE_MAX) {
        last = from + at;
        from = last + needle.n;
        at = str_find(str_from(text, from), needle);
    }
    return last;
}

enum err_code catalog_say_language(struct strbuf *pdf, const char *language, struct err *err)
{
    char head[40];
    uint64_t root;
    uint64_t size;
    uint64_t start;
    struct str text = strbuf_view(pdf);
    size_t trailer_at = last_of(text, STR("trailer"));
    struct str trailer = trailer_at == SIZE_MAX ? STR("") : str_from(text, trailer_at);
    if (!number_after(trailer, "/Root", &root) || !number_after(trailer, "/Size", &size) ||
        !number_after(trailer, "startxref", &start)) {
        return err_set(err, ERR_FORMAT, "the PDF has no trailer as expected");
    }
    snprintf(head, sizeof head, "\n%u 0 obj", (unsigned)root);
    size_t at = str_find(text, str_of(head));
    struct str object = at == SIZE_MAX ? STR("") : str_from(text, at + 1);
    size_t open = str_find(object, STR("<<"));
    size_t end = str_find(object, STR("endobj"));
    if (open == SIZE_MAX || end == SIZE_MAX || open > end ||
        str_find(object, STR("/Catalog")) > end) {
        return err_set(err, ERR_FORMAT, "the PDF has no catalogue as expected");
    }
    struct strbuf more;
    strbuf_init(&more, 1 << 16);
    strbuf_printf(&more,
                  "%u 0 obj\n<< /Lang (%s)\n   /MarkInfo << /Marked true >>\n   "
                  "/ViewerPreferences << /DisplayDocTitle true >>\n",
                  (unsigned)root, language);
    strbuf_str(&more, str_sub(object, open + 2, end - open - 2));
    size_t object_at = pdf->n;
    size_t xref_at = object_at + more.n + str_of("endobj\n").n;
    uint64_t info;
    bool has_info = number_after(trailer, "/Info", &info);
    strbuf_printf(
        &more, "endobj\nxref\n%u 1\n%010zu 00000 n \ntrailer\n<< /Size %u\n   /Root %u 0 R\n",
        (unsigned)root, object_at, (unsigned)size, (unsigned)root);
    if (has_info) {
        strbuf_printf(&more, "   /Info %u 0 R\n", (unsigned)info);
    }
    strbuf_printf(&more, "   /Prev %u\n>>\nstartxref\n%zu\n%%%%EOF\n", (unsigned)start,
                  xref_at);
    strbuf_str(pdf, strbuf_view(&more));
    strbuf_release(&more);
    return strbuf_check(pdf, "the PDF", err);
}
