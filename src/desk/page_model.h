/* Pages of documents (private to this part). */
#ifndef POLICEAI_DESK_PAGE_MODEL_H
#define POLICEAI_DESK_PAGE_MODEL_H

#include "casefolder/case_pages.h"
#include "desk/desk_state.h"

/* "page", "pages", and "previous" and "next" where there are such. */
void page_pager_write(struct jsonw *w, int64_t page, int64_t pages);
/* The page of the query: its picture with places, its text with marks, its lines. */
enum err_code page_write(struct desk *desk, struct private_request *request,
                         const struct case_file *file, struct jsonw *w,
                         struct err *err) MUST_USE;
/* "boxes": x, y, width, height each, hundredths of a point. */
void page_boxes_write(struct jsonw *w, const struct case_place *place);
/* Where a line of a page's text stands; ERR_NOT_FOUND. */
enum err_code page_line_place(struct desk *desk, const struct case_page *page, int64_t line,
                              struct case_place *place, struct err *err) MUST_USE;

#endif
