/* Which passages of a document its description quotes: what tells most, what it begins with,
 * and first what is nearest to what an officer said of it. */
#ifndef DESCRIBE_DOCUMENTS_QUOTED_PASSAGES_H
#define DESCRIBE_DOCUMENTS_QUOTED_PASSAGES_H

#include "described.h"

/* bytes of one passage; passages */
enum { QUOTED_MAX = 360, QUOTED_PASSAGES = 3 };

struct quoted_passages {
    struct str items[QUOTED_PASSAGES]; /* slices of the document's text */
    bool follows[QUOTED_PASSAGES];     /* the one before it stands right before it there too */
    size_t count;
};

/* What is flagged, private, a field of a form, an answered message or the title is not chosen.
 * `count` 0: there is none. The arena holds what is worked with. */
void quoted_passages_choose(struct arena *arena, const struct described *document,
                            struct str title, struct quoted_passages *quoted);

#endif
