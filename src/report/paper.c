/* See paper.h. */
#include "report/paper.h"

#include "report/figure_text.h"

#include <string.h>

extern const struct language report_language_table[];

const struct language *paper_language(void)
{
    return &report_language_table[0];
}

struct say say_text(struct paper *paper, const char *name, struct str text)
{
    return (struct say){.name = name, .text = arena_strndup(paper->arena, text.p, text.n)};
}

struct say say_word(const char *name, const char *text)
{
    return (struct say){.name = name, .text = text};
}

struct say say_count(struct paper *paper, const char *name, int64_t count)
{
    return (struct say){name, figure_count(paper->arena, count), true, (double)count};
}

struct say say_value(struct paper *paper, const char *name, const struct metric *metric,
                     double value)
{
    return (struct say){name, figure_value(paper->arena, metric, value), true, value};
}

struct say say_margin(struct paper *paper, const char *name, const struct metric *metric,
                      double margin)
{
    return (struct say){name, figure_margin(paper->arena, metric, margin), true, margin};
}

/* ---- the frame ---- */

void paper_begin(struct paper *paper, struct arena *arena, const char *title)
{
    *paper = (struct paper){.arena = arena};
    strbuf_init(&paper->json, PAPER_MAX);
    jsonw_init(&paper->w, &paper->json);
    jsonw_object(&paper->w);
    jsonw_member(&paper->w, "title", title);
    jsonw_member(&paper->w, "lang", "en-GB");
    jsonw_key(&paper->w, "blocks");
    jsonw_array(&paper->w);
}

enum err_code paper_end(struct paper *paper, struct str *json, struct err *err)
{
    jsonw_end(&paper->w);
    jsonw_end(&paper->w);
    *json = strbuf_view(&paper->json);
    return strbuf_check(&paper->json, "the report", err);
}

void paper_release(struct paper *paper)
{
    strbuf_release(&paper->json);
}

void paper_line(struct paper *paper, const char *kind, const char *text)
{
    jsonw_object(&paper->w);
    jsonw_member(&paper->w, "kind", kind);
    jsonw_member(&paper->w, "text", text);
    jsonw_end(&paper->w);
}

/* ---- sentences ---- */

static const struct say *find(const struct say *values, struct str name)
{
    for (; values->name != NULL; values++) {
        if (str_is(name, values->name)) {
            return values;
        }
    }
    return NULL;
}

static void fill(struct strbuf *out, const char *id, const char *message,
                 const struct say *values)
{
    struct str rest = str_of(message);
    struct str part;
    (void)str_split(&rest, '{', &part);
    strbuf_str(out, part);
    while (str_split(&rest, '{', &part)) {
        struct str after = part;
        struct str name;
        (void)str_split(&after, '}', &name);
        const struct say *value = find(values, name);
        if (value == NULL) {
            BUG("message %s has no value for {%.*s}", id, STR_ARG(name));
        }
        strbuf_puts(out, value->text);
        strbuf_str(out, after);
    }
}

void paper_say(struct paper *paper, const char *id, const char *message,
               const struct say *values)
{
    struct jsonw *w = &paper->w;
    struct strbuf text;
    strbuf_init(&text, 1 << 20);
    fill(&text, id, message, values);
    jsonw_object(w);
    jsonw_member(w, "kind", "text");
    jsonw_member(w, "id", id);
    jsonw_member_str(w, "text", strbuf_view(&text));
    jsonw_key(w, "figures");
    jsonw_object(w);
    for (const struct say *value = values; value->name != NULL; value++) {
        if (value->is_number) {
            jsonw_key(w, value->name);
            jsonw_dec(w, value->number);
        }
    }
    jsonw_end(w);
    jsonw_end(w);
    strbuf_release(&text);
}

void paper_list(struct paper *paper)
{
    jsonw_object(&paper->w);
    jsonw_member(&paper->w, "kind", "list");
    jsonw_key(&paper->w, "items");
    jsonw_array(&paper->w);
}

void paper_list_text(struct paper *paper, struct str text)
{
    jsonw_object(&paper->w);
    jsonw_member_str(&paper->w, "text", text);
    jsonw_end(&paper->w);
}

void paper_list_end(struct paper *paper)
{
    jsonw_end(&paper->w);
    jsonw_end(&paper->w);
}

/* ---- tables ---- */

static void cell(struct paper *paper, struct str text, bool numeric)
{
    jsonw_object(&paper->w);
    jsonw_member_str(&paper->w, "text", text);
    if (paper->row_begins) {
        jsonw_member(&paper->w, "heads", "yes");
        paper->row_begins = false;
    }
    if (numeric) {
        jsonw_member(&paper->w, "numeric", "yes");
    }
    jsonw_end(&paper->w);
}

void paper_table(struct paper *paper, const char *caption, const char *const *head)
{
    struct jsonw *w = &paper->w;
    jsonw_object(w);
    jsonw_member(w, "kind", "table");
    jsonw_member(w, "caption", caption);
    jsonw_key(w, "head");
    jsonw_array(w);
    for (; *head != NULL; head++) {
        bool numeric = (*head)[0] == '#';
        cell(paper, str_of(*head + numeric), numeric);
    }
    jsonw_end(w);
    jsonw_key(w, "rows");
    jsonw_array(w);
}

void paper_row(struct paper *paper)
{
    jsonw_object(&paper->w);
    jsonw_key(&paper->w, "cells");
    jsonw_array(&paper->w);
    paper->row_begins = true;
}

void paper_cell(struct paper *paper, const char *text)
{
    cell(paper, str_of(text), false);
}

void paper_cell_str(struct paper *paper, struct str text)
{
    cell(paper, text, false);
}

void paper_number(struct paper *paper, const char *text)
{
    cell(paper, str_of(text), true);
}

void paper_row_end(struct paper *paper)
{
    jsonw_end(&paper->w);
    jsonw_end(&paper->w);
}

void paper_table_end(struct paper *paper)
{
    jsonw_end(&paper->w);
    jsonw_end(&paper->w);
}

/* ---- charts ---- */

static void drawing(struct paper *paper, const char *kind, const char *caption)
{
    jsonw_object(&paper->w);
    jsonw_member(&paper->w, "kind", kind);
    jsonw_member(&paper->w, "caption", caption);
    jsonw_key(&paper->w, "rows");
    jsonw_array(&paper->w);
}

void paper_chart(struct paper *paper, const char *caption)
{
    drawing(paper, "chart", caption);
}

void paper_curve(struct paper *paper, const char *caption)
{
    drawing(paper, "curve", caption);
}

void paper_chart_row(struct paper *paper, struct str label, double value, double low,
                     double high)
{
    jsonw_object(&paper->w);
    jsonw_member_str(&paper->w, "label", label);
    jsonw_member_dec(&paper->w, "value", value);
    jsonw_member_dec(&paper->w, "low", low);
    jsonw_member_dec(&paper->w, "high", high);
    jsonw_end(&paper->w);
}

void paper_chart_end(struct paper *paper, const double *bound)
{
    jsonw_end(&paper->w);
    if (bound != NULL) {
        jsonw_member_dec(&paper->w, "bound", *bound);
    }
    jsonw_end(&paper->w);
}
