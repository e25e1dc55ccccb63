#include "package_parts.h"

#include "base/ascii_case.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <strings.h>

const char *parts_local(const char *name)
{
    const char *blank = strrchr(name, ' ');
    return blank == NULL ? name : blank + 1;
}

bool parts_in(const char *bars, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = strstr(bars, word); n > 0 && at != NULL; at = strstr(at + 1, word)) {
        if (at > bars && at[-1] == '|' && at[n] == '|') {
            return true;
        }
    }
    return false;
}

static enum err_code take_part(struct archive *archive, struct parts *parts, size_t *total,
                               struct err *err)
{
    struct strbuf bytes;
    char block[16384];
    la_ssize_t got;
    strbuf_init(&bytes, PARTS_BYTES_MAX - *total);
    while ((got = archive_read_data(archive, block, sizeof block)) > 0) {
        strbuf_add(&bytes, block, (size_t)got);
    }
    enum err_code code = strbuf_check(&bytes, "the package", err);
    if (code == ERR_OK && got < 0) {
        code = err_set(err, ERR_FORMAT, "a part of the package is damaged");
    }
    if (code == ERR_OK) {
        *total += bytes.n;
        parts->items[parts->count++].bytes = arena_str(parts->arena, strbuf_view(&bytes));
    }
    strbuf_release(&bytes);
    return code;
}

static enum err_code take_parts(struct archive *archive, struct parts *parts, struct err *err)
{
    struct archive_entry *entry;
    size_t total = 0;
    int got;
    while ((got = archive_read_next_header(archive, &entry)) == ARCHIVE_OK) {
        const char *name = archive_entry_pathname_utf8(entry);
        name = name == NULL ? archive_entry_pathname(entry) : name;
        if (name == NULL || parts->count == PARTS_MAX) {
            return err_set(err, ERR_LIMIT,
                           "the package has too many parts or one without a name");
        }
        for (size_t i = 0; i < parts->count; i++) {
            if (strcmp(parts->items[i].name, name) == 0) {
                return err_set(err, ERR_FORMAT, "a part stands twice in the package");
            }
        }
        parts->items[parts->count].name = arena_strdup(parts->arena, name);
        TRY(take_part(archive, parts, &total, err));
    }
    return got == ARCHIVE_EOF ? ERR_OK
                              : err_set(err, ERR_FORMAT, "the package cannot be unpacked");
}

enum err_code parts_open(struct str bytes, struct arena *arena, struct parts *parts,
                         struct err *err)
{
    struct archive *archive = archive_read_new();
    *parts =
        (struct parts){arena, arena_alloc(arena, (PARTS_MAX + 1) * sizeof *parts->items), 0};
    archive_read_support_format_zip_seekable(archive);
    enum err_code code = archive_read_open_memory(archive, bytes.p, bytes.n) == ARCHIVE_OK
                             ? take_parts(archive, parts, err)
                             : err_set(err, ERR_FORMAT, "the package cannot be opened");
    archive_read_free(archive);
    return code;
}

struct str parts_find(const struct parts *parts, const char *name)
{
    for (size_t i = 0; i < parts->count; i++) {
        if (strcasecmp(parts->items[i].name, name) == 0) {
            return parts->items[i].bytes;
        }
    }
    return (struct str){NULL, 0};
}

static void XMLCALL no_doctype(void *data, const XML_Char *name, const XML_Char *where,
                               const XML_Char *public, int internal)
{
    (void)name, (void)where, (void)public, (void)internal;
    XML_StopParser(data, XML_FALSE);
}

XML_Parser parts_parser(void *data, XML_StartElementHandler start, XML_EndElementHandler end,
                        XML_CharacterDataHandler text)
{
    XML_Parser parser = XML_ParserCreateNS(NULL, ' ');
    if (parser == NULL) {
        BUG("no memory for Expat");
    }
    XML_SetUserData(parser, data);
    XML_SetElementHandler(parser, start, end);
    XML_SetCharacterDataHandler(parser, text);
    return parser;
}

enum err_code parts_parse(struct str bytes, XML_Parser parser, struct err *err)
{
    XML_SetStartDoctypeDeclHandler(parser, no_doctype);
    XML_UseParserAsHandlerArg(parser);
    enum XML_Status status = XML_Parse(parser, bytes.p, (int)bytes.n, XML_TRUE);
    XML_ParserFree(parser);
    return status == XML_STATUS_OK ? ERR_OK
                                   : err_set(err, ERR_FORMAT, "a part is not well-formed XML");
}

const char *parts_attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (strcmp(parts_local(attributes[i]), name) == 0) {
            return attributes[i + 1];
        }
    }
    return NULL;
}

struct relating {
    const struct parts *parts;
    const char *base;
    struct relateds *out;
};

static const char *resolve(const struct relating *r, const char *target)
{
    const char *slash = strrchr(r->base, '/');
    struct strbuf path;
    struct str rest = str_of(target);
    struct str step;
    strbuf_init(&path, 4096);
    if (target[0] != '/' && slash != NULL) {
        strbuf_str(&path, str_n(r->base, (size_t)(slash - r->base)));
    }
    while (str_split(&rest, '/', &step)) {
        const char *last = strrchr(path.p, '/');
        if (str_is(step, "..")) {
            strbuf_truncate(&path, last == NULL ? 0 : (size_t)(last - path.p));
        } else if (step.n > 0 && !str_is(step, ".")) {
            strbuf_puts(&path, path.n > 0 ? "/" : "");
            strbuf_str(&path, step);
        }
    }
    const char *resolved = arena_strndup(r->parts->arena, path.p, path.n);
    strbuf_release(&path);
    return resolved;
}

static void XMLCALL relation(void *parser, const XML_Char *name, const XML_Char **attributes)
{
    struct relating *r = XML_GetUserData(parser);
    const char *type = parts_attribute(attributes, "Type");
    const char *target = parts_attribute(attributes, "Target");
    const char *mode = parts_attribute(attributes, "TargetMode");
    const char *id = parts_attribute(attributes, "Id");
    if (strcmp(parts_local(name), "Relationship") != 0 || type == NULL || target == NULL ||
        id == NULL || r->out->count == RELATED_MAX) {
        return;
    }
    const char *last = strrchr(type, '/');
    bool outside = mode != NULL && strcmp(mode, "External") == 0;
    r->out->items[r->out->count++] =
        (struct related){arena_strdup(r->parts->arena, id),
                         arena_strdup(r->parts->arena, last == NULL ? type : last + 1),
                         outside ? NULL : resolve(r, target)};
}

enum err_code parts_relations(const struct parts *parts, const char *part, struct relateds *out,
                              struct err *err)
{
    const char *slash = strrchr(part, '/');
    const char *name = slash == NULL ? arena_printf(parts->arena, "_rels/%s.rels", part)
                                     : arena_printf(parts->arena, "%.*s/_rels/%s.rels",
                                                    (int)(slash - part), part, slash + 1);
    struct relating r = {parts, part, out};
    struct str bytes = parts_find(parts, name);
    *out = (struct relateds){arena_alloc(parts->arena, RELATED_MAX * sizeof *out->items), 0};
    return bytes.p == NULL ? ERR_OK
                           : parts_parse(bytes, parts_parser(&r, relation, NULL, NULL), err);
}

enum err_code parts_main(const struct parts *parts, const char **main, struct err *err)
{
    struct relateds relations;
    *main = NULL;
    TRY(parts_relations(parts, "", &relations, err));
    for (size_t i = 0; i < relations.count && *main == NULL; i++) {
        if (strcmp(relations.items[i].type, "officeDocument") == 0) {
            *main = relations.items[i].part;
        }
    }
    return ERR_OK;
}

/* "AB12", and from here to `to` of "AB12:AC14". */
static size_t cell_name(const char *value)
{
    size_t letters = strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    size_t digits = strspn(value + letters, "0123456789");
    return letters >= 1 && letters <= 3 && digits >= 1 && digits <= 7 ? letters + digits : 0;
}

/* "S12", "rId3", "AB12:AC14", numbers of at most seven digits, sizes with a fraction. */
static bool says_nothing(const char *value)
{
    size_t cell = cell_name(value);
    if (cell > 0 && value[cell] == ':') {
        value += cell + 1;
        cell = cell_name(value);
    }
    if (cell > 0 && value[cell] == '\0') {
        return true;
    }
    value += strncmp(value, "rId", 3) == 0 ? 3 : *value == '-' ? 1 : 0;
    size_t whole = strspn(value, "0123456789");
    size_t n = whole;
    if (whole > 0 && whole <= 5 && value[n] == '.') {
        n += 1 + strspn(value + n + 1, "0123456789");
        return n <= 24 && value[n] == '\0';
    }
    return n <= 7 && (value[n] == '\0' || strcmp(value + n, "%") == 0);
}

void said_value(struct said *said, struct arena *arena, const char *value)
{
    if (says_nothing(value) || is_format_word(value)) {
        return;
    }
    for (size_t i = 0; i < said->count; i++) {
        if (strcmp(said->items[i], value) == 0) {
            return;
        }
    }
    if (said->count == SAID_MAX) {
        said->too_many = true;
        return;
    }
    said->items[said->count++] = arena_strdup(arena, value);
}

/* Letters and digits alone, small. */
static size_t squeeze(struct str text, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = ascii_lower(text.p[i]);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0) {
            out[n++] = c;
        }
    }
    return n;
}

enum { TOLD_LETTERS = 4, MARKED_MAX = 1000 };

static bool holds(const struct said *said, const char *marked, size_t n)
{
    char word[MARKED_MAX];
    for (size_t i = 0; i < said->count; i++) {
        struct str text = str_sub(str_of(said->items[i]), 0, MARKED_MAX);
        size_t length = squeeze(text, word);
        if (str_find(str_n(word, length), str_n(marked, n)) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

enum err_code said_check(const struct said *said, struct str before, const struct js *output,
                         struct verdict *verdict, struct err *err)
{
    struct str *texts;
    size_t count;
    if (said->too_many) {
        verdict_add(verdict, "its attributes hold too many words");
    }
    TRY(check_marked_texts(before, output, verdict->arena, &texts, &count, err));
    for (size_t i = 0; i < count; i++) {
        char marked[MARKED_MAX];
        size_t n = squeeze(str_sub(texts[i], 0, MARKED_MAX), marked);
        if (n >= TOLD_LETTERS && holds(said, marked, n)) {
            verdict_add(verdict, "what was marked at place %zu stands in an attribute", i + 1);
        }
    }
    return ERR_OK;
}
