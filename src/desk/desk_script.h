/* The files of private pages: the site's stylesheet and pictures, and the script by which a key
 * presses one button (data-key). Everything works without the script. */
#ifndef POLICEAI_DESK_DESK_SCRIPT_H
#define POLICEAI_DESK_DESK_SCRIPT_H

#include "base/str.h"
#include "http/http_answer.h"

/* The asset at this path of the site; the script for any other. Never NULL. */
struct http_answer *desk_answer_file(struct str path);

#endif
