/* One line as the text of a summary or source; see score_summary.h. */
#include "score/summary/score_summary.h"

#include "base/json.h"
#include "metrics/summary/summary.h"

#include <string.h>

/* \n and \f become what they stand for, in place. */
static struct str unescape(char *text, size_t length)
{
    size_t to = 0;
    for (size_t i = 0; i < length; i++) {
        char next = i + 1 < length ? text[i + 1] : '\0';
        bool escaped = text[i] == '\\' && (next == 'n' || next == 'f');
        text[to++] = !escaped ? text[i] : next == 'n' ? '\n' : '\f';
        i += escaped;
    }
    return str_n(text, to);
}

/* Pages of a text, with a form feed between; the text itself goes on over them. */
static void split_pages(struct arena *arena, struct summary_text *text, char *bytes)
{
    size_t pages = 1;
    for (size_t i = 0; i < text->text.n; i++) {
        pages += bytes[i] == '\f';
    }
    text->pages = arena_alloc(arena, pages * sizeof *text->pages);
    struct str rest = text->text;
    struct str page;
    while (text->page_count < pages && str_split(&rest, '\f', &page)) {
        text->pages[text->page_count++] = page;
    }
}

static enum err_code join_pages(struct arena *arena, const struct js *pages,
                                struct summary_text *text, struct err *err)
{
    struct strbuf all;
    enum err_code code = ERR_OK;
    strbuf_init(&all, (size_t)2 * SUMMARY_TEXT_MAX);
    text->pages = arena_alloc(arena, (pages->array.count + 1) * sizeof *text->pages);
    for (size_t i = 0; i < pages->array.count; i++) {
        const struct js *page = &pages->array.items[i];
        if (page->type != JS_STRING) {
            code = err_set(err, ERR_FORMAT, "page %zu is %s, not a string", i + 1,
                           js_type_name(page->type));
            goto out;
        }
        text->pages[text->page_count++] = page->string;
        strbuf_puts(&all, i > 0 ? "\n" : "");
        strbuf_str(&all, page->string);
    }
    if (text->page_count == 0) {
        text->pages[text->page_count++] = STR("");
    }
    code = strbuf_check(&all, "the pages", err);
    text->text = arena_str(arena, strbuf_view(&all));
out:
    strbuf_release(&all);
    return code;
}

enum err_code summary_text_read(struct arena *arena, struct str line, bool json,
                                struct summary_text *text, struct err *err)
{
    *text = (struct summary_text){0};
    if (!json) {
        char *bytes = arena_strndup(arena, line.p, line.n);
        text->text = unescape(bytes, line.n);
        split_pages(arena, text, bytes);
        return ERR_OK;
    }
    struct js *object;
    const struct js *pages = NULL;
    TRY(js_parse(arena, line, &object, err));
    if (object->type != JS_OBJECT) {
        return err_set(err, ERR_FORMAT, "%s, not an object", js_type_name(object->type));
    }
    TRY(js_may(object, "pages", JS_ARRAY, &pages, err));
    if (pages != NULL) {
        return join_pages(arena, pages, text, err);
    }
    TRY(js_need_str(object, "text", &text->text, err));
    text->pages = arena_alloc(arena, sizeof *text->pages);
    text->pages[text->page_count++] = text->text;
    return ERR_OK;
}
