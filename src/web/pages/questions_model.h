/* The questions for a force's chief constable, made from the gate of its uses: so many uses at
 * a time. */
#ifndef POLICEAI_WEB_QUESTIONS_MODEL_H
#define POLICEAI_WEB_QUESTIONS_MODEL_H

#include "web/page.h"

/* `question_count`, `any_question` when there may be one on this page or another, `questions`
 * when they are to be listed; `asked` {"all","from","to"} when there are more uses than
 * stand on one page, with the addresses `previous` and `next`. Numbers from 1; ERR_NOT_FOUND
 * for one that is none. */
enum err_code questions_model(struct page_context *page, struct str force, uint64_t number,
                              bool list, struct err *err) MUST_USE;

#endif
