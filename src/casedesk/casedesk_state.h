/* What the processes and pages share (private to this part). */
#ifndef POLICEAI_CASEDESK_CASEDESK_STATE_H
#define POLICEAI_CASEDESK_CASEDESK_STATE_H

#include "casedesk/casedesk.h"
#include "casefile/casefile.h"
#include "casefile/find_pages.h"
#include "casefile/shown.h"
#include "disclosure/schedule_items.h"
#include "disclosure/schedule_words.h"
#include "private/private_pages.h"

#include <stdbool.h>

enum { WORDS_MAX = 1000, TITLE_MAX = 200, HITS_A_SCREEN = 20, FILES_A_SCREEN = 100 };
/* So many documents are put into a block in one step at most: it takes seconds, in which the
 * desk answers nobody. */
enum { FOUND_BLOCK_MAX = 20000 };

/* What a process needs to know of the case; made before the others begin. */
struct casedesk_case {
    const struct casedesk_plan *plan;
    const char *file;     /* absolute */
    const char *folder;   /* what it is made of */
    const char *scratch;  /* of this desk alone, gone with it */
    const char *pictures; /* scratch/pictures */
    const char *wanted;   /* scratch/wanted: a FIFO of struct picture_wanted */
    const char *made;     /* scratch/made: schedules that were asked for */
};

/* Which state of the case something was counted in. */
struct case_version {
    int64_t others; /* changes when another process writes, as SQLite tells it */
    int64_t own;    /* rows that this process changed, without those that note who saw what */
};

/* What the first page counts. This process changes none of it. */
struct case_counts {
    bool counted;
    struct case_version version;
    struct shown_totals totals;
    struct str whys; /* JSON, in `arena` */
    struct arena *arena;
};

/* What the pages of the schedules count over all items. */
struct schedule_counts {
    bool summed;
    struct case_version summed_in;
    struct schedule_sums sums;
    bool opened;
    struct case_version opened_in;
    struct str open; /* what is still open, in lines, in `arena` */
    struct arena *arena;
};

struct desk {
    const struct casedesk_case *matter;
    struct casefile_acts acts;
    struct db *db; /* of the acts */
    int wanted_fd;
    int lock_fd; /* of the case file's lock, -1: nobody has read into it here */
    int port;
    struct schedule_words words; /* of the schedules */
    struct case_counts counts;
    struct schedule_counts schedule;
    int64_t noted;       /* rows that note who saw what */
    struct arena *kept;  /* lives as long as the process */
    struct arena *arena; /* of the request at hand */
};

extern const struct private_link casedesk_links[];
extern const size_t casedesk_link_count;
extern const struct private_route casedesk_routes[];
extern const size_t casedesk_route_count;

private_model show_found_block, show_case, show_name, show_link, show_search, show_document,
    show_conversation, show_files, show_pairs, show_differences, show_timeline, show_people,
    show_mentions, show_unindexed, show_issues, show_review, show_disputes, show_stop,
    show_schedule, show_schedule_item, show_papers, show_findings, show_finding, show_labels,
    show_acts;
private_act do_name, do_save_search, do_remove_search, do_issue, do_label, do_settle,
    do_declare, do_draw, do_schedule_item, do_several, do_block, do_found_block, do_make,
    do_head, do_term, do_management, do_finding;

/* A field of a form or query, without blanks around it. */
struct str desk_field(struct desk *desk, struct str form, const char *name, size_t max);

/* The item after that document which stands at `place` ("": anywhere), 0 when there is none
 * among the next 40,000. */
enum err_code schedule_after(struct desk *desk, int64_t document, struct str place,
                             int64_t *next, struct err *err) MUST_USE;
enum err_code desk_version(struct desk *desk, struct case_version *version,
                           struct err *err) MUST_USE;
bool case_version_is(const struct case_version *a, const struct case_version *b);
/* The case's audit says, once a day, that this person opened this document. */
void desk_saw(struct desk *desk, const struct private_request *request, int64_t document,
              int64_t page);

/* ---- pictures of pages ---- */

struct picture_wanted {
    int64_t document, page;
};

/* "picture", "none" (*why says why, in the arena) or "coming": then it was asked for. */
const char *picture_state(struct desk *desk, int64_t document, int64_t page, struct str *why);
/* Asks for it without waiting. */
void picture_ask(struct desk *desk, int64_t document, int64_t page);
/* Where it lies when it was drawn, in the arena. */
const char *picture_path(const struct casedesk_case *matter, struct arena *arena,
                         int64_t document, int64_t page, const char *suffix);
/* The worker: draws what is asked for until stop_fd. */
enum err_code painter_work(const struct casedesk_case *matter, int stop_fd,
                           struct err *err) MUST_USE;

/* A paper that was made, with one reference; NULL when the path is none. */
struct http_answer *schedule_paper(struct desk *desk, struct private_request *request);

/* The pages' process: confined to the case and the pictures. */
enum err_code casedesk_serve(const struct casedesk_case *matter,
                             const struct private_serving *serving, struct err *err) MUST_USE;

#endif
