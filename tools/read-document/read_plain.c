/* Text and tables of text. */
#include "reading.h"

#include "plain_text/found_text.h"

enum err_code read_plain(struct reading *reading, struct str bytes, struct err *err)
{
    if (!found_is_text(bytes)) {
        reading->kind = "unknown";
        return err_set(err, ERR_UNSUPPORTED,
                       "not read: bytes of an unknown kind, no text in UTF-8, UTF-16 or "
                       "Windows-1252");
    }
    return reading_text(reading, "", reading_found(reading, "", bytes), err);
}
