/* What a file is, by its bytes; its name is asked only where bytes do not tell. */
#include "compound_file.h"
#include "old_pictures.h"
#include "reading.h"

#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct signature {
    size_t at;
    struct str bytes;
    const char *kind;
    const char *magic;    /* of a picture */
    const char *not_read; /* the words for a kind that is not, or NULL */
};

#define S(text)                                                                                \
    {                                                                                          \
        "" text, sizeof(text) - 1                                                              \
    }
#define WEBP "image/webp"
#define HEIF "image/heif"
#define SOUND "sound; read again with --transcribe"
#define VIDEO "a video; read again with --transcribe for its sound"
/* SOURCE: each format's own specification; libmagic 5.44's files name the same. */
static const struct signature signatures[] = {
    {0, S("\x89PNG\r\n\x1A\n"), "picture", "image/png", NULL},
    {0, S("\xFF\xD8\xFF"), "picture", "image/jpeg", NULL},
    {0, S("GIF8"), "picture", "image/gif", NULL},
    {0, S("II*\0"), "picture", "image/tiff", NULL},
    {0, S("MM\0*"), "picture", "image/tiff", NULL},
    {0, S("SQLite format 3"), "database", NULL, "an SQLite database"},
    {4, S("Standard Jet DB"), "database", NULL, "an Access database"},
    {4, S("Standard ACE DB"), "database", NULL, "an Access database"},
    {40, S(" EMF"), "picture", NULL, "a Windows metafile, which is not read"},
    {0, S("\xD7\xCD\xC6\x9A"), "picture", NULL, "a Windows metafile, which is not read"},
    {0, S("\1\0\x09\0\0\3"), "picture", NULL, "a Windows metafile, which is not read"},
    {0, S("8BPS"), "picture", NULL, "a picture of Photoshop"},
    {0, S("\0\0\0\x0CjP  "), "picture", NULL, "a picture in JPEG 2000"},
    {0, S("\0\0\0\x0CJXL "), "picture", NULL, "a picture in JPEG XL"},
    {0, S("\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D"), "notebook", NULL, "a notebook of OneNote"},
    {0, S("\xFFWPC"), "wordperfect", NULL, "a document of WordPerfect"},
    {0, S("ITSF"), "help", NULL, "a help file of Windows"},
    {0, S("AC10"), "drawing", NULL, "a drawing of AutoCAD"},
    {0, S("AT&TFORM"), "djvu", NULL, "a DjVu document"},
    {0, S("bplist0"), "settings", NULL, "a binary list of properties of Apple's"},
    {0, S("ElfFile\0"), "event-log", NULL, "an event log of Windows"},
    {0, S("regf"), "registry", NULL, "a part of the registry of Windows"},
    {0, S("L\0\0\0\1\x14\2\0"), "shortcut", NULL, "a shortcut of Windows"},
    {0, S("\0\5\x16\7"), "notes", NULL, "what a Mac notes about a file"},
    {0, S("MThd"), "sound", NULL, "notes of music (MIDI)"},
    {4, S("moov"), "video", NULL, VIDEO}, /* QuickTime before ISO 14496-12 */
    {4, S("mdat"), "video", NULL, VIDEO},
    {4, S("wide"), "video", NULL, VIDEO},
    {0, S("\0\0\1\xB3"), "video", NULL, VIDEO},
    {0, S("ID3"), "sound", NULL, SOUND},
    {0, S("\xFF\xFB"), "sound", NULL, SOUND},
    {0, S("\xFF\xFA"), "sound", NULL, SOUND},
    {0, S("\xFF\xF3"), "sound", NULL, SOUND},
    {0, S("\xFF\xF2"), "sound", NULL, SOUND},
    {0, S("\xFF\xF1"), "sound", NULL, SOUND},
    {0, S("\xFF\xF9"), "sound", NULL, SOUND},
    {0, S("fLaC"), "sound", NULL, SOUND},
    {0, S("#!AMR"), "sound", NULL, SOUND},
    {0, S(".snd"), "sound", NULL, SOUND},
    {0, S("caff"), "sound", NULL, SOUND},
    {8, S("AIFF"), "sound", NULL, SOUND},
    {0, S("\x30\x26\xB2\x75\x8E\x66\xCF\x11"), "video", NULL, VIDEO}, /* WMA, WMV */
    {0, S("\0\0\1\xBA"), "video", NULL, VIDEO},
    {0, S("FLV\1"), "video", NULL, VIDEO},
    {4, S("ftypM4A"), "sound", NULL, SOUND},
    {0, S("OggS"), "sound", NULL, SOUND},
    {8, S("WAVE"), "sound", NULL, SOUND},
    {8, S("AVI "), "video", NULL, VIDEO},
    {8, S("WEBP"), "picture", WEBP, NULL},
    {4, S("ftypheic"), "picture", HEIF, NULL},
    {4, S("ftypheix"), "picture", HEIF, NULL},
    {4, S("ftypmif1"), "picture", HEIF, NULL},
    {4, S("ftypavif"), "picture", HEIF, NULL},
    {4, S("ftyp"), "video", NULL, VIDEO},
    {0, S("\x1A\x45\xDF\xA3"), "video", NULL, VIDEO},
    {0,
     S("\x7F"
       "ELF"),
     "program", NULL, "a program"},
    {0, S("MZ"), "program", NULL, "a program"}};

static const struct {
    size_t at;
    struct str bytes;
} archives[] = {{0, S("\x1F\x8B")},
                {0, S("BZh")},
                {0, S("\xFD"
                      "7zXZ")},
                {0, S("7z\xBC\xAF\x27\x1C")},
                {0, S("Rar!\x1A")},
                {257, S("ustar")},
                {0, S("PK\x05\x06")},
                {0, S("MSCF")}};

static bool stands_at(struct str bytes, size_t at, struct str what)
{
    return bytes.n >= at + what.n && memcmp(bytes.p + at, what.p, what.n) == 0;
}

static enum err_code refuse(struct reading *reading, const char *kind, const char *words,
                            struct err *err)
{
    reading->kind = kind;
    return err_set(err, ERR_UNSUPPORTED, "not read: %s", words);
}

static bool is_archive(struct str bytes)
{
    for (size_t i = 0; i < sizeof archives / sizeof archives[0]; i++) {
        if (stands_at(bytes, archives[i].at, archives[i].bytes)) {
            return true;
        }
    }
    return false;
}

/* Compound files ([MS-CFB]): what they are is told by the names of the streams in them. */
static enum err_code read_compound(struct reading *reading, struct str bytes, struct err *err)
{
    struct compound_file *file;
    reading->kind = "compound-file";
    TRY(compound_open(reading->arena, bytes, &file, err));
    int book = compound_find(file, COMPOUND_ROOT, "Workbook");
    book = book != COMPOUND_NONE ? book : compound_find(file, COMPOUND_ROOT, "Book");
    if (compound_find(file, COMPOUND_ROOT, "__properties_version1.0") != COMPOUND_NONE) {
        return read_outlook(reading, file, err);
    }
    if (compound_find(file, COMPOUND_ROOT, "EncryptedPackage") != COMPOUND_NONE) {
        return refuse(reading, "office", "an Office file that needs a password", err);
    }
    if (compound_find(file, COMPOUND_ROOT, "WordDocument") != COMPOUND_NONE) {
        return read_old_word(reading, file, err);
    }
    if (book != COMPOUND_NONE) {
        return read_old_sheets(reading, file, book, err);
    }
    if (compound_find(file, COMPOUND_ROOT, "PowerPoint Document") != COMPOUND_NONE) {
        return read_old_slides(reading, file, err);
    }
    if (old_object_stands(file, COMPOUND_ROOT)) { /* embedded in a document of today */
        reading->kind = "object";
        return old_object_take(reading, file, COMPOUND_ROOT, 1, err);
    }
    return refuse(reading, "old-office", "a compound file of an unknown program", err);
}

static bool name_ends(const struct reading *reading, const char *ending)
{
    size_t n = strlen(ending);
    return reading->name.n >= n &&
           strncasecmp(reading->name.p + reading->name.n - n, ending, n) == 0;
}

/* How many of a message's own fields the first lines hold; 0 when one is no field at all. */
static int mail_fields(struct str text)
{
    static const char *const fields[] = {
        "from:",       "to:",          "subject:",      "date:",        "received:",
        "message-id:", "return-path:", "mime-version:", "delivered-to:"};
    struct str rest = str_sub(text, 0, 4096);
    struct str line;
    int found = 0;
    for (int n = 0; n < 30 && str_split(&rest, '\n', &line); n++) {
        line = line.n > 0 && line.p[line.n - 1] == '\r' ? str_sub(line, 0, line.n - 1) : line;
        if (line.n == 0) {
            return found;
        }
        bool folded = line.p[0] == ' ' || line.p[0] == '\t';
        size_t colon = 0;
        while (colon < line.n && line.p[colon] > ' ' && line.p[colon] != ':') {
            colon++;
        }
        if (!folded && (colon == line.n || line.p[colon] != ':')) {
            return 0;
        }
        for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
            found += line.n >= strlen(fields[i]) &&
                     strncasecmp(line.p, fields[i], strlen(fields[i])) == 0;
        }
    }
    return found;
}

static bool is_mbox(struct str bytes)
{
    size_t end = str_find(str_sub(bytes, 0, 1000), STR("\n"));
    return str_starts(bytes, STR("From ")) && end != SIZE_MAX &&
           mail_fields(str_from(bytes, end + 1)) > 0;
}

static bool is_web(struct str bytes)
{
    char head[1024];
    size_t n = 0;
    for (size_t i = 0; i < bytes.n && n < sizeof head; i++) {
        char c = bytes.p[i];
        head[n] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        n += c != '\0'; /* of UTF-16 */
    }
    struct str start = str_n(head, n);
    return str_find(start, STR("<html")) != SIZE_MAX ||
           str_find(start, STR("<!doctype html")) != SIZE_MAX ||
           str_find(start, STR("<body")) != SIZE_MAX;
}

static enum err_code read_words(struct reading *reading, struct str bytes, struct err *err)
{
    if (is_mbox(bytes)) {
        reading->kind = "mailbox";
        return read_mbox(reading, bytes, err);
    }
    if (is_phone_report(bytes)) {
        return read_phone_report(reading, bytes, err);
    }
    if (is_phone_backup(bytes)) {
        return read_phone_backup(reading, bytes, err);
    }
    if (bytes.n > READ_BYTES_MAX) {
        return err_set(err, ERR_LIMIT,
                       "not read: larger than %d MiB, which is the most of a text",
                       READ_BYTES_MAX >> 20);
    }
    if (mail_fields(bytes) >= 2) {
        reading->kind = "message";
        return read_message(reading, bytes, err);
    }
    if (is_web(bytes)) {
        reading->kind = "web-page";
        return read_web(reading, bytes, err);
    }
    bool chat = false;
    TRY(read_chat_json(reading, bytes, &chat, err));
    if (!chat) {
        TRY(read_chat_lines(reading, bytes, &chat, err));
    }
    if (chat) {
        return ERR_OK;
    }
    bool table = name_ends(reading, ".csv") || name_ends(reading, ".tsv");
    reading->kind = table ? "table" : "text";
    return read_plain(reading, bytes, err);
}

static enum err_code read_zip(struct reading *reading, struct str bytes, struct err *err)
{
    bool office = false;
    struct err why = {0};
    enum err_code code = read_office(reading, bytes, &office, &why);
    if (office && code == ERR_OK) {
        return ERR_OK;
    }
    if (str_find(bytes, STR("FixedDoc")) != SIZE_MAX &&
        str_find(bytes, STR(".fdseq")) != SIZE_MAX) {
        reading->kind = "xps";
        return read_pages(reading, bytes, "application/vnd.ms-xpsdocument", err);
    }
    bool locked = str_find(str_of(why.message), STR("password")) != SIZE_MAX ||
                  str_find(str_of(why.message), STR("encrypted")) != SIZE_MAX;
    if (code != ERR_OK &&
        (locked || reading->written > 0 || (code != ERR_FORMAT && code != ERR_UNSUPPORTED))) {
        *err = why;
        return code;
    }
    if (code != ERR_OK) { /* broken, or of another program: its parts one by one */
        reading_partly(
            reading, arena_printf(reading->arena, "%s; its parts were taken out", why.message));
    }
    return read_archive(reading, err);
}

struct mapped {
    void *bytes;
    size_t length;
};

static void unmap(void *data)
{
    const struct mapped *mapped = data;
    munmap(mapped->bytes, mapped->length);
}

/* The whole file without a copy of it. */
static enum err_code map_file(struct reading *reading, struct str *bytes, struct err *err)
{
    struct stat info;
    struct mapped *mapped = arena_alloc(reading->arena, sizeof *mapped);
    int fd = open(reading->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &info) != 0) {
        return err_errno(err, "cannot open the file");
    }
    mapped->length = (size_t)info.st_size;
    mapped->bytes =
        info.st_size == 0 ? NULL : mmap(NULL, mapped->length, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (mapped->bytes == MAP_FAILED) {
        return err_errno(err, "cannot look into the file");
    }
    if (mapped->bytes != NULL) {
        arena_on_free(reading->arena, unmap, mapped);
    }
    *bytes = str_n(mapped->bytes, mapped->length);
    return ERR_OK;
}

enum err_code read_any(struct reading *reading, struct err *err)
{
    struct str bytes = {NULL, 0};
    TRY(map_file(reading, &bytes, err));
    if (bytes.n == 0) {
        reading->kind = "empty";
        return ERR_OK;
    }
    if (str_find(str_sub(bytes, 0, 1024), STR("%PDF-")) != SIZE_MAX) {
        reading->kind = "pdf";
        return read_pages(reading, bytes, "application/pdf", err);
    }
    if (str_starts(bytes, STR("PK\x03\x04"))) {
        return read_zip(reading, bytes, err);
    }
    if (str_starts(bytes, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))) {
        return read_compound(reading, bytes, err);
    }
    if (str_starts(bytes, STR("!BDN"))) {
        return read_mailstore(reading, err);
    }
    if (is_tnef(bytes)) {
        return read_tnef(reading, bytes, err);
    }
    if (str_starts(bytes, STR("{\\rtf"))) {
        return read_rich(reading, bytes, err);
    }
    if (is_archive(bytes)) {
        return read_archive(reading, err);
    }
    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
        const struct signature *s = &signatures[i];
        if (stands_at(bytes, s->at, s->bytes) && s->not_read != NULL) {
            return refuse(reading, s->kind, s->not_read, err);
        }
        if (stands_at(bytes, s->at, s->bytes)) {
            reading->kind = s->kind;
            bool webp = strcmp(s->magic, WEBP) == 0;
            if (webp || strcmp(s->magic, HEIF) == 0) {
                return read_photo(reading, bytes, webp, err);
            }
            return read_pages(reading, bytes, s->magic, err);
        }
    }
    if (str_starts(bytes, STR("BM")) && bytes.n > 26 && bytes.p[6] == 0 && bytes.p[7] == 0) {
        reading->kind = "picture";
        return read_pages(reading, bytes, "image/bmp", err);
    }
    return read_words(reading, bytes, err);
}
