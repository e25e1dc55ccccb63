/* See serving_line.h. */
#include "cli/serving_line.h"

#include <stdio.h>
#include <string.h>

void serving_line(const char *what, const char *host, int port)
{
    const char *six = strchr(host, ':');
    printf("policeai: %s http://%s%s%s:%d/\n", what, six != NULL ? "[" : "", host,
           six != NULL ? "]" : "", port);
    fflush(stdout);
}
