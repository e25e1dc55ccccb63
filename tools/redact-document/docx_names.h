/* Of WordprocessingML what is kept: names of elements, attributes, values and styles.
 * SOURCE: ECMA-376-1:2016, 17. */
#ifndef POLICEAI_REDACT_DOCUMENT_DOCX_NAMES_H
#define POLICEAI_REDACT_DOCUMENT_DOCX_NAMES_H

#include <stdbool.h>

enum docx_fate {
    DOCX_GONE,  /* with all that is in it */
    DOCX_INNER, /* what is in it stays, it does not */
    DOCX_KEPT
};

/* Of an element of the main namespace, by its own name. */
enum docx_fate docx_fate(const char *element);
/* An attribute that is kept when its value is understood. */
bool docx_attribute(const char *name);
/* A value out of the format's own lists of words. */
bool docx_value(const char *value);
/* A style's name that Word itself gives. */
bool docx_style_name(const char *name);

#endif
