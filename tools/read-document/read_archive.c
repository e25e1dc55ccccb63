/* Archives by libarchive: each file within is handed to the host, which has it read in its
 * turn. Limits against bombs are here for one archive, and in the host for archives within
 * archives. */
#include "base/utf8.h"
#include "guessed_charset.h"
#include "plain_text/found_text.h"
#include "reading.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum {
    MEMBER_MAX = 256 << 20,
    MEMBERS_MAX = 100000,
    RATIO_MAX = 200,       /* bytes of a member to those of the whole archive */
    RATIO_FROM = 32 << 20, /* less is never a bomb */
    CHUNK = 65536
};

struct unpacking {
    struct reading *reading;
    struct archive *archive;
    struct strbuf bytes; /* of the member */
    int64_t packed;      /* bytes of the archive */
    bool named;          /* what follows is known */
    const char *charset; /* of names that do not say it, or NULL: nothing better is known */
};

/* The names of all files in a ZIP, a line each: together they tell more of their encoding than
 * one. Only headers are read, by a handle of its own. */
static struct str all_names(struct reading *reading)
{
    enum { NAMES_MAX = 65536 };
    struct archive_entry *entry;
    struct strbuf names;
    struct archive *archive = archive_read_new();
    strbuf_init(&names, NAMES_MAX);
    archive_read_support_format_zip(archive);
    bool good = archive_read_open_filename(archive, reading->path, CHUNK) == ARCHIVE_OK;
    for (int i = 0; good && i < MEMBERS_MAX; i++) {
        int got = archive_read_next_header(archive, &entry);
        good = got == ARCHIVE_OK || got == ARCHIVE_WARN;
        const char *name = good ? archive_entry_pathname(entry) : NULL;
        if (name != NULL && !utf8_valid(str_of(name))) {
            good = names.n + strlen(name) + 1 < NAMES_MAX;
            strbuf_puts(&names, good ? name : "");
            strbuf_putc(&names, '\n');
        }
    }
    archive_read_free(archive);
    struct str all = arena_str(reading->arena, strbuf_view(&names));
    strbuf_release(&names);
    return all;
}

static const char *reason_not_taken(const struct unpacking *u, struct archive_entry *entry)
{
    if (archive_entry_is_encrypted(entry)) {
        return "it needs a password";
    }
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != NULL) {
        return "a link or a device, no file";
    }
    (void)u;
    return archive_entry_size_is_set(entry) && archive_entry_size(entry) > MEMBER_MAX
               ? "larger than 256 MiB"
               : NULL;
}

/* Whether what could not be read is locked rather than damaged: names too may be. */
static bool is_locked(const struct unpacking *u)
{
    const char *said = archive_error_string(u->archive);
    return archive_read_has_encrypted_entries(u->archive) > 0 ||
           (said != NULL &&
            (strstr(said, "ncrypt") != NULL || strstr(said, "assphrase") != NULL));
}

/* RAR's fifth format tells of no member whether it is locked. */
static const char *why_damaged(const struct unpacking *u)
{
    const char *said = archive_error_string(u->archive);
    if (is_locked(u)) {
        return "it needs a password";
    }
    if (archive_format(u->archive) == ARCHIVE_FORMAT_RAR_V5) {
        return "its bytes are damaged, or it needs a password";
    }
    return said != NULL && strstr(said, "nsupported") != NULL
               ? "it is packed in a way that cannot be unpacked here"
               : "its bytes are damaged";
}

/* The member's bytes, or why they cannot be had. */
static const char *unpack(struct unpacking *u)
{
    strbuf_clear(&u->bytes);
    for (;;) {
        char *room = strbuf_reserve(&u->bytes, CHUNK);
        if (room == NULL) {
            return "larger than 256 MiB";
        }
        la_ssize_t got = archive_read_data(u->archive, room, CHUNK);
        if (got == 0) {
            return NULL;
        }
        if (got < 0) {
            return why_damaged(u);
        }
        u->bytes.n += (size_t)got;
        if (u->bytes.n > RATIO_FROM && (int64_t)u->bytes.n / RATIO_MAX > u->packed) {
            return "it inflates more than any document does";
        }
    }
}

/* A name without a mark of its encoding: as its letters tell, else of ZIP the page that its
 * description names, APPNOTE.TXT D.1
 * (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT). */
static struct str readable(struct unpacking *u, struct str name)
{
    size_t odd;
    struct arena *arena = u->reading->arena;
    bool zip = (archive_format(u->archive) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP;
    if (utf8_valid(name)) {
        return name;
    }
    if (zip && !u->named) {
        u->charset = guess_charset(arena, all_names(u->reading));
        u->named = true;
    } else if (!zip) {
        u->charset = guess_charset(arena, name);
    }
    const char *charset = u->charset != NULL ? u->charset : zip ? "CP437" : "";
    return found_text(arena, charset, name, &odd);
}

/* A file that was packed alone is called as its archive without the last ending. */
static struct str name_of(struct unpacking *u, struct archive_entry *entry)
{
    const char *name = archive_entry_pathname(entry);
    name = name == NULL ? archive_entry_pathname_utf8(entry) : name;
    if (archive_format(u->archive) == ARCHIVE_FORMAT_RAW) {
        struct str own = u->reading->name;
        size_t dot = own.n;
        while (dot > 0 && own.p[dot - 1] != '.' && own.p[dot - 1] != '/') {
            dot--;
        }
        return dot > 1 && own.p[dot - 1] == '.' ? str_sub(own, 0, dot - 1) : STR("unpacked");
    }
    return name == NULL ? STR("a name that cannot be read") : readable(u, str_of(name));
}

static enum err_code take(struct unpacking *u, struct archive_entry *entry, struct err *err)
{
    struct reading *reading = u->reading;
    struct str name = name_of(u, entry);
    if (archive_entry_filetype(entry) == AE_IFDIR) {
        return ERR_OK;
    }
    const char *why = reason_not_taken(u, entry);
    if (why == NULL) {
        why = unpack(u);
    }
    return why == NULL ? reading_member(reading, name, strbuf_view(&u->bytes), err)
                       : reading_lost(reading, name, why, err);
}

static enum err_code header_lost(const struct unpacking *u, int64_t at, struct err *err)
{
    if (is_locked(u)) {
        return err_set(err, ERR_UNSUPPORTED,
                       at == 0 ? "not read: an archive that needs a password"
                               : "the rest of the archive needs a password");
    }
    return err_set(err, ERR_FORMAT,
                   at == 0 ? "not read: the archive is damaged"
                           : "the archive is damaged after what was read of it");
}

static enum err_code take_all(struct unpacking *u, struct err *err)
{
    struct reading *reading = u->reading;
    struct archive_entry *entry;
    int64_t at = 0;
    for (;; at++) {
        if (at > reading->from && reading_late(reading)) {
            reading_goes_on(reading, at);
            return ERR_OK;
        }
        int got = archive_read_next_header(u->archive, &entry);
        if (got == ARCHIVE_EOF) {
            return ERR_OK;
        }
        if (got != ARCHIVE_OK && got != ARCHIVE_WARN) {
            return header_lost(u, at, err);
        }
        if (at >= MEMBERS_MAX) {
            return err_set(err, ERR_LIMIT, "more than %d files in one archive", MEMBERS_MAX);
        }
        if (at >= reading->from) {
            TRY(take(u, entry, err));
        }
    }
}

enum err_code read_archive(struct reading *reading, struct err *err)
{
    struct unpacking u = {.reading = reading, .archive = archive_read_new()};
    struct stat info = {0};
    enum err_code code;
    u.packed = stat(reading->path, &info) == 0 ? (int64_t)info.st_size : 0;
    reading->kind = "archive";
    strbuf_init(&u.bytes, MEMBER_MAX);
    archive_read_support_filter_all(u.archive);
    archive_read_support_format_all(u.archive);
    archive_read_support_format_raw(u.archive);
    if (archive_read_open_filename(u.archive, reading->path, CHUNK) != ARCHIVE_OK) {
        code = err_set(err, ERR_FORMAT, "not read: the archive is damaged");
    } else {
        code = take_all(&u, err);
    }
    strbuf_release(&u.bytes);
    archive_read_free(u.archive);
    return code;
}
