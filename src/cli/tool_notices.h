/* Safety notices of a data folder's public record that reach a tool, told before it is used. */
#ifndef POLICEAI_CLI_TOOL_NOTICES_H
#define POLICEAI_CLI_TOOL_NOTICES_H

#include "base/arena.h"
#include "cli/tool_option.h"

#include <stdbool.h>
#include <stdio.h>

/* Writes each notice that is not lifted: its day, what it is on, its title, what to do, by when
 * it is to be answered and who has not, and where to read it. `data` is the option's value;
 * without it and without $DATA a folder that is not there is passed over in silence. Reads
 * public.db alone and changes nothing. It never keeps a tool from being used: what cannot be
 * read is said on standard error. How many notices there were. */
size_t tool_notices_tell(struct arena *arena, const char *data, const struct tool_option *tool,
                         FILE *out);

#endif
