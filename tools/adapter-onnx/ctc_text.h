/* A row of likely characters at each place of a line to the text (connectionist temporal
 * classification, greedy: SOURCE Graves et al. 2006, ICML, 3.2 best path): the likeliest class
 * of each place, repeats made one, class 0 (nothing) left out. */
#ifndef POLICEAI_ADAPTER_ONNX_CTC_TEXT_H
#define POLICEAI_ADAPTER_ONNX_CTC_TEXT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>

enum { CTC_LABELS_MAX = 200000, CTC_LABEL_BYTES = 64 };
#define CTC_LABELS_BYTES_MAX (4u * 1024 * 1024)

struct ctc_labels {
    struct str *labels; /* of class 1 and on */
    size_t count;
};

/* A label a line, UTF-8, CR before the newline and a last empty line left out; with `space` one
 * more, a blank. The labels point into `text`. */
enum err_code ctc_labels_parse(struct arena *arena, struct str text, bool space,
                               struct ctc_labels *labels, struct err *err) MUST_USE;
/* `values` are `places` rows of labels->count + 1. */
void ctc_text(const struct ctc_labels *labels, const float *values, size_t places,
              struct strbuf *text);

#endif
