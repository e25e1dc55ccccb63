/* The inside of a report being made, shared by report_*.c. */
#ifndef POLICEAI_REPORT_REPORT_STATE_H
#define POLICEAI_REPORT_REPORT_STATE_H

#include "evidence/group_cover.h"
#include "report/figure_text.h"
#include "report/group_judge.h"
#include "report/report_make.h"
#include "report/run_facts.h"
#include "report/shown_figure.h"

/* A sentence: message ID filled with struct say values; one without values. The names end in
 * message_text( so that the build sees which messages are used (buildtools/mktemplates). */
#define say_message_text(paper, id, ...)                                                       \
    paper_say((paper), (id), message_text(paper_language(), (id)),                             \
              (const struct say[]){__VA_ARGS__, {.name = NULL}})
#define plain_message_text(paper, id)                                                          \
    paper_say((paper), (id), message_text(paper_language(), (id)),                             \
              (const struct say[]){{.name = NULL}})
#define label_message_text(id) message_text(paper_language(), (id))

struct report {
    struct arena *arena;
    const struct report_plan *plan;
    const struct report_input *input;
    struct paper *paper;
    struct shown_figure *figures;
    size_t figure_count;
    const struct shown_figure *headline; /* of all items, the task's first metric */
    struct group_judgement groups;       /* of that metric */
    struct group_cover cover;            /* of that metric */
    struct run_facts facts;
};

/* Whether the tool answered the same when asked again, in a sentence. */
void report_repeats(const struct report_input *input, struct paper *paper);
/* "Channel: scan" by the group's title, in the arena. */
struct str report_group_label(const struct report *report, struct str group, struct str value);
/* What is said of a comparison of groups. */
const char *report_verdict(const struct comparison *found);
/* Groups with figure, difference and verdict, the first `most`. */
void report_group_table(struct report *report, const char *caption,
                        const struct group_result *list, size_t count, size_t most);
/* Parts of the paper. */
void report_lead(struct report *report);
void report_groups(struct report *report);
/* Of a benchmark of classes: which label was taken for which. */
void report_confusion(struct report *report);
void report_not_tested(struct report *report);
/* What its supplier says, where one was asked; or that nobody was asked yet. */
void report_supplier(struct report *report);
void report_annex(struct report *report);
void report_comparison(struct arena *arena, const struct compare_set *set, struct paper *paper);

#endif
