/* Word, Excel, PowerPoint and OpenDocument: all that is text in them, also what a reader of the
 * printed page does not see: hidden runs, deleted words (marked), comments, notes, headers,
 * hidden sheets. */
#include "office_reading.h"

#include <string.h>
#include <strings.h>

enum { DEPTH_MAX = 256, PAGE_BREAK = '\f' };

static bool is(const xmlNode *node, const char *name)
{
    return strcmp(office_name(node), name) == 0;
}

static void add_content(const xmlNode *node, struct strbuf *out)
{
    for (const xmlNode *c = node->children; c != NULL; c = c->next) {
        if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE) {
            strbuf_puts(out, (const char *)c->content);
        }
    }
}

static bool has_space(const xmlNode *node, const char *end)
{
    return node->ns != NULL && str_ends(str_of((const char *)node->ns->href), str_of(end));
}

/* Before the children of an element; false when they are not gone into. */
static bool begin_element(const xmlNode *node, struct strbuf *out)
{
    if (is(node, "t")) {
        add_content(node, out);
        return false;
    }
    /* comments on slides, ECMA-376 part 1, 19.4.5; what a chart keeps of its values, 21.2.2.243
     */
    if ((is(node, "text") && has_space(node, "/presentationml/2006/main")) ||
        (is(node, "v") && has_space(node, "/drawingml/2006/chart"))) {
        add_content(node, out);
        strbuf_putc(out, '\n');
        return false;
    }
    if (is(node, "delText")) {
        strbuf_puts(out, "[deleted: ");
        add_content(node, out);
        strbuf_puts(out, "]");
        return false;
    }
    if (is(node, "tab")) {
        strbuf_putc(out, '\t');
    } else if (is(node, "br") || is(node, "cr") || is(node, "line-break")) {
        strbuf_putc(out, '\n');
    } else if (is(node, "noBreakHyphen")) {
        strbuf_putc(out, '-');
    } else if (is(node, "lastRenderedPageBreak")) {
        strbuf_putc(out, PAGE_BREAK);
    } else if (is(node, "s") && has_space(node, ":text:1.0")) {
        strbuf_putc(out, ' ');
    }
    /* of two forms of one thing the newer is enough; codes of fields are no text */
    return !is(node, "Fallback") && !is(node, "instrText");
}

static void end_element(const xmlNode *node, struct strbuf *out)
{
    if (is(node, "tc") || is(node, "table-cell")) {
        while (out->n > 0 && out->p[out->n - 1] == '\n') {
            strbuf_truncate(out, out->n - 1);
        }
        strbuf_putc(out, '\t');
    } else if (is(node, "p") || is(node, "h") || is(node, "tr") || is(node, "table-row")) {
        strbuf_putc(out, '\n');
    }
}

/* NOLINTNEXTLINE(misc-no-recursion): libxml2 allows 256 elements within each other */
static void walk(const xmlNode *node, struct strbuf *out, bool open_text, int depth)
{
    if (depth > DEPTH_MAX || (node->type != XML_ELEMENT_NODE && !open_text)) {
        return;
    }
    if (node->type != XML_ELEMENT_NODE) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
            strbuf_puts(out, (const char *)node->content);
        }
        return;
    }
    if (begin_element(node, out)) {
        /* OpenDocument has its text in paragraphs themselves, not in elements of their own */
        bool open =
            open_text || ((is(node, "p") || is(node, "h")) && has_space(node, ":text:1.0"));
        for (const xmlNode *c = node->children; c != NULL; c = c->next) {
            walk(c, out, open, depth + 1);
        }
    }
    end_element(node, out);
}

void office_text(const xmlNode *node, struct strbuf *out)
{
    walk(node, out, false, 0);
}

const char *office_reference(struct arena *arena, const xmlNode *node)
{
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
        if (a->ns != NULL && strcmp((const char *)a->name, "id") == 0 && a->children != NULL) {
            return arena_strdup(arena, (const char *)a->children->content);
        }
    }
    return NULL;
}

/* A text that Word said the pages of, or one in parts of lines. */
static enum err_code put_text(struct reading *reading, const char *label, struct str text,
                              struct err *err)
{
    struct str rest = text;
    struct str part;
    if (!str_has_byte(text, PAGE_BREAK)) {
        return reading_text(reading, label, reading_clean(reading->arena, text), err);
    }
    for (int number = 1; str_split(&rest, PAGE_BREAK, &part); number++) {
        const struct read_page page = {
            .number = reading->page + 1,
            .label = arena_printf(reading->arena, "page %d as Word last laid it out", number),
            .source = "text",
            .text = reading_clean(reading->arena, part)};
        TRY(reading_page(reading, &page, err));
    }
    return ERR_OK;
}

/* Without its empty lines. */
static struct str squeezed(struct arena *arena, struct str text)
{
    struct strbuf out;
    struct str rest = text;
    struct str line;
    strbuf_init(&out, text.n + 1);
    while (str_split(&rest, '\n', &line)) {
        if (str_trim(line).n > 0) {
            strbuf_str(&out, line);
            strbuf_putc(&out, '\n');
        }
    }
    struct str kept = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return kept;
}

static enum err_code put_part(struct reading *reading, struct package *package,
                              const char *part, const char *label, struct err *err)
{
    const xmlNode *root;
    struct strbuf out;
    TRY(office_tree(package, part, reading->arena, &root, err));
    if (root == NULL) {
        return ERR_OK;
    }
    strbuf_init(&out, READ_BYTES_MAX);
    office_text(root, &out);
    enum err_code code = strbuf_check(&out, "a part of the file", err);
    if (code == ERR_OK && str_trim(strbuf_view(&out)).n > 0) {
        bool beside = strchr(label, '(') != NULL; /* read_beside's: laid out by nobody */
        struct str text = strbuf_view(&out);
        code = put_text(reading, label, beside ? squeezed(reading->arena, text) : text, err);
    }
    strbuf_release(&out);
    return code;
}

/* A document of another format that stands within the text as it is (w:altChunk, ECMA-376 part
 * 1, 17.17.2.1), as programs that put reports together write it. */
static bool is_chunk(struct str name)
{
    static const char *const endings[] = {".htm", ".html", ".mht", ".xhtml", ".rtf",
                                          ".txt", ".docx", ".doc", ".docm"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t n = strlen(endings[i]);
        if (name.n > n && strncasecmp(name.p + name.n - n, endings[i], n) == 0) {
            return true;
        }
    }
    return false;
}

static enum err_code take_media(struct reading *reading, struct package *package,
                                struct err *err)
{
    for (size_t i = 0; i < package_count(package); i++) {
        struct str name = str_of(package_name(package, i));
        struct str bytes;
        bool media = str_find(name, STR("/media/")) != SIZE_MAX ||
                     str_find(name, STR("/embeddings/")) != SIZE_MAX ||
                     str_starts(name, STR("Pictures/")) || is_chunk(name);
        if (!media || str_ends(name, STR("/"))) {
            continue;
        }
        TRY(package_read(package, package_name(package, i), reading->arena, &bytes, err));
        TRY(reading_member(reading, name, bytes, err));
    }
    return ERR_OK;
}

static enum err_code read_word(struct reading *reading, struct package *package,
                               const char *main, struct err *err)
{
    struct relations relations;
    TRY(put_part(reading, package, main, "", err));
    TRY(office_relations(package, main, reading->arena, &relations, err));
    for (size_t i = 0; i < relations.count; i++) {
        const struct relation *relation = &relations.items[i];
        if (relation->target != NULL &&
            office_in("|header|footer|footnotes|endnotes|comments|", relation->type)) {
            TRY(put_part(reading, package, relation->target, relation->type, err));
        }
    }
    return ERR_OK;
}

static const char *target_of(const struct relations *relations, const char *id)
{
    for (size_t i = 0; id != NULL && i < relations->count; i++) {
        if (strcmp(relations->items[i].id, id) == 0) {
            return relations->items[i].target;
        }
    }
    return NULL;
}

static enum err_code read_slide(struct reading *reading, struct package *package,
                                const char *part, int number, struct err *err)
{
    struct relations relations;
    const char *label = arena_printf(reading->arena, "slide %d", number);
    TRY(put_part(reading, package, part, label, err));
    TRY(office_relations(package, part, reading->arena, &relations, err));
    for (size_t i = 0; i < relations.count; i++) {
        const struct relation *relation = &relations.items[i];
        if (relation->target != NULL && office_in("|notesSlide|comments|", relation->type)) {
            TRY(put_part(reading, package, relation->target,
                         arena_printf(reading->arena, "%s, notes", label), err));
        }
    }
    return ERR_OK;
}

static enum err_code read_slides(struct reading *reading, struct package *package,
                                 const char *main, struct err *err)
{
    struct relations relations;
    const xmlNode *root;
    int number = 0;
    TRY(office_relations(package, main, reading->arena, &relations, err));
    TRY(office_tree(package, main, reading->arena, &root, err));
    for (const xmlNode *c = root == NULL ? NULL : root->children; c != NULL; c = c->next) {
        for (const xmlNode *s = is(c, "sldIdLst") ? c->children : NULL; s != NULL;
             s = s->next) {
            const char *part = target_of(&relations, s->type == XML_ELEMENT_NODE
                                                         ? office_reference(reading->arena, s)
                                                         : NULL);
            if (part != NULL) {
                TRY(read_slide(reading, package, part, ++number, err));
            }
        }
    }
    return ERR_OK;
}

static enum err_code read_properties(struct reading *reading, struct package *package,
                                     struct err *err)
{
    static const char *const names[][2] = {{"title", "title"},
                                           {"creator", "author"},
                                           {"created", "created"},
                                           {"modified", "modified"},
                                           {"lastModifiedBy", "last-modified-by"}};
    const xmlNode *root;
    TRY(office_tree(package, "docProps/core.xml", reading->arena, &root, err));
    for (const xmlNode *c = root == NULL ? NULL : root->children; c != NULL; c = c->next) {
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            if (is(c, names[i][0]) && c->children != NULL && c->children->content != NULL) {
                TRY(reading_meta(reading, names[i][1],
                                 str_of((const char *)c->children->content), err));
            }
        }
    }
    return ERR_OK;
}

/* Text that stands beside the main part, each as a page of its own: diagrams, charts, text
 * boxes of sheets; of OpenDocument headers, footers and objects within. */
static enum err_code read_beside(struct reading *reading, struct package *package,
                                 struct err *err)
{
    static const struct {
        const char *within, *label;
    } kinds[] = {{"/diagrams/data", "diagram"},
                 {"/charts/chart", "chart"},
                 {"xl/drawings/drawing", "text boxes of a sheet"},
                 {"styles.xml", "headers and footers"}};
    for (size_t i = 0; i < package_count(package); i++) {
        const char *name = package_name(package, i);
        const char *label = NULL;
        for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
            bool stands = k == 3 ? strcmp(name, kinds[k].within) == 0
                                 : strstr(name, kinds[k].within) != NULL;
            label = stands ? kinds[k].label : label;
        }
        if (str_ends(str_of(name), STR("/content.xml")) && package_has(package, "mimetype")) {
            label = "object within";
        }
        if (label != NULL && str_ends(str_of(name), STR(".xml"))) {
            TRY(put_part(reading, package, name,
                         arena_printf(reading->arena, "%s (%s)", label, name), err));
        }
    }
    return ERR_OK;
}

/* OpenDocument 1.3, part 2, 3.4.1: each part that is locked says so in the manifest. */
static enum err_code refuse_locked(struct reading *reading, struct package *package,
                                   struct err *err)
{
    static const char manifest[] = "META-INF/manifest.xml";
    struct str text = {NULL, 0};
    if (package_has(package, manifest)) {
        TRY(package_read(package, manifest, reading->arena, &text, err));
    }
    return str_find(text, STR("encryption-data")) == SIZE_MAX
               ? ERR_OK
               : err_set(err, ERR_UNSUPPORTED,
                         "not read: an OpenDocument file that needs a password");
}

static enum err_code read_by_type(struct reading *reading, struct package *package,
                                  struct err *err)
{
    const char *main;
    const char *type;
    if (package_has(package, "mimetype")) {
        reading->kind = "opendocument";
        TRY(refuse_locked(reading, package, err));
        return put_part(reading, package, "content.xml", "", err);
    }
    TRY(office_main(package, reading->arena, &main, &type, err));
    TRY(read_properties(reading, package, err));
    if (strstr(type, "wordprocessingml") != NULL || strstr(type, "ms-word") != NULL) {
        reading->kind = "word";
        return read_word(reading, package, main, err);
    }
    if (strstr(type, "spreadsheetml") != NULL || strstr(type, "ms-excel") != NULL) {
        reading->kind = "excel";
        return read_sheets(reading, package, main, err);
    }
    if (strstr(type, "presentationml") != NULL || strstr(type, "ms-powerpoint") != NULL) {
        reading->kind = "powerpoint";
        return read_slides(reading, package, main, err);
    }
    return err_set(err, ERR_UNSUPPORTED, "not read: an Office file of an unknown kind");
}

static bool named_office(struct str name)
{
    static const char *const endings[] = {".docx", ".docm", ".xlsx", ".xlsm",
                                          ".pptx", ".odt",  ".ods"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t n = strlen(endings[i]);
        if (name.n > n && strncasecmp(name.p + name.n - n, endings[i], n) == 0) {
            return true;
        }
    }
    return false;
}

enum err_code read_office(struct reading *reading, struct str bytes, bool *office,
                          struct err *err)
{
    struct package *package = NULL;
    struct err why = {0};
    bool loose = false;
    enum err_code code = package_open(&package, bytes, &why);
    if (code == ERR_FORMAT && package_open_loosely(&package, bytes, err) == ERR_OK) {
        code = ERR_OK;
        loose = true;
    }
    *office = code == ERR_OK ? package_has(package, "[Content_Types].xml") ||
                                   (package_has(package, "mimetype") &&
                                    package_has(package, "content.xml"))
                             : named_office(reading->name);
    if (!*office) {
        package_close(package);
        return ERR_OK;
    }
    reading->kind = "office";
    if (code != ERR_OK) {
        return err_set(err, code, "not read: %s", why.message);
    }
    code = read_by_type(reading, package, err);
    if (code == ERR_OK) {
        code = read_beside(reading, package, err);
    }
    if (code == ERR_OK) {
        code = take_media(reading, package, err);
    }
    if (code == ERR_OK && loose) {
        reading_partly(reading, "the package contradicts itself: what its directory names was "
                                "read");
    }
    package_close(package);
    return code;
}
