/* policeai case read */
#include "base/parallel.h"
#include "casefile/casefile.h"
#include "casefile/casefile_read.h"
#include "casefile/shown.h"
#include "cli/case_progress.h"
#include "cli/case_totals.h"
#include "cli/command.h"
#include "cli/lab_progress.h"
#include "lab/places.h"
#include "run/isolation.h"
#include "trial/scratch.h"

#include <stdio.h>
#include <unistd.h>

struct read_options {
    const char *to;
    int64_t workers;
    bool transcribe;
};

#define AT(member) offsetof(struct read_options, member)
static const struct opt options[] = {
    {"to", 0, OPT_TEXT, AT(to), "CASE", "the case file; made when it is not there", 0, 0},
    {"workers", 0, OPT_INT, AT(workers), "N",
     "how many files are read side by side (one a core)", 1, CASEFILE_WORKERS_MAX},
    {"transcribe", 0, OPT_FLAG, AT(transcribe), NULL,
     "hear sound and the sound of videos as well: machine-made transcripts; slow", 0, 0},
    {.name = NULL}};

#define GIB 1073741824.0

static void show(void *data, const struct casefile_progress *progress)
{
    bool *shown = data;
    if (!isatty(STDERR_FILENO)) {
        return;
    }
    *shown = true;
    fprintf(stderr, "\r%s: ", progress->step);
    if (progress->bytes) {
        fprintf(stderr, "%.1f of %.1f GiB", (double)progress->done / GIB,
                (double)(progress->done + progress->waiting) / GIB);
    } else {
        fprintf(stderr, "%lld done, %lld known to be waiting", (long long)progress->done,
                (long long)progress->waiting);
    }
    case_progress_print_left(progress->left);
    fprintf(stderr, "   ");
}

static enum err_code read_it(struct command_call *call, const char *scratch, struct err *err)
{
    const struct read_options *given = call->options;
    struct places places;
    struct shown_totals totals;
    struct db *db;
    bool shown = false;
    TRY(places_find(call->arena, &places, err));
    lab_progress_catch_signals();
    const struct casefile_plan plan = {
        .folder = call->words[0],
        .to = given->to,
        .checks = places.checks,
        .columns = arena_printf(call->arena, "%s/case-file/columns.json", places.reference),
        .tools = given->transcribe ? places.tools : NULL,
        .scratch = scratch,
        .workers = given->workers > 0 ? (int)given->workers : (int)parallel_cores(),
        .stopped = lab_progress_stopped,
        .progress = show,
        .data = &shown};
    enum err_code code = casefile_read(&plan, err);
    if (shown) {
        fputc('\n', stderr);
    }
    TRY(code);
    TRY(casefile_open(&db, given->to, err));
    code = shown_totals(db, &totals, err);
    db_close(db);
    TRY(code);
    case_print_totals(&totals);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct read_options *given = call->options;
    const struct isolation_terms terms = {true, NULL, NULL};
    const char *scratch;
    if (given->to == NULL) {
        err_set(err, ERR_USAGE, "where the case file goes is not said");
        err_hint(err, "--to CASE names a file; it is made when it is not there");
        return ERR_USAGE;
    }
    TRY(isolation_check(&terms, err));
    TRY(scratch_make(call->arena, &scratch, err));
    enum err_code code = read_it(call, scratch, err);
    scratch_remove(scratch);
    return code;
}

static const struct read_options defaults = {0};

const struct command command_case_read = {
    .name = "case read",
    .synopsis = "FOLDER --to CASE [--workers N] [--transcribe]",
    .summary = "read all that was gathered into one case file",
    .help =
        "Reads every file below FOLDER, and every file within them (mail, archives), each in a "
        "sandbox, into CASE: text by\npage, where words stand, what could not be read and why. "
        "Nothing is written into FOLDER, nothing leaves this\nmachine. Stopped or killed, the "
        "same command goes on; run again later, it reads what is new or changed.\n\nSound is "
        "not read unless "
        "--transcribe is given, now or in a later call; it takes about a quarter of a "
        "recording's "
        "length\non an idle core, and gets many words wrong: such pages are marked as "
        "machine-made.\n\nExit "
        "status: 0 all files are accounted for (`policeai case files`); 1 it was stopped, or "
        "another command reads\ninto CASE; 4 CASE could not be written, as on a full disk: "
        "what "
        "was read before is kept.",
    .options = options,
    .options_size = sizeof(struct read_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
