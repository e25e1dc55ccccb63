/* The supplier's part of a report. */
#include "report/report_state.h"

/* Each line of the words is a block: paper has no line ends within one. */
static void say_lines(struct report *report, struct str words)
{
    struct str line;
    while (str_split(&words, '\n', &line)) {
        line = str_trim(line);
        if (line.n > 0) {
            paper_line(report->paper, "text",
                       arena_strndup(report->paper->arena, line.p, line.n));
        }
    }
}

static void say_words(struct report *report, const struct supplier_words *one)
{
    struct paper *p = report->paper;
    struct say supplier = say_text(p, "supplier", one->supplier);
    struct say received = say_text(p, "received", one->received);
    if (one->late) {
        say_message_text(p, "say.supplier-late", supplier, received);
    } else {
        say_message_text(p, "say.supplier-words", supplier, received);
    }
    say_lines(report, one->words);
}

void report_supplier(struct report *report)
{
    struct paper *p = report->paper;
    const struct supplier_said *said = report->plan->said;
    if (report->plan->before_issue) {
        paper_line(p, "heading", label_message_text("report.supplier"));
        plain_message_text(p, "say.before-issue");
        return;
    }
    if (said == NULL || (!said->asked && said->count == 0)) {
        return;
    }
    paper_line(p, "heading", label_message_text("report.supplier"));
    if (said->asked) {
        say_message_text(p, "say.supplier-asked", say_text(p, "supplier", said->supplier),
                         say_text(p, "served", said->served),
                         say_text(p, "until", said->until));
    }
    if (said->asked && str_is(said->outcome, "waived")) {
        plain_message_text(p, "say.supplier-waived");
    } else if (said->asked && str_is(said->outcome, "closed")) {
        say_message_text(p, "say.supplier-none", say_text(p, "until", said->until));
    }
    for (size_t i = 0; i < said->count; i++) {
        say_words(report, &said->words[i]);
    }
}
