/* See template.h: the compiled operations run over a model. */
#include "web/chart.h"
#include "web/template.h"

#include "base/html.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "web/asset.h"

#include <stdlib.h>
#include <string.h>

struct rendering {
    struct arena *arena;
    const struct language *language;
    const struct js *root;
    const struct template *page;
    struct strbuf *out;
    struct err *err;
};

static enum err_code run_ops(struct rendering *r, const struct template *template, int from,
                             int to, const struct js *item);

/* ---- messages ---- */

struct wanted_message {
    const char *texts;
    struct str id;
};

static int compare_message(const void *key, const void *element)
{
    const struct wanted_message *wanted = key;
    const struct message *message = element;
    return str_cmp(wanted->id, str_of(wanted->texts + message->id));
}

static const struct message *find_message(const struct language *language, struct str id)
{
    const struct wanted_message wanted = {language->texts, id};
    return bsearch(&wanted, language->messages, language->count, sizeof *language->messages,
                   compare_message);
}

const char *message_lookup(const struct language *language, struct str id)
{
    const struct message *message = find_message(language, id);
    return message != NULL ? language->texts + message->forms[FORM_OTHER] : NULL;
}

const char *message_text(const struct language *language, const char *id)
{
    const char *text = message_lookup(language, str_of(id));
    if (text == NULL) {
        BUG("there is no message %s", id);
    }
    return text;
}

/* The plural categories of the Unicode CLDR, release 45: English has one and other; Welsh has
 * all six by the numbers 0, 1, 2, 3 and 6. */
static enum message_form form_of(const struct language *language, struct str number)
{
    static const struct {
        uint64_t n;
        enum message_form form;
    } welsh[] = {{0, FORM_ZERO}, {1, FORM_ONE}, {2, FORM_TWO}, {3, FORM_FEW}, {6, FORM_MANY}};
    uint64_t n;
    if (!str_to_u64(number, UINT64_MAX, &n)) {
        return FORM_OTHER;
    }
    if (strcmp(language->code, "cy") != 0) {
        return n == 1 ? FORM_ONE : FORM_OTHER;
    }
    for (size_t i = 0; i < sizeof welsh / sizeof welsh[0]; i++) {
        if (welsh[i].n == n) {
            return welsh[i].form;
        }
    }
    return FORM_OTHER;
}

/* ---- escaping ---- */

static void url_escape(struct strbuf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain) {
            strbuf_putc(out, c);
        } else {
            strbuf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
        }
    }
}

/* Control and bidirectional characters of a text from outside are spelt out. */
static void put_escaped(struct rendering *r, enum template_escape escape, struct str text)
{
    struct strbuf visible;
    if (escape == ESCAPE_URL) {
        url_escape(r->out, text);
        return;
    }
    strbuf_init(&visible, LIMIT_PAGE);
    utf8_visible(&visible, text, escape == ESCAPE_TEXT);
    html_escape(r->out, strbuf_view(&visible));
    strbuf_release(&visible);
}

/* ---- values ---- */

static const struct js *value_at(const struct rendering *r, const struct js *item,
                                 const char *path)
{
    struct str rest = str_of(path);
    struct str part;
    const struct js *value = item;
    if (path[0] == '/') {
        value = r->root;
        rest = str_from(rest, 1);
    } else if (strcmp(path, ".") == 0) {
        return item;
    }
    while (value != NULL && str_split(&rest, '.', &part)) {
        value = js_member(value, arena_strndup(r->arena, part.p, part.n));
    }
    return value;
}

static bool text_of(const struct js *value, struct str *text)
{
    if (value == NULL || value->type == JS_NULL || value->type == JS_ARRAY ||
        value->type == JS_OBJECT) {
        return false;
    }
    *text = value->type == JS_STRING ? value->string : value->raw;
    return true;
}

/* Absent, null, false, "" and [] are not present; the number 0 is. */
static bool is_present(const struct js *value)
{
    return value != NULL && value->type != JS_NULL &&
           !(value->type == JS_BOOL && !value->boolean) &&
           !(value->type == JS_STRING && value->string.n == 0) &&
           !(value->type == JS_ARRAY && value->array.count == 0);
}

static enum err_code need_text(struct rendering *r, const struct js *item, const char *path,
                               enum template_filter filter, struct str *text)
{
    struct strbuf filtered;
    if (!text_of(value_at(r, item, path), text)) {
        return err_set(r->err, ERR_INVALID, "the model has no \"%s\"", path);
    }
    if (filter == FILTER_NONE) {
        return ERR_OK;
    }
    if (filter == FILTER_FIGURE) {
        filter = is_present(value_at(r, item, "unit")) ? FILTER_COUNT : FILTER_PERCENT;
    }
    strbuf_init(&filtered, 65536);
    bool good = filter_apply(&filtered, filter, r->language, *text);
    *text = arena_str(r->arena, strbuf_view(&filtered));
    strbuf_release(&filtered);
    return good ? ERR_OK : err_set(r->err, ERR_INVALID, "\"%s\" does not fit its filter", path);
}

/* ---- operations ---- */

/* Arguments are those of the template's list that begins at `list`. */
static enum err_code put_message(struct rendering *r, const struct template *template,
                                 int number, int list, enum template_escape escape,
                                 const struct js *item)
{
    const struct message *message = &r->language->messages[number];
    const struct template_arg *args = &template->args[list];
    const char *texts = template->texts;
    struct str values[16] = {{NULL, 0}};
    uint32_t text = message->forms[FORM_OTHER];
    for (int i = 0; args[i].name != 0; i++) {
        TRY(need_text(r, item, texts + args[i].path, args[i].filter, &values[i]));
        if (strcmp(texts + args[i].name, "n") == 0) {
            struct str plain;
            TRY(need_text(r, item, texts + args[i].path, FILTER_NONE, &plain));
            uint32_t form = message->forms[form_of(r->language, plain)];
            text = form != 0 ? form : text;
        }
    }
    struct str rest = str_of(r->language->texts + text);
    struct str part;
    (void)str_split(&rest, '{', &part);
    put_escaped(r, escape, part);
    while (str_split(&rest, '{', &part)) {
        struct str after = part;
        struct str name;
        (void)str_split(&after, '}', &name);
        for (int i = 0; args[i].name != 0; i++) {
            if (str_is(name, texts + args[i].name)) {
                put_escaped(r, escape, values[i]);
            }
        }
        put_escaped(r, escape, after);
    }
    return ERR_OK;
}

/* "not enough data" chooses PREFIX.not-enough-data; a value nobody foresaw is shown as it is.
 */
static enum err_code put_word(struct rendering *r, const struct template *template,
                              const struct template_op *op, const struct js *item)
{
    struct str text;
    TRY(need_text(r, item, template->texts + op->text, FILTER_NONE, &text));
    char *id = arena_printf(r->arena, "%s.%.*s", template->texts + op->word, STR_ARG(text));
    for (char *c = id; *c != '\0'; c++) {
        *c = *c == ' ' ? '-' : *c;
    }
    const char *message = message_lookup(r->language, str_of(id));
    put_escaped(r, op->escape, message != NULL ? str_of(message) : text);
    return ERR_OK;
}

static bool holds(const struct rendering *r, const struct template *template,
                  const struct template_op *op, const struct js *item)
{
    const struct js *value = value_at(r, item, template->texts + op->text);
    struct str text;
    return op->word == 0 ? is_present(value)
                         : text_of(value, &text) && str_is(text, template->texts + op->word);
}

static enum err_code put_each(struct rendering *r, const struct template *template, int at,
                              const struct js *item)
{
    const struct template_op *op = &template->ops[at];
    const char *path = template->texts + op->text;
    const struct js *list = value_at(r, item, path);
    if (list != NULL && list->type != JS_ARRAY) {
        return err_set(r->err, ERR_INVALID, "\"%s\" is not a list", path);
    }
    for (size_t i = 0; list != NULL && i < list->array.count; i++) {
        TRY(run_ops(r, template, at + 1, op->number, &list->array.items[i]));
    }
    return ERR_OK;
}

static enum err_code put_if(struct rendering *r, const struct template *template, int *at,
                            const struct js *item)
{
    const struct template_op *op = &template->ops[*at];
    const struct template_op *stop = &template->ops[op->number];
    int end = stop->kind == TEMPLATE_ELSE ? stop->number : op->number;
    int from = *at + 1;
    *at = end;
    if (holds(r, template, op, item)) {
        return run_ops(r, template, from, op->number, item);
    }
    return run_ops(r, template, stop->kind == TEMPLATE_ELSE ? op->number + 1 : end, end, item);
}

static enum err_code put_title(struct rendering *r, const struct template_op *op)
{
    if (r->page->title < 0) {
        return err_set(r->err, ERR_INVALID, "the page has no title");
    }
    return put_message(r, r->page, r->page->title, r->page->title_args, op->escape, r->root);
}

static enum err_code run_op(struct rendering *r, const struct template *template, int *at,
                            const struct js *item)
{
    const struct template_op *op = &template->ops[*at];
    const char *words = template->texts + op->text;
    struct str text;
    switch (op->kind) {
    case TEMPLATE_TEXT:
        strbuf_puts(r->out, words);
        break;
    case TEMPLATE_VALUE:
        TRY(need_text(r, item, words, op->filter, &text));
        put_escaped(r, op->escape, text);
        break;
    case TEMPLATE_MESSAGE:
        return put_message(r, template, op->number, op->args, op->escape, item);
    case TEMPLATE_WORD:
        return put_word(r, template, op, item);
    case TEMPLATE_EACH:
        TRY(put_each(r, template, *at, item));
        *at = op->number;
        break;
    case TEMPLATE_IF:
        return put_if(r, template, at, item);
    case TEMPLATE_ELSE:
    case TEMPLATE_END:
        break;
    case TEMPLATE_PARTIAL:
        return run_ops(r, template->parts[op->part], 0, template->parts[op->part]->count, item);
    case TEMPLATE_ASSET:
        strbuf_puts(r->out, asset_address(template->texts + op->word));
        break;
    case TEMPLATE_CHART: {
        struct html html = chart_draw(r->arena, template->texts + op->word, r->language,
                                      value_at(r, item, words));
        strbuf_str(r->out, html.markup);
        break;
    }
    case TEMPLATE_TITLE:
        return put_title(r, op);
    case TEMPLATE_CONTENT:
        return run_ops(r, r->page, 0, r->page->count, item);
    }
    return ERR_OK;
}

static enum err_code run_ops(struct rendering *r, const struct template *template, int from,
                             int to, const struct js *item)
{
    for (int at = from; at < to; at++) {
        enum err_code code = run_op(r, template, &at, item);
        if (code != ERR_OK) {
            err_prefix(r->err, "template %s", template->name);
            return code;
        }
    }
    return ERR_OK;
}

enum err_code template_render(struct arena *arena, const struct template *layout,
                              const struct template *page, const struct language *language,
                              const struct js *model, struct strbuf *out, struct err *err)
{
    struct err own;
    struct rendering r = {arena, language, model, page, out, err != NULL ? err : &own};
    TRY(run_ops(&r, layout, 0, layout->count, model));
    return strbuf_check(out, "the page", err);
}
