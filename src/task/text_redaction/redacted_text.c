/* Spans may overlap and come in any order: those that overlap are hidden as one, under the
 * labels of all of them. Nothing of a hidden passage gets into what is shown, not even its
 * length. */
#include "task/text_redaction/redacted_text.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Five full blocks, U+2588. */
#define BAR "\xE2\x96\x88\xE2\x96\x88\xE2\x96\x88\xE2\x96\x88\xE2\x96\x88"

enum { NAMES_MAX = 16, NAMES_BYTES = 1 << 20, TALLIES_MAX = 50 };

struct span {
    size_t start, end; /* code points */
    struct str label;
};

struct point {
    size_t line, column; /* from 1, columns in code points */
};

/* Walks the text once from its start. */
struct walk {
    struct str text;
    size_t at;    /* byte */
    size_t index; /* code point */
    struct point point;
};

const struct task_style redacted_text_styles[] = {
    {"marks", "redacted.txt", "what kind of thing was hidden stands in its place: [PERSON]"},
    {"blocks", "redacted.txt", "a bar of one length in place of each"},
    {NULL, NULL, NULL},
};

static int compare_spans(const void *a, const void *b)
{
    const struct span *left = a;
    const struct span *right = b;
    int order = (left->start > right->start) - (left->start < right->start);
    order = order != 0 ? order : (left->end < right->end) - (left->end > right->end);
    return order != 0 ? order : str_cmp(left->label, right->label);
}

static struct span *read_spans(const struct js *output, size_t *count)
{
    const struct js *list = js_member(output, "spans");
    struct span *spans = xcalloc(list->array.count + 1, sizeof *spans);
    *count = list->array.count;
    for (size_t i = 0; i < *count; i++) {
        const struct js *span = &list->array.items[i];
        spans[i] = (struct span){(size_t)js_member(span, "start")->integer,
                                 (size_t)js_member(span, "end")->integer,
                                 js_member(span, "label")->string};
    }
    qsort(spans, *count, sizeof *spans, compare_spans);
    return spans;
}

static void walk_to(struct walk *walk, size_t index)
{
    uint32_t c;
    while (walk->index < index && utf8_next(walk->text, &walk->at, &c)) {
        walk->index++;
        walk->point.column++;
        if (c == '\n') {
            walk->point = (struct point){walk->point.line + 1, 1};
        }
    }
}

/* "ADDRESS+PERSON": each label once. */
static void name_labels(const struct span *spans, size_t count, struct strbuf *name)
{
    struct str named[NAMES_MAX];
    size_t known = 0;
    strbuf_clear(name);
    for (size_t i = 0; i < count && known < NAMES_MAX; i++) {
        bool again = false;
        for (size_t k = 0; k < known; k++) {
            again = again || str_eq(named[k], spans[i].label);
        }
        if (!again) {
            strbuf_puts(name, known > 0 ? "+" : "");
            utf8_visible(name, spans[i].label, false);
            named[known++] = spans[i].label;
        }
    }
}

static void hide(struct walk *walk, size_t end, struct str name, bool marks,
                 struct task_shown *shown)
{
    struct point from = walk->point;
    walk_to(walk, end);
    strbuf_printf(&shown->places, "%zu:%zu-%zu:%zu %.*s\n", from.line, from.column,
                  walk->point.line, walk->point.column, STR_ARG(name));
    if (marks) {
        strbuf_printf(&shown->document, "[%.*s]", STR_ARG(name));
    } else {
        strbuf_puts(&shown->document, BAR);
    }
}

/* Hides the spans one after the other; how many places it came to. */
static size_t hide_all(struct walk *walk, const struct span *spans, size_t count, bool marks,
                       struct task_shown *shown)
{
    struct strbuf name;
    size_t places = 0;
    strbuf_init(&name, NAMES_BYTES);
    for (size_t i = 0; i < count; places++) {
        size_t first = i;
        size_t end = spans[i].end;
        for (i++; i < count && spans[i].start < end; i++) {
            end = spans[i].end > end ? spans[i].end : end;
        }
        size_t from = walk->at;
        walk_to(walk, spans[first].start);
        strbuf_str(&shown->document, str_sub(walk->text, from, walk->at - from));
        name_labels(spans + first, i - first, &name);
        hide(walk, end, strbuf_view(&name), marks, shown);
    }
    strbuf_release(&name);
    return places;
}

struct tally {
    struct str name;
    size_t count;
};

static int compare_tallies(const void *a, const void *b)
{
    return str_cmp(((const struct tally *)a)->name, ((const struct tally *)b)->name);
}

/* "3 places hidden: EMAIL 1, PERSON 2", from the lines of `places`. */
static void summarise(struct str places, size_t total, struct strbuf *summary)
{
    struct tally tallies[TALLIES_MAX];
    size_t known = 0;
    struct str line;
    while (str_split(&places, '\n', &line) && line.n > 0) {
        struct str name = str_from(line, str_find(line, STR(" ")) + 1);
        size_t i = 0;
        while (i < known && !str_eq(tallies[i].name, name)) {
            i++;
        }
        if (i == known && known < TALLIES_MAX) {
            tallies[known++] = (struct tally){name, 0};
        }
        if (i < known) { /* else one kind too many to be named */
            tallies[i].count++;
        }
    }
    qsort(tallies, known, sizeof *tallies, compare_tallies);
    strbuf_printf(summary, "%zu place%s hidden", total, total == 1 ? "" : "s");
    for (size_t i = 0; i < known; i++) {
        strbuf_printf(summary, "%s%.*s %zu", i == 0 ? ": " : ", ", STR_ARG(tallies[i].name),
                      tallies[i].count);
    }
}

void redacted_text_show(const struct js *input, const struct js *output, const char *style,
                        struct task_shown *shown)
{
    struct walk walk = {.text = js_member(input, "text")->string, .point = {1, 1}};
    size_t count;
    struct span *spans = read_spans(output, &count);
    size_t places = hide_all(&walk, spans, count, strcmp(style, "marks") == 0, shown);
    strbuf_str(&shown->document, str_from(walk.text, walk.at));
    summarise(strbuf_view(&shown->places), places, &shown->summary);
    free(spans);
}
