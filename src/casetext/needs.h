/* What a summary of a case has to tell, and how much a passage tells of each. Fixed rules for
 * English, of words that accounts, reports and messages of any case use; pure. */
#ifndef POLICEAI_CASETEXT_NEEDS_H
#define POLICEAI_CASETEXT_NEEDS_H

#include "casetext/passages.h"

enum need {
    NEED_ACT,      /* what was done, to whom */
    NEED_SETTING,  /* when and where it began */
    NEED_WHO,      /* who did it, as others saw him */
    NEED_CAUGHT,   /* how it came out: found, seized, arrested */
    NEED_SUSPECT,  /* what the suspect says */
    NEED_ALIBI,    /* who says that he was elsewhere */
    NEED_EXPERT,   /* what examinations gave */
    NEED_AGAINST,  /* what speaks against it: doubts, denials, what is gone */
    NEED_MESSAGES, /* what was written to each other */
    NEED_STATE,    /* where the case stands */
    NEEDS
};

/* What the paper says that it is, by its first lines. */
enum paper {
    PAPER_OTHER,
    PAPER_STATEMENT, /* of a witness */
    PAPER_INTERVIEW, /* of a suspect */
    PAPER_EXAMINED,  /* a laboratory, a bureau, a hospital, a telephone */
    PAPER_ADVICE,    /* to or from a prosecutor */
    PAPER_POLICE,    /* what an officer states or notes */
    PAPER_CALL       /* to the police */
};

struct paper_head {
    enum paper paper;
    struct str interviewed; /* the last word of who was interviewed, or "" */
};

/* Of a document's first page. */
struct paper_head needs_paper(struct str text);
/* Shares from 0 to 1, one a need, of a passage of `text` in such a paper. */
void needs_of(const struct paper_head *head, struct str text, const struct passage *passage,
              double shares[NEEDS]);

#endif
