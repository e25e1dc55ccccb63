/* Text and tables of text. */
#include "reading.h"

#include "plain_text/found_text.h"

#include <string.h>

enum err_code read_plain(struct reading *reading, struct str bytes, struct err *err)
{
    if (!found_is_text(bytes)) {
        reading->kind = "unknown";
        return err_set(err, ERR_UNSUPPORTED,
                       "not read: bytes of an unknown kind, no text in UTF-8, UTF-16 or "
                       "Windows-1252");
    }
    struct str text = reading_found(reading, "", bytes);
    return strcmp(reading->kind, "table") == 0 ? reading_rows(reading, text, err)
                                               : reading_text(reading, "", text, err);
}
