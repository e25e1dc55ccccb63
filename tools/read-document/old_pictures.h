/* What old Office documents hold beside their text: pictures, and objects of other programs. */
#ifndef POLICEAI_READ_DOCUMENT_OLD_PICTURES_H
#define POLICEAI_READ_DOCUMENT_OLD_PICTURES_H

#include "compound_file.h"
#include "reading.h"

/* JPEG and PNG pictures of a stream ([MS-ODRAW] 2.2.23 ff.) as files within; metafiles are told
 * as lost. */
enum err_code old_pictures_take(struct reading *reading, struct str stream,
                                struct err *err) MUST_USE;
/* Whether a storage is an object that holds a file: a package ("Package", "\001Ole10Native") or
 * what a program keeps whole ("CONTENTS", as readers of PDF do). */
bool old_object_stands(const struct compound_file *file, int object);
/* That file, as one within, with the name that it says or "object NUMBER"; told as lost where
 * there is none. */
enum err_code old_object_take(struct reading *reading, struct compound_file *file, int object,
                              int number, struct err *err) MUST_USE;
/* What the storages in `pool` (COMPOUND_NONE: there is none) hold: a package or a file of their
 * own is a file within, others are told as lost. */
enum err_code old_objects_take(struct reading *reading, struct compound_file *file, int pool,
                               struct err *err) MUST_USE;

#endif
