/* A paper: headings, sentences, lists, tables, charts, one after the other, as JSON. Page,
 * PDF and text are all written from it, so none can say what another does not.
 *
 *     {"title":…,"lang":"en-GB","blocks":[{"kind":…,…},…]}
 *
 * Kinds: title, heading, subheading, text, list ("items"), table ("caption","head","rows" of
 * "cells"), chart ("caption","rows" of label, value, low, high; "bound"),
 * curve (the same: one after the other from left to right), code, page (a new
 * page begins).
 *
 * A sentence is a message of messages/en.json filled with figures, and keeps its id and the
 * figures as numbers: {"kind":"text","id":"say.…","text":…,"figures":{NAME:DEC}}. A test reads
 * each figure back out of the words and compares. */
#ifndef POLICEAI_REPORT_PAPER_H
#define POLICEAI_REPORT_PAPER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/jsonw.h"
#include "base/strbuf.h"
#include "metrics/metric.h"
#include "web/template.h"

#include <stdbool.h>
#include <stdint.h>

enum { PAPER_MAX = 64 << 20, PAPER_ARGS_MAX = 12 };

struct paper {
    struct arena *arena;
    struct strbuf json;
    struct jsonw w;
    bool row_begins; /* the next cell heads its row */
};

/* One value of a sentence. */
struct say {
    const char *name; /* NULL ends the list */
    const char *text;
    bool is_number;
    double number;
};
struct say say_text(struct paper *paper, const char *name, struct str text);
struct say say_word(const char *name, const char *text);
struct say say_count(struct paper *paper, const char *name, int64_t count);
struct say say_value(struct paper *paper, const char *name, const struct metric *metric,
                     double value);
/* A margin between two figures, > 0. */
struct say say_margin(struct paper *paper, const char *name, const struct metric *metric,
                      double margin);

/* The language of the papers: messages/en.json. */
const struct language *paper_language(void);

/* Title and language; blocks follow. The paper is to be released. */
void paper_begin(struct paper *paper, struct arena *arena, const char *title);
/* The paper's JSON; valid until paper_release. ERR_LIMIT when it is too long. */
enum err_code paper_end(struct paper *paper, struct str *json, struct err *err) MUST_USE;
void paper_release(struct paper *paper);

/* A block of a kind that has a text alone. */
void paper_line(struct paper *paper, const char *kind, const char *text);
/* A sentence of its own, or within paper_list one of the list's. `message` is the text of
 * message `id`; each {name} of it must be in `values` (BUG). */
void paper_say(struct paper *paper, const char *id, const char *message,
               const struct say *values);
/* Opens a list: sentences (paper_say) and texts, until paper_list_end. */
void paper_list(struct paper *paper);
void paper_list_text(struct paper *paper, struct str text);
void paper_list_end(struct paper *paper);

/* `head`: texts, those that begin with '#' of columns of numbers; NULL-terminated. */
void paper_table(struct paper *paper, const char *caption, const char *const *head);
void paper_row(struct paper *paper);
/* The first cell of a row heads it. */
void paper_cell(struct paper *paper, const char *text);
void paper_cell_str(struct paper *paper, struct str text);
void paper_number(struct paper *paper, const char *text);
void paper_row_end(struct paper *paper);
void paper_table_end(struct paper *paper);

/* Rows of proportions with their intervals; the table with the same numbers stands before. */
void paper_chart(struct paper *paper, const char *caption);
/* The same from left to right, joined by a line: of one thing that gets worse. */
void paper_curve(struct paper *paper, const char *caption);
/* A row: a dot at `value`, a bar from `low` to `high`. */
void paper_chart_row(struct paper *paper, struct str label, double value, double low,
                     double high);
/* `bound`: NULL or a working value. */
void paper_chart_end(struct paper *paper, const double *bound);

#endif
