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

/* General categories N*, P* and S*. */
extern const struct unicode_range unicode_numbers[];
extern const size_t unicode_numbers_count;
extern const struct unicode_range unicode_punctuations[];
extern const size_t unicode_punctuations_count;
extern const struct unicode_range unicode_symbols[];
extern const size_t unicode_symbols_count;
/* Properties Cased and Case_Ignorable, which decide the final sigma. */
extern const struct unicode_range unicode_cased[];
extern const size_t unicode_cased_count;
extern const struct unicode_range unicode_ignorable[];
extern const size_t unicode_ignorable_count;
/* Simple lower case, without U+0130. */
extern const struct unicode_shift unicode_lowers[];
extern const size_t unicode_lowers_count;

#endif
