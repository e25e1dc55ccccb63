/* The wider scope: besides what identifies somebody, places, firms, every address, dates, ages,
 * titles, nations and faiths, and numbers of other countries. For texts of which nothing of a
 * person may stay; it hides much that police text must keep. */
#ifndef POLICEAI_PERSONAL_DATA_EVERYTHING_H
#define POLICEAI_PERSONAL_DATA_EVERYTHING_H

#include "personal_data/detect.h"
#include "personal_data/tagger.h"

/* Adds to `spans`, which are bytes, sorted and apart, what only this scope hides. A run of the
 * tagger that holds earlier spans whole is added whole, one that cuts through a span as what is
 * left of it; so spans may be nested and are in no order afterwards. `tokens` are those of
 * `text`, `tagged` what the tagger sees in them without a bias. */
void everything_add(const struct tokens *tokens, const struct tagger_runs *tagged,
                    struct str text, struct detect_spans *spans);

/* Over sorted spans that lie apart: blanks between two are hidden with the first, commas
 * between parts of an address too; a bracket that was opened in a span is closed in it, and the
 * point behind an address ("u. 15.") belongs to it. */
void everything_close_gaps(struct str text, struct detect_spans *spans);

#endif
