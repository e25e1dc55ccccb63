/* XML 1.0 from outside, one piece at a time: as much of it as workbooks use.
 *
 * UTF-8 alone. A document type is refused, so that there are no entities but the five of XML
 * and characters by number: nothing expands and nothing is fetched. Names come without their
 * prefix. Tags must match; depth has a ceiling. */
#ifndef POLICEAI_REGISTRY_SHEET_XML_H
#define POLICEAI_REGISTRY_SHEET_XML_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum { SHEET_XML_DEPTH = 64, SHEET_XML_ATTRIBUTES = 64 };

enum sheet_xml_kind { XML_OPEN, XML_CLOSE, XML_TEXT, XML_END };

struct sheet_xml_attribute {
    struct str name;
    struct str value;
};

struct sheet_xml {
    struct arena *arena;
    struct str text;
    size_t at;
    struct str open[SHEET_XML_DEPTH]; /* whole names */
    size_t depth;
    bool closing; /* an empty element was opened: its end comes next */
    bool ended;   /* the root was closed */
    /* of the piece last read */
    enum sheet_xml_kind kind;
    struct str name;  /* without prefix */
    struct str value; /* of XML_TEXT, decoded */
    struct sheet_xml_attribute attributes[SHEET_XML_ATTRIBUTES];
    size_t attribute_count;
};

/* `text` is lent; what is decoded lies in the arena. */
enum err_code sheet_xml_open(struct arena *arena, struct str text, struct sheet_xml *xml,
                             struct err *err) MUST_USE;
/* The next piece: xml->kind and what belongs to it. */
enum err_code sheet_xml_next(struct sheet_xml *xml, struct err *err) MUST_USE;
/* "" when there is none. */
struct str sheet_xml_attribute(const struct sheet_xml *xml, const char *name);

#endif
