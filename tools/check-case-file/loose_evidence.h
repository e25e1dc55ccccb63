/* What may be there though it was not read as what it is, since its layout is one that nobody
 * has described: looked for before something is told as missing. It never finds a defect, it
 * only keeps one from being told. */
#ifndef POLICEAI_CHECK_CASE_FILE_LOOSE_EVIDENCE_H
#define POLICEAI_CHECK_CASE_FILE_LOOSE_EVIDENCE_H

#include "case_check.h"
#include "people_names.h"

/* Of the forms that are `wanted` (one for each of the catalogue): is there a short line that
 * heads something and bears the form's code or one of its titles, in a page that was taken for
 * no other form? A list of forms heads none. found[i] becomes true where there is; all papers
 * are gone through once. */
void evidence_of_forms(const struct case_check *check, const bool *wanted, bool *found);
struct sought_person {
    struct person_words words;
    bool found;
};
/* For each of the people: does a paper name them in its head and speak in the first person, as
 * a statement does? All papers are gone through once. */
void evidence_of_statements(const struct case_check *check, struct sought_person *people,
                            size_t count);
/* Does a line of the form from byte `from` to before `to` say who signed it: "sgd", "/s/", a
 * word of signing with the witness's family name, a picture's note? *mark is where, when it
 * does. */
bool evidence_of_signature(const struct case_check *check, size_t paper, size_t from, size_t to,
                           const struct person_words *witness, size_t *mark);
/* Does the sentence that holds the byte speak in the first person? */
bool evidence_of_speaker(const struct case_check *check, size_t paper, size_t at);

#endif
