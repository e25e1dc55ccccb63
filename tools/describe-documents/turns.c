/* See turns.h. */
#include "turns.h"

#include <string.h>

struct str turns_without_time(struct str line)
{
    size_t at = 0;
    while (at < line.n && strchr("0123456789:.[] ", line.p[at]) != NULL) {
        at++;
    }
    return str_from(line, at);
}

size_t turns_of(struct str text, struct str label)
{
    size_t count = 0;
    struct str line;
    while (str_split(&text, '\n', &line)) {
        line = turns_without_time(str_trim(line));
        count += str_starts(line, label) && line.n > label.n && line.p[label.n] == ':';
    }
    return count;
}
