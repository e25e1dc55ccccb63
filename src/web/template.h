/* Templates and messages as the build compiles them (buildtools/mktemplates) into plain
 * tables. A text is named by the place where it begins in the one array of its table; place 0
 * holds "" and stands for none.
 *
 * A template is a list of operations. Everything it shows comes from the model (parsed JSON) or
 * from a message; both are escaped for the place where they stand. The one thing put out as it
 * is is `struct html`, which only charts of ours make. */
#ifndef POLICEAI_WEB_TEMPLATE_H
#define POLICEAI_WEB_TEMPLATE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum template_kind {
    TEMPLATE_TEXT,    /* text */
    TEMPLATE_VALUE,   /* text: path */
    TEMPLATE_MESSAGE, /* number: message; args */
    TEMPLATE_WORD,    /* text: path; word: prefix of the ids a value chooses from */
    TEMPLATE_EACH,    /* text: path; number: its TEMPLATE_END */
    TEMPLATE_IF,   /* text: path; word: what it must be, or 0: present; number: else or end */
    TEMPLATE_ELSE, /* number: its TEMPLATE_END */
    TEMPLATE_END,
    TEMPLATE_PARTIAL, /* part */
    TEMPLATE_ASSET,   /* word: name */
    TEMPLATE_CHART,   /* text: path; word: which */
    TEMPLATE_TITLE,   /* in the layout: the page's title */
    TEMPLATE_CONTENT  /* in the layout: the page */
};

enum template_filter {
    FILTER_NONE,
    FILTER_PERCENT, /* DEC proportion -> "95.6%" */
    FILTER_COUNT,   /* 1234567 -> "1,234,567" */
    FILTER_DATE,    /* time or date -> "25 November 2026" */
    FILTER_TIME,    /* time -> "25 November 2026, 17:40:32" */
    FILTER_SHORT,   /* first 12 digits of a digest */
    FILTER_LOCAL,   /* a whole address of this site */
    FILTER_FIGURE   /* DEC: as FILTER_COUNT where the item has a "unit", else FILTER_PERCENT */
};

/* Where a value stands decides how it is escaped. */
enum template_escape { ESCAPE_TEXT, ESCAPE_ATTRIBUTE, ESCAPE_URL };

struct template_arg {
    uint32_t name; /* 0 ends the list */
    uint32_t path;
    enum template_filter filter;
};

struct template;

struct template_op {
    enum template_kind kind;
    uint32_t text;
    uint32_t word;
    int number;
    enum template_filter filter;
    enum template_escape escape;
    int args; /* where its list begins among the template's; 0: none */
    int part; /* among the template's */
};

struct template
{
    const char *name;
    const char *texts;
    const struct template_op *ops;
    int count;
    const struct template_arg *args;     /* lists one after the other, the first one empty */
    const struct template *const *parts; /* NULL: it has none */
    int title;                           /* message of the page's title, or -1 */
    int title_args;
};

/* The forms of a message by the number in {n}; a message without forms has "other" alone. */
enum message_form { FORM_ZERO, FORM_ONE, FORM_TWO, FORM_FEW, FORM_MANY, FORM_OTHER, FORMS };

struct message {
    uint32_t id;           /* in the language's texts, as the forms are */
    uint32_t forms[FORMS]; /* 0: as "other" */
};

struct language {
    const char *code; /* "en" */
    const char *texts;
    const struct message *messages; /* sorted by id */
    size_t count;
};

/* The public site's; the same ids in every language, the first language complete. */
extern const struct language language_table[];
extern const size_t language_count;

/* Markup of our own making. */
struct html {
    struct str markup;
};

/* Renders `page` within `layout`. ERR_INVALID names template and path when the model lacks a
 * value. */
enum err_code template_render(struct arena *arena, const struct template *layout,
                              const struct template *page, const struct language *language,
                              const struct js *model, struct strbuf *out,
                              struct err *err) MUST_USE;

/* For charts: a message by id (BUG when there is none), without arguments. */
const char *message_text(const struct language *language, const char *id);
/* NULL when there is none. */
const char *message_lookup(const struct language *language, struct str id);
/* The value's text through a filter; false when it cannot be read so. */
bool filter_apply(struct strbuf *out, enum template_filter filter,
                  const struct language *language, struct str text);

#endif
