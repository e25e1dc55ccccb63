#include "run/isolation.h"

#include "base/utf8.h"

#include <string.h>

enum { REASON_MAX = 1000 };

static enum err_code check_terms(const struct isolation_terms *terms, struct err *err)
{
    if (terms->accepted == NULL) {
        return ERR_OK;
    }
    if (strcmp(terms->accepted, sandbox_level_name(SANDBOX_REDUCED)) != 0) {
        return err_set(err, ERR_USAGE, "--accept-isolation takes \"reduced\", not \"%s\"",
                       terms->accepted);
    }
    if (terms->reason == NULL || terms->reason[0] == '\0') {
        return err_set(err, ERR_USAGE, "--accept-isolation needs --reason TEXT");
    }
    if (strlen(terms->reason) > REASON_MAX || !utf8_valid(str_of(terms->reason))) {
        return err_set(err, ERR_USAGE, "--reason must be UTF-8 of at most %d bytes",
                       REASON_MAX);
    }
    return ERR_OK;
}

enum err_code isolation_judge(enum sandbox_level level, const struct err *why,
                              const struct isolation_terms *terms, struct err *err)
{
    TRY(check_terms(terms, err));
    if (level == SANDBOX_NONE) {
        err_set(err, ERR_UNSUPPORTED, "%s; no tool runs without isolation", why->message);
        err_hint(err, "%s", why->hint);
        return ERR_UNSUPPORTED;
    }
    if (level == SANDBOX_FULL || terms->built_in || terms->accepted != NULL) {
        return ERR_OK;
    }
    err_set(err, ERR_DENIED, "this machine isolates a tool only at level \"%s\": %s",
            sandbox_level_name(level), why->message);
    err_hint(err, "to run it all the same: --accept-isolation %s --reason TEXT",
             sandbox_level_name(level));
    return ERR_DENIED;
}

enum err_code isolation_check(const struct isolation_terms *terms, struct err *err)
{
    struct err why = {.code = ERR_OK};
    enum sandbox_level level = sandbox_available(&why);
    return isolation_judge(level, &why, terms, err);
}
