/* lab parcel; see lab_parcel.h. */
#include "base/file.h"
#include "crypto/random.h"
#include "elsewhere/parcel_write.h"
#include "lab/parcel_state.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { IDENTITY_MAX = 16384, REASON_MAX = 1000 };

/* Inputs that are not everybody's leave only when somebody says why. */
static enum err_code check_disclosure(const struct lab *lab, const char *reason,
                                      struct err *err)
{
    struct str id = lab->set != NULL ? lab->set->id : lab->bench->id;
    struct str kind = lab->set != NULL ? lab->set->sensitivity : lab->bench->sensitivity;
    bool open = str_is(kind, "public") || str_is(kind, "synthetic");
    if (!open && reason == NULL) {
        err_set(err, ERR_DENIED, "the inputs of %.*s are %.*s, and the supplier would see them",
                STR_ARG(id), STR_ARG(kind));
        err_hint(err, "--accept-disclosure REASON, if that may be; the reason is published "
                      "with the evidence");
        return ERR_DENIED;
    }
    size_t length = reason != NULL ? strlen(reason) : 1;
    return length > 0 && length <= REASON_MAX
               ? ERR_OK
               : err_set(err, ERR_USAGE, "--accept-disclosure must have 1 to %d bytes",
                         REASON_MAX);
}

static enum err_code absolute(struct arena *arena, const char *folder, struct str *path,
                              struct err *err)
{
    char real[PATH_MAX];
    if (realpath(folder, real) == NULL) {
        return err_errno(err, "%s", folder);
    }
    *path = str_of(arena_strdup(arena, real));
    return ERR_OK;
}

/* All that can be refused is, before anything is kept. */
static enum err_code check_all(struct lab *lab, const struct lab_parcel_plan *plan,
                               struct parcel_record *record, struct err *err)
{
    struct strbuf identity;
    TRY(outside_identity(&plan->outside, &lab->identity, err));
    TRY(outside_parameters(lab->arena, plan->parameters, &record->parameters, err));
    TRY(absolute(lab->arena, plan->benchmark_folder, &record->benchmark, err));
    if (file_exists(plan->to)) {
        return err_set(err, ERR_CONFLICT, "%s is there already", plan->to);
    }
    TRY(lab_find_set(lab, plan->benchmark_folder, err));
    if (lab->set == NULL) {
        TRY(lab_read_benchmark(lab, plan->benchmark_folder, plan->split, err));
    }
    TRY(parcel_task_check(lab->task, err));
    TRY(check_disclosure(lab, plan->accept_disclosure, err));
    if (lab->set != NULL) {
        TRY(lab_open_set(lab, CUSTODY_EXPORTED, plan->split, err));
        record->requester = str_of(plan->terms.requester);
    }
    strbuf_init(&identity, IDENTITY_MAX);
    identity_write(&identity, &lab->identity);
    record->identity = arena_str(lab->arena, strbuf_view(&identity));
    strbuf_release(&identity);
    record->manifest = outside_manifest(lab->arena, &lab->identity, str_of(lab->task->name));
    record->split = str_of(plan->split);
    record->benchmark_digest = str_of(lab->benchmark_digest);
    record->accepted =
        plan->accept_disclosure != NULL ? str_of(plan->accept_disclosure) : STR("");
    return ERR_OK;
}

/* A new parcel's record, then its run in the log. */
static enum err_code begin(struct lab *lab, const struct lab_parcel_plan *plan,
                           struct parcel_record *record, struct err *err)
{
    char *id = arena_alloc(lab->arena, PARCEL_ID + 1);
    TRY(check_all(lab, plan, record, err));
    random_hex(id, PARCEL_ID / 2);
    random_bytes(record->secret.bytes, SHA256_SIZE);
    record->id = id;
    record->folder = arena_printf(lab->arena, "%s/%s", plan->data->parcels, id);
    TRY(file_make_folders(record->folder, 0700, err));
    TRY(parcel_record_write(lab->arena, record, err));
    if (lab->set != NULL) {
        const char *query = arena_printf(lab->arena, "%lld\n", (long long)lab->query);
        TRY(file_write(arena_printf(lab->arena, "%s/query", record->folder), str_of(query),
                       0600, err));
    } else {
        bench_free(lab->bench);
        lab->bench = NULL;
    }
    return parcel_lab(lab, record, NULL, CUSTODY_EXPORTED, err);
}

static enum err_code take_up(struct lab *lab, const struct lab_parcel_plan *plan,
                             struct parcel_record *record, struct err *err)
{
    TRY(parcel_record_find(lab->arena, plan->data, plan->again, record, err));
    TRY(parcel_record_read(lab->arena, record, err));
    return parcel_lab(lab, record, NULL, CUSTODY_EXPORTED, err);
}

static enum err_code make(struct lab *lab, const struct lab_parcel_plan *plan,
                          struct lab_parcel_made *made, struct err *err)
{
    struct parcel_record record = {0};
    struct parcel_item *items;
    TRY(datadir_make(plan->data, err));
    TRY(plan->again != NULL ? take_up(lab, plan, &record, err)
                            : begin(lab, plan, &record, err));
    TRY(parcel_items(lab, &record, &items, err));
    TRY(lab_reach_keeper(lab, err));
    TRY(lab_register(lab, err));
    const struct parcel parcel = {record.id, lab->bench, &record.secret, items, lab->total};
    *made =
        (struct lab_parcel_made){.id = record.id,
                                 .run = arena_strndup(lab->arena, lab->run.p, lab->run.n),
                                 .items = lab->total,
                                 .sensitivity = arena_str(lab->arena, lab->bench->sensitivity)};
    enum err_code code = parcel_write(&parcel, plan->to, err);
    if (code != ERR_OK) {
        err_hint(err, "the run is registered: --again %s makes the same parcel", record.id);
    }
    return code;
}

enum err_code lab_parcel(struct arena *arena, const struct lab_parcel_plan *plan,
                         struct lab_parcel_made *made, struct err *err)
{
    const struct lab_plan lab_plan = {
        .data = plan->data, .split = plan->split, .terms = plan->terms};
    struct lab lab = {.arena = arena, .plan = &lab_plan};
    enum err_code code = make(&lab, plan, made, err);
    lab_release(&lab);
    return code;
}
