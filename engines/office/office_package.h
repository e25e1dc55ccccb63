/* What Word's and Excel's packages share (ISO/IEC 29500-2): the main part, relationships, parts
 * as trees; and what an attribute's value may be. Trees are libxml2's, freed with the arena. */
#ifndef POLICEAI_OFFICE_OFFICE_PACKAGE_H
#define POLICEAI_OFFICE_OFFICE_PACKAGE_H

#include "office/package_zip.h"

#include <libxml/tree.h>

enum { RELATIONS_MAX = 4000 };

struct relation {
    const char *id;
    const char *type;   /* the last step of its URI: "header" */
    const char *target; /* part name from the package's root; NULL for one outside of it */
};

struct relations {
    struct relation *items; /* in the order of the file */
    size_t count;
};

enum office_kind { OFFICE_WORD, OFFICE_EXCEL };

/* The main part's name and its content type. ERR_UNSUPPORTED for a package that names none: an
 * OpenDocument file, any other zip file. */
enum err_code office_main(struct package *package, struct arena *arena, const char **main,
                          const char **type, struct err *err) MUST_USE;
/* What the package holds and its main part's name. ERR_UNSUPPORTED names others: PowerPoint,
 * OpenDocument, documents with macros. */
enum err_code office_open(struct package *package, struct arena *arena, enum office_kind *kind,
                          const char **main, struct err *err) MUST_USE;
/* The root of a part, NULL when there is none of that name. A document type is refused, nothing
 * is fetched and no entity replaced. */
enum err_code office_tree(struct package *package, const char *part, struct arena *arena,
                          const xmlNode **root, struct err *err) MUST_USE;
/* The relationships of a part ("" for the package's own). */
enum err_code office_relations(struct package *package, const char *part, struct arena *arena,
                               struct relations *relations, struct err *err) MUST_USE;
/* The value of an attribute whatever its namespace, or NULL; in the arena. */
const char *office_attribute(struct arena *arena, const xmlNode *node, const char *name);
/* The element's own name, "" for anything else. */
const char *office_name(const xmlNode *node);
/* Is `word` one of those between bars? */
bool office_in(const char *bars, const char *word);
/* A number of at most six digits, with a sign, a fraction or a percent sign. */
bool office_is_number(const char *value);
/* Six hexadecimal digits. */
bool office_is_colour(const char *value);
/* A font that comes with Windows, Office or Debian. */
bool office_is_font(const char *name);
#endif
