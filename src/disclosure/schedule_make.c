#include "disclosure/schedule_make.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "disclosure/open_matters.h"
#include "disclosure/schedule_papers.h"
#include "disclosure_sql.h"
#include "store/db_ask.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MODE_FOLDER = 0700, MODE_FILE = 0600, LINE_MAX_BYTES = 4096, OPEN_MAX = 1 << 22 };
#define OPEN_FOLDER "non-sensitive"
#define CLOSED_FOLDER "not-for-the-defence"

struct making {
    struct casefile_acts *acts;
    struct arena *arena;
    const char *folder; /* the temporary one */
    struct schedule_press press;
    struct schedule_lines lines;
    struct schedule_head head;
    struct schedule_made *made;
};

/* ---- files ---- */

static enum err_code write_file(struct making *making, const char *name, struct strbuf *bytes,
                                struct err *err)
{
    const struct disclosure_act *act = making->press.act;
    if (act->stopped != NULL && act->stopped()) {
        return err_set(err, ERR_CANCELLED, "stopped: no schedule was made");
    }
    enum err_code code = strbuf_check(bytes, name, err);
    if (code == ERR_OK) {
        code = file_write(arena_printf(making->arena, "%s/%s", making->folder, name),
                          strbuf_view(bytes), MODE_FILE, err);
    }
    strbuf_clear(bytes);
    return code;
}

static enum err_code write_schedules(struct making *making, struct strbuf *bytes,
                                     struct err *err)
{
    static const char *const names[SCHEDULE_KINDS][2] = {
        {OPEN_FOLDER "/non-sensitive-schedule.docx", OPEN_FOLDER "/non-sensitive-schedule.csv"},
        {CLOSED_FOLDER "/sensitive-schedule.docx", CLOSED_FOLDER "/sensitive-schedule.csv"}};
    for (int kind = 0; kind < SCHEDULE_KINDS; kind++) {
        TRY(schedule_paper_docx(&making->press, kind, bytes, err));
        TRY(write_file(making, names[kind][0], bytes, err));
        schedule_paper_csv(&making->press, kind, bytes);
        TRY(write_file(making, names[kind][1], bytes, err));
    }
    TRY(schedule_report_docx(&making->press, bytes, err));
    TRY(write_file(making, CLOSED_FOLDER "/disclosure-officers-report.docx", bytes, err));
    schedule_report_csv(&making->press, bytes);
    TRY(write_file(making, CLOSED_FOLDER "/disclosure-officers-report.csv", bytes, err));
    schedule_blocks_csv(&making->press, bytes);
    return write_file(making, CLOSED_FOLDER "/block-listings.csv", bytes, err);
}

static enum err_code write_all(struct making *making, struct err *err)
{
    struct strbuf bytes;
    TRY(file_make_folders(arena_printf(making->arena, "%s/" OPEN_FOLDER, making->folder),
                          MODE_FOLDER, err));
    TRY(file_make_folders(arena_printf(making->arena, "%s/" CLOSED_FOLDER, making->folder),
                          MODE_FOLDER, err));
    strbuf_init(&bytes, PAPER_MAX);
    enum err_code code = write_schedules(making, &bytes, err);
    strbuf_release(&bytes);
    return code;
}

/* ---- rows ---- */

static enum err_code check_held(const struct schedule_sums *sums, struct err *err)
{
    if (sums->places[SCHEDULE_HELD] == 0) {
        return ERR_OK;
    }
    err_set(err, ERR_CONFLICT,
            "%lld documents were not described, so nobody can say where "
            "they belong",
            (long long)sums->places[SCHEDULE_HELD]);
    err_hint(err, "run `policeai case describe`; what it cannot describe "
                  "(`case schedule list --place held`) gets a description and "
                  "--sensitive yes|no by `case schedule set`");
    return ERR_CONFLICT;
}

static enum err_code add_audit(struct making *making, struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    const struct schedule_made *made = making->made;
    strbuf_init(&what, LINE_MAX_BYTES);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_int(&w, "schedule", made->id);
    jsonw_member_int(&w, "non-sensitive", made->lines[0]);
    jsonw_member_int(&w, "sensitive", made->lines[1]);
    jsonw_member_int(&w, "evidence", made->sums.places[SCHEDULE_EVIDENCE]);
    jsonw_member_int(&w, "not-relevant", made->sums.places[SCHEDULE_NOT_RELEVANT]);
    jsonw_member_int(&w, "in-blocks", made->sums.places[SCHEDULE_BLOCK]);
    jsonw_member_int(&w, "unmarked", made->sums.unmarked);
    jsonw_end(&w);
    enum err_code code =
        case_audit_add(making->acts->audit, "schedule-made", making->press.act->by,
                       making->press.act->now, strbuf_view(&what), err);
    strbuf_release(&what);
    return code;
}

static enum err_code make_rows(struct making *making, struct err *err)
{
    struct schedule_made *made = making->made;
    char at[TIME_SIZE];
    time_format(at, making->press.act->now);
    TRY(schedule_sums(making->acts->db, &made->sums, err));
    TRY(check_held(&made->sums, err));
    TRY(db_number(making->acts->db, sql_disclosure_made_add, &made->id, err, "ttii",
                  making->press.act->by, str_of(at), made->sums.places[SCHEDULE_NON_SENSITIVE],
                  made->sums.places[SCHEDULE_SENSITIVE]));
    TRY(schedule_lines_number(making->acts->db, making->arena, making->press.words, made->id,
                              &making->lines, err));
    making->press.lines = &making->lines;
    making->press.sums = &made->sums;
    making->press.made = made->id;
    for (int kind = 0; kind < SCHEDULE_KINDS; kind++) {
        made->lines[kind] = (int64_t)making->lines.counts[kind];
        made->withdrawn[kind] = making->lines.withdrawn[kind];
    }
    made->thin = making->lines.thin;
    making->press.open = made->open;
    TRY(schedule_head_read(making->acts->db, making->arena, &making->head, err));
    making->press.head = &making->head;
    return add_audit(making, err);
}

/* Numbers first, then the folder: a folder without its numbers would promise what a later one
 * breaks, numbers without a folder are given again. */
static enum err_code make(struct making *making, const char *out, struct err *err)
{
    TRY(make_rows(making, err));
    TRY(write_all(making, err));
    TRY(case_audit_commit(making->acts->audit, err));
    if (rename(making->folder, out) != 0) {
        err_errno(err, "cannot make %s", out);
        err_hint(err, "the numbers are kept: make the schedule again, elsewhere");
        return ERR_IO;
    }
    return file_sync_folder(file_folder_of(making->arena, out), err);
}

static enum err_code look_what_is_open(struct db *db, struct arena *kept,
                                       struct schedule_made *made, struct err *err)
{
    struct strbuf open;
    strbuf_init(&open, OPEN_MAX);
    enum err_code code = open_matters(db, kept, &open, err);
    code = code == ERR_OK ? strbuf_check(&open, "what is open", err) : code;
    made->open = arena_str(kept, str_trim(strbuf_view(&open)));
    strbuf_release(&open);
    return code;
}

enum err_code schedule_make(struct casefile_acts *acts, struct arena *kept,
                            const struct disclosure_act *act,
                            const struct schedule_words *words, const char *out,
                            struct schedule_made *made, struct err *err)
{
    struct stat info;
    struct arena *arena = arena_new();
    struct making making = {
        .acts = acts, .arena = arena, .press = {.words = words, .act = act}, .made = made};
    enum err_code code = ERR_OK;
    memset(made, 0, sizeof *made);
    if (lstat(out, &info) == 0) {
        code = err_set(err, ERR_CONFLICT, "%s is there already", out);
        err_hint(err, "each schedule is a folder of its own: name a new one");
        TRY_OUT(code);
    }
    making.folder = arena_printf(arena, "%s.tmp-%ld", out, (long)getpid());
    TRY_OUT(db_begin(acts->db, err));
    code = look_what_is_open(acts->db, kept, made, err);
    code = code == ERR_OK ? make(&making, out, err) : code;
    db_rollback(acts->db);
    if (code != ERR_OK && lstat(making.folder, &info) == 0) {
        enum err_code gone = file_remove_tree(making.folder, NULL);
        (void)gone; /* what went wrong before is what is told */
    }
out:
    arena_free(arena);
    return code;
}
