/* The doctor's checks, in the order they are made (private to this part). */
#ifndef POLICEAI_UPKEEP_DOCTOR_CHECKS_H
#define POLICEAI_UPKEEP_DOCTOR_CHECKS_H

#include "upkeep/doctor.h"

/* Adds a finding; `fix` "" for none. */
void doctor_add(struct doctor_report *report, const char *check, enum doctor_mark mark,
                const char *fix, const char *format, ...) PRINTF_LIKE(5, 6);
/* A failure as a finding: its message; its hint as the fix, or `fix` when it has none. */
void doctor_add_err(struct doctor_report *report, const char *check, const char *fix,
                    const struct err *err);

/* host: what the kernel gives (doctor_host.c) */
void doctor_isolation(struct doctor_report *report);
void doctor_memory(struct doctor_report *report);
void doctor_landlock(struct doctor_report *report);
void doctor_clock(struct doctor_report *report);
/* data: the folder and the log in it (doctor_data.c); doctor_folder: whether it can be written
 */
bool doctor_folder(const struct doctor_plan *plan, struct doctor_report *report);
void doctor_keys(const struct doctor_plan *plan, struct doctor_report *report);
void doctor_custody(const struct doctor_plan *plan, struct doctor_report *report);
void doctor_ledger(const struct doctor_plan *plan, struct doctor_report *report);
/* what it serves and measures (doctor_service.c) */
void doctor_server(const struct doctor_plan *plan, struct doctor_report *report);
void doctor_offers(const struct doctor_plan *plan, struct doctor_report *report);

#endif
