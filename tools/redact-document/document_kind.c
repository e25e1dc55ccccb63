#include "document_kind.h"

#include <string.h>

struct signature {
    const char *bytes;
    size_t length;
    const char *name;
    const char *help;
};

#define PRINT "open it in the program it comes from and print it to a PDF"

/* First bytes: PRONOM's registry of formats (The National Archives), the formats' own
 * specifications. */
static const struct signature refused[] = {
    {"PK\x05\x06", 4, "an empty zip file", "look for the file it should have held"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8,
     "an old or encrypted Office file or an Outlook message", PRINT},
    {"{\\rtf", 5, "rich text", PRINT},
    {"\x1F\x8B", 2, "a gzip file", "unpack it first"},
    {"7z\xBC\xAF\x27\x1C", 6, "a 7-Zip file", "unpack it first"},
    {"Rar!", 4, "a RAR file", "unpack it first"},
    {"\x89PNG", 4, "a PNG picture", "print it to a PDF"},
    {"\xFF\xD8\xFF", 3, "a JPEG picture", "print it to a PDF"},
    {"GIF8", 4, "a GIF picture", "print it to a PDF"},
    {"II*\0", 4, "a TIFF picture", "print it to a PDF"},
    {"MM\0*", 4, "a TIFF picture", "print it to a PDF"},
    {"%!PS", 4, "PostScript", "convert it to a PDF"},
    {"\x7F"
     "ELF",
     4, "a program", "look for the document"},
    {"MZ", 2, "a program", "look for the document"},
};

static bool has_pdf_header(struct str head)
{
    struct str first = str_sub(head, 0, 1024); /* ISO 32000-1, annex H.3.4.1 */
    return str_find(first, STR("%PDF-")) != SIZE_MAX;
}

/* Whatever the case, and whatever bytes of 0 stand between letters (UTF-16). */
static bool contains(struct str text, const char *lower)
{
    struct str word = str_of(lower);
    for (size_t i = 0; i < text.n; i++) {
        size_t k = 0;
        for (size_t at = i; k < word.n && at < text.n; at++) {
            if (text.p[at] == '\0' && k > 0) {
                continue;
            }
            if ((text.p[at] | 0x20) != (word.p[k] | 0x20)) {
                break;
            }
            k++;
        }
        if (k == word.n) {
            return true;
        }
    }
    return false;
}

/* Begins with one of HTML's elements, after blanks and a byte order mark. */
static bool begins_as_html(struct str head)
{
    static const char *const names[] = {"head", "body", "title", "meta", "table",  "div",
                                        "p>",   "h1",   "span",  "br",   "center", "style"};
    head = str_starts(head, STR("\xEF\xBB\xBF")) ? str_from(head, 3) : head;
    head = str_sub(str_trim(head), 0, 8);
    for (size_t i = 0; str_starts(head, STR("<")) && i < sizeof names / sizeof names[0]; i++) {
        size_t n = strlen(names[i]);
        if (head.n > n && contains(str_sub(head, 1, n), names[i])) {
            return true;
        }
    }
    return false;
}

static bool begins_line(struct str line, const char *lower)
{
    size_t n = strlen(lower);
    return line.n >= n && contains(str_sub(line, 0, n), lower);
}

/* Header lines up to an empty one, and among them one that only a message has (RFC 5322, 2045).
 */
static bool is_message(struct str head)
{
    struct str line;
    bool sure = false;
    for (size_t i = 0; str_split(&head, '\n', &line) && str_trim(line).n > 0; i++) {
        size_t colon = str_find(line, STR(":"));
        bool folded = i > 0 && (line.p[0] == ' ' || line.p[0] == '\t');
        if (!folded &&
            (colon == SIZE_MAX || colon == 0 || str_has_byte(str_sub(line, 0, colon), ' '))) {
            return sure && head.p == NULL; /* the head ends in a line */
        }
        sure = sure || begins_line(line, "mime-version:") || begins_line(line, "message-id:") ||
               begins_line(line, "received:");
    }
    return sure;
}

static enum err_code refuse(const char *name, const char *help, struct err *err)
{
    err_set(err, ERR_UNSUPPORTED, "the file is %s, which this tool does not redact", name);
    err_hint(err, "%s", help);
    return ERR_UNSUPPORTED;
}

enum err_code document_kind(struct str head, enum document_kind *kind, struct err *err)
{
    if (has_pdf_header(head)) {
        *kind = KIND_PDF;
        return ERR_OK;
    }
    if (str_starts(head, STR("PK\x03\x04"))) {
        *kind = KIND_PACKAGE;
        return ERR_OK;
    }
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        if (str_starts(head, str_n(refused[i].bytes, refused[i].length))) {
            return refuse(refused[i].name, refused[i].help, err);
        }
    }
    if (is_message(head)) {
        *kind = KIND_MAIL;
        return ERR_OK;
    }
    if (contains(head, "<!doctype html") || contains(head, "<html") || begins_as_html(head)) {
        *kind = KIND_HTML;
        return ERR_OK;
    }
    if (str_starts(head, STR("<?xml"))) {
        return refuse("XML", PRINT, err);
    }
    bool utf16 = str_starts(head, STR("\xFF\xFE")) || str_starts(head, STR("\xFE\xFF"));
    if (!utf16 && str_has_byte(head, '\0')) {
        return refuse("no text and of no known kind", PRINT, err);
    }
    *kind = KIND_TEXT;
    return ERR_OK;
}
