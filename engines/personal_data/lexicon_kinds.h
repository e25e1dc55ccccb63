/* Kinds of words around names, as blank-separated lists of folded words; {0} ends the table. */
#ifndef POLICEAI_PERSONAL_DATA_LEXICON_KINDS_H
#define POLICEAI_PERSONAL_DATA_LEXICON_KINDS_H

struct lexicon_kind {
    unsigned flags;
    const char *words;
};

extern const struct lexicon_kind lexicon_kinds[];
/* Nations, peoples, faiths: British, Muslims; blank-separated. */
extern const char lexicon_nations[];
/* Kinds of street, and states and units, of many countries; blank-separated. */
extern const char lexicon_street_words[];
extern const char lexicon_address_words[];

#endif
