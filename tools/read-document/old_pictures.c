#include "old_pictures.h"

#include "plain_text/found_text.h"

#include <string.h>

enum {
    BLIP_EMF = 0xF01A,
    BLIP_PICT = 0xF01C,
    BLIP_JPEG = 0xF01D,
    BLIP_PNG = 0xF01E,
    BLIP_JPEG_CMYK = 0xF02A,
    RECORD = 8,
    DIGEST = 16,
    PICTURES_MAX = 5000
};

/* The picture of a record: behind one digest or two and a byte; n == 0 where none begins. */
static struct str picture_of(struct str body, bool png)
{
    for (size_t skip = DIGEST + 1; skip <= 2 * DIGEST + 1; skip += DIGEST) {
        struct str bytes = str_from(body, skip);
        if (png ? str_starts(bytes, STR("\x89PNG\r\n"))
                : str_starts(bytes, STR("\xFF\xD8\xFF"))) {
            return bytes;
        }
    }
    return STR("");
}

enum err_code old_pictures_take(struct reading *reading, struct str stream, struct err *err)
{
    int number = 0;
    for (size_t at = 0; at + RECORD < stream.n && number < PICTURES_MAX; at++) {
        unsigned kind = compound_u16(stream, at + 2);
        if (kind < BLIP_EMF || kind > BLIP_JPEG_CMYK) {
            continue;
        }
        bool png = kind == BLIP_PNG;
        struct str body = str_sub(stream, at + RECORD, compound_u32(stream, at + 4));
        struct str bytes = png || kind == BLIP_JPEG || kind == BLIP_JPEG_CMYK
                               ? picture_of(body, png)
                               : STR("");
        if (bytes.n > 0) {
            const char *name =
                arena_printf(reading->arena, "picture %d.%s", ++number, png ? "png" : "jpg");
            TRY(reading_member(reading, str_of(name), bytes, err));
            at += RECORD + body.n - 1;
        }
    }
    return ERR_OK;
}

/* "Package": label, path and bytes ([MS-OLEDS] 2.3.6 says that they are the maker's own; these
 * are what Windows' packager writes). */
static struct str packaged(struct arena *arena, struct str native, struct str *name)
{
    size_t at = 6;
    for (int i = 0; i < 2; i++) {
        struct str rest = str_from(native, at);
        const char *end = rest.n == 0 ? NULL : memchr(rest.p, '\0', rest.n);
        if (end == NULL) {
            return STR("");
        }
        if (i == 0 && end > rest.p) { /* of the code page of whoever made it */
            size_t odd;
            *name = found_text(arena, "", str_n(rest.p, (size_t)(end - rest.p)), &odd);
        }
        at += (size_t)(end - rest.p) + 1;
    }
    at += 4;
    at += (size_t)4 + compound_u32(native, at);
    struct str bytes = str_sub(native, at + 4, compound_u32(native, at));
    return bytes.n > 0 && bytes.n == compound_u32(native, at) ? bytes : STR("");
}

static int package_of(const struct compound_file *file, int object)
{
    int package = compound_find(file, object, "Package");
    return package != COMPOUND_NONE ? package : compound_find(file, object, "CONTENTS");
}

bool old_object_stands(const struct compound_file *file, int object)
{
    return package_of(file, object) != COMPOUND_NONE ||
           compound_find(file, object, "\001Ole10Native") != COMPOUND_NONE;
}

enum err_code old_object_take(struct reading *reading, struct compound_file *file, int object,
                              int number, struct err *err)
{
    struct str name = str_of(arena_printf(reading->arena, "object %d", number));
    struct str bytes = STR("");
    bool whole = true;
    int package = package_of(file, object);
    int native = compound_find(file, object, "\001Ole10Native");
    if (package != COMPOUND_NONE) {
        TRY(compound_read(file, reading->arena, package, &bytes, &whole, err));
    } else if (native != COMPOUND_NONE) {
        TRY(compound_read(file, reading->arena, native, &bytes, &whole, err));
        bytes = packaged(reading->arena, bytes, &name);
    }
    if (!whole) {
        reading_partly(reading, "an object within is damaged");
    }
    return bytes.n > 0
               ? reading_member(reading, name, bytes, err)
               : reading_lost(reading, name,
                              "an object of another program, embedded in the document", err);
}

enum err_code old_objects_take(struct reading *reading, struct compound_file *file, int pool,
                               struct err *err)
{
    int number = 0;
    for (int at = pool < 0 ? COMPOUND_NONE : compound_first(file, pool); at != COMPOUND_NONE;
         at = compound_next(file, at)) {
        if (compound_is_storage(file, at) && ++number <= PICTURES_MAX) {
            TRY(old_object_take(reading, file, at, number, err));
        }
    }
    return ERR_OK;
}
