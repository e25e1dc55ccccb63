/* The files of private pages: the site's stylesheet and pictures, and the script by which a key
 * presses one button (data-key). Everything works without the script. */
#ifndef POLICEAI_PRIVATE_PRIVATE_FILE_H
#define POLICEAI_PRIVATE_PRIVATE_FILE_H

#include "base/str.h"
#include "http/http_answer.h"

#include <stdbool.h>

/* Whether this path is one of them: they need no session. */
bool private_is_file(struct str path);
/* The asset at this path of the site; the script for any other. Never NULL. */
struct http_answer *private_answer_file(struct str path);

#endif
