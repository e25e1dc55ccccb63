/* Tables of the Unicode Character Database; made by buildtools/make-unicode-tables. All are
 * sorted by code point. */
#ifndef POLICEAI_METRICS_UNICODE_UNICODE_TABLES_H
#define POLICEAI_METRICS_UNICODE_UNICODE_TABLES_H

#include <stddef.h>
#include <stdint.h>

/* Code points first … last. */
struct unicode_range {
    uint32_t first;
    uint32_t last;
};

/* Code points first, first + step … last, whose lower case is delta away. */
struct unicode_shift {
    uint32_t first;
    uint32_t last;
    uint32_t step; /* 1 or 2 */
    int32_t delta;
};

/* Code points first, first + step … last become to, to + to_step … */
struct unicode_bare_run {
    uint32_t first;
    uint32_t last;
    uint32_t step; /* 1 or 2 */
    uint32_t to;
    uint32_t to_step; /* 0 or 1 */
};
struct unicode_bare_single {
    uint32_t from;
    uint32_t to;
};
/* `from` becomes `count` code points (0 or at least 2) that begin at unicode_bare_pool[at]. */
struct unicode_bare_several {
    uint32_t from;
    uint16_t at;
    uint16_t count;
};

/* General categories N*, P*, S*, L*; Nd; Mn; Mc and Me. */
extern const struct unicode_range unicode_numbers[];
extern const size_t unicode_numbers_count;
extern const struct unicode_range unicode_punctuations[];
extern const size_t unicode_punctuations_count;
extern const struct unicode_range unicode_symbols[];
extern const size_t unicode_symbols_count;
extern const struct unicode_range unicode_letters[];
extern const size_t unicode_letters_count;
extern const struct unicode_range unicode_digits[]; /* each range begins with a zero */
extern const size_t unicode_digits_count;
extern const struct unicode_range unicode_nonspacing[];
extern const size_t unicode_nonspacing_count;
extern const struct unicode_range unicode_other_marks[];
extern const size_t unicode_other_marks_count;
/* Properties Cased and Case_Ignorable, which decide the final sigma. */
extern const struct unicode_range unicode_cased[];
extern const size_t unicode_cased_count;
extern const struct unicode_range unicode_ignorable[];
extern const size_t unicode_ignorable_count;
/* Simple lower case, without U+0130. */
extern const struct unicode_shift unicode_lowers[];
extern const size_t unicode_lowers_count;
/* Compatibility decompositions without nonspacing marks, but for Hangul syllables. */
extern const struct unicode_bare_run unicode_bare_runs[];
extern const size_t unicode_bare_runs_count;
extern const struct unicode_bare_single unicode_bare_singles[];
extern const size_t unicode_bare_singles_count;
extern const struct unicode_bare_several unicode_bare_severals[];
extern const size_t unicode_bare_severals_count;
extern const uint32_t unicode_bare_pool[];

#endif
