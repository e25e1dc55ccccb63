/* The papers of a schedule, as bytes. */
#ifndef POLICEAI_DISCLOSURE_SCHEDULE_PAPERS_H
#define POLICEAI_DISCLOSURE_SCHEDULE_PAPERS_H

#include "disclosure/disclosure_case.h"
#include "disclosure/schedule_head.h"
#include "disclosure/schedule_lines.h"
#include "disclosure/word_file.h"

enum { PAPER_MAX = 512 << 20 };

struct schedule_press {
    const struct schedule_words *words;
    const struct schedule_lines *lines;
    const struct schedule_sums *sums;
    const struct disclosure_act *act;
    const struct schedule_head *head;
    struct str open; /* what is still open, one sentence a line; "": nothing */
    int64_t made;
};

/* Each appends one file. That of the non-sensitive schedule is given its own lines alone. */
enum err_code schedule_paper_docx(const struct schedule_press *press, int kind,
                                  struct strbuf *out, struct err *err) MUST_USE;
void schedule_paper_csv(const struct schedule_press *press, int kind, struct strbuf *out);
enum err_code schedule_report_docx(const struct schedule_press *press, struct strbuf *out,
                                   struct err *err) MUST_USE;
void schedule_report_csv(const struct schedule_press *press, struct strbuf *out);
/* The lines that say which case it is, and the place for signature and date. */
void schedule_head_put(const struct schedule_head *head, struct word_file *file);
void schedule_signature_put(struct word_file *file);
void schedule_blocks_csv(const struct schedule_press *press, struct strbuf *out);

#endif
