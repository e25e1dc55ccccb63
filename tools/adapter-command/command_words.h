/* The words of a command line: what stands in braces is put in for each item.
 *
 *   {NAME}       a member of the item's input: the path of its file, or its text
 *   {NAME-file}  the path of a file that holds the text of that member
 *   {file}       the path of the input's only file, whatever its member is called
 *   {input}      the whole input, as JSON;  {input-file}: a file that holds it
 *   {out-file}   the path of a file that the program is to write
 *   {{           one brace */
#ifndef POLICEAI_ADAPTER_COMMAND_COMMAND_WORDS_H
#define POLICEAI_ADAPTER_COMMAND_COMMAND_WORDS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

#include <stdbool.h>

/* ERR_FORMAT: a brace without its end, or a name that is none. */
enum err_code command_word_check(struct str word, struct err *err) MUST_USE;
bool command_word_has_placeholder(struct str word);

/* An item and the folder in which its files are put. */
struct command_item {
    struct arena *arena;
    const struct js *input;
    const char *folder;
};

/* The words of a command line with everything put in, in the item's arena; files are written
 * where words ask for them. ERR_INVALID names the word and what the input does not have. */
enum err_code command_words_fill(const struct command_item *item, const char *const *words,
                                 const char *const **filled, struct err *err) MUST_USE;
/* Where {out-file} is. */
const char *command_out_file(const struct command_item *item);
/* Below it: {"file":PATH} of a member that is a file; false for any other value. */
bool command_file_of(const struct js *value, struct str *path);

#endif
