/* Number plates of one vehicle that differ between papers: nearly alike, of one year and place,
 * or of the only vehicle of that kind that either paper tells of. */
#include "case_check.h"

#include "disagreement.h"
#include "number_plates.h"
#include "statement_names.h"

#include <string.h>

enum { LIST_MAX = 400, PLATE_EDITS = 2, SERIES = 4 };

struct plate {
    char text[PLATE_ROOM];
    struct place at;
    size_t form;
    const char *kind; /* "car", NULL when the words before it name no vehicle */
    bool another;     /* said to be of another vehicle, or the witness's own */
};

static bool is_among(struct arena *arena, struct str folded, const char *const *list,
                     const char **which)
{
    for (; *list != NULL; list++) {
        if (str_eq(folded, loose_fold(arena, str_of(*list)))) {
            *which = *list;
            return true;
        }
    }
    return false;
}

/* What the sentence says of the vehicle. */
static void read_kind(const struct case_check *check, struct plate *plate)
{
    static const char *const kinds[] = {"car",   "van",     "lorry",  "motorcycle", "motorbike",
                                        "moped", "scooter", "taxi",   "bus",        "coach",
                                        "truck", "tractor", "pickup", "minibus",    NULL};
    static const char *const others[] = {"another",   "second", "other",  "different",
                                         "unrelated", "my",     "our",    "nothing",
                                         "parked",    "police", "patrol", NULL};
    const struct paper *paper = &check->papers->items[plate->at.paper];
    struct place sentence = paper_sentence_at(check->papers, plate->at.paper, plate->at.start);
    const char *word;
    size_t from;
    size_t to;
    paper_words_in(paper, sentence.start, sentence.end, &from, &to);
    for (size_t i = from; i < to; i++) {
        struct str folded = paper->words.items[i].folded;
        bool before = paper->words.items[i].end <= plate->at.start;
        if (is_among(check->arena, folded, others, &word)) {
            plate->another = true;
        }
        if (before && is_among(check->arena, folded, kinds, &word)) {
            plate->kind = word;
        }
    }
}

static size_t plates_read(struct case_check *check, struct plate *list)
{
    size_t count = 0;
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        if (form_is(check, form, "MG11") && statement_is_replaced(check, form)) {
            continue;
        }
        struct str text = str_sub(check->papers->items[form->paper].text, 0, form->end);
        for (size_t at = form->start; at < text.n && count < LIST_MAX; at++) {
            size_t end;
            if (number_plate_at(text, at, list[count].text, &end)) {
                list[count].at = (struct place){form->paper, at, end};
                list[count].form = i;
                read_kind(check, &list[count++]);
                at = end - 1;
            }
        }
    }
    return count;
}

/* Different, and so alike that one is likely the other miswritten. */
static bool nearly(const char *a, const char *b)
{
    size_t edits = 0;
    for (size_t i = 0; a[i] != '\0' && b[i] != '\0'; i++) {
        edits += a[i] != b[i];
    }
    return strlen(a) == strlen(b) && edits > 0 && edits <= PLATE_EDITS;
}

static size_t votes_of(const struct plate *list, size_t count, const char *text)
{
    size_t votes = 0;
    for (size_t i = 0; i < count; i++) {
        bool again = false;
        for (size_t k = 0; k < i; k++) {
            again = again || (strcmp(list[k].text, text) == 0 && list[k].form == list[i].form);
        }
        votes += strcmp(list[i].text, text) == 0 && !again;
    }
    return votes;
}

/* Does the form of `odd` name this plate too, or another one but its own? */
static bool names_more(const struct plate *list, size_t count, const struct plate *odd)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].form == odd->form && strcmp(list[i].text, odd->text) != 0 &&
            !list[i].another) {
            return true;
        }
    }
    return false;
}

/* May `odd` be `other` under a wrong plate? */
static bool may_be(const struct plate *list, size_t count, const struct plate *odd,
                   const struct plate *other)
{
    if (strcmp(odd->text, other->text) == 0) {
        return false;
    }
    if (nearly(odd->text, other->text)) {
        return true;
    }
    bool series = strlen(odd->text) == strlen(other->text) &&
                  strncmp(odd->text, other->text, SERIES) == 0;
    bool kind = odd->kind != NULL && other->kind != NULL && strcmp(odd->kind, other->kind) == 0;
    return !odd->another && !other->another && (series || kind) &&
           !names_more(list, count, odd);
}

void check_plates(struct case_check *check)
{
    struct plate *list = arena_zalloc(check->arena, LIST_MAX * sizeof *list);
    struct place *others = arena_zalloc(check->arena, LIST_MAX * sizeof *others);
    size_t count = plates_read(check, list);
    for (size_t i = 0; i < count; i++) {
        size_t other_count = 0;
        size_t own = votes_of(list, count, list[i].text);
        for (size_t k = 0; k < count; k++) {
            size_t votes = votes_of(list, count, list[k].text);
            /* of plates that are not alike only one that stands alone against two */
            bool fewer = nearly(list[i].text, list[k].text)
                             ? votes > own || (votes == own && i > k)
                             : own == 1 && votes > 1;
            if (fewer && may_be(list, count, &list[i], &list[k])) {
                others[other_count++] = list[k].at;
            }
        }
        disagreement_tell(check, "plate", list[i].at, others, other_count);
    }
}
