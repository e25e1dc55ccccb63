/* What encoding bytes are in when neither a mark, a name nor their own form tells. */
#ifndef POLICEAI_READ_DOCUMENT_GUESSED_CHARSET_H
#define POLICEAI_READ_DOCUMENT_GUESSED_CHARSET_H

#include "base/arena.h"
#include "base/str.h"

/* A name that iconv knows, or NULL: Windows-1252 is to be taken, which the texts of Western
 * Europe are in. uchardet proposes by how often letters follow each other; a proposal counts
 * only when what it makes of the bytes is writing: every byte is a letter of it, the letters
 * are of the encoding's own script, stand in words of it and are enough of them. So the pound
 * signs, dashes and apostrophes of an English text never become another script. At most 64 KiB
 * of lines that hold other letters than ASCII's are looked at. The name is static. */
const char *guess_charset(struct arena *arena, struct str bytes);

#endif
