/* One template into its C table. */
#ifndef POLICEAI_MKTEMPLATES_COMPILE_H
#define POLICEAI_MKTEMPLATES_COMPILE_H

#include "template_words.h"

/* Compiles the file and writes its ops and `struct template`; what is wrong with it ends the
 * program. */
void compile_file(struct arena *arena, const char *path, struct words *words, FILE *out);
/* "tool" of ".../tool.html" */
struct str base_name(const char *path);

#endif
