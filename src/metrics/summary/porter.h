/* The Porter stemmer with NLTK's extensions, its default mode: what rouge_score stems with.
 * SOURCE: Porter 1980, Program 14(3):130-137; departures: nltk 3.8, nltk/stem/porter.py,
 * NLTK_EXTENSIONS. */
#ifndef POLICEAI_METRICS_SUMMARY_PORTER_H
#define POLICEAI_METRICS_SUMMARY_PORTER_H

#include <stddef.h>

/* Stems a word of a-z and 0-9 in place (a digit is a consonant); room for one byte more than
 * `length` is needed. Returns the new length. */
size_t porter_stem(char *word, size_t length);

#endif
