/* Hand-over: the files of a case with their marks hidden for a recipient, a log of what was
 * hidden and why (never what it was), a schedule of the files, a cover sheet. A folder that is
 * there whole or not at all; the files themselves are not touched.
 *
 *     handover/0001-prosecutor/
 *         files/PATH.redacted.txt   of each text that was read
 *         files/PATH.redacted.pdf   of each document, in its own format
 *         log.csv                   one row a hidden place
 *         schedule.csv              one row a file of the case
 *         cover-sheet.txt */
#ifndef POLICEAI_CASEFOLDER_CASE_HANDOVER_H
#define POLICEAI_CASEFOLDER_CASE_HANDOVER_H

#include "casefolder/case_cast.h"
#include "casefolder/case_policy.h"

struct case_order {
    int64_t id;
    int64_t differences; /* of case_elsewhere.h, open when it is ordered: doubts too */
    struct str recipient, who, role, reason;
    int64_t doubts;
    struct str state, why, folder, at;
};

/* Whoever can run a tool of the task document-redaction: makes `target` of `source` by the
 * request (hide_request.h). Appends the pages that it had to turn into pictures to `pictured`,
 * with blanks between. An error leaves nothing there; what it says is shown. */
struct case_redactor {
    void *data;
    enum err_code (*redact)(void *data, const char *source, struct str request,
                            const char *target, struct strbuf *pictured, struct err *err);
};

/* Orders one; the worker makes it. With open doubts `role` and `reason` must be given:
 * ERR_INVALID says how many are open. *doubts is that number. */
enum err_code case_handover_order(struct case_folder *folder, const struct case_order *order,
                                  int64_t need, int64_t now, int64_t *doubts,
                                  struct err *err) MUST_USE;
/* Makes the oldest that waits; *found false when none does. A failure of one is written to it
 * and ERR_OK returned, but for ERR_CANCELLED: then it waits on. */
enum err_code case_handover_make(struct case_folder *folder, const char *reference,
                                 const struct case_redactor *redactor, int64_t now, bool *found,
                                 struct err *err) MUST_USE;
/* Newest first, at most 50. In the arena. */
enum err_code case_handover_list(struct case_folder *folder, struct arena *arena,
                                 struct case_order **orders, size_t *count,
                                 struct err *err) MUST_USE;
/* Is the mark hidden, and for which reason? What people decided, else the policy; a disputed
 * mark is hidden. */
struct case_act case_mark_act(const struct case_policy *policy,
                              const struct case_people *people, const struct case_mark *mark);

#endif
