/* See review_call.h. */
#include "cli/review_call.h"

#include "base/clock.h"

#include <pwd.h>
#include <unistd.h>

static enum err_code open_call(struct review_call *call, struct arena *arena, const char *path,
                               const char *issue, const char *as, struct err *err)
{
    const struct passwd *user = getpwuid(getuid());
    if (as == NULL && (user == NULL || user->pw_name == NULL)) {
        err_set(err, ERR_USAGE, "who does this is not known: there is no login name");
        err_hint(err, "--as NAME says it");
        return ERR_USAGE;
    }
    call->who = str_of(as != NULL ? as : arena_strdup(arena, user->pw_name));
    call->now = clock_now(&(struct clock){0});
    TRY(casefile_open_to_act(&call->acts, path, err));
    TRY(review_open_tables(call->acts.db, err));
    return issue == NULL
               ? ERR_OK
               : review_issue_find(call->acts.db, arena, str_of(issue), &call->issue, err);
}

enum err_code review_call_open(struct review_call *call, struct arena *arena, const char *path,
                               const char *issue, const char *as, struct err *err)
{
    *call = (struct review_call){.who = STR("")};
    enum err_code code = open_call(call, arena, path, issue, as, err);
    if (code != ERR_OK) {
        review_call_close(call);
    }
    return code;
}

void review_call_close(struct review_call *call)
{
    casefile_close_acts(&call->acts);
}

enum err_code review_document_number(const char *word, int64_t *document, struct err *err)
{
    uint64_t number = 0;
    if (!str_to_u64(str_of(word), INT64_MAX, &number) || number == 0) {
        return err_set(err, ERR_USAGE, "\"%s\" is no number of a document", word);
    }
    *document = (int64_t)number;
    return ERR_OK;
}
