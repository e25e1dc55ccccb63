/* See casedesk.h. */
#include "casedesk/casedesk.h"

#include "base/file.h"
#include "casedesk/casedesk_state.h"
#include "casecheck/casecheck.h"
#include "casedesk_sql.h"
#include "casefile/casefile.h"
#include "disclosure/disclosure_case.h"
#include "review/review.h"
#include "store/db_part.h"
#include "trial/scratch.h"

#include <stdlib.h>
#include <sys/stat.h>

enum { MODE_FOLDER = 0700, MODE_FIFO = 0600 };

static enum err_code be_pages(void *data, const struct private_serving *serving,
                              struct err *err)
{
    return casedesk_serve(data, serving, err);
}

static enum err_code be_painter(void *data, int stop_fd, struct err *err)
{
    return painter_work(data, stop_fd, err);
}

static enum err_code prepare(void *data, char link[PRIVATE_SECRET_SIZE], struct err *err)
{
    static const char *const steps[] = {sql_casedesk_schema_1, sql_casedesk_schema_1_seen};
    const struct casedesk_case *matter = data;
    struct casefile_acts acts;
    TRY(casefile_open_to_act(&acts, matter->file, err)); /* checks the audit, and makes it */
    struct db *db = acts.db;
    enum err_code code = private_sessions_make(db, err);
    if (code == ERR_OK) {
        code = db_migrate_part(db, "desk", steps, sizeof steps / sizeof steps[0], err);
    }
    code = code == ERR_OK ? find_prepare(db, err) : code;
    code = code == ERR_OK ? review_open_tables(db, err) : code;
    code = code == ERR_OK ? disclosure_open_tables(db, err) : code;
    code = code == ERR_OK ? casecheck_open_tables(db, err) : code;
    if (code == ERR_OK) {
        code = private_sessions_clear(db, err);
    }
    if (code == ERR_OK) {
        code = private_link_make(db, link, err);
    }
    casefile_close_acts(&acts);
    return code;
}

/* What it is made of; only a case file is opened for writing later. */
static enum err_code look(struct casedesk_case *matter, struct arena *arena, struct err *err)
{
    struct db *db;
    struct str folder;
    char *found = realpath(matter->plan->file, NULL);
    if (found == NULL) {
        return err_errno(err, "cannot open %s", matter->plan->file);
    }
    matter->file = arena_strdup(arena, found);
    free(found);
    TRY(casefile_open(&db, matter->file, err));
    enum err_code code = casefile_folder(db, arena, &folder, err);
    db_close(db);
    matter->folder = arena_strndup(arena, folder.p, folder.n);
    return code;
}

static enum err_code make_scratch(struct casedesk_case *matter, struct arena *arena,
                                  struct err *err)
{
    matter->pictures = arena_printf(arena, "%s/pictures", matter->scratch);
    matter->wanted = arena_printf(arena, "%s/wanted", matter->scratch);
    matter->made = arena_printf(arena, "%s/made", matter->scratch);
    TRY(file_make_folders(matter->pictures, MODE_FOLDER, err));
    TRY(file_make_folders(matter->made, MODE_FOLDER, err));
    if (mkfifo(matter->wanted, MODE_FIFO) != 0) {
        return err_errno(err, "cannot make %s", matter->wanted);
    }
    return ERR_OK;
}

static enum err_code run(struct casedesk_case *matter, struct arena *arena, struct err *err)
{
    const struct private_program program = {.data = matter,
                                            .port = matter->plan->port,
                                            .lock = matter->file,
                                            .of = matter->file,
                                            .worker_name = "painter",
                                            .prepare = prepare,
                                            .pages = be_pages,
                                            .work = be_painter,
                                            .serving = matter->plan->serving};
    TRY(make_scratch(matter, arena, err));
    return private_run(&program, err);
}

enum err_code casedesk_run(const struct casedesk_plan *plan, struct err *err)
{
    struct casedesk_case matter = {.plan = plan};
    struct arena *arena = arena_new();
    enum err_code code = look(&matter, arena, err);
    if (code == ERR_OK) {
        code = scratch_make(arena, &matter.scratch, err);
    }
    if (code == ERR_OK) {
        code = run(&matter, arena, err);
        scratch_remove(matter.scratch);
    }
    arena_free(arena);
    return code;
}
