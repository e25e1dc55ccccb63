/* The paper as plain text and as HTML; see brief.h. */
#include "registry/brief.h"

#include "base/html.h"
#include "base/utf8.h"

enum { COLUMNS = 96, SHOWN_BYTES = 10 /* a byte as \\u{XXXX} at most */ };

/* ---- text ---- */

static size_t width_of(struct str text)
{
    return utf8_count(text);
}

/* Words of `text` from column `at` on, further lines indented. */
static void wrap(struct strbuf *out, struct str text, size_t at, size_t indent)
{
    struct str rest = text;
    struct str word;
    bool first = true;
    while (str_split(&rest, ' ', &word)) {
        if (word.n == 0) {
            continue;
        }
        if (!first && at + 1 + width_of(word) > COLUMNS) {
            strbuf_putc(out, '\n');
            for (size_t i = 0; i < indent; i++) {
                strbuf_putc(out, ' ');
            }
            at = indent;
        } else if (!first) {
            strbuf_putc(out, ' ');
            at++;
        }
        strbuf_str(out, word);
        at += width_of(word);
        first = false;
    }
    strbuf_putc(out, '\n');
}

/* Texts from outside on a terminal: no control characters, paragraphs run on. */
static void wrap_visible(struct strbuf *out, struct str text, size_t at, size_t indent)
{
    struct strbuf shown;
    strbuf_init(&shown, SHOWN_BYTES * text.n + 1);
    utf8_visible(&shown, text, true);
    for (size_t i = 0; i < shown.n; i++) {
        shown.p[i] = shown.p[i] == '\n' ? ' ' : shown.p[i];
    }
    wrap(out, strbuf_view(&shown), at, indent);
    strbuf_release(&shown);
}

static void underline(struct strbuf *out, struct str text, char c)
{
    size_t width = width_of(text);
    for (size_t i = 0; i < width && i < COLUMNS; i++) {
        strbuf_putc(out, c);
    }
    strbuf_putc(out, '\n');
}

static void label_and_text(struct strbuf *out, const char *lead,
                           const struct brief_block *block, size_t indent)
{
    size_t at = width_of(str_of(lead));
    strbuf_puts(out, lead);
    if (block->label.n > 0) {
        struct strbuf label;
        strbuf_init(&label, SHOWN_BYTES * block->label.n + 1);
        utf8_visible(&label, block->label, false);
        strbuf_str(out, strbuf_view(&label));
        strbuf_puts(out, block->text.n > 0 ? ": " : ":");
        at += width_of(strbuf_view(&label)) + 2;
        strbuf_release(&label);
    }
    wrap_visible(out, block->text, at, indent);
}

void brief_write_text(const struct brief *brief, struct strbuf *out)
{
    for (size_t i = 0; i < brief->count; i++) {
        const struct brief_block *block = &brief->list[i];
        switch (block->kind) {
        case BRIEF_TITLE:
            wrap_visible(out, block->text, 0, 0);
            underline(out, block->text, '=');
            break;
        case BRIEF_HEADING:
            strbuf_putc(out, '\n');
            strbuf_str(out, block->text);
            strbuf_putc(out, '\n');
            underline(out, block->text, '-');
            break;
        case BRIEF_TEXT:
            wrap_visible(out, block->text, 0, 0);
            break;
        case BRIEF_PAIR:
            label_and_text(out, "", block, 4);
            break;
        case BRIEF_ITEM:
            label_and_text(out, "  - ", block, 4);
            break;
        case BRIEF_BLANK:
            strbuf_puts(out, "\n");
            strbuf_str(out, block->label);
            strbuf_puts(out,
                        ": ____________________________________________________________\n");
            break;
        }
    }
}

/* ---- HTML ---- */

static void escape(struct strbuf *out, struct str text)
{
    struct strbuf shown;
    strbuf_init(&shown, SHOWN_BYTES * text.n + 1);
    utf8_visible(&shown, text, true);
    html_escape(out, strbuf_view(&shown));
    strbuf_release(&shown);
}

static void element(struct strbuf *out, const char *name, struct str text)
{
    strbuf_printf(out, "<%s>", name);
    escape(out, text);
    strbuf_printf(out, "</%s>\n", name);
}

static void labelled(struct strbuf *out, const char *open, const char *close,
                     const struct brief_block *block)
{
    strbuf_puts(out, open);
    if (block->label.n > 0) {
        strbuf_puts(out, "<b>");
        escape(out, block->label);
        strbuf_puts(out, block->text.n > 0 ? ":</b> " : "</b>");
    }
    escape(out, block->text);
    strbuf_puts(out, close);
}

static const char head[] =
    "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
    "'unsafe-inline'\">\n";
static const char style[] =
    "<style>\n@page { size: A4; margin: 12mm 14mm }\n"
    "body { font: 15px/1.35 Arial, \"Liberation Sans\", Helvetica, sans-serif; max-width: "
    "56em; "
    "margin: 1.5em auto; padding: 0 1em; color: #0b0c0c }\n"
    "h1 { font-size: 1.5em; line-height: 1.2; margin: 0 0 .3em } h2 { font-size: 1.15em; "
    "margin: 1.1em 0 .3em; border-bottom: 2px solid #0b0c0c; break-after: avoid }\n"
    "p, ul { margin: .25em 0; overflow-wrap: anywhere } ul { padding-left: 1.3em } "
    "li { margin: .1em 0; break-inside: avoid }\n"
    "ul.many { columns: 22em 2; column-gap: 2em }\n"
    ".blanks { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0 1.5em; "
    "break-inside: avoid }\n"
    ".blank { border-bottom: 1px solid #505a5f; min-height: 2.2em; padding-top: .9em }\n"
    ".blank:nth-child(-n+2) { grid-column: 1 / -1; min-height: 4.5em }\n"
    ".choices { list-style: none; padding-left: 0 } .lead { break-after: avoid }\n"
    "@media print { body { font-size: 8.8pt; line-height: 1.25; margin: 0; padding: 0; "
    "max-width: none } h2 { margin-top: .7em } p, ul { margin: .15em 0 } "
    "ul.many { columns: 2; column-gap: 6mm } }\n"
    "</style>\n</head>\n<body>\n<main>\n";

static void block_html(struct strbuf *out, const struct brief_block *block)
{
    switch (block->kind) {
    case BRIEF_TITLE:
        element(out, "h1", block->text);
        break;
    case BRIEF_HEADING:
        element(out, "h2", block->text);
        break;
    case BRIEF_TEXT:
        element(out, "p", block->text);
        break;
    case BRIEF_PAIR:
        labelled(out, block->text.n > 0 ? "<p>" : "<p class=\"lead\">", "</p>\n", block);
        break;
    case BRIEF_ITEM:
        labelled(out, "<li>", "</li>\n", block);
        break;
    case BRIEF_BLANK:
        strbuf_puts(out, "<div class=\"blank\"><b>");
        escape(out, block->label);
        strbuf_puts(out, ":</b></div>\n");
        break;
    }
}

/* Blocks that stand together in one element: items in a list, lines to write on in a grid. */
static bool together(const struct brief_block *block)
{
    return block->kind == BRIEF_ITEM || block->kind == BRIEF_BLANK;
}

/* How many of this kind follow on one another from `at` on. */
static size_t run_of(const struct brief *brief, size_t at)
{
    size_t n = 1;
    while (at + n < brief->count && brief->list[at + n].kind == brief->list[at].kind) {
        n++;
    }
    return n;
}

enum { MANY = 4 }; /* items of a list that is set in two columns */

static void run_html(struct strbuf *out, const struct brief *brief, size_t at, size_t n)
{
    bool list = brief->list[at].kind == BRIEF_ITEM;
    bool choices = list && str_starts(brief->list[at].text, STR("[ ]"));
    strbuf_puts(out, !list       ? "<div class=\"blanks\">\n"
                     : choices   ? "<ul class=\"many choices\">\n"
                     : n >= MANY ? "<ul class=\"many\">\n"
                                 : "<ul>\n");
    for (size_t i = 0; i < n; i++) {
        block_html(out, &brief->list[at + i]);
    }
    strbuf_puts(out, list ? "</ul>\n" : "</div>\n");
}

void brief_write_html(const struct brief *brief, struct strbuf *out)
{
    strbuf_puts(out, head);
    element(out, "title", brief->count > 0 ? brief->list[0].text : STR(""));
    strbuf_puts(out, style);
    for (size_t i = 0; i < brief->count;) {
        size_t n = together(&brief->list[i]) ? run_of(brief, i) : 1;
        if (together(&brief->list[i])) {
            run_html(out, brief, i, n);
        } else {
            block_html(out, &brief->list[i]);
        }
        i += n;
    }
    strbuf_puts(out, "</main>\n</body>\n</html>\n");
}
