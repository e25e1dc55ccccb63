/* Word's and Excel's packages as this tool reads and writes them. */
#ifndef POLICEAI_REDACT_DOCUMENT_OFFICE_PARTS_H
#define POLICEAI_REDACT_DOCUMENT_OFFICE_PARTS_H

#include "office/office_package.h"
#include "weave.h"

/* Opens [Content_Types].xml's part for what both formats write first. */
void office_begin_types(struct weave *weave);

/* One format each, the package's main part given. */
enum err_code read_docx(struct package *package, const char *main, struct weave *weave,
                        struct err *err) MUST_USE;
enum err_code read_xlsx(struct package *package, const char *main, struct weave *weave,
                        struct err *err) MUST_USE;

#endif
