/* A person's picture as the input of a task: told by its first bytes, never decoded here. */
#ifndef POLICEAI_TASK_PICTURE_FILE_H
#define POLICEAI_TASK_PICTURE_FILE_H

#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"

/* ERR_UNSUPPORTED with what helps for a file that is no PNG, JPEG, TIFF, BMP, GIF, WebP or
 * PNM; ERR_NOT_FOUND. */
enum err_code picture_file_check(const char *path, struct err *err) MUST_USE;

/* The member `key` of `input` must be {"file":PATH}. */
enum err_code picture_file_named(const struct js *input, const char *key,
                                 struct err *err) MUST_USE;

/* Writes a made-up picture: a grey-scale PGM of width x height, a dark bar `shift` to the right
 * on light ground. */
enum err_code picture_file_example(const char *folder, const char *name, int width, int height,
                                   int shift, struct err *err) MUST_USE;

#endif
