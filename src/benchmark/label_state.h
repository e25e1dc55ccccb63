/* What the labelling pages share (private to this part). */
#ifndef POLICEAI_BENCHMARK_LABEL_STATE_H
#define POLICEAI_BENCHMARK_LABEL_STATE_H

#include "base/jsonw.h"
#include "benchmark/label_desk.h"
#include "benchmark/label_marks.h"
#include "benchmark/labels_file.h"
#include "http/http_private.h"

struct label_desk {
    const struct label_desk_plan *plan;
    struct making *making;
    struct labelled labelled;
    struct labels *own; /* of the labeller, or what was settled */
    const char *path;   /* of the file they are kept in */
    size_t *queue;      /* items to label, in order */
    size_t queue_count;
    int port;
    char link[HTTP_SECRET_SIZE];
    char session[HTTP_SECRET_SIZE];
    bool link_used;
    struct arena *arena; /* of the request */
    /* The item at hand. */
    size_t shown; /* its place in the queue, SIZE_MAX: none yet */
    int64_t shown_ms;
    struct label_marks marks;
    struct str remark; /* "" for none */
};

enum { LABEL_BUTTONS = 9 }; /* labels that are buttons with a key each; more are a list */

/* The queue's next item without an answer, queue_count when there is none. */
size_t label_next(const struct label_desk *desk);
/* What labellers said of an item, each answer once, however many gave it, and in an order that
 * tells nothing of who is who; how many answers. */
size_t label_sides(const struct label_desk *desk, size_t item,
                   const struct js *sides[LABELLERS_MAX]);
/* Makes it the item at hand: its clock starts, its marks are those it has. */
void label_show(struct label_desk *desk, size_t at);
/* Members of the page that show a pair: "fields" and "pictures" of its sides. */
void label_pair_model(const struct making_item *item, struct jsonw *w);
/* The media type of an item's file, by the end of its name. */
const char *label_file_type(struct str path);
/* Members of the page of the item at hand. */
void label_model(struct label_desk *desk, struct jsonw *w);
/* The page that says that nothing is left. */
void label_model_done(struct label_desk *desk, struct jsonw *w);
/* A form about the item at hand. *location: where it leads. */
enum err_code label_act(struct label_desk *desk, struct str form, const char **location,
                        struct err *err) MUST_USE;

#endif
