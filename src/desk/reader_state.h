/* What the parts of the reading process share (private to this part). */
#ifndef POLICEAI_DESK_READER_STATE_H
#define POLICEAI_DESK_READER_STATE_H

#include "base/clock.h"
#include "base/strbuf.h"
#include "casefolder/case_policy.h"
#include "desk/desk.h"
#include "protocol/manifest.h"
#include "run/house_program.h"

#include <stdbool.h>

struct reader_tool {
    const char *folder;
    struct manifest manifest;
    struct strbuf parameters;
    const char *name; /* "redact-text 2.0.0" */
};

struct reader {
    const struct desk_plan *plan;
    const struct clock clock;
    int stop_fd;
    struct case_folder *folder;
    struct reader_tool text, document;
    struct case_review_rule rule;
    struct house_program *painter; /* or NULL: pictures cannot be made */
    bool cast_is_old;
    int64_t cast_ms; /* when the cast was made last */
    int64_t looked;  /* the newest mark when words were last looked for in other files */
};

/* The desk ends, or its process is gone. */
bool reader_stop_requested(void);
/* "confidence" of a mark: a number or decimal text from 0 to 1; CONFIDENCE_UNKNOWN for anything
 * else. */
int64_t reader_confidence(const struct js *mark);

/* Up to `count` files that are texts, in one run of the tool. */
enum err_code text_batch_read(struct reader *reader, const struct case_file *files,
                              size_t count, struct err *err) MUST_USE;
/* The next pages of a document. */
enum err_code document_read_on(struct reader *reader, const struct case_file *file,
                               struct err *err) MUST_USE;
/* Some pictures of pages that have none; *some: there were such. */
enum err_code pictures_make(struct reader *reader, bool *some, struct err *err) MUST_USE;
/* case_redactor's call; data is the reader. */
enum err_code handover_redact(void *data, const char *source, struct str request,
                              const char *target, struct strbuf *pictured, struct err *err);

#endif
