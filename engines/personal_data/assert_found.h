/* For tests: what the engine finds in a text, as "LABEL=text|…", cut from the text by code
 * points, so that offsets are tested by every case. */
#ifndef POLICEAI_PERSONAL_DATA_ASSERT_FOUND_H
#define POLICEAI_PERSONAL_DATA_ASSERT_FOUND_H

#include "personal_data/detect.h"

#include "base/strbuf.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

/* Fails unless the engine finds in `text` just what `expected` lists, in that order. */
static inline void assert_found_with(struct detector_options options, const char *text,
                                     const char *expected)
{
    static struct detector *detector; /* one for all cases, reachable until the end */
    struct detect_spans spans = {0};
    struct err err = {0};
    struct strbuf found;
    struct str all = str_of(text);
    strbuf_init(&found, 4096);
    if (detector == NULL) {
        assert_int_equal(detector_new(&detector, &err), ERR_OK);
    }
    detector_set(detector, options);
    assert_int_equal(detect_text(detector, all, &spans, &err), ERR_OK);
    for (size_t i = 0; i < spans.count; i++) {
        size_t start = utf8_offset(all, spans.items[i].start);
        size_t end = utf8_offset(all, spans.items[i].end);
        strbuf_printf(&found, "%s%s=%.*s", i > 0 ? "|" : "", spans.items[i].label,
                      STR_ARG(str_sub(all, start, end - start)));
    }
    assert_string_equal(found.p, expected);
    strbuf_release(&found);
    detect_spans_free(&spans);
}

/* With no options set. */
static inline void assert_found(const char *text, const char *expected)
{
    assert_found_with((struct detector_options){0}, text, expected);
}

#endif
