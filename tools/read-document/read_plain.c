/* Text and tables of text. */
#include "reading.h"

#include "plain_text/text_encoding.h"

enum err_code read_plain(struct reading *reading, struct str bytes, struct err *err)
{
    struct str text;
    struct err why = {0};
    if (text_to_utf8(reading->arena, bytes, &text, &why) != ERR_OK) {
        reading->kind = "unknown";
        return err_set(err, ERR_UNSUPPORTED,
                       "not read: bytes of an unknown kind, no text in UTF-8, UTF-16 or "
                       "Windows-1252");
    }
    if (str_starts(text, STR("\xEF\xBB\xBF"))) {
        text = str_from(text, 3);
    }
    return reading_text(reading, "", reading_clean(reading->arena, text), err);
}
