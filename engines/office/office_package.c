#include "office/office_package.h"

#include "base/utf8.h"

#include <libxml/parser.h>
#include <string.h>
#include <strings.h>

static void free_tree(void *tree)
{
    xmlFreeDoc(tree);
}

static enum err_code unread(struct err *err)
{
    err_set(err, ERR_FORMAT, "a part of the package cannot be read");
    err_hint(err, "open it in the program it comes from and save it again");
    return ERR_FORMAT;
}

enum err_code office_tree(struct package *package, const char *part, struct arena *arena,
                          const xmlNode **root, struct err *err)
{
    struct str bytes;
    enum {
        HOW = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA
    };
    *root = NULL;
    TRY(package_read(package, part, arena, &bytes, err));
    if (bytes.p == NULL) {
        return ERR_OK;
    }
    xmlDocPtr tree = xmlReadMemory(bytes.p, (int)bytes.n, NULL, NULL, HOW);
    if (tree == NULL) {
        return unread(err);
    }
    arena_on_free(arena, free_tree, tree);
    *root = xmlDocGetRootElement(tree);
    /* ISO/IEC 29500-2, 8.1.3: no document type declarations */
    return tree->intSubset == NULL && *root != NULL ? ERR_OK : unread(err);
}

const char *office_name(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE ? (const char *)node->name : "";
}

const char *office_attribute(struct arena *arena, const xmlNode *node, const char *name)
{
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
        if (strcmp((const char *)a->name, name) == 0) {
            const xmlNode *value = a->children;
            return value == NULL || value->content == NULL
                       ? ""
                       : arena_strdup(arena, (const char *)value->content);
        }
    }
    return NULL;
}

bool office_in(const char *bars, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = strstr(bars, word); n > 0 && at != NULL; at = strstr(at + 1, word)) {
        if (at > bars && at[-1] == '|' && at[n] == '|') {
            return true;
        }
    }
    return false;
}

bool office_is_number(const char *value)
{
    size_t digits = 0;
    value += *value == '-' || *value == '+';
    for (; (*value >= '0' && *value <= '9') || (*value == '.' && digits > 0); value++) {
        digits++;
    }
    value += *value == '%';
    return digits > 0 && digits <= 6 && *value == '\0';
}

bool office_is_colour(const char *value)
{
    return strlen(value) == 6 && strspn(value, "0123456789abcdefABCDEF") == 6;
}

bool office_is_font(const char *name)
{
    return office_in("|Aptos|Aptos Display|Arial|Arial Black|Arial Narrow|Bahnschrift|Book "
                     "Antiqua|Bookman Old Style|"
                     "Calibri|Calibri Light|Cambria|Cambria "
                     "Math|Candara|Carlito|Caladea|Century|Century Gothic|"
                     "Comic Sans MS|Consolas|Constantia|Corbel|Courier|Courier New|DejaVu "
                     "Sans|DejaVu Sans Mono|"
                     "DejaVu Serif|Franklin Gothic Book|Franklin Gothic "
                     "Medium|Garamond|Georgia|Gill Sans MT|Helvetica|"
                     "Impact|Liberation Mono|Liberation Sans|Liberation Serif|Lucida "
                     "Console|Lucida Sans Unicode|"
                     "MS Gothic|MS Mincho|MS Sans Serif|OpenSymbol|Palatino Linotype|Segoe "
                     "UI|SimSun|Symbol|Tahoma|"
                     "Times|Times New Roman|Trebuchet MS|Verdana|Webdings|Wingdings|Wingdings "
                     "2|Wingdings 3|",
                     name);
}

/* "../x", "x" and "/word/x" from the folder of `part`. NULL when it leads out. */
static const char *resolve(struct arena *arena, const char *part, const char *target)
{
    const char *slash = strrchr(part, '/');
    struct strbuf path;
    struct str rest;
    struct str step;
    strbuf_init(&path, 4096);
    if (target[0] != '/' && slash != NULL) {
        strbuf_str(&path, str_n(part, (size_t)(slash - part)));
    }
    rest = str_of(target);
    while (str_split(&rest, '/', &step)) {
        if (str_is(step, "..")) {
            const char *last = strrchr(path.p, '/');
            strbuf_truncate(&path, last == NULL ? 0 : (size_t)(last - path.p));
        } else if (step.n > 0 && !str_is(step, ".")) {
            strbuf_puts(&path, path.n > 0 ? "/" : "");
            strbuf_str(&path, step);
        }
    }
    const char *resolved = path.n > 0 ? arena_strndup(arena, path.p, path.n) : NULL;
    strbuf_release(&path);
    return resolved;
}

static const char *relations_part(struct arena *arena, const char *part)
{
    const char *slash = strrchr(part, '/');
    return slash == NULL ? arena_printf(arena, "_rels/%s.rels", part)
                         : arena_printf(arena, "%.*s/_rels/%s.rels", (int)(slash - part), part,
                                        slash + 1);
}

enum err_code office_relations(struct package *package, const char *part, struct arena *arena,
                               struct relations *relations, struct err *err)
{
    const xmlNode *root;
    size_t count = 0;
    TRY(office_tree(package, relations_part(arena, part), arena, &root, err));
    relations->items = arena_alloc(arena, RELATIONS_MAX * sizeof *relations->items);
    for (const xmlNode *node = root == NULL ? NULL : root->children; node != NULL;
         node = node->next) {
        const char *type = office_attribute(arena, node, "Type");
        const char *target = office_attribute(arena, node, "Target");
        const char *mode = office_attribute(arena, node, "TargetMode");
        const char *id = office_attribute(arena, node, "Id");
        if (strcmp(office_name(node), "Relationship") != 0 || type == NULL || target == NULL ||
            id == NULL) {
            continue;
        }
        if (count == RELATIONS_MAX) {
            return err_set(err, ERR_LIMIT, "a part has more than %d relationships",
                           RELATIONS_MAX);
        }
        bool outside = mode != NULL && strcmp(mode, "External") == 0;
        const char *last = strrchr(type, '/');
        relations->items[count++] = (struct relation){
            id, last == NULL ? type : last + 1, outside ? NULL : resolve(arena, part, target)};
    }
    relations->count = count;
    return ERR_OK;
}

static enum err_code refuse(const char *what, const char *help, struct err *err)
{
    err_set(err, ERR_UNSUPPORTED, "the file is %s, which is not read", what);
    err_hint(err, "%s", help);
    return ERR_UNSUPPORTED;
}

/* What an override says of the part itself, else what stands for all of its ending (ECMA-376
 * part 2, 7.2.3). */
static enum err_code content_type(struct package *package, struct arena *arena,
                                  const char *part, const char **type, struct err *err)
{
    const xmlNode *root;
    const char *dot = strrchr(part, '.');
    *type = "";
    TRY(office_tree(package, "[Content_Types].xml", arena, &root, err));
    for (const xmlNode *node = root == NULL ? NULL : root->children; node != NULL;
         node = node->next) {
        const char *name = office_attribute(arena, node, "PartName");
        const char *said = office_attribute(arena, node, "ContentType");
        const char *ending = office_attribute(arena, node, "Extension");
        if (name != NULL && said != NULL && name[0] == '/' && strcmp(name + 1, part) == 0) {
            *type = said;
            return ERR_OK;
        }
        if (ending != NULL && said != NULL && dot != NULL && strcasecmp(ending, dot + 1) == 0) {
            *type = said;
        }
    }
    return ERR_OK;
}

static const char print_it[] = "open it in the program it comes from and print it to a PDF";

enum err_code office_main(struct package *package, struct arena *arena, const char **main,
                          const char **type, struct err *err)
{
    struct relations relations;
    *main = NULL;
    if (package_has(package, "mimetype")) {
        return refuse("an OpenDocument file or a book", print_it, err);
    }
    TRY(office_relations(package, "", arena, &relations, err));
    for (size_t i = 0; i < relations.count && *main == NULL; i++) {
        if (strcmp(relations.items[i].type, "officeDocument") == 0) {
            *main = relations.items[i].target;
        }
    }
    if (*main == NULL) {
        return refuse("a zip file that is no Office document", "unpack it first", err);
    }
    return content_type(package, arena, *main, type, err);
}

enum err_code office_open(struct package *package, struct arena *arena, enum office_kind *kind,
                          const char **main, struct err *err)
{
    const char *type;
    TRY(office_main(package, arena, main, &type, err));
    if (strstr(type, "macroEnabled") != NULL) {
        return refuse("an Office document with macros", "save it without them (.docx, .xlsx)",
                      err);
    }
    if (strstr(type, "wordprocessingml.document.main+xml") != NULL) {
        *kind = OFFICE_WORD;
        return ERR_OK;
    }
    if (strstr(type, "spreadsheetml.sheet.main+xml") != NULL) {
        *kind = OFFICE_EXCEL;
        return ERR_OK;
    }
    return refuse("an Office document that is neither Word's nor Excel's", print_it, err);
}
