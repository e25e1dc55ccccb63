/* Rich Text files: their text in parts of lines, their pictures as files within. */
#include "reading.h"
#include "rich_text.h"

enum err_code read_rich(struct reading *reading, struct str bytes, struct err *err)
{
    struct rich_text rich;
    reading->kind = "rtf";
    struct err why = {0};
    enum err_code code = rich_text_read(reading->arena, bytes, &rich, &why);
    if (code != ERR_OK) {
        return err_set(err, code, "not read: %s", why.message);
    }
    TRY(reading_meta(reading, "title", rich.title, err));
    TRY(reading_meta(reading, "author", rich.author, err));
    for (size_t i = 0; i < rich.picture_count; i++) {
        const struct rich_picture *picture = &rich.pictures[i];
        struct str name =
            str_of(arena_printf(reading->arena, "picture %zu%s", i + 1,
                                picture->ending == NULL ? ".wmf" : picture->ending));
        TRY(picture->ending == NULL
                ? reading_lost(reading, name, "a Windows metafile, which is not read", err)
                : reading_member(reading, name, picture->bytes, err));
    }
    if (rich.objects > 0) {
        reading_partly(reading, "an embedded object of another program was not read");
    }
    if (rich.partly != NULL) {
        reading_partly(reading, rich.partly);
    }
    return reading_text(reading, "", reading_clean(reading->arena, rich.text), err);
}
