/* Under which file name an address of the site lies in a folder of plain files, such that any
 * web server that shows index.html for a folder serves it at that address. Pure.
 *
 *     /                     text/html   index.html
 *     /tools/redact-text    text/html   tools/redact-text/index.html
 *     /tools/redact-text.json           tools/redact-text.json
 *     /assets/site-1a2b.css             assets/site-1a2b.css */
#ifndef POLICEAI_PUBLISH_STATIC_NAME_H
#define POLICEAI_PUBLISH_STATIC_NAME_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>

/* `address` as it stands in links (percent-coded). ERR_INVALID for what can be no file beneath
 * a folder: a query, "..", an empty part, a part of more than 255 bytes. */
enum err_code static_name(struct arena *arena, struct str address, bool html, const char **name,
                          struct err *err) MUST_USE;

#endif
