/* Any bytes: refused, or spans sorted, apart and within the text. */
#include "personal_data/detect.h"

#include "base/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct detector *detector;
    struct detect_spans spans = {0};
    struct str text = str_n((const char *)data, size);
    if (detector == NULL && detector_new(&detector, NULL) != ERR_OK) {
        abort();
    }
    if (detect_text(detector, text, &spans, NULL) == ERR_OK) {
        size_t count = utf8_count(text);
        size_t last = 0;
        for (size_t i = 0; i < spans.count; i++) {
            if (spans.items[i].start < last || spans.items[i].end <= spans.items[i].start ||
                spans.items[i].end > count) {
                abort();
            }
            last = spans.items[i].end;
        }
    }
    detect_spans_free(&spans);
    return 0;
}
