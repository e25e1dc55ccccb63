/* What the commands of "registry" that fill in and publish share: the data folder with its
 * public tables, what can be filled in, who says it, and saying it. */
#ifndef POLICEAI_CLI_REGISTRY_CALL_H
#define POLICEAI_CLI_REGISTRY_CALL_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/opt.h"
#include "cli/command.h"
#include "registry/draft.h"
#include "registry/draft_check.h"
#include "registry/draft_say.h"
#include "registry/form_shape.h"
#include "store/datadir.h"
#include "store/db.h"

#include <stdbool.h>

#define ORGANISATION_OPTION_HELP                                                               \
    "who says it: an id (else the one this installation's key is of)"

struct registry_call {
    struct arena *arena;
    struct datadir dir;
    struct db *db; /* public.db, or NULL when there is no log */
    struct form_set set;
    const char *reference;
    char today[DATE_SIZE];
};

/* The organisation of the statement key that is held here and stands; "" when none is stated.
 */
enum err_code organisation_of_keys(struct arena *arena, const struct datadir *dir,
                                   struct str *organisation, struct err *err) MUST_USE;

/* `log` false: works without a data folder too. */
enum err_code registry_call_open(struct registry_call *call, struct arena *arena,
                                 const char *data, bool log, struct err *err) MUST_USE;
void registry_call_close(struct registry_call *call);

/* The organisation that `given` names by id or name; NULL: the one the draft names already
 * (NULL when there is none), else the one the statement key is of. */
enum err_code registry_speaker(struct registry_call *call, const char *given,
                               const struct draft *draft, struct str *organisation,
                               struct err *err) MUST_USE;
/* FIELD=VALUE puts, FIELD+=VALUE adds an entry or a row, FIELD= takes away, FIELD=@FILE reads
 * the value from a file. */
enum err_code registry_put(struct registry_call *call, struct draft *draft, const char *word,
                           struct err *err) MUST_USE;
/* The same for a field and its text; NULL: nothing. */
enum err_code registry_put_text(struct registry_call *call, struct draft *draft,
                                const char *field, const char *text, struct err *err) MUST_USE;
/* An empty draft of the shape of that word; BUG when there is no such shape. */
struct draft registry_draft(struct registry_call *call, const char *word);
/* Every problem on standard error, one a line; how many block. */
size_t registry_tell_problems(struct registry_call *call, const struct draft *draft, bool all);
/* Checks, prepares and hands over; says on standard output what came of it. */
enum err_code registry_say(struct registry_call *call, struct draft *draft,
                           const char *organisation, struct err *err) MUST_USE;
/* The same for several: when one cannot be published, by the rules here or by the keeper's,
 * each such is told on standard error and none is handed over. When the keeper refuses all the
 * same midway (a key that ends meanwhile), or after a kill, what was handed over stays so and
 * the rest stays as it was: the same call again does the rest, since each is said once. */
enum err_code registry_say_all(struct registry_call *call, struct draft *const *drafts,
                               size_t count, const char *organisation,
                               struct err *err) MUST_USE;
/* The same of a record without a subject: one that says the same of the same is its version. */
enum err_code registry_say_new(struct registry_call *call, struct draft *draft,
                               const char *organisation, struct err *err) MUST_USE;
/* A whole body of a type that is not filled in field by field; what says the same of the same
 * is a version, as above. */
enum err_code registry_say_exact(struct registry_call *call, struct draft *draft,
                                 struct str organisation, struct err *err) MUST_USE;
/* What the commands that put a deployment at another stage share. */
struct stage_options {
    const char *data;
    const char *organisation;
    const char *reason;
};
extern const struct opt stage_option_list[];
#define STAGE_SYNOPSIS "SUBJECT --reason TEXT [--organisation ID] [--data FOLDER]"
#define STAGE_HELP                                                                             \
    "A new version of the record of that deployment, otherwise as it stands; what it "         \
    "withholds stays withheld.\nWaits in the outbox, where it can be cancelled."
/* A new version of the deployment that the call's first word names, at that stage; the call's
 * options are struct stage_options. */
enum err_code registry_change_stage(struct command_call *call, const char *stage,
                                    struct err *err) MUST_USE;

#endif
