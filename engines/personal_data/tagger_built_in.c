/* The bytes of names/tagger.model, put into the program by the assembler. */
#include "personal_data/tagger.h"

__asm__(".section .rodata\n"
        ".balign 16\n"
        "tagger_model_first:\n"
        ".incbin \"" TAGGER_MODEL "\"\n"
        "tagger_model_end:\n"
        ".byte 0\n"
        ".previous\n");

extern const char tagger_model_first[];
extern const char tagger_model_end[];

struct str tagger_built_in(void)
{
    return str_n(tagger_model_first, (size_t)(tagger_model_end - tagger_model_first));
}
