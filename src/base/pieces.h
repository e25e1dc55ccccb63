/* Content that is too large to be held: it is made piece by piece, as fast as it is taken. */
#ifndef POLICEAI_BASE_PIECES_H
#define POLICEAI_BASE_PIECES_H

#include "base/err.h"
#include "base/strbuf.h"

#include <stdbool.h>

struct pieces {
    /* Appends the next piece, which may be empty. *more false: that was the end, and it is not
     * to be called again; so after an error, when what was given is no whole content. */
    enum err_code (*next)(void *data, struct strbuf *out, bool *more, struct err *err);
    void (*close)(void *data); /* once, at whatever moment */
    void *data;
};

#endif
