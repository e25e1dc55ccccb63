/* Labels in words that readings.json does not have: told by words that go to a field, and by
 * standing as the known labels of the form stand (before a colon, in brackets, alone on a line,
 * in the first of two cells). Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_LOOSE_LABELS_H
#define POLICEAI_CHECK_CASE_FILE_LOOSE_LABELS_H

#include "form_labels.h"

/* How a label is set apart from what is written. */
enum label_style {
    STYLE_COLON,
    STYLE_DOTS,
    STYLE_DASH,
    STYLE_EQUALS,
    STYLE_ARROW,
    STYLE_BRACKETS, /* "[Occupation] baker" */
    STYLE_CELL,     /* a cell of its own, what is written in the next */
    STYLE_LINE,     /* a line of its own, what is written below */
    LABEL_STYLES
};

/* How known labels stand: of one form, or of all that a case has. */
struct label_styles {
    size_t seen[LABEL_STYLES];
    size_t beside, below;    /* something is written on the label's line; on the next one */
    size_t capitals, spaced; /* of STYLE_LINE: in capitals, below a blank line */
    size_t bare_capitals;    /* in capitals, and no sign behind them */
    size_t captions, heads;  /* labels at the end of a block of lines; at its beginning */
};

/* Adds how known labels stand in the text. */
void label_styles_add(struct label_styles *styles, struct str text,
                      const struct labels *labels);
/* Adds how lines of the form stand whose words go to a field, when hardly a known label does.
 */
void label_styles_guess(struct arena *arena, const struct label_book *book, struct str text,
                        size_t body, size_t end, struct label_styles *styles);
void label_styles_join(struct label_styles *styles, const struct label_styles *more);

/* Do most known labels of the form stand in the first of two cells, what is written beside? */
bool label_cells_in_use(const struct label_book *book);

/* Do two lines and more begin with a known label and go on in capitals or figures with no
 * sign between, more than stand otherwise? */
bool labels_are_bare(struct arena *arena, const struct label_book *book, struct str text,
                     size_t at, size_t end, const struct label_styles *styles);

/* Adds how many lines begin with words in capitals that go to a field and go on with what is
 * written in small letters or figures: "AGE Over 18". */
void label_capitals_count(struct arena *arena, const struct label_book *book, struct str text,
                          size_t at, size_t end, struct label_styles *styles);
/* Do labels stand so, more than otherwise, in the form, or in the case and once in the form? */
bool labels_are_capitals(const struct label_styles *own, const struct label_styles *all);
/* Adds the label in capitals that begins a line of such a form; false when it has none. */
bool label_in_capitals(struct labels *labels, const struct label_book *book, struct str line,
                       size_t base);

/* The field that words `from` to before `to` are a label of, by the words of readings.json;
 * LABEL_OTHER when they are of none. */
size_t label_by_words(const struct label_book *book, const struct loose_words *words,
                      size_t from, size_t to);
/* Adds the label that begins a line which has no known one, when it stands as those of
 * book->styles do: of a field, or LABEL_OTHER; false when it has none. `base`: where the line
 * begins; the whole text is needed for what stands above. */
bool label_of_line(struct labels *labels, const struct label_book *book, struct str text,
                   struct str line, size_t base);

#endif
