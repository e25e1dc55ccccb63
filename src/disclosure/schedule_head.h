/* What stands at the head of the papers: which case it is. Given by an officer, kept in the
 * case file; what was not given is a line to fill in. */
#ifndef POLICEAI_DISCLOSURE_SCHEDULE_HEAD_H
#define POLICEAI_DISCLOSURE_SCHEDULE_HEAD_H

#include "base/arena.h"
#include "disclosure/disclosure_case.h"

enum schedule_head_field {
    SCHEDULE_HEAD_URN, /* unique reference number */
    SCHEDULE_HEAD_DEFENDANT,
    SCHEDULE_HEAD_OFFENCE,
    SCHEDULE_HEAD_OFFICER, /* disclosure officer */
    SCHEDULE_HEAD_FIELDS
};

struct schedule_head {
    struct str says[SCHEDULE_HEAD_FIELDS]; /* "": a line to fill in */
};

const char *schedule_head_title(enum schedule_head_field field); /* "Defendant" */
/* In the arena. */
enum err_code schedule_head_read(struct db *db, struct arena *arena, struct schedule_head *head,
                                 struct err *err) MUST_USE;
/* Of a form and of the audit: "defendant". */
const char *schedule_head_name(enum schedule_head_field field);
/* `given[field]`: NULL as it is, "" a line to fill in. One transaction with its line in the
 * audit; nothing is written where nothing changes, which `*changed` says. ERR_CONFLICT when a
 * given field holds neither that nor what `seen` has; `seen` MAY be NULL. */
enum err_code schedule_head_set(struct casefile_acts *acts, const struct disclosure_act *act,
                                const char *const given[SCHEDULE_HEAD_FIELDS],
                                const struct schedule_head *seen, bool *changed,
                                struct err *err) MUST_USE;

#endif
