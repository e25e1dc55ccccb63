/* The words of a recording as they are recognised, and the tool's answer made of them. */
#ifndef POLICEAI_TRANSCRIBE_HEARD_WORDS_H
#define POLICEAI_TRANSCRIBE_HEARD_WORDS_H

#include "base/jsonw.h"

#include <stddef.h>
#include <stdint.h>

struct transcript_word {
    char *text;
    int64_t start; /* hundredths of a second from the start of the recording */
    int64_t end;
    int confidence; /* thousandths, 0 to 1000 */
};

struct transcript { /* all zero at first */
    struct transcript_word *words;
    size_t count;
    size_t capacity;
};

/* Adds a token of the recogniser. Fillers ("<sil>", "[NOISE]", "++COUGH++") are left out, the
 * mark of another pronunciation is cut off ("the(2)" is "the"). A token that begins before the
 * one before it ends, or ends before it begins, is moved. `confidence` is held to 0 … 1. */
void transcript_add(struct transcript *transcript, const char *token, int64_t start,
                    int64_t end, double confidence);
/* {"text","words":[{"word","start","end","confidence"}],"seconds","damaged_packets"} */
void transcript_write(const struct transcript *transcript, struct jsonw *output,
                      int64_t duration, int64_t damaged);
void transcript_free(struct transcript *transcript);

#endif
