/* The parts of an Office package, unpacked by libarchive, each read by Expat. */
#ifndef POLICEAI_CHECK_REDACTION_PACKAGE_PARTS_H
#define POLICEAI_CHECK_REDACTION_PACKAGE_PARTS_H

#include "verdict.h"

#include <expat.h>

enum { PARTS_MAX = 5000, PARTS_BYTES_MAX = 512 << 20, RELATED_MAX = 4000, SAID_MAX = 20000 };

struct part {
    const char *name;
    struct str bytes;
};

struct parts {
    struct arena *arena;
    struct part *items;
    size_t count;
};

struct related {
    const char *id;
    const char *type; /* last step of its URI */
    const char *part; /* NULL: outside of the package */
};

struct relateds {
    struct related *items;
    size_t count;
};

/* Words that attributes of a redacted file hold: looked through for what was marked. */
struct said {
    const char *items[SAID_MAX];
    size_t count;
    bool too_many;
};

/* Every part unpacked, within limits; a name that stands twice is refused. In the arena. */
enum err_code parts_open(struct str bytes, struct arena *arena, struct parts *parts,
                         struct err *err) MUST_USE;
/* p NULL when there is none. */
struct str parts_find(const struct parts *parts, const char *name);
/* Relationships of a part, "" for the package's own, in their order. */
enum err_code parts_relations(const struct parts *parts, const char *part, struct relateds *out,
                              struct err *err) MUST_USE;
/* The package's main part, or NULL. */
enum err_code parts_main(const struct parts *parts, const char **main,
                         struct err *err) MUST_USE;
/* Runs Expat over a part: names come as "NAMESPACE LOCAL". A document type is an error. */
enum err_code parts_parse(struct str bytes, XML_Parser parser, struct err *err) MUST_USE;
XML_Parser parts_parser(void *data, XML_StartElementHandler start, XML_EndElementHandler end,
                        XML_CharacterDataHandler text);
/* The value of an attribute whatever its namespace, or NULL. */
const char *parts_attribute(const char **attributes, const char *name);
const char *parts_local(const char *name);
/* Is `word` one of those between bars? */
bool parts_in(const char *bars, const char *word);

/* A value that the formats have of themselves. */
bool is_format_word(const char *value);
/* An attribute's value in a redacted file: numbers and identifiers pass, words are kept in
 * `said`.
 */
void said_value(struct said *said, struct arena *arena, const char *value);
/* Tells when one of the words holds a text that was marked (of four letters or more). */
enum err_code said_check(const struct said *said, struct str before, const struct js *output,
                         struct verdict *verdict, struct err *err) MUST_USE;

/* The text of a document, as tools/redact-document/README.md says; with `verdict` not NULL also
 * says what a redacted one may not hold. */
enum err_code docx_text(const struct parts *parts, const char *main, struct strbuf *out,
                        struct said *said, struct verdict *verdict, struct err *err) MUST_USE;
enum err_code xlsx_text(const struct parts *parts, const char *main, struct strbuf *out,
                        struct said *said, struct verdict *verdict, struct err *err) MUST_USE;
/* Both texts of an Office document; says of the redacted one what it may not hold. */
enum err_code check_package_bytes(struct str original, struct str redacted,
                                  struct strbuf *before, struct strbuf *after,
                                  struct said *said, struct verdict *verdict,
                                  struct err *err) MUST_USE;

#endif
