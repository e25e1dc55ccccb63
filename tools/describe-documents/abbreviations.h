/* Abbreviations spelled out at their first place: "PNB" becomes "pocket notebook (PNB)"; within
 * a quotation, whose words stay as they are, "PNB [pocket notebook]". Data: abbreviations.json,
 * {"abbreviations":{"PNB":"pocket notebook",…}}. */
#ifndef DESCRIBE_DOCUMENTS_ABBREVIATIONS_H
#define DESCRIBE_DOCUMENTS_ABBREVIATIONS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"

enum { ABBREVIATIONS_MAX = 2000 };

struct abbreviations {
    const struct js *table;
};

/* The table points into `json`, which outlives it. The error names the abbreviation. */
enum err_code abbreviations_load(struct arena *arena, struct str json,
                                 struct abbreviations *loaded, struct err *err) MUST_USE;
/* Appends the text so; what is spelled out in it already stays as it is. */
void abbreviations_spell(const struct abbreviations *abbreviations, struct str text,
                         struct strbuf *out);

#endif
