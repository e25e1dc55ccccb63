/* See doctor.h. */
#include "upkeep/doctor.h"

#include "base/file.h"
#include "base/strbuf.h"
#include "upkeep/doctor_checks.h"

#include <stdarg.h>

enum { WORDS_MAX = 2048 };

const char *doctor_word(enum doctor_mark mark)
{
    static const char *const words[] = {"ok", "note", "wrong"};
    return words[mark];
}

void doctor_add(struct doctor_report *report, const char *check, enum doctor_mark mark,
                const char *fix, const char *format, ...)
{
    struct strbuf words;
    va_list args;
    if (report->count == DOCTOR_FINDINGS_MAX) {
        return; /* more of the same helps nobody */
    }
    strbuf_init(&words, WORDS_MAX);
    va_start(args, format);
    strbuf_vprintf(&words, format, args);
    va_end(args);
    report->findings[report->count++] = (struct doctor_finding){
        check, mark, arena_strdup(report->arena, words.p), arena_strdup(report->arena, fix)};
    report->wrong += mark == DOCTOR_WRONG ? 1 : 0;
    strbuf_release(&words);
}

void doctor_add_err(struct doctor_report *report, const char *check, const char *fix,
                    const struct err *err)
{
    doctor_add(report, check, DOCTOR_WRONG, err->hint[0] != '\0' ? err->hint : fix, "%s",
               err->message);
}

void doctor_examine(struct arena *arena, const struct doctor_plan *plan,
                    struct doctor_report *report)
{
    *report = (struct doctor_report){.arena = arena};
    doctor_add(report, "version", DOCTOR_OK, "", "policeai " PAI_VERSION);
    doctor_isolation(report);
    doctor_memory(report);
    doctor_landlock(report);
    doctor_clock(report);
    bool writable = doctor_folder(plan, report);
    if (file_exists(plan->data->ledger_db)) {
        doctor_keys(plan, report);
        doctor_custody(plan, report);
    }
    if (file_exists(plan->data->ledger_db) && writable) { /* SQLite reads with a file beside */
        doctor_ledger(plan, report);
    }
    doctor_server(plan, report);
    doctor_offers(plan, report);
}
