/* Tells a text from what people take for one. A file is judged by its first bytes and never by
 * its name: a PDF called .txt is a PDF. */
#include "task/text_redaction/text_file.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

struct kind {
    const char *opens;
    size_t length; /* of opens, which may hold a NUL */
    const char *name;
    const char *fix;
};

#define SAVE_AS_TEXT "save it as plain text (UTF-8) in the program it comes from"
#define RECODE(from) "turn it into UTF-8: iconv -f " from " -t UTF-8 FILE > FILE.txt"

/* A macro because it takes sizeof. */
#define OPENS(literal) literal, sizeof(literal) - 1

/* SOURCE: the signatures that Debian's file(1) knows these by. */
static const struct kind kinds[] = {
    {OPENS("%PDF-"), "a PDF", "take its text out first: pdftotext FILE.pdf FILE.txt"},
    {OPENS("PK\x03\x04"), "a DOCX, ODT or other zip file", SAVE_AS_TEXT},
    {OPENS("\xD0\xCF\x11\xE0"), "an old Word, Excel or Outlook file", SAVE_AS_TEXT},
    {OPENS("{\\rtf"), "an RTF file", SAVE_AS_TEXT},
    {OPENS("\xFF\xFE"), "text in UTF-16", RECODE("UTF-16")},
    {OPENS("\xFE\xFF"), "text in UTF-16", RECODE("UTF-16")},
    {OPENS("\x89PNG"), "a picture (PNG)", "only text is read"},
    {OPENS("\xFF\xD8\xFF"), "a picture (JPEG)", "only text is read"},
    {OPENS("GIF8"), "a picture (GIF)", "only text is read"},
    {OPENS("II*\0"), "a picture (TIFF)", "only text is read"},
    {OPENS("MM\0*"), "a picture (TIFF)", "only text is read"},
    {OPENS("\x1F\x8B"), "a gzip file", "unpack it first: gunzip FILE.gz"},
    {OPENS("\177ELF"), "a program", "only text is read"},
};

static enum err_code refuse_kinds(const char *path, struct str text, struct err *err)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (str_starts(text, str_n(kinds[i].opens, kinds[i].length))) {
            err_set(err, ERR_UNSUPPORTED, "%s is %s, not plain text", path, kinds[i].name);
            err_hint(err, "%s", kinds[i].fix);
            return ERR_UNSUPPORTED;
        }
    }
    return ERR_OK;
}

static enum err_code refuse_bytes(const char *path, struct str text, struct err *err)
{
    size_t at = 0;
    size_t line = 1;
    while (at < text.n) {
        uint32_t c = 0;
        if (!utf8_next(text, &at, &c)) {
            err_set(err, ERR_FORMAT, "%s line %zu is not UTF-8", path, line);
            err_hint(err, "when it comes from Windows: " RECODE("WINDOWS-1252"));
            return ERR_FORMAT;
        }
        if (c == 0) {
            return err_set(err, ERR_FORMAT, "%s line %zu holds a NUL: it is not plain text",
                           path, line);
        }
        line += c == '\n' ? 1 : 0;
    }
    return ERR_OK;
}

static enum err_code too_long(const char *path, struct err *err)
{
    err_set(err, ERR_LIMIT, "%s is too long: a tool takes at most 1 MiB of text at once", path);
    err_hint(err, "split it between two paragraphs, for example: split -C 900K FILE FILE-");
    return ERR_LIMIT;
}

enum err_code text_file_read(struct arena *arena, const char *path, struct str *text,
                             struct err *err)
{
    enum err_code code = file_read(arena, path, 64 * MIB, text, err);
    if (code == ERR_LIMIT) {
        return too_long(path, err);
    }
    TRY(code);
    TRY(refuse_kinds(path, *text, err));
    return refuse_bytes(path, *text, err);
}

enum err_code text_file_input(struct arena *arena, const char *path, struct strbuf *input,
                              struct err *err)
{
    struct str text;
    struct jsonw w;
    TRY(text_file_read(arena, path, &text, err));
    jsonw_init(&w, input);
    jsonw_object(&w);
    jsonw_member_str(&w, "text", text);
    jsonw_end(&w);
    return input->overflow ? too_long(path, err) : ERR_OK;
}
