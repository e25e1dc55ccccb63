/* Functions that are too easy to use wrongly: naming one fails the build. Included by the build
 * (-include) for every file of ours. */
#ifndef POLICEAI_BASE_BANNED_H
#define POLICEAI_BASE_BANNED_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok gets
#pragma GCC poison gmtime localtime ctime asctime mktemp tmpnam atoi atol atof system popen

#endif
