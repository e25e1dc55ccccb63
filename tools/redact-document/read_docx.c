/* Word's documents (WordprocessingML, ECMA-376-1, 17) written anew: text, and of what says how
 * it looks the elements, attributes and values of docx_names.h.
 *
 * The text that marks count in: of the main part, then of the notes, headers and footers in the
 * order of the main part's relationships, what stands in w:t; a tab for w:tab; a line end for
 * w:br, w:cr and at the end of each w:p; "-" for w:noBreakHyphen. Not read, and gone: deleted
 * and moved-away text, hidden runs, comments, fields' codes, drawings, text boxes, objects,
 * equations, bookmarks, properties of the document, settings, themes, everything in another
 * namespace. */
#include "office_parts.h"
#include "docx_names.h"

#include "base/utf8.h"

#include <string.h>

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

enum { STYLES_MAX = 4000, PARTS_MAX = 200 };

struct part {
    const char *id;   /* of its relationship in the old document */
    const char *kind; /* "header" */
    const char *name; /* in the old package */
    const xmlNode *root;
};

struct docx {
    struct weave *weave;
    struct arena *arena;
    struct package *package;
    struct part parts[PARTS_MAX];
    size_t part_count;
    const xmlNode *styles;
    const xmlNode *numbering;
    const char **style_ids; /* a style's number is its place here */
    size_t style_count;
    bool drawings, equations;
    bool look; /* a part that says how things look: no text in it */
};

static bool is_w(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
           strcmp((const char *)node->ns->href, W) == 0;
}

static bool is(const xmlNode *node, const char *name)
{
    return is_w(node) && strcmp(office_name(node), name) == 0;
}

static const xmlNode *child(const xmlNode *node, const char *name)
{
    for (const xmlNode *c = node == NULL ? NULL : node->children; c != NULL; c = c->next) {
        if (is(c, name)) {
            return c;
        }
    }
    return NULL;
}

/* w:vanish that is not turned off. */
static bool is_hidden_run(struct docx *docx, const xmlNode *run)
{
    const xmlNode *vanish = child(child(run, "rPr"), "vanish");
    if (vanish == NULL) {
        return false;
    }
    const char *value = office_attribute(docx->arena, vanish, "val");
    return value == NULL || !office_in("|0|false|off|", value);
}

static int style_number(const struct docx *docx, const char *id)
{
    for (size_t i = 0; i < docx->style_count; i++) {
        if (strcmp(docx->style_ids[i], id) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static void write_value(struct docx *docx, const char *name, const char *value)
{
    weave_printf(docx->weave, " w:%s=\"%s\"", name, value);
}

/* "%1.", "(%1)", a bullet: no more than one letter beside the numbers. */
static bool is_numbering_text(const char *value)
{
    int letters = 0;
    for (const char *at = value; *at != '\0'; at++) {
        bool number = *at == '%' && at[1] >= '1' && at[1] <= '9';
        at += number;
        letters += !number && (((*at | 0x20) >= 'a' && (*at | 0x20) <= 'z') ||
                               (*at >= '0' && *at <= '9') || (*at & 0xC0) == 0xC0);
    }
    return strlen(value) <= 30 && letters <= 1;
}

static void write_style_id(struct docx *docx, const char *name, const char *id)
{
    int number = style_number(docx, id);
    if (number >= 0) {
        weave_printf(docx->weave, " w:%s=\"S%d\"", name, number);
    }
}

/* Without the theme its two fonts are Office's own. */
static void write_font(struct docx *docx, const char *name, const char *value)
{
    if (strstr(name, "Theme") != NULL) {
        value = strncmp(value, "major", 5) == 0 ? "Calibri Light" : "Calibri";
        name = strcmp(name, "asciiTheme") == 0 ? "ascii" : "hAnsi";
    }
    if (office_is_font(value)) {
        write_value(docx, name, value);
    }
}

static void write_style_name(struct docx *docx, const xmlNode *node, const char *value)
{
    const char *id = office_attribute(docx->arena, node->parent, "styleId");
    if (docx_style_name(value)) {
        write_value(docx, "val", value);
    } else {
        weave_printf(docx->weave, " w:val=\"Style %d\"",
                     id == NULL ? 0 : style_number(docx, id));
    }
}

static void write_numbering_text(struct docx *docx, const char *value)
{
    struct strbuf escaped;
    strbuf_init(&escaped, 400);
    escape_markup(&escaped, is_numbering_text(value) ? str_of(value) : STR("%1."));
    write_value(docx, "val", escaped.p);
    strbuf_release(&escaped);
}

static void write_reference(struct docx *docx, const char *id)
{
    for (size_t i = 0; i < docx->part_count; i++) {
        if (strcmp(docx->parts[i].id, id) == 0) {
            weave_printf(docx->weave, " r:id=\"rId%zu\"", i + 10);
        }
    }
}

/* Elements whose value is no number or word of a list; false for any other. */
static bool write_special(struct docx *docx, const xmlNode *node, const char *name,
                          const char *value)
{
    const char *element = office_name(node);
    bool val = strcmp(name, "val") == 0;
    if ((val && office_in("|pStyle|rStyle|tblStyle|basedOn|next|link|", element)) ||
        strcmp(name, "styleId") == 0) {
        write_style_id(docx, name, value);
    } else if (strcmp(element, "rFonts") == 0) {
        write_font(docx, name, value);
    } else if (val && strcmp(element, "name") == 0) {
        write_style_name(docx, node, value);
    } else if (val && strcmp(element, "lvlText") == 0) {
        write_numbering_text(docx, value);
    } else if (strcmp(name, "id") == 0 &&
               office_in("|headerReference|footerReference|", element)) {
        write_reference(docx, value);
    } else {
        return false;
    }
    return true;
}

/* An attribute must be w:'s own, or r:id of a header's reference, and stand once. */
static void write_attributes(struct docx *docx, const xmlNode *node)
{
    bool themed = office_attribute(docx->arena, node, "asciiTheme") != NULL;
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
        const char *name = (const char *)a->name;
        const char *space = a->ns == NULL ? "" : (const char *)a->ns->href;
        const char *value = a->children == NULL || a->children->content == NULL
                                ? ""
                                : (const char *)a->children->content;
        bool reference = strcmp(space, R) == 0 && strcmp(name, "id") == 0;
        bool twice = themed && office_in("|ascii|hAnsi|", name);
        if ((strcmp(space, W) != 0 && !reference) || !docx_attribute(name) || twice ||
            write_special(docx, node, name, value)) {
            continue;
        }
        if (office_is_number(value) || office_is_colour(value) || docx_value(value)) {
            write_value(docx, name, value);
        }
    }
}

static bool references_nothing(struct docx *docx, const xmlNode *node)
{
    if (!office_in("|headerReference|footerReference|", office_name(node))) {
        return false;
    }
    const char *id = office_attribute(docx->arena, node, "id");
    for (size_t i = 0; id != NULL && i < docx->part_count; i++) {
        if (strcmp(docx->parts[i].id, id) == 0) {
            return false;
        }
    }
    return true;
}

static void copy(struct docx *docx, const xmlNode *node);

static void copy_children(struct docx *docx, const xmlNode *node)
{
    for (const xmlNode *c = node->children; c != NULL; c = c->next) {
        copy(docx, c);
    }
}

static void copy_text(struct docx *docx, const xmlNode *node)
{
    weave_puts(docx->weave, "<w:t xml:space=\"preserve\">");
    for (const xmlNode *c = node->children; c != NULL; c = c->next) {
        if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE) {
            weave_text(docx->weave, str_of((const char *)c->content), escape_markup);
        }
    }
    weave_puts(docx->weave, "</w:t>");
}

static void note_what_goes(struct docx *docx, const xmlNode *node)
{
    const char *name = office_name(node);
    docx->drawings =
        docx->drawings || office_in("|drawing|pict|object|AlternateContent|", name);
    docx->equations = docx->equations || office_in("|oMath|oMathPara|", name);
}

static void copy(struct docx *docx, const xmlNode *node)
{
    const char *name = office_name(node);
    bool in_run = node->parent != NULL && is(node->parent, "r");
    if (!is_w(node) || docx_fate(name) == DOCX_GONE) {
        note_what_goes(docx, node);
        return;
    }
    if (docx->look && office_in("|p|r|t|tbl|br|cr|noBreakHyphen|", name)) {
        return;
    }
    if (docx_fate(name) == DOCX_INNER) {
        copy_children(docx, node);
        return;
    }
    if ((is(node, "r") && is_hidden_run(docx, node)) || references_nothing(docx, node)) {
        return;
    }
    if (is(node, "t")) {
        copy_text(docx, node);
        return;
    }
    if (is(node, "noBreakHyphen")) {
        weave_puts(docx->weave, "<w:t>");
        weave_text(docx->weave, STR("-"), escape_markup);
        weave_puts(docx->weave, "</w:t>");
        return;
    }
    weave_printf(docx->weave, "<w:%s", name);
    write_attributes(docx, node);
    weave_puts(docx->weave, ">");
    if (in_run && is(node, "tab")) {
        weave_gap(docx->weave, "\t");
    } else if (in_run && (is(node, "br") || is(node, "cr"))) {
        weave_gap(docx->weave, "\n");
    }
    copy_children(docx, node);
    if (is(node, "p")) {
        weave_gap(docx->weave, "\n");
    }
    weave_printf(docx->weave, "</w:%s>", name);
}

static void write_part(struct docx *docx, const char *name, const xmlNode *root)
{
    weave_begin(docx->weave, WEAVE_PART, name);
    weave_puts(docx->weave, XML);
    weave_printf(docx->weave, "<w:%s xmlns:w=\"" W "\" xmlns:r=\"" R "\">", office_name(root));
    copy_children(docx, root);
    weave_printf(docx->weave, "</w:%s>", office_name(root));
    weave_end(docx->weave);
}

static enum err_code read_styles(struct docx *docx, struct err *err)
{
    docx->style_ids = arena_alloc(docx->arena, STYLES_MAX * sizeof *docx->style_ids);
    for (const xmlNode *c = docx->styles == NULL ? NULL : docx->styles->children; c != NULL;
         c = c->next) {
        const char *id = is(c, "style") ? office_attribute(docx->arena, c, "styleId") : NULL;
        if (id == NULL) {
            continue;
        }
        if (docx->style_count == STYLES_MAX) {
            return err_set(err, ERR_LIMIT, "the document has more than %d styles", STYLES_MAX);
        }
        docx->style_ids[docx->style_count++] = id;
    }
    return ERR_OK;
}

static bool expected_root(const char *kind, const xmlNode *root)
{
    return (strcmp(kind, "header") == 0 && is(root, "hdr")) ||
           (strcmp(kind, "footer") == 0 && is(root, "ftr")) ||
           (strcmp(kind, root == NULL ? "" : office_name(root)) == 0 && is_w(root));
}

/* Parts that carry text or look, by the main part's relationships. */
static enum err_code read_parts(struct docx *docx, const char *main, struct err *err)
{
    struct relations relations;
    TRY(office_relations(docx->package, main, docx->arena, &relations, err));
    for (size_t i = 0; i < relations.count; i++) {
        const struct relation *relation = &relations.items[i];
        const xmlNode *root = NULL;
        if (relation->target == NULL ||
            !office_in("|header|footer|footnotes|endnotes|styles|numbering|", relation->type)) {
            continue;
        }
        TRY(office_tree(docx->package, relation->target, docx->arena, &root, err));
        if (root == NULL || !expected_root(relation->type, root)) {
            return err_set(err, ERR_FORMAT,
                           "a part of the document is missing or of another kind");
        }
        if (is(root, "styles")) {
            docx->styles = root;
        } else if (is(root, "numbering")) {
            docx->numbering = root;
        } else if (docx->part_count == PARTS_MAX) {
            return err_set(err, ERR_LIMIT, "the document has more than %d headers and footers",
                           PARTS_MAX);
        } else {
            docx->parts[docx->part_count++] =
                (struct part){relation->id, relation->type, relation->target, root};
        }
    }
    return ERR_OK;
}

static const char *part_name(struct docx *docx, size_t i)
{
    return arena_printf(docx->arena, "%s%zu.xml", docx->parts[i].kind, i + 1);
}

static void write_types(struct docx *docx)
{
    struct weave *weave = docx->weave;
    office_begin_types(weave);
    weave_puts(weave, "<Override PartName=\"/word/document.xml\" ContentType=\"" TYPE
                      "document.main+xml\"/>");
    if (docx->styles != NULL) {
        weave_puts(weave, "<Override PartName=\"/word/styles.xml\" ContentType=\"" TYPE
                          "styles+xml\"/>");
    }
    if (docx->numbering != NULL) {
        weave_puts(weave, "<Override PartName=\"/word/numbering.xml\" ContentType=\"" TYPE
                          "numbering+xml\"/>");
    }
    for (size_t i = 0; i < docx->part_count; i++) {
        weave_printf(weave, "<Override PartName=\"/word/%s\" ContentType=\"" TYPE "%s+xml\"/>",
                     part_name(docx, i), docx->parts[i].kind);
    }
    weave_puts(weave, "</Types>");
    weave_end(weave);
}

static void write_relations(struct docx *docx)
{
    static const char head[] =
        XML "<Relationships "
            "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    struct weave *weave = docx->weave;
    weave_begin(weave, WEAVE_PART, "_rels/.rels");
    weave_printf(weave,
                 "%s<Relationship Id=\"rId1\" Type=\"" R "/officeDocument\" "
                 "Target=\"word/document.xml\"/></Relationships>",
                 head);
    weave_end(weave);
    weave_begin(weave, WEAVE_PART, "word/_rels/document.xml.rels");
    weave_puts(weave, head);
    if (docx->styles != NULL) {
        weave_puts(weave,
                   "<Relationship Id=\"rId1\" Type=\"" R "/styles\" Target=\"styles.xml\"/>");
    }
    if (docx->numbering != NULL) {
        weave_puts(weave, "<Relationship Id=\"rId2\" Type=\"" R
                          "/numbering\" Target=\"numbering.xml\"/>");
    }
    for (size_t i = 0; i < docx->part_count; i++) {
        weave_printf(weave, "<Relationship Id=\"rId%zu\" Type=\"" R "/%s\" Target=\"%s\"/>",
                     i + 10, docx->parts[i].kind, part_name(docx, i));
    }
    weave_puts(weave, "</Relationships>");
    weave_end(weave);
}

static void write_document(struct docx *docx, const xmlNode *root)
{
    weave_begin(docx->weave, WEAVE_PACKAGE, NULL);
    write_types(docx);
    write_relations(docx);
    write_part(docx, "word/document.xml", root);
    for (size_t i = 0; i < docx->part_count; i++) {
        write_part(docx, arena_printf(docx->arena, "word/%s", part_name(docx, i)),
                   docx->parts[i].root);
    }
    docx->look = true;
    if (docx->styles != NULL) {
        write_part(docx, "word/styles.xml", docx->styles);
    }
    if (docx->numbering != NULL) {
        write_part(docx, "word/numbering.xml", docx->numbering);
    }
    weave_end(docx->weave);
}

enum err_code read_docx(struct package *package, const char *main, struct weave *weave,
                        struct err *err)
{
    const xmlNode *root;
    struct docx *docx = arena_zalloc(weave->arena, sizeof *docx);
    docx->weave = weave;
    docx->arena = weave->arena;
    docx->package = package;
    TRY(office_tree(package, main, docx->arena, &root, err));
    if (root == NULL || !is(root, "document")) {
        err_set(err, ERR_UNSUPPORTED, "the document is not in Word's usual form");
        err_hint(err, "save it as a Word document (.docx), not as Strict Open XML");
        return ERR_UNSUPPORTED;
    }
    TRY(read_parts(docx, main, err));
    TRY(read_styles(docx, err));
    write_document(docx, root);
    if (docx->drawings) {
        answer_part(weave->answer, "the document", "pictures, drawings, text boxes or objects",
                    true);
    }
    if (docx->equations) {
        answer_part(weave->answer, "the document", "equations", true);
    }
    return ERR_OK;
}
