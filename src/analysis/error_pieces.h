/* Where one text differs from another, word by word. Pure. */
#ifndef POLICEAI_ANALYSIS_ERROR_PIECES_H
#define POLICEAI_ANALYSIS_ERROR_PIECES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum piece_kind { PIECE_SAME, PIECE_CHANGED, PIECE_MISSED, PIECE_ADDED, PIECE_KINDS };

struct error_piece {
    enum piece_kind kind;
    struct str expected; /* a word as it stands; p NULL of one that was added */
    struct str answered; /* p NULL of one that was missed */
};

struct error_pieces {
    struct error_piece *items;
    size_t count;
    size_t of_kind[PIECE_KINDS];
};

/* In the arena; the words are those of both texts. A word is what stands between blanks (space,
 * tab, line ends); with `lower` A to Z are the same as a to z. By edit distance, as
 * wer.levenshtein/1 and wer.ocr/1 align. ERR_LIMIT for texts too long to align. */
enum err_code error_pieces_read(struct arena *arena, struct str expected, struct str answered,
                                bool lower, struct error_pieces *pieces,
                                struct err *err) MUST_USE;

#endif
